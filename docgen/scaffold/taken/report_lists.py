"""The rows of a list in a report: those between the print above and below the list's row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from docgen.scaffold.pack.form_fields import Path
from docgen.scaffold.pack.update.label_paths import FormBlank
from docgen.scaffold.pack.update.old_part import Wrap
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
        self._table = pair.same_table(self._template)

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
        for number in self._numbers:
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

    @cached_property
    def _numbers(self) -> list[int]:
        """The numbers of the report's rows that are the list's row."""
        pairs = self._pair.row_pairs(self._template)
        rows = enumerate(self._table.iterfind(w("tr")), 1)
        own = set(self._loop.inside)
        return [at for at, row in rows if row in pairs and pairs[row].element in own]

    def _columns(self, grid: Grid[Region]) -> Iterator[tuple[FormBlank, int]]:
        """The column of the report for each of the blanks: that below the same heads.

        In a joined table, labels of rows further up may stand over the heads of a column.
        """
        cells = {cell.element: cell for row in cells_of(self._template) for cell in row}
        heads: dict[tuple[str, ...], list[int]] = {}
        ours = {
            blank.cell: blank.path.heads
            for blank in self._pair.paths.blanks
            if blank.cell is not None
        }
        for number in self._numbers:
            for region in grid.row(number):
                path = ours.get(region.cell.element)
                if path and region.column not in heads.setdefault(path, []):
                    heads[path].append(region.column)
        same_width = grid.width == max((cell.right for cell in cells.values()), default=0)
        taken: dict[tuple[str, ...], int] = {}
        left, used = list[FormBlank](), set[int]()
        for blank in self.blanks:
            own = blank.path.heads
            found = heads.get(own) or [
                it for path in heads if _ends(path, own) for it in heads[path]
            ]
            turn = taken.get(own, 0)
            if own and turn < len(found):
                taken[own] = turn + 1
                used.add(found[turn])
                yield blank, found[turn]
            else:
                left.append(blank)
        for blank in left if same_width else ():
            if blank.cell is not None and cells[blank.cell].column not in used:
                yield blank, cells[blank.cell].column


def _ends(path: tuple[str, ...], heads: tuple[str, ...]) -> bool:
    return path[-len(heads) :] == heads if heads else False


def _row(cells: list[CellTexts]) -> ListedRow:
    texts = tuple(found for cell in cells for found in cell.texts)
    own = [found for found in texts if not found.spot.merges]
    is_empty = all(_NOTHING.fullmatch(found.text) for found in own)
    lines = dict.fromkeys(line for cell in cells for line in cell.lines)
    return ListedRow(() if is_empty else texts, tuple(lines))
