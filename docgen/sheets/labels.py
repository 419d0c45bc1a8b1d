"""The cell where the label of a row and that of a column meet, wherever they have moved.

               | 预算          | 决算          find(sheet, "财政拨款/基本支出", "决算/年初")
               | 年初  | 全年  | 年初  | 全年
    财政拨款   |
      基本支出 | 1     | 2     | 3     | 4

The heads of a column are found as in forms of Word (the HTML standard, section 4.9.12.2): the
nearest rows above the cell that hold no figures; they hide all that is above them, so that each of
several tables in a sheet has its own. A title alone in its row is no head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, NoReturn

from docgen.diagnostics import nearest
from docgen.diagnostics.bilingual import listed_names
from docgen.diagnostics.codes import problem_code
from docgen.sheets.cells import Cell
from docgen.sheets.label_grid import LabelGrid
from docgen.sheets.label_texts import plain_label
from docgen.sheets.sheet import MergedRange, Sheet
from docgen.sheets.table import head_text
from docgen.sheets.workbook_file import WorkbookError

UNKNOWN_LABEL = problem_code(
    "unknown-label",
    en=("the sheet has no label 「{label}」{nearest}", "write a label as it stands in the sheet"),
    zh=("工作表中没有「{label}」这一项{nearest}", "照工作表上的写法写这一项的名称"),
)
LABELS_APART = problem_code(
    "labels-apart",
    en=(
        "no cell is in the row 「{row}」 and below the head 「{column}」",
        "write a label of a row and a head above it, or the address of the cell, such as F12",
    ),
    zh=(
        "没有哪个单元格既在「{row}」这一行，又在表头「{column}」下面",
        "写同一张表的行名称和列表头，或者直接写单元格地址，如 F12",
    ),
)
SEVERAL_CELLS = problem_code(
    "several-cells",
    en=(
        "「{row}」 and 「{column}」 meet in {cells}",
        "write which one: with its group, as in 财政拨款/基本支出, or the address {first}",
    ),
    zh=(
        "「{row}」和「{column}」交于 {cells}",
        "写清是哪一个：带上它的上一级，如 财政拨款/基本支出，或者直接写地址 {first}",
    ),
)


_TOLD = 6
"""The most cells that are named where several fit."""


class _Named(NamedTuple):
    """A label that was found: its range, and the plain labels above it on its path."""

    merged: MergedRange
    path: tuple[str, ...]


@lru_cache(maxsize=8)
def _grid_of(sheet: Sheet) -> LabelGrid:
    return LabelGrid(sheet)


def find(sheet: Sheet, row_label: str, column_label: str) -> Cell:
    """The cell in the row of one label and below the other; each may be a path: 财政拨款/基本支出.

    Blanks, full and half width, ordinals, units in brackets and colons make no difference.
    Raises :class:`WorkbookError` if there is no such cell, or more than one.
    """
    grid = _grid_of(sheet)
    found = _meetings(grid, _named(grid, row_label), _named(grid, column_label))
    if not found:
        words = {"row": row_label, "column": column_label}
        raise WorkbookError(LABELS_APART, sheet.place, **words)
    if len(found) > 1:
        cells = listed_names((cell.place.address for cell in found), most=_TOLD)
        raise WorkbookError(
            SEVERAL_CELLS,
            sheet.place,
            row=row_label,
            column=column_label,
            cells=cells,
            first=found[0].place.address,
        )
    return found[0]


def _named(grid: LabelGrid, label: str) -> list[_Named]:
    """The labels of a text, or of a path. Raises :class:`WorkbookError` if there is none."""
    whole = plain_label(label)
    if whole in grid.by_text:
        return [_Named(merged, ()) for merged in grid.by_text[whole]]
    *above, last = map(plain_label, re.split("[/／]", label))
    for part in (*above, last):
        if part not in grid.by_text:
            _refuse(grid, part if above else label)
    return [_Named(merged, tuple(above)) for merged in grid.by_text[last]]


def _refuse(grid: LabelGrid, label: str) -> NoReturn:
    like = nearest(plain_label(label), grid.by_text)
    shown = head_text(grid.sheet.cell(*grid.by_text[like][0][:2])) if like else ""
    raise WorkbookError(UNKNOWN_LABEL, grid.sheet.place, label=label, nearest=shown)


def _meetings(grid: LabelGrid, rows: list[_Named], columns: list[_Named]) -> list[Cell]:
    """The cells in a row of ``rows`` and below a head of ``columns``."""
    found = {
        grid.sheet.range_at(row, column)[:2]
        for label in rows
        if not grid.is_title_of_heads(label.merged)
        for head in columns
        for row, column in _shared(grid, label, head)
        if _is_named(grid, label, head, row, column)
    }
    return [grid.sheet.cell(*place) for place in sorted(found)]


def _shared(grid: LabelGrid, label: _Named, head: _Named) -> Iterator[tuple[int, int]]:
    """The places to the right of a label and below a head."""
    last_row = min(label.merged.last_row, grid.sheet.last_row)
    last_column = grid.last_below(head.merged)
    for row in range(max(label.merged.row, head.merged.last_row + 1), last_row + 1):
        first = max(head.merged.column, label.merged.last_column + 1)
        for column in range(first, last_column + 1):
            yield row, column


def _is_named(grid: LabelGrid, label: _Named, head: _Named, row: int, column: int) -> bool:
    heads = grid.heads(row, column)
    if head.merged not in heads:
        return False
    outer = [grid.texts[above] for above in heads[heads.index(head.merged) + 1 :]]
    names = range(label.merged.last_column + 1, column)
    if any(grid.repeats(label.merged, name, row) for name in names):
        return False
    return _in_order(head.path, outer) and _is_within(grid, label, row)


def _is_within(grid: LabelGrid, label: _Named, row: int) -> bool:
    """Whether the labels of the path are beside a label, or above it as an outline has them."""
    return _in_order(label.path, grid.groups(label.merged, row))


def _in_order(path: tuple[str, ...], outer: list[str]) -> bool:
    """Whether the labels of a path, from the innermost, stand in this order among ``outer``."""
    left = iter(outer)
    return all(part in left for part in reversed(path))
