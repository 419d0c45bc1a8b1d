"""Rows that may be taller than a page lose their w:cantSplit."""

from __future__ import annotations

import pytest

from docgen.word.row_breaks import let_tall_rows_break
from tests.unit.word.elements import element, paragraph, values

SPLIT = "<w:cantSplit/>"


def cell(*texts: str, width: str = '<w:tcW w:w="480"/>') -> str:
    return f"<w:tc><w:tcPr>{width}</w:tcPr>{''.join(map(paragraph, texts))}</w:tc>"


def splits(*cells: str, page: int, marks: str = SPLIT) -> int:
    """How many w:cantSplit are left."""
    row = f"<w:tr><w:trPr>{marks}<w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"
    root = element(f"<w:document><w:body><w:tbl>{row}</w:tbl></w:body></w:document>")
    let_tall_rows_break(root, page)
    assert len(values(root, "tblHeader")) == 1
    return len(values(root, "cantSplit"))


@pytest.mark.parametrize(
    ("texts", "height"),
    [
        (["中中中中"], 720),  # two characters on a line of 480 twips
        (["中中中中中"], 1080),
        (["abcdefgh"], 720),
        (["abcdefghi"], 1080),
        (["", "", ""], 1080),  # an empty paragraph is a line
        (["中中中", "中"], 1080),
        (["中", "中", "中"], 1080),
    ],
)
def test_a_line_is_18_pt_high_and_a_character_12_pt_wide(texts: list[str], height: int) -> None:
    assert splits(cell(*texts), page=height) == 1
    assert splits(cell(*texts), page=height - 1) == 0


@pytest.mark.parametrize("width", ["", '<w:tcW w:w="100"/>', '<w:tcW w:w="240"/>'])
def test_a_cell_holds_a_character_on_each_line_at_least(width: str) -> None:
    assert splits(cell("中中中", width=width), page=1080) == 1
    assert splits(cell("中中中", width=width), page=1079) == 0


def test_the_tallest_cell_counts_and_all_marks_go() -> None:
    cells = (cell("中"), cell("中" * 9), cell("中"))
    assert splits(*cells, page=1799, marks=SPLIT * 2) == 0
    assert splits(*cells, page=1800, marks=SPLIT * 2) == 2


def test_a_short_row_is_not_measured() -> None:
    # Four characters and a paragraph are five lines at most; the page takes five.
    assert splits(cell("中中中中", width=""), page=5 * 360) == 1
    assert splits(cell("中中中中中", width=""), page=4 * 360) == 0
