"""Characters that content may not have, and the width of text in a terminal."""

from __future__ import annotations

import pytest

from docgen.content.characters import columns, forbidden_characters
from docgen.diagnostics import Place


@pytest.mark.parametrize(
    ("text", "width"), [("", 0), ("ab", 2), ("甲乙", 4), ("Ａ", 2), ("ｱ", 1), ("甲a", 3)]
)
def test_a_chinese_or_full_width_character_takes_two_columns(text: str, width: int) -> None:
    assert columns(text) == width


@pytest.mark.parametrize(
    ("text", "line", "column", "places"),
    [
        ("甲乙\t。", 3, 5, []),
        ("\x01", 3, 5, [(3, 5)]),
        ("甲\x01乙", 3, 5, [(3, 6)]),
        ("甲乙\x01", 0, 0, [(0, 3)]),
        ("甲\n乙\x01", 3, 5, [(4, 2)]),
        ("甲\r\n\x01", 3, 5, [(4, 1)]),
        ("\x01甲\x02", 1, 1, [(1, 1)]),
        ("\x01\n甲\n\x02", 1, 1, [(1, 1), (3, 1)]),
    ],
)
def test_the_first_forbidden_character_of_each_line_is_found_at_its_place(
    text: str, line: int, column: int, places: list[tuple[int, int]]
) -> None:
    found = list(forbidden_characters(text, Place("甲.yaml", line, column)))
    assert [(problem.place.line, problem.place.column) for problem in found] == places


@pytest.mark.parametrize(
    ("character", "name"),
    [("\x07", "U+0007"), ("\x1f", "U+001F"), ("\x7f", "U+007F"), ("\ufdd0", "U+FDD0")],
)
def test_a_forbidden_character_is_named_by_its_number(character: str, name: str) -> None:
    (problem,) = forbidden_characters(character, Place("甲.yaml", 1, 1))
    assert (problem.code, problem.words) == ("control-character", {"character": name})
