"""The page map: each glyph of a PDF to what was typed, and what was typed to where it is printed.

PDF -> tagged_text: blocks of glyphs   }
traced document: paragraphs of sources } -> aligned_text -> spans of pages, with their sources
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from docgen.diagnostics import Place, Problems
from docgen.packs.expressions.paths import Steps
from docgen.pdf.tagged_text import tagged_text
from docgen.preview.page_spans import MappedSpan, SpanWriter
from docgen.preview.printed_source import PrintedSource, SourceReader
from docgen.roundtrip.comparing.locations import Locations
from docgen.runs.build import BuiltUnit, Packs
from docgen.runs.carry_back import TracedDocument
from docgen.runs.content_index import ContentIndex

_TOUCHING = 3
"""Points up to which boxes of a line are one."""


class PageBox(NamedTuple):
    """A box on a page, which counts from 0; in points, from the top left."""

    page: int
    x: float
    y: float
    width: float
    height: float

    def goes_on_in(self, other: PageBox) -> bool:
        """Whether the other box stands in the same line, right behind this one."""
        shared = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        is_in_line = self.page == other.page and shared > min(self.height, other.height) / 2
        return is_in_line and -_TOUCHING < other.x - self.x - self.width < _TOUCHING

    def joined(self, other: PageBox) -> PageBox:
        """The box around both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        right = max(self.x + self.width, other.x + other.width)
        bottom = max(self.y + self.height, other.y + other.height)
        return PageBox(self.page, x, y, right - x, bottom - y)


_OrderedBox: TypeAlias = tuple[int, int, PageBox]


@dataclass(frozen=True)
class MappedPage:
    """A page: its size in points, its spans, and a digest of what is drawn on it."""

    width: float
    height: float
    spans: tuple[MappedSpan, ...]
    digest: str


@dataclass(frozen=True)
class PageMap:
    """The pages of a report, and the sources that their spans name by index."""

    pages: tuple[MappedPage, ...]
    sources: tuple[PrintedSource, ...]
    index: ContentIndex

    def boxes(self, place: Place) -> tuple[PageBox, ...]:
        """The boxes of what is typed at ``place``, page by page.

        Of a value all its uses; of a place within a Markdown text its block; of a group or a list,
        or the key of one, what is in it. Else those of what begins in the same line.
        """
        return tuple(self._joined(self.sources_at(place)))

    def sources_at(self, place: Place) -> list[int]:
        """The sources of the same, by their numbers, which are in the order of the document."""
        for find in (self._typed_at, self._in_text, self._in_group, self._in_line):
            if found := find(place):
                return found
        return []

    def boxes_of(self, source: int) -> tuple[PageBox, ...]:
        """The boxes of one source."""
        return tuple(self._joined([source]))

    def _typed_at(self, place: Place) -> list[int]:
        return self._by_place.get(place, [])

    def _in_group(self, place: Place) -> list[int]:
        steps = self.index.steps(place)
        return [
            number
            for number, keys in enumerate(self._keys if steps else ())
            if any(one[: len(steps)] == steps for one in keys)
        ]

    def _in_text(self, place: Place) -> list[int]:
        """The sources of the Markdown block that a place lies in."""
        return [
            number for begin, end, number in self._texts.get(place.file, ()) if begin <= place < end
        ]

    def _in_line(self, place: Place) -> list[int]:
        return [
            number
            for number, source in enumerate(self.sources)
            if source.place and source.place[:2] == place[:2]
        ]

    @cached_property
    def _by_place(self) -> dict[Place, list[int]]:
        """The sources of values, by where these and the ``{{ }}`` that print them are typed."""
        found = defaultdict[Place, list[int]](list)
        for number, source in enumerate(self.sources):
            if source.kind != "text":
                for place in {source.place, source.binding}:
                    if place:
                        found[place].append(number)
        return found

    @cached_property
    def _texts(self) -> dict[str, list[tuple[Place, Place, int]]]:
        """The sources of Markdown blocks, with begin and end of the block, by their files."""
        found = defaultdict[str, list[tuple[Place, Place, int]]](list)
        for number, source in enumerate(self.sources):
            if block := self.index.block(source.document, source.block):
                end = block.place.shifted(block.lines, 0)
                found[block.place.file].append((block.place, end, number))
        return found

    @cached_property
    def _keys(self) -> list[tuple[Steps, Steps]]:
        """The keys that lead to the value of each source, and to the text that it is part of."""
        find = self.index.steps
        return [(find(source.place), find(source.document)) for source in self.sources]

    @cached_property
    def _boxes(self) -> dict[int, list[_OrderedBox]]:
        """The boxes of each source, with their page and their number there."""
        found = defaultdict[int, list[_OrderedBox]](list)
        for number, page in enumerate(self.pages):
            for order, span in enumerate(page.spans):
                box = PageBox(number, span.x, span.y, span.width, span.height)
                found[span.source].append((number, order, box))
        return found

    def _joined(self, sources: Iterable[int]) -> Iterator[PageBox]:
        """The boxes of sources; those that touch each other in a line are one."""
        last: PageBox | None = None
        found = (box for source in sources for box in self._boxes.get(source, ()))
        for _, _, box in sorted(found):
            if last and last.goes_on_in(box):
                last = last.joined(box)
                continue
            if last:
                yield last
            last = box
        if last:
            yield last


def map_pages(pdf: bytes, document: TracedDocument, built: BuiltUnit, packs: Packs) -> PageMap:
    """The page map of a report.

    Args:
        pdf: its PDF, from LibreOffice.
        document: its Word file, each value with its source.
        built: the unit, which has a report.
        packs: the packs, with that of the unit.
    """
    assert built.report is not None  # or there would be no PDF
    loaded = packs.get(built.unit, Problems())
    index = ContentIndex(
        built.unit.data,
        loaded[0].derived if loaded else (),
        loaded[0].schema if loaded else {},
    )
    locations = Locations(document.file, built.report.form)
    reader = SourceReader(index, document.origins.drafts, locations)
    text = tagged_text(pdf)
    writer = SpanWriter(text, reader)
    writer.write(document.file)
    pages = zip(text.pages, writer.spans, text.digests, strict=True)
    mapped = tuple(
        MappedPage(size.width, size.height, tuple(spans), digest) for size, spans, digest in pages
    )
    return PageMap(mapped, tuple(writer.sources), index)
