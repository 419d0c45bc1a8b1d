"""The figures of a chart, and where they stand in the sheet of its workbook."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_PLAIN_SHEET = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_CELL = re.compile(r"[A-Za-z]{1,3}\d+|[Rr]\d*[Cc]?\d*")
_LETTERS = 26


@dataclass(frozen=True)
class ChartColumn:
    """The figures of one series; ``None`` is a gap.

    Attributes:
        name: of the series.
        values: a figure for each category.
    """

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class ChartTable:
    """What a chart shows: a category for each row, a series for each further column.

    Attributes:
        header: the name of the column with the categories.
        categories: the texts below the axis, or beside the slices.
        columns: the series.
    """

    header: str
    categories: tuple[str, ...]
    columns: tuple[ChartColumn, ...]

    @property
    def last_row(self) -> int:
        """The row of the last category in the sheet; 2 if there is none."""
        return max(len(self.categories), 1) + 1

    def name_formula(self, sheet: str, number: int) -> str:
        """The cell with the name of series ``number``, from 0: ``Sheet1!$B$1``."""
        return f"{quoted_sheet(sheet)}!${column_letters(number + 2)}$1"

    def values_formula(self, sheet: str, number: int) -> str:
        """The cells of the figures of series ``number``; those of the categories for -1."""
        letters = column_letters(number + 2)
        return f"{quoted_sheet(sheet)}!${letters}$2:${letters}${self.last_row}"


def column_letters(number: int) -> str:
    """The letters of a column of a sheet, from 1: ``A``, ``Z``, ``AA``."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def quoted_sheet(sheet: str) -> str:
    """The name of a sheet as formulas have it; in quotes unless it is a plain word."""
    if _PLAIN_SHEET.fullmatch(sheet) and not _CELL.fullmatch(sheet):
        return sheet
    return "'" + sheet.replace("'", "''") + "'"


def sheet_in(formula: str) -> str:
    """The name of the sheet that a formula refers to; empty if it names none."""
    name = formula.rpartition("!")[0]
    if name.startswith("'"):
        name = name[1:-1].replace("''", "'")
    return name.rpartition("]")[2]
