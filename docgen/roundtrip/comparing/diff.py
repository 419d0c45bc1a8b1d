"""Lists the office's edits: the differences from docgen's output to the office's file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from lxml import etree
from rapidfuzz.distance import Indel

from docgen.diagnostics import DocumentPlace
from docgen.roundtrip.comparing.align import Hunk, Item, align
from docgen.roundtrip.comparing.columns import column_changes
from docgen.roundtrip.comparing.locations import Locations
from docgen.roundtrip.comparing.renumbering import Renumbering
from docgen.roundtrip.comparing.section_changes import SectionChange, section_changes
from docgen.roundtrip.reading.docx_model import (
    Block,
    DocxCell,
    DocxFile,
    DocxMargin,
    DocxPaper,
    DocxParagraph,
    DocxRow,
    DocxTable,
    paragraphs,
    without_empty,
    words_of,
)
from docgen.templates.table_labels import FormLabels

_MOVE_SIMILARITY = 0.9
"""From this similarity on, a removed and an added item are one item that was moved."""


_LAYOUT = ("note", "renumbered", "section-added", "section-removed", "paper")


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
    COLUMN_ADDED = "column-added"
    COLUMN_REMOVED = "column-removed"
    CELLS = "cells"
    NOTE = "note"
    RENUMBERED = "renumbered"
    SECTION_ADDED = "section-added"
    SECTION_REMOVED = "section-removed"
    PAPER = "paper"
    MARGIN = "margin"

    @property
    def is_layout(self) -> bool:
        """Whether it changes no words of the content, and so is only shown."""
        return self.value in _LAYOUT


@dataclass(frozen=True, eq=False)
class Edit:
    """One edit.

    Attributes:
        kind: its kind.
        old: the items in docgen's output, with sources if it was read with a trace.
        new: the items in the office's file.
        place: the place in the office's file; of a removal, the place in docgen's output.
        siblings: the blocks or rows that contain ``old``, empty paragraphs included.
        index: the index in ``siblings`` right behind the item that precedes the edit.
        papers: of a section, its paper before and after.
    """

    kind: EditKind
    old: tuple[Item, ...]
    new: tuple[Item, ...]
    place: DocumentPlace
    siblings: tuple[Item, ...] | None = None
    index: int = 0
    papers: tuple[DocxPaper, ...] = ()


def edits_between(ours: DocxFile, theirs: DocxFile, form: FormLabels) -> list[Edit]:
    """Returns the edits from ``ours`` to ``theirs``, in document order; margins come last.

    ``form`` are the labels that their tables print.
    """
    old, new = without_empty(ours.body), without_empty(theirs.body)
    hunks = align(old, new)
    partners = dict(_partners(old, new, hunks))
    origin = Locations(ours, form)
    comparer = _Comparer(
        origin, Locations(theirs, form, origin, partners), Renumbering(ours, theirs)
    )
    edits = list(comparer.hunks(ours.body, old, new, hunks))
    sections = comparer.sections(section_changes(ours.sections, theirs.sections, partners))
    return [*_with_moves(edits), *sections, *_margins(ours, theirs)]


@dataclass(frozen=True)
class _Comparer:
    ours: Locations
    theirs: Locations
    numbers: Renumbering

    def edit(self, kind: EditKind, old: Sequence[Item], new: Sequence[Item]) -> Edit:
        place = self.theirs.of(new[0]) if new else self.ours.of(old[0])
        return Edit(kind, tuple(old), tuple(new), place)

    def blocks(self, before: Sequence[Block], after: Sequence[Block]) -> Iterator[Edit]:
        old, new = without_empty(before), without_empty(after)
        yield from self.hunks(before, old, new, align(old, new))

    def hunks(
        self, before: Sequence[Item], old: Sequence[Item], new: Sequence[Item], hunks: list[Hunk]
    ) -> Iterator[Edit]:
        """Yields the edits of ``hunks``, which align ``old`` and ``new``, parts of ``before``."""
        for hunk in hunks:
            if hunk.same:
                yield from self.layout(old[hunk.before.start], new[hunk.after.start])
            else:
                for edit in self.hunk(old[hunk.before], new[hunk.after]):
                    inner = edit.siblings is not None
                    yield edit if inner else _with_siblings(edit, before, old, hunk)

    def hunk(self, old: Sequence[Item], new: Sequence[Item]) -> Iterator[Edit]:
        match old, new:
            case [before], [after]:
                yield from self.pair(before, after)
            case [], _:
                yield from (self.edit(_addition(item), (), [item]) for item in new)
            case _, []:
                yield from (self.edit(_removal(item), [item], ()) for item in old)
            case [_], _:
                yield self.edit(EditKind.SPLIT, old, new)
            case _:
                yield self.edit(EditKind.JOINED, old, new)

    def pair(self, old: Item, new: Item) -> Iterator[Edit]:
        match old, new:
            case DocxTable(), DocxTable():
                yield from self.rows(old, new)
            case DocxRow(cells), DocxRow(others) if len(cells) == len(others):
                self.theirs.pair(old, new)
                pairs = list(zip(cells, others, strict=True))
                if any(_is_remerged(*pair) for pair in pairs):
                    yield self.edit(EditKind.CELLS, [old], [new])
                for pair in pairs:
                    if not _is_remerged(*pair):
                        yield from self.cell(*pair)
            case DocxRow(), DocxRow():
                self.theirs.pair(old, new)
                yield self.edit(EditKind.ROW_CHANGED, [old], [new])
            case DocxParagraph(), DocxParagraph():
                if len(old.boxes) == len(new.boxes):
                    yield from self.blocks(old.boxes, new.boxes)
                    old_key, new_key = replace(old, boxes=()).key, replace(new, boxes=()).key
                else:
                    old_key, new_key = old.key, new.key
                if old_key != new_key:
                    yield self.edit(EditKind.CHANGED, [old], [new])
                yield from self.layout(old, new)
            case _:
                yield from self.hunk([old], ())
                yield from self.hunk((), [new])

    def layout(self, before: Item, after: Item) -> Iterator[Edit]:
        """Yields what differs in the paragraphs of two items beside words, kinds and objects."""
        old, new = (
            [paragraph for paragraph in paragraphs(item) if not paragraph.empty]
            for item in (before, after)
        )
        for paragraph, other in zip(old, new, strict=True):
            if paragraph.key == other.key and paragraph.notes != other.notes:
                yield self.edit(EditKind.NOTE, [paragraph], [other])
            if self.numbers.is_renumbered(paragraph, other):
                yield self.edit(EditKind.RENUMBERED, [paragraph], [other])

    def sections(self, changes: Iterable[SectionChange]) -> Iterator[Edit]:
        """Yields an edit for each section that is new, gone, or on other paper."""
        for change in changes:
            edit = self.edit(_section_kind(change), change.old[:1], change.new[:1])
            yield replace(edit, papers=change.papers)

    def rows(self, old: DocxTable, new: DocxTable) -> Iterator[Edit]:
        """Yields the edits of columns, then those of rows.

        If there are neither, cells of the table were merged or split.
        """
        changes = column_changes(old, new)
        rows = changes.old.rows
        edits = [
            *(self.column(EditKind.COLUMN_REMOVED, column, new) for column in changes.removed),
            *(self.column(EditKind.COLUMN_ADDED, column, new) for column in changes.added),
            *self.hunks(rows, rows, changes.new.rows, align(rows, changes.new.rows)),
        ]
        yield from edits or [self.edit(EditKind.CELLS, [old], [new])]

    def column(self, kind: EditKind, column: DocxRow, table: DocxTable) -> Edit:
        """Returns the edit of a column of the office's ``table``, which its head names."""
        head = next((cell.text for cell in column.cells if cell.text.strip()), "")
        place = self.theirs.of(table).innermost(label=head)
        old, new = ((column,), ()) if kind is EditKind.COLUMN_REMOVED else ((), (column,))
        return Edit(kind, old, new, place)

    def cell(self, old: DocxCell, new: DocxCell) -> Iterator[Edit]:
        """Yields the edits in a cell.

        A cell whose vertical merge differs is skipped: its region begins in another row but shows
        the same text.
        """
        self.theirs.pair(old, new)
        if old.shape == new.shape:
            yield from self.blocks(old.blocks, new.blocks)


