"""Workbooks in each format, and files that are none, damaged, locked or too large."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from openpyxl.styles import Protection
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from docgen.sheets.cells import CellKind
from docgen.sheets.workbook import Workbook, open_workbook
from docgen.sheets.workbook_file import MOST_CELLS
from tests.support import needs_libreoffice
from tests.unit.sheets.sheet_files import (
    NAME,
    as_bytes,
    refusal,
    repacked,
    saved_by_calc,
    written,
)

CELLS: list[tuple[Any, str, str, CellKind, str | None]] = [
    (420.7, "0.00", "420.70", CellKind.NUMBER, "420.70"),
    (1234.5, "#,##0.00", "1,234.50", CellKind.NUMBER, "1234.50"),
    (0.9364, "0.00%", "93.64%", CellKind.NUMBER, "93.64"),
    (-3.5, "#,##0.00_);(#,##0.00)", "(3.50)", CellKind.NUMBER, "-3.50"),
    (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-", CellKind.NUMBER, "0"),
    (1234567.891, "General", "1234567.891", CellKind.NUMBER, "1234567.891"),
    (12.5, "[$¥-804]#,##0.00", "¥12.50", CellKind.NUMBER, "12.50"),
    (45170, 'yyyy"年"m"月"d"日"', "2023年9月1日", CellKind.DATE, None),
    (45170, '[DBNum1][$-804]yyyy"年"m"月"', "二〇二三年九月", CellKind.DATE, None),
    (0.5, "h:mm", "12:00", CellKind.DATE, None),
    (True, "General", "TRUE", CellKind.FLAG, None),
    ("株洲市 第三中学 ", "General", "株洲市 第三中学 ", CellKind.TEXT, None),
    ("第一行\n第二行  两个空格", "General", "第一行\n第二行  两个空格", CellKind.TEXT, None),
    ("1,234.50 ", "@", "1,234.50 ", CellKind.TEXT, "1234.50"),
    ("００１２３", "@", "００１２３", CellKind.TEXT, None),
    ("=1+1.5", "0.00", "2.50", CellKind.NUMBER, "2.50"),
    ('="甲"&"乙"', "General", "甲乙", CellKind.TEXT, None),
    ('=""', "General", "", CellKind.EMPTY, None),
    ("=1=1", "General", "TRUE", CellKind.FLAG, None),
    ("=1/0", "General", "#DIV/0!", CellKind.ERROR, None),
    ("=NA()", "General", "#N/A", CellKind.ERROR, None),
    (None, "0.00", "", CellKind.EMPTY, None),
]


def sample() -> bytes:
    """A workbook of three sheets: the cells, one hidden, one protected."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "财决01表"
    for row, (value, code, *_) in enumerate(CELLS, 1):
        cell = sheet.cell(row, 1, value)
        cell.number_format = code
    sheet["C1"] = "合并"
    sheet.merge_cells("C1:D2")
    sheet["E3"], sheet["F4"] = "藏行", "藏列"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["F"].hidden = True
    hidden = workbook.create_sheet("隐藏")
    hidden["B2"] = 1
    hidden.sheet_state = "hidden"
    locked = workbook.create_sheet("保护")
    locked["A1"] = "读得到"
    locked["A1"].protection = Protection(locked=True, hidden=True)
    locked.protection.set_password("123456")
    locked.protection.enable()
    return as_bytes(workbook)


