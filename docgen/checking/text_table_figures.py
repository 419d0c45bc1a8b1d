"""The figures of the tables of texts, labelled as those of a form are: by row and column.

A sentence can be compared with the table beside it. A figure is in the plain unit of its dimension
(money in 万元), as quantities of sentences are; its unit stands in its cell, in its head, in the
name of its row, or above the table, 单位：万元.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docgen.checking.figures import LabelledFigure
from docgen.checking.form_rules.heads import Head, head_of, plain_head
from docgen.checking.quantities.units import MONEY, PERCENT, UNIT, dimension_of, power_of
from docgen.checking.text_tables.grid import TextTableCell
from docgen.checking.text_tables.text_table import TextTable, text_tables
from docgen.content.blocks import Document
from docgen.content.values import Figure
from docgen.diagnostics import Place

_NO_FIGURES = (Head.WEIGHT, Head.SCORE, Head.TARGET)
"""Columns whose figures no sentence speaks of under the name of the row."""

_IN_BRACKETS = re.compile(rf"[（(]\s*(?:单位\s*[：:]\s*)?(?P<unit>{UNIT})\s*[）)]")
_COUNTED = re.compile(
    "数量|人数|户数|个数|项目数|次数|批次|件数|面积|里程|天数|分|排名|名次|率|比|倍"
)
"""Heads of columns that the money unit above a table is not for."""

_PREFIX = re.compile(r"其中\s*[：:]\s*|\d+[、.．]\s*|[（(]?[一二三四五六七八九十]+[）)、.]\s*")


def text_table_figures(documents: Iterable[Document]) -> list[LabelledFigure]:
    """The figures of all tables, in reading order.

    The steps of each are the name of its row and the head of its column, without their units:
    ``("文献购置", "执行数")``. What a head says of its year stays in it: ``2022年决算数``.
    """
    return [
        figure
        for document in documents
        for table in text_tables(document)
        for figure in _figures(table)
    ]


def _figures(table: TextTable) -> Iterator[LabelledFigure]:
    columns = [column for column in table.figure_columns if _is_told(table.heads[column])]
    for row in table.rows:
        label = label_of(table.label(row))
        for column in columns if label else ():
            cell = row[column]
            if cell.number is not None and column != table.label_column:
                yield _labelled(table, row[table.label_column], label, cell, column)


def _is_told(head: str) -> bool:
    return head_of(head) not in _NO_FIGURES and plain_head(head) != ""


def label_of(text: str) -> str:
    """The name of a row without its number, its unit and 其中."""
    text = _PREFIX.sub("", "".join(text.split()), count=1)
    return plain_head(text)


def _labelled(
    table: TextTable, named: TextTableCell, label: str, cell: TextTableCell, column: int
) -> LabelledFigure:
    unit = _unit(table, named, cell, column)
    number, dimension = cell.number, dimension_of(unit)
    assert number is not None
    if dimension == PERCENT:
        figure = Figure(number.scaleb(-2), f"{number:f}%", cell.place)
    else:
        is_plain = not power_of(unit) and cell.text == f"{number:f}"
        shown = cell.text if is_plain or cell.unit else f"{cell.text}{unit}"
        figure = Figure(number.scaleb(power_of(unit)), shown, cell.place)
    steps = (label, plain_head(table.heads[column]))
    return LabelledFigure(steps, figure, cell.place or Place(""), dimension == MONEY)


def _unit(table: TextTable, named: TextTableCell, cell: TextTableCell, column: int) -> str:
    """The unit of a cell: its own, that of its head, of its row, or of the whole table."""
    head = table.heads[column]
    for text in (head, named.text):
        if not cell.unit and (found := _IN_BRACKETS.search(text)):
            return found["unit"].replace("％", "%")
    is_money = table.money_unit and not _COUNTED.search(head)
    return cell.unit or (table.money_unit if is_money else "")
