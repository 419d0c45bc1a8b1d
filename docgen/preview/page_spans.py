"""The spans of pages: glyphs that stand in one line and have one source."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from docgen.pdf.aligned_text import MatchedRun, aligned
from docgen.pdf.tagged_text import ARTIFACT, TaggedBlock, TaggedText
from docgen.preview.printed_source import PrintedSource, SourceReader
from docgen.preview.repeated_text import repeated, table_heads
from docgen.roundtrip.reading.docx_model import DocxFile, DocxParagraph, DocxTable, paragraphs

NO_SOURCE = -1
_HEADING = re.compile(r"H([1-9])")


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
        block: the number of its paragraph in the whole PDF; a number before one has the same.
        heading: the level of a heading, from 1; 0 of others.
    """

    text: str
    x: float
    y: float
    width: float
    height: float
    xs: tuple[float, ...]
    source: int
    start: int
    block: int = -1
    heading: int = 0


class SpanWriter:
    """Makes the spans of the pages of a PDF, and the sources that they name.

    Attributes:
        spans: the spans of each page.
        sources: the sources.
    """

    def __init__(self, text: TaggedText, reader: SourceReader) -> None:
        self.spans: list[list[MappedSpan]] = [[] for _ in text.pages]
        self.sources: list[PrintedSource] = []
        self._text, self._reader = text, reader
        self._paragraphs: list[DocxParagraph] = []
        self._cuts: dict[int, tuple[list[int], list[int]]] = {}
        self._starts = [block.start for block in text.blocks]

    def write(self, file: DocxFile) -> None:
        """Adds the spans of all glyphs, whose sources are in ``file``."""
        body = list(_body(file))
        self._paragraphs = [*body, *file.outside]
        runs = sorted(self._runs(file, range(len(body)), range(len(body), len(self._paragraphs))))
        starts = [run.glyph for run in runs]
        labels = list[TaggedBlock]()
        for block in self._text.blocks:
            found = runs[bisect_left(starts, block.start) : bisect_left(starts, block.stop)]
            if block.kind == "Lbl":
                labels.append(block)
                continue
            for label in labels:
                is_known = found and _is_item(block, label)
                source = self._source_of(found[0]) if is_known else NO_SOURCE
                self._add(label.start, label.stop, source, -1)
            labels = []
            self._block(block, found)
        for label in labels:
            self._add(label.start, label.stop, NO_SOURCE, -1)

    def _runs(self, file: DocxFile, body: range, outside: range) -> list[MatchedRun]:
        """The runs of the elements, and of what is on pages apart from them."""
        text, words = self._text, [paragraph.text for paragraph in self._paragraphs]
        blocks = [block for block in text.blocks if block.kind not in ("Lbl", ARTIFACT)]
        if not blocks:  # a PDF without tags
            return aligned(text.signs, text.blocks, words, body)
        runs = aligned(text.signs, blocks, words, body)
        done = sorted(run.glyph for run in runs)
        notes = [block for block in blocks if not _has(done, block)]
        runs += aligned(text.signs, notes, words, outside)
        numbers = {paragraph: number for number, paragraph in enumerate(self._paragraphs)}
        heads = list(table_heads(list(_tables(file)), numbers))
        return [*runs, *repeated(text, runs, words, heads, outside)]

    def _block(self, block: TaggedBlock, runs: Sequence[MatchedRun]) -> None:
        """Adds the spans of a block; what is in no run belongs to the text beside it."""
        at, beside = block.start, NO_SOURCE
        for run in runs:
            self._rest(at, run.glyph, beside if beside != NO_SOURCE else self._source_of(run))
            self._run(run)
            at = run.glyph + run.length
            beside = self._source_of(run, run.length)
        self._rest(at, block.stop, beside)

    def _rest(self, start: int, stop: int, source: int) -> None:
        if self._text.signs[start:stop].strip():
            self._add(start, stop, source, -1)

    def _run(self, run: MatchedRun) -> None:
        """Adds the spans of a run, cut where another source begins."""
        edges, sources = self._sources(run.paragraph)
        at, stop = run.offset, run.offset + run.length
        number = bisect_right(edges, at) - 1
        while at < stop:
            end = min(stop, edges[number + 1])
            glyph = run.glyph + at - run.offset
            self._add(glyph, glyph + end - at, sources[number], at - edges[number])
            at, number = end, number + 1

    def _source_of(self, run: MatchedRun, further: int = 0) -> int:
        """The source where a run begins, or ``further`` on in its paragraph."""
        edges, sources = self._sources(run.paragraph)
        at = min(run.offset + further, edges[-1] - 1)
        return sources[bisect_right(edges, at) - 1]

    def _sources(self, number: int) -> tuple[list[int], list[int]]:
        """Where the sources of a paragraph begin, and its end; and their numbers."""
        if number not in self._cuts:
            paragraph = self._paragraphs[number]
            owners = _owners(paragraph)
            changes = enumerate(pairwise(owners), 1)
            edges = [0, *(at for at, (one, other) in changes if one != other), len(owners)]
            numbers = list[int]()
            for start, stop in pairwise(edges):
                owner, words = owners[start], paragraph.text[start:stop]
                numbers.append(len(self.sources))
                self.sources.append(
                    self._reader.form(paragraph, words)
                    if owner is None
                    else self._reader.printed(paragraph, paragraph.sources[owner].source, words)
                )
            self._cuts[number] = edges, numbers
        return self._cuts[number]

    def _add(self, start: int, stop: int, source: int, offset: int) -> None:
        """Adds the spans of glyphs that have one source, line by line."""
        text = self._text
        for first, end in text.lines(start, stop):
            signs = text.signs[first:end]
            if signs.strip():
                xs, shift = text.lefts(first, end), min(offset, 0) or offset + first - start
                within = self._paragraph_of(first)
                span = MappedSpan(signs, *text.box(first, end), xs, source, shift, *within)
                self.spans[text.page(first)].append(span)

    def _paragraph_of(self, glyph: int) -> tuple[int, int]:
        """The number of the block that a glyph is read with, and its level as a heading."""
        blocks, number = self._text.blocks, bisect_right(self._starts, glyph) - 1
        while blocks[number].kind == "Lbl" and number + 1 < len(blocks):
            number += 1
        level = _HEADING.fullmatch(blocks[number].kind)
        return number, int(level[1]) if level else 0


def _body(file: DocxFile) -> Iterator[DocxParagraph]:
    """The paragraphs of the body, each before those of its text boxes."""
    for block in file.body:
        for paragraph in paragraphs(block):
            yield paragraph
            yield from paragraph.boxes


def _tables(file: DocxFile) -> Iterator[DocxTable]:
    """The tables of the body; those in cells repeat no rows."""
    return (block for block in file.body if isinstance(block, DocxTable))


def _has(glyphs: Sequence[int], block: TaggedBlock) -> bool:
    """Whether one of the ``glyphs``, which are sorted, is in a block."""
    at = bisect_left(glyphs, block.start)
    return at < len(glyphs) and glyphs[at] < block.stop


def _is_item(block: TaggedBlock, label: TaggedBlock) -> bool:
    """Whether a block is in the item that a label is the number of."""
    item = label.path[:-1]
    return block.path[: len(item)] == item


def _owners(paragraph: DocxParagraph) -> list[int | None]:
    """For each character the number of the stretch that it is in; none lies in another."""
    owners: list[int | None] = [None] * len(paragraph.text)
    for number, stretch in enumerate(paragraph.sources):
        owners[stretch.start : stretch.stop] = [number] * (stretch.stop - stretch.start)
    return owners
