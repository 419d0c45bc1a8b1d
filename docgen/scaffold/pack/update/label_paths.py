"""Where a blank stands in a form, by the labels around it: the same for a template and a form.

A template with its tags taken out is a blank form again, so both are read by this one reader. What
a template has as a tag, a form has as a stretch that the drafting reader found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from docgen.ordinals import without_ordinals
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.terms import BOXES
from docgen.word.grid import Grid, GridCell, Region, row_cells
from docgen.word.header_cells import column_headers, heads_column, row_headers
from docgen.word.xml import w

_ROOM = re.compile(rf"[\s_＿{BOXES}☐◻☑■]|20\d\d(?=年|度|\D*年)|(?<=[（(])\s+(?=[）)])")
"""What is no part of a line's words: gaps, boxes, and a year, which moves on."""
_ENDS = "：:；;，,。、（("
_LINE_ENDS = re.compile(r"\s+")


@dataclass(frozen=True)
class LabelPath:
    """The labels around a blank, without blanks and numbers before them.

    Attributes:
        groups: those of its groups of rows, from outer to inner.
        row: that of its row.
        heads: those of its column, from outer to inner.
        before: in a line, the words before it, from the blank before it.
        after: the words behind it, for a box.
    """

    groups: tuple[str, ...] = ()
    row: str = ""
    heads: tuple[str, ...] = ()
    before: str = ""
    after: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """All of its labels, from outer to inner."""
        line = (self.before, self.after)
        return tuple(filter(None, (*self.groups, self.row, *self.heads, *line)))

    def with_words(self, words: Mapping[str, str]) -> LabelPath:
        """The path with labels replaced."""

        def new(label: str) -> str:
            return words.get(label, label)

        return LabelPath(
            tuple(map(new, self.groups)),
            new(self.row),
            tuple(map(new, self.heads)),
            new(self.before),
            new(self.after),
        )

    def __str__(self) -> str:
        return " / ".join(self.words)


@dataclass(frozen=True, eq=False)
class FormGap:
    """A blank's stretch of a paragraph: a template's tags, or what the reader found in a form.

    Attributes:
        start, end: its first character in the text of a :class:`FormLine`, and behind its last.
        holds: the template's tags; empty in a form.
        is_box: whether it is a box to tick.
        year: for a year that moves on, what it is to the edition: 上, 本, 下; else empty.
    """

    start: int
    end: int
    holds: str = ""
    is_box: bool = False
    year: str = ""


@dataclass(eq=False)
class PrintedLine:
    """A paragraph with its blanks.

    Attributes:
        paragraph: the ``w:p``.
        text: its text.
        stretches: its blanks, from left to right.
        kept: the indexes of the characters that are words, in ``text``.
    """

    paragraph: etree._Element
    stretches: list[FormGap]
    text: str = ""
    kept: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.text = FormLine(self.paragraph).text
        inside = {at for stretch in self.stretches for at in range(stretch.start, stretch.end)}
        plain = "".join(" " if at in inside else sign for at, sign in enumerate(self.text))
        rooms = {at for room in _ROOM.finditer(plain) for at in range(*room.span())}
        self.kept = [at for at in range(len(plain)) if at not in rooms]

    @property
    def words(self) -> str:
        """Its text without blanks; a year that moves on is 本 or 上: 上年决算数."""
        years = {gap.start: gap.year for gap in self.stretches if gap.year}
        places = sorted({*self.kept, *years})
        return "".join(years.get(at, "") or self.text[at] for at in places)

    def between(self, start: int, stop: int) -> str:
        """Its words in a stretch of its text."""
        return "".join(self.text[at] for at in self.kept if start <= at < stop)

    def offset(self, at: int) -> int:
        """How many words' characters are before an index of the text."""
        return sum(index < at for index in self.kept)

    def room_at(self, offset: int) -> tuple[int, int]:
        """The stretch of text between the words' characters before ``offset`` and behind it."""
        start = self.kept[offset - 1] + 1 if offset else 0
        stop = self.kept[offset] if offset < len(self.kept) else len(self.text)
        return start, stop


