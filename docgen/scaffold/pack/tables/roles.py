"""Pass 1 of reading a table: what each cell of it is, once and for all.

    项目资金 |                 | 预算数 | 执行数      LABEL    CORNER         LABEL  LABEL
    ^        | 年度资金总额：  |        |             ^        LABEL          BLANK  BLANK
    □是 □否  | 经办人：        | 填写…  | 签字：      LINE     ROOM           HINT   PEN

A role is told by the cell's own text, and where that leaves it open by its neighbours' texts, never
by what was read before: pass 2 (:mod:`header_scan`) finds the labels of each blank by roles alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

from docgen.scaffold.pack.formulas.printed_codes import codes_of
from docgen.scaffold.pack.lines.date_blanks import says_date
from docgen.scaffold.pack.tables.cell_role import OPEN, CellRole, Roles
from docgen.scaffold.pack.tables.form_cell import (
    Blank,
    cell_blanks,
    is_by_hand,
    opinion_room,
)
from docgen.scaffold.pack.tables.regions import FormGrid, FormRegion, edges
from docgen.templates.by_hand import SIGNATURE
from docgen.templates.units_of_measure import PERCENT, UNITS

COLON = re.compile(r"^(?:其中[：:])?[^：:]{2,24}[：:]$")
"""A label that ends in a colon, behind which there may be room."""

_OF_ACCOUNTS = re.compile(r"(?:资产|负债|权益|现金流量)[：:]$")
"""Headings of groups of accounts, in balance sheets and the like."""

NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]+[）)、.．]")
_SEVERAL, _MANY = 2, 4

EXPLANATION = re.compile(r"标准|要求|说明|依据|方法|办法|细则")
"""Heads of a column that explains the column to its left, such as 评分标准."""

_SENTENCE = re.compile(r"[^\W\d_][，。；][^\W\d_]|[^\W\d_]{4}[。；]")
_NUMBERS_ROWS = "行次"
"""The head of the numbers of rows, which the form prints."""

_REMARK = re.compile(r"[（(][^（()）]{4,}[）)]")
_FOR_FIGURES = {*UNITS, *PERCENT} - {"月", "日", "时", "分"}
"""Units before which a figure may be filled in; the others also part a date."""

_OF_UNITS = re.compile(r"单位$|^量纲$|^规格")
"""Labels of the units of measure of a table."""


def roles_of(grid: FormGrid) -> Roles:
    """The role of each region of a table.

    Each rule asks the texts of neighbours, and gives way to those below it where both apply.
    """
    roles = {region: _by_text(region, grid) for region in grid.regions}
    roles |= dict.fromkeys(_questions(grid, roles), CellRole.LABEL)
    roles |= dict.fromkeys(_in_brackets(grid, roles), CellRole.HINT)
    roles |= dict.fromkeys(_checked(grid, roles), CellRole.LABEL)
    roles |= dict.fromkeys(_explanations(grid, roles), CellRole.PRINTED)
    roles |= dict.fromkeys(_lines_that_name(grid, roles), CellRole.LABEL_LINE)
    roles |= dict.fromkeys(_alike(grid, roles), CellRole.ALIKE)
    roles |= dict.fromkeys(_dates_of_signatures(grid, roles), CellRole.PEN)
    roles |= dict.fromkeys(_column_codes(grid), CellRole.CODE)
    roles |= dict(_units(grid, roles))
    roles |= dict.fromkeys(_corners(grid, roles), CellRole.CORNER)
    roles |= dict.fromkeys(_below_groups(grid, roles), CellRole.PADDING)
    roles |= dict.fromkeys(_without_number(grid, roles), CellRole.PADDING)
    return roles | dict(_by_colon(grid, roles))


def _by_text(region: FormRegion, grid: FormGrid) -> CellRole:
    """The role that a cell's own text gives it."""
    if region.is_blank:
        return CellRole.HINT if region.is_hint else CellRole.BLANK
    if cell_blanks(region) or opinion_room(region):
        return CellRole.LINE
    if is_by_hand(region):
        return CellRole.PEN
    return CellRole.LABEL if region.is_label or region in grid.other_heads else CellRole.PRINTED


