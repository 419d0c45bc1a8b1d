"""A table of a text as its figures are read: heads, labels of rows, totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from docgen.checking.text_tables.grid import Grid, TextTableCell, grid_of
from docgen.content.blocks import Document, Heading, Inlines, Item, Paragraph, Span, Table

_TOTAL = re.compile(r"(?:.{0,6}[^年])?(?:合计|总计|小计|总额)|共计")
_PART = re.compile(r"其中\s*[：:]?")
_NUMBERING = re.compile(r"序号|编号|年[份度]|代码|电话|日期|时间|备注")
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
        texts = [cell.text for cell in row if cell.text and not cell.is_figure][:2]
        return any(_TOTAL.fullmatch("".join(text.split())) for text in texts)

    def is_part(self, row: Sequence[TextTableCell]) -> bool:
        """Whether a row is a part of one above: 其中：…."""
        return _PART.match(self.label(row)) is not None


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
    first = next((n for n, row in enumerate(grid) if any(cell.is_figure for cell in row)), 0)
    if not first:
        return None
    heads = tuple(_head(grid, first, column) for column in range(len(grid[0])))
    texts = ["".join(part.text for part in above if isinstance(part, Span))]
    texts += [cell.text for row in grid for cell in row]
    units = {found[1] for text in texts if (found := _IN_UNIT.search(text))}
    return TextTable(heads, grid[first:], units.pop() if len(units) == 1 else "")


def _head(grid: Grid, rows: int, column: int) -> str:
    """The words above a column, those of wider heads first."""
    cells = [row[column] for row in grid[:rows]]
    texts = [
        cell.text
        for number, cell in enumerate(cells)
        if not (number and cell.is_same(cells[number - 1]))
    ]
    return " ".join(filter(None, texts))