@dataclass(eq=False)
class FormBlank:
    """A blank of a form.

    Attributes:
        path: the labels around it.
        lines: the lines that it is alone in, all of a cell's; or the one that it shares.
        stretch: its stretch of the one line; ``None`` if it is alone in its lines.
        table: the number of its table, from 1; 0 outside.
        row: its ``w:tr``, if it is in a table.
        cell: its ``w:tc``, if it is in a table.
        order: its number in the form.
        in_loop: whether it is in the one row that stands for all rows of a list.
    """

    path: LabelPath
    lines: list[PrintedLine]
    stretch: FormGap | None
    table: int
    row: etree._Element | None
    cell: etree._Element | None
    order: int
    in_loop: bool = False

    @property
    def tags(self) -> str:
        """All that a template has in it."""
        return "\n".join(self.texts)

    @property
    def texts(self) -> list[str]:
        """The paragraphs of its tags."""
        if self.stretch is not None:
            return [self.stretch.holds]
        return [line.text for line in self.lines if line.stretches]

    @property
    def printed(self) -> str:
        """The text of its lines."""
        return "".join(line.text for line in self.lines)

    @property
    def is_box(self) -> bool:
        """Whether it is a box to tick."""
        return self.stretch.is_box if self.stretch is not None else "box(" in self.tags


Stretches = Callable[[etree._Element], list[FormGap]]


@dataclass
class FormPaths:
    """All that a form prints, and its blanks.

    Attributes:
        blanks: the blanks, in the order of the form.
        lines: all paragraphs outside of blanks that are alone in a cell.
        cells: each cell's own lines.
        labels: the labels in the order of the form, each with the number of its table.
    """

    blanks: list[FormBlank] = field(default_factory=list)
    lines: list[tuple[PrintedLine, LabelPath]] = field(default_factory=list)
    labels: list[tuple[int, str]] = field(default_factory=list)


def year_word(shift: int) -> str:
    """What a year is to the edition, as a word before 年."""
    return {-2: "前", -1: "上", 0: "本", 1: "下"}.get(shift, f"{shift:+d}")


def squeezed(text: str) -> str:
    """A label as it is compared: without blanks, without the number before it and the colon."""
    plain = _LINE_ENDS.sub("", text).strip(_ENDS)
    return without_ordinals(plain).strip(_ENDS) or plain


class CellRegion(Region):
    """A region whose words are known without what is filled in."""

    words: str = ""
    names: bool = False
    """Whether its words name other cells, and not a blank of its own: 联系电话：____."""


def read_paths(
    body: etree._Element,
    stretches: Stretches,
    rows: Callable[[etree._Element], Iterable[etree._Element]],
    loop_cells: Iterable[etree._Element] = (),
    blank_cells: Iterable[etree._Element] = (),
) -> FormPaths:
    """The blanks of a form with their labels.

    Args:
        body: the form.
        stretches: the blanks of a paragraph.
        rows: the rows of a table that the form prints: without those of a loop.
        loop_cells: the cells of rows that stand for all rows of a list; they are blanks.
        blank_cells: other cells that are blanks, whatever their text.
    """
    loops = set(loop_cells)
    reader = _PathReader(stretches, loops.union(blank_cells))
    tables = [
        table
        for table in body.iter(w("tbl"))
        if next(table.iterancestors(w("txbxContent")), None) is None
    ]
    numbers = {table: number for number, table in enumerate(tables, 1)}
    readers = {table: _LabelTable(table, rows(table), reader) for table in tables}
    heading = ""
    for element in body.iter(w("p"), w("tc")):
        if next(element.iterancestors(w("txbxContent")), None) is not None:
            continue
        table = next(element.iterancestors(w("tbl")), None)
        if element.tag == w("tc"):
            if table in readers:
                readers[table].add(element, numbers[table])
        elif table is None:
            heading = reader.add_paragraph(element, heading)
    for blank in reader.paths.blanks:
        blank.in_loop = blank.cell in loops
    return reader.paths


