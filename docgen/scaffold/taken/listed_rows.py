"""The rows of a list in a report: those between the print above and below the list's row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from docgen.scaffold.pack.form_fields import Path
from docgen.scaffold.pack.update.label_paths import FormBlank, PrintedLine, squeezed
from docgen.scaffold.pack.update.old_part import Wrap, is_control, tag_units
from docgen.scaffold.taken.block_alignment import labels_in
from docgen.scaffold.taken.line_pattern import plain
from docgen.scaffold.taken.table_reading import CellTexts, TablePair
from docgen.scaffold.taken.template_spots import SpotText
from docgen.word.grid import Grid, Region, cells_of
from docgen.word.xml import text_of, w

_ROWS = re.compile(r"\|\s*rows\s*\(([^()]*)\)")
_QUOTED = re.compile(r"""["']([^"']+)["']""")
_NOTHING = re.compile(r"[\s…⋯.．—－-]*")


@dataclass(frozen=True)
class ListedRow:
    """A row of a list in a report.

    Attributes:
        texts: what it has at the fields of the list's row.
        paragraphs: its paragraphs that were read.
    """

    texts: tuple[SpotText, ...]
    paragraphs: tuple[etree._Element, ...] = ()


class ReportList:
    """A list of a template's table, in the same table of a report.

    Args:
        pair: the table.
        loop: the loop around its row.
    """

    def __init__(self, pair: TablePair, loop: Wrap) -> None:
        self._pair, self._loop = pair, loop
        self._template = next(loop.opening.iterancestors(w("tbl")))
        self._table = same_table(self._template, pair)

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
            pattern = self._pair.pattern(blank)
            for spot in pattern.spots if pattern else ():
                ends = [at for at, key in enumerate(spot.path) if key.endswith("[]")]
                if ends:
                    return spot.path[: ends[-1] + 1]
        return ()

    def rows(self) -> Iterator[ListedRow]:
        """Its rows in the report; an empty one has no texts."""
        grid = Grid(cells_of(self._table), Region)
        columns = dict(self._columns(grid))
        above: dict[FormBlank, CellTexts] = {}
        for number in self._numbers(grid):
            cells: list[CellTexts] = []
            for blank, column in columns.items():
                region = grid.at(number, column)
                if region is None:
                    continue
                cell = self._pair.cell_texts(blank, region.cell.element)
                if cell.merges and cell.is_blank:
                    cell = above.get(blank, cell)  # a merged cell that somebody split
                above[blank] = cell
                cells.append(cell)
            yield _row(cells)

    def _numbers(self, grid: Grid[Region]) -> range:
        """The rows of the report between the print above the list and that below it."""
        rows = list(self._template.iterfind(w("tr")))
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
        cells = {cell.element: cell for row in cells_of(self._template) for cell in row}
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


def _row(cells: list[CellTexts]) -> ListedRow:
    texts = tuple(found for cell in cells for found in cell.texts)
    own = [found for found in texts if not found.spot.merges]
    is_empty = all(_NOTHING.fullmatch(found.text) for found in own)
    lines = dict.fromkeys(line for cell in cells for line in cell.lines)
    return ListedRow(() if is_empty else texts, tuple(lines))


def same_table(template: etree._Element, pair: TablePair) -> etree._Element:
    """The table of a report that is one of a template's: the pair's own, or one inside it."""
    if template is pair.block.element:
        return pair.table
    wanted = labels_in(template)
    inside = pair.table.iter(w("tbl"))
    return max(inside, key=lambda table: (len(wanted & labels_in(table)), -len(table)))


def _labels(row: etree._Element) -> set[str]:
    """What a row of a template prints."""
    found = set()
    for cell in row.iterfind(w("tc")):
        lines = [PrintedLine(each, tag_units(each)) for each in cell.iter(w("p"))]
        found.add(squeezed(plain("".join(line.words for line in lines))))
    return found - {""}