def _questions(grid: FormGrid, roles: Mapping[FormRegion, CellRole]) -> Iterator[FormRegion]:
    """The cells that sound like a hint, but name the blank beside them: 请说明原因 | …."""
    for region in grid.regions:
        beside = grid.right_of(region, region.row)
        if (
            roles[region] is CellRole.HINT
            and beside is not None
            and roles[beside] is CellRole.BLANK
        ):
            near = (grid.left_of(region, region.row), grid.above(region))
            named = any(other is not None and roles[other] is CellRole.LABEL for other in near)
            if any(map(str.isalpha, region.text)) and not named:
                yield region


def _in_brackets(grid: FormGrid, roles: Mapping[FormRegion, CellRole]) -> Iterator[FormRegion]:
    """The cells that print only a remark in brackets beside the one label of a row without blanks.

    讨论情况 | （按发言先后逐人记录）       there is nothing else in the row to fill in
    """
    for region in grid.regions:
        row = grid.row(region.row)
        before = grid.left_of(region, region.row)
        remark = roles[region] in (CellRole.LABEL, CellRole.PRINTED) and _REMARK.fullmatch(
            region.text
        )
        beside = remark and before is not None and roles[before] is CellRole.LABEL
        others = any(roles[other] in (*OPEN, CellRole.LINE) for other in row)
        if beside and row[-1] is region and not others:
            yield region


def _checked(grid: FormGrid, roles: Mapping[FormRegion, CellRole]) -> Iterator[FormRegion]:
    """The sentences of a checklist, which name their rows: the same boxes stand behind each.

    疏散 | 通道畅通，未堆放杂物 | □是 □否
    ^    | 出口未上锁、未封堵   | □是 □否
    """
    columns: dict[tuple[int, int, str], list[FormRegion]] = {}
    for region in grid.regions:
        beside = grid.right_of(region, region.row)
        if roles[region] in (CellRole.LABEL, CellRole.PRINTED) and _has_options(beside):
            columns.setdefault((region.column, region.right, beside.text), []).append(region)
    for asked in columns.values():
        heads = [it for it in grid.upwards(asked[0]) if roles[it] is CellRole.LABEL]
        explains = heads and EXPLANATION.search(heads[-1].text)
        names = [name.text for it in asked if (name := grid.left_of(it, it.row)) is not None]
        told_apart = len({*names}) == len(asked) and not any(map(str.isdecimal, names))
        if not explains and not told_apart and len({it.text for it in asked}) == len(asked):
            yield from (it for it in asked if any(map(str.isalpha, it.text)))


def _has_options(region: FormRegion | None) -> TypeGuard[FormRegion]:
    """Whether a cell has nothing but several boxes to tick."""
    gaps = [gap for _, gap in cell_blanks(region)] if region is not None else []
    return len(gaps) >= _SEVERAL and all(gap.kind == "box" and not gap.label for gap in gaps)


def _explanations(grid: FormGrid, roles: Mapping[FormRegion, CellRole]) -> Iterator[FormRegion]:
    """The cells that say how and name nothing: 差错一处扣1分 below 评分标准, or among sentences."""
    for region in grid.regions:
        row = grid.row(region.row)
        if roles[region] is not CellRole.LABEL or all(roles[it] is CellRole.LABEL for it in row):
            continue
        if COLON.match(region.text):  # 评价等级： has room of its own behind it
            continue
        heads = [it for it in grid.upwards(region) if roles[it] is CellRole.LABEL]
        named = any(roles[it] is CellRole.LABEL for it in grid.leftwards(region))
        head = heads[-1] if heads and heads[-1].same_columns(region) else None
        explains = head and (EXPLANATION.search(head.text) or _has_sentences(head, grid, roles))
        if named and explains:
            yield region


