"""The figures of the tables of a text by row and column, for the sentences that speak of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from docgen.checking.claims.subjects import Subjects
from docgen.checking.claims.times import THIS, Times
from docgen.checking.quantities.units import PERCENT, UNIT, dimension_of, power_of
from docgen.checking.text_tables.text_table import TextTable
from docgen.content.agreement import PrintedFigure
from docgen.content.blocks import Inlines
from docgen.content.numbers import places_of
from docgen.diagnostics import Place

_UNIT_OF_HEAD = re.compile(rf"[（(](?:单位[：:])?\s*({UNIT})\s*[)）]")
_RATE = re.compile(r"率|占比|比例|比重|增幅|增减％|增减%|幅度")
_NO_MONEY = re.compile(
    r"率|比|度|数量|个数|人数|户数|次数|[人户个件台吨亩]数|面积|序号|分值|得分|权重"
)
_ASIDE = re.compile(r"[（(].*?[)）]")


@dataclass(frozen=True)
class TableFact:
    """A figure of a table.

    Attributes:
        label: the name of its row, as a subject.
        head: the head of its column without its unit.
        dimension: what it measures; empty if the table does not say.
        period: the time of its column, as :class:`Times` names it.
        printed: the figure, in the plain unit of its dimension.
        text: the figure as it is printed, without its unit.
        unit: its own unit, or that of its column; empty if the table does not say.
        place: where it stands.
        is_timed: whether the head of its column is nothing but a time.
        cell: what its cell is made of, by which the table is known.
        column: the number of its table in the text, and of its column in that.
        is_total: whether its row adds others up.
    """

    label: str
    head: str
    dimension: str
    period: str
    printed: PrintedFigure
    text: str
    unit: str
    place: Place
    is_timed: bool = False
    cell: Inlines = ()
    column: tuple[int, int] = (0, 0)
    is_total: bool = False

    @property
    def words(self) -> str:
        """The figure with its unit."""
        return f"{self.text}{self.unit}"


def table_facts(
    tables: Iterable[TextTable], subjects: Subjects, times: Times
) -> Iterator[TableFact]:
    """The figures of all tables, in reading order."""
    for number, table in enumerate(tables):
        columns = [it for it in table.figure_columns if it != table.label_column]
        units = {it: _unit_of(table.heads[it], table.money_unit) for it in columns}
        for row in table.rows:
            label = subjects.bare(table.label(row))
            for column in columns if label or table.is_total(row) else ():
                cell = row[column]
                if cell.number is not None and cell.place is not None:
                    unit = cell.unit or units[column]
                    fact = _fact(label, table.heads[column], unit, cell.number, cell.place, times)
                    where = (number, column)
                    total = table.is_total(row)
                    yield replace(fact, cell=cell.inlines, column=where, is_total=total)


def _fact(
    label: str, head: str, unit: str, number: Decimal, place: Place, times: Times
) -> TableFact:
    match = times.pattern.search(head)
    period = times.period(match) if match else THIS
    plain = _ASIDE.sub("", head)
    rest = times.pattern.sub("", plain).strip()
    value = number.scaleb(power_of(unit))
    is_exact = places_of(number) <= 0 and unit != "%" and power_of(unit) <= 0
    return TableFact(
        label,
        plain,
        PERCENT if unit == "%" else dimension_of(unit) if unit else "",
        period,
        PrintedFigure(value, is_exact),
        f"{number:,f}",
        unit,
        place,
        is_timed=match is not None and rest in ("", "数", "决算数", "执行数", "支出", "金额"),
    )


def _unit_of(head: str, money: str) -> str:
    """The unit of a column: that in its head, per cent of a rate, or the table's money."""
    if match := _UNIT_OF_HEAD.search(head):
        return match[1].replace("％", "%")
    if "%" in head or "％" in head or _RATE.search(head):
        return "%"
    return "" if _NO_MONEY.search(head) else money
