"""Which rows below the heads of a table are items of it: no totals, no notes, none that is hidden.

    姓名    金额
    张三    100      an item
    李四    200      an item
    合计    300      a total
    制表人：王五     a note
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docgen.diagnostics import Place, Problem, warning
from docgen.diagnostics.codes import problem_code
from docgen.sheets.sheet import Sheet
from docgen.sheets.table import SheetTable, TableRow

HIDDEN_ROWS = problem_code(
    "hidden-rows",
    en=(
        "{count:# row is|# rows are} hidden, and left out: {rows}",
        "to fill them too, take off the filter or show the rows, and save",
    ),
    zh=("有 {count} 行是隐藏的，没有用：第 {rows} 行", "要用的，取消筛选或隐藏后保存"),
)
ROW_OF_TOTALS = problem_code(
    "row-of-totals",
    en=(
        "this row has totals, and was left out: {text}",
        "if it is an item, write something else in its first cell",
    ),
    zh=("这一行是合计，没有用：{text}", "不是合计的，把第一格换成别的文字"),
)
ROW_OF_NOTES = problem_code(
    "row-of-notes",
    en=(
        "this row below the table is a note, and was left out: {text}",
        "if it is an item, fill in its other cells",
    ),
    zh=("这一行是表格下面的说明，没有用：{text}", "不是说明的，填上这一行的其他格"),
)

_TOTALS = frozenset(("合计", "总计", "小计", "共计", "总和", "total", "totals", "subtotal", "sum"))
_NOTE = re.compile(
    r"(?:注|备注|附注|说明|填表|制表|填报|审核|复核|审批|审定|经办|负责人|单位负责人|联系|资料来源|数据来源|"
    r"notes?|sources?|prepared|checked|approved)[^:：]{0,12}[:：]",
    re.IGNORECASE,
)
_SHOWN = 30
_NAMED = 10
"""Hidden rows that a message names."""


@dataclass(frozen=True)
class ItemRows:
    """The rows of a table that are items, and warnings of those that were left out."""

    rows: tuple[TableRow, ...]
    problems: tuple[Problem, ...]


def item_rows(sheet: Sheet, found: SheetTable) -> ItemRows:
    """The rows of a table that are items of it."""
    hidden = [row for row in found.rows if sheet.is_row_hidden(row.number)]
    shown = [row for row in found.rows if not sheet.is_row_hidden(row.number)]
    told = {row.number: _left_out(row, found.heads) for row in shown}
    items = tuple(row for row in shown if told[row.number] is None)
    problems = [problem for problem in told.values() if problem is not None]
    return ItemRows(items, (*_hidden(sheet, hidden), *problems))


def _hidden(sheet: Sheet, rows: Sequence[TableRow]) -> Iterator[Problem]:
    if rows:
        named = ", ".join(str(row.number) for row in rows[:_NAMED])
        more = ", …" if len(rows) > _NAMED else ""
        place = Place(sheet.place.file, rows[0].number, 1, sheet.title)
        yield warning(HIDDEN_ROWS, place, count=len(rows), rows=named + more)


def _left_out(row: TableRow, heads: Sequence[str]) -> Problem | None:
    """Why a row is no item; ``None`` if it is one."""
    filled = {cell.place: cell.text.strip() for cell in row.cells.values() if not cell.is_empty}
    place, first = next(iter(filled.items()), (Place(""), ""))
    if len(heads) > 1 and "".join(first.split()).rstrip(":：").casefold() in _TOTALS:
        return warning(ROW_OF_TOTALS, place, text=first)
    if 2 * len(filled) <= len(heads) and filled and all(map(_NOTE.match, filled.values())):
        return warning(ROW_OF_NOTES, place, text=first[:_SHOWN])
    return None
