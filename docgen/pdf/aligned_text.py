"""Which characters of a document's paragraphs the characters of its PDF are.

Blocks and paragraphs that read the same are matched first (longest common subsequence); what is
left between them is matched by characters. So the number that Word sets before a heading, which is
in no paragraph, costs nothing but itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple, Protocol

from rapidfuzz.distance import LCSseq

_NO_INK = re.compile("[\\s\u00ad\u200b-\u200d\u2060\ufeff\ufffc]+")
LEAST_SHARE = 0.6
"""The share of a paragraph that has to be found as a rule; less is found in any text."""
_MOST_CELLS = 400_000_000
"""The largest product of the lengths of two texts that are compared by characters."""


class SignRange(Protocol):
    """Characters of a text, from ``start`` up to, without, ``stop``."""

    @property
    def start(self) -> int:
        """The first."""

    @property
    def stop(self) -> int:
        """The one behind the last."""


class MatchedRun(NamedTuple):
    """Characters of the PDF from ``glyph`` on that are those of a paragraph from ``offset`` on."""

    glyph: int
    paragraph: int
    offset: int
    length: int


def aligned(
    signs: str,
    blocks: Sequence[SignRange],
    paragraphs: Sequence[str],
    numbers: Iterable[int],
    least_share: float = LEAST_SHARE,
) -> list[MatchedRun]:
    """The runs of ``blocks`` of a PDF's characters in the paragraphs of these ``numbers``.

    Both are in reading order, and so are the runs. Of a paragraph ``least_share`` has to be found.
    """
    before = [(number, without_blanks(paragraphs[number])) for number in numbers]
    before = [pair for pair in before if pair[1]]
    after = [(block, without_blanks(signs[block.start : block.stop])) for block in blocks]
    after = [pair for pair in after if pair[1]]
    runs = list[MatchedRun]()
    for gap, (start, to_start, length) in _matches(
        [ink for _, ink in before], [ink for _, ink in after]
    ):
        between, found = before[slice(*gap[:2])], after[slice(*gap[2:])]
        numbers = [number for number, _ in between]
        runs += _gap(signs, [block for block, _ in found], numbers, paragraphs, least_share)
        same = zip(before[start : start + length], after[to_start : to_start + length], strict=True)
        for (number, _), (block, _) in same:
            runs += _same(signs, block, number, paragraphs[number])
    return runs


def _matches(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[tuple[int, int, int, int], tuple[int, int, int]]]:
    """Each stretch that is the same in both, behind the gap before it; the last has no length.

    A gap is its start and stop in the first and in the second.
    """
    at, to = 0, 0
    for match in LCSseq.opcodes(before, after).as_matching_blocks():
        yield (at, match.a, to, match.b), (match.a, match.b, match.size)
        at, to = match.a + match.size, match.b + match.size


def without_blanks(words: str) -> str:
    """The characters of a text that have ink, without objects."""
    return _NO_INK.sub("", words)


def _same(signs: str, block: SignRange, number: int, words: str) -> Iterator[MatchedRun]:
    """The runs of a block in a paragraph that has the same characters, but for blanks."""
    printed = signs[block.start : block.stop]
    if printed == words:
        yield MatchedRun(block.start, number, 0, len(words))
        return
    for match in LCSseq.opcodes(words, printed).as_matching_blocks():
        if match.size:
            yield MatchedRun(block.start + match.b, number, match.a, match.size)


def _gap(
    signs: str,
    blocks: Sequence[SignRange],
    numbers: Sequence[int],
    paragraphs: Sequence[str],
    least_share: float,
) -> Iterator[MatchedRun]:
    """The runs of blocks in paragraphs of which none reads the same."""
    words = [(number, at) for number in numbers for at in range(len(paragraphs[number]))]
    glyphs = list(chain.from_iterable(range(block.start, block.stop) for block in blocks))
    if not words or not glyphs or len(words) * len(glyphs) > _MOST_CELLS:
        return
    whole = "".join(paragraphs[number] for number in numbers)
    printed = "".join(signs[block.start : block.stop] for block in blocks)
    pairs = defaultdict[int, list[tuple[int, int]]](list)
    for match in LCSseq.opcodes(whole, printed).as_matching_blocks():
        for step in range(match.size):
            number, at = words[match.a + step]
            pairs[number].append((at, glyphs[match.b + step]))
    for number, found in pairs.items():
        if len(found) >= least_share * len(without_blanks(paragraphs[number])):
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
