"""Markdown as it is written back: weights, and rows and cells of a table changed together."""

from __future__ import annotations

import pytest

from docgen.content.blocks import BOLD, BOLD_ITALIC, ITALIC, PLAIN, weight_of
from docgen.content.markdown_text import MarkdownText
from docgen.content.markdown_writer import Prose, inline_markdown

TABLE = """\
| 项目 | 金额 |
| --- | --- |
| 甲 | 1 |
| 乙 | 2 |
"""


def prose(text: str) -> Prose:
    return Prose(text, " " * len(text))


def rows(text: MarkdownText) -> list[str]:
    return [line.strip("| ") for line in text.result().splitlines() if "---" not in line]


@pytest.mark.parametrize("inserted_first", [True, False])
@pytest.mark.parametrize(
    ("after", "row", "expected"),
    [
        (0, 1, ["项目 | 金额", "丙 | 3", "甲 | 9", "乙 | 2"]),
        (1, 1, ["项目 | 金额", "甲 | 9", "丙 | 3", "乙 | 2"]),
        (1, 2, ["项目 | 金额", "甲 | 1", "丙 | 3", "乙 | 9"]),
        (2, 2, ["项目 | 金额", "甲 | 1", "乙 | 9", "丙 | 3"]),
    ],
)
def test_a_row_inserted_beside_a_changed_one_leaves_both(
    after: int, row: int, expected: list[str], inserted_first: bool
) -> None:
    text = MarkdownText(TABLE)
    if inserted_first:
        assert text.insert_row(0, after, [prose("丙"), prose("3")])
    assert text.replace_cell(0, (row, 1), prose("9"))
    if not inserted_first:
        assert text.insert_row(0, after, [prose("丙"), prose("3")])
    assert rows(text) == expected


def test_two_cells_of_a_row_are_both_changed() -> None:
    text = MarkdownText(TABLE)
    assert text.replace_cell(0, (1, 0), prose("丁"))
    assert text.replace_cell(0, (1, 1), prose("7"))
    assert rows(text) == ["项目 | 金额", "丁 | 7", "乙 | 2"]


def test_a_cell_of_the_header_is_changed() -> None:
    text = MarkdownText(TABLE)
    assert text.replace_cell(0, (0, 1), prose("万元"))
    assert rows(text) == ["项目 | 万元", "甲 | 1", "乙 | 2"]


def test_a_removed_row_stays_removed() -> None:
    text = MarkdownText(TABLE)
    text.remove_row(0, 1)
    assert not text.replace_cell(0, (1, 1), prose("9"))
    assert rows(text) == ["项目 | 金额", "乙 | 2"]


@pytest.mark.parametrize(
    ("weight", "bold", "italic", "markdown"),
    [
        (PLAIN, False, False, "甲乙丙"),
        (BOLD, True, False, "甲**乙**丙"),
        (ITALIC, False, True, "甲*乙*丙"),
        (BOLD_ITALIC, True, True, "甲***乙***丙"),
    ],
)
def test_each_weight_has_its_letter_and_its_markup(
    weight: str, bold: bool, italic: bool, markdown: str
) -> None:
    assert weight_of(bold, italic) == weight
    assert inline_markdown(Prose("甲乙丙", f"{PLAIN}{weight}{PLAIN}")) == markdown
