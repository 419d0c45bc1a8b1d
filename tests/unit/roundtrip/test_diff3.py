"""Three versions fall into chunks, and each chunk says who changed it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.roundtrip.merging.diff3 import Chunk, Side, chunks, with_moves
from docgen.roundtrip.reading.docx_model import DocxParagraph
from tests.unit.roundtrip.models import paragraph, paragraphs, words

STAY = ("乙|乙|乙 same", "丙|丙|丙 same")


def shown(base: str, ours: str, theirs: str) -> list[str]:
    """Each chunk, shown."""
    return list(map(_shown, chunks(paragraphs(base), paragraphs(ours), paragraphs(theirs))))


def _shown(chunk: Chunk) -> str:
    """``base|ours|theirs side``."""
    sides = (chunk.base, chunk.ours, chunk.theirs)
    return "|".join(words(side) or "–" for side in sides) + f" {chunk.side.value}"


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        ("", "", "", []),
        ("甲", "甲", "甲", ["甲|甲|甲 same"]),
        (
            "甲 乙 丙",
            "甲 丁 丙",
            "甲 乙 丙 戊",
            ["甲|甲|甲 same", "乙|丁|乙 ours", "丙|丙|丙 same", "–|–|戊 theirs"],
        ),
        ("甲 乙", "甲 丁", "甲 丁", ["甲|甲|甲 same", "乙|丁|丁 both"]),
        ("甲 乙", "甲 丁", "甲 戊", ["甲|甲|甲 same", "乙|丁|戊 conflict"]),
        ("甲 乙", "甲", "甲 乙", ["甲|甲|甲 same", "乙|–|乙 ours"]),
        ("甲 乙", "甲", "甲", ["甲|甲|甲 same", "乙|–|– both"]),
        ("甲 乙", "乙", "甲 丁", ["甲|–|甲 ours", "乙|乙|丁 theirs"]),
        ("甲", "丁 甲", "甲", ["–|丁|– ours", "甲|甲|甲 same"]),
        ("甲", "丁 甲", "丁 甲", ["–|丁|丁 both", "甲|甲|甲 same"]),
        ("甲", "丁 甲", "戊 甲", ["–|丁|戊 conflict", "甲|甲|甲 same"]),
        ("甲", "甲 丁 戊", "甲", ["甲|甲|甲 same", "–|丁 戊|– ours"]),
        ("", "甲", "乙", ["–|甲|乙 conflict"]),
        ("甲", "", "", ["甲|–|– both"]),
        (
            "甲乙丙丁戊己庚辛",
            "甲乙丙丁 戊己庚辛",
            "甲乙丙丁戊己庚辛",
            ["甲乙丙丁戊己庚辛|甲乙丙丁 戊己庚辛|甲乙丙丁戊己庚辛 ours"],
        ),
        (
            "甲乙丙丁 戊己庚辛",
            "甲乙丙丁戊己庚辛",
            "甲乙丙丁 戊己庚新",
            ["甲乙丙丁 戊己庚辛|甲乙丙丁戊己庚辛|甲乙丙丁 戊己庚新 conflict"],
        ),
        (
            "甲乙丙丁 戊己庚辛 壬",
            "甲乙丙丁戊己庚辛 壬",
            "甲乙丙丁 戊己庚辛 癸",
            ["甲乙丙丁 戊己庚辛|甲乙丙丁戊己庚辛|甲乙丙丁 戊己庚辛 ours", "壬|壬|癸 theirs"],
        ),
        (
            "甲甲甲甲 乙乙乙乙 丙丙丙丙",
            "甲甲甲甲乙乙乙乙 丙丙丙丙",
            "甲甲甲甲 乙乙乙乙丙丙丙丙",
            [
                "甲甲甲甲 乙乙乙乙 丙丙丙丙|甲甲甲甲乙乙乙乙 丙丙丙丙|"
                "甲甲甲甲 乙乙乙乙丙丙丙丙 conflict"
            ],
        ),
    ],
)
def test_a_chunk_says_who_changed_it(
    base: str, ours: str, theirs: str, expected: list[str]
) -> None:
    assert shown(base, ours, theirs) == expected


def test_a_weight_is_a_change() -> None:
    base, bold = [paragraph("甲")], [paragraph("甲", "b")]
    assert [chunk.side for chunk in chunks(base, bold, base)] == [Side.OURS]
    assert [chunk.side for chunk in chunks(base, base, bold)] == [Side.THEIRS]
    assert [chunk.side for chunk in chunks(base, bold, bold)] == [Side.BOTH]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "expected"),
    [
        ("甲 乙 丙", "丁 乙 丙", "乙 丙 甲", [*STAY, "甲|丁|甲 ours"]),
        ("甲 乙 丙", "乙 丙", "乙 丙 甲", [*STAY, "甲|–|甲 conflict"]),
        (
            "甲 乙 丙",
            "丁 乙 丙",
            "乙 丙 戊 甲 己",
            [*STAY, "–|–|戊 theirs", "甲|丁|甲 ours", "–|–|己 theirs"],
        ),
        # moved by the office alone, by both, to a place where ours has something new
        ("甲 乙 丙", "甲 乙 丙", "乙 丙 甲", ["甲|甲|– theirs", *STAY, "–|–|甲 theirs"]),
        ("甲 乙 丙", "乙 丙 甲", "乙 丙 甲", ["甲|–|– both", *STAY, "–|甲|甲 both"]),
        ("甲 乙 丙", "丁 乙 丙 戊", "乙 丙 甲", ["甲|丁|– conflict", *STAY, "–|戊|甲 conflict"]),
        # one of two equal items
        ("甲 乙 丙", "丁 乙 丙", "乙 丙 甲 甲", [*STAY, "甲|丁|甲 ours", "–|–|甲 theirs"]),
    ],
)
def test_what_the_office_moved_is_a_chunk_at_its_new_place(
    base: str, ours: str, theirs: str, expected: list[str]
) -> None:
    found = chunks(paragraphs(base), paragraphs(ours), paragraphs(theirs))
    assert list(map(_shown, with_moves(list(found)))) == expected


versions = st.lists(st.sampled_from("甲乙丙丁"), max_size=6).map(
    lambda letters: [paragraph(letter) for letter in letters]
)


@given(versions, versions, versions)
def test_the_chunks_make_up_all_three_versions(
    base: list[DocxParagraph], ours: list[DocxParagraph], theirs: list[DocxParagraph]
) -> None:
    found = list(chunks(base, ours, theirs))
    assert [item for chunk in found for item in chunk.base] == base
    assert [item for chunk in found for item in chunk.ours] == ours
    assert [item for chunk in found for item in chunk.theirs] == theirs


@given(versions, versions)
def test_equal_sides_agree_and_an_unchanged_side_decides_nothing(
    base: list[DocxParagraph], ours: list[DocxParagraph]
) -> None:
    assert {chunk.side for chunk in chunks(base, base, base)} <= {Side.SAME}
    assert {chunk.side for chunk in chunks(base, ours, ours)} <= {Side.SAME, Side.BOTH}
    assert {chunk.side for chunk in chunks(base, ours, base)} <= {Side.SAME, Side.OURS}
    assert {chunk.side for chunk in chunks(base, base, ours)} <= {Side.SAME, Side.THEIRS}
