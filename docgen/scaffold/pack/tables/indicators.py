"""Blocks of indicators: rows in groups that merge down.

    一级指标         | 二级指标 | 三级指标 | 分值      two levels; each row 三级指标, 分值
    产出指标（50分） | 数量指标 | 指标1：  |
    ^                | ^        | 指标2：  |

    指标类型         | 指标名称 | 目标值              kinds; the names below them are open
    产出             |          |
    ^                |          |

The groups that the form prints become the block's default content, so that they print again.
"""

from __future__ import annotations

import re
from typing import Any

from docgen.diagnostics.codes import problem_code
from docgen.scaffold.pack.form_fields import FormFields
from docgen.scaffold.pack.naming import is_total_row, key_of
from docgen.scaffold.pack.tables.cell_role import CellRole
from docgen.scaffold.pack.tables.header_scan import HeaderScan
from docgen.scaffold.pack.tables.regions import FormRegion, edges
from docgen.scaffold.pack.tables.repeated_rows import RepeatedRows, rows_below

DRAFT_NO_GROUPS = problem_code(
    "draft-no-groups",
    en=(
        "the rows of 「{label}」 print no groups, so they are plain rows and do not merge ("
        "{template})",
        "to merge them by groups, see rows and merge in docs/en/templates.md",
    ),
    zh=(
        "「{label}」各行没有印上一级，做成了普通的行，不合并（{template}）",
        "要逐级合并，参照 docs/zh/templates.md 的 rows 和 merge",
    ),
)

DRAFT_IN_NAME = problem_code(
    "draft-in-name",
    en=(
        "the blank in 「{label}」 is part of a group's name ({template})",
        "type it in the content file, in the name of this group: 「产出指标（40分）」",
    ),
    zh=(
        "「{label}」里的空是这一组名称的一部分（{template}）",
        "在内容文件里，这一空随这一组的名称一起填",
    ),
)

_LEVEL = re.compile(r"^[一二三四五]级(?:指标|目标)?(?:名称|内容)?(?:[（(].*[）)])?$")
_KIND = re.compile(
    r"^(?:[一二三四五]级|(?:绩效|考核|评价|评估|考评|自评|测评|监测|目标|指标|任务|工作)(?:指标)?)"
    r"(?:指标|类型|类别|分类|种类|维度|内容|项目|方面|要素|模块|领域)(?:[（(].*[）)])?$"
)
_OF_KIND = re.compile(r"(?:指标|目标|任务|措施|事项|项目|要点|要素|因素|内容|标准)(?:名称)?$")
"""Heads of what is of a kind: no figure and no remark, which the rows of fixed kinds have, too."""

_ITEM, _NAME = "指标", "绩效指标"

_Entry = tuple[list[str], dict[str, str | None]]
"""The names of the groups that a row is in, and the texts printed in it by their keys."""


def read_indicators(scan: HeaderScan, found: FormFields) -> HeaderScan:
    """Adds to ``found`` the block below each row of heads that has levels.

    Returns the scan with the rows of these blocks as read.
    """
    for number in range(1, scan.grid.height + 1):
        heads, levels = _heads(scan, number)
        if len(levels) > 1:
            scan = _read_below(scan, heads, levels, found)
    return scan


def _heads(scan: HeaderScan, number: int) -> tuple[list[FormRegion], list[FormRegion]]:
    """The heads of a block that end in the row ``number``, and those of its levels among them."""
    row = scan.grid.row(number)  # the last of several: 偏差原因分析 has heads of its own
    labels = [head for head in row if head.end == number + 1 and scan.is_label(head)]
    levels = [head for head in labels if _LEVEL.match(head.text)]
    kinds = [head for head in labels if _KIND.match(head.text)]
    first = levels if len(levels) > 1 else kinds
    if not first:
        return [], []
    heads = [head for head in row if head.column >= first[0].column]
    return heads, levels if first is levels else _kinds(scan, heads)


def _kinds(scan: HeaderScan, heads: list[FormRegion]) -> list[FormRegion]:
    """The heads of kinds that the row below prints, and of what is of a kind, if it is open."""
    for number, head in enumerate(heads):
        below = scan.grid.below(head)
        if below is None or not (_name(below) and _KIND.match(head.text)):
            is_open = scan.is_open(below) and _OF_KIND.search(key_of(head.text))
            return heads[: number + 1] if is_open else []
    return []


