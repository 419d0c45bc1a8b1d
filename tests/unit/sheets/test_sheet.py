"""Addresses, rows, merged and hidden cells; what is only formatted costs nothing."""

from __future__ import annotations

import io
import random
import string
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from docgen.diagnostics import Place
from docgen.sheets.cells import CellKind
from docgen.sheets.sheet import address_of
from docgen.sheets.workbook import open_workbook
from tests.unit.sheets.sheet_files import NAME, refusal, repacked, sheet_of, written


@given(st.integers(1, 1_048_576), st.integers(1, 16_384), st.integers(0, 15))
def test_an_address_is_read_however_it_is_typed(row: int, column: int, form: int) -> None:
    letters = get_column_letter(column)
    letters = letters.lower() if form & 1 else letters
    address = f"${letters}${row}" if form & 2 else f"{letters}{row}"
    if form & 4:
        wide = {ord(sign): ord(sign) + 0xFEE0 for sign in string.ascii_letters + string.digits}
        address = address.translate(wide)
    assert address_of(f" {address} " if form & 8 else address) == (row, column)


@pytest.mark.parametrize(
    "typed", ["", "F", "12", "F0", "F012", "12F", "XFE1", "A1048577", "F12:G13", "公用经费", "F-12"]
)
def test_what_is_no_address_is_told(typed: str) -> None:
    sheet = sheet_of([["甲"]])
    problem = refusal(sheet.at, typed)
    assert (problem.code, problem.words["address"]) == ("bad-cell-address", typed)
    assert str(problem.place) == f"{NAME}!财决01表"


def test_a_cell_that_is_not_there_is_empty_and_has_a_place() -> None:
    cell = sheet_of([["甲"]]).at("XFD1048576")
    assert (cell.kind, cell.text, cell.number, cell.value) == (CellKind.EMPTY, "", None, None)
    assert cell.place == Place(NAME, 1_048_576, 16_384, "财决01表")


def test_rows_are_those_with_a_filled_cell_as_far_as_they_are_filled() -> None:
    sheet = sheet_of([[None, "甲", None], [None], ["乙", None, None, 1]])
    assert [(number, [cell.text for cell in cells]) for number, cells in sheet.numbered_rows()] == [
        (1, ["", "甲"]),
        (3, ["乙", "", "", "1"]),
    ]


def test_each_cell_of_a_merged_range_is_its_first() -> None:
    sheet = sheet_of([["甲", 1], [None, 2], [None, 3]], ["A1:A3"])
    assert [cells[0].text for cells in sheet.rows()] == ["甲"] * 3
    assert sheet.at("A3") == sheet.at("A1")
    assert tuple(sheet.range_at(2, 1)) == (1, 1, 3, 1)
    assert tuple(sheet.range_at(2, 2)) == (2, 2, 2, 2)


SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData>{behind}</worksheet>"
)


def with_rows(rows: str, behind: str = "") -> bytes:
    xml = SHEET.format(rows=rows, behind=behind).encode()
    return repacked(written([["甲"]]), {"xl/worksheets/sheet1.xml": lambda _: xml})


def test_whole_columns_that_are_merged_end_with_the_sheet() -> None:
    rows = '<row r="1"><c r="C1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    merged = '<mergeCells><mergeCell ref="C1:D1048576"/><mergeCell ref="E:F"/></mergeCells>'
    sheet = open_workbook(with_rows(rows, merged), NAME).sheets[0]
    assert sheet.at("D2").place.address == "C1"
    assert [len(cells) for cells in sheet.rows()] == [3, 3]


def test_a_million_rows_that_are_only_formatted_are_no_rows() -> None:
    cells = '<c r="A{0}" s="1"/><c r="B{0}" s="1"/>'
    bare = "".join(
        f'<row r="{row}" s="1" customFormat="1" ht="15">{cells.format(row)}</row>'
        for row in range(2, 1_000_001)
    )
    data = with_rows(f'<row r="1"><c r="A1"><v>1</v></c></row>{bare}')
    sheet = open_workbook(data, NAME).sheets[0]
    assert [[cell.text for cell in cells] for cells in sheet.rows()] == [["1"]]
    assert sheet.last_row == sheet.last_column == 1


