"""Files are merged by lines: each side's lines come in, and what both changed is a conflict."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.roundtrip.merging.line_merge import merge_lines


def file(words: str, end: str = "\n") -> bytes:
    """A file with a line for each word."""
    return "".join(word + end for word in words.split()).encode()


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        ("", "", "", ""),
        ("甲 乙 丙", "甲 丁 丙", "甲 乙 丙 戊", "甲 丁 丙 戊"),
        ("甲 乙 丙", "甲 丁 丙", "戊 乙 丙", "戊 丁 丙"),
        ("甲 乙 丙", "甲 丙", "甲 乙 丁", "甲 丁"),
        ("甲 乙 丙", "甲 子 丑 寅 丙", "甲 乙", "甲 子 丑 寅"),
        ("甲 乙", "甲 丁", "甲 丁", "甲 丁"),
        ("甲 甲 甲", "甲 甲", "甲 甲 甲 乙", "甲 甲 乙"),
        ("", "甲", "甲", "甲"),
        ("甲", "", "甲", ""),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_sides_lines_come_in(base: str, ours: str, theirs: str, merged: str, end: str) -> None:
    found = merge_lines(file(base, end), file(ours, end), file(theirs, end))
    assert (found.data.decode(), found.conflicts) == (file(merged, end).decode(), ())


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "lines"),
    [
        ("甲 乙 丙", "甲 丁 丙", "甲 戊 丙", (2,)),
        ("甲 乙 丙", "丁 乙 己", "戊 乙 庚", (1, 3)),
        ("甲 乙 丙", "甲 丙", "甲 戊 丙", (2,)),
        ("甲", "甲 乙", "甲 丙", (2,)),
        ("甲 乙", "", "甲 丙", (1,)),
        ("甲 乙 丙 丁", "甲 子 丑 丁", "新 甲 乙 寅 丁", (3,)),
    ],
)
def test_lines_that_both_changed_are_told_by_their_number_in_theirs(
    base: str, ours: str, theirs: str, lines: tuple[int, ...]
) -> None:
    found = merge_lines(file(base), file(ours), file(theirs))
    assert tuple(conflict.number for conflict in found.conflicts) == lines


def test_a_conflict_has_the_words_of_the_base_and_of_ours() -> None:
    (conflict,) = merge_lines(file("甲 乙 丙"), file("甲 丁 戊 丙"), file("甲 己 丙")).conflicts
    assert (conflict.base, conflict.ours) == ("乙", "丁\n戊")


def test_a_last_line_without_end_stays_without() -> None:
    assert merge_lines(b"1\n2", b"0\n2", b"1\n2").data == b"0\n2"
    assert merge_lines(b"1\n2", b"1\n2\n", b"1\n2").data == b"1\n2\n"
    assert merge_lines(b"1\r2\xff\n3", b"1\r2\xff\n4", b"1\r2\xff\n3").data == b"1\r2\xff\n4"


versions = st.lists(st.sampled_from([b"a\n", b"b\n", b"c\n", b"\n", b"d"]), max_size=8).map(
    b"".join
)


@given(versions, versions)
def test_where_one_side_changed_nothing_the_other_is_taken(base: bytes, side: bytes) -> None:
    assert merge_lines(base, side, base).data == side
    assert merge_lines(base, base, side).data == side
    assert merge_lines(base, side, side).data == side


@given(versions, versions, versions)
def test_without_conflicts_it_is_the_same_from_either_side(
    base: bytes, ours: bytes, theirs: bytes
) -> None:
    merged, mirrored = merge_lines(base, ours, theirs), merge_lines(base, theirs, ours)
    assert bool(merged.conflicts) == bool(mirrored.conflicts)
    if not merged.conflicts:
        assert merged.data == mirrored.data
