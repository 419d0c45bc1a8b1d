"""Splits three versions of a text into chunks: a part of the base, and what each side made of it.

base    甲 乙 丙        chunks   甲|甲|甲    same
ours    甲 丁 丙                 乙|丁|乙    ours: only the new content changed it
theirs  甲 乙 丙 戊              丙|丙|丙    same
                                 –|–|戊     theirs: only the office changed it
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import Generic, Protocol, TypeAlias, TypeVar

from docgen.roundtrip.comparing.align import Hunk, Item, align, is_moved


class Keyed(Protocol):
    """What versions are made of: blocks, rows or lines; equal ones have equal keys."""

    @property
    def key(self) -> object:
        """Equal for equal parts."""


Part = TypeVar("Part", bound=Keyed)
Items = Sequence[Item]


class Side(Enum):
    """Who changed a chunk: ``BOTH`` in the same way, ``CONFLICT`` in different ways."""

    SAME = "same"
    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class ChunkOf(Generic[Part]):
    """A part of the base, and the same part in ours and theirs; each may be empty.

    Attributes:
        base: parts of the base.
        ours: what the content made of them.
        theirs: what the office made of them.
        is_moved: whether the office has moved them.
    """

    base: tuple[Part, ...]
    ours: tuple[Part, ...]
    theirs: tuple[Part, ...]
    is_moved: bool = False

    @property
    def side(self) -> Side:
        """Who changed it, by the keys of the items; moved and removed is a conflict."""
        base, ours, theirs = map(_keys, (self.base, self.ours, self.theirs))
        if ours == theirs:
            return Side.SAME if base == ours else Side.BOTH
        if self.is_moved and not ours:
            return Side.CONFLICT
        if base == theirs:
            return Side.OURS
        return Side.THEIRS if base == ours else Side.CONFLICT


Chunk: TypeAlias = ChunkOf[Item]


def _keys(items: Sequence[Keyed]) -> list[object]:
    return [item.key for item in items]


Aligned: TypeAlias = Callable[[Sequence[Item], Sequence[Item]], list[Hunk]]
"""Gives the hunks that lead from one version of a Word file to another."""


def align_back(before: Sequence[Item], after: Sequence[Item]) -> list[Hunk]:
    """The hunks that lead back: as :func:`align` gives them for the way there.

    Where several ways are equally short, it takes one of them, and another one on the way back.
    """
    there = align(after, before)
    return [Hunk(hunk.after, hunk.before, hunk.same) for hunk in there]


def chunks(base: Items, ours: Items, theirs: Items, aligned: Aligned = align) -> Iterator[Chunk]:
    """Yields the chunks of three versions of a Word file, in order."""
    return chunks_of(base, ours, theirs, aligned)


def chunks_of(
    base: Sequence[Part],
    ours: Sequence[Part],
    theirs: Sequence[Part],
    aligned: Callable[[Sequence[Part], Sequence[Part]], list[Hunk]],
) -> Iterator[ChunkOf[Part]]:
    """Yields the chunks of the three versions, in order, each as small as possible.

    ``aligned`` gives the hunks that lead from the base to a side, as :func:`align` does.
    """
    sides = (_Version(ours, aligned(base, ours)), _Version(theirs, aligned(base, theirs)))
    at = 0
    while True:
        new_items, office_items = (side.added.get(at, ()) for side in sides)
        if new_items or office_items:
            yield ChunkOf((), tuple(new_items), tuple(office_items))
        if at == len(base):
            return
        stop = at + 1
        while (end := max(side.hunks[stop - 1].before.stop for side in sides)) > stop:
            stop = end
        new, office = (side.part(at, stop) for side in sides)
        yield ChunkOf(tuple(base[at:stop]), tuple(ours[new]), tuple(theirs[office]))
        at = stop


class _Version(Generic[Part]):
    """The hunks of one side, by index in the base.

    Attributes:
        hunks: the hunk of each item of the base.
        added: the items that were added before an item of the base, or at its end.
    """

    def __init__(self, items: Sequence[Part], hunks: list[Hunk]) -> None:
        self.hunks: dict[int, Hunk] = {}
        self.added: dict[int, list[Part]] = {}
        for hunk in hunks:
            here = range(hunk.before.start, hunk.before.stop)
            self.hunks |= dict.fromkeys(here, hunk)
            if not here:
                self.added.setdefault(here.start, []).extend(items[hunk.after])

    def part(self, start: int, stop: int) -> slice:
        """Returns the slice of this side that ``base[start:stop]`` became."""
        return slice(self.hunks[start].after.start, self.hunks[stop - 1].after.stop)


def with_moves(parts: Sequence[Chunk]) -> Iterator[Chunk]:
    """Yields the chunks; what the office moved and ours changed is one chunk, at its new place.

    甲|丁|–  乙|乙|乙  –|–|甲    becomes    乙|乙|乙  甲|丁|甲
    """
    left = [part for part in parts if _is_moved_away(part)]
    sources = dict[int, Chunk]()
    for item in (item for part in parts if not (part.base or part.ours) for item in part.theirs):
        source = next((part for part in left if is_moved(part.base[0], item)), None)
        if source:
            sources[id(item)] = source
            left.remove(source)
    found = {id(source) for source in sources.values()}
    for part in parts:
        if not sources or part.base or part.ours:
            yield from () if id(part) in found else (part,)
            continue
        for source, items in groupby(part.theirs, lambda item: sources.get(id(item))):
            base, ours = (source.base, source.ours) if source else ((), ())
            yield Chunk(base, ours, tuple(items), is_moved=source is not None)


def _is_moved_away(part: Chunk) -> bool:
    """Whether ours changed a single item that theirs does not have at its place."""
    return len(part.base) == 1 and not part.theirs and part.side is not Side.THEIRS
