"""Rows of a form that repeat: lists below heads, 一个专项一行, and blocks of indicators.

    一级指标         | 二级指标 | 三级指标 | 分值      two levels; each row 三级指标, 分值
    产出指标（50分） | 数量指标 | 指标1：  |
    ^                | ^        | 指标2：  |

What the form prints in such rows is their first content, so that it prints again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile
from typing import Any

from docgen.checking.form import is_left_over
from docgen.drafting.fields import Block, Field, Found, Path
from docgen.drafting.matrix import keys_of_heads, kind_of, spot_in
from docgen.drafting.naming import NAMELESS, key_of, list_key, without_year
from docgen.drafting.regions import Region
from docgen.drafting.sheets import Sheet
from docgen.word.marks import w

_LEVEL = re.compile(r"^[一二三四五]级指标$")
_END = re.compile(r"^(?:总分|合计|总计|小计)")
_EACH = re.compile(r"[一每][个项].*[一每][行列]|逐[个项]")
_LISTED = re.compile(r"项目|明细|清单|名单|一览|台账")
_DOTS = re.compile(r"[….·]*")
_NUMBER = re.compile(r"\d+")
_ITEM, _INDICATOR, _INDICATORS = "行", "指标", "绩效指标"

_Row = dict[Region, Region]
"""The region under each head."""


def read_blocks(sheet: Sheet, title: str, found: Found) -> None:
    """Adds the blocks of a table; ``title`` names a list that has no name in the table."""
    rows = range(1, sheet.grid.height + 1)
    for number in rows:
        heads = [one for one in sheet.grid.row(number) if one.row == number]
        levels = [one for one in heads if sheet.is_label(one) and _LEVEL.match(one.text)]
        if len(levels) > 1:
            _indicators(sheet, heads[heads.index(levels[0]) :], levels, found)
    for label in sheet.grid.regions:
        if sheet.is_label(label) and _EACH.search(label.text):
            _rows_of_label(sheet, label, found)
    for number in rows:
        _rows_of_heads(sheet, number, title, found)


def _indicators(sheet: Sheet, heads: list[Region], levels: list[Region], found: Found) -> None:
    """The rows below heads with levels, as groups of rows where the form prints the groups."""
    numbers = _below(sheet, heads[0].end, lambda row: _has_columns(sheet, row, heads))
    label = sheet.grid.left_of(heads[0], numbers[0]) if numbers else None
    own = [label] if label is not None and label.is_label and label.row in numbers else []
    groups = levels[:-1]
    if not numbers or not _repeats(sheet, numbers, [*heads, *own], [*groups, *own]):
        return
    rows = [_row_of(sheet, number, heads) for number in numbers]
    if not all(row[one].text for row in rows for one in groups):
        found.doubt("draft-no-groups", heads[0].cell.element, label=levels[-1].text)
        groups = []
    keys = _keys([one for one in heads if one not in groups], sheet)
    levels_of = _keys(groups, sheet)
    cells: dict[Region, Field | str] = dict(_cells(rows[0], keys))
    for one, key in levels_of.items():
        cells[rows[0][one]] = f"{{{{ {_INDICATOR}.{key} | merge }}}}"
    for one in own:
        cells[one] = f'{{{{ "{one.text}" | merge }}}}'
    entries = [([row[one].text for one in groups], _entry(row, keys)) for row in rows]
    name = key_of(label.text) if label is not None and label.is_label else _INDICATORS
    path = (name if groups else f"{name}[]",)
    _add(sheet, found, path, _INDICATOR, numbers, rows, keys, cells,
         levels=tuple(levels_of.values()), default=_nested(entries))  # fmt: skip
    beside = sheet.grid.row(heads[0].row)
    sheet.corners.update(one for one in beside if one.is_blank)


def _nested(rows: list[tuple[list[str], dict[str, str | None]]]) -> Any:
    """Rows in groups by their names."""
    if not rows[0][0]:
        return [entry for _, entry in rows]
    groups: dict[str, list[tuple[list[str], dict[str, str | None]]]] = {}
    for names, entry in rows:
        groups.setdefault(names[0], []).append((names[1:], entry))
    return {name: _nested(below) for name, below in groups.items()}


def _rows_of_label(sheet: Sheet, label: Region, found: Found) -> None:
    """The blank rows below 专项资金（一个专项一行）, its own row being their total."""
    model = [one for one in sheet.grid.row(label.row) if one.column >= label.column]
    numbers = _below(sheet, label.end, lambda row: _is_open_row(sheet, row, model, numbered=False))
    if not numbers or not _repeats(sheet, numbers, model):
        found.doubt("draft-no-rows", label.cell.element, label=label.text)
        return
    rows = [_row_of(sheet, number, model) for number in numbers]
    heads = [sheet.around(rows[0][one]).heads[-1:] for one in model[1:]]
    named = [keys_of_heads(head, sheet)[0] if head else NAMELESS for head in heads]
    keys = dict(zip(model, _told_apart(["名称", *named]), strict=True))
    groups = tuple(key_of(one.text) for one in sheet.around(model[-1]).groups)
    path = (*groups, f"{list_key(label.text)}[]")
    _add(sheet, found, path, _ITEM, numbers, rows, keys, dict(_cells(rows[0], keys, label.text)))


def _rows_of_heads(sheet: Sheet, number: int, title: str, found: Found) -> None:
    """Blank rows under a row of heads: a list if they are many, or if its name says so."""
    row = sheet.grid.row(number)
    heads = [one for one in row if sheet.is_label(one) and one.end == number + 1]
    side = [one for one in row if one not in heads]
    if len(heads) < 2:
        return
    named = next((one.text for one in side if sheet.is_label(one)), "")
    _rows_from(sheet, number + 1, heads, named, title, found)
    for section in sheet.sections_below(number):
        _rows_from(sheet, section.end, heads, section.text, title, found)


def _rows_from(
    sheet: Sheet, start: int, heads: list[Region], named: str, title: str, found: Found
) -> None:
    """The list in the blank rows that begin at ``start``."""
    numbers = _below(sheet, start, lambda row: _is_open_row(sheet, row, heads))
    if not numbers or (len(numbers) == 1 and not _LISTED.search(named)):
        return
    if not _repeats(sheet, numbers, heads):
        return
    if len(numbers) == 1:
        found.doubt("draft-one-row", heads[0].cell.element, label=named)
    rows = [_row_of(sheet, below, heads) for below in numbers]
    counted = [one for one in heads if all(_NUMBER.fullmatch(row[one].text) for row in rows)]
    keys = _keys([one for one in heads if one not in counted], sheet)
    cells: dict[Region, Field | str] = dict(_cells(rows[0], keys))
    cells |= {rows[0][one]: "{{ loop.index }}" for one in counted}
    name = key_of(without_year(named, sheet.edition, say=False)) or title or "明细"
    _add(sheet, found, (f"{name}[]",), _ITEM, numbers, rows, keys, cells)


def _add(
    sheet: Sheet, found: Found, path: Path, item: str, numbers: list[int], rows: list[_Row],
    keys: dict[Region, str], cells: dict[Region, Field | str], *,
    levels: tuple[str, ...] = (), default: Any = None,
) -> None:  # fmt: skip
    elements = sheet.grid.table.findall(w("tr"))
    found.hints += [row[one].cell.element for row in rows for one in keys if _is_hint(row[one])]
    printed = default if default is not None else [_entry(row, keys) for row in rows]
    lines = tuple(elements[number - 1] for number in numbers)
    block = Block(path, item, lines, levels, cells, printed)
    found.blocks.append(block)
    for number in numbers:
        sheet.claimed.update(one for one in sheet.grid.row(number) if one.row >= numbers[0])


def _below(sheet: Sheet, start: int, goes_on: Callable[[int], bool]) -> list[int]:
    return list(takewhile(goes_on, range(start, sheet.grid.height + 1)))


def _repeats(
    sheet: Sheet, numbers: list[int], heads: list[Region], merging: Sequence[Region] = ()
) -> bool:
    """Whether the rows can stand for each other: what merges down does so over all, or in groups.

    ``merging`` are the heads whose columns merge down within the rows.
    """
    first, last = numbers[0], numbers[-1]
    for number in numbers:
        for region in sheet.grid.row(number):
            over_all = region.row < first and region.end > last
            alone = region.row == number and region.rows == 1
            grouped = region.row >= first and region.end <= last + 1
            inside = any(head.covers(region) for head in heads)
            may_merge = any(head.covers(region) for head in merging)
            fits = alone or (grouped and may_merge) if inside else over_all
            if not fits or (inside and region in sheet.claimed):
                return False
    return True


def _has_columns(sheet: Sheet, number: int, heads: list[Region]) -> bool:
    """Whether a row has just these columns, and is no total."""
    row = [one for one in sheet.grid.row(number) if one.right > heads[0].column]
    ends = any(_END.match(one.text) for one in row[:1])
    return not ends and _edges(row) == _edges(heads)


def _is_open_row(sheet: Sheet, number: int, heads: list[Region], *, numbered: bool = True) -> bool:
    """Whether the cells under ``heads`` are all to be filled in, but for a number or dots."""
    first, last = heads[0].column, heads[-1].right
    row = [one for one in sheet.grid.row(number) if first <= one.column < last]
    if _edges(row) != _edges(heads):
        return False
    blank = [one for one in row if sheet.is_open(one) and one.row == number]
    others = [one for one in row if one not in blank]
    return bool(blank) and all(numbered and _fills_in(one, sheet) for one in others)


def _edges(row: Iterable[Region]) -> list[tuple[int, int]]:
    return [(one.column, one.right) for one in row]


def _fills_in(region: Region, sheet: Sheet) -> bool:
    free = region not in sheet.claimed
    return free and bool(_DOTS.fullmatch(region.text) or _NUMBER.fullmatch(region.text))


def _row_of(sheet: Sheet, number: int, heads: list[Region]) -> _Row:
    found = ((one, sheet.grid.at(number, one.column)) for one in heads)
    return {one: region for one, region in found if region is not None}


def _keys(heads: list[Region], sheet: Sheet) -> dict[Region, str]:
    """The key of each column, no two alike."""
    keys = [keys_of_heads([one], sheet)[0] for one in heads]
    outer = [sheet.grid.above(one) for one in heads]
    apart = [
        f"{keys_of_heads([over], sheet)[0]}{key}"
        if over is not None and keys.count(key) > 1 and sheet.is_label(over)
        else key
        for key, over in zip(keys, outer, strict=True)
    ]
    return dict(zip(heads, _told_apart(apart), strict=True))


def _told_apart(keys: list[str]) -> list[str]:
    counted: Counter[str] = Counter()
    apart = []
    for key in keys:
        counted[key] += 1
        apart.append(f"{key}{counted[key]}" if counted[key] > 1 else key)
    return apart


def _cells(row: _Row, keys: dict[Region, str], around: str = "") -> Iterable[tuple[Region, Field]]:
    for head, key in keys.items():
        cell = row[head]
        kind = kind_of(key, f"{around}{head.text}", cell)
        yield cell, Field((key,), spot_in(cell.cell.element), kind, head.text)


def _entry(row: _Row, keys: dict[Region, str]) -> dict[str, str | None]:
    """What the form prints in a row; hints such as 指标1： are for whoever fills it in."""
    return {key: None if _is_hint(row[one]) else row[one].text or None for one, key in keys.items()}


def _is_hint(region: Region) -> bool:
    return bool(region.text) and bool(_DOTS.fullmatch(region.text) or is_left_over(region.text))
