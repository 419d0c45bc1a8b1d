"""The blocks of a pack's parts, in the order of its report: lines, slots for texts, and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from docx.document import Document
from lxml import etree

from docgen.diagnostics import Problems
from docgen.packs.pack import Pack
from docgen.packs.part import Part
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.update.label_paths import FormPaths, read_paths
from docgen.scaffold.pack.update.old_part import (
    Wrap,
    form_rows,
    is_control,
    old_paths,
    tag_units,
    wraps_of,
)
from docgen.scaffold.taken.template_spots import SpotPattern, Spots, spot_pattern, spots_of
from docgen.templates.part_file import read_part
from docgen.word.tag_pattern import TAG
from docgen.word.xml import text_of, w


@dataclass(eq=False)
class ReadPart:
    """A part of a pack.

    Attributes:
        part: the part.
        number: its number in the pack, from 0.
        document: its template.
        paths: its blanks with their labels.
        spots: what its tags print, by paragraph.
        wraps: its loops and conditions around rows and paragraphs.
    """

    part: Part
    number: int
    document: Document
    paths: FormPaths
    spots: Spots
    wraps: list[Wrap] = field(default_factory=list)

    @property
    def is_repeated(self) -> bool:
        """Whether the report has it several times."""
        return self.part.loop is not None

    @cached_property
    def cells(self) -> dict[etree._Element, SpotPattern]:
        """What it has in the cells of its tables."""
        cells = self.document.element.body.iter(w("tc"))
        return {cell: spot_pattern(own_lines(cell), self.spots) for cell in cells}

    @cached_property
    def cell_paths(self) -> FormPaths:
        """Its tables, each cell with fields or without words as a blank."""
        loops = [wrap for wrap in self.wraps if wrap.is_loop]
        rows = [row for loop in loops for row in loop.inside if row.tag == w("tr")]
        listed = [
            cell for row in rows for cell in row.iterfind(w("tc")) if TAG.search(text_of(cell))
        ]
        fields = [cell for cell, pattern in self.cells.items() if pattern.prints_fields]
        return read_paths(self.document.element.body, tag_units, form_rows, listed, fields)


@dataclass(frozen=True, eq=False)
class TemplateBlock:
    """A block of a part.

    Attributes:
        part: its part.
        element: its ``w:p`` or ``w:tbl``.
        kind: a line of text, a slot for Markdown, or a table.
        line: the line.
        loop: the loop that repeats it, among other paragraphs.
        optional: whether the report may leave it out.
    """

    part: ReadPart
    element: etree._Element
    kind: Literal["line", "slot", "table"]
    line: SpotPattern | None = None
    loop: Wrap | None = None
    optional: bool = False


def template_parts(pack: Pack, problems: Problems) -> list[ReadPart]:
    """The parts of a pack; a part that cannot be read is reported, and left out."""
    parts = []
    for number, part in enumerate(pack.parts):
        document = read_part(part, problems)
        if document is None:
            continue
        body = document.element.body
        spots = spots_of(pack, part, document)
        wraps = list(wraps_of(body))
        parts.append(ReadPart(part, number, document, old_paths(body), spots, wraps))
    return parts


def blocks_of(part: ReadPart) -> Iterator[TemplateBlock]:
    """The blocks of a part that a report prints."""
    for element in part.document.element.body.iterchildren(w("p"), w("tbl")):
        around = [wrap for wrap in part.wraps if element in wrap.inside]
        loop = next((wrap for wrap in around if wrap.is_loop), None)
        if element.tag == w("tbl"):
            yield TemplateBlock(part, element, "table", loop=loop, optional=bool(around))
        elif not is_control(element) and text_of(element).strip():
            line = spot_pattern([element], part.spots)
            is_slot = any(spot.is_markdown for spot in line.spots)
            kind: Literal["slot", "line"] = "slot" if is_slot else "line"
            yield TemplateBlock(part, element, kind, line, loop, bool(around))


def own_lines(cell: etree._Element) -> list[etree._Element]:
    """The paragraphs of a cell, without those of tables in it."""
    return [line for line in cell.iter(w("p")) if next(line.iterancestors(w("tc"))) is cell]


def told_lines(lines: Iterable[etree._Element]) -> tuple[etree._Element, ...]:
    """The paragraphs with text."""
    return tuple(line for line in lines if FormLine(line).text.strip())


def text_of_lines(lines: Iterable[etree._Element]) -> str:
    """The text of paragraphs, a line for each."""
    return "\n".join(FormLine(line).text for line in lines)
