"""Blocks of indicators: rows in groups that merge down.

    一级指标         | 二级指标 | 三级指标 | 分值      two levels; each row 三级指标, 分值
    产出指标（50分） | 数量指标 | 指标1：  |
    ^                | ^        | 指标2：  |

What the form prints as groups is their first content, so that it prints again.
"""

from __future__ import annotations

import re
from typing import Any

from docgen.scaffold.pack.form_fields import FormFields
from docgen.scaffold.pack.header_scan import HeaderScan
from docgen.scaffold.pack.naming import TOTAL, key_of
from docgen.scaffold.pack.regions import Region, edges
from docgen.scaffold.pack.repeated_rows import RepeatedRows, below

_LEVEL = re.compile(r"^[一二三四五]级指标$")
_ITEM, _NAME = "指标", "绩效指标"

_Entry = tuple[list[str], dict[str, str | None]]
"""The names of the groups that a row is in, and what is printed in it."""


def read_indicators(sheet: HeaderScan, found: FormFields) -> None:
    """Adds the blocks below each row of heads with levels."""
    for number in range(1, sheet.grid.height + 1):
        heads = [one for one in sheet.grid.row(number) if one.row == number]
        levels = [one for one in heads if sheet.is_label(one) and _LEVEL.match(one.text)]
        if len(levels) > 1:
            _read_below(sheet, heads[heads.index(levels[0]) :], levels, found)


def _read_below(
    sheet: HeaderScan, heads: list[Region], levels: list[Region], found: FormFields
) -> None:
    numbers = below(sheet, heads[0].end, lambda row: _goes_on(sheet, row, heads))
    label = sheet.grid.left_of(heads[0], numbers[0]) if numbers else None
    label = label if sheet.is_label(label) else None
    own = [label] if label is not None and label.row in numbers and label.end > numbers[-1] else []
    rows = RepeatedRows(sheet, numbers, heads)
    groups = _groups(rows, levels[:-1])
    if not numbers or not rows.repeat(*groups, *own, inside=own):
        return
    if len(groups) < len(levels) - 1:
        found.doubt("draft-no-groups", heads[0].cell.element, label=levels[-1].text)
    named = rows.keys(heads)
    names = {one: key for one, key in named.items() if one in groups}
    keys = {one: key for one, key in named.items() if one not in groups}
    cells = rows.fields(keys)
    for one, key in names.items():
        cells[rows.cells[0][one]] = f"{{{{ {_ITEM}.{key} | merge }}}}"
    for one in own:
        cells[one] = f'{{{{ "{one.text}" | merge }}}}'
    above = [[row[one].text for one in groups] for row in rows.cells]
    printed = _nested(list(zip(above, rows.entries(keys), strict=True)))
    name = key_of(label.text) if label is not None else _NAME
    path = (name if groups else f"{name}[]",)
    rows.add(found, path, _ITEM, keys, cells, tuple(names.values()), printed)
    sheet.corners.update(one for one in sheet.grid.row(heads[0].row) if one.is_blank)


def _groups(rows: RepeatedRows, levels: list[Region]) -> list[Region]:
    """The levels that group: each has its names, and no name in two cells of one group."""
    groups: list[Region] = []
    for one in levels:
        cells = {(tuple(row[level].text for level in (*groups, one)), row[one])
                 for row in rows.cells}  # fmt: skip
        names = {name for name, _ in cells}
        if not all(map(all, names)) or len(names) < len(cells):
            break
        groups.append(one)
    return groups


def _nested(rows: list[_Entry]) -> Any:
    """Rows in groups by their names."""
    if not rows[0][0]:
        return [entry for _, entry in rows]
    groups: dict[str, list[_Entry]] = {}
    for names, entry in rows:
        groups.setdefault(names[0], []).append((names[1:], entry))
    return {name: _nested(inside) for name, inside in groups.items()}


def _goes_on(sheet: HeaderScan, number: int, heads: list[Region]) -> bool:
    """Whether a row has just these columns, and is no total nor the heads once more."""
    row = [one for one in sheet.grid.row(number) if one.right > heads[0].column]
    again = [one.text for one in row] == [one.text for one in heads]
    ends = again or any(TOTAL.match(one.text) for one in row[:1])
    return not ends and edges(row) == edges(heads)
