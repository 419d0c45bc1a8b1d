"""Pipe tables of a text, by the heads of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from tests.truth.formulas import value_of

TOTALS = ("合计", "总分", "收入合计")
"""First cells of the rows that sum up the rows above."""

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?%?")


@dataclass(frozen=True)
class PipeRow:
    """A row; ``line`` counts from 1."""

    line: int
    cells: tuple[str, ...]

    @property
    def is_total(self) -> bool:
        """Whether it sums up the rows above it."""
        return any(cell in TOTALS for cell in self.cells[:2])

    def start(self, column: int) -> int:
        """Where the text of a cell begins in the line."""
        return len("| ") + sum(len(f"{cell} | ") for cell in self.cells[:column])

    def number(self, column: int) -> Decimal | None:
        """The number of a cell, if it is nothing but a number or the number of a target."""
        cell = self.cells[column].lstrip("≥≤")
        return value_of(cell) if _NUMBER.fullmatch(cell) else None


@dataclass(frozen=True)
class PipeTable:
    """A table: the texts of its heads, and its rows."""

    heads: tuple[str, ...]
    rows: tuple[PipeRow, ...]

    @property
    def lines(self) -> range:
        """The lines that it takes, its head included."""
        return range(self.rows[0].line - 2, self.rows[-1].line + 1)

    def column(self, *words: str) -> int | None:
        """The first column whose head contains one of the words."""
        numbers = (
            number for word in words for number, head in enumerate(self.heads) if word in head
        )
        return next(numbers, None)


def pipe_tables(lines: list[str]) -> list[PipeTable]:
    """The tables among the lines of a text."""
    return list(_tables(lines))


def _tables(lines: list[str]) -> Iterator[PipeTable]:
    rows: list[PipeRow] = []
    for number, line in enumerate([*lines, ""], 1):
        if line.startswith("|"):
            rows.append(PipeRow(number, _cells(line)))
        elif rows:
            yield PipeTable(rows[0].cells, tuple(rows[2:]))
            rows = []


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip()[1:-1].split("|"))
