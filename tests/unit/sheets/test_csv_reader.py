"""Texts of rows, in the encodings and with the signs in which programs save them."""

from __future__ import annotations

import pytest

from docgen.sheets.cells import CellKind
from docgen.sheets.sheet import Sheet
from docgen.sheets.workbook import open_workbook
from tests.unit.sheets.sheet_files import refusal

ROWS = [["姓名", "单位", "金额"], ["张三", "株洲市第三中学", "1234.50"], ["李四", "", "00012"]]


def text(sign: str = ",", end: str = "\r\n") -> str:
    return "".join(sign.join(row) + end for row in ROWS)


def opened(data: bytes, name: str = "名单.csv") -> Sheet:
    (sheet,) = open_workbook(data, name).sheets
    return sheet


def shown(sheet: Sheet) -> list[list[str]]:
    return [[cell.text for cell in cells] for cells in sheet.rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_encoding_and_sign_gives_the_same_cells(encoding: str, sign: str, end: str) -> None:
    assert shown(opened(text(sign, end).encode(encoding))) == ROWS


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ('甲,"1,234.50"\n', [["甲", "1,234.50"]]),
        ('甲,"一\n二"\n乙,1\n', [["甲", "一\n二"], ["乙", "1"]]),
        ('"说""好""",1\n', [['说"好"', "1"]]),
        ("金额\n1\n2\n", [["金额"], ["1"], ["2"]]),
        ("姓名;金额\n甲;1,5\n乙;2,5\n", [["姓名", "金额"], ["甲", "1,5"], ["乙", "2,5"]]),
        ("sep=;\n甲;1\n", [["甲", "1"]]),
        ("姓名,地址\n甲,天元区；1栋\n", [["姓名", "地址"], ["甲", "天元区；1栋"]]),
        ("\n\n甲,1\n , \n乙,2\n", [["甲", "1"], ["乙", "2"]]),
        (" 甲 , 1 \n", [[" 甲 ", " 1 "]]),
        ("PK编号,姓名\n1,甲\n", [["PK编号", "姓名"], ["1", "甲"]]),
        ("<b>,1\n<无>,2\n", [["<b>", "1"], ["<无>", "2"]]),
    ],
)
def test_fields_are_those_that_a_sheet_would_show(data: str, rows: list[list[str]]) -> None:
    assert shown(opened(data.encode())) == rows


def test_cells_are_texts_with_the_number_that_they_write_and_their_places() -> None:
    sheet = opened(text().encode())
    assert sheet.title == "名单"
    cell = sheet.at("C2")
    assert (cell.kind, str(cell.number), cell.value) == (CellKind.TEXT, "1234.50", "1234.50")
    assert str(cell.place) == "名单.csv!名单!C2"
    assert sheet.at("C3").number is None
    assert sheet.at("B3").kind is CellKind.EMPTY


@pytest.mark.parametrize(("length", "kept"), [(31, 31), (32, 31)])
def test_the_sheet_is_called_as_the_file_as_far_as_excel_allows(length: int, kept: int) -> None:
    assert opened(text().encode(), f"名单/{'甲' * length}.csv").title == "甲" * kept


def test_rows_keep_their_numbers_behind_a_field_of_two_lines() -> None:
    """As in Excel, a field of two lines is in one row."""
    sheet = opened('甲,"一\n二"\n乙,1\n'.encode())
    assert [number for number, _ in sheet.numbered_rows()] == [1, 2]


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ('甲,1\n"乙,2\n丙,3\n', 3),
        ('甲,1\n"重点"工作,2\n', 2),
        ('甲,1\n"' + "乙\n" * 200_000, 131_073),
    ],
)
def test_a_quote_that_is_not_closed_is_told_with_its_line(data: str, line: int) -> None:
    """Else it would swallow all rows that follow."""
    problem = refusal(open_workbook, data.encode(), "名单.csv")
    assert problem.code == "unclosed-quote"
    assert 1 < problem.place.line <= line


def test_signs_that_some_take_for_line_ends_are_none() -> None:
    assert shown(opened("甲\u2028乙,1\n丙\x0b丁,2\n".encode())) == [
        ["甲\u2028乙", "1"],
        ["丙\x0b丁", "2"],
    ]


@pytest.mark.parametrize("data", [b"\xff\xff\xff,1\n", b"a,\x81\n"])
def test_an_encoding_of_no_office_is_told(data: bytes) -> None:
    assert refusal(open_workbook, data, "名单.csv").code == "damaged-workbook"


def test_a_file_of_another_kind_called_csv_is_told() -> None:
    assert refusal(open_workbook, b"%PDF-1.7", "名单.csv").words["holds"] == "pdf"


def test_a_workbook_called_csv_is_read() -> None:
    from tests.unit.sheets.sheet_files import written

    assert opened(written([["甲"]]), "名单.csv").title == "财决01表"
