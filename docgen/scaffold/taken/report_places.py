"""Where something stands in a report, as its reader finds it: page and cell, or words."""

from __future__ import annotations

from lxml import etree

from docgen.diagnostics import DocumentPlace, Place
from docgen.templates.part_outline import PartOutline
from docgen.word.rendered_pages import rendered_pages
from docgen.word.xml import text_of, w

_WORDS = 12


class ReportPlaces:
    """The places in one report, as they are before its split tables are joined.

    Args:
        file: the report as messages name it.
        body: its ``w:body``.
    """

    def __init__(self, file: str, body: etree._Element) -> None:
        self._file = file
        outline = PartOutline(body)
        self._pages = rendered_pages(body)
        self._order = {each: number for number, each in enumerate(body.iter(w("p")), 1)}
        self._found = {each: outline.place(each, file, "") for each in self._order}

    def place(self, element: etree._Element) -> Place:
        """The place of a ``w:p``, or of the first one in an element."""
        paragraph = element if element.tag == w("p") else next(element.iter(w("p")), element)
        found = self._found[paragraph]
        words = " ".join(text_of(paragraph).split())[:_WORDS].strip()
        spot = DocumentPlace(
            page=self._pages.get(paragraph, 0),
            table=found.table,
            row=found.row,
            cell=found.cell,
            words="" if found.table else words,
        )
        return Place(self._file, self.order(paragraph), 1, spot=spot)

    @property
    def lines(self) -> tuple[str, ...]:
        """The text of each paragraph and cell, in the order in which places count them."""
        return tuple(map(text_of, self._order))

    def order(self, paragraph: etree._Element) -> int:
        """The number of a paragraph in the report."""
        return self._order.get(paragraph, 0)
