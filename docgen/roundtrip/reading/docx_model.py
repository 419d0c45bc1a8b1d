"""A model of a Word file as a reader sees it: paragraphs and tables.

    DocxFile = blocks; block = DocxParagraph | DocxTable
    DocxTable = rows of cells; DocxCell = blocks

Two files have the same key if they show the same words in the same weight, in the same paragraphs,
lists, headings and cells. Numbers of items, texts of notes and paper are compared apart, in
``diff.py``. Fonts, sizes and automatic page breaks are not compared: each program writes them in
its own way, and ``docgen verify`` measures them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias, get_args

from lxml import etree

from docgen.content.blocks import PLAIN
from docgen.templates.provenance import Stretch
from docgen.word.grid import in_header_row

Block: TypeAlias = "DocxParagraph | DocxTable"

_SENTENCE = re.compile("[，。；！？\n]")

OBJECT = "\ufffc"
"""The character for a picture, a text box, a field, a footnote reference."""
PAGE = "\f"
"""The character for a manual page break."""
PARAGRAPH_END = "\u2029"
"""The character between paragraphs that are compared as one text."""


@dataclass(frozen=True)
class Kind:
    """The kind of a paragraph: ``text``, ``heading``, ``number`` or ``bullet``; levels from 1."""

    name: str = "text"
    level: int = 0


NoteKind = Literal["footnote", "endnote"]
TextualKind = Literal[
    "symbol", "checkbox", "date", "reference", "page", "caption", "control", "field"
]
"""Objects without which a sentence is not whole: symbols, boxes to tick, fields of all kinds."""
ObjectKind = (
    NoteKind
    | TextualKind
    | Literal["picture", "chart", "shape", "textbox", "embedded", "formula", "ruby", "hidden"]
)
"""What an object is; ``object-…`` in ``phrases-*.yaml`` has its name."""


@dataclass(frozen=True)
class DocxObject:
    """An object; equal to another that is the same to a reader, whichever program saved it.

    Attributes:
        kind: what it is.
        identity: tells objects of one kind apart: a digest of a picture, the font and code of a
            symbol, what a field works out.
        detail: what its name says of it: the kind of a field, the sign of a symbol.
        words: the text that it shows.
    """

    kind: ObjectKind
    identity: str = ""
    detail: str = field(default="", compare=False)
    words: str = field(default="", compare=False)

    @property
    def is_note(self) -> bool:
        """Whether it is a footnote or an endnote."""
        return self.kind in get_args(NoteKind)

    @property
    def reads_as_text(self) -> bool:
        """Whether a sentence is not whole without it: a field, a symbol, a box to tick."""
        return self.kind in get_args(TextualKind)


@dataclass(frozen=True)
class DocxMargin:
    """A header or footer: its text and its objects, without page numbers."""

    text: str
    objects: tuple[DocxObject, ...] = ()


@dataclass(frozen=True)
class Trail:
    """The review marks of a paragraph: authors of tracked changes, and ids of comments."""

    authors: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class DocxParagraph:
    r"""A paragraph.

    Attributes:
        text: its text; a line end is ``\n``, see :data:`OBJECT` and :data:`PAGE`.
        weights: one letter for each character: ``b``, ``i``, ``x`` for both, or a blank.
        kind: its kind.
        objects: its objects, one for each :data:`OBJECT` in the text.
        boxes: the paragraphs of its text boxes.
        trail: its review marks.
        element: its ``w:p``.
        sources: the stretches with a known source, in a document that was filled with a trace.
        number: its number in its list or among the headings; ``None`` if it prints none.
    """

    text: str
    weights: str
    kind: Kind
    objects: tuple[DocxObject, ...]
    boxes: tuple[DocxParagraph, ...]
    trail: Trail
    element: etree._Element
    sources: tuple[Stretch, ...] = ()
    number: int | None = None

    @classmethod
    def of_text(cls, text: str) -> DocxParagraph:
        """A plain paragraph that is in no file."""
        element = etree.Element("text")
        return cls(text, PLAIN * len(text), Kind(), (), (), Trail(), element)

    @property
    def key(self) -> object:
        """Equal for paragraphs that read the same."""
        words = self.text.strip(" ")
        return words, self._weight(), self.kind, self.objects, tuple(box.key for box in self.boxes)

    @property
    def without_objects(self) -> DocxParagraph:
        """The paragraph without objects and page breaks, and without sources."""
        kept = [at for at, sign in enumerate(self.text) if sign not in (OBJECT, PAGE)]
        text, weights = ("".join(side[at] for at in kept) for side in (self.text, self.weights))
        return replace(self, text=text, weights=weights, objects=(), sources=())

    @property
    def values(self) -> tuple[Stretch, ...]:
        """Its sources that a ``{{ }}`` printed, without empty ones; none overlaps another.

        One with a sentence in it is a text, not a value.
        """
        found = list[Stretch]()
        for stretch in self.sources:
            is_apart = not found or found[-1].stop <= stretch.start
            text = self.text[stretch.start : stretch.stop]
            if is_apart and stretch.source.is_printed and text and not _SENTENCE.search(text):
                found.append(stretch)
        return tuple(found)

    @property
    def notes(self) -> tuple[str, ...]:
        """The texts of its footnotes and endnotes."""
        return tuple(obj.words for obj in self.objects if obj.is_note)

    @property
    def empty(self) -> bool:
        """Whether it shows nothing."""
        return not self.text.strip(" ") and not self.boxes

    def _weight(self) -> str:
        cut = len(self.text) - len(self.text.lstrip(" "))
        return self.weights[cut : cut + len(self.text.strip(" "))]


@dataclass(frozen=True, eq=False)
class DocxCell:
    """A cell. The columns it spans are not kept: LibreOffice writes a layout grid of its own.

    Attributes:
        covered: whether a vertically merged region continues in it.
        opens: whether a vertically merged region begins in it.
        blocks: its content.
        element: its ``w:tc``.
        above: the cell in which the region that covers it begins.
    """

    covered: bool
    opens: bool
    blocks: tuple[Block, ...]
    element: etree._Element
    above: DocxCell | None = None

    @property
    def seen(self) -> DocxCell:
        """The cell whose text is shown here: the first of its region."""
        return self.above or self

    @property
    def key(self) -> object:
        """Equal for cells that read the same."""
        return self.shape, tuple(block.key for block in without_empty(self.blocks))

    @property
    def shape(self) -> tuple[bool, bool]:
        """Its part in a vertical merge: ``covered`` and ``opens``."""
        return self.covered, self.opens

    @property
    def text(self) -> str:
        """Its paragraphs, one per line."""
        return "\n".join(words_of(block) for block in without_empty(self.blocks))


@dataclass(frozen=True, eq=False)
class DocxRow:
    """A row of a table."""

    cells: tuple[DocxCell, ...]
    element: etree._Element

    @property
    def is_repeated(self) -> bool:
        """Whether it stands at the top of each page that its table is on."""
        return bool(self.cells) and in_header_row(self.cells[0].element)

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
class DocxPaper:
    """The paper of a section, in whole millimetres as each program rounds them."""

    width: int
    height: int

    @property
    def is_landscape(self) -> bool:
        """Whether it is wider than high."""
        return self.width > self.height


@dataclass(frozen=True)
class DocxSection:
    """A section: its paper, and its blocks without empty paragraphs."""

    paper: DocxPaper
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class DocxFile:
    """A Word file: its body, and what is outside of it.

    Attributes:
        body: the blocks of the document.
        margins: the headers and footers, without empty ones.
        comments: author and text of each comment, by its id.
        element: its ``w:body``.
        sections: its sections that show something.
        outside: the paragraphs of headers, footers and notes, of a file that was filled with a
            trace: each as a text with its sources.
    """

    body: tuple[Block, ...]
    margins: tuple[DocxMargin, ...]
    comments: dict[str, tuple[str, str]]
    element: etree._Element
    sections: tuple[DocxSection, ...] = ()
    outside: tuple[DocxParagraph, ...] = ()

    @property
    def key(self) -> object:
        """Equal for files that read the same."""
        return tuple(block.key for block in without_empty(self.body)), frozenset(self.margins)


def without_empty(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Returns the blocks without empty paragraphs, which programs add and drop on saving."""
    return tuple(
        block for block in blocks if not (isinstance(block, DocxParagraph) and block.empty)
    )


def words_of(block: Block | DocxRow) -> str:
    """Returns the text of a block or row, one line per paragraph."""
    return "\n".join(paragraph.text for paragraph in paragraphs(block))


def every_paragraph(file: DocxFile) -> Iterator[DocxParagraph]:
    """Yields the paragraphs of the body, in cells too, in reading order."""
    for block in file.body:
        yield from paragraphs(block)


def paragraphs(block: Block | DocxRow) -> Iterator[DocxParagraph]:
    """Yields every paragraph of a block or row, in cells too, in reading order."""
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
