"""Which contents of a PDF each paragraph has, if all are printed whole."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.verify.glyphs import Glyph
from docgen.verify.marked_glyphs import MarkedContent
from docgen.verify.printed_in_order import contents_of_paragraphs

WORDS = st.lists(st.text("甲乙丙丁戊1。 ", max_size=12), max_size=12)


def content(signs: str, page: int = 1) -> MarkedContent:
    return MarkedContent(page, 0, [Glyph(sign, 0, 0, 16, "仿宋") for sign in signs])


def found(printed: Sequence[str], paragraphs: Sequence[str]) -> list[str] | None:
    """What is found of each paragraph, its contents parted by bars."""
    made = contents_of_paragraphs([content(signs) for signs in printed], paragraphs)
    if made is None:
        return None
    return ["|".join(one.signs for one in contents) for contents in made]


@pytest.mark.parametrize(
    ("printed", "paragraphs", "expected"),
    [
        (["甲乙", "丙"], ["甲乙", "丙"], ["甲乙", "丙"]),
        (["甲乙", "丙"], ["甲乙丙"], ["甲乙|丙"]),
        (["一、", "甲乙"], ["", "甲 乙", " "], ["", "甲乙", ""]),
        (["（", "2", "）", "2023年增长"], ["2023年增长"], ["2023年增长"]),
        (["ABC"], ["abc"], ["ABC"]),
        # Two cells that go on overleaf: the first parts of both, then the rests.
        (["甲乙", "丙丁", "一二", "三四"], ["甲乙一二", "丙丁三四"], ["甲乙|一二", "丙丁|三四"]),
        (["甲", "乙", "丙"], ["乙", "甲", "丙"], ["乙", "甲", "丙"]),
        (["甲"], ["甲", "甲"], None),
        (["甲乙"], ["甲乙丙"], None),
        ([], ["甲"], None),
        ([], [], []),
    ],
)
def test_paragraphs_take_contents(
    printed: list[str], paragraphs: list[str], expected: list[str] | None
) -> None:
    assert found(printed, paragraphs) == expected


@given(st.lists(st.integers(0, 9), max_size=12), st.data(), st.booleans())
def test_what_is_printed_line_by_line_is_found_whole(
    lengths: list[int], data: st.DataObject, numbered: bool
) -> None:
    """Where no two lines begin alike; else the structure of the PDF may have to say it."""
    signs = map(chr, range(ord("丁"), ord("龟")))
    paragraphs = [" ".join(islice(signs, length)) for length in lengths]
    printed = list[str]()
    for words in paragraphs:
        ink, at = "".join(words.split()), 0
        printed += data.draw(st.sampled_from([["一、"], ["（", "9", "）"]])) if numbered else []
        while at < len(ink):
            step = data.draw(st.integers(1, len(ink) - at))
            printed.append(ink[at : at + step])
            at += step
    made = found(printed, paragraphs)
    assert made is not None
    for words, contents in zip(paragraphs, made, strict=True):
        assert contents.replace("|", "") == "".join(words.split())


@given(WORDS)
def test_paragraphs_that_are_printed_one_by_one_are_found(paragraphs: list[str]) -> None:
    inked = ["".join(words.split()) for words in paragraphs]
    assert found([ink for ink in inked if ink], paragraphs) == inked


@given(st.lists(st.text("甲乙丙", min_size=1, max_size=6), min_size=1), st.data())
def test_a_character_that_is_not_printed_is_missed(
    paragraphs: list[str], data: st.DataObject
) -> None:
    number = data.draw(st.integers(0, len(paragraphs) - 1))
    printed = list(paragraphs)
    printed[number] = printed[number][:-1]
    assert found([signs for signs in printed if signs], paragraphs) is None
