"""Three versions of a text side by side: what stood in one place, and what each side has there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docgen.roundtrip.align import Hunk, Item, align

Items = Sequence[Item]


_NONE = slice(0, 0)


@dataclass(frozen=True)
class Chunk:
    """What stood in one place, and what each side has there now."""

    base: tuple[Item, ...]
    ours: tuple[Item, ...]
    theirs: tuple[Item, ...]


def chunks(base: Items, ours: Items, theirs: Items) -> Iterator[Chunk]:
    """Stretches of the three that correspond, in order, as small as they can be."""
    sides = (_Side(align(base, ours)), _Side(align(base, theirs)))
    at = 0
    while True:
        new, office = (side.added.get(at, _NONE) for side in sides)
        if new != _NONE or office != _NONE:
            yield Chunk((), tuple(ours[new]), tuple(theirs[office]))
        if at == len(base):
            return
        stop = at + 1
        while (end := max(side.of[stop - 1].before.stop for side in sides)) > stop:
            stop = end
        new, office = (side.part(at, stop) for side in sides)
        yield Chunk(tuple(base[at:stop]), tuple(ours[new]), tuple(theirs[office]))
        at = stop


class _Side:
    """One side's hunks: those of each item of the base, and what was added before it."""

    def __init__(self, hunks: list[Hunk]) -> None:
        self.of: dict[int, Hunk] = {}
        self.added: dict[int, slice] = {}
        for one in hunks:
            here = range(one.before.start, one.before.stop)
            self.of |= dict.fromkeys(here, one)
            if not here:
                known = self.added.get(here.start, one.after)
                self.added[here.start] = slice(known.start, one.after.stop)

    def part(self, start: int, stop: int) -> slice:
        """What ``base[start:stop]`` became."""
        return slice(self.of[start].after.start, self.of[stop - 1].after.stop)
