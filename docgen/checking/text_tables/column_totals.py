"""Totals of columns: 合计 at the end, 小计 between; 其中 that is more than its whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from docgen.checking.quantities.units import PERCENT
from docgen.checking.text_tables.text_cells import TextTableCell
from docgen.checking.text_tables.text_table import TextTable
from docgen.content.numbers import places_of, rounding_of

_NO_SUM = re.compile(
    r"率|满意度|比例|平均|每|[人户生均]均|均|单价|标准|倍|考核|得分|评分|分值|权重|进度|增幅|降幅|变动|幅度|±|[%％]|完成年初"
)
"""Heads of columns that have no sum."""

_CHANGE = re.compile("增|减|变动|差")
"""Heads of columns in which a part may be more than its whole."""

_SHARE = re.compile("占比|比重|占(?:总|全|合|本)")
"""Heads of columns of per cents that are 100 in all."""


def _adds_up(table: TextTable, column: int) -> bool:
    """Whether a column has a sum: shares have, other per cents have none."""
    head = table.heads[column]
    is_rate = any(row[column].unit == PERCENT for row in table.rows)
    return _SHARE.search(head) is not None or not (is_rate or _NO_SUM.search(head))


Row = Sequence[TextTableCell]


@dataclass(frozen=True)
class ColumnTotal:
    """A total of a column, and what its rows give.

    Attributes:
        cell: the cell of the total.
        head: the head of its column.
        label: the name of its row.
        value: what the rows add up to.
        parts: how many rows that are.
        holds: whether that is what is printed.
        is_sure: whether other columns of the row are the sums of the same rows.
        rows: the cells that it adds up.
    """

    cell: TextTableCell
    head: str
    label: str
    value: Decimal
    parts: int
    holds: bool
    is_sure: bool = False
    rows: tuple[TextTableCell, ...] = ()


def column_totals(table: TextTable) -> Iterator[ColumnTotal]:
    """The totals of a table, right and wrong; those of which nobody can tell are left out.

    A total at the end of plain rows adds them up. One between, or of a table with 小计 or 其中, can
    be read in several ways: only where most other columns of the row agree on one is a total wrong.
    """
    columns = [column for column in table.figure_columns if _adds_up(table, column)]
    for number, row in enumerate(table.rows):
        if table.is_total(row):
            readings, is_plain = _readings(table, number), _is_plain(table, number)
            yield from _of_row(table, row, readings, columns, is_plain=is_plain)
    for whole, parts in table.parts.items():
        rows = [table.rows[part] for part in parts]
        if len(rows) > 1:
            yield from _of_row(table, table.rows[whole], [rows], columns, is_plain=False)


def _of_row(
    table: TextTable, total: Row, readings: list[list[Row]], columns: list[int], *, is_plain: bool
) -> Iterator[ColumnTotal]:
    fits = {
        column: [_is_sum(rows, total, column) for rows in readings]
        for column in columns
        if any(_figures(rows, total, column) for rows in readings)
    }
    if not fits:
        return
    votes = [sum(bool(fit[way]) for fit in fits.values()) for way in range(len(readings))]
    best = votes.index(max(votes))
    is_sure = votes[best] > 0 and votes[best] * 2 >= len(fits)
    label = next((cell.text for cell in total if cell.text and not cell.is_figure), "")
    for column, fit in fits.items():
        holds = any(fit)
        rows = readings[fit.index(True) if holds else best]
        values = _figures(rows, total, column)
        if values is None or (not holds and None in fit):
            continue
        if holds or is_sure or (is_plain and not _is_average(values, total[column])):
            cell, head, value = total[column], table.heads[column], sum(values, Decimal(0))
            cells = tuple(row[column] for row in rows if not row[column].is_blank)
            yield ColumnTotal(cell, head, label, value, len(values), holds, is_sure, cells)


def _is_plain(table: TextTable, number: int) -> bool:
    """Whether a row is the last, below rows that are neither totals nor parts."""
    above = table.rows[:number]
    is_last = number == len(table.rows) - 1
    return is_last and not table.parts and not any(table.is_total(row) for row in above)


def _readings(table: TextTable, number: int) -> list[list[Row]]:
    """The rows that a total may add up: all, those since the last total, or the totals."""
    parts = set(chain(*table.parts.values()))
    above = [(n, row) for n, row in enumerate(table.rows[:number]) if n not in parts]
    totals = [row for _, row in above if table.is_total(row)]
    plain = [row for _, row in above if not table.is_total(row)]
    last = max((n for n, row in above if table.is_total(row)), default=-1)
    since = [row for n, row in above if n > last]
    found: list[list[Row]] = [rows for rows in (plain, since, totals) if len(rows) > 1 or parts]
    return [rows for n, rows in enumerate(found) if rows and rows not in found[:n]]


def _figures(rows: Sequence[Row], total: Row, column: int) -> list[Decimal] | None:
    """The numbers that a total is of; ``None`` if a cell has something else, or another unit."""
    cells = [row[column] for row in rows if not row[column].is_blank]
    units = {cell.unit for cell in (*cells, total[column])}
    numbers = [cell.number for cell in cells]
    if len(units) != 1 or len(cells) < 1 or total[column].number is None:
        return None
    found = [number for number in numbers if number is not None]
    return found if len(found) == len(numbers) else None


def _is_sum(rows: Sequence[Row], total: Row, column: int) -> bool | None:
    values, printed = _figures(rows, total, column), total[column].number
    if values is None or printed is None:
        return None
    places = max(map(places_of, (*values, printed)))
    rounding = rounding_of(len(values), places) if places > 0 else Decimal(0)
    return abs(sum(values) - printed) <= rounding


def _is_average(values: list[Decimal], total: TextTableCell) -> bool:
    """Whether what stands below a column lies among its figures, as an average does."""
    number = total.number
    return number is not None and len(values) > 1 and min(values) < number < max(values)


@dataclass(frozen=True)
class TooLargePart:
    """A row 其中 that has more than the row that it is a part of."""

    cell: TextTableCell
    head: str
    label: str
    whole: TextTableCell
    whole_label: str


def too_large_parts(table: TextTable) -> Iterator[TooLargePart]:
    """The figures of 其中 that are more than those of their whole, in the same unit."""
    for number, parts in table.parts.items():
        whole = table.rows[number]
        for part in (table.rows[part] for part in parts):
            for column in table.figure_columns:
                cell, limit = part[column], whole[column]
                is_change = _CHANGE.search(table.heads[column]) is not None
                if not _adds_up(table, column) or is_change or cell.unit != limit.unit:
                    continue
                if cell.number is None or limit.number is None or limit.number <= 0:
                    continue
                if cell.number > limit.number:
                    labels = table.label(part), table.label(whole)
                    yield TooLargePart(cell, table.heads[column], labels[0], limit, labels[1])
