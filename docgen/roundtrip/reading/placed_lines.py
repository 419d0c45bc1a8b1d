"""Lines of a Word file as inlines, each with a place of its own in that file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from lxml import etree

from docgen.content.blocks import Break, Inline, Inlines, Span
from docgen.diagnostics import DocumentPlace, Place
from docgen.roundtrip.reading.printed_text import PrintedLine, text_in
from docgen.word.xml import w

Pages = Mapping[etree._Element, int]
"""The page that each ``w:p`` begins on, from 1."""

_WORDS = 12
"""Characters of a paragraph that tell where it is."""
_QUOTES = str.maketrans("", "", "「」“”!")
"""What parts the words of a place from the rest of it."""


class PlacedLines:
    """Counts the lines of ``file`` as it makes inlines of them.

    Attributes:
        file: as places name it.
        made: the lines so far; the number of the first is 1.
    """

    def __init__(self, file: str, pages: Pages) -> None:
        self.file, self._pages = file, pages
        self.made: list[PrintedLine] = []

    def page(self, element: etree._Element) -> int:
        """The page of a paragraph, or of the first one in an element; 0 if it is not known."""
        paragraphs = [element] if element.tag == w("p") else element.iter(w("p"))
        return next((self._pages[each] for each in paragraphs if each in self._pages), 0)

    def line(self, line: PrintedLine, spot: DocumentPlace) -> Inlines:
        """The spans of a line, by weight; an empty line is one empty span, which has its place."""
        self.made.append(line)
        place, column = Place(self.file, len(self.made), 1, spot=spot), 1
        spans = list[Span]()
        for bold, group in groupby(line, key=attrgetter("is_bold")):
            text = text_in(list(group))
            spans.append(Span(text, place._replace(column=column), bold))
            column += len(text)
        return tuple(spans or [Span("", place)])

    def paragraph(self, line: PrintedLine, spot: DocumentPlace) -> Inlines:
        """The spans of a line that is a paragraph; its place is told by its first words."""
        return self.line(line, replace(spot, words=plain_words(text_in(line), _WORDS)))

    def cell(self, lines: Iterable[PrintedLine], spot: DocumentPlace) -> Inlines:
        """The spans of the lines of a cell, with breaks between them."""
        parts = list[Inline]()
        for line in lines:
            if line:
                parts += [*([Break()] if parts else ()), *self.line(line, spot)]
        return tuple(parts) or self.line([], spot)


def place_of(inlines: Inlines) -> Place:
    """The place of the first span."""
    return next(span.place for span in inlines if isinstance(span, Span) and span.place)


def plain_words(text: str, most: int) -> str:
    """The first words of a text, without the signs that part words from the rest of a place."""
    plain = text.translate(_QUOTES)
    return plain if len(plain) <= most else f"{plain[:most]}…"
