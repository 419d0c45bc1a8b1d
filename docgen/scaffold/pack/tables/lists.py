"""Lists: blank rows below a row of heads, or below 专项资金（一个专项一行）."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from docgen.diagnostics.codes import problem_code
from docgen.scaffold.pack.form_fields import INDEX, FormFields
from docgen.scaffold.pack.naming import (
    NAMELESS,
    is_total_row,
    key_of,
    list_key,
    numbered_repeats,
    without_year,
)
from docgen.scaffold.pack.tables.cell_role import CellRole
from docgen.scaffold.pack.tables.header_scan import HeaderScan
from docgen.scaffold.pack.tables.regions import FormRegion
from docgen.scaffold.pack.tables.repeated_rows import (
    by_hand,
    is_numbered,
    is_open_row,
    rows_below,
)
from docgen.scaffold.pack.tables.table_cells import DRAFT_LEFT_OUT, keys_of_heads
from docgen.word.xml import w

DRAFT_NO_ROWS = problem_code(
    "draft-no-rows",
    en=(
        "no blank row below 「{label}」, so no row repeats ({template})",
        "leave one row there in the blank form, and draft it again",
    ),
    zh=("「{label}」下面没有空行，没有做成重复的行（{template}）", "在空白表里留一行，再做一次"),
)
DRAFT_ONE_ROW = problem_code(
    "draft-one-row",
    en=(
        "「{label}」 has one row; by its name it may have more ({template})",
        "if there is only ever one, delete the rows with for and endfor in the template",
    ),
    zh=(
        "「{label}」只有一行，按名称当作可以有多行（{template}）",
        "只会有一行的，在模板里删去 for 和 endfor 两行",
    ),
)

_ROW_FOR_EACH = re.compile(r"[一每][个项].*[一每][行列]|逐[个项]")
_LISTED = re.compile(r"项目|明细|清单|名单|一览|台账")
_COLUMN_NUMBER = re.compile(r"栏次|行次|\d*(?:=[\d+\-－—*×/÷()（）]+)?|[甲乙丙丁]")
_ITEM = "行"
_LONGEST = 12


def read_lists(scan: HeaderScan, title: str, found: FormFields) -> HeaderScan:
    """Adds the lists of a table to ``found``; ``title`` names one without a name in the table.

    Returns the scan with the rows of these lists as read, and the blanks of their totals.
    """
    for label in scan.grid.regions:
        if scan.is_label(label) and _ROW_FOR_EACH.search(label.text):
            scan = _below_label(scan, label, found)
    for number in range(1, scan.grid.height + 1):
        scan = _below_heads(scan, number, title, found)
    unlisted = scan.of_role(CellRole.ALIKE)
    return scan.with_roles(dict.fromkeys(unlisted, CellRole.LINE))


def _below_label(scan: HeaderScan, label: FormRegion, found: FormFields) -> HeaderScan:
    """Adds the blank rows below 专项资金（一个专项一行）, whose own row is their total."""
    model = [region for region in scan.grid.row(label.row) if region.column >= label.column]
    rows = rows_below(
        scan, label.end, model, lambda row: is_open_row(scan, row, model, numbered=False)
    )
    if not rows.numbers or not rows.are_alike():
        found.doubt(DRAFT_NO_ROWS, label.cell.element, label=label.text)
        return scan
    heads = [scan.headers(rows.cells[0][region]).heads[-1:] for region in model[1:]]
    names = [keys_of_heads(head, scan)[0] if head else NAMELESS for head in heads]
    keys = dict(zip(model, numbered_repeats(["名称", *names]), strict=True))
    groups = tuple(key_of(group.text) for group in scan.headers(model[-1]).groups)
    path = (*groups, f"{list_key(label.text)}[]")
    return rows.add(found, path, _ITEM, keys, rows.fields(keys, label.text))


def _below_heads(scan: HeaderScan, number: int, title: str, found: FormFields) -> HeaderScan:
    """Adds the blank rows below a row of heads, and those in each section below it."""
    row = scan.grid.row(number)
    heads = [region for region in row if scan.is_label(region) and region.end == number + 1]
    if len(heads) < 2:
        return scan
    labels = (region for region in row if scan.is_label(region) and region not in heads)
    name = next((label.text for label in labels), "")
    over = scan.grid.row(number - 1)
    if not name and len(over) == 1 and scan.is_label(over[0]):  # 二、培训情况
        name = "" if title and over[0].text.startswith(title) else over[0].text
    start = number + 1
    while _is_between(scan, start):
        start += 1
    scan = _below_row(scan, start, heads, name, title, found)
    for section in scan.sections_below(number):
        scan = _below_row(scan, section.end, heads, section.text, title, found)
    return scan


def _is_between(scan: HeaderScan, number: int) -> bool:
    """Whether a row separates heads from their list: 栏次 | 1 | 2, or a total above the list."""
    row = scan.grid.row(number)
    texts = [region.text for region in row]
    if row and all(scan.roles[region] is CellRole.CODE for region in row):
        return True
    numbers = all(map(_COLUMN_NUMBER.fullmatch, texts)) and texts.count("") < 2 < len(texts)
    return numbers or bool(texts and is_total_row(texts[0]))


def _below_row(
    scan: HeaderScan, start: int, heads: list[FormRegion], name: str, title: str, found: FormFields
) -> HeaderScan:
    """Adds a list if there are several rows, or one whose ``name`` says that there may be more."""
    rows = rows_below(scan, start, heads, lambda row: is_open_row(scan, row, heads))
    numbers = rows.numbers
    one = len(numbers) == 1 and not rows.dropped  # …… below one row says that there may be more
    if not numbers or (one and not _LISTED.search(name)) or not rows.are_alike():
        return scan
    if one:
        found.doubt(DRAFT_ONE_ROW, heads[0].cell.element, label=name)
    counted = [head for head in heads if _is_counted(head, [row[head] for row in rows.cells])]
    by_word = [head for head in heads if all(_is_numbered_by_word(row[head]) for row in rows.cells)]
    signed = [head for head in heads if by_hand(head)]
    keys = rows.keys(head for head in heads if head not in (*counted, *by_word, *signed))
    if not keys:
        return scan
    for head in signed:
        found.doubt(DRAFT_LEFT_OUT, rows.cells[0][head].cell.element, label=head.text)
    cells = rows.fields(keys) | {rows.cells[0][head]: INDEX for head in counted}
    key = key_of(without_year(name, scan.edition, say=False)) or _short(title) or "明细"
    scan = rows.add(found, (f"{key}[]",), _ITEM, keys, cells)
    summed = dict(scan.summed)
    for beside in (numbers[0] - 1, max(*numbers, *rows.dropped, 0) + 1):
        summed |= dict(_total_of(scan, beside, keys))
    return replace(scan, summed=summed)


def _is_counted(head: FormRegion, cells: Sequence[FormRegion]) -> bool:
    """Whether a column holds the numbers of its rows, or is for them: 序号."""
    is_open = all(not cell.text and not _is_numbered_by_word(cell) for cell in cells)
    return is_numbered(cells) or (head.text == "序号" and is_open)


def _is_numbered_by_word(region: FormRegion) -> bool:
    """Whether it is an empty cell whose paragraph Word numbers."""
    number = f"{w('p')}/{w('pPr')}/{w('numPr')}"
    return not region.text and region.cell.element.find(number) is not None


def _short(title: str) -> str:
    """``title`` if it is short enough for a key, else empty."""
    return title if len(title) <= _LONGEST else ""


def _total_of(
    scan: HeaderScan, number: int, keys: Mapping[FormRegion, str]
) -> Iterator[tuple[FormRegion, str]]:
    """The blanks of the row that sums a list, each with the key of its column in the list."""
    if any(is_total_row(region.text) for region in scan.grid.row(number)):
        for head, key in keys.items():
            cell = scan.grid.at(number, head.column)
            if cell is not None and scan.is_open(cell) and cell.same_columns(head):
                yield cell, key
