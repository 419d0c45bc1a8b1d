"""Base, ours and theirs: what the new content changes in the file that the office has edited.

    base    what was rendered last          ours    what the content gives now
    theirs  the office's file               takes   what of ours goes into theirs

Block by block and row by row: what only one side changed is that side's; where both did the same,
it is done; where both changed the same block in different ways, that is a conflict, unless one of
them did all that the other did and more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from docgen.roundtrip.align import Item
from docgen.roundtrip.diff3 import Chunk, Items, Side, chunks
from docgen.roundtrip.docx_model import (
    DocxCell,
    DocxFile,
    DocxParagraph,
    DocxRow,
    DocxTable,
    solid,
    words,
)
from docgen.roundtrip.tokens import Revision
from docgen.word.xml import w


@dataclass(frozen=True)
class Take:
    """``ours`` takes the place of ``theirs``; with none of theirs, it goes behind ``after``.

    Attributes:
        base: what both were.
        ours: what the content gives.
        theirs: what stands in the office's file.
        after: the element in that file behind which ours goes; ``None`` for the first place.
        parent: the element around that place.
    """

    base: tuple[Item, ...]
    ours: tuple[Item, ...]
    theirs: tuple[Item, ...]
    after: etree._Element | None
    parent: etree._Element


@dataclass(frozen=True)
class TakeCell:
    """A cell of ours takes the place of one of theirs: the merged region around it changed."""

    ours: DocxCell
    theirs: DocxCell


@dataclass(frozen=True)
class Conflict:
    """Both sides changed ``base``, each in its own way; ``near`` is what stands before theirs."""

    base: tuple[Item, ...]
    ours: tuple[Item, ...]
    theirs: tuple[Item, ...]
    near: Item | None = None


@dataclass
class Merge:
    """What is to be done to theirs, and what cannot be decided.

    ``pairs`` are paragraphs of ours with those of theirs that they correspond to.
    """

    takes: list[Take | TakeCell] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    pairs: list[tuple[DocxParagraph, DocxParagraph]] = field(default_factory=list)


def merge_files(base: DocxFile, ours: DocxFile, theirs: DocxFile) -> Merge:
    """The merge of three files."""
    merger = _Merger(Merge())
    merger.items(solid(base.body), solid(ours.body), solid(theirs.body), theirs.element)
    return merger.merge


def agreed(base: DocxFile, ours: DocxFile, theirs: DocxFile) -> Merge:
    """What ours and theirs made of ``base`` alike, to be done to it; there are no conflicts."""
    merger = _Agreed(Merge())
    merger.items(solid(base.body), solid(ours.body), solid(theirs.body), base.element)
    return merger.merge


@dataclass(frozen=True)
class _Merger:
    merge: Merge

    def items(self, base: Items, ours: Items, theirs: Items, parent: etree._Element) -> None:
        """Merges blocks or rows; ``parent`` is the element around theirs."""
        last: Item | None = None
        for chunk in chunks(base, ours, theirs):
            for new, office in zip(chunk.ours, chunk.theirs, strict=False):
                if isinstance(new, DocxParagraph) and isinstance(office, DocxParagraph):
                    self.merge.pairs.append((new, office))
            self.decide(chunk, last, parent)
            last = chunk.theirs[-1] if chunk.theirs else last

    def decide(self, chunk: Chunk, last: Item | None, parent: etree._Element) -> None:
        """Whose version it is."""
        side = chunk.side
        if side in (Side.SAME, Side.THEIRS, Side.BOTH) or self.deeper(chunk):
            return
        if side is Side.CONFLICT and not chunk.base and _within(chunk.ours, chunk.theirs):
            return
        if side is Side.OURS and _loses_comment(chunk):
            self.merge.conflicts.append(Conflict(chunk.base, chunk.ours, chunk.theirs, last))
            return
        revised = None if side is Side.OURS else _revised(chunk)
        if revised and revised[1].includes(revised[0]):
            return
        if side is Side.OURS or (revised and revised[0].includes(revised[1])):
            after = last.element if last else None
            self.merge.takes.append(Take(chunk.base, chunk.ours, chunk.theirs, after, parent))
        else:
            self.merge.conflicts.append(Conflict(chunk.base, chunk.ours, chunk.theirs, last))

    def deeper(self, chunk: Chunk) -> bool:
        """Decides a table by its rows and a row by its cells, where they have the same shape."""
        if not len(chunk.base) == len(chunk.ours) == len(chunk.theirs) == 1:
            return False
        match chunk.base[0], chunk.ours[0], chunk.theirs[0]:
            case DocxTable() as old, DocxTable() as new, DocxTable() as office:
                self.items(old.rows, new.rows, office.rows, self.changed(old, office).element)
            case DocxRow(old), DocxRow(new), DocxRow(office) if len(old) == len(new) == len(office):
                for cells in zip(old, new, office, strict=True):
                    self.cell(*cells)
            case _:
                return False
        return True

    def changed(self, old: DocxTable, office: DocxTable) -> DocxTable:
        """The one of the two that is changed."""
        return office

    def cell(self, old: DocxCell, new: DocxCell, office: DocxCell) -> None:
        """A cell whose merged region changes is taken whole."""
        if new.key in (old.key, office.key):
            return
        was, is_now, is_theirs = (solid(one.blocks) for one in (old, new, office))
        if new.shape in (old.shape, office.shape):
            self.items(was, is_now, is_theirs, office.element)
        elif old.key == office.key and not _has_comment([office.element]):
            self.merge.takes.append(TakeCell(new, office))
        else:
            self.merge.conflicts.append(Conflict(was, is_now, is_theirs))


@dataclass(frozen=True)
class _Agreed(_Merger):
    """Changes the base instead of theirs, where both sides made the same of it."""

    def items(self, base: Items, ours: Items, theirs: Items, parent: etree._Element) -> None:
        last: Item | None = None
        for chunk in chunks(base, ours, theirs):
            self.decide(chunk, last, parent)
            last = chunk.base[-1] if chunk.base else last

    def decide(self, chunk: Chunk, last: Item | None, parent: etree._Element) -> None:
        if chunk.side is Side.BOTH:
            after = last.element if last else None
            self.merge.takes.append(Take(chunk.base, chunk.ours, chunk.base, after, parent))
        elif chunk.side is Side.CONFLICT:
            self.deeper(chunk)

    def cell(self, old: DocxCell, new: DocxCell, office: DocxCell) -> None:
        if old.key != new.key == office.key:
            self.merge.takes.append(TakeCell(new, old))

    def changed(self, old: DocxTable, office: DocxTable) -> DocxTable:
        return old


def _revised(chunk: Chunk) -> tuple[Revision, Revision] | None:
    """Ours and theirs as versions of one paragraph."""
    if len(chunk.base) == len(chunk.ours) == len(chunk.theirs) == 1:
        match chunk.base[0], chunk.ours[0], chunk.theirs[0]:
            case DocxParagraph() as old, DocxParagraph() as new, DocxParagraph() as office:
                return Revision(old, new), Revision(old, office)
    return None


def _loses_comment(chunk: Chunk) -> bool:
    """Whether a comment of the office's would go with its block; a paragraph's goes to the next."""
    stays = chunk.ours and all(
        isinstance(one, DocxParagraph) for one in (*chunk.ours, *chunk.theirs)
    )
    return not stays and _has_comment(one.element for one in chunk.theirs)


def _has_comment(elements: Iterable[etree._Element]) -> bool:
    marks = (w("commentReference"), w("commentRangeStart"))
    return any(next(one.iter(*marks), None) is not None for one in elements)


def _within(some: Items, more: Items) -> bool:
    """Whether ``more`` has all the words of ``some``, in the same order."""
    rest = iter([words(one).strip() for one in more])
    return all(words(one).strip() in rest for one in some)
