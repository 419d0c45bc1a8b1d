"""Fixes are applied where their old text stands, and nowhere else."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docgen.content.fixed_text import with_fixes
from docgen.diagnostics import Fix, Place

TEXTS = st.text("甲乙: １\n", max_size=30)


def fix_at(text: str, start: int, stop: int, new: str) -> Fix:
    """A fix of the characters ``start:stop`` of ``text``."""
    before = text[:start]
    column = start - (before.rfind("\n") + 1) + 1
    return Fix(Place("a.yaml", before.count("\n") + 1, column), text[start:stop], new)


@given(TEXTS, st.integers(0, 30), st.integers(0, 30), TEXTS)
def test_a_fix_replaces_its_stretch_and_nothing_else(
    text: str, first: int, second: int, new: str
) -> None:
    start, stop = sorted((min(first, len(text)), min(second, len(text))))
    fix = fix_at(text, start, stop, new)
    assert with_fixes(text, [fix]) == text[:start] + new + text[stop:]


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_the_end_of_a_fix_is_the_place_of_the_next_character(
    text: str, first: int, second: int
) -> None:
    start, stop = sorted((min(first, len(text)), min(second, len(text))))
    assert fix_at(text, start, stop, "").end == fix_at(text, stop, stop, "").place


def test_a_fix_whose_text_is_gone_changes_nothing() -> None:
    assert with_fixes("甲: 1", [Fix(Place("a.yaml", 1, 4), "2", "3")]) == "甲: 1"
    assert with_fixes("甲: 1", [Fix(Place("a.yaml", 9, 4), "1", "3")]) == "甲: 1"


def test_of_two_fixes_that_meet_the_first_is_applied() -> None:
    line, colon = (
        Fix(Place("a.yaml", 1, 1), "甲：1", "甲: 1"),
        Fix(Place("a.yaml", 1, 2), "：", ":"),
    )
    assert with_fixes("甲：1", [colon, line]) == "甲: 1"
