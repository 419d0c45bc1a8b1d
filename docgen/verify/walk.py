"""The paragraphs of a finished .docx, with the places that messages give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from docx.document import Document
from lxml import etree

from docgen.diagnostics import DocumentPlace
from docgen.word.style_cascade import Cascade
from docgen.word.xml import text_of, w

_WORDS = 14
"""The most characters of a paragraph that a place quotes."""


@dataclass(frozen=True)
class PlacedParagraph:
    """A paragraph of the body or of a table, with the name of its style and its place."""

    element: etree._Element
    style: str
    text: str
    place: DocumentPlace

    @property
    def in_table(self) -> bool:
        """Whether it is in a table."""
        return self.place.table > 0

    def runs(self) -> Iterator[etree._Element]:
        """Its runs that have text, those in hyperlinks, fields and insertions included."""
        for run in self.element.iter(w("r")):
            if next(run.iterancestors(w("p")), None) is self.element and text_of(run).strip():
                yield run


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
            if element.tag == w("p"):
                self._paragraph(element, place)
            elif element.tag == w("tbl"):
                self._table(element, place)
            elif element.tag in (w("sdt"), w("sdtContent"), w("ins"), w("customXml")):
                self._blocks(element, place)

    def _paragraph(self, element: etree._Element, place: DocumentPlace) -> None:
        text, style = text_of(element), self.cascade.style_name(element)
        if style in self.headings and not place.table:
            self.heading, self.tables = text, 0
        words = text if len(text) <= _WORDS else f"{text[:_WORDS]}…"
        heading = "" if words == self.heading else self.heading
        where = replace(place.innermost(words=words), heading=heading)
        self._found.append(PlacedParagraph(element, style, text, where))

    def _table(self, table: etree._Element, around: DocumentPlace) -> None:
        """Enters a table that stands in the cell at ``around``, or in no cell."""
        self.tables += 1
        number, own = self.tables, DocumentPlace(table=self.tables)
        place = own.within(around) if around.table else own
        for row_number, row in enumerate(table.iterfind(w("tr")), 1):
            for cell_number, cell in enumerate(row.iterfind(w("tc")), 1):
                self.tables = 0
                self._blocks(cell, place.innermost(row=row_number, cell=cell_number))
        self.tables = number
