"""Fixes are applied where their old text stands, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.fixed_text import FixedFile, FixedText, with_standing_fixes
from docgen.diagnostics import Fix, Place, Problem
from docgen.diagnostics.file_names import BAD_FILE_NAME

TEXTS = st.text("甲乙: １\n", max_size=30)
POSITIONS = st.integers(0, 30)


def place_of(text: str, offset: int) -> Place:
    before = text[:offset]
    return Place("a.yaml", before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


def fix_at(text: str, start: int, stop: int, new: str) -> Fix:
    """A fix of the characters ``start:stop`` of ``text``."""
    return Fix(place_of(text, start), text[start:stop], new)


def stretch(text: str, first: int, second: int) -> tuple[int, int]:
    start, stop = sorted((min(first, len(text)), min(second, len(text))))
    return start, stop


def fixed(text: str, *fixes: Fix) -> str:
    return FixedText(text, fixes).text


@given(TEXTS, POSITIONS, POSITIONS, TEXTS)
def test_a_fix_replaces_its_stretch_and_nothing_else(
    text: str, first: int, second: int, new: str
) -> None:
    start, stop = stretch(text, first, second)
    fix = fix_at(text, start, stop, new)
    result = FixedText(text, [fix])
    assert result.text == text[:start] + new + text[stop:]
    ends = place_of(result.text, start), place_of(result.text, start + len(new))
    assert result.written == {fix: ends}


@given(TEXTS, POSITIONS, POSITIONS)
def test_the_end_of_a_fix_is_the_place_of_the_next_character(
    text: str, first: int, second: int
) -> None:
    start, stop = stretch(text, first, second)
    assert fix_at(text, start, stop, "").end == fix_at(text, stop, stop, "").place


@given(TEXTS, st.lists(st.tuples(POSITIONS, POSITIONS, TEXTS), max_size=4))
def test_what_is_not_replaced_is_found_again(
    text: str, changes: list[tuple[int, int, str]]
) -> None:
    fixes = [fix_at(text, *stretch(text, first, second), new) for first, second, new in changes]
    result = FixedText(text, fixes)
    kept = iter(result.written)
    replaced = next(kept, None)
    for offset, character in enumerate(text):
        place = place_of(text, offset)
        while replaced and replaced.end <= place:
            replaced = next(kept, None)
        if replaced is None or place < replaced.place:
            moved = result.moved(place)
            assert result.text.split("\n")[moved.line - 1][moved.column - 1 :][:1] == (
                "" if character == "\n" else character
            )


@given(TEXTS, st.lists(st.tuples(POSITIONS, POSITIONS, TEXTS), max_size=4))
def test_line_ends_stay_and_new_lines_end_as_the_others(
    text: str, changes: list[tuple[int, int, str]]
) -> None:
    fixes = [fix_at(text, *stretch(text, first, second), new) for first, second, new in changes]
    usual = fixed(text, *fixes)
    windows = fixed(text.replace("\n", "\r\n"), *fixes)
    assert windows.replace("\r\n", "\n") == usual
    if "\n" in text:
        assert windows == usual.replace("\n", "\r\n")


def test_in_a_file_of_both_line_ends_each_line_keeps_its_own() -> None:
    fix = Fix(Place("a.yaml", 2, 1), "乙", "丁")
    assert fixed("甲\n乙\r\n丙\n", fix) == "甲\n丁\r\n丙\n"


@pytest.mark.parametrize("place", [(1, 4), (9, 4), (1, 9), (0, 0)])
def test_a_fix_whose_text_is_gone_changes_nothing(place: tuple[int, int]) -> None:
    assert fixed("甲: 1\n乙: 22\n", Fix(Place("a.yaml", *place), "2", "3")) == "甲: 1\n乙: 22\n"


def test_an_insertion_behind_the_end_of_a_line_stands_at_its_end() -> None:
    assert fixed("甲\r\n乙", Fix(Place("a.yaml", 1, 9), "", "。")) == "甲。\r\n乙"


def test_of_two_fixes_that_meet_the_first_is_applied() -> None:
    line, colon = (
        Fix(Place("a.yaml", 1, 1), "甲：1", "甲: 1"),
        Fix(Place("a.yaml", 1, 2), "：", ":"),
    )
    assert fixed("甲：1", colon, line) == "甲: 1"
    first, second = Fix(Place("a.yaml", 1, 2), "", "一"), Fix(Place("a.yaml", 1, 2), "", "二")
    assert fixed("甲：1", first, second, first) == "甲一：1"
    assert fixed("甲：1", first, colon) == "甲一：1"


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_byte_order_mark_stays_and_counts_for_nothing(mark: bytes) -> None:
    fix = Fix(Place("a.yaml", 1, 1), "甲", "乙")
    assert FixedFile(mark + "甲: 1\r\n".encode(), [fix]).data == mark + "乙: 1\r\n".encode()


def test_of_a_file_that_is_not_utf_8_the_whole_is_replaced_or_nothing() -> None:
    data = "a: 甲\r\n".encode("gbk")
    whole = Fix(
        Place("a.yaml", 1, 1), data.decode("utf-8", "replace").replace("\r\n", "\n"), "乙\n"
    )
    assert FixedFile(data, [Fix(Place("a.yaml", 1, 1), "a", "b")]).data == data
    assert FixedFile(data, [whole]).data == "乙\r\n".encode()
    assert FixedFile(data, []).data == data


def problem_with(fix: Fix) -> Problem:
    return Problem(BAD_FILE_NAME, fix.place, fix=fix)


@pytest.mark.parametrize(
    ("typed", "column", "stands"),
    [
        ("名: 甲,乙", 5, True),
        ("名: 甲,乙", 4, False),
        ("名: '甲''乙,丙,丁'", 9, False),
        ('名: "甲\\t乙,,,丙"', 9, False),
        ("名: '甲,乙'", 6, True),
        ("名: 甲", 30, False),
    ],
)
def test_a_fix_is_kept_where_its_old_text_stands(
    tmp_path: Path, typed: str, column: int, *, stands: bool
) -> None:
    (tmp_path / "甲.yaml").write_text(f"首: 行\n{typed}\n", "utf-8")
    problem = problem_with(Fix(Place("甲.yaml", 2, column), ",", "，"))
    (kept,) = with_standing_fixes([problem], tmp_path)
    assert (kept.fix is not None) is stands
