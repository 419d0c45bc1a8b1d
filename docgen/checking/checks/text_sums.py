"""Sums of the tables of a text: one whose last row is 合计."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding
from docgen.content.blocks import Inlines, Span, Table
from docgen.content.numbers import places_of, rounding_of
from docgen.diagnostics import Place, Problem, Severity, warning
from docgen.diagnostics.codes import problem_code

TABLE_TOTAL = problem_code(
    "table-total",
    en=(
        "the total of this column is {found}, and its rows add up to {wanted}",
        "check the rows and the total",
    ),
    zh=("这一列的合计写的是 {found}，各行相加是 {wanted}", "核对各行和合计"),
)

_TOTAL = ("合计", "总计")
_PART = re.compile(r"其中|小计|合计|总计")
_NO_SUM = re.compile("率|满意度|占比|比例|均|单价|标准|序号|年份|[%％]|增减幅|增幅|排名|名次")
"""Headers of columns that have no sum."""

_FIGURE = re.compile(r"-?\d{1,18}(?:\.\d{1,12})?")


@check(Finding(TABLE_TOTAL, Severity.WARNING, en="rows 450 and 100, 合计 540", zh="正文表格的合计"))
def table_totals(unit: CheckedUnit) -> Iterator[Problem]:
    """Warnings for columns whose 合计 is not the sum of the figures.

    With n decimal figures the sum may differ by n + 1 half units of the last decimal place.
    """
    for document in unit.documents:
        for table in document.blocks:
            if isinstance(table, Table):
                yield from _totals(table)


def _totals(table: Table) -> Iterator[Problem]:
    """Checks the columns of a table whose last row is a total; one with subtotals is skipped."""
    rows = [[_text(cell) for cell in row] for row in table.rows[1:]]
    subtotals = any(_PART.search(cell) for row in rows[:-1] for cell in row)
    if len(rows) > 2 and not subtotals and any(cell in _TOTAL for cell in rows[-1]):
        for column, cell in enumerate(table.rows[-1]):
            if not _NO_SUM.search(_text(table.rows[0][column])):
                yield from _column([row[column] for row in rows], cell)


def _column(texts: Sequence[str], total: Inlines) -> Iterator[Problem]:
    filled = [text for text in texts if text]
    if not texts[-1] or len(filled) < 2 or not all(map(_FIGURE.fullmatch, filled)):
        return
    *figures, typed_total = map(Decimal, filled)
    places = max(map(places_of, (*figures, typed_total)))
    rounding = rounding_of(len(figures), places) if places else Decimal(0)
    if abs(sum(figures) - typed_total) > rounding:
        span = next(part for part in total if isinstance(part, Span) and part.text.strip())
        place = span.binding or span.place or Place("")
        yield warning(TABLE_TOTAL, place, found=typed_total, wanted=sum(figures))


def _text(cell: Inlines) -> str:
    text = "".join(part.text for part in cell if isinstance(part, Span))
    return text.replace(",", "").strip()
