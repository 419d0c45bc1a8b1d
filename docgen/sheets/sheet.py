"""A sheet: its filled cells by row and column, merged ranges, what is hidden, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple
from unicodedata import normalize

from docgen.diagnostics import Place
from docgen.diagnostics.codes import problem_code
from docgen.sheets.cells import Cell, CellKind, StoredCell, shown_cell
from docgen.sheets.workbook_file import WorkbookError

BAD_CELL_ADDRESS = problem_code(
    "bad-cell-address",
    en=(
        "「{address}」 is not the address of a cell",
        "write column letters and a row number, such as F12",
    ),
    zh=("「{address}」不是单元格地址", "写列的字母和行号，如 F12"),
)

ROWS, COLUMNS = 1_048_576, 16_384
"""The size of a sheet (Excel specifications and limits)."""

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")


class MergedRange(NamedTuple):
    """A range of merged cells; rows and columns count from 1, the last ones included."""

    row: int
    column: int
    last_row: int
    last_column: int


@dataclass
class StoredSheet:
    """A sheet as its file has it; rows and columns count from 1.

    Attributes:
        title: its name.
        hidden: whether it is hidden.
        rows: the filled cells by row and column.
        merged: the merged ranges.
        hidden_rows: the hidden rows, of those with filled cells.
        hidden_columns: the first and the last of each stretch of hidden columns.
        hides_zeros: whether cells with a zero show nothing, an option of the sheet.
    """

    title: str
    hidden: bool = False
    rows: dict[int, dict[int, StoredCell]] = field(default_factory=dict)
    merged: list[MergedRange] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    hides_zeros: bool = False


def refuse_beyond(row: int, column: int) -> None:
    """Raises ``ValueError`` for a cell that no sheet has."""
    if row > ROWS or column > COLUMNS:
        raise ValueError(row, column)


def address_of(typed: str) -> tuple[int, int] | None:
    """Row and column of ``F12``, ``$f$12`` or ``Ｆ１２``, from 1; ``None`` if it is no address."""
    match = _ADDRESS.fullmatch(normalize("NFKC", typed).strip().upper())
    if match is None:
        return None
    row, column = int(match[2]), 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return (row, column) if row <= ROWS and column <= COLUMNS else None


class Sheet:
    """A sheet as it is shown.

    Attributes:
        title: its name.
        hidden: whether it is hidden.
        merged: the merged ranges.
    """

    def __init__(self, stored: StoredSheet, file: str, *, from_1904: bool) -> None:
        self.title, self.hidden, self.merged = stored.title, stored.hidden, tuple(stored.merged)
        self._stored, self._file, self._from_1904 = stored, file, from_1904
        self._cells = dict[tuple[int, int], Cell]()

    def __repr__(self) -> str:
        return f"Sheet({self.title!r})"

    @property
    def place(self) -> Place:
        """The place of the whole sheet."""
        return Place(self._file, sheet=self.title)

    @cached_property
    def last_row(self) -> int:
        """The last row with a filled cell, from 1; 0 if there is none."""
        return max(self._stored.rows, default=0)

    @cached_property
    def last_column(self) -> int:
        """The last column with a filled cell, from 1; 0 if there is none."""
        return max((max(cells) for cells in self._stored.rows.values()), default=0)

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a row and a column, from 1; of merged cells the first, with its place."""
        key = self._first(row, column)
        if key not in self._cells:
            self._cells[key] = self._shown(*key)
        return self._cells[key]

    def at(self, address: str) -> Cell:
        """The cell at an address: ``F12``, ``f12``, ``$F$12`` or ``Ｆ１２``.

        Raises :class:`WorkbookError` for what is no address.
        """
        found = address_of(address)
        if found is None:
            raise WorkbookError(BAD_CELL_ADDRESS, self.place, address=address)
        return self.cell(*found)

    def rows(self) -> Iterator[list[Cell]]:
        """The rows with a filled cell, each from column 1 to the last that shows anything.

        ``row[0].place.line`` may be that of a merged cell that begins further up; the numbers of
        the rows are in :meth:`numbered_rows`.
        """
        return (cells for _, cells in self.numbered_rows())

    def numbered_rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """The same rows, each with its number from 1."""
        for row in sorted(self._stored.rows):
            merged = (merged.last_column for merged in self._merged_by_row.get(row, ()))
            filled = max(self._stored.rows[row])
            last = max(filled, min(max(merged, default=0), self.last_column))
            yield row, [self.cell(row, column) for column in range(1, last + 1)]

    def range_at(self, row: int, column: int) -> MergedRange:
        """The merged range that a cell is in, or the cell alone."""
        for merged in self._merged_by_row.get(row, ()):
            if merged.column <= column <= merged.last_column:
                return merged
        return MergedRange(row, column, row, column)

    def is_hidden(self, row: int, column: int) -> bool:
        """Whether a cell is in a hidden row or column."""
        return self.is_row_hidden(row) or any(
            first <= column <= last for first, last in self._stored.hidden_columns
        )

    def is_row_hidden(self, row: int) -> bool:
        """Whether a row is hidden, by hand or by a filter."""
        return row in self._stored.hidden_rows

    @cached_property
    def _merged_by_row(self) -> dict[int, list[MergedRange]]:
        """The merged ranges of each row; one of whole columns ends with the last filled row."""
        found: dict[int, list[MergedRange]] = {}
        for merged in self.merged:
            for row in range(merged.row, min(merged.last_row, self.last_row) + 1):
                found.setdefault(row, []).append(merged)
        return found

    def _first(self, row: int, column: int) -> tuple[int, int]:
        return self.range_at(row, column)[:2] if self.merged else (row, column)

    def _shown(self, row: int, column: int) -> Cell:
        stored = self._stored.rows.get(row, {}).get(column)
        place = Place(self._file, row, column, self.title)
        hidden = self.is_hidden(row, column)
        cell = shown_cell(stored, place, hidden=hidden, from_1904=self._from_1904)
        if stored and stored.is_formula:
            cell = replace(cell, is_formula=True)
        hides = self._stored.hides_zeros and cell.kind is CellKind.NUMBER and cell.value == 0
        return replace(cell, text="") if hides else cell
