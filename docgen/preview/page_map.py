"""The page map: each glyph of a PDF to what was typed, and what was typed to where it is printed.

PDF -> tagged_text: blocks of glyphs   }
traced document: paragraphs of sources } -> aligned_text -> spans of pages, with their sources
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from docgen.diagnostics import Place, Problems
from docgen.packs.expressions.paths import Steps
from docgen.pdf.tagged_text import tagged_text
from docgen.preview.content_index import ContentIndex
from docgen.preview.page_spans import MappedSpan, SpanWriter
from docgen.preview.printed_source import PrintedSource, SourceReader
from docgen.roundtrip.comparing.locations import Locations
from docgen.runs.build import BuiltUnit, Packs
from docgen.runs.carry_back import TracedDocument


@dataclass(frozen=True)
class PageBox:
    """A box on a page, which counts from 0; in points, from the top left."""

    page: int
    x: float
    y: float
    width: float
    height: float


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
        for find in (self._typed_at, self._in_group, self._in_text, self._in_line):
            if found := find(place):
                return tuple(self._joined(found))
        return ()

    def boxes_of(self, source: int) -> tuple[PageBox, ...]:
        """The boxes of one source."""
        return tuple(self._joined([source]))

    def _typed_at(self, place: Place) -> list[int]:
        return [
            number
            for number, source in enumerate(self.sources)
            if place in (source.place, source.binding) and source.kind != "text"
        ]

    def _in_group(self, place: Place) -> list[int]:
        steps = self.index.steps(place)
        return [
            number
            for number, source in enumerate(self.sources)
            if steps and self._steps[number][: len(steps)] == steps
        ]

    def _in_text(self, place: Place) -> list[int]:
        """The sources of the Markdown block that a place lies in."""
        return [
            number
            for number, source in enumerate(self.sources)
            if (block := self.index.block(source.document, source.block))
            and block.place.file == place.file
            and 0 <= place.line - block.place.line < block.lines
        ]

    def _in_line(self, place: Place) -> list[int]:
        return [
            number
            for number, source in enumerate(self.sources)
            if source.place and source.place[:2] == place[:2]
        ]

    @cached_property
    def _steps(self) -> list[Steps]:
        """The keys that lead to the value of each source, or to the text it is part of."""
        return [
            self.index.steps(source.document) or self.index.steps(source.place)
            for source in self.sources
        ]

    @cached_property
    def _boxes(self) -> dict[int, list[PageBox]]:
        found = defaultdict[int, list[PageBox]](list)
        for number, page in enumerate(self.pages):
            for span in page.spans:
                box = PageBox(number, span.x, span.y, span.width, span.height)
                found[span.source].append(box)
        return found

    def _joined(self, sources: Iterable[int]) -> Iterator[PageBox]:
        boxes = [box for source in sources for box in self._boxes.get(source, ())]
        yield from sorted(boxes, key=lambda box: (box.page, box.y, box.x))


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
    index = ContentIndex(built.unit.data, loaded[0].derived if loaded else ())
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
