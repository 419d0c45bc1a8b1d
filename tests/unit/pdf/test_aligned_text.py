"""Which characters of paragraphs the characters of a PDF are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.pdf.aligned_text import aligned
from docgen.pdf.tagged_text import TaggedBlock, TaggedText

TEXTS = st.lists(st.text("甲乙丙10. ", min_size=1, max_size=8), max_size=12)


def matched(paragraphs: list[str], printed: list[str]) -> list[str]:
    """What of each printed block is found, with its paragraph; ``_`` is not found."""
    text, blocks = TaggedText(signs="".join(printed)), list[TaggedBlock]()
    for number, words in enumerate(printed):
        start = blocks[-1].stop if blocks else 0
        blocks.append(TaggedBlock("P", (0, number), start, start + len(words)))
    found: list[str] = ["_"] * len(text.signs)
    for run in aligned(text.signs, blocks, paragraphs, range(len(paragraphs))):
        for step in range(run.length):
            sign = paragraphs[run.paragraph][run.offset + step]
            assert sign == text.signs[run.glyph + step]
            assert found[run.glyph + step] == "_"
            found[run.glyph + step] = f"{sign}{run.paragraph}"
    return ["".join(found[block.start : block.stop]) for block in blocks]


@pytest.mark.parametrize(
    ("paragraphs", "printed", "found"),
    [
        (["甲", "乙"], ["甲", "乙"], ["甲0", "乙1"]),
        (["甲乙丙"], ["一、甲乙丙"], ["__甲0乙0丙0"]),
        (["甲", "甲乙", "丙"], ["1.甲", "2.甲乙", "丙"], ["__甲0", "__甲1乙1", "丙2"]),
        (["10", "10", "9"], ["10", "10", "9"], ["1000", "1101", "92"]),
        (["甲 乙", "\u3000丙"], ["甲乙", "丙"], ["甲0乙0", "丙1"]),
        (["甲乙"], ["甲 乙"], ["甲0_乙0"]),
        (["", "甲", "\ufffc"], ["甲"], ["甲1"]),
        (["甲乙丙丁戊"], ["己庚甲"], ["___"]),
        (["甲"], [], []),
        ([], ["甲"], ["_"]),
    ],
)
def test_text_is_found(paragraphs: list[str], printed: list[str], found: list[str]) -> None:
    assert matched(paragraphs, printed) == found


@given(TEXTS)
def test_what_is_printed_as_it_is_is_found_as_it_is(paragraphs: list[str]) -> None:
    inked = [number for number, words in enumerate(paragraphs) if words.strip()]
    found = matched(paragraphs, [paragraphs[number] for number in inked])
    for words, number in zip(found, inked, strict=True):
        assert words == "".join(f"{sign}{number}" for sign in paragraphs[number])


@given(TEXTS, TEXTS)
def test_nothing_is_found_that_is_not_there(paragraphs: list[str], printed: list[str]) -> None:
    assert len(matched(paragraphs, printed)) == len(printed)
