"""The tables of a Word file as Markdown tables, which have one head row and no merged cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from docgen.content.blocks import Table
from docgen.content.markdown import parse_markdown
from docgen.content.pasted_tables import markdown_table
from docgen.diagnostics import Place, Problems
from docgen.roundtrip.reading.docx_model import DocxCell, DocxParagraph, DocxTable
from docgen.scaffold.taken.chapters.chapter_prose import TakenProse, in_one_line
from docgen.scaffold.taken.chapters.fewest_escapes import cell_markdown
from docgen.scaffold.taken.chapters.left_parts import LeftPart
from docgen.word.grid import Grid, Region, row_cells
from docgen.word.style_cascade import Cascade

_RIGHT, _OTHER = "---:", "---"
_NOTHING = TakenProse(())


class ReadProse(Protocol):
    """Reads a paragraph, and the number that Word puts before it in a cell."""

    def __call__(self, paragraph: DocxParagraph) -> TakenProse:
        """What the paragraph says."""


@dataclass(frozen=True)
class TakenTable:
    """A table as it is written.

    Attributes:
        above: what its first rows say, of one cell each: its title, its unit.
        lines: its lines; none if Markdown cannot say it.
        below: what its last rows say, of one cell each.
        left: what Markdown cannot say.
    """

    above: tuple[TakenProse, ...] = ()
    lines: tuple[str, ...] = ()
    below: tuple[TakenProse, ...] = ()
    left: tuple[LeftPart, ...] = ()


@dataclass(frozen=True)
class _TakenCell:
    """A cell of the grid: its words if it is the first of its region."""

    prose: TakenProse = _NOTHING
    align: str = ""
    lines: int = 0


class ChapterTables:
    """Writes the tables of a chapter."""

    def __init__(self, cascade: Cascade, read: ReadProse) -> None:
        self._cascade, self._read = cascade, read

    def taken(self, table: DocxTable) -> TakenTable:
        """A table in Markdown."""
        words = "\n".join(cell.text for row in table.rows for cell in row.cells if not cell.covered)
        whole = TakenTable(left=(LeftPart("table", words, table.element),))
        cells = [cell for row in table.rows for cell in row.cells]
        if not cells or any(isinstance(b, DocxTable) for cell in cells for b in cell.blocks):
            return whole
        grid = _grid(table)
        rows = self._rows(table, grid)
        top, bottom = _edges(grid, rows)
        lines = _lines(rows[top : len(rows) - bottom])
        if lines is None:
            return whole
        above, below = (_outside(part) for part in (rows[:top], rows[len(rows) - bottom :]))
        left = [part for row in rows for cell in row for part in cell.prose.left]
        left += _reshaped(table, grid, rows, range(top + 1, len(rows) - bottom + 1))
        return TakenTable(above, tuple(lines), below, tuple(left))

    def _rows(self, table: DocxTable, grid: Grid[Region]) -> list[list[_TakenCell]]:
        """The cells of each row, without columns that part no cells from each other."""
        read = {cell.element: cell for row in table.rows for cell in row.cells}
        numbers = range(1, grid.height + 1)
        columns = [
            column
            for column in range(grid.width)
            if any(grid.at(row, column) is not grid.at(row, column - 1) for row in numbers)
        ]
        taken, rows = set[Region](), list[list[_TakenCell]]()
        for row in numbers:
            rows.append([])
            for column in columns:
                region = grid.at(row, column)
                is_first = region is not None and region not in taken
                rows[-1].append(
                    self._cell(read[region.cell.element]) if is_first and region else _TakenCell()
                )
                taken |= {region} if region else set()
        return rows

    def _cell(self, cell: DocxCell) -> _TakenCell:
        paragraphs = [block for block in cell.blocks if isinstance(block, DocxParagraph)]
        read = [self._read(paragraph) for paragraph in paragraphs]
        shown = [prose for prose in read if prose.text.strip()]
        prose, count = in_one_line(read), sum(1 + each.text.count("\n") for each in shown)
        looks = [self._cascade.format_of(paragraph.element).look for paragraph in paragraphs]
        return _TakenCell(prose, looks[0].align if looks else "", count)


def _grid(table: DocxTable) -> Grid[Region]:
    rows = [
        row_cells(row.element, number, [cell.element for cell in row.cells])
        for number, row in enumerate(table.rows, 1)
    ]
    return Grid(rows, Region)


def _edges(grid: Grid[Region], rows: Sequence[Sequence[_TakenCell]]) -> tuple[int, int]:
    """How many rows at the top and at the bottom are one cell, if others are not."""
    single = [len(grid.row(number)) == 1 for number in range(1, grid.height + 1)]
    if all(single):
        return 0, 0
    top, bottom = single.index(False), single[::-1].index(False)
    return top, bottom


def _outside(rows: Sequence[Sequence[_TakenCell]]) -> tuple[TakenProse, ...]:
    return tuple(row[0].prose for row in rows if row[0].prose.text)


def _lines(rows: Sequence[Sequence[_TakenCell]]) -> list[str] | None:
    """The lines of a table; ``None`` if Markdown cannot say it, or reads it otherwise."""
    texts = list[tuple[str, ...]]()
    for row in rows:
        cells = [_text(cell) for cell in row]
        if None in cells:
            return None
        texts.append(tuple(map(str, cells)))
    plain = markdown_table([tuple(cell.prose.text for cell in row) for row in rows])[1]
    rules = plain.strip("| ").split(" | ")
    columns = list(zip(*rows, strict=True))
    ruled = [_rule(rule, column) for rule, column in zip(rules, columns, strict=True)]
    written = [_line(row) for row in texts]
    lines = [written[0], _line(ruled), *written[1:]]
    return lines if _is_read(lines, texts) else None


def _text(cell: _TakenCell) -> str | None:
    if not cell.prose.text.strip():
        return ""
    markdown = cell_markdown(cell.prose.prose)
    return None if markdown is None else cell.prose.filled(markdown)


def _rule(rule: str, column: Sequence[_TakenCell]) -> str:
    """How a column is aligned: figures to the right, unless they stand in the middle."""
    aligns = {cell.align for cell in column[1:] if cell.prose.text}
    is_right = aligns == {"right"} or (rule == _RIGHT and "center" not in aligns)
    return _RIGHT if is_right else _OTHER


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _is_read(lines: Sequence[str], texts: Sequence[Sequence[str]]) -> bool:
    problems = Problems()
    blocks = parse_markdown("\n".join(lines), Place(""), problems).blocks
    table = blocks[0] if len(blocks) == 1 else None
    shape = [len(row) for row in table.rows] if isinstance(table, Table) else []
    return not problems.has_errors and shape == [len(row) for row in texts]


def _reshaped(
    table: DocxTable, grid: Grid[Region], rows: Sequence[Sequence[_TakenCell]], numbers: range
) -> Iterator[LeftPart]:
    """Cells that merge, and lines of cells below the head that are sentences of their own."""
    inside = [region for region in grid.regions if region.row in numbers]
    merged = [region for region in inside if region.rows > 1 or len(_parted(grid, region)) > 1]
    if merged:
        words = "\n".join(region.text for region in merged)
        yield LeftPart("merged", words, table.element)
    for number in numbers[1:]:
        for cell in rows[number - 1]:
            if cell.lines > 1:
                yield LeftPart("lines", cell.prose.text, table.element)


def _parted(grid: Grid[Region], region: Region) -> list[int]:
    """The columns that a region covers, of those that part cells."""
    numbers = range(1, grid.height + 1)
    return [
        column
        for column in range(region.column, region.right)
        if any(grid.at(row, column) is not grid.at(row, column - 1) for row in numbers)
    ]
