"""What somebody filled into a form, each value with its place: what a blank form has not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from docx.document import Document
from lxml import etree

from docgen.scaffold.pack.filled.cell_states import CellState
from docgen.scaffold.pack.filled.filled_chapters import chapters_written
from docgen.scaffold.pack.filled.filled_letters import letter_parts
from docgen.scaffold.pack.filled.filled_lines import Written, written_in
from docgen.scaffold.pack.filled.filled_opinions import opinion_in
from docgen.scaffold.pack.filled.filled_table import states_of
from docgen.scaffold.pack.filled.label_colons import label_colons
from docgen.scaffold.pack.filled.value_looks import is_norm, is_note, is_sentence
from docgen.scaffold.pack.filled.veiled_names import veils_name
from docgen.scaffold.pack.form_fields import Spot
from docgen.scaffold.pack.form_reader import tables_in
from docgen.scaffold.pack.lines.blanks import gaps_in
from docgen.scaffold.pack.lines.form_line import FormLine, holds_more
from docgen.scaffold.pack.tables.regions import FormGrid, FormRegion
from docgen.word.xml import w

_FEWEST, _SHARE = 4, 0.4
"""A form is filled from so many values on, if they are this part of its blanks.

Most blanks of a filled form are filled; some values look like print, and are not counted.
"""


@dataclass(frozen=True, eq=False)
class FilledValue:
    """A value that somebody filled in.

    Attributes:
        spot: where it stands; for one of several paragraphs its first.
        text: as it is printed, a line for each paragraph.
        blank: what a blank form has in its place.
        sure: whether it is no print of the form; else it is told, and stays.
        others: the other paragraphs of a cell, an opinion or a chapter.
        cell: its ``w:tc``, if it is all that the cell holds.
        heading: the heading of a chapter; ``None`` for any other value.
    """

    spot: Spot
    text: str
    blank: str = ""
    sure: bool = True
    others: tuple[etree._Element, ...] = ()
    cell: etree._Element | None = None
    heading: etree._Element | None = None

    @property
    def is_whole(self) -> bool:
        """Whether it is all that its cell or its chapter holds."""
        return self.cell is not None or self.heading is not None


@dataclass(frozen=True)
class FilledIn:
    """What is filled into a form.

    Attributes:
        values: in the order of the form.
        blanks: how many blanks are left: empty cells, and room in lines.
        colons: those of labels, which the drafter does not see.
    """

    values: tuple[FilledValue, ...]
    blanks: int
    colons: tuple[FilledValue, ...] = ()

    @property
    def sure(self) -> list[FilledValue]:
        """Those that are no print."""
        return [value for value in self.values if value.sure]

    @property
    def share(self) -> float:
        """The part of the blanks that hold values, from 0 to 1."""
        sure = len(self.sure)
        return sure / (sure + self.blanks) if sure else 0.0

    @property
    def is_filled(self) -> bool:
        """Whether the form is certainly not the blank one."""
        return len(self.sure) >= _FEWEST and self.share >= _SHARE


def filled_in(document: Document) -> FilledIn:
    """What is filled into a form, in its body and its tables."""
    body = document.element.body
    in_tables = _in_tables(body)
    values = [*in_tables.values, *_around_tables(document)]
    order = {element: number for number, element in enumerate(body.iter(w("p")))}
    rooms = sum(_rooms(FormLine(paragraph)) for paragraph in body.iter(w("p")))
    ordered = sorted(values, key=lambda value: (order[value.spot.paragraph], value.spot.start))
    return FilledIn(tuple(ordered), in_tables.blanks + rooms, in_tables.colons)


def _in_tables(body: etree._Element) -> FilledIn:
    """What is filled into tables; room in their lines is not counted."""
    values: list[FilledValue] = []
    colons: list[FilledValue] = []
    blanks = 0
    for table in tables_in(body):
        grid = FormGrid(table)
        states = states_of(grid)
        blanks += sum(state is CellState.EMPTY for state in states.values())
        colons += map(_colon, label_colons(grid, states))
        for region, state in states.items():
            values += _in_cell(region, state)
    return FilledIn(tuple(values), blanks, tuple(colons))


def _around_tables(document: Document) -> Iterator[FilledValue]:
    """What is filled into the paragraphs of the body, and its chapters."""
    body = document.element.body
    styles = {style.style_id: style.name or "" for style in document.styles}
    chapters = list(_chapters(body, styles))
    yield from chapters
    own = {
        element
        for value in chapters
        for element in (value.spot.paragraph, *value.others, value.heading)
    }
    parts = {line.paragraph: (line, written) for line, written in letter_parts(body)}
    for paragraph in body.iterchildren(w("p")):
        if paragraph in parts:
            line, written = parts[paragraph]
            yield _value(line, written.start, written.end, written.blank, written.sure)
        elif paragraph not in own:
            yield from _in_line(FormLine(paragraph))


def _rooms(line: FormLine) -> int:
    """How many blanks a line has, boxes to tick and years left out."""
    rooms = (gap for gap in gaps_in(line) if gap.kind in ("room", "date") and gap.has_room)
    return sum(not veils_name(gap, line.text) for gap in rooms)


def _in_cell(region: FormRegion, state: CellState) -> Iterator[FilledValue]:
    lines = region.lines
    if state is CellState.VALUE:
        first, *others = lines
        text = "\n".join(line.text for line in lines)
        spot = Spot(first.paragraph, 0, len(first.text))
        rest = tuple(line.paragraph for line in others)
        yield FilledValue(spot, text, others=rest, cell=region.cell.element)
    elif state is CellState.LINES:
        opinions = opinion_in(lines)
        yield from _opinions(opinions)
        ends = {line: written.end for line, written in opinions}
        for line in lines:
            behind = _in_line(line, in_cell=True)
            yield from (value for value in behind if value.spot.start >= ends.get(line, 0))
    elif region.holds_more:
        yield from _told_around(lines)


def _told_around(lines: Sequence[FormLine]) -> Iterator[FilledValue]:
    """What somebody told in the lines around a table or a picture; a norm may be the form's."""
    for line in lines:
        text = line.text.strip()
        is_prose = is_sentence(text) and not holds_more(line.paragraph)
        if is_prose and (is_norm(text) or not is_note(text)):
            sure = not (is_norm(text) or _rooms(line))
            yield _value(line, 0, len(line.text), "", sure)


