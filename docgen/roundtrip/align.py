"""Which blocks or rows of one file became which of another.

What reads the same is matched first. In the gaps between, those that are most alike belong
together; a paragraph may also have been split into two, or two joined into one, as sentences are
when texts are aligned (Gale and Church, 1993).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import Indel, LCSseq, Opcode

from docgen.roundtrip.docx_model import DocxParagraph, DocxRow, DocxTable, words

Item = DocxParagraph | DocxTable | DocxRow

_ALIKE = 0.4
"""Less alike than this, and one is no version of the other."""
_SPLIT = 0.8
"""A split or joined paragraph has kept this much of its words."""
_ALONE = 0.55
"""What it costs to say that an item has no partner; a pair costs what it has not in common."""
_BAND = 60
"""How far from the diagonal of a large gap partners are looked for."""


@dataclass(frozen=True)
class Hunk:
    """``before[start:stop]`` became ``after[start:stop]``; ``same`` if both read the same."""

    before: slice
    after: slice
    same: bool = False


def align(before: Sequence[Item], after: Sequence[Item]) -> list[Hunk]:
    """The hunks that lead from ``before`` to ``after``, in order, covering both.

    A hunk is one item that is the same or changed, one that was added or removed, or one that was
    split or two that were joined.
    """
    hunks = []
    codes = LCSseq.opcodes([one.key for one in before], [one.key for one in after])
    for same, (start, stop, to_start, to_stop) in gaps(codes):
        if same:
            pairs = zip(range(start, stop), range(to_start, to_stop), strict=True)
            hunks += [Hunk(slice(i, i + 1), slice(j, j + 1), True) for i, j in pairs]
        else:
            inner = _gap(before[start:stop], after[to_start:to_stop])
            hunks += [Hunk(_moved(one.before, start), _moved(one.after, to_start)) for one in inner]
    return _slid(hunks, [one.key for one in after])


def _slid(hunks: list[Hunk], after: list[object]) -> list[Hunk]:
    """The same, with what was added as far down as it can stand.

    Which of two equal items is the new one cannot be known; two files that say the same have to
    agree on it.
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
                    *(Hunk(behind, one.after) for one in hunks[at + 1 : end]),
                    Hunk(behind, last.after),
                ]
        at += 1
    return hunks


def _is_added(hunk: Hunk) -> bool:
    return hunk.before.start == hunk.before.stop and not hunk.same


Span = tuple[int, int, int, int]


def gaps(codes: Iterable[Opcode]) -> Iterator[tuple[bool, Span]]:
    """Equal stretches as ``(True, span)``, and all between two of them in one piece."""
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


def _moved(part: slice, offset: int) -> slice:
    return slice(part.start + offset, part.stop + offset)


def _gap(before: Sequence[Item], after: Sequence[Item]) -> list[Hunk]:
    """The cheapest way through a gap, by dynamic programming."""
    if len(before) == len(after) == 1 and type(before[0]) is type(after[0]):
        return [Hunk(slice(0, 1), slice(0, 1))]
    costs = _Costs(before, after)
    best: dict[tuple[int, int], tuple[float, int, int]] = {(0, 0): (0.0, 0, 0)}
    for i in range(len(before) + 1):
        for j in costs.near(i):
            for di, dj in ((1, 0), (0, 1), (1, 1), (1, 2), (2, 1)):
                known = best.get((i - di, j - dj))
                cost = costs.step(i, j, di, dj) if known else None
                if known and cost is not None:
                    total = known[0] + cost
                    if (i, j) not in best or total < best[i, j][0]:
                        best[i, j] = (total, di, dj)
    return _path(best, len(before), len(after))


def _path(best: dict[tuple[int, int], tuple[float, int, int]], i: int, j: int) -> list[Hunk]:
    hunks: list[Hunk] = []
    while i or j:
        _, di, dj = best[i, j]
        hunks.insert(0, Hunk(slice(i - di, i), slice(j - dj, j)))
        i, j = i - di, j - dj
    return hunks


class _Costs:
    def __init__(self, before: Sequence[Item], after: Sequence[Item]) -> None:
        self._before, self._after = before, after
        self._alike: Callable[[str, str], float] = cache(Indel.normalized_similarity)
        self._old = [words(one) for one in before]
        self._new = [words(one) for one in after]

    def near(self, i: int) -> range:
        rows, columns = len(self._before), len(self._after)
        if rows * columns <= _BAND * _BAND:
            return range(columns + 1)
        middle, wide = i * columns // max(rows, 1), _BAND + abs(rows - columns)
        return range(max(0, middle - wide), min(columns, middle + wide) + 1)

    def step(self, i: int, j: int, di: int, dj: int) -> float | None:
        """What it costs that the last ``di`` items became the last ``dj``, if they can have."""
        if di + dj == 1:
            return _ALONE
        olds, news = self._before[i - di : i], self._after[j - dj : j]
        if len(olds) < di or len(news) < dj or len({type(one) for one in (*olds, *news)}) > 1:
            return None
        old, new = self._old[i - di : i], self._new[j - dj : j]
        alike = self._alike("".join(old), "".join(new))
        if di + dj == 3:
            split = isinstance(olds[0], DocxParagraph) and self.parts(old, new)
            return 1 - alike if split and alike >= _SPLIT else None
        return 1 - alike if alike >= _ALIKE else None

    def parts(self, old: list[str], new: list[str]) -> bool:
        """Whether each of two is really a part of the one."""
        (whole,), two = (old, new) if len(old) == 1 else (new, old)
        return all(LCSseq.similarity(part, whole) >= _SPLIT * len(part) for part in two)
