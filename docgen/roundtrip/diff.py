"""The office's edits, one by one: from what docgen would write to what the office's file says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from lxml import etree
from rapidfuzz.distance import Indel

from docgen.content.blocks import PLAIN
from docgen.diagnostics import DocumentPlace
from docgen.roundtrip.align import Hunk, Item, align
from docgen.roundtrip.docx_model import (
    Block,
    DocxCell,
    DocxFile,
    DocxParagraph,
    DocxRow,
    DocxTable,
    Kind,
    Trail,
    solid,
    words,
)
from docgen.roundtrip.locations import Locations

_SAME = 0.9
"""What was taken out here and put in there is one thing if it is so alike."""


class EditKind(Enum):
    """The kinds of edits."""

    CHANGED = "changed"
    SPLIT = "split"
    JOINED = "joined"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    ROW_ADDED = "row-added"
    ROW_REMOVED = "row-removed"
    ROW_MOVED = "row-moved"
    ROW_CHANGED = "row-changed"
    TABLE_ADDED = "table-added"
    TABLE_REMOVED = "table-removed"
    CELLS = "cells"
    MARGIN = "margin"


@dataclass(frozen=True, eq=False)
class Edit:
    """One edit.

    Attributes:
        kind: its kind.
        old: what docgen would write; traced, if that was asked for.
        new: what the office's file says.
        place: where it is found in the office's file.
        around: the blocks or rows among which ``old`` stands, empty paragraphs included.
        at: the number in ``around`` before which something was added.
    """

    kind: EditKind
    old: tuple[Item, ...]
    new: tuple[Item, ...]
    place: DocumentPlace
    around: tuple[Item, ...] | None = None
    at: int = 0


def edits_between(ours: DocxFile, theirs: DocxFile) -> list[Edit]:
    """All that the office did, in the order of its file."""
    comparing = _Comparing(Locations(ours), Locations(theirs))
    found = list(comparing.blocks(ours.body, theirs.body))
    return [*_with_moves(found), *_margins(ours, theirs)]


@dataclass(frozen=True)
class _Comparing:
    ours: Locations
    theirs: Locations

    def edit(self, what: EditKind, old: Sequence[Item], new: Sequence[Item]) -> Edit:
        place = self.theirs.of(new[0]) if new else self.ours.of(old[0])
        return Edit(what, tuple(old), tuple(new), place)

    def blocks(self, before: Sequence[Block], after: Sequence[Block]) -> Iterator[Edit]:
        old, new = solid(before), solid(after)
        for hunk in align(old, new):
            if not hunk.same:
                for one in self.hunk(old[hunk.before], new[hunk.after]):
                    yield one if one.around is not None else _among(one, before, old, hunk)

    def hunk(self, old: Sequence[Item], new: Sequence[Item]) -> Iterator[Edit]:
        match len(old), len(new):
            case 1, 1:
                yield from self.pair(old[0], new[0])
            case 0, _:
                yield from (self.edit(_added(one), (), [one]) for one in new)
            case _, 0:
                yield from (self.edit(_removed(one), [one], ()) for one in old)
            case 1, _:
                yield self.edit(EditKind.SPLIT, old, new)
            case _:
                yield self.edit(EditKind.JOINED, old, new)

    def pair(self, old: Item, new: Item) -> Iterator[Edit]:
        match old, new:
            case DocxTable(), DocxTable():
                yield from self.rows(old, new)
            case DocxRow(cells), DocxRow(others) if len(cells) == len(others):
                pairs = list(zip(cells, others, strict=True))
                if any(_is_torn(*pair) for pair in pairs):
                    yield self.edit(EditKind.CELLS, [old], [new])
                for pair in pairs:
                    if not _is_torn(*pair):
                        yield from self.cell(*pair)
            case DocxRow(), DocxRow():
                yield self.edit(EditKind.ROW_CHANGED, [old], [new])
            case DocxParagraph(), DocxParagraph():
                if len(old.boxes) == len(new.boxes):
                    yield from self.blocks(old.boxes, new.boxes)
                    old_key, new_key = (replace(one, boxes=()).key for one in (old, new))
                else:
                    old_key, new_key = old.key, new.key
                if old_key != new_key:
                    yield self.edit(EditKind.CHANGED, [old], [new])
            case _:
                yield from self.hunk([old], ())
                yield from self.hunk((), [new])

    def rows(self, old: DocxTable, new: DocxTable) -> Iterator[Edit]:
        """The edits in a table; if its words are the same, cells were merged or split."""
        found = list(self.rows_in_turn(old, new))
        yield from found or [self.edit(EditKind.CELLS, [old], [new])]

    def rows_in_turn(self, old: DocxTable, new: DocxTable) -> Iterator[Edit]:
        for hunk in align(old.rows, new.rows):
            if not hunk.same:
                for one in self.hunk(old.rows[hunk.before], new.rows[hunk.after]):
                    within = one.around is not None
                    yield one if within else _among(one, old.rows, old.rows, hunk)

    def cell(self, old: DocxCell, new: DocxCell) -> Iterator[Edit]:
        """A line end and a paragraph's end are the same in a cell.

        A merged region may begin in another row now, and say the same.
        """
        if old.shape == new.shape and (old.text != new.text or not _plain(old, new)):
            yield from self.blocks(old.blocks, new.blocks)


def _is_torn(old: DocxCell, new: DocxCell) -> bool:
    """Whether the cell was merged with others, or split from them, and so says something else."""
    return old.shape != new.shape and old.seen.text != new.seen.text


def _plain(old: DocxCell, new: DocxCell) -> bool:
    """Whether the cells differ in nothing but in how their lines end."""
    weights = [
        "\n".join(one.weights for one in solid(cell.blocks) if isinstance(one, DocxParagraph))
        for cell in (old, new)
    ]
    tables = any(isinstance(block, DocxTable) for cell in (old, new) for block in cell.blocks)
    return (
        not tables and weights[0] == weights[1] and len(solid(old.blocks)) != len(solid(new.blocks))
    )


def _among(edit: Edit, raw: Sequence[Item], kept: Sequence[Item], hunk: Hunk) -> Edit:
    """The edit with its surroundings: the place in ``raw`` behind the last block before it."""
    at = 0
    if hunk.before.start:
        at = next(i for i, one in enumerate(raw) if one is kept[hunk.before.start - 1]) + 1
    return replace(edit, around=tuple(raw), at=at)


def _added(one: Item) -> EditKind:
    if isinstance(one, DocxRow):
        return EditKind.ROW_ADDED
    return EditKind.TABLE_ADDED if isinstance(one, DocxTable) else EditKind.ADDED


def _removed(one: Item) -> EditKind:
    if isinstance(one, DocxRow):
        return EditKind.ROW_REMOVED
    return EditKind.TABLE_REMOVED if isinstance(one, DocxTable) else EditKind.REMOVED


_MOVES = {
    EditKind.ADDED: (EditKind.REMOVED, EditKind.MOVED),
    EditKind.ROW_ADDED: (EditKind.ROW_REMOVED, EditKind.ROW_MOVED),
}


def _with_moves(edits: list[Edit]) -> list[Edit]:
    """What was taken out in one place and put in at another was moved."""
    gone = [one for one in edits if one.kind in (EditKind.REMOVED, EditKind.ROW_REMOVED)]
    moved: dict[Edit, Edit] = {}
    for one in edits:
        if one.kind in _MOVES and (other := _taken_out(one, gone)):
            moved[one] = other
            gone.remove(other)
    rest = (one for one in edits if one not in moved.values())
    return [
        replace(one, kind=_MOVES[one.kind][1], old=moved[one].old) if one in moved else one
        for one in rest
    ]


def _taken_out(added: Edit, gone: list[Edit]) -> Edit | None:
    removed, _ = _MOVES[added.kind]
    text = words(added.new[0])
    alike = (
        (Indel.normalized_similarity(words(one.old[0]), text), one)
        for one in gone
        if one.kind is removed
    )
    best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= _SAME else None


def _margins(ours: DocxFile, theirs: DocxFile) -> Iterator[Edit]:
    """Headers, footers and notes: each program keeps them in files of its own."""
    old, new = set(ours.margins) - set(theirs.margins), set(theirs.margins) - set(ours.margins)
    if old or new:
        sides = [tuple(map(_line, sorted(side))) for side in (old, new)]
        yield Edit(EditKind.MARGIN, sides[0], sides[1], DocumentPlace())


def _line(text: str) -> DocxParagraph:
    return DocxParagraph(text, PLAIN * len(text), Kind(), (), (), Trail(), etree.Element("margin"))
