"""Finds the columns of a table that were added or removed, so that each is one edit.

    项目 | 金额 | 备注        项目 | 金额
    甲   | 1    | 无     ->   甲   | 2        备注 was removed; what is left is compared as usual

A row whose cell is merged over the column still has as many cells, and that one is narrower.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docgen.roundtrip.comparing.align import align
from docgen.roundtrip.reading.docx_model import DocxCell, DocxRow, DocxTable
from docgen.word.grid import row_cells


@dataclass(frozen=True)
class ColumnChanges:
    """Both tables without the columns that only one of them has, and these columns.

    A column is a row of its cells, from the top down, with the element of its table.
    """

    old: DocxTable
    new: DocxTable
    removed: tuple[DocxRow, ...] = ()
    added: tuple[DocxRow, ...] = ()


def column_changes(old: DocxTable, new: DocxTable) -> ColumnChanges:
    """Returns the columns that were removed from ``old``, or else those that ``new`` has more."""
    if _widths(old) == _widths(new):
        return ColumnChanges(old, new)
    pairs = [
        (before, after)
        for hunk in align(old.rows, new.rows)
        for before, after in zip(old.rows[hunk.before], new.rows[hunk.after], strict=False)
    ]
    rest, removed = _Longer(old, pairs).cut()
    if removed:
        return ColumnChanges(rest, new, removed=removed)
    rest, added = _Longer(new, [(after, before) for before, after in pairs]).cut()
    return ColumnChanges(old, rest, added=added)


def _widths(table: DocxTable) -> set[int]:
    return {len(row.cells) for row in table.rows}


@dataclass(frozen=True)
class _PlacedCell:
    """A cell, and the columns of the layout grid that it covers."""

    cell: DocxCell
    columns: range


class _Longer:
    """A table that may have more columns than another.

    Args:
        table: the table.
        pairs: its rows, each with the row of the other table that it corresponds to.
    """

    def __init__(self, table: DocxTable, pairs: Sequence[tuple[DocxRow, DocxRow]]) -> None:
        self._table = table
        self._others = {id(row): [cell.key for cell in other.cells] for row, other in pairs}
        self._rows = {id(row): _placed(row) for row in table.rows}

    def cut(self) -> tuple[DocxTable, tuple[DocxRow, ...]]:
        """Returns the table without its additional columns, and these."""
        columns = list[DocxRow]()
        while (column := self._lost()) is not None:
            cells = list[DocxCell]()
            for row in self._shorter():
                lost = next(cell for cell in self._rows[row] if column in cell.columns)
                self._rows[row].remove(lost)
                cells.append(lost.cell)
            columns.append(DocxRow(tuple(cells), self._table.element))
        rows = (
            DocxRow(tuple(placed.cell for placed in self._rows[id(row)]), row.element)
            for row in self._table.rows
        )
        return DocxTable(tuple(rows), self._table.element) if columns else self._table, tuple(
            columns
        )

    def _shorter(self) -> list[int]:
        """The rows that have more cells than those of the other table."""
        return [row for row, other in self._others.items() if len(self._rows[row]) > len(other)]

    def _lost(self) -> int | None:
        """The grid column that the other table lacks; ``None`` if it lacks none."""
        shorter = self._shorter()
        votes = Counter(column for row in shorter for column in self._fitting(row))
        if len(shorter) < min(2, len(self._others)) or not votes:
            return None
        column = max(votes, key=lambda found: votes[found])
        at = {row: _at(self._rows[row], column) for row in self._others}
        lost = [found for row in shorter if (found := at.pop(row))]
        narrowest = min(len(placed.columns) for placed in lost)
        is_whole = len(lost) == len(shorter) and all(_is_wider(it, narrowest) for it in at.values())
        return column if is_whole else None

    def _fitting(self, row: int) -> Iterator[int]:
        """The grid columns of each cell without which the row may be the one of the other table."""
        cells = self._rows[row]
        for placed in cells:
            rest = iter([other.cell.key for other in cells if other is not placed])
            if all(key in rest for key in self._others[row]):
                yield from placed.columns


def _placed(row: DocxRow) -> list[_PlacedCell]:
    grid = row_cells(row.element, cells=[cell.element for cell in row.cells])
    return [
        _PlacedCell(cell, range(place.column, place.right))
        for cell, place in zip(row.cells, grid, strict=True)
    ]


def _at(cells: list[_PlacedCell], column: int) -> _PlacedCell | None:
    return next((placed for placed in cells if column in placed.columns), None)


def _is_wider(placed: _PlacedCell | None, columns: int) -> bool:
    """Whether a cell reaches over more than the column: then it only became narrower."""
    return placed is None or len(placed.columns) > columns