@pytest.fixture(scope="module")
def by_calc(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sample as Calc saves it."""
    folder = tmp_path_factory.mktemp("calc")
    file = folder / "sample.xlsx"
    file.write_bytes(sample())
    return saved_by_calc(file, folder, "xlsx", "xls", "ods")


def check(workbook: Workbook, *, with_values: bool = True) -> None:
    sheet = workbook.sheet("财决01表")
    for row, (value, _, text, kind, number) in enumerate(CELLS, 1):
        cell = sheet.cell(row, 1)
        if isinstance(value, str) and value.startswith("=") and not with_values:
            assert cell.problem is not None
            assert cell.problem.code == "formula-without-value"
            continue
        shown = (cell.text, cell.kind, None if cell.number is None else str(cell.number))
        assert shown == (text, kind, number), value
        assert (cell.problem is not None) == (kind is CellKind.ERROR)
        assert str(cell.place) == f"{workbook.name}!财决01表!A{row}"
    assert {sheet.cell(row, column).text for row in (1, 2) for column in (3, 4)} == {"合并"}
    assert sheet.cell(2, 4).place.address == "C1"
    assert [tuple(merged) for merged in sheet.merged] == [(1, 3, 2, 4)]
    assert [sheet.at(cell).hidden for cell in ("E3", "A3", "F4", "E4")] == [True, True, True, False]
    assert [(sheet.title, sheet.hidden) for sheet in workbook.sheets] == [
        ("财决01表", False),
        ("隐藏", True),
        ("保护", False),
    ]
    assert workbook.sheet("隐藏").at("B2").number == 1
    assert workbook.sheet("保护").at("A1").text == "读得到"


def test_a_workbook_of_openpyxl_shows_its_cells_and_tells_of_formulas_without_values() -> None:
    check(open_workbook(sample(), NAME), with_values=False)


@needs_libreoffice
@pytest.mark.slow
@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_workbook_of_calc_shows_the_same_cells(by_calc: dict[str, Path], ending: str) -> None:
    check(open_workbook(by_calc[ending], by_calc[ending].name))


def test_the_digest_is_of_the_bytes() -> None:
    data = written([[1]])
    assert open_workbook(data, NAME).digest == open_workbook(data, "x.xlsx").digest
    assert open_workbook(data, NAME).digest != open_workbook(written([[2]]), NAME).digest


def test_a_sheet_is_found_by_its_title_as_people_type_it() -> None:
    workbook = open_workbook(written([[1]], title="财决01表"), NAME)
    for title in ("财决01表", " 财决０１表"):
        assert workbook.sheet(title).title == "财决01表"


def test_a_renamed_sheet_is_told_with_those_that_there_are() -> None:
    workbook = open_workbook(sample(), NAME)
    problem = refusal(workbook.sheet, "财决02表")
    assert (problem.code, problem.place.file) == ("unknown-sheet", NAME)
    assert problem.words["nearest"] == "财决01表"
    assert problem.words["known_zh"] == "财决01表、隐藏、保护"
    assert refusal(workbook.sheet, "人员经费").words["nearest"] == ""


def word_file() -> bytes:
    stream = io.BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


def packed(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
HTML = "<html><head><meta charset='utf-8'></head><table><tr><td>项目</td></tr></table></html>"
XML_2003 = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook/>'


@pytest.mark.parametrize(
    ("data", "holds"),
    [
        (word_file(), "docx"),
        (b"%PDF-1.7\n", "pdf"),
        (HTML.encode(), "html"),
        (b"\xef\xbb\xbf  " + HTML.encode(), "html"),
        (HTML.encode("utf-16"), "html"),
        (XML_2003.encode(), "xml"),
        ("项目,金额\n公用经费,1\n".encode(), "text"),
        ("项目\t金额\n".encode("gbk"), "text"),
        (packed(a=b"1"), "archive"),
        (packed(xl__workbook__bin=b"", **{"xl/workbook.bin": b""}), "xlsb"),
        (packed(mimetype=b"application/vnd.oasis.opendocument.text"), "odf"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (COMPOUND + "WordDocument".encode("utf-16-le"), "doc"),
        (COMPOUND, "old"),
        (b"\x01\x00\x02\x03", "unknown"),
    ],
)
@pytest.mark.parametrize("name", ["决算表.xlsx", "决算表.xls"])
def test_what_is_no_workbook_is_told_with_what_it_is(data: bytes, holds: str, name: str) -> None:
    problem = refusal(open_workbook, data, name)
    assert (problem.code, problem.words["holds"]) == ("not-a-workbook", holds)
    assert str(problem.place) == name


@pytest.mark.parametrize("data", [b"", bytes(4096)])
def test_an_empty_file_is_told(data: bytes) -> None:
    assert refusal(open_workbook, data, NAME).code == "empty-workbook"


def test_a_workbook_in_an_encrypted_container_is_told() -> None:
    data = COMPOUND + "EncryptedPackage".encode("utf-16-le")
    assert refusal(open_workbook, data, NAME).code == "locked-workbook"


@needs_libreoffice
@pytest.mark.slow
def test_an_xls_with_a_password_is_told(by_calc: dict[str, Path]) -> None:
    """Its first record after BOF is FILEPASS (MS-XLS 2.4.117)."""
    data = by_calc["xls"].read_bytes()
    start = data.index(struct.pack("<HH", 0x0809, 16))
    behind = start + 20
    data = data[:behind] + struct.pack("<H", 0x2F) + data[behind + 2 :]
    assert refusal(open_workbook, data, "决算表.xls").code == "locked-workbook"


@needs_libreoffice
@pytest.mark.slow
def test_an_ods_with_a_password_is_told(by_calc: dict[str, Path]) -> None:
    data = repacked(
        by_calc["ods"].read_bytes(),
        {
            "META-INF/manifest.xml": lambda xml: xml.replace(
                b"</manifest:manifest>",
                b"<manifest:encryption-data/></manifest:manifest>",
            )
        },
    )
    assert refusal(open_workbook, data, "决算表.ods").code == "locked-workbook"


def test_a_file_that_is_not_there_or_no_file_is_told(tmp_path: Path) -> None:
    assert refusal(open_workbook, tmp_path / "无.xlsx", NAME).code == "unreadable-workbook"
    assert refusal(open_workbook, tmp_path, NAME).code == "unreadable-workbook"


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.99])
def test_a_workbook_that_breaks_off_is_told(kept: float) -> None:
    data = sample()
    problem = refusal(open_workbook, data[: int(len(data) * kept)], NAME)
    assert problem.code == "damaged-workbook"


@needs_libreoffice
@pytest.mark.slow
@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_damage_anywhere_is_told_or_does_no_harm(by_calc: dict[str, Path], ending: str) -> None:
    data = by_calc[ending].read_bytes()
    for number in range(40):
        start = len(data) * number // 40
        spoilt = data[:start] + bytes(byte ^ 0x5A for byte in data[start : start + 64])
        spoilt += data[start + 64 :]
        try:
            for sheet in open_workbook(spoilt, NAME).sheets:
                list(sheet.rows())
        except Exception as reason:
            assert type(reason).__name__ == "WorkbookError", repr(reason)  # noqa: PT017


PARTS = ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"]


@needs_libreoffice
@pytest.mark.slow
@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(
    "spoilt", [b"", b"<a", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>"]
)
def test_a_part_that_is_no_sound_xml_is_named(
    by_calc: dict[str, Path], part: str, spoilt: bytes
) -> None:
    data = repacked(by_calc["xlsx"].read_bytes(), {part: lambda _: spoilt})
    problem = refusal(open_workbook, data, NAME)
    assert (problem.code, problem.words["part"]) == ("damaged-workbook", part)


def test_a_part_with_entities_is_not_read() -> None:
    xml = (
        '<!DOCTYPE worksheet [<!ENTITY b "乙">]><worksheet xmlns="a"><sheetData><row>'
        '<c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
    )
    part = "xl/worksheets/sheet1.xml"
    data = repacked(written([[1]]), {part: lambda _: xml.encode()})
    problem = refusal(open_workbook, data, NAME)
    assert (problem.code, problem.words["part"]) == ("damaged-workbook", part)


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    stream = io.BytesIO(sample())
    with (
        zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package,
        package.open("xl/media/bomb.bin", "w") as bomb,
    ):
        for _ in range(257):
            bomb.write(bytes(1 << 20))
    data = stream.getvalue()
    assert len(data) < 1 << 20
    problem = refusal(open_workbook, data, NAME)
    assert (problem.code, problem.words["limit"]) == ("workbook-too-large", "256 MB")


def test_a_size_that_is_declared_too_small_is_damage() -> None:
    data = packed(**{"[Content_Types].xml": bytes(100_000)})
    small = data.replace(struct.pack("<I", 100_000), struct.pack("<I", 10))
    assert small != data
    assert zlib.crc32(small) != zlib.crc32(data)
    assert refusal(open_workbook, small, NAME).code == "damaged-workbook"


ODS = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
 <table:table table:name="表">{rows}</table:table></office:spreadsheet></office:body>
 </office:document-content>"""


def ods(rows: str) -> bytes:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return packed(mimetype=kind, **{"content.xml": ODS.format(rows=rows).encode()})


def ods_cell(text: str = "甲", **repeated: int) -> str:
    attributes = "".join(f' table:number-{name}-repeated="{n}"' for name, n in repeated.items())
    return f"<table:table-cell{attributes}><text:p>{text}</text:p></table:table-cell>"


@pytest.mark.parametrize(
    "rows",
    [
        f'<table:table-row table:number-rows-repeated="9999999">{ods_cell()}</table:table-row>',
        f"<table:table-row>{ods_cell(columns=999_999_999)}</table:table-row>",
    ],
)
def test_cells_that_are_repeated_without_end_are_refused(rows: str) -> None:
    problem = refusal(open_workbook, ods(rows), "a.ods")
    assert problem.code == "workbook-too-large"
    assert f"{MOST_CELLS:,}" in problem.words["limit"]


def test_what_is_repeated_is_there_as_often_and_what_is_empty_costs_nothing() -> None:
    row = ods_cell(columns=2) + '<table:table-cell table:number-columns-repeated="16382"/>'
    rows = f'<table:table-row table:number-rows-repeated="3">{row}</table:table-row>'
    rows += '<table:table-row table:number-rows-repeated="1048573"><table:table-cell/>'
    rows += "</table:table-row>"
    sheet = open_workbook(ods(rows), "a.ods").sheets[0]
    assert [[cell.text for cell in cells] for cells in sheet.rows()] == [["甲", "甲"]] * 3


def test_the_texts_of_an_ods_have_their_blanks_and_lines_and_no_notes() -> None:
    text = "<text:p>甲<text:s text:c='3'/>乙<text:span>丙<text:s/></text:span>丁<text:tab/>"
    text += "<text:a>戊</text:a><text:line-break/>己<text:note>注</text:note>庚</text:p>"
    note = "<office:annotation><text:p>批注</text:p></office:annotation>"
    cell = f"<table:table-cell>{note}{text}<text:p>第二段</text:p></table:table-cell>"
    sheet = open_workbook(ods(f"<table:table-row>{cell}</table:table-row>"), "a.ods").sheets[0]
    assert sheet.at("A1").text == "甲   乙丙 丁\t戊\n己庚\n第二段"


@pytest.mark.parametrize(
    ("value", "shown", "number"),
    [
        ("-1234.5", "(1,234.50)", "-1234.50"),
        ("-0.5", "下降50.0%", "-50.0"),
        ("12345", "1.2E+04", "12000"),
        ("0", "-", "0"),
        ("5", "合格", None),
        ("1.5", "1 1/2", None),
        ("1234.5", "1.234,50", None),
    ],
)
def test_the_number_of_an_ods_is_the_one_that_is_shown(
    value: str, shown: str, number: str | None
) -> None:
    cell = f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{shown}'
    row = f"<table:table-row>{cell}</text:p></table:table-cell></table:table-row>"
    read = open_workbook(ods(row), "a.ods").sheets[0].at("A1")
    assert read.text == shown
    assert read.number == (None if number is None else Decimal(number))


def test_an_ods_without_what_a_cell_shows_has_its_values() -> None:
    number = '<table:table-cell office:value-type="float" office:value="1.5"/>'
    text = '<table:table-cell office:value-type="string" office:string-value="甲"/>'
    hidden = (
        '<table:table-cell office:value-type="float" office:value="2"><text:p/></table:table-cell>'
    )
    lacking = '<table:table-cell table:formula="of:=[.A1]"/>'
    sheet = open_workbook(
        ods(f"<table:table-row>{number}{text}{hidden}{lacking}</table:table-row>"), "a.ods"
    )
    cells = next(sheet.sheets[0].rows())
    assert [cell.text for cell in cells] == ["1.5", "甲", "", ""]
    assert [cell.kind for cell in cells][2:] == [CellKind.NUMBER, CellKind.ERROR]
    broken = number.replace("1.5", "一")
    problem = refusal(open_workbook, ods(f"<table:table-row>{broken}</table:table-row>"), "a.ods")
    assert (problem.code, problem.words["part"]) == ("damaged-workbook", "content.xml")


@pytest.mark.parametrize(
    "cell", ["<c><v>一</v></c>", '<c t="s"><v>7</v></c>', '<c s="x"><v>1</v></c>']
)
def test_a_sheet_that_holds_what_is_no_value_is_named(cell: str) -> None:
    xml = f'<worksheet xmlns="a"><sheetData><row>{cell}</row></sheetData></worksheet>'
    part = "xl/worksheets/sheet1.xml"
    data = repacked(written([[1]]), {part: lambda _: xml.encode()})
    problem = refusal(open_workbook, data, NAME)
    assert (problem.code, problem.words["part"]) == ("damaged-workbook", part)


@needs_libreoffice
@pytest.mark.slow
def test_a_word_file_with_a_workbook_in_it_is_a_word_file(by_calc: dict[str, Path]) -> None:
    """Its directory names the streams of both; the workbook is not at the root."""
    name, other = ("Workbook".encode("utf-16-le"), "WordDocument".encode("utf-16-le"))
    data = by_calc["xls"].read_bytes().replace(name, b"X" * len(name)) + name + other
    problem = refusal(open_workbook, data, "报告.doc")
    assert (problem.code, problem.words["holds"]) == ("not-a-workbook", "doc")


def test_zeros_that_a_sheet_hides_show_nothing_and_stay_numbers() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.append([0, 1, "0"])
    sheet.sheet_view.showZeros = False
    cells = next(open_workbook(as_bytes(workbook), NAME).sheets[0].rows())
    assert [(cell.text, str(cell.number)) for cell in cells] == [("", "0"), ("1", "1"), ("0", "0")]


def test_macros_are_left_alone() -> None:
    """An .xlsm is another type of content, and a part with the macros."""
    data = repacked(
        written([["项目", 1]]),
        {
            "[Content_Types].xml": lambda xml: xml.replace(
                b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                b"vnd.ms-excel.sheet.macroEnabled.main+xml",
            )
        },
    )
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("xl/vbaProject.bin", COMPOUND)
    sheet = open_workbook(stream.getvalue(), "决算表.xlsm").sheets[0]
    assert [[cell.text for cell in cells] for cells in sheet.rows()] == [["项目", "1"]]


def test_numbers_beyond_those_of_excel_and_dates_of_1904() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    workbook.epoch = CALENDAR_MAC_1904
    sheet["A1"], sheet["A2"] = 0, -1
    sheet["A1"].number_format = sheet["A2"].number_format = "yyyy/m/d"
    read = open_workbook(as_bytes(workbook), NAME).sheets[0]
    assert read.at("A1").text == "1904/1/1"
    before = read.at("A2")
    assert before.problem is not None
    assert (before.problem.code, before.value, before.text) == ("date-not-shown", -1.0, "")


def test_a_text_that_is_an_old_date_is_a_text() -> None:
    cell = open_workbook(written([["1898年6月11日"]]), NAME).sheets[0].at("A1")
    assert (cell.text, cell.kind) == ("1898年6月11日", CellKind.TEXT)


def test_the_strict_variant_and_inline_texts_are_read() -> None:
    """openpyxl reads neither the namespaces of ISO 29500 strict, nor phonetic hints apart."""
    xml = (
        '<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"><sheetData><row>'
        '<c t="inlineStr"><is><r><t>经_x000D_</t></r><r><t>费</t></r>'
        "<rPh><t>jing</t></rPh></is></c>"
        '<c><v>1.5</v></c><c t="d"><v>2023-09-01</v></c><c t="e"><v>#REF!</v></c><c><f>A1</f></c>'
        "</row></sheetData></worksheet>"
    )
    data = repacked(written([[1]]), {"xl/worksheets/sheet1.xml": lambda _: xml.encode()})
    cells = next(open_workbook(data, NAME).sheets[0].rows())
    assert [cell.text for cell in cells] == ["经\r费", "1.5", "2023-09-01", "#REF!", ""]
    problems = [cell.problem.code for cell in cells if cell.problem]
    assert problems == ["cell-error", "formula-without-value"]
    assert cells[1].number == Decimal("1.5")