def _read_below(
    scan: HeaderScan, heads: list[FormRegion], levels: list[FormRegion], found: FormFields
) -> HeaderScan:
    rows = rows_below(scan, heads[0].end, heads, lambda row: _continues(scan, row, heads))
    numbers = rows.numbers
    label = scan.grid.left_of(heads[0], numbers[0]) if numbers else None
    label = label if scan.is_label(label) else None
    own = [label] if label is not None and label.row in numbers and label.end > numbers[-1] else []
    first, beside = _bands(heads, levels)
    groups = _groups(rows, first[:-1])
    if any(is_total_row(row[level].text) for row in rows.cells for level in first):
        return scan  # 小计 among the rows is no indicator, and a loop has no other rows
    if not numbers or not rows.are_alike(*groups, *beside, *own, inside=own):
        return scan
    if not all(_LEVEL.match(level.text) for level in levels) and not _are_of_kinds(rows, first):
        return scan
    if len(groups) < len(first) - 1:
        found.doubt(DRAFT_NO_GROUPS, heads[0].cell.element, label=levels[-1].text)
    for level in groups:  # told at the head, as the model row is the only one that stays
        for region in dict.fromkeys(row[level] for row in rows.cells):
            if region.gaps:
                found.doubt(DRAFT_IN_NAME, level.cell.element, label=region.text)
    all_keys = rows.keys(heads)
    names = {head: key for head, key in all_keys.items() if head in groups}
    keys = {head: key for head, key in all_keys.items() if head not in groups}
    cells = rows.fields(keys)
    for head, key in names.items():
        cells[rows.cells[0][head]] = f"{{{{ {_ITEM}.{key} | merge }}}}"
    for region in own:
        cells[region] = f'{{{{ "{region.text}" | merge }}}}'
    group_names = [[row[level].text for level in groups] for row in rows.cells]
    printed = _nested(list(zip(group_names, rows.entries(keys), strict=True)))
    name = key_of(label.text) if label is not None else _NAME
    path = (name if groups else f"{name}[]",)
    scan = rows.add(found, path, _ITEM, keys, cells, tuple(names.values()), printed)
    nameless = (region for region in scan.grid.row(heads[0].row) if region.is_blank)
    return scan.with_roles(dict.fromkeys(nameless, CellRole.CORNER))


def _bands(
    heads: list[FormRegion], levels: list[FormRegion]
) -> tuple[list[FormRegion], list[FormRegion]]:
    """The levels side by side at the left, and those of further indicators to their right."""
    first = [level for level, head in zip(levels, heads, strict=False) if level is head]
    texts = [level.text for level in first]
    own = next((at for at, text in enumerate(texts) if text in texts[:at]), len(first))
    return first[:own], levels[own:]


def _groups(rows: RepeatedRows, levels: list[FormRegion]) -> list[FormRegion]:
    """The outer levels that group rows.

    Each cell of such a level prints a name, and no name is in two cells of one outer group.
    """
    groups: list[FormRegion] = []
    for level in levels:
        path = (*groups, level)
        cells = {(tuple(_name(row[head]) for head in path), row[level]) for row in rows.cells}
        names = {texts for texts, _ in cells}
        if not all(map(all, names)) or len(names) < len(cells):
            break
        groups.append(level)
    return groups


def _are_of_kinds(rows: RepeatedRows, levels: list[FormRegion]) -> bool:
    """Whether what is of a kind is open in all rows, and a kind has room for several."""
    *kinds, last = levels
    is_open = not any(_name(row[last]) for row in rows.cells)
    is_several = any(row[kind].rows > 1 for row in rows.cells for kind in kinds)
    return is_open and is_several and _groups(rows, kinds) == kinds


def _name(region: FormRegion) -> str:
    """The name that a cell of a level prints; a hint such as 指标1： is none."""
    return "" if region.is_hint else region.text


def _nested(rows: list[_Entry]) -> Any:
    """Rows as nested mappings by the names of their groups, with lists of entries inside."""
    if not rows[0][0]:
        return [entry for _, entry in rows]
    groups: dict[str, list[_Entry]] = {}
    for names, entry in rows:
        groups.setdefault(names[0], []).append((names[1:], entry))
    return {name: _nested(inside) for name, inside in groups.items()}


def _continues(scan: HeaderScan, number: int, heads: list[FormRegion]) -> bool:
    """Whether a row has the columns of ``heads``, and is neither a total nor heads of others."""
    row = [region for region in scan.grid.row(number) if region.right > heads[0].column]
    again = [region.text for region in row] == [head.text for head in heads]
    ends = again or any(is_total_row(region.text) for region in row[:1])
    return not ends and edges(row) == edges(heads) and not _are_heads(scan, row)


def _are_heads(scan: HeaderScan, row: list[FormRegion]) -> bool:
    """Whether a row prints labels only, each above an empty cell of its own."""
    below = [scan.grid.below(region) for region in row if scan.is_label(region)]
    return len(below) == len(row) and all(map(scan.is_open, below))
