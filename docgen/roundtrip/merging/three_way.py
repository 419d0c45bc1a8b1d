"""Three-way merge of the new content into the file that the office has edited.

    base    what was rendered last          ours    what the content gives now
    theirs  the office's file               takes   the parts of ours that go into theirs

Blocks and rows are merged by chunk. If one side changed a chunk, its version is taken. If both made
the same change, nothing is left to do. Paragraphs that both changed are merged by words, also where
the office has moved them; what cannot be merged is a conflict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from docgen.roundtrip.comparing.align import Item, align
from docgen.roundtrip.merging.diff3 import Aligned, Chunk, Items, Side, chunks, with_moves
from docgen.roundtrip.merging.paragraph_merge import Rewording, merge_words
from docgen.roundtrip.merging.run_edits import can_reword
from docgen.roundtrip.merging.traced_sources import Sources, own_sources
from docgen.roundtrip.reading.docx_model import (
    DocxCell,
    DocxFile,
    DocxParagraph,
    DocxRow,
    DocxTable,
    without_empty,
    words_of,
)
from docgen.word.xml import w


@dataclass(frozen=True)
class Take:
    """``ours`` replaces ``theirs``; if ``theirs`` is empty, it is inserted behind ``after``.

    Attributes:
        base: the items of the base.
        ours: the items that the content gives.
        theirs: the items in the office's file.
        after: the element of that file to insert behind; ``None`` to insert at the beginning.
        parent: the element to insert into.
        of_theirs: whether ``ours`` are items of theirs, which go to another place.
    """

    base: tuple[Item, ...]
    ours: tuple[Item, ...]
    theirs: tuple[Item, ...]
    after: etree._Element | None
    parent: etree._Element
    of_theirs: bool = False


@dataclass(frozen=True)
class TakeCell:
    """A cell of ours replaces one of theirs, because its vertical merge changed."""

    ours: DocxCell
    theirs: DocxCell


@dataclass(frozen=True)
class Conflict:
    """Both sides changed ``base`` in different ways.

    ``near`` is the item before theirs, ``parent`` the element that contains theirs.
    """

    base: tuple[Item, ...]
    ours: tuple[Item, ...]
    theirs: tuple[Item, ...]
    parent: etree._Element
    near: Item | None = None


@dataclass
class Merge:
    """The result of a merge.

    Attributes:
        takes: the changes to apply to theirs, in document order.
        conflicts: the changes that are not applied.
        both: the paragraphs that both sides changed and that are merged.
        pairs: paragraphs of ours, each with the corresponding paragraph of theirs.
    """

    takes: list[Take | TakeCell | Rewording] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    both: list[Chunk] = field(default_factory=list)
    pairs: list[tuple[DocxParagraph, DocxParagraph]] = field(default_factory=list)


def merge_files(
    base: DocxFile,
    ours: DocxFile,
    theirs: DocxFile,
    *,
    sources: Sources = own_sources,
    aligned: Aligned = align,
) -> Merge:
    """Merges three files; ``sources`` gives those of a paragraph of ours."""
    merger = _Merger(Merge(), sources, aligned)
    merger.items(
        without_empty(base.body),
        without_empty(ours.body),
        without_empty(theirs.body),
        theirs.element,
    )
    return merger.merge


@dataclass(frozen=True)
class _Merger:
    """Merges into theirs; ``remerged`` are the cells of theirs that the office merged otherwise."""

    merge: Merge
    sources: Sources = own_sources
    aligned: Aligned = align
    remerged: set[DocxCell] = field(default_factory=set)

    def items(self, base: Items, ours: Items, theirs: Items, parent: etree._Element) -> None:
        """Merges blocks or rows; ``parent`` is the element that contains theirs."""
        last: Item | None = None
        for chunk in with_moves(list(chunks(base, ours, theirs, self.aligned))):
            for new, office in zip(chunk.ours, chunk.theirs, strict=False):
                if isinstance(new, DocxParagraph) and isinstance(office, DocxParagraph):
                    self.merge.pairs.append((new, office))
            self.remerged.update(_remerged(chunk))
            self.decide(chunk, last, parent)
            last = chunk.theirs[-1] if chunk.theirs else last

    def decide(self, chunk: Chunk, last: Item | None, parent: etree._Element) -> None:
        """Adds a take or a conflict for a chunk, or nothing if theirs stays as it is."""
        side = chunk.side
        if side in (Side.SAME, Side.THEIRS, Side.BOTH) or self.decide_inside(chunk):
            return
        if side is Side.CONFLICT and not chunk.base and _is_within(chunk.ours, chunk.theirs):
            return
        if (rewording := self.rewording(chunk)) is not None:
            self.merge.takes += [] if rewording.changes_nothing else [rewording]
            self.merge.both += [chunk] if rewording.is_mixed else []
        elif side is Side.OURS and not _loses_comment(chunk):
            after = last.element if last else None
            self.merge.takes.append(Take(chunk.base, chunk.ours, chunk.theirs, after, parent))
        else:
            conflict = Conflict(chunk.base, chunk.ours, chunk.theirs, parent, last)
            self.merge.conflicts.append(conflict)

    def rewording(self, chunk: Chunk) -> Rewording | None:
        """The chunk merged by words, if it has paragraphs alone and the words can be merged."""
        base, ours, theirs = map(_as_text, (chunk.base, chunk.ours, chunk.theirs))
        if not (base and ours and theirs):
            return None
        if chunk.side is Side.CONFLICT:  # or no value can become a mixture
            ours = [replace(paragraph, sources=self.sources(paragraph)) for paragraph in ours]
        rewording = merge_words(base, ours, theirs)
        return rewording if rewording and can_reword(rewording) else None

    def decide_inside(self, chunk: Chunk) -> bool:
        """Merges a table by rows, or a row by cells if their numbers are equal; else ``False``."""
        match chunk.base, chunk.ours, chunk.theirs:
            case [DocxTable() as old], [DocxTable() as new], [DocxTable() as office]:
                self.items(old.rows, new.rows, office.rows, office.element)
            case [DocxRow(old)], [DocxRow(new)], [DocxRow(office)] if (
                len(old) == len(new) == len(office)
            ):
                for cells in zip(old, new, office, strict=True):
                    self.cell(*cells)
            case _:
                return False
        return True

    def cell(self, old: DocxCell, new: DocxCell, office: DocxCell) -> None:
        """Merges a cell by blocks; a cell whose vertical merge changes is taken as a whole."""
        if new.key in (old.key, office.key):
            return
        if office.above in self.remerged and new.seen.text == office.seen.text:
            return  # the region that the office made says what the content says here
        base, ours, theirs = (without_empty(cell.blocks) for cell in (old, new, office))
        if new.shape in (old.shape, office.shape):
            self.items(base, ours, theirs, office.element)
        elif old.key == office.key and not _has_comment([office.element]):
            self.merge.takes.append(TakeCell(new, office))
        else:
            self.merge.conflicts.append(Conflict(base, ours, theirs, office.element))


def _remerged(chunk: Chunk) -> Iterator[DocxCell]:
    """Yields the cells of rows that the office merged vertically otherwise than the base."""
    for old, office in zip(chunk.base, chunk.theirs, strict=False):
        if isinstance(old, DocxRow) and isinstance(office, DocxRow):
            pairs = zip(old.cells, office.cells, strict=False)
            yield from (cell for was, cell in pairs if was.shape != cell.shape)


def _as_text(items: Items) -> list[DocxParagraph]:
    """The items, if they are paragraphs alone; else nothing."""
    found = [item for item in items if isinstance(item, DocxParagraph)]
    return found if len(found) == len(items) else []


def _loses_comment(chunk: Chunk) -> bool:
    """Whether a take would remove a comment of the office's.

    Where paragraphs replace paragraphs, comments are kept.
    """
    items = (*chunk.ours, *chunk.theirs)
    kept = chunk.ours and all(isinstance(item, DocxParagraph) for item in items)
    return not kept and _has_comment(item.element for item in chunk.theirs)


def _has_comment(elements: Iterable[etree._Element]) -> bool:
    marks = (w("commentReference"), w("commentRangeStart"))
    return any(next(element.iter(*marks), None) is not None for element in elements)


def _is_within(items: Items, others: Items) -> bool:
    """Whether the texts of ``items`` are a subsequence of the texts of ``others``."""
    rest = iter([words_of(item).strip() for item in others])
    return all(words_of(item).strip() in rest for item in items)
