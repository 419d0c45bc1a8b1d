"""Places as messages show them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from docgen.diagnostics import DocumentPlace, Place
from docgen.diagnostics.places import column_letters


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place("报告.md"), "报告.md"),
        (Place("报告.md", 3, 5), "报告.md:3:5"),
        (Place("决算表.xlsx", 12, 6, "财决01表"), "决算表.xlsx!财决01表!F12"),
        (Place("决算表.xlsx", sheet="财决01表"), "决算表.xlsx!财决01表"),
        (
            Place("报告.docx", 7, 3, spot=DocumentPlace(page=3, table=2, row=4, cell=2)),
            "报告.docx!p3!t2r4c2",
        ),
        (
            Place("报告.docx", 7, 3, spot=DocumentPlace(page=3, heading="二、概况", words="全年")),
            "报告.docx!p3!「二、概况」!“全年”",
        ),
        (Place("报告.docx", 7, 3, spot=DocumentPlace()), "报告.docx"),
    ],
)
def test_a_place_names_the_line_of_a_text_and_the_cell_of_a_workbook(
    place: Place, shown: str
) -> None:
    assert str(place) == shown


@given(st.integers(1, 16_384))
def test_columns_are_named_as_a_sheet_names_them(number: int) -> None:
    assert column_letters(number) == get_column_letter(number)


CELLS = st.builds(
    DocumentPlace, table=st.integers(1, 99), row=st.integers(1, 99), cell=st.integers(1, 99)
)
WORDS = st.text("全年支出一、（）1，。", max_size=12)


@given(st.integers(0, 200), st.lists(CELLS, max_size=3), WORDS, WORDS)
def test_a_place_in_a_word_file_can_be_read_out_of_its_signs(
    page: int, cells: list[DocumentPlace], above: str, words: str
) -> None:
    if cells:
        place, *outer = (*cells[:1], *cells[1:])
        place = replace(place, label=above)
        for each in outer:
            place = place.within(each)
    else:
        place = DocumentPlace(heading=above, words=words)
    place = replace(place, page=page)
    assert DocumentPlace.of_signs(place.signs) == place


def test_a_place_in_a_word_file_keeps_its_spot_when_it_is_shifted() -> None:
    place = Place("报告.docx", 7, 3, spot=DocumentPlace(table=1, row=1, cell=1))
    assert place.shifted(0, 9) == place._replace(column=9)
    assert place.in_file("副本.docx").spot == place.spot