def _opinions(found: Sequence[tuple[FormLine, Written]]) -> Iterator[FilledValue]:
    """The values of an opinion: one, if several paragraphs of it are certain and nothing else."""
    lines = [line for line, _ in found]
    whole = all(
        written.sure and line.text.strip() == _text(line, written) for line, written in found
    )
    if len(found) > 1 and whole and _follow(lines):
        first, *others = lines
        rest = tuple(line.paragraph for line in others)
        text = "\n".join(line.text for line in lines)
        yield FilledValue(Spot(first.paragraph, 0, len(first.text)), text, others=rest)
        return
    for line, written in found:
        is_line = line.text.strip() == _text(line, written)  # with its indent, which is no room
        start, end = (0, len(line.text)) if is_line else (written.start, written.end)
        yield _value(line, start, end, written.blank, written.sure)


def _text(line: FormLine, written: Written) -> str:
    return line.text[written.start : written.end]


def _follow(lines: Sequence[FormLine]) -> bool:
    """Whether each line is the paragraph behind the one before."""
    return all(line.paragraph.getnext() is behind.paragraph for line, behind in pairwise(lines))


def _in_line(line: FormLine, *, in_cell: bool = False) -> Iterator[FilledValue]:
    for written in written_in(line, in_cell=in_cell):
        yield _value(line, written.start, written.end, written.blank, written.sure)


def _value(line: FormLine, start: int, end: int, blank: str, sure: bool) -> FilledValue:
    return FilledValue(Spot(line.paragraph, start, end), line.text[start:end], blank, sure)


def _colon(line: FormLine) -> FilledValue:
    """The colon at the end of a line."""
    end = len(line.text.rstrip())
    return _value(line, end - 1, end, "", sure=True)


def _chapters(body: etree._Element, styles: dict[str, str]) -> Iterator[FilledValue]:
    for heading, paragraphs, sure in chapters_written(body, styles):
        lines = [FormLine(paragraph) for paragraph in paragraphs]
        text = "\n".join(line.text for line in lines)
        spot = Spot(lines[0].paragraph, 0, len(lines[0].text))
        rest = tuple(paragraphs[1:])
        yield FilledValue(spot, text, sure=sure, others=rest, heading=heading)
