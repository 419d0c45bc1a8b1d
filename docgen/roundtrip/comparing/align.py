"""Aligns the blocks or rows of two versions of a file.

Items with equal keys are matched first (longest common subsequence). The gaps between them are
aligned by dynamic programming over similarity; a paragraph may be split, or several joined
into one, as in the sentence alignment of Gale and Church (1993).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import Indel, LCSseq, Opcode

from docgen.roundtrip.reading.docx_model import DocxParagraph, DocxRow, DocxTable, words_of

Item = DocxParagraph | DocxTable | DocxRow

_MIN_SIMILARITY = 0.4
"""Two items below this similarity are never paired."""
_MIN_KEPT = 0.8
"""The share of its words that a split or joined paragraph must have kept."""
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_UNPAIRED_COST = 0.55
"""The cost of an item without a partner; a pair costs 1 minus its similarity."""
_MOVE_SIMILARITY = 0.9
"""From this similarity on, a removed and an added item are one item that was moved."""
_STEPS = ((1, 0), (0, 1), (1, 1), (1, 2), (2, 1), (1, 3), (3, 1))
"""How many old and new items may correspond to each other."""
_BAND = 60
"""Half the width, in items, of the band around the diagonal that is searched in a large gap."""


@dataclass(frozen=True)
class Hunk:
    """``before`` of the old items became ``after`` of the new; ``same`` if their keys are equal."""

    before: slice
    after: slice
    same: bool = False


def align(before: Sequence[Item], after: Sequence[Item]) -> list[Hunk]:
    """Returns the hunks that lead from ``before`` to ``after``, in order, covering both.

    A hunk is one unchanged or changed item, one added or removed item, one item split into two or
    three, or two or three items joined into one; one of three may be new between two halves.
    """
    hunks = []
    codes = LCSseq.opcodes([item.key for item in before], [item.key for item in after])
    for same, (start, stop, to_start, to_stop) in merged_opcodes(codes):
        if same:
            pairs = zip(range(start, stop), range(to_start, to_stop), strict=True)
            hunks += [Hunk(slice(i, i + 1), slice(j, j + 1), True) for i, j in pairs]
        else:
            inner = _align_gap(before[start:stop], after[to_start:to_stop])
            hunks += [
                Hunk(_shifted(hunk.before, start), _shifted(hunk.after, to_start)) for hunk in inner
            ]
    return _slide_additions(hunks, [item.key for item in after])


def is_moved(removed: Item, added: Item) -> bool:
    """Returns whether an item that is gone and one that is new are the same, at another place."""
    texts = words_of(removed), words_of(added)
    similarity = Indel.normalized_similarity(*texts, score_cutoff=_MOVE_SIMILARITY)
    return type(removed) is type(added) and similarity >= _MOVE_SIMILARITY


def _slide_additions(hunks: list[Hunk], after: list[object]) -> list[Hunk]:
    """Moves each run of additions down as far as equal items allow; changes ``hunks`` in place.

    Which of two equal items is the new one cannot be known, so files with equal text need one
    convention.
    """
    at = 0
    while at < len(hunks):
        end = at
        while end < len(hunks) and _is_added(hunks[end]):
            end += 1
        if end > at and end < len(hunks) and hunks[end].same:
            first, last = hunks[at], hunks[end]
            if after[first.after.start] == after[last.after.start]:
                behind = slice(last.before.stop, last.before.stop)
                hunks[at : end + 1] = [
                    Hunk(last.before, first.after, True),
                    *(Hunk(behind, hunk.after) for hunk in hunks[at + 1 : end]),
                    Hunk(behind, last.after),
                ]
        at += 1
    return hunks


def _is_added(hunk: Hunk) -> bool:
    return hunk.before.start == hunk.before.stop and not hunk.same


Span = tuple[int, int, int, int]


def merged_opcodes(codes: Iterable[Opcode]) -> Iterator[tuple[bool, Span]]:
    """Yields equal spans as ``(True, span)``; all other opcodes between two of them are merged.

    A span is the start and stop in the source, then the start and stop in the destination.
    """
    gap: Span | None = None
    for code in codes:
        span = (code.src_start, code.src_end, code.dest_start, code.dest_end)
        if code.tag == "equal":
            if gap:
                yield False, gap
            yield True, span
            gap = None
        else:
            gap = (gap[0], span[1], gap[2], span[3]) if gap else span
    if gap:
        yield False, gap


def _shifted(part: slice, offset: int) -> slice:
    return slice(part.start + offset, part.stop + offset)


def _align_gap(before: Sequence[Item], after: Sequence[Item]) -> list[Hunk]:
    """Returns the cheapest alignment of a gap, by dynamic programming."""
    match before, after:
        case [old], [new] if type(old) is type(new):
            return [Hunk(slice(0, 1), slice(0, 1))]
    costs = _Costs(before, after)
    totals: dict[tuple[int, int], float] = {(0, 0): 0.0}
    steps: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(len(before) + 1):
        for j in costs.near(i):
            for di, dj in _STEPS:
                previous = totals.get((i - di, j - dj))
                cost = costs.step(i, j, di, dj) if previous is not None else None
                if previous is not None and cost is not None:
                    total = previous + cost
                    if (i, j) not in totals or total < totals[i, j]:
                        totals[i, j], steps[i, j] = total, (di, dj)
    return _path(steps, len(before), len(after))


def _path(steps: dict[tuple[int, int], tuple[int, int]], i: int, j: int) -> list[Hunk]:
    hunks: list[Hunk] = []
    while i or j:
        di, dj = steps[i, j]
        hunks.insert(0, Hunk(slice(i - di, i), slice(j - dj, j)))
        i, j = i - di, j - dj
    return hunks


class _Costs:
    def __init__(self, before: Sequence[Item], after: Sequence[Item]) -> None:
        self._before, self._after = before, after
        self._similarity: Callable[[str, str], float] = cache(Indel.normalized_similarity)
        self._old = [words_of(item) for item in before]
        self._new = [words_of(item) for item in after]

    def near(self, i: int) -> range:
        """Returns the indices in ``after`` to consider for index ``i`` in ``before``."""
        rows, columns = len(self._before), len(self._after)
        if rows * columns <= _BAND * _BAND:
            return range(columns + 1)
        middle, wide = i * columns // rows, _BAND + abs(rows - columns)
        return range(max(0, middle - wide), min(columns, middle + wide) + 1)

    def step(self, i: int, j: int, di: int, dj: int) -> float | None:
        """Returns the cost of pairing the ``di`` items before ``i`` with the ``dj`` before ``j``.

        Returns ``None`` if they cannot be paired.
        """
        if di + dj == 1:
            return _UNPAIRED_COST
        olds, news = self._before[i - di : i], self._after[j - dj : j]
        if len({type(item) for item in (*olds, *news)}) > 1:
            return None
        old, new = self._old[i - di : i], self._new[j - dj : j]
        if di + dj > 2:
            return self._split_cost(old, new) if isinstance(olds[0], DocxParagraph) else None
        similarity = self._similarity("".join(old), "".join(new))
        return 1 - similarity if similarity >= _MIN_SIMILARITY else None

    def _split_cost(self, old: list[str], new: list[str]) -> float | None:
        """The cost of one text as several; between its halves there may be another one."""
        ways = [(old, new, 0.0)]
        if len(old) + len(new) > 3:
            ways.append((old[::2], new[::2], _UNPAIRED_COST))
        costs = [
            1 - self._similarity("".join(before), "".join(after)) + cost
            for before, after, cost in ways
            if self.are_parts(before, after)
        ]
        return min(costs, default=None)

    def are_parts(self, old: list[str], new: list[str]) -> bool:
        """Whether each text of the longer list is contained in the single text of the other.

        A figure counts as one sign, and any figure as kept: those of a split text often change too.
        """
        old, new = ([_FIGURE.sub("0", text) for text in side] for side in (old, new))
        (whole,), parts = (old, new) if len(old) == 1 else (new, old)
        return self._similarity("".join(old), "".join(new)) >= _MIN_KEPT and all(
            LCSseq.similarity(part, whole) >= _MIN_KEPT * len(part) for part in parts
        )
