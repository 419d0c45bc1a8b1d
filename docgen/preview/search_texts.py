"""Finds a text in what is printed and in what is typed, of all units."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from docgen.diagnostics import Place
from docgen.preview.json_answer import place_fields
from docgen.preview.page_map import MappedPage, PageBox, PageMap
from docgen.preview.page_spans import MappedSpan
from docgen.preview.unit_state import UnitState

_MOST = 300
"""Hits that are shown."""

_AROUND = 24
"""Characters that are shown before and behind a hit."""

Contents = Callable[[UnitState], Mapping[str, str]]
"""The texts of a unit's files, by their names in the project."""


@dataclass(frozen=True)
class TextHit:
    """A text that was found.

    Attributes:
        unit: the unit.
        page: the page, from 0; ``None`` if it is only typed, or the unit has no pages yet.
        box: where it begins on the page.
        text: what was found.
        before: what stands before it.
        after: what stands behind it.
        place: where it is typed; without a file if nobody typed it.
        built: whether its unit has pages, on which it would stand if it were printed.
    """

    unit: str
    page: int | None
    box: PageBox | None
    text: str
    before: str
    after: str
    place: Place
    built: bool = True

    def fields(self) -> dict[str, object]:
        """As JSON has it."""
        own = vars(self) | {"box": self.box and self.box._asdict()} | place_fields(self.place)
        return {name: value for name, value in own.items() if name != "place"}


def hits(query: str, units: Iterable[UnitState], contents: Contents) -> list[TextHit]:
    """Where ``query`` is printed, then where it is only typed, unit by unit; the first of many.

    Upper and lower case are the same, and so are blanks and line ends.
    """
    words = query.split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join(map(re.escape, words)), re.IGNORECASE)
    found = (hit for unit in units for hit in _in_unit(pattern, unit, contents))
    return list(islice(found, _MOST))


def _in_unit(pattern: re.Pattern[str], unit: UnitState, contents: Contents) -> Iterator[TextHit]:
    lines = set[tuple[str, int]]()
    if unit.shown:
        for number, page in enumerate(unit.shown.pages.pages):
            for hit in _PageText(unit.name, number, page, unit.shown.pages).hits(pattern):
                lines.add(hit.place.typed[:2])
                yield hit
    for file, text in contents(unit).items():
        for number, line in enumerate(text.splitlines(), 1):
            for match in pattern.finditer(line) if (file, number) not in lines else ():
                place = Place(file, number, match.start() + 1)
                around, built = _around(line, match), unit.shown is not None
                yield TextHit(unit.name, None, None, match[0], *around, place, built)


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    """What stands in the same line before and behind a match."""
    before = text[max(match.start() - _AROUND, 0) : match.start()].rpartition("\n")[2]
    after = text[match.end() : match.end() + _AROUND].partition("\n")[0]
    return before, after


def _goes_on(before: MappedSpan, span: MappedSpan) -> bool:
    """Whether a span goes on the text of the one before it, in its line or in the next."""
    of_same = span.source == before.source and span.start == before.start + len(before.text)
    in_line = abs(span.y - before.y) < before.height / 2
    distance = span.x - before.x - before.width
    return of_same or (in_line and abs(distance) < before.height / 2)


class _PageText:
    """The text of a page as one string, in which each character knows its span."""

    def __init__(self, unit: str, number: int, page: MappedPage, pages: PageMap) -> None:
        self._unit, self._number, self._page, self._pages = unit, number, page, pages
        self._starts = list[int]()
        self._text = "".join(self._pieces())

    def _pieces(self) -> Iterator[str]:
        """The spans; between two of which the second does not go on, a line ends."""
        at, before = 0, None
        for span in self._page.spans:
            gap = "\n" if before and not _goes_on(before, span) else ""
            self._starts.append(at + len(gap))
            at, before = at + len(gap) + len(span.text), span
            yield gap + span.text

    def hits(self, pattern: re.Pattern[str]) -> Iterator[TextHit]:
        """Yields what matches."""
        for match in pattern.finditer(self._text):
            number = self._span_at(match.start())
            span, offset = self._page.spans[number], match.start() - self._starts[number]
            stop = min(match.end() - self._starts[number], len(span.xs))
            right = span.xs[stop] if stop < len(span.xs) else span.x + span.width
            left = span.xs[offset]
            box = PageBox(self._number, left, span.y, right - left, span.height)
            place = self._place(span.source, span.start + offset) or Place("")
            around = _around(self._text, match)
            yield TextHit(self._unit, self._number, box, match[0], *around, place)

    def _span_at(self, at: int) -> int:
        return max(number for number, start in enumerate(self._starts) if start <= at)

    def _place(self, source: int, offset: int) -> Place | None:
        if source < 0:
            return None
        found = self._pages.sources[source]
        return found.glyph_place(offset) or found.place
