"""Tables as grids of regions: a region is a cell with all columns and rows that it covers.

项目资金（万元） |        | 年初预算数     at(2, 0) is the region of 项目资金, which covers
^               | 年度…  |                rows 1 and 2; at(2, 2) is blank

A cell covers the columns of its ``w:gridSpan``; a row may leave columns empty before its first cell
and after its last (``w:gridBefore``, ``w:gridAfter``). A cell whose ``w:vMerge`` continues belongs
to the region above it, of which only the first cell holds text (ECMA-376 part 1, 17.4.85).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Generic, TypeVar

from lxml import etree

from docgen.word.xml import child_at, text_of, w

_TC, _VAL = w("tc"), w("val")
_TC_PR, _SPAN, _V_MERGE = map(w, ("tcPr", "gridSpan", "vMerge"))
_BEFORE, _AFTER, _HEADER = (
    (w("trPr"), w(name)) for name in ("gridBefore", "gridAfter", "tblHeader")
)


@dataclass(frozen=True)
class GridCell:
    """A cell of a table.

    Attributes:
        element: its ``w:tc``.
        row: from 1.
        number: its number in the row, from 1.
        column: its first grid column, from 0.
        span: how many grid columns it covers.
        merge: ``restart``, ``continue``, or the empty string if it is not merged down.
    """

    element: etree._Element
    row: int
    number: int
    column: int
    span: int
    merge: str

    @cached_property
    def text(self) -> str:
        """The text of the cell, that of nested tables included."""
        return text_of(self.element)

    @cached_property
    def own_text(self) -> str:
        """The text of the cell without that of nested tables."""
        texts = self.element.iter(w("t"))
        own = (text for text in texts if next(text.iterancestors(_TC)) is self.element)
        return "".join(text.text or "" for text in own)

    @property
    def right(self) -> int:
        """The grid column after the last."""
        return self.column + self.span


def cells_of(table: etree._Element) -> list[list[GridCell]]:
    """The cells of each row, without those of nested tables."""
    return [row_cells(row, number) for number, row in enumerate(table.findall(w("tr")), 1)]


def row_cells(
    row: etree._Element, number: int = 1, cells: Iterable[etree._Element] | None = None
) -> list[GridCell]:
    """The cells of the ``w:tr`` with this number; of its ``cells``, if these are not children."""
    found, column = list[GridCell](), _number(row, 0, *_BEFORE)
    for index, cell in enumerate(row.iterfind(_TC) if cells is None else cells, 1):
        properties = child_at(cell, _TC_PR)
        merge = child_at(properties, _V_MERGE) if properties is not None else None
        kind = merge.get(_VAL, "continue") if merge is not None else ""
        span = max(_number(properties, 1, _SPAN), 1) if properties is not None else 1
        found.append(GridCell(cell, number, index, column, span, kind))
        column = found[-1].right
    return found


def in_header_row(cell: etree._Element) -> bool:
    """Whether the row of a ``w:tc`` is repeated at the top of each page: ``w:tblHeader``."""
    row = next(cell.iterancestors(w("tr")), None)
    mark = child_at(row, *_HEADER) if row is not None else None
    return mark is not None and mark.get(_VAL, "1") not in ("0", "false", "off")


def columns_of(row: etree._Element) -> int:
    """The number of grid columns of a ``w:tr``, those that it leaves empty at its ends included."""
    cells = row_cells(row)
    return (cells[-1].right if cells else _number(row, 0, *_BEFORE)) + _number(row, 0, *_AFTER)


def _number(element: etree._Element, default: int, *path: str) -> int:
    child = child_at(element, *path)
    value = child.get(_VAL, "") if child is not None else ""
    return int(value) if value.isdecimal() else default


@dataclass(frozen=True, eq=False)
class Region:
    """A cell with the cells merged into it.

    Attributes:
        cell: the first cell, which holds the text.
        rows: how many rows it covers.
    """

    cell: GridCell
    rows: int

    @cached_property
    def text(self) -> str:
        """Its text, without that of nested tables, and without whitespace at the ends."""
        return self.cell.own_text.strip()

    @cached_property
    def row(self) -> int:
        """The first row, from 1."""
        return self.cell.row

    @cached_property
    def end(self) -> int:
        """The row below the last."""
        return self.cell.row + self.rows

    @cached_property
    def column(self) -> int:
        """The first grid column, from 0."""
        return self.cell.column

    @cached_property
    def right(self) -> int:
        """The grid column after the last."""
        return self.cell.right

    @property
    def may_be_label(self) -> bool:
        """Whether it may print a label; false only if it certainly does not."""
        return True

    def covers(self, other: Region) -> bool:
        """Whether it covers all columns of ``other``."""
        return self.column <= other.column and other.right <= self.right

    def same_rows(self, other: Region) -> bool:
        """Whether both cover the same rows."""
        return (self.row, self.end) == (other.row, other.end)

    def same_columns(self, other: Region) -> bool:
        """Whether both cover the same columns."""
        return (self.column, self.right) == (other.column, other.right)


AnyRegion = TypeVar("AnyRegion", bound=Region)


class Grid(Generic[AnyRegion]):
    """The regions of one table.

    Args:
        rows: the cells of each row.
        region: makes a region of its first cell and the number of its rows.
    """

    def __init__(
        self, rows: list[list[GridCell]], region: Callable[[GridCell, int], AnyRegion]
    ) -> None:
        firsts: dict[tuple[int, int], GridCell] = {}
        heights: dict[etree._Element, int] = {}
        for cell in (cell for row in rows for cell in row):
            above = firsts.get((cell.row - 1, cell.column))
            first = above if cell.merge == "continue" and above is not None else cell
            heights[first.element] = cell.row - first.row + 1
            for column in range(cell.column, cell.right):
                firsts[cell.row, column] = first
        made = {first.element: region(first, heights[first.element]) for first in firsts.values()}
        self._at = {place: made[first.element] for place, first in firsts.items()}
        self._of = {cell.element: self._at[cell.row, cell.column] for row in rows for cell in row}
        self.height = len(rows)
        self.width = max((column for _, column in self._at), default=-1) + 1

    @cached_property
    def regions(self) -> list[AnyRegion]:
        """All regions in reading order."""
        return list(dict.fromkeys(self._at[place] for place in sorted(self._at)))

    def at(self, row: int, column: int) -> AnyRegion | None:
        """The region at a place of the grid, rows from 1, columns from 0; ``None`` outside."""
        return self._at.get((row, column))

    def of(self, cell: etree._Element) -> AnyRegion:
        """The region that a ``w:tc`` belongs to. Raises ``KeyError`` for one of another table."""
        return self._of[cell]

    def __contains__(self, cell: etree._Element) -> bool:
        return cell in self._of

    def row(self, number: int) -> list[AnyRegion]:
        """The regions of a row from left to right, those that begin above it included."""
        regions = (self.at(number, column) for column in range(self.width))
        return list(dict.fromkeys(filter(None, regions)))

    def left_of(self, region: Region, row: int) -> AnyRegion | None:
        """The region to its left in ``row``."""
        return self.at(row, region.column - 1)

    def right_of(self, region: Region, row: int) -> AnyRegion | None:
        """The region to its right in ``row``."""
        return self.at(row, region.right)

    def above(self, region: Region) -> AnyRegion | None:
        """The region above its first column."""
        return self.at(region.row - 1, region.column)

    def below(self, region: Region) -> AnyRegion | None:
        """The region below its first column."""
        return self.at(region.end, region.column)

    def leftwards(self, region: Region) -> Iterator[AnyRegion]:
        """The regions to its left in its first row, the nearest first."""
        return self._along((region.row, column) for column in range(region.column - 1, -1, -1))

    def upwards(self, region: Region) -> Iterator[AnyRegion]:
        """The regions above its first column, the nearest first.

        Of a stretch of regions of the same columns, none of which may be a label, only the first
        is given: whoever looks for labels need not look through all values of a long table.
        """
        rows, regions = self._columns.get(region.column, ((), ()))
        return reversed(regions[: bisect_left(rows, region.row)])

    @cached_property
    def _columns(self) -> dict[int, tuple[Sequence[int], Sequence[AnyRegion]]]:
        """The regions of each column from above, and the rows that they begin in.

        Each cell of a form looks up its whole column.
        """
        columns: dict[int, tuple[list[int], list[AnyRegion]]] = {}
        for (row, column), region in sorted(self._at.items(), key=lambda place: place[0]):
            rows, regions = columns.setdefault(column, ([], []))
            above = regions[-1] if regions else None
            if above is None or not (region is above or _continues(above, region)):
                rows.append(row)
                regions.append(region)
        return {**columns}

    def _along(self, places: Iterable[tuple[int, int]]) -> Iterator[AnyRegion]:
        regions = (self._at[place] for place in places if place in self._at)
        return (region for region, _ in groupby(regions))

    def is_full_width(self, region: Region) -> bool:
        """Whether it covers all columns."""
        return region.column == 0 and region.right >= self.width


def _continues(above: Region, region: Region) -> bool:
    """Whether two regions are in a stretch of the same columns, without labels."""
    has_label = above.may_be_label or region.may_be_label
    return not has_label and above.same_columns(region)
