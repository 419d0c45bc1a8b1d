"""Places as messages show them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from docgen.diagnostics import Place
from docgen.diagnostics.places import column_letters


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place("报告.md"), "报告.md"),
        (Place("报告.md", 3, 5), "报告.md:3:5"),
        (Place("决算表.xlsx", 12, 6, "财决01表"), "决算表.xlsx!财决01表!F12"),
        (Place("决算表.xlsx", sheet="财决01表"), "决算表.xlsx!财决01表"),
    ],
)
def test_a_place_names_the_line_of_a_text_and_the_cell_of_a_workbook(
    place: Place, shown: str
) -> None:
    assert str(place) == shown


@given(st.integers(1, 16_384))
def test_columns_are_named_as_a_sheet_names_them(number: int) -> None:
    assert column_letters(number) == get_column_letter(number)
