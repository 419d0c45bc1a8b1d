"""Rows of a form that repeat: lists below heads, 一个专项一行, and blocks of indicators.

    一级指标         | 二级指标 | 三级指标 | 分值      two levels; each row 三级指标, 分值
    产出指标（50分） | 数量指标 | 指标1：  |
    ^                | ^        | 指标2：  |

What the form prints in such rows is their first content, so that it prints again.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Any

from docgen.checking.form import is_left_over
from docgen.drafting.fields import Block, Field, Found
from docgen.drafting.matrix import keys_of_heads, kind_of, spot_in
from docgen.drafting.naming import key_of, list_key, without_year
from docgen.drafting.regions import Region
from docgen.drafting.sheets import Sheet
from docgen.word.marks import w

_LEVEL = re.compile(r"^[一二三四]级指标$")
_END = re.compile(r"^(?:总分|合计|总计|小计)")
_EACH = re.compile(r"[一每][个项].*[一每][行列]|逐[个项]")
_LISTED = re.compile(r"项目|明细|清单|名单|一览|台账")
_DOTS = re.compile(r"[….·]*")
_NUMBER = re.compile(r"\d+")
_OF_NUMBERS = re.compile(r"^(?:序号|编号|行次|栏次)$")
_ITEM = "行"
_INDICATOR = "指标"


def read_blocks(sheet: Sheet, title: str, found: Found) -> None:
    """Adds the blocks of a table; ``title`` names a list that has no name in the table."""
    for number in range(1, sheet.grid.height + 1):
        heads = [one for one in sheet.grid.row(number) if one.row == number]
        levels = [one for one in heads if sheet.is_label(one) and _LEVEL.match(one.text)]
        if len(levels) > 1:
            _indicators(sheet, heads, levels, found)
    for label in list(sheet.grid.regions):
        if sheet.is_label(label) and _EACH.search(label.text):
            _rows_of_label(sheet, label, found)
    for number in range(1, sheet.grid.height + 1):
        _rows_of_heads(sheet, number, title, found)


def _indicators(sheet: Sheet, heads: list[Region], levels: list[Region], found: Found) -> None:
    """The rows below a head with levels, as groups of rows."""
    columns = heads[heads.index(levels[0]) :]
    numbers = list(takewhile(lambda row: _has_columns(sheet, row, columns),
                             range(columns[0].end, sheet.grid.height + 1)))  # fmt: skip
    if not numbers:
        return
    *groups, own = levels
    label = sheet.grid.left_of(groups[0], numbers[0])
    name = key_of(label.text) if label is not None and label.is_label else "绩效指标"
    rows = [_row_of(sheet, number, columns) for number in numbers]
    names = [[row[one].text for one in groups] for row in rows]
    printed = all(all(row) for row in names)
    shown = groups if printed else []
    keys = [one for one in columns if one not in shown]
    entries = [{_key(one, sheet): _printed(row[one]) for one in keys} for row in rows]
    default: Any = entries
    if printed:
        default = _nested(list(zip(names, entries, strict=True)))
    cells: dict[Region, Field | str] = {
        rows[0][one]: _cell(one, rows[0][one], sheet) for one in keys
    }
    cells |= {rows[0][one]: f"{{{{ {_INDICATOR}.{_key(one, sheet)} | merge }}}}" for one in shown}
    if label is not None and label.row == numbers[0] and label.is_label:
        cells[label] = f'{{{{ "{label.text}" | merge }}}}'
    if not printed:
        found.doubt("draft-no-groups", columns[0].cell.element, label=own.text)
    _add(sheet, found, Block(
        (name,), _INDICATOR, _elements(sheet, numbers),
        tuple(_key(one, sheet) for one in shown), cells, default, _hints(rows, keys),
    ), numbers)  # fmt: skip
    sheet.claimed.update(one for one in sheet.grid.row(heads[0].row) if one.is_blank)


def _nested(rows: list[tuple[list[str], dict[str, str | None]]]) -> Any:
    """Rows in groups by their names."""
    if not rows or not rows[0][0]:
        return [entry for _, entry in rows]
    groups: dict[str, list[tuple[list[str], dict[str, str | None]]]] = {}
    for names, entry in rows:
        groups.setdefault(names[0], []).append((names[1:], entry))
    return {name: _nested(below) for name, below in groups.items()}


def _rows_of_label(sheet: Sheet, label: Region, found: Found) -> None:
    """The blank rows below 专项资金（一个专项一行）, its own row being their total."""
    model = [one for one in sheet.grid.row(label.row) if one.column >= label.column]
    numbers = list(takewhile(lambda row: _is_blank_row(sheet, row, model),
                             range(label.end, sheet.grid.height + 1)))  # fmt: skip
    if not numbers:
        found.doubt("draft-no-rows", label.cell.element, label=label.text)
        return
    rows = [sheet.grid.row(number) for number in numbers]
    around = [sheet.around(one) for one in rows[0]]
    keys = [(keys_of_heads(one.heads, sheet) or ("名称",))[-1] for one in around]
    keys = ["名称" if sheet.around(model[0]).row is None and index == 0 else key
            for index, key in enumerate(keys)]  # fmt: skip
    groups = tuple(key_of(one.text) for one in sheet.around(model[-1]).groups)
    cells: dict[Region, Field | str] = {
        one: Field((key,), spot_in(one.cell.element), kind_of(key, label.text, one), key)
        for one, key in zip(rows[0], keys, strict=True)
    }
    default = [dict.fromkeys(keys) for _ in numbers]
    path = (*groups, f"{list_key(label.text)}[]")
    _add(sheet, found, Block(path, _ITEM, _elements(sheet, numbers), (), cells, default), numbers)


def _rows_of_heads(sheet: Sheet, number: int, title: str, found: Found) -> None:
    """Blank rows under a row of heads: a list if they are many, or if its name says so."""
    row = sheet.grid.row(number)
    begun = [one for one in row if one.end == number + 1 or one.row == number]
    labels = [one for one in begun if sheet.is_label(one) and one.end == number + 1]
    if len(labels) < 2:
        return
    side = [one for one in row if one not in labels]
    numbers = list(takewhile(lambda below: _is_open_row(sheet, below, labels, side),
                             range(number + 1, sheet.grid.height + 1)))  # fmt: skip
    group = next((one for one in side if sheet.is_label(one)), None)
    named = group.text if group is not None else ""
    if not numbers or (len(numbers) == 1 and not _LISTED.search(named)):
        return
    if len(numbers) == 1:
        found.doubt("draft-one-row", labels[0].cell.element, label=named)
    rows = [_row_of(sheet, below, labels) for below in numbers]
    counted = [one for one in labels if all(_NUMBER.fullmatch(below[one].text) for below in rows)]
    keys = [one for one in labels if one not in counted]
    cells: dict[Region, Field | str] = {
        rows[0][one]: _cell(one, rows[0][one], sheet) for one in keys
    }
    cells |= {rows[0][one]: "{{ loop.index }}" for one in counted}
    default = [{_key(one, sheet): _printed(below[one]) for one in keys} for below in rows]
    name = key_of(without_year(named, sheet.edition, say=False)) or title or "明细"
    elements, hints = _elements(sheet, numbers), _hints(rows, keys)
    block = Block((f"{name}[]",), _ITEM, elements, (), cells, default, hints)
    _add(sheet, found, block, numbers)


def _add(sheet: Sheet, found: Found, block: Block, numbers: list[int]) -> None:
    found.blocks.append(block)
    for number in numbers:
        inside = (one for one in sheet.grid.row(number) if one.row >= numbers[0])
        sheet.claimed.update(inside)


def _has_columns(sheet: Sheet, number: int, columns: list[Region]) -> bool:
    """Whether a row has just these columns, and is no total."""
    row = [one for one in sheet.grid.row(number) if one.right > columns[0].column]
    ends = any(_END.match(one.text) for one in row[:1])
    return not ends and [(one.column, one.right) for one in row] == [
        (one.column, one.right) for one in columns
    ]


def _is_blank_row(sheet: Sheet, number: int, model: list[Region]) -> bool:
    row = [one for one in sheet.grid.row(number) if one.column >= model[0].column]
    same = [(one.column, one.right) for one in row] == [(one.column, one.right) for one in model]
    return same and all(sheet.is_open(one) and one.row == number for one in row)


def _is_open_row(sheet: Sheet, number: int, heads: list[Region], side: list[Region]) -> bool:
    """Whether a row goes on with the columns of ``heads``, all of them to be filled in."""
    rest = [one for one in sheet.grid.row(number) if one not in side]
    if [(one.column, one.right) for one in rest] != [(one.column, one.right) for one in heads]:
        return False
    blank = [one for one in rest if sheet.is_open(one) and one.row == number]
    others = [one for one in rest if one not in blank]
    return bool(blank) and all(_fills_in(one, sheet) for one in others)


def _fills_in(region: Region, sheet: Sheet) -> bool:
    """Dots, or a number in front."""
    free = region not in sheet.claimed
    return free and bool(_DOTS.fullmatch(region.text) or _NUMBER.fullmatch(region.text))


def _row_of(sheet: Sheet, number: int, columns: list[Region]) -> dict[Region, Region]:
    """The region of each column in a row."""
    found = ((one, sheet.grid.at(number, one.column)) for one in columns)
    return {one: region for one, region in found if region is not None}


def _key(head: Region, sheet: Sheet) -> str:
    return keys_of_heads([head], sheet)[0]


def _cell(head: Region, cell: Region, sheet: Sheet) -> Field:
    key = _key(head, sheet)
    return Field((key,), spot_in(cell.cell.element), kind_of(key, head.text, cell), head.text)


def _printed(region: Region) -> str | None:
    """What the form prints in a row; hints such as 指标1： are for whoever fills it in."""
    return None if _is_hint(region) else region.text or None


def _is_hint(region: Region) -> bool:
    return bool(region.text) and bool(_DOTS.fullmatch(region.text) or is_left_over(region.text))


def _hints(rows: list[dict[Region, Region]], keys: list[Region]) -> tuple[Any, ...]:
    cells = [row[one] for row in rows for one in keys]
    return tuple(one.cell.element for one in cells if _is_hint(one))


def _elements(sheet: Sheet, numbers: list[int]) -> tuple[Any, ...]:
    rows = sheet.grid.table.findall(w("tr"))
    return tuple(rows[number - 1] for number in numbers)
