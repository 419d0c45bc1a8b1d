"""The elements of an official paper in a PDF, found by how they are written and where they stand.

Lengths are in points.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, takewhile

from docgen.diagnostics import DocumentPlace, Place, Problem, deviation
from docgen.diagnostics.codes import Code
from docgen.pdf.drawn_lines import DrawnPage, DrawnText
from docgen.verify.glyphs import GlyphLine, Page
from docgen.verify.official_format import OfficialFormat
from docgen.verify.official_papers.element_problems import (
    FORMAT_ELEMENT_DISTANCE,
    FORMAT_ELEMENT_INDENT,
)
from docgen.verify.official_papers.paper_elements import PaperElements
from docgen.verify.official_papers.paper_texts import COPIES_HEAD, DATE_LIKE, IMPRINT, NUMBER_LINE
from docgen.verify.pdf_rules import ANNEX_MARK, body_lines

POINTS = 72 / 25.4
ASCENT, DESCENT = 0.88, 0.12
"""Fraction of its size that a Chinese glyph reaches above and below its baseline."""

_TEXT = 15.5
"""Points: a 版记 is in 四号, a text in 三号, whose lines may end as an imprint does."""

_FAR = 8
"""Characters from the left edge: what begins beyond is of the sign-off."""

_LARGER = 1.3
"""The characters of a mark are that many times as large as those of the number, at least."""

_MIDDLE = 0.3
"""Fraction of its size above its baseline where a line has ink, whatever it says."""

_SAME_PITCH = 1.3
"""Lines of one name are at most that many times the pitch apart."""


@dataclass(frozen=True)
class SignOff:
    """The sign-off: its page, the date, the lines of the name, and those of the text above."""

    page: Page
    date: GlyphLine
    office: tuple[GlyphLine, ...]
    above: tuple[GlyphLine, ...]


@dataclass(frozen=True)
class PdfElements:
    """The pages of an official paper.

    Attributes:
        official: the format with the elements.
        pages: the pages.
        drawn: what the first and the last page draw, by their numbers.
        file: the file, as messages call it.
    """

    official: OfficialFormat
    pages: Sequence[Page]
    drawn: Mapping[int, DrawnPage]
    file: Place

    @property
    def rule(self) -> PaperElements:
        """What the pack says of the elements."""
        return self.official.elements or PaperElements()

    @property
    def left(self) -> float:
        """The left edge of the text area."""
        return self.official.edge("left") * POINTS

    def right(self, page: Page) -> float:
        """The right edge of the text area."""
        return page.width - self.official.edge("right") * POINTS

    def bottom(self, page: Page) -> float:
        """The bottom of the text area, from the top of the page."""
        return page.height - self.official.edge("bottom") * POINTS

    @cached_property
    def pitch(self) -> float:
        """From line to line; of 22 lines on a page if the format does not say."""
        lines = self.official.grid.lines if self.official.grid else 22
        return self.official.area[1] * POINTS / lines

    def lines(self, page: Page) -> list[GlyphLine]:
        """The lines of a page without its number."""
        return body_lines(self.official, page)

    def begins_annex(self, page: Page) -> bool:
        """Whether a page is the first of an annex."""
        lines = self.lines(page)
        return bool(lines) and ANNEX_MARK.match(lines[0].text) is not None

    @cached_property
    def number(self) -> GlyphLine | None:
        """The line of the first page with the document number."""
        return next((line for line in self._first if NUMBER_LINE.search(line.text)), None)

    @cached_property
    def mark(self) -> tuple[GlyphLine, ...]:
        """The lines of the mark of the issuing office: those above the number, or else the first.

        Copy numbers, secrecy and urgency above the mark are no larger than the number.
        """
        number, first = self.number, self._first
        if number is None:
            return tuple(first[:1])
        above = takewhile(lambda line: line.y < number.y, first)
        return tuple(line for line in above if line.size > number.size * _LARGER)

    @cached_property
    def addressee(self) -> GlyphLine | None:
        """The first line below the title, which is larger than the number above it."""
        number = self.number
        if number is None:
            return None
        below = dropwhile(lambda line: line.y <= number.y, self._first)
        lines = list(below)
        titles = list(takewhile(lambda line: line.size > number.size * _LARGER, lines))
        return lines[len(titles)] if titles and len(titles) < len(lines) else None

    def ink(self, line: GlyphLine) -> DrawnText | None:
        """What a line of the first page draws; ``None`` if it is not known."""
        drawn = self.drawn.get(1)
        return drawn.text_at(line.y - line.size * _MIDDLE) if drawn else None

    @property
    def _first(self) -> list[GlyphLine]:
        return self.lines(self.pages[0]) if self.pages else []

    @cached_property
    def sign_off(self) -> SignOff | None:
        """The sign-off: the last line before the annexes that is a date, and what is above it."""
        for page in reversed(list(takewhile(lambda one: not self.begins_annex(one), self.pages))):
            lines = self.lines(page)
            for index in reversed(range(len(lines))):
                if DATE_LIKE.fullmatch(lines[index].text):
                    return self._signed(page, lines[:index], lines[index])
        return None

    def _signed(self, page: Page, before: list[GlyphLine], date: GlyphLine) -> SignOff:
        """A name of several lines stands far from the left edge in each of them."""
        office, below = list[GlyphLine](), date
        while before and below.y - before[-1].y < self.pitch * _SAME_PITCH:
            if office and before[-1].left < self.left + _FAR * before[-1].size:
                break
            below = before.pop()
            office.insert(0, below)
        return SignOff(page, date, tuple(office), tuple(before))

    @cached_property
    def imprint(self) -> tuple[Page, tuple[GlyphLine, ...]] | None:
        """The last page with lines of the 版记, and those: copies and imprint."""
        for page in reversed(self.pages):
            lines = self.lines(page)
            for index, line in enumerate(lines):
                is_printed = line.size < _TEXT and IMPRINT.fullmatch(line.text)
                if is_printed or COPIES_HEAD.match(line.text):
                    return page, tuple(lines[index:])
        return None

    def told(self, code: Code, page: Page, line: GlyphLine | None, **words: object) -> Problem:
        """A deviation at a line of a page."""
        where = DocumentPlace(page=page.number, words=line.text if line else "")
        return deviation(code, self.file, where, **words)

    def distance(
        self, page: Page, line: GlyphLine | None, found: float, wanted: float, **words: str
    ) -> Iterator[Problem]:
        """The deviation of a distance in points from so many millimetres."""
        if abs(found / POINTS - wanted) > self.official.tolerance:
            numbers = {"found": f"{found / POINTS:.1f}", "wanted": f"{wanted:.3g}"}
            yield self.told(FORMAT_ELEMENT_DISTANCE, page, line, **numbers, **words)

    def indent(
        self, page: Page, line: GlyphLine, found: float, wanted: float, **words: str
    ) -> Iterator[Problem]:
        """The deviation of a distance in points from so many characters."""
        if abs(found - wanted * line.size) > self.official.tolerance * POINTS:
            numbers = {"found": f"{found / line.size:.1f}", "wanted": f"{wanted:g}"}
            yield self.told(FORMAT_ELEMENT_INDENT, page, line, **numbers, **words)
