"""The width of text where no font is at hand."""

from __future__ import annotations

import pytest

from docgen.word.text_width import half_ems


@pytest.mark.parametrize(
    ("text", "width"),
    [("", 0), ("a", 1), ("中", 2), ("“", 2), ("×", 2), ("Ａ", 2), ("ｱ", 1), ("é", 2), ("中a1①", 6)],
)
def test_a_chinese_character_is_twice_as_wide(text: str, width: int) -> None:
    assert half_ems(text) == width
