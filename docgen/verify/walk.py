"""The paragraphs of a finished .docx, with the places that messages give."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from docx.document import Document
from lxml import etree

from docgen.diagnostics import DocumentPlace
from docgen.word.style_cascade import Cascade, ParagraphFormat, TextLook
from docgen.word.xml import text_of, w

_PARAGRAPH, _TABLE, _RUN, _ROW, _CELL = map(w, ("p", "tbl", "r", "tr", "tc"))
_WRAPPERS = frozenset(map(w, ("sdt", "sdtContent", "ins", "customXml")))
_WORDS = 14
"""The most characters of a paragraph that a place quotes."""


@dataclass(eq=False)
class PlacedParagraph:
    """A paragraph of the body or of a table.

    Attributes:
        element: its element.
        format: its style and direct formatting.
        text: its text.
        around: the cell that it is in, or the body.
        heading: the heading above it.
    """

    element: etree._Element
    format: ParagraphFormat
    text: str
    around: DocumentPlace
    heading: str

    @property
    def style(self) -> str:
        """The name of its style, in lower case."""
        return self.format.style

    @property
    def in_table(self) -> bool:
        """Whether it is in a table."""
        return self.around.table > 0

    @cached_property
    def place(self) -> DocumentPlace:
        """Where it is, in its own words: asked of the few that something is said of."""
        words = self.text if len(self.text) <= _WORDS else f"{self.text[:_WORDS]}…"
        heading = "" if words == self.heading else self.heading
        return replace(self.around.innermost(words=words), heading=heading)

    @cached_property
    def runs(self) -> list[tuple[etree._Element, str, TextLook]]:
        """Its runs that have text, each with it and with its look.

        Those in hyperlinks and insertions are included.
        """
        looks = self.format
        return [
            (run, text, looks.text_look(run))
            for run in self.element.iter(_RUN)
            if (run.getparent() is self.element or self._is_around(run))
            and (text := text_of(run))
            and not text.isspace()
        ]

    def _is_around(self, run: etree._Element) -> bool:
        """Whether no other paragraph stands between, as one in a text box does."""
        return next(run.iterancestors(_PARAGRAPH), None) is self.element


@dataclass
class Walk:
    """A single pass through a document that counts tables and keeps the last heading.

    Tables count from 1 below each heading, and in each cell, as where edits are located.
    ``headings`` are the styles, in lower case, of headings and annex marks.
    """

    document: Document
    cascade: Cascade
    headings: frozenset[str]
    heading: str = ""
    tables: int = 0
    _found: list[PlacedParagraph] = field(default_factory=list)

    def paragraphs(self) -> list[PlacedParagraph]:
        """Every paragraph, in reading order."""
        self._blocks(self.document.element.body, DocumentPlace())
        return self._found

    def _blocks(self, parent: etree._Element, place: DocumentPlace) -> None:
        for element in parent:
            if element.tag == _PARAGRAPH:
                self._paragraph(element, place)
            elif element.tag == _TABLE:
                self._table(element, place)
            elif element.tag in _WRAPPERS:
                self._blocks(element, place)

    def _paragraph(self, element: etree._Element, place: DocumentPlace) -> None:
        text, look = text_of(element), self.cascade.format_of(element)
        if look.style in self.headings and not place.table:
            self.heading, self.tables = text, 0
        self._found.append(PlacedParagraph(element, look, text, place, self.heading))

    def _table(self, table: etree._Element, around: DocumentPlace) -> None:
        """Enters a table that stands in the cell at ``around``, or in no cell."""
        self.tables += 1
        number, own = self.tables, DocumentPlace(table=self.tables)
        place = own.within(around) if around.table else own
        for row_number, row in enumerate(table.iterchildren(_ROW), 1):
            for cell_number, cell in enumerate(row.iterchildren(_CELL), 1):
                self.tables = 0
                self._blocks(cell, place.innermost(row=row_number, cell=cell_number))
        self.tables = number
