"""Columns that are the sum of those beside them: 合计 of 自然人, 法人企业 and 其他组织.

Which columns a total adds up is learnt from the rows, as for other columns that follow from others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from docgen.checking.quantities.told_results import in_thousands
from docgen.checking.quantities.units import PERCENT
from docgen.checking.text_tables.row_relations import SURE, RowRelation, is_settled
from docgen.checking.text_tables.text_cells import TextTableCell
from docgen.checking.text_tables.text_table import TextTable
from docgen.content.numbers import places_of, rounding_of

_TOTAL = re.compile("合计|总计|小计|总数|共计")
"""Heads of columns that add up others."""

_FEWEST = 2
"""Columns of a sum."""


def row_totals(table: TextTable) -> Iterator[RowRelation]:
    """The cells of the columns of totals whose parts nearly all rows agree on."""
    for column in table.figure_columns:
        if _TOTAL.search(table.heads[column]):
            judged = (_judged(table, column, parts) for parts in _parts(table, column))
            settled = (cells for cells in judged if is_settled(_fits(cells), len(cells)))
            best = max(settled, key=_fits, default=[])
            yield from (replace(it, is_sure=_fits(best) >= SURE) for it in best)


def _fits(cells: Sequence[RowRelation]) -> int:
    return sum(cell.holds for cell in cells)


def _parts(table: TextTable, column: int) -> Iterator[list[int]]:
    """The columns that a total may add up: those behind it, those before it, or all others."""
    behind = [other for other in table.figure_columns if other > column]
    before = [other for other in table.figure_columns if other < column]
    for parts in (behind, before, [*before, *behind]):
        if len(parts) >= _FEWEST:
            yield parts


def _judged(table: TextTable, column: int, parts: Sequence[int]) -> list[RowRelation]:
    rows = [row for row in table.rows if _is_addable(row, column, parts)]
    return [_relation(table, row, column, [row[part] for part in parts]) for row in rows]


def _is_addable(row: Sequence[TextTableCell], column: int, parts: Sequence[int]) -> bool:
    """Whether all cells of a row are figures of one unit, no rates, or blank."""
    cells = [row[column], *(row[part] for part in parts if not row[part].is_blank)]
    units = {cell.unit for cell in cells}
    is_plain = len(units) == 1 and PERCENT not in units
    return len(cells) > 1 and all(cell.is_figure for cell in cells) and is_plain


def _relation(
    table: TextTable, row: Sequence[TextTableCell], column: int, cells: Sequence[TextTableCell]
) -> RowRelation:
    cell, numbers = row[column], [it.number or Decimal(0) for it in cells]
    value, printed = sum(numbers, Decimal(0)), cell.number or Decimal(0)
    places = max(map(places_of, (*numbers, printed)))
    slack = rounding_of(len(numbers), places) if places > 0 else Decimal(0)
    told = [it for it in cells if not it.is_blank]
    shown = in_thousands(f"{value:f}", cell.text, "".join(it.text for it in told))
    return RowRelation(
        cell,
        table.heads[column],
        table.label(row),
        " + ".join(it.text for it in told),
        f"{shown}{cell.unit}",
        abs(value - printed) <= slack,
        operands=tuple(told),
    )
