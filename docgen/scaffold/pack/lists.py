"""Lists: blank rows below a row of heads, or below 专项资金（一个专项一行）."""

from __future__ import annotations

import re
from collections.abc import Mapping

from docgen.scaffold.pack.form_fields import FormFields
from docgen.scaffold.pack.header_scan import HeaderScan
from docgen.scaffold.pack.naming import NAMELESS, TOTAL, key_of, list_key, told_apart, without_year
from docgen.scaffold.pack.regions import Region
from docgen.scaffold.pack.repeated_rows import RepeatedRows, below, is_numbered, is_open_row
from docgen.scaffold.pack.table_cells import keys_of_heads
from docgen.word.xml import w

_EACH = re.compile(r"[一每][个项].*[一每][行列]|逐[个项]")
_LISTED = re.compile(r"项目|明细|清单|名单|一览|台账")
_COUNT = re.compile(r"栏次|行次|\d*(?:=[\d+\-－—*×/÷()（）]+)?|[甲乙丙丁]")
_TOTAL = re.compile(r"^(?:合计|总计)$")
_ITEM = "行"
_LONGEST = 12


def read_lists(sheet: HeaderScan, title: str, found: FormFields) -> None:
    """Adds the lists of a table; ``title`` names one that has no name in the table."""
    for label in sheet.grid.regions:
        if sheet.is_label(label) and _EACH.search(label.text):
            _below_label(sheet, label, found)
    for number in range(1, sheet.grid.height + 1):
        _below_heads(sheet, number, title, found)


def _below_label(sheet: HeaderScan, label: Region, found: FormFields) -> None:
    """The blank rows below 专项资金（一个专项一行）, its own row being their total."""
    model = [one for one in sheet.grid.row(label.row) if one.column >= label.column]
    numbers = below(sheet, label.end, lambda row: is_open_row(sheet, row, model, numbered=False))
    rows = RepeatedRows(sheet, numbers, model)
    if not numbers or not rows.repeat():
        found.doubt("draft-no-rows", label.cell.element, label=label.text)
        return
    heads = [sheet.headers(rows.cells[0][one]).heads[-1:] for one in model[1:]]
    named = [keys_of_heads(head, sheet)[0] if head else NAMELESS for head in heads]
    keys = dict(zip(model, told_apart(["名称", *named]), strict=True))
    groups = tuple(key_of(one.text) for one in sheet.headers(model[-1]).groups)
    path = (*groups, f"{list_key(label.text)}[]")
    rows.add(found, path, _ITEM, keys, rows.fields(keys, label.text))


def _below_heads(sheet: HeaderScan, number: int, title: str, found: FormFields) -> None:
    """The blank rows below a row of heads, and in each section below it."""
    row = sheet.grid.row(number)
    heads = [one for one in row if sheet.is_label(one) and one.end == number + 1]
    if len(heads) < 2:
        return
    named = next((one.text for one in row if sheet.is_label(one) and one not in heads), "")
    over = sheet.grid.row(number - 1)
    if not named and len(over) == 1 and sheet.is_label(over[0]):  # 二、培训情况
        named = "" if title and over[0].text.startswith(title) else over[0].text
    start = number + 1
    while _is_between(sheet, start):
        start += 1
    _below_row(sheet, start, heads, named, title, found)
    for section in sheet.sections_below(number):
        _below_row(sheet, section.end, heads, section.text, title, found)


def _is_between(sheet: HeaderScan, number: int) -> bool:
    """Whether a row stands between heads and their list: 栏次 | 1 | 2, or a total above it."""
    texts = [one.text for one in sheet.grid.row(number)]
    counts = all(map(_COUNT.fullmatch, texts)) and texts.count("") < 2 < len(texts)
    return counts or bool(texts and _TOTAL.match(texts[0]))


def _below_row(
    sheet: HeaderScan, start: int, heads: list[Region], named: str, title: str, found: FormFields
) -> None:
    """A list if the rows are many, or if the name says that there may be more."""
    numbers = below(sheet, start, lambda row: is_open_row(sheet, row, heads))
    rows = RepeatedRows(sheet, numbers, heads)
    if not numbers or (len(numbers) == 1 and not _LISTED.search(named)) or not rows.repeat():
        return
    if len(numbers) == 1:
        found.doubt("draft-one-row", heads[0].cell.element, label=named)
    counted = [one for one in heads if is_numbered(row[one] for row in rows.cells)]
    by_word = [one for one in heads if all(_is_numbered_by_word(row[one]) for row in rows.cells)]
    keys = rows.keys(one for one in heads if one not in (*counted, *by_word))
    cells = rows.fields(keys) | {rows.cells[0][one]: "{{ loop.index }}" for one in counted}
    name = key_of(without_year(named, sheet.edition, say=False)) or _short(title) or "明细"
    rows.add(found, (f"{name}[]",), _ITEM, keys, cells)
    for beside in (numbers[0] - 1, numbers[-1] + 1):
        _name_total(sheet, beside, keys)


def _is_numbered_by_word(region: Region) -> bool:
    """Whether Word counts an empty cell by its paragraph's numbering."""
    number = f"{w('p')}/{w('pPr')}/{w('numPr')}"
    return not region.text and region.cell.element.find(number) is not None


def _short(title: str) -> str:
    """A title that can be a key; the whole name of an office's form is too long for one."""
    return title if len(title) <= _LONGEST else ""


def _name_total(sheet: HeaderScan, number: int, keys: Mapping[Region, str]) -> None:
    """Notes the blanks of the row of a list's total, so that they have the list's keys."""
    if any(TOTAL.match(one.text) for one in sheet.grid.row(number)):
        for head, key in keys.items():
            cell = sheet.grid.at(number, head.column)
            if cell is not None and sheet.is_open(cell) and cell.same_columns(head):
                sheet.summed[cell] = key