class _PathReader:
    def __init__(self, stretches: Stretches, blank_cells: set[etree._Element]) -> None:
        self.paths, self.blank_cells = FormPaths(), blank_cells
        self._stretches = stretches

    def line(self, paragraph: etree._Element) -> PrintedLine:
        return PrintedLine(paragraph, self._stretches(paragraph))

    def add_paragraph(self, paragraph: etree._Element, heading: str) -> str:
        """Adds a paragraph outside of tables. Returns the heading of what follows it."""
        line = self.line(paragraph)
        if not any(map(str.isalnum, line.words)):
            if line.stretches:
                self.add([line], None, LabelPath(heads=(heading,) if heading else ()), 0, None)
            return heading
        if not line.stretches:
            self.paths.labels.append((0, squeezed(line.words)))
        self.add_line(line, LabelPath(), 0, None)
        return heading if line.stretches else squeezed(line.words)

    def add_line(
        self, line: PrintedLine, around: LabelPath, table: int, cell: etree._Element | None
    ) -> None:
        """Adds the blanks of a line with words."""
        self.paths.lines.append((line, around))
        ends = [0, *(stretch.end for stretch in line.stretches)]
        starts = [*(stretch.start for stretch in line.stretches), len(line.text)]
        for number, one in enumerate(line.stretches):
            before = squeezed(line.between(ends[number], starts[number]))
            after = squeezed(line.between(ends[number + 1], starts[number + 1]))
            after = after if one.is_box else ""
            path = LabelPath(around.groups, around.row, around.heads, before, after)
            self.add([line], one, path, table, cell)

    def add(
        self,
        lines: list[PrintedLine],
        stretch: FormGap | None,
        path: LabelPath,
        table: int,
        cell: etree._Element | None,
    ) -> None:
        row = next(cell.iterancestors(w("tr"))) if cell is not None else None
        blanks = self.paths.blanks
        blanks.append(FormBlank(path, lines, stretch, table, row, cell, len(blanks)))


class _LabelTable:
    """One table, and the labels of its cells."""

    def __init__(
        self, table: etree._Element, rows: Iterable[etree._Element], reader: _PathReader
    ) -> None:
        self._reader = reader
        cells = [row_cells(row, number) for number, row in enumerate(rows, 1)]
        self._lines = {cell.element: self._lines_of(cell) for row in cells for cell in row}
        self._grid = Grid(cells, CellRegion)
        self._heads: dict[CellRegion, bool] = {}
        for region in self._grid.regions:
            lines = self._lines[region.cell.element]
            is_blank = region.cell.element in reader.blank_cells
            region.words = "" if is_blank else "".join(line.words for line in lines)
            region.names = _is_label(region) and not any(map(_names_own, lines))

    def _lines_of(self, cell: GridCell) -> list[PrintedLine]:
        own = cell.element.iter(w("p"))
        return [
            self._reader.line(paragraph)
            for paragraph in own
            if next(paragraph.iterancestors(w("tc"))) is cell.element
        ]

    def add(self, cell: etree._Element, table: int) -> None:
        """Adds the blanks of a cell, or its label."""
        if cell not in self._grid or self._grid.of(cell).cell.element is not cell:
            return
        region, lines = self._grid.of(cell), self._lines[cell]
        around = self._path(region)
        if not _is_label(region):
            if cell.find(w("tbl")) is None:
                self._reader.add(lines, None, around, table, cell)
            return
        self._reader.paths.labels.append((table, squeezed(region.words)))
        for line in lines:
            self._reader.add_line(line, around, table, cell)

    def _path(self, region: CellRegion) -> LabelPath:
        labels = list(row_headers(self._grid, region, _names))
        heads = column_headers(self._grid, region, self._is_head)
        names = [squeezed(head.words) for head in heads][::-1]
        row, *groups = [squeezed(label.words) for label in labels] or [""]
        return LabelPath(tuple(reversed(groups)), row, tuple(names))

    def _is_head(self, region: CellRegion) -> bool:
        if region not in self._heads:
            is_head = region.names and heads_column(self._grid, region, _is_label)
            self._heads[region] = is_head
        return self._heads[region]


def _is_label(region: CellRegion) -> bool:
    return any(map(str.isalpha, region.words))


def _names(region: CellRegion) -> bool:
    return region.names


def _names_own(line: PrintedLine) -> bool:
    """Whether words with a colon stand before a blank of the line."""
    return any(
        line.text[: stretch.start].rstrip().endswith(("：", ":")) for stretch in line.stretches
    )
