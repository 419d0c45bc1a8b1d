"""The rows of a list in a report: those between the print above and below the list's row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from docgen.scaffold.pack.form_fields import Path
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.update.label_paths import FormBlank, PrintedLine, squeezed
from docgen.scaffold.pack.update.old_part import Wrap, is_control, tag_units
from docgen.scaffold.taken.line_pattern import LinePattern, plain
from docgen.scaffold.taken.table_reading import TablePair
from docgen.scaffold.taken.template_blocks import field_gap
from docgen.word.grid import Grid, Region, cells_of
from docgen.word.xml import text_of, w

_ROWS = re.compile(r"\|\s*rows\s*\(([^()]*)\)")
_QUOTED = re.compile(r"""["']([^"']+)["']""")
_NOTHING = re.compile(r"[\s…⋯.．—－-]*")


@dataclass(frozen=True, eq=False)
class RowCell:
    """A cell of a list's row.

    Attributes:
        blank: the cell of the template's row.
        path: the field that it prints; empty if it prints none.
        text: its text.
        paragraphs: its paragraphs.
        merges: whether it is one with the cell above that says the same.
    """

    blank: FormBlank
    path: Path
    text: str
    paragraphs: tuple[etree._Element, ...]
    merges: bool


@dataclass(frozen=True)
class ListedRow:
    """A row of a list in a report.

    Attributes:
        cells: its cells by the field that each holds.
    """

    cells: tuple[RowCell, ...]


class ReportList:
    """A list of a template's table, in the same table of a report.

    Args:
        pair: the table.
        loop: the loop around its row.
    """

    def __init__(self, pair: TablePair, loop: Wrap) -> None:
        self._pair, self._loop = pair, loop
        self._fields = pair.block.part.fields

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """The fields that ``rows`` gives the names of the groups of a list."""
        called = _ROWS.search(text_of(self._loop.opening))
        return tuple(_QUOTED.findall(called[1])) if called else ()

    @cached_property
    def blanks(self) -> list[FormBlank]:
        """The cells of its row that print a field."""
        own = set(self._loop.inside)
        return [blank for blank in self._pair.listed if blank.row in own]

    @property
    def path(self) -> Path:
        """The path of the list: up to its items."""
        for blank in self.blanks:
            path = self._fields.get(blank, ())
            ends = [at for at, key in enumerate(path) if key.endswith("[]")]
            if ends:
                return path[: ends[-1] + 1]
        return ()

    def rows(self) -> Iterator[ListedRow]:
        """Its rows in the report, without empty ones."""
        grid = Grid(cells_of(self._pair.table), Region)
        columns = dict(self._columns(grid))
        above: dict[FormBlank, RowCell] = {}
        for number in self._numbers(grid):
            cells = []
            for blank, column in columns.items():
                region = grid.at(number, column)
                if region is None:
                    continue
                cell = self._cell(blank, region)
                if cell.merges and not cell.text.strip() and blank in above:
                    cell = above[blank]  # a merged cell that somebody split
                above[blank] = cell
                cells.append(cell)
            own = [cell for cell in cells if cell.path and not cell.merges]
            if any(not _NOTHING.fullmatch(cell.text) for cell in own):
                yield ListedRow(tuple(cells))

    def _cell(self, blank: FormBlank, region: Region) -> RowCell:
        lines = [
            paragraph
            for paragraph in region.cell.element.iter(w("p"))
            if FormLine(paragraph).text.strip()
        ]
        texts = [FormLine(line).text for line in lines]
        merges = any("merge" in line.text for line in blank.lines)
        pattern = _pattern(blank)
        gaps = pattern.read("\n".join(texts)) if pattern else None
        if gaps:
            joined = "\n".join(texts)
            gap = gaps[field_gap(pattern.line)] if pattern else gaps[0]
            texts = [joined[gap.start : gap.end]]
        return RowCell(blank, self._fields.get(blank, ()), "\n".join(texts), tuple(lines), merges)

    def _numbers(self, grid: Grid[Region]) -> range:
        """The rows of the report between the print above the list and that below it."""
        rows = list(self._pair.block.element.iterfind(w("tr")))
        first, last = rows.index(self._loop.opening), rows.index(self._loop.closing)
        before = [row for row in rows[:first] if not is_control(row)]
        behind = [row for row in rows[last + 1 :] if not is_control(row)]
        start = self._row_like(grid, before[-1], 1) if before else 0
        end = next(
            (at for row in behind if (at := self._row_like(grid, row, start + 1, first=True))),
            grid.height + 1,
        )
        return range(start + 1, end)

    def _row_like(
        self, grid: Grid[Region], row: etree._Element, start: int, *, first: bool = False
    ) -> int:
        """The number of the report's row with most of the labels of a row; 0 if none has any."""
        wanted = _labels(row)
        best, most = 0, 0
        for number in range(start, grid.height + 1):
            texts = {
                squeezed(plain(region.text)) for region in grid.row(number) if region.row == number
            }
            shared = len(wanted & texts)
            if shared > most:
                best, most = number, shared
                if first:
                    return best
        return best

    def _columns(self, grid: Grid[Region]) -> Iterator[tuple[FormBlank, int]]:
        """The column of the report for each of the blanks: that below the same heads."""
        cells = {cell.element: cell for row in cells_of(self._pair.block.element) for cell in row}
        heads: dict[tuple[str, ...], list[int]] = {}
        ours = {
            blank.cell: blank.path.heads
            for blank in self._pair.paths.blanks
            if blank.cell is not None
        }
        numbers = self._numbers(grid)
        for number in numbers:
            for region in grid.row(number):
                path = ours.get(region.cell.element)
                if path and region.column not in heads.setdefault(path, []):
                    heads[path].append(region.column)
        same_width = grid.width == max((cell.right for cell in cells.values()), default=0)
        taken: dict[tuple[str, ...], int] = {}
        for blank in self.blanks:
            found = heads.get(blank.path.heads, [])
            turn = taken.get(blank.path.heads, 0)
            if blank.path.heads and turn < len(found):
                taken[blank.path.heads] = turn + 1
                yield blank, found[turn]
            elif same_width and blank.cell is not None:
                yield blank, cells[blank.cell].column


def _pattern(blank: FormBlank) -> LinePattern | None:
    """The lines of a cell as one pattern, if it prints something beside its tags."""
    text = "\n".join(line.text for line in blank.lines if line.text.strip())
    holder = etree.Element(w("p"))
    run = etree.SubElement(holder, w("r"))
    etree.SubElement(run, w("t")).text = text
    pattern = LinePattern(PrintedLine(holder, tag_units(holder)))
    return pattern if pattern.words else None


def _labels(row: etree._Element) -> set[str]:
    """What a row of a template prints."""
    found = set()
    for cell in row.iterfind(w("tc")):
        lines = [PrintedLine(each, tag_units(each)) for each in cell.iter(w("p"))]
        found.add(squeezed(plain("".join(line.words for line in lines))))
    return found - {""}
