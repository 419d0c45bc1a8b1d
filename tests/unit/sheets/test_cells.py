"""The number in what a cell shows."""

from __future__ import annotations

import pytest

from docgen.diagnostics import Place
from docgen.sheets.cells import CellKind, StoredCell, number_in, shown_cell


@pytest.mark.parametrize(
    ("shown", "number"),
    [
        ("1,234.50", "1234.50"),
        ("-1,234.50", "-1234.50"),
        ("(1,234.50)", "-1234.50"),
        ("（3.00）", "-3.00"),
        ("−3", "-3"),
        ("-¥5.00", "-5.00"),
        ("¥ 12.50", "12.50"),
        ("93.64%", "93.64"),
        ("3.50万元", "3.50"),
        ("00012", "12"),
        ("0.00", "0.00"),
    ],
)
def test_the_number_is_without_signs_and_units(shown: str, number: str) -> None:
    assert str(number_in(shown)) == number


@pytest.mark.parametrize(
    "shown", ["", "-", "合格", "1 1/2", "2023年9月1日", "1.234,50", "1,23", "1..2", "000-0025"]
)
def test_what_shows_no_number_or_several_has_none(shown: str) -> None:
    assert number_in(shown) is None


@pytest.mark.parametrize(
    ("shown", "number"), [("0.00", "0.00"), ("0", "0"), ("0.0万元", "0.0"), ("-", "0"), ("", "0")]
)
def test_a_zero_keeps_the_places_that_the_file_says_are_shown(shown: str, number: str) -> None:
    place = Place("表.ods", 1, 1, "表")
    stored = StoredCell(CellKind.NUMBER, 0.0, shown=shown)
    cell = shown_cell(stored, place, hidden=False, from_1904=False)
    assert (cell.text, str(cell.number)) == (shown, number)
