"""Which characters of a document's paragraphs the characters of its PDF are.

Blocks and paragraphs that read the same are matched first (longest common subsequence); what is
left between them is matched by characters. So the number that Word sets before a heading, which is
in no paragraph, costs nothing but itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from docgen.pdf.tagged_text import TaggedBlock, TaggedText
from docgen.roundtrip.comparing.align import merged_opcodes

_NO_INK = re.compile("[\\s\u00ad\u200b-\u200d\u2060\ufeff\ufffc]+")
_LEAST_SHARE = 0.6
"""The share of a paragraph that has to be found; less is found in any text."""
_MOST_CELLS = 400_000_000
"""The largest product of the lengths of two texts that are compared by characters."""


class MatchedRun(NamedTuple):
    """Characters of the PDF from ``glyph`` on that are those of a paragraph from ``offset`` on."""

    glyph: int
    paragraph: int
    offset: int
    length: int


def aligned(
    text: TaggedText,
    blocks: Sequence[TaggedBlock],
    paragraphs: Sequence[str],
    numbers: Iterable[int],
) -> list[MatchedRun]:
    """The runs of ``blocks`` of a text in the paragraphs of these ``numbers``.

    Both are in reading order, and so are the runs.
    """
    before = [(number, without_blanks(paragraphs[number])) for number in numbers]
    before = [pair for pair in before if pair[1]]
    after = [(block, without_blanks(text.text(block))) for block in blocks]
    after = [pair for pair in after if pair[1]]
    runs = list[MatchedRun]()
    codes = LCSseq.opcodes([ink for _, ink in before], [ink for _, ink in after])
    for same, (start, stop, to_start, to_stop) in merged_opcodes(codes):
        if same:
            for (number, _), (block, _) in zip(
                before[start:stop], after[to_start:to_stop], strict=True
            ):
                runs += _same(text, block, number, paragraphs[number])
        else:
            numbers = [number for number, _ in before[start:stop]]
            found = [block for block, _ in after[to_start:to_stop]]
            runs += _gap(text, found, numbers, paragraphs)
    return runs


def without_blanks(words: str) -> str:
    """The characters of a text that have ink, without objects."""
    return _NO_INK.sub("", words)


def _same(text: TaggedText, block: TaggedBlock, number: int, words: str) -> Iterator[MatchedRun]:
    """The runs of a block in a paragraph that has the same characters, but for blanks."""
    printed = text.text(block)
    if printed == words:
        yield MatchedRun(block.start, number, 0, len(words))
        return
    for same, (start, stop, to_start, _) in merged_opcodes(LCSseq.opcodes(words, printed)):
        if same:
            yield MatchedRun(block.start + to_start, number, start, stop - start)


def _gap(
    text: TaggedText,
    blocks: Sequence[TaggedBlock],
    numbers: Sequence[int],
    paragraphs: Sequence[str],
) -> Iterator[MatchedRun]:
    """The runs of blocks in paragraphs of which none reads the same."""
    words = [(number, at) for number in numbers for at in range(len(paragraphs[number]))]
    glyphs = [at for block in blocks for at in range(block.start, block.stop)]
    if not words or not glyphs or len(words) * len(glyphs) > _MOST_CELLS:
        return
    whole = "".join(paragraphs[number] for number in numbers)
    printed = "".join(text.text(block) for block in blocks)
    pairs = defaultdict[int, list[tuple[int, int]]](list)
    for same, (start, stop, to_start, _) in merged_opcodes(LCSseq.opcodes(whole, printed)):
        for step in range(stop - start if same else 0):
            number, at = words[start + step]
            pairs[number].append((at, glyphs[to_start + step]))
    for number, found in pairs.items():
        if len(found) >= _LEAST_SHARE * len(without_blanks(paragraphs[number])):
            yield from matched_runs(number, found)


def matched_runs(number: int, pairs: Sequence[tuple[int, int]]) -> Iterator[MatchedRun]:
    """The runs of pairs of a paragraph's offset and a glyph, which are in order."""
    first = 0
    for index in range(1, len(pairs) + 1):
        (at, glyph), last = pairs[first], index - 1
        is_end = index == len(pairs)
        if is_end or pairs[index] != (pairs[last][0] + 1, pairs[last][1] + 1):
            yield MatchedRun(glyph, number, at, index - first)
            first = index
