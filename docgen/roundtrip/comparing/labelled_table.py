"""The labels of a table in a finished file: those that the form prints, and the names of items.

一级指标 | 二级指标 | 三级指标         | 得分     the row of a repeated item has no label of the
产出     | 数量     | 出刊《职教动态》 | 10       form; its name stands below 三级指标
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from docgen.roundtrip.reading.docx_model import DocxCell, DocxParagraph, DocxRow, DocxTable
from docgen.templates.table_labels import FormLabels
from docgen.word.grid import Grid, Region, in_header_row, row_cells
from docgen.word.header_cells import nearest_headers


@dataclass(frozen=True, eq=False)
class SeenRegion(Region):
    """A region as its reader sees it."""

    seen: DocxCell
    asked: Callable[[SeenRegion], bool]

    @cached_property
    def may_be_label(self) -> bool:
        """Whether it is a label, which is ``asked`` once: each cell looks up its whole column."""
        return self.asked(self)

    @cached_property
    def text(self) -> str:
        """Its text, without that of nested tables, and without whitespace at the ends."""
        blocks = self.seen.blocks
        lines = (block.text for block in blocks if isinstance(block, DocxParagraph))
        return "\n".join(lines).strip()

    @property
    def is_name(self) -> bool:
        """Whether it holds a word, not only figures."""
        return any(map(str.isalpha, self.text))


class LabelledTable:
    """A table whose labels are known from the labels that its form prints.

    A table without any, from Markdown or from the office, has its heads in the first row, and names
    in the first column.
    """

    def __init__(self, table: DocxTable, form: FormLabels) -> None:
        self._table, self._form = table, form

    def labels(self, cell: DocxCell, line: str = "") -> tuple[str, str]:
        """The labels of row and column of a ``line`` in ``cell``; empty where there is none.

        A label is named by itself. An item in a row that the form repeats is named by its name; a
        line such as 其他资金：12 by its own label.
        """
        region = self._grid.of(cell.element)
        row, column = self._headers(region)
        if self._is_label(region):
            return region.text, ""
        if row is None or row.rows > region.rows:
            names = (name for name in self._names(region.row) if name.right <= region.column)
            row = next(names, row)
        row_label = self._form.own_label(line) or (row.text if row else "")
        return row_label, column.text if column else ""

    def row_label(self, row: DocxRow) -> str:
        """The name of its item, or its first label, or its first text; empty if there is none.

        What stands in this row alone comes before what it has in common with others.
        """
        number = self._table.rows.index(row) + 1
        regions = self._grid.row(number)
        own = [region for region in regions if region.rows == 1]
        found = next(self._names(number), None) or self._first(own) or self._first(regions)
        return found.text if found else ""

    def _first(self, regions: Sequence[SeenRegion]) -> SeenRegion | None:
        labels = filter(self._is_label, regions)
        return next(labels, None) or next((region for region in regions if region.is_name), None)

    @cached_property
    def _grid(self) -> Grid[SeenRegion]:
        rows = enumerate(self._table.rows, 1)
        cells = {cell.element: cell for row in self._table.rows for cell in row.cells}
        return Grid(
            [row_cells(row.element, at, [cell.element for cell in row.cells]) for at, row in rows],
            lambda cell, rows: SeenRegion(cell, rows, cells[cell.element], self._prints_label),
        )

    def _headers(self, region: SeenRegion) -> tuple[SeenRegion | None, SeenRegion | None]:
        return nearest_headers(self._grid, region, self._is_label, self._is_head)

    def _names(self, number: int) -> Iterator[SeenRegion]:
        """The names of the items in a row."""
        for region in self._grid.row(number):
            if region.row == number and region.is_name and not self._is_label(region):
                column = self._headers(region)[1]
                if column is not None and self._is_over_names(column):
                    yield region

    def _is_over_names(self, head: SeenRegion) -> bool:
        """Whether names of items stand below: in a table of the form's, or in the first column."""
        printed = self._form.find(head.text)
        return printed in self._form.names if printed else head.column == 0

    def _is_label(self, region: SeenRegion) -> bool:
        return region.may_be_label

    def _prints_label(self, region: SeenRegion) -> bool:
        return self._form.find(region.text) is not None or self._is_typed_head(region)

    def _is_head(self, region: SeenRegion) -> bool:
        is_label = region.may_be_label  # of a long table few are
        return is_label and (
            self._form.find(region.text) in self._form.heads or self._is_typed_head(region)
        )

    def _is_typed_head(self, region: SeenRegion) -> bool:
        """Whether it is a head, whoever typed it."""
        first = region.row == 1 and not self._is_of_form
        return bool(region.text) and (first or in_header_row(region.cell.element))

    @cached_property
    def _is_of_form(self) -> bool:
        return any(self._form.find(region.text) is not None for region in self._grid.regions)
