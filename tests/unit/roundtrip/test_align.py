"""Which paragraph or row became which: unchanged, changed, added, removed, split or joined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Opcode

from docgen.roundtrip.comparing.align import Hunk, Item, align, merged_opcodes
from docgen.roundtrip.reading.docx_model import DocxParagraph
from tests.unit.roundtrip.models import HEADING, paragraph, paragraphs, row, table


def shown(hunks: list[Hunk]) -> list[str]:
    """``0:1=0:1`` for what is the same, ``0:1>0:1`` for what changed."""
    return [
        f"{hunk.before.start}:{hunk.before.stop}{'=' if hunk.same else '>'}"
        f"{hunk.after.start}:{hunk.after.stop}"
        for hunk in hunks
    ]


def aligned(before: str, after: str) -> list[str]:
    return shown(align(paragraphs(before), paragraphs(after)))


@pytest.mark.parametrize(
    ("before", "after", "hunks"),
    [
        ("", "", []),
        ("甲 乙", "甲 乙", ["0:1=0:1", "1:2=1:2"]),
        ("甲 乙 丙", "甲 丁 丙", ["0:1=0:1", "1:2>1:2", "2:3=2:3"]),
        ("甲 丙", "甲 乙 丙", ["0:1=0:1", "1:1>1:2", "1:2=2:3"]),
        ("甲 乙 丙", "甲 丙", ["0:1=0:1", "1:2>1:1", "2:3=1:2"]),
        ("", "甲 乙", ["0:0>0:1", "0:0>1:2"]),
        ("甲 乙", "", ["0:1>0:0", "1:2>0:0"]),
        ("甲", "乙", ["0:1>0:1"]),
    ],
)
def test_equal_items_are_matched_and_what_is_between_is_compared(
    before: str, after: str, hunks: list[str]
) -> None:
    assert aligned(before, after) == hunks


@pytest.mark.parametrize(
    ("before", "after", "hunks"),
    [
        ("甲 乙", "甲 甲 乙", ["0:1=0:1", "1:1>1:2", "1:2=2:3"]),
        ("乙 甲 丙", "乙 甲 甲 丙", ["0:1=0:1", "1:2=1:2", "2:2>2:3", "2:3=3:4"]),
        ("甲 甲", "甲 甲 甲", ["0:1=0:1", "1:2=1:2", "2:2>2:3"]),
        (
            "乙 甲 丙",
            "乙 丁 甲 丁 甲 丙",
            ["0:1=0:1", "1:1>1:2", "1:2=2:3", "2:2>3:4", "2:2>4:5", "2:3=5:6"],
        ),
        ("甲 丙", "甲 乙 甲 丙", ["0:1=0:1", "1:1>1:2", "1:1>2:3", "1:2=3:4"]),
        ("甲", "乙 甲", ["0:0>0:1", "0:1=1:2"]),
        ("甲 乙", "甲 丙 丁 乙", ["0:1=0:1", "1:1>1:2", "1:1>2:3", "1:2=3:4"]),
    ],
)
def test_of_equal_items_the_last_is_the_new_one(before: str, after: str, hunks: list[str]) -> None:
    assert aligned(before, after) == hunks


FOUR_OF_TEN = ("甲甲甲甲一一一一一一", "甲甲甲甲二二二二二二")
THREE_OF_TEN = ("甲甲甲一一一一一一一", "甲甲甲二二二二二二二")


@pytest.mark.parametrize(
    ("before", "after", "hunks"),
    [
        (f"{FOUR_OF_TEN[0]} 乙", FOUR_OF_TEN[1], ["0:1>0:1", "1:2>1:1"]),
        (f"乙 {FOUR_OF_TEN[0]}", FOUR_OF_TEN[1], ["0:1>0:0", "1:2>0:1"]),
        (f"{THREE_OF_TEN[0]} 乙", THREE_OF_TEN[1], ["0:0>0:1", "0:1>1:1", "1:2>1:1"]),
        (THREE_OF_TEN[0], THREE_OF_TEN[1], ["0:1>0:1"]),
    ],
)
def test_items_are_paired_if_two_fifths_of_their_words_are_the_same(
    before: str, after: str, hunks: list[str]
) -> None:
    assert aligned(before, after) == hunks


@pytest.mark.parametrize(
    ("before", "after", "hunks"),
    [
        ("甲甲甲甲丙乙乙乙乙丙", "甲甲甲甲丁 乙乙乙乙丁", ["0:1>0:2"]),
        ("甲甲甲甲丁 乙乙乙乙丁", "甲甲甲甲丙乙乙乙乙丙", ["0:2>0:1"]),
        ("甲甲甲丙丙乙乙乙乙乙", "甲甲甲丁丁 乙乙乙乙乙", ["0:0>0:1", "0:1>1:2"]),
        ("甲甲甲甲乙乙乙乙", "甲甲甲甲 乙乙乙乙", ["0:1>0:2"]),
        ("甲甲甲甲 乙乙乙乙", "甲甲甲甲乙乙乙乙", ["0:2>0:1"]),
        (
            "丙 甲甲甲甲乙乙乙乙",
            "丁丁 甲甲甲甲 乙乙乙乙",
            ["0:0>0:1", "0:1>1:1", "1:2>1:3"],
        ),
    ],
)
def test_a_split_or_joined_paragraph_has_kept_four_fifths_of_its_words(
    before: str, after: str, hunks: list[str]
) -> None:
    assert aligned(before, after) == hunks


def test_one_paragraph_that_stays_similar_outweighs_two_that_do_not() -> None:
    first, second = "一一一一二二二二二二", "三三三三四四四四四五"
    changed, third = "一一三三三三四四四四四", "三三三三六六六六六六"
    assert aligned(f"{first} {second}", f"{changed} {third}") == ["0:1>0:0", "1:2>0:1", "2:2>1:2"]


def test_a_paragraph_may_be_split_into_three_and_three_joined() -> None:
    whole = "甲甲甲甲甲甲乙乙乙乙乙乙丙丙丙丙丙丙"
    parts = "甲甲甲甲甲甲 乙乙乙乙乙乙 丙丙丙丙丙丙"
    assert aligned(whole, parts) == ["0:1>0:3"]
    assert aligned(parts, whole) == ["0:3>0:1"]


@pytest.mark.parametrize(
    ("before", "after", "hunks"),
    [
        ("甲甲甲甲甲甲乙乙乙乙乙乙", "甲甲甲甲甲甲 新新新 乙乙乙乙乙乙", ["0:1>0:3"]),
        ("甲甲甲甲甲甲 旧旧旧 乙乙乙乙乙乙", "甲甲甲甲甲甲乙乙乙乙乙乙", ["0:3>0:1"]),
        (
            "甲甲甲甲甲甲乙乙乙乙乙乙",
            "甲甲甲甲甲甲 新新新 乙乙乙丙丙丙",
            ["0:1>0:1", "1:1>1:2", "1:1>2:3"],
        ),
        ("甲甲甲甲甲甲乙乙乙乙乙乙", "新新新 甲甲甲甲甲甲 乙乙乙乙乙乙", ["0:0>0:1", "0:1>1:3"]),
    ],
)
def test_between_the_halves_of_a_split_paragraph_there_may_be_a_new_one(
    before: str, after: str, hunks: list[str]
) -> None:
    assert aligned(before, after) == hunks


def test_a_figure_that_changed_is_no_word_that_a_split_has_lost() -> None:
    whole, parts = "全年支出占110.41%，其余为结余。", "全年支出占73.9%， 其余为结余。"
    assert aligned(whole, parts) == ["0:1>0:2"]
    assert aligned(parts, whole) == ["0:2>0:1"]


def test_two_pairs_that_are_similar_enough_are_better_than_a_split() -> None:
    whole, second = "甲甲甲甲甲甲甲甲乙乙乙乙", "乙乙乙丙"
    assert aligned(f"{whole} {second}", "甲甲甲甲甲甲甲甲 乙乙乙乙") == ["0:1>0:1", "1:2>1:2"]


def test_only_paragraphs_are_split_and_only_like_items_are_paired() -> None:
    whole, parts = row("甲甲甲甲乙乙乙乙"), [row("甲甲甲甲"), row("乙乙乙乙")]
    assert shown(align([whole], parts)) == ["0:1>0:1", "1:1>1:2"]
    assert shown(align([paragraph("甲甲乙乙")], [table("甲甲乙乙")])) == ["0:0>0:1", "0:1>1:1"]
    assert shown(align([table("甲|乙")], [table("甲|丙")])) == ["0:1>0:1"]


def test_a_heading_and_a_text_of_the_same_words_are_not_the_same() -> None:
    assert shown(align([paragraph("甲")], [paragraph("甲", kind=HEADING)])) == ["0:1>0:1"]


@pytest.mark.parametrize(("distance", "found"), [(60, True), (61, False)])
def test_a_changed_paragraph_of_a_large_gap_is_looked_for_sixty_places_away(
    distance: int, found: bool
) -> None:
    before = [paragraph(f"{number:03}") for number in range(62)]
    after = [paragraph(chr(0x4E00 + number) * 3) for number in range(62)]
    before[distance] = paragraph("甲甲甲甲乙")
    after[0] = paragraph("甲甲甲甲丙")
    assert (f"{distance}:{distance + 1}>0:1" in shown(align(before, after))) is found


def test_in_a_gap_of_sixty_by_sixty_every_place_is_looked_at() -> None:
    before = [paragraph(f"{number:03}") for number in range(60)]
    after = [paragraph(chr(0x4E00 + number) * 3) for number in range(60)]
    before[59], after[0] = paragraph("甲甲甲甲乙"), paragraph("甲甲甲甲丙")
    assert "59:60>0:1" in shown(align(before, after))


def test_all_changes_between_two_equal_spans_are_one() -> None:
    codes = [
        Opcode("delete", 0, 1, 0, 0),
        Opcode("insert", 1, 1, 0, 2),
        Opcode("equal", 1, 2, 2, 3),
        Opcode("insert", 2, 2, 3, 4),
        Opcode("delete", 2, 3, 4, 4),
    ]
    assert list(merged_opcodes(codes)) == [
        (False, (0, 1, 0, 2)),
        (True, (1, 2, 2, 3)),
        (False, (2, 3, 3, 4)),
    ]


texts = st.lists(st.sampled_from(["甲", "乙", "甲甲甲乙", "乙乙乙甲", "丙"]), max_size=6)
versions = texts.map(lambda letters: [paragraph(letter) for letter in letters])


@given(versions, versions)
def test_hunks_cover_both_versions_in_order(
    before: list[DocxParagraph], after: list[DocxParagraph]
) -> None:
    hunks = align(before, after)
    assert [item for hunk in hunks for item in before[hunk.before]] == before
    assert [item for hunk in hunks for item in after[hunk.after]] == after
    for hunk in hunks:
        old: list[Item] = [*before[hunk.before]]
        new: list[Item] = [*after[hunk.after]]
        assert (len(old), len(new)) in ((1, 1), (1, 0), (0, 1), (1, 2), (2, 1))
        assert not hunk.same or [item.key for item in old] == [item.key for item in new]
