"""A Word file as its reader sees it: paragraphs and tables, without what programs rewrite.

    File = stories; story = blocks; block = Paragraph | Table; Table = rows of cells; cell = blocks

Two files are equal here if their readers see the same words in the same weight, in the same
paragraphs, lists, headings and cells. Fonts, sizes and page breaks that follow from them are not
compared: each program writes them in its own way, and ``docgen verify`` measures them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

from docgen.templates.provenance import Stretch

Block: TypeAlias = "DocxParagraph | DocxTable"

OBJECT = "\ufffc"
"""Stands for a picture, a text box, a footnote's mark."""
PAGE = "\f"
"""A page break that somebody typed."""


@dataclass(frozen=True)
class Kind:
    """What a paragraph is: ``text``, ``heading``, ``number`` or ``bullet``; its level from 1."""

    name: str = "text"
    level: int = 0


@dataclass(frozen=True)
class Trail:
    """What a review has left in a paragraph: who tracked changes in it, and comments."""

    authors: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class DocxParagraph:
    r"""A paragraph.

    Attributes:
        text: its words; a line end is ``\n``, see :data:`OBJECT` and :data:`PAGE`.
        weights: one letter for each character: ``b``, ``i``, ``x`` for both, or a blank.
        kind: what it is.
        objects: a digest of each object in it.
        boxes: the paragraphs of its text boxes.
        trail: what a review left.
        element: its ``w:p``.
        sources: where its stretches came from, in a document that was filled with a trace.
    """

    text: str
    weights: str
    kind: Kind
    objects: tuple[str, ...]
    boxes: tuple[DocxParagraph, ...]
    trail: Trail
    element: etree._Element
    sources: tuple[Stretch, ...] = ()

    @property
    def key(self) -> object:
        """Equal for paragraphs that read the same."""
        words = self.text.strip(" ")
        return words, self._weight(), self.kind, self.objects, tuple(one.key for one in self.boxes)

    @property
    def empty(self) -> bool:
        """Whether a reader sees nothing of it."""
        return not self.text.strip(" ") and not self.boxes

    def _weight(self) -> str:
        cut = len(self.text) - len(self.text.lstrip(" "))
        return self.weights[cut : cut + len(self.text.strip(" "))]


@dataclass(frozen=True, eq=False)
class DocxCell:
    """A cell; ``covered`` if a merged region above reaches into it, ``opens`` if one begins here.

    ``above`` is the cell in which that region begins. How many columns of the layout grid it spans
    is not kept: LibreOffice lays a grid of its own.
    """

    covered: bool
    opens: bool
    blocks: tuple[Block, ...]
    element: etree._Element
    above: DocxCell | None = None

    @property
    def seen(self) -> DocxCell:
        """The cell whose words a reader sees here."""
        return self.above or self

    @property
    def key(self) -> object:
        """Equal for cells that read the same."""
        return self.shape, tuple(block.key for block in solid(self.blocks))

    @property
    def shape(self) -> tuple[bool, bool]:
        """How it merges down."""
        return self.covered, self.opens

    @property
    def text(self) -> str:
        """Its paragraphs, a line each."""
        return "\n".join(words(block) for block in solid(self.blocks))


@dataclass(frozen=True, eq=False)
class DocxRow:
    """A row of a table."""

    cells: tuple[DocxCell, ...]
    element: etree._Element

    @property
    def key(self) -> object:
        """Equal for rows that read the same."""
        return tuple(cell.key for cell in self.cells)


@dataclass(frozen=True, eq=False)
class DocxTable:
    """A table."""

    rows: tuple[DocxRow, ...]
    element: etree._Element

    @property
    def key(self) -> object:
        """Equal for tables that read the same."""
        return ("table", *(row.key for row in self.rows))


@dataclass(frozen=True)
class DocxFile:
    """A Word file: its body, and what stands outside of it.

    Attributes:
        body: the blocks of the document.
        margins: the words of headers, footers and notes, the empty ones left out.
        comments: author and words of each comment, by its id.
        element: its ``w:body``.
    """

    body: tuple[Block, ...]
    margins: tuple[str, ...]
    comments: dict[str, tuple[str, str]]
    element: etree._Element

    @property
    def key(self) -> object:
        """Equal for files that read the same."""
        return tuple(block.key for block in solid(self.body)), frozenset(self.margins)


def solid(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks without empty paragraphs, which programs add and drop as they please."""
    return tuple(one for one in blocks if not (isinstance(one, DocxParagraph) and one.empty))


def words(block: Block | DocxRow) -> str:
    """All the words of a block or row."""
    return "\n".join(one.text for one in paragraphs(block))


def paragraphs(block: Block | DocxRow) -> Iterator[DocxParagraph]:
    """Every paragraph of a block or row, those in its cells included, in reading order."""
    match block:
        case DocxParagraph():
            yield block
        case DocxTable(rows=rows):
            for row in rows:
                yield from paragraphs(row)
        case DocxRow(cells=cells):
            for cell in cells:
                for inner in cell.blocks:
                    yield from paragraphs(inner)
