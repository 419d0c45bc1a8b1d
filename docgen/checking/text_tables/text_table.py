"""A table of a text as its figures are read: heads, labels of rows, totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import chain, islice, pairwise

from docgen.checking.text_tables.text_cells import Grid, TextTableCell, grid_of
from docgen.content.blocks import Document, Heading, Inlines, Item, Paragraph, Span, Table

_TOTAL = re.compile(r"(?:.{0,6}[^年])?(?:合计|总计|小计|总额)|共计")
_PART = re.compile(r"其中\s*[：:]?")
_NUMBERING = re.compile(r"序号|编号|(?<!\d)年[份度]|代码|电话|日期|时间|备注")
_MOST_PARTS = 12
"""Rows that are looked at for the parts of one."""

_HALF_CENT = Decimal("0.005")
_IN_UNIT = re.compile(r"单位\s*[：:]\s*(亿元|万元|千元|元)")


@dataclass(frozen=True)
class TextTable:
    """A table whose first row has its heads, perhaps below a row of wider ones.

    Attributes:
        heads: the head of each column.
        rows: the rows below them.
        money_unit: the unit of money that stands above it or in it, 单位：万元; or empty.
    """

    heads: tuple[str, ...]
    rows: Grid
    money_unit: str = ""

    @cached_property
    def label_column(self) -> int:
        """The column of the rows' names: the first that holds words."""
        for column, head in enumerate(self.heads):
            words = [row[column] for row in self.rows if row[column].text]
            if words and not _NUMBERING.search(head) and not any(it.is_figure for it in words):
                return column
        return 0

    def label(self, row: Sequence[TextTableCell]) -> str:
        """The name of a row."""
        return row[self.label_column].text

    @cached_property
    def figure_columns(self) -> list[int]:
        """The columns that hold figures, without numbers of rows and years."""
        return [
            column
            for column, head in enumerate(self.heads)
            if not _NUMBERING.search(head) and any(row[column].is_figure for row in self.rows)
        ]

    def is_total(self, row: Sequence[TextTableCell]) -> bool:
        """Whether a row adds others up: 合计, 小计, 收入合计."""
        return id(row) in self._totals

    @cached_property
    def _totals(self) -> set[int]:
        """The rows that add others up, by ``id``: their first words say so."""
        found = set()
        for row in self.rows:
            texts = islice((cell.text for cell in row if cell.text and not cell.is_figure), 2)
            if any(_TOTAL.fullmatch("".join(text.split())) for text in texts):
                found.add(id(row))
        return found

    @cached_property
    def parts(self) -> dict[int, list[int]]:
        """The rows that are parts of a row above them, 其中：…, by the number of that row.

        Rows behind 其中 are parts as well, up to the one with which they add up to the whole.
        """
        found: dict[int, list[int]] = {}
        whole = -1
        for number, row in enumerate(self.rows):
            if _PART.match(self.label(row)) is None:
                whole = number if number not in chain(*found.values()) else whole
            elif whole >= 0 and whole not in found:
                found[whole] = self._parts_from(whole, number)
            elif whole >= 0 and number not in found[whole]:
                found[whole].append(number)
        return found

    def _parts_from(self, whole: int, first: int) -> list[int]:
        last = min(first + _MOST_PARTS, len(self.rows))
        for stop in range(first + 2, last + 1):
            parts = range(first, stop)
            if any(self._is_sum(whole, parts, column) for column in self.figure_columns):
                return list(parts)
        return [first]

    def _is_sum(self, whole: int, parts: range, column: int) -> bool:
        wanted = self.rows[whole][column].number
        numbers = [self.rows[part][column].number or Decimal(0) for part in parts]
        return bool(wanted) and abs(sum(numbers, Decimal(0)) - Decimal(wanted or 0)) < _HALF_CENT


def text_tables(document: Document) -> Iterator[TextTable]:
    """The tables of a text that have figures below their heads."""
    above: Inlines = ()
    for block in document.blocks:
        if isinstance(block, Table):
            table = _text_table(block, above)
            if table is not None:
                yield table
        above = block.inlines if isinstance(block, (Paragraph, Heading, Item)) else ()


def _text_table(block: Table, above: Inlines) -> TextTable | None:
    grid = grid_of(block)
    first = _rows_of_heads(grid)
    if not any(cell.is_figure for row in grid[first:] for cell in row):
        return None
    heads = tuple(_head(grid, first, column) for column in range(len(grid[0])))
    texts = ["".join(part.text for part in above if isinstance(part, Span))]
    texts += [cell.text for row in grid for cell in row]
    units = {found[1] for text in texts if (found := _IN_UNIT.search(text))}
    return TextTable(heads, grid[first:], units.pop() if len(units) == 1 else "")


def _rows_of_heads(grid: Grid) -> int:
    """How many rows have heads: the first, and those below it that cells of it reach into."""
    for number, row in enumerate(grid[1:], 1):
        above = grid[number - 1]
        reaches = any(cell.is_same(upper) for cell, upper in zip(row, above, strict=True))
        is_wide = any(one.is_same(other) for one, other in pairwise(above))
        if any(cell.is_figure for cell in row) or not (reaches or is_wide):
            return number
    return len(grid)


def _head(grid: Grid, rows: int, column: int) -> str:
    """The words above a column, those of wider heads first."""
    cells = [row[column] for row in grid[:rows]]
    texts = [
        cell.text
        for number, cell in enumerate(cells)
        if not (number and cell.is_same(cells[number - 1]))
    ]
    return " ".join(filter(None, texts))
