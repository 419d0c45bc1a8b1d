"""What was checked of a unit, in reading order: texts and forms with the verdict of each figure.

It is all that the page for the one who answers for the figures needs, and it travels between
processes: no content, no pack and no Word file is in it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, takewhile
from pathlib import PurePath
from typing import Literal, TypeAlias

from docgen.checking.claims.verdict import Status, Verdict
from docgen.checking.named_rows import first_text
from docgen.checking.paragraph_texts import (
    ParagraphText,
    cell_paragraphs,
    field_lines,
    markdown_paragraph,
)
from docgen.checking.waivers import Waived
from docgen.content.blocks import Document, Heading, Item, Paragraph, Table
from docgen.content.content_names import is_yaml
from docgen.content.values import Figure, Node, Value
from docgen.diagnostics import Place

PassageKind: TypeAlias = Literal["text", "heading", "item", "cell", "field"]


@dataclass(frozen=True)
class CheckedFigure:
    """``text[start:stop]`` of a passage, and the number of its verdict in the record."""

    start: int
    stop: int
    number: int


@dataclass(frozen=True)
class CheckedPassage:
    """A paragraph, a heading, an item, a cell of a table, or a line of a field.

    Attributes:
        kind: what it is.
        text: its words.
        place: where it begins.
        figures: the figures in it, in order; none overlaps another.
        level: of a heading, from 1; of an item, its depth from 0.
        labels: of a field, the groups that it is in, then its own label.
        spans: of a cell, how many rows and columns it covers.
    """

    kind: PassageKind
    text: str
    place: Place
    figures: tuple[CheckedFigure, ...] = ()
    level: int = 0
    labels: tuple[str, ...] = ()
    spans: tuple[int, int] = (1, 1)


@dataclass(frozen=True)
class PassageTable:
    """A table of a text, row by row; a merged cell stands where it begins.

    The first of its rows is the head.
    """

    rows: tuple[tuple[CheckedPassage, ...], ...]


Part: TypeAlias = CheckedPassage | PassageTable


@dataclass(frozen=True)
class CheckedChapter:
    """A text or a form: its name, and what is in it."""

    title: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class CheckRecord:
    """What was checked of a unit or of a Word file.

    Attributes:
        name: the unit's folder, or the file.
        title: as its title page has it.
        chapters: its texts, then its forms.
        verdicts: the verdict of each figure, in reading order.
        elsewhere: the numbers of verdicts whose figures stand in none of the chapters.
        waived: the reasons of those whose problem the unit waives, by number. They are seen, and
            somebody answers for them.
    """

    name: str
    title: str
    chapters: tuple[CheckedChapter, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    elsewhere: tuple[int, ...] = ()
    waived: dict[int, str] = field(default_factory=dict)

    @property
    def counts(self) -> dict[Status, int]:
        """How many figures have each status, in the order of these."""
        found = Counter(verdict.status for verdict in self.verdicts)
        return {status: found[status] for status in Status}


def record_of(
    data: Node,
    verdicts: Sequence[Verdict],
    silenced: Iterable[Waived] = (),
    *,
    name: str = "",
    title: str = "",
) -> CheckRecord:
    """The record of a unit whose content is ``data``; ``silenced`` is what it waives."""
    waived = dict(_waived(verdicts, silenced))
    told = tuple(
        replace(verdict, status=Status.SEEN) if number in waived else verdict
        for number, verdict in enumerate(verdicts)
    )
    places = FigurePlaces(told)
    chapters = sorted(_chapters(_parts(data, "", (), places)), key=_is_form)
    return CheckRecord(name, title or name, tuple(chapters), told, tuple(places.left), waived)


def figures_of(value: Value, path: str = "") -> Iterator[str]:
    """The path of each figure of the forms below ``path``."""
    if isinstance(value, Node):
        for key, child in value.items():
            yield from figures_of(child, f"{path}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from figures_of(item, f"{path}[{number}]")
    elif isinstance(value, Figure):
        yield path


def _waived(verdicts: Sequence[Verdict], silenced: Iterable[Waived]) -> Iterator[tuple[int, str]]:
    reasons = {(waived.problem.code, waived.problem.place): waived.reason for waived in silenced}
    for number, verdict in enumerate(verdicts):
        problem = verdict.problem
        if problem and (reason := reasons.get((problem.code, problem.place))) is not None:
            yield number, reason


class FigurePlaces:
    """Finds the figures of passages among verdicts; each is given once."""

    def __init__(self, verdicts: Sequence[Verdict]) -> None:
        self._by_field = defaultdict[str, list[tuple[int, Verdict]]](list)
        self._texts = [verdict.text for verdict in verdicts]
        for number, verdict in enumerate(verdicts):
            self._by_field[verdict.field].append((number, verdict))

    @property
    def left(self) -> list[int]:
        """The numbers of the verdicts that no passage has had."""
        return sorted(number for found in self._by_field.values() for number, _ in found)

    def of_paragraph(self, paragraph: ParagraphText) -> tuple[CheckedFigure, ...]:
        """The figures of a paragraph or a line."""
        text, own = paragraph.text, self._by_field.get(paragraph.field, [])
        figures, end = list[CheckedFigure](), 0
        for start, number in sorted(
            (verdict.start, number)
            for number, verdict in own
            if verdict.start < len(text)
            and paragraph.place(verdict.start) == verdict.place
            and text[verdict.start] == verdict.text[:1]
        ):
            if start >= end:
                end = min(start + len(self._texts[number]), len(text))
                figures.append(CheckedFigure(start, end, number))
        taken = {figure.number for figure in figures}
        own[:] = [pair for pair in own if pair[0] not in taken]
        return tuple(figures)

    def of_figure(self, path: str) -> tuple[int, Place] | None:
        """The number of the verdict on the figure of a form, and where that stands."""
        own = self._by_field.get(path)
        number, verdict = own.pop(0) if own else (-1, None)
        return (number, verdict.place) if verdict else None


def _chapters(parts: Iterable[tuple[str, Part]]) -> Iterator[CheckedChapter]:
    """The chapters of parts that are given with their titles, in order."""
    for title, group in groupby(parts, key=lambda pair: pair[0]):
        yield CheckedChapter(title, tuple(part for _, part in group))


def _is_form(chapter: CheckedChapter) -> bool:
    """Whether it is a form: the texts are read first, as they stand before their annexes."""
    return all(isinstance(part, CheckedPassage) and part.kind == "field" for part in chapter.parts)


def _parts(
    value: Value, path: str, labels: tuple[str, ...], places: FigurePlaces
) -> Iterator[tuple[str, Part]]:
    """All parts below ``path``, each after the title of its chapter.

    That is the key of a text, and the name of the file of a form's figures.
    """
    if isinstance(value, Node):
        for key, child in value.items():
            yield from _parts(child, f"{path}.{key}".lstrip("."), (*labels, key), places)
    elif isinstance(value, list):
        is_folder = not getattr(value, "place", Place("", 1)).line
        for number, item in enumerate(value):
            label = first_text(item) or str(number + 1)
            below = (*(labels[:-1] if is_folder else labels), label)
            yield from _parts(item, f"{path}[{number}]", below, places)
    elif isinstance(value, Document) and not is_yaml(value.place.file):
        title = labels[-1] if labels else ""
        yield from ((title, part) for part in _text_parts(value, path, places))
    else:
        for passage in _fields(value, path, labels, places):
            yield PurePath(passage.place.typed.file).stem, passage


def _fields(
    value: Value, path: str, labels: tuple[str, ...], places: FigurePlaces
) -> Iterator[CheckedPassage]:
    """The lines of a field that hold a figure."""
    if isinstance(value, Figure):
        if found := places.of_figure(path):
            number, place = found
            figure = CheckedFigure(0, len(value.text), number)
            yield CheckedPassage("field", value.text, place, (figure,), labels=labels)
    else:
        for line in field_lines(path, value):
            if figures := places.of_paragraph(line):
                yield CheckedPassage("field", line.text, line.place(0), figures, labels=labels)


def _text_parts(document: Document, path: str, places: FigurePlaces) -> Iterator[Part]:
    """The blocks of a text that show words."""
    for number, block in enumerate(document.blocks):
        if isinstance(block, Table):
            yield PassageTable(tuple(_rows(block, f"{path}[{number}]", places)))
        elif isinstance(block, Heading):
            yield _passage("heading", block, path, places, block.level)
        elif isinstance(block, Item):
            yield _passage("item", block, path, places, block.depth)
        else:
            yield _passage("text", block, path, places)


def _rows(table: Table, path: str, places: FigurePlaces) -> Iterator[tuple[CheckedPassage, ...]]:
    """The rows of a table, in each the cells that begin there."""
    lines = {id(inlines): lines for inlines, lines in cell_paragraphs(table, path)}
    done = set[int]()
    for number, row in enumerate(table.rows):
        passages = list[CheckedPassage]()
        for column, inlines in enumerate(row):
            if id(inlines) in done:
                continue
            own = lines.get(id(inlines), [])
            passage = _cell(own, table.place, places)
            if passage.text.strip():
                done.add(id(inlines))
                passage = replace(passage, spans=_spans(table, number, column))
            passages.append(passage)
        yield tuple(passages)


def _cell(lines: Sequence[ParagraphText], place: Place, places: FigurePlaces) -> CheckedPassage:
    """The lines of a cell as one passage."""
    text, figures = "", list[CheckedFigure]()
    for number, line in enumerate(lines):
        text += "\n" if number else ""
        for figure in places.of_paragraph(line):
            start, stop = figure.start + len(text), figure.stop + len(text)
            figures.append(CheckedFigure(start, stop, figure.number))
        text += line.text
    place = next((line.place(0) for line in lines if line.pieces), place)
    return CheckedPassage("cell", text, place, tuple(figures))


def _spans(table: Table, row: int, column: int) -> tuple[int, int]:
    """How many rows and columns the cell covers that begins there."""
    cell = table.rows[row][column]
    across = takewhile(lambda other: other is cell, table.rows[row][column:])
    down = takewhile(lambda below: below[column] is cell, table.rows[row:])
    return sum(1 for _ in down), sum(1 for _ in across)


def _passage(
    kind: PassageKind,
    block: Paragraph | Heading | Item,
    path: str,
    places: FigurePlaces,
    level: int = 0,
) -> CheckedPassage:
    paragraph = markdown_paragraph(path, block.inlines)
    place = paragraph.place(0) if paragraph.pieces else block.place
    return CheckedPassage(kind, paragraph.text, place, places.of_paragraph(paragraph), level)
