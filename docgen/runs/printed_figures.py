"""Where the figures that were checked stand in the Word file that is made of a unit.

A verdict knows a figure by its place in the content. The file is filled with a trace, so that each
stretch of its text knows its source there; a figure of a sentence is found by the piece of text, or
by the ``{{ }}``, that it was typed in, a figure of a form by its field.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeAlias

from docgen.checking.check_record import FigurePlaces, figures_of
from docgen.checking.claims.verdict import Verdict
from docgen.checking.paragraph_texts import ParagraphText, paragraph_texts
from docgen.content.blocks import Span
from docgen.content.values import Node
from docgen.diagnostics import Place
from docgen.packs.content_index import ContentIndex
from docgen.roundtrip.reading.docx_model import DocxFile, every_paragraph
from docgen.roundtrip.reading.printed_text import PrintedLine
from docgen.templates.provenance import ValueSource


class FigureSpot(NamedTuple):
    """Characters of a paragraph of the body that are a figure, or a part of one.

    Attributes:
        paragraph: the number of the paragraph among all of the body, in cells too.
        start: the offset of the first character.
        stop: the offset behind the last.
        number: the number of its verdict.
    """

    paragraph: int
    start: int
    stop: int
    number: int


@dataclass(frozen=True)
class _TextStretch:
    """A stretch of the text of a paragraph."""

    paragraph: int
    start: int
    text: str


_Source: TypeAlias = Place | str
"""What a printed text is known by: the place of a piece of Markdown, or the path of a field."""


def printed_figures(data: Node, verdicts: Sequence[Verdict], file: DocxFile) -> list[FigureSpot]:
    """The figures of ``file``, which was filled with ``data`` and a trace, in reading order.

    One that is printed in several places is found in each; none overlaps another.
    """
    printed, places = _printed(data, file), FigurePlaces(verdicts)
    found = list[FigureSpot]()
    for paragraph in paragraph_texts(data):
        for figure in places.of_paragraph(paragraph):
            parts = _parts_of(paragraph, figure.start, figure.stop, printed)
            found += [FigureSpot(*part, figure.number) for part in parts]
    for path in figures_of(data):
        if one := places.of_figure(path):
            for stretch in printed.get(path, ()):
                stop = stretch.start + len(stretch.text)
                found.append(FigureSpot(stretch.paragraph, stretch.start, stop, one[0]))
    return list(_joined(sorted(found)))


def placed_figures(
    verdicts: Sequence[Verdict], file: DocxFile, lines: Sequence[PrintedLine]
) -> list[FigureSpot]:
    """The figures of a Word file that was read as a report, whose ``lines`` their places count.

    Those of text boxes and notes stand in no paragraph of the body.
    """
    numbers = {paragraph: number for number, paragraph in enumerate(every_paragraph(file))}
    found = list[FigureSpot]()
    for number, verdict in enumerate(verdicts):
        line, start = verdict.place.line, verdict.place.column - 1
        signs = lines[line - 1][start : start + len(verdict.text)] if line else []
        for sign in signs:
            if sign.paragraph in numbers:
                at = numbers[sign.paragraph]
                found.append(FigureSpot(at, sign.offset, sign.offset + 1, number))
    return list(_joined(sorted(found)))


def _printed(data: Node, file: DocxFile) -> dict[_Source, list[_TextStretch]]:
    """The stretches of the body by their sources."""
    index, found = ContentIndex(data, (), {}), defaultdict[_Source, list[_TextStretch]](list)
    for number, paragraph in enumerate(every_paragraph(file)):
        for stretch in paragraph.sources:
            text = paragraph.text[stretch.start : stretch.stop]
            if text and (source := _source(stretch.source, index)):
                found[source].append(_TextStretch(number, stretch.start, text))
    return found


def _source(source: ValueSource, index: ContentIndex) -> _Source:
    if source.document:
        span = source.value
        return source.binding or (span.place if isinstance(span, Span) else None) or ""
    steps = index.steps(source.place) or index.steps_of(source.value)
    names = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return "".join(names).removeprefix(".")


def _parts_of(
    paragraph: ParagraphText, start: int, stop: int, printed: dict[_Source, list[_TextStretch]]
) -> Iterator[tuple[int, int, int]]:
    """Where the characters from ``start`` to ``stop`` of a paragraph are printed, by its pieces."""
    edges = [0, *accumulate(len(piece.text) for piece in paragraph.pieces)]
    for piece, (first, end) in zip(paragraph.pieces, pairwise(edges), strict=True):
        begin, last = max(start, first) - first, min(stop, end) - first
        if begin >= last:
            continue
        source = piece.place if paragraph.is_markdown else paragraph.field
        for stretch in printed.get(source, ()):
            at = stretch.start + _line_start(stretch.text, piece.text)
            if at >= stretch.start:
                yield stretch.paragraph, at + begin, at + last


def _line_start(text: str, line: str) -> int:
    """Where a line begins in a text; less than nothing if it is none of its lines."""
    if text == line:
        return 0
    lines = text.split("\n")
    return sum(len(before) + 1 for before in lines[: lines.index(line)]) if line in lines else -1


def _joined(figures: Iterable[FigureSpot]) -> Iterator[FigureSpot]:
    """The figures in order; parts that touch are one, and of two that overlap the first stays."""
    last: FigureSpot | None = None
    for figure in figures:
        if last is None or figure.paragraph != last.paragraph or figure.start > last.stop:
            yield from [last] if last else []
            last = figure
        elif figure.number == last.number:
            last = last._replace(stop=max(last.stop, figure.stop))
        elif figure.start == last.stop:
            yield last
            last = figure
    yield from [last] if last else []