def _has_sentences(head: FormRegion, grid: FormGrid, roles: Mapping[FormRegion, CellRole]) -> bool:
    """Whether a head that has others beside it is over sentences: 检查内容 of 检查项目."""
    beside = [it for it in grid.row(head.row) if it is not head and roles[it] is CellRole.LABEL]
    below = [it for it in grid.regions if it.row > head.row and it.same_columns(head)]
    printed = [it.text for it in below if roles[it] is CellRole.PRINTED]
    return len(beside) > 1 and any(map(_SENTENCE.search, printed))


def _lines_that_name(grid: FormGrid, roles: Mapping[FormRegion, CellRole]) -> Iterator[FormRegion]:
    """The cells with a blank in their text that alone name the empty cell beside them."""
    for region in grid.regions:
        before, beside = grid.left_of(region, region.row), grid.right_of(region, region.row)
        value = before is not None and roles[before] is CellRole.LABEL
        is_open = beside is not None and roles[beside] is CellRole.BLANK
        if roles[region] is CellRole.LINE and is_open and not value:
            boxes = any(gap.kind == "box" for _, gap in region.gaps)
            headed = any(_heads_column(above, grid, roles) for above in grid.upwards(region))
            if not boxes and not headed and len(region.gaps) == 1:
                yield region


def _heads_column(label: FormRegion, grid: FormGrid, roles: Mapping[FormRegion, CellRole]) -> bool:
    """Whether a label names what is below it, and no blank beside it."""
    beside = grid.right_of(label, label.row)
    return roles[label] is CellRole.LABEL and (beside is None or roles[beside] not in OPEN)


def _alike(grid: FormGrid, roles: Mapping[FormRegion, CellRole]) -> Iterator[FormRegion]:
    """The cells with blanks in rows that differ only in their numbers.

    | 1 | □是 □否 |   年  月  日 |
    | 2 | □是 □否 |   年  月  日 |
    """
    for number in range(1, grid.height):
        row, below = grid.row(number), grid.row(number + 1)
        if edges(row) == edges(below) and all(map(_are_alike, row, below)):
            yield from (cell for cell in (*row, *below) if roles[cell] is CellRole.LINE)


def _dates_of_signatures(
    grid: FormGrid, roles: Mapping[FormRegion, CellRole]
) -> Iterator[FormRegion]:
    """The cells beside or below a label of a signature with nothing but room for it and its date.

    供货单位代表签字 |       年  月  日
    """
    for region in grid.regions:
        if roles[region] is not CellRole.LINE or not all(map(_is_bare_date, cell_blanks(region))):
            continue
        before, above = grid.left_of(region, region.row), grid.above(region)
        named = before is not None and roles[before] is CellRole.LABEL
        label = before if named else above
        if label is not None and roles[label] is CellRole.LABEL and _asks_to_sign(label):
            yield region


def _is_bare_date(blank: Blank) -> bool:
    return blank[1].kind == "date" and not blank[1].label


def _asks_to_sign(label: FormRegion) -> bool:
    """Whether a label asks for a signature, and not for its date: 签字日期."""
    return SIGNATURE.search(label.text) is not None and not says_date(label.text)


def _are_alike(cell: FormRegion, other: FormRegion) -> bool:
    """Whether two cells, one below the other, hold the same blanks, no text, or numbers."""
    if cell is other:
        return False
    same = cell.text == other.text and bool(not cell.text or cell_blanks(cell))
    return same or (cell.text.isdecimal() and other.text.isdecimal())


def _column_codes(grid: FormGrid) -> Iterator[FormRegion]:
    """The cells of rows that number the columns."""
    for number in codes_of((it.row, it.column, it.text) for it in grid.regions).rows:
        row = [it for it in grid.row(number) if it.row == number]
        if not _are_days(row, grid):
            yield from (it for it in row if it.rows == 1)