def test_what_is_only_formatted_is_left_out_in_any_spelling() -> None:
    row = '<row r="1"><c r="A1" s="1"/><c r="B1" s="1"></c><c r="C1"><v></v></c>'
    row += '<c r="D1"><v>4</v></c></row><row r="2"> </row><row r="3"></row><row r="4" />'
    sheet = open_workbook(with_rows(row), NAME).sheets[0]
    assert [[cell.text for cell in cells] for cells in sheet.rows()] == [["", "", "", "4"]]


def test_cells_at_the_ends_of_the_sheet_do_not_fill_what_is_between() -> None:
    row = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>'
    row += '<row r="1048576"><c r="A1048576"><v>3</v></c></row>'
    sheet = open_workbook(with_rows(row), NAME).sheets[0]
    assert [(number, len(cells)) for number, cells in sheet.numbered_rows()] == [
        (1, 16_384),
        (1_048_576, 1),
    ]


def test_cells_without_addresses_follow_each_other() -> None:
    sheet = open_workbook(
        with_rows("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"), NAME
    ).sheets[0]
    assert [[cell.text for cell in cells] for cells in sheet.rows()] == [["1", "2"], ["3"]]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1,234.50", "1234.50"),
        (" 93.64% ", "93.64"),
        ("１２．５", "12.5"),
        ("-3", "-3"),
        ("+3", "3"),
        ("0", "0"),
        ("0.50", "0.50"),
        ("430281200001011234", "430281200001011234"),
        ("00123", None),
        ("1,23", None),
        ("12,34.5", None),
        ("3.5万元", None),
        ("2023-09-01", None),
        ("1.2.3", None),
        (".5", None),
        ("-", None),
        ("一", None),
        ("1e5", None),
    ],
)
def test_a_text_has_the_number_that_it_writes_and_nothing_else(
    typed: str, number: str | None
) -> None:
    cell = sheet_of([[typed]]).at("A1")
    assert (cell.text, cell.kind) == (typed, CellKind.TEXT)
    assert (None if cell.number is None else str(cell.number)) == number


def test_many_texts_are_read_as_they_were_typed() -> None:
    draw = random.Random(7)
    signs = "甲乙丙丁 \t\n<>&\"'_x0041_①％，。abc019"
    texts = ["".join(draw.choices(signs, k=draw.randint(1, 12))) for _ in range(300)]
    texts = [text for text in texts if text.strip() and "\t" not in text]
    sheet = sheet_of([[f"甲{text}"] for text in texts])
    expected = [f"甲{text}".replace("_x0041_", "A") for text in texts]
    assert [sheet.cell(row, 1).text for row in range(1, len(texts) + 1)] == expected


def test_a_part_with_another_case_is_found() -> None:
    """Some programs name xl/Worksheets in one place and xl/worksheets in another."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written([["甲"]]))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("worksheets/sheet", "Worksheets/Sheet"), old.read(name))
    assert open_workbook(stream.getvalue(), NAME).sheets[0].at("A1").text == "甲"


@pytest.mark.parametrize(
    "row",
    ['<row r="99999999999"><c><v>1</v></c></row>', '<row r="1048577"><c><v>1</v></c></row>'],
)
def test_a_row_that_no_sheet_has_is_damage(row: str) -> None:
    problem = refusal(open_workbook, with_rows(row), NAME)
    assert (problem.code, problem.words["part"]) == ("damaged-workbook", "xl/worksheets/sheet1.xml")


def test_merged_ranges_without_end_are_refused() -> None:
    row = '<row r="1048576"><c r="A1048576"><v>1</v></c></row>'
    merged = "".join(f'<mergeCell ref="{name}1:{name}1048576"/>' for name in "ABC")
    problem = refusal(open_workbook, with_rows(row, f"<mergeCells>{merged}</mergeCells>"), NAME)
    assert problem.code == "workbook-too-large"