def _partners(
    old: Sequence[Block], new: Sequence[Block], hunks: Sequence[Hunk]
) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Yields the first block of each part of ``new``, and of the part of ``old`` that it was."""
    for hunk in hunks:
        for block, partner in zip(new[hunk.after][:1], old[hunk.before][:1], strict=False):
            yield block.element, partner.element


def _section_kind(change: SectionChange) -> EditKind:
    if not change.new:
        return EditKind.SECTION_REMOVED
    return EditKind.PAPER if change.old else EditKind.SECTION_ADDED


def _is_remerged(old: DocxCell, new: DocxCell) -> bool:
    """Whether the cell was merged or split vertically, and shows another text since."""
    return old.shape != new.shape and old.seen.text != new.seen.text


def _with_siblings(edit: Edit, items: Sequence[Item], kept: Sequence[Item], hunk: Hunk) -> Edit:
    """Returns the edit with its siblings ``items``, and its index behind the item before it.

    ``kept`` are the items that were aligned, that is, ``items`` without empty paragraphs.
    """
    index = 0
    if hunk.before.start:
        index = next(i for i, item in enumerate(items) if item is kept[hunk.before.start - 1]) + 1
    return replace(edit, siblings=tuple(items), index=index)


def _addition(item: Item) -> EditKind:
    if isinstance(item, DocxRow):
        return EditKind.ROW_ADDED
    return EditKind.TABLE_ADDED if isinstance(item, DocxTable) else EditKind.ADDED


def _removal(item: Item) -> EditKind:
    if isinstance(item, DocxRow):
        return EditKind.ROW_REMOVED
    return EditKind.TABLE_REMOVED if isinstance(item, DocxTable) else EditKind.REMOVED


_MOVES = {
    EditKind.ADDED: (EditKind.REMOVED, EditKind.MOVED),
    EditKind.ROW_ADDED: (EditKind.ROW_REMOVED, EditKind.ROW_MOVED),
}


def _with_moves(edits: list[Edit]) -> list[Edit]:
    """Returns the edits, with each addition and the removal that matches it as one move."""
    removals = [edit for edit in edits if edit.kind in (EditKind.REMOVED, EditKind.ROW_REMOVED)]
    moved: dict[Edit, Edit] = {}
    for edit in edits:
        if edit.kind in _MOVES and (removal := _matching_removal(edit, removals)):
            moved[edit] = removal
            removals.remove(removal)
    rest = (edit for edit in edits if edit not in moved.values())
    return [_move(edit, moved[edit]) if edit in moved else edit for edit in rest]


def _move(addition: Edit, removal: Edit) -> Edit:
    """Returns both as one move; the item is called what it was called before."""
    place = replace(addition.place, label=removal.place.label)
    return replace(addition, kind=_MOVES[addition.kind][1], old=removal.old, place=place)


def _matching_removal(addition: Edit, removals: list[Edit]) -> Edit | None:
    kind, _ = _MOVES[addition.kind]
    text = words_of(*addition.new)
    candidates = (
        (Indel.normalized_similarity(words_of(*removal.old), text), removal)
        for removal in removals
        if removal.kind is kind
    )
    best = max(candidates, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= _MOVE_SIMILARITY else None


def _margins(ours: DocxFile, theirs: DocxFile) -> Iterator[Edit]:
    """Yields one edit if headers or footers differ.

    They are compared as a set, since each program splits them into parts in its own way.
    """
    old, new = set(ours.margins) - set(theirs.margins), set(theirs.margins) - set(ours.margins)
    if old or new:
        sides = [tuple(map(_margin_paragraph, sorted(side, key=_text))) for side in (old, new)]
        yield Edit(EditKind.MARGIN, sides[0], sides[1], DocumentPlace())


def _text(margin: DocxMargin) -> str:
    return margin.text


def _margin_paragraph(margin: DocxMargin) -> DocxParagraph:
    return replace(DocxParagraph.of_text(margin.text), objects=margin.objects)