def _are_days(row: Sequence[FormRegion], grid: FormGrid) -> bool:
    """Whether numbers are heads of their own below one that spans them: 日期 over 1 | 2."""
    spanned = [it for it in row if (above := grid.above(it)) and not it.same_columns(above)]
    return len(spanned) == len(row) and all(it.text.isdecimal() for it in row)


def _units(
    grid: FormGrid, roles: Mapping[FormRegion, CellRole]
) -> Iterator[tuple[FormRegion, CellRole]]:
    """The cells that print only a unit: room for a figure, or the name of a row, as 桌 is."""
    for region in grid.regions:
        if roles[region] is not CellRole.PRINTED or region.text not in _FOR_FIGURES:
            continue
        first, beside = grid.row(region.row)[0], grid.right_of(region, region.row)
        before = grid.left_of(region, region.row)
        is_of_row = region is first and beside is not None and roles[beside] in OPEN
        if is_of_row or _is_head_beside(region, before, grid, roles):
            yield region, CellRole.LABEL
        elif first.is_label and not _OF_UNITS.search(first.text):
            heads = [above for above in grid.upwards(region) if roles[above] is CellRole.LABEL]
            under = bool(heads) and heads[0].covers(region)
            named = before is not None and roles[before] is CellRole.LABEL
            if (named or under) and not any(_OF_UNITS.search(head.text) for head in heads):
                yield region, CellRole.UNIT


def _is_head_beside(
    unit: FormRegion, head: FormRegion | None, grid: FormGrid, roles: Mapping[FormRegion, CellRole]
) -> bool:
    """Whether a unit is a head like the one before it, both over blanks: 金额 | %."""
    if head is None or roles[head] is not CellRole.LABEL or grid.above(head) is None:
        return False
    below = [grid.below(it) for it in (head, unit)]
    above = grid.above(unit)
    return (
        above is not None
        and above is grid.above(head)
        and all(it is not None and roles[it] is CellRole.BLANK for it in below)
    )


def _corners(grid: FormGrid, roles: Mapping[FormRegion, CellRole]) -> Iterator[FormRegion]:
    """The empty cells with heads to the right up to the end of the row, and row labels below."""
    for region in grid.regions:
        if roles[region] is CellRole.BLANK and _is_corner(region, grid, roles):
            yield region


def _is_corner(region: FormRegion, grid: FormGrid, roles: Mapping[FormRegion, CellRole]) -> bool:
    behind = [other for other in grid.row(region.row) if other.column >= region.right]
    heads = [other for other in behind if roles[other] is CellRole.LABEL]
    below = grid.below(region)
    if len(heads) < len(behind) or not heads or below is None or not below.same_columns(region):
        return False
    if roles[below] is CellRole.BLANK:
        return _is_corner(below, grid, roles)
    beside, under = grid.right_of(below, below.row), grid.below(heads[0])
    if roles[below] is not CellRole.LABEL or beside is None or roles[beside] is CellRole.LABEL:
        return False
    before = grid.left_of(region, region.row)
    alone = before is not None and before.rows == 1 and len(heads) == 1  # 姓名 | … | 照片
    return not alone and under is not None and roles[under] is not CellRole.LABEL


def _below_groups(grid: FormGrid, roles: Mapping[FormRegion, CellRole]) -> Iterator[FormRegion]:
    """The empty cells below the name of a group that the form does not merge down.

    项目资金 | (corner)       | 预算数
             | 年度资金总额   |            the first cell of this row
    """
    groups = {
        grid.left_of(corner, corner.row) for corner in roles if roles[corner] is CellRole.CORNER
    }
    for group in (group for group in groups if group is not None):
        cell = grid.below(group)
        while cell is not None and roles[cell] is CellRole.BLANK and cell.same_columns(group):
            beside = grid.right_of(cell, cell.row)
            if beside is None or roles[beside] is not CellRole.LABEL:
                break
            yield cell
            cell = grid.below(cell)


