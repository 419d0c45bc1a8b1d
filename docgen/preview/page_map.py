"""The page map: each glyph of a PDF to what was typed, and what was typed to where it is printed.

PDF -> tagged_text: blocks of glyphs   }
traced document: paragraphs of sources } -> aligned_text -> spans of pages, with their sources
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from docgen.diagnostics import Place, Problems
from docgen.packs.expressions.paths import Steps
from docgen.pdf.tagged_text import TaggedText, tagged_text
from docgen.preview.aligned_text import MatchedRun, aligned
from docgen.preview.content_index import ContentIndex
from docgen.preview.printed_source import PrintedSource, SourceReader
from docgen.roundtrip.comparing.locations import Locations
from docgen.roundtrip.reading.docx_model import DocxFile, DocxParagraph, every_paragraph
from docgen.runs.build import BuiltUnit, Packs
from docgen.runs.carry_back import TracedDocument

NO_SOURCE = -1


@dataclass(frozen=True)
class PageBox:
    """A box on a page, which counts from 0; in points, from the top left."""

    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class MappedSpan:
    """Glyphs of one line that have one source, from left to right.

    Attributes:
        text: the glyphs.
        x: the left edge of the first, from the left of the page, in points.
        y: the upper edge, from the top of the page.
        width: up to the right edge of the last glyph.
        height: down to the lower edge.
        xs: the left edge of each glyph.
        source: the index of the source; :data:`NO_SOURCE` if nothing is known of the glyphs.
        start: the offset of the first glyph in the value of its source; -1 if the glyphs are not
            part of it, as the number before a heading.
    """

    text: str
    x: float
    y: float
    width: float
    height: float
    xs: tuple[float, ...]
    source: int
    start: int


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
    mapper = _Mapper(text, list(_paragraphs(document.file)), reader)
    pages = zip(text.pages, mapper.spans(), text.digests, strict=True)
    mapped = tuple(
        MappedPage(size.width, size.height, tuple(spans), digest) for size, spans, digest in pages
    )
    return PageMap(mapped, tuple(mapper.sources), index)


def _paragraphs(file: DocxFile) -> Iterator[DocxParagraph]:
    """The paragraphs of the body, each before those of its text boxes."""
    for paragraph in every_paragraph(file):
        yield paragraph
        yield from paragraph.boxes


class _Mapper:
    """Makes the spans of the pages, and the sources that they name."""

    def __init__(
        self, text: TaggedText, paragraphs: Sequence[DocxParagraph], reader: SourceReader
    ) -> None:
        self._text, self._paragraphs, self._reader = text, paragraphs, reader
        self._spans: list[list[MappedSpan]] = [[] for _ in text.pages]
        self._cuts: dict[int, tuple[list[int], list[int]]] = {}
        self.sources: list[PrintedSource] = []

    def spans(self) -> list[list[MappedSpan]]:
        """The spans of each page."""
        runs = aligned(self._text, [paragraph.text for paragraph in self._paragraphs])
        self._of_runs(runs)
        return self._spans

    def _of_runs(self, runs: Iterable[MatchedRun]) -> None:
        at = 0
        for run in sorted(runs):
            self._unknown(at, run.glyph, run)
            self._of_run(run)
            at = run.glyph + run.length
        self._unknown(at, len(self._text.signs), None)

    def _of_run(self, run: MatchedRun) -> None:
        """Adds the spans of a run, cut where another source begins."""
        edges, sources = self._sources(run.paragraph)
        stop = run.offset + run.length
        number = bisect_right(edges, run.offset) - 1
        at = run.offset
        while at < stop:
            end = min(stop, edges[number + 1])
            glyph = run.glyph + at - run.offset
            if sources[number] != NO_SOURCE:
                self._add(glyph, glyph + end - at, sources[number], at - edges[number])
            at, number = end, number + 1

    def _unknown(self, start: int, stop: int, run: MatchedRun | None) -> None:
        """Adds the spans of glyphs between two runs; they may be the number of what is next."""
        if not self._text.signs[start:stop].strip():
            return
        source = NO_SOURCE
        if run is not None and run.offset == 0:
            source = self._sources(run.paragraph)[1][0]
        self._add(start, stop, source, -1)

    def _sources(self, number: int) -> tuple[list[int], list[int]]:
        """Where the sources of a paragraph begin, and its end; and their numbers."""
        if number not in self._cuts:
            paragraph = self._paragraphs[number]
            owners = _owners(paragraph)
            edges = [
                0,
                *(at for at, (one, other) in enumerate(pairwise(owners), 1) if one != other),
            ]
            stops = [*edges[1:], len(owners)]
            numbers = list[int]()
            for start, stop in zip(edges, stops, strict=True):
                words, owner = paragraph.text[start:stop], owners[start] if owners else None
                numbers.append(len(self.sources))
                self.sources.append(
                    self._reader.form(paragraph, words)
                    if owner is None
                    else self._reader.printed(paragraph, paragraph.sources[owner].source, words)
                )
            self._cuts[number] = [*edges, len(owners)], numbers
        return self._cuts[number]

    def _add(self, start: int, stop: int, source: int, offset: int) -> None:
        """Adds the spans of glyphs that have one source, line by line."""
        text, first = self._text, start
        for at in range(start, stop):
            is_last = at + 1 == stop
            if is_last or self._is_parted(at):
                if text.signs[first : at + 1].strip():
                    shift = offset if offset < 0 else offset + first - start
                    self._span(first, at + 1, source, shift)
                first = at + 1

    def _is_parted(self, at: int) -> bool:
        """Whether a glyph does not stand in the line of the next, to the left of it."""
        text = self._text
        return (
            text.numbers[at] != text.numbers[at + 1]
            or abs(text.baselines[at] - text.baselines[at + 1]) > 2
            or text.lefts[at + 1] < text.lefts[at]
        )

    def _span(self, start: int, stop: int, source: int, offset: int) -> None:
        text = self._text
        xs = text.lefts[start:stop]
        top, bottom = min(text.tops[start:stop]), max(text.bottoms[start:stop])
        width = max(text.rights[start:stop]) - xs[0]
        self._spans[text.numbers[start]].append(
            MappedSpan(
                text.signs[start:stop], xs[0], top, width, bottom - top, tuple(xs), source, offset
            )
        )


def _owners(paragraph: DocxParagraph) -> list[int | None]:
    """For each character the number of the innermost stretch that it is in."""
    owners: list[int | None] = [None] * len(paragraph.text)
    by_length = sorted(enumerate(paragraph.sources), key=lambda pair: pair[1].start - pair[1].stop)
    for number, stretch in by_length:
        for at in range(stretch.start, stretch.stop):
            owners[at] = number
    return owners