def _without_number(grid: FormGrid, roles: Mapping[FormRegion, CellRole]) -> Iterator[FormRegion]:
    """The empty cells below 行次 in rows that the form does not number, as it does others."""
    for head in grid.regions:
        if head.text == _NUMBERS_ROWS:
            column = [it for it in grid.regions if it.row > head.row and it.same_columns(head)]
            if any(it.text.isdecimal() for it in column):
                yield from (it for it in column if roles[it] is CellRole.BLANK)


def _by_colon(
    grid: FormGrid, roles: Mapping[FormRegion, CellRole]
) -> Iterator[tuple[FormRegion, CellRole]]:
    """The labels with a colon that do not name the blank beside them, and blanks of no label.

    按收入性质分：       | 按支出性质分：      heads, as 其中： stands below them
    其中：一般公共预算： | 其中：基本支出：
    其他资金：           |                     the blank is padding of its column, no field
    """
    cells = [cell for cell in roles if roles[cell] is CellRole.LABEL and COLON.match(cell.text)]
    for cell in cells:
        beside = grid.right_of(cell, cell.row)
        is_open = beside is not None and roles[beside] in OPEN
        if beside is None or not is_open or any(map(beside.same_columns, cells)):
            yield cell, _beside_no_blank(cell, grid, roles)
        elif _is_heading(cell, beside, grid, roles):
            yield from ((blank, CellRole.PADDING) for blank in _room_beside(cell, grid, roles))
    columns = Counter((cell.column, cell.right) for cell in cells)
    for region in grid.regions:
        cells_above = [cell for cell in cells if cell.same_columns(region)]
        below = bool(cells_above) and cells_above[0].row < region.row
        if roles[region] is CellRole.BLANK and below and columns[region.column, region.right] > 1:
            yield region, CellRole.PADDING


def _beside_no_blank(
    cell: FormRegion, grid: FormGrid, roles: Mapping[FormRegion, CellRole]
) -> CellRole:
    """The role of a label with a colon that no blank is beside of."""
    beside, below = grid.right_of(cell, cell.row), grid.below(cell)
    if SIGNATURE.search(cell.text):
        return CellRole.PEN
    if beside is not None and roles[beside] is CellRole.LABEL and beside.rows < cell.rows:
        return CellRole.LABEL  # the name of a group of rows: 绩效： beside those of its indicators
    if beside is not None and roles[beside] in (CellRole.PRINTED, CellRole.LINE, CellRole.CODE):
        return (
            CellRole.ROOM
            if roles[beside] is CellRole.LINE and "：" in beside.text
            else CellRole.LABEL
        )
    if below is not None and below.text.startswith("其中") and below.same_columns(cell):
        return CellRole.LABEL
    return (
        CellRole.LABEL if grid.is_full_width(cell) and NUMBERED.match(cell.text) else CellRole.ROOM
    )


def _is_heading(
    cell: FormRegion, beside: FormRegion, grid: FormGrid, roles: Mapping[FormRegion, CellRole]
) -> bool:
    """Whether a label stands over rows of its own, as 流动资产：; its own row is not filled in."""
    under = grid.below(cell)
    over_rows = under is not None and roles[under] is CellRole.LABEL and under.same_columns(cell)
    headed = any(roles[above] is CellRole.LABEL for above in grid.upwards(beside))
    return over_rows and headed and _OF_ACCOUNTS.search(cell.text) is not None


def _room_beside(
    cell: FormRegion, grid: FormGrid, roles: Mapping[FormRegion, CellRole]
) -> Iterator[FormRegion]:
    """The blanks to the right of a label, up to the next label."""
    beside = grid.right_of(cell, cell.row)
    while beside is not None and roles[beside] in (*OPEN, CellRole.PRINTED):
        if roles[beside] in OPEN:
            yield beside
        beside = grid.right_of(beside, cell.row)
