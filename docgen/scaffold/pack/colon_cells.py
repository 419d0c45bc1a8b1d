"""Cells that hold a label and the room behind it: 其他资金： in a column of such cells.

按收入性质分：       | 按支出性质分：      the first is a head, for 其中： stands below it
其中：一般公共预算： | 其中：基本支出：
其他资金：           |                     a blank that only fills its column up
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.scaffold.pack.form_fields import Field, Kind, Spot
from docgen.scaffold.pack.header_scan import HeaderScan
from docgen.scaffold.pack.lines import FormLine
from docgen.scaffold.pack.naming import SIGNATURE, is_figure, key_of
from docgen.scaffold.pack.regions import Region
from docgen.word.xml import w

_COLON = re.compile(r"^(?:其中[：:])?[^：:]{2,24}[：:]$")


def fields_in_labels(sheet: HeaderScan) -> Iterator[Field]:
    """The fields of cells that hold a label and the room behind it; those cells are claimed."""
    cells = [one for one in sheet.grid.regions if sheet.is_label(one) and _COLON.match(one.text)]
    headings = [one for one in cells if _is_heading(one, sheet)]
    signed = [one for one in cells if SIGNATURE.search(one.text)]
    for region in headings:
        sheet.consumed |= set(_room_beside(region, sheet))
    sheet.consumed |= {one for one in signed if not next(_room_beside(one, sheet), None)}
    cells = [one for one in cells if one not in headings and one not in signed]
    for region in cells:
        column = [one for one in cells if one.same_columns(region)]
        beside = sheet.grid.right_of(region, region.row)
        if len(column) < 2 and sheet.is_open(beside):
            continue  # a row's label that happens to end in a colon
        if len(column) < 2 and beside is not None and not _holds_label(beside, sheet):
            continue
        sheet.consumed |= _empty_mates(column, sheet)
        if region is column[0] and len(column) > 1 and _is_head_of(column):
            continue
        yield _colon_field(region, column, sheet)
    sheet.consumed |= set(cells) if cells and len(cells) > 1 else set()


def _holds_label(region: Region, sheet: HeaderScan) -> bool:
    """Whether a cell has a label of its own, be it with blanks behind it."""
    return sheet.is_label(region) or (region in sheet.consumed and "：" in region.text)


def _is_heading(region: Region, sheet: HeaderScan) -> bool:
    """Whether it stands over rows of its own, as 流动资产： does; its row is not filled in."""
    if sheet.is_section(region):
        return True
    under = sheet.grid.below(region)
    over_rows = under is not None and sheet.is_label(under) and not _COLON.match(under.text)
    return over_rows and sheet.is_of_row(region)


def _room_beside(region: Region, sheet: HeaderScan) -> Iterator[Region]:
    """The blanks to the right, up to the next label."""
    blank = sheet.grid.right_of(region, region.row)
    while blank is not None and sheet.is_open(blank):
        yield blank
        blank = sheet.grid.right_of(blank, region.row)


def _is_head_of(column: list[Region]) -> bool:
    return column[1].text.startswith("其中")


def _empty_mates(column: list[Region], sheet: HeaderScan) -> set[Region]:
    """Blanks that only fill the columns of such cells up."""
    if len(column) < 2:
        return set()
    blanks = (one for one in sheet.grid.regions if one.is_blank and one.same_columns(column[0]))
    return {one for one in blanks if column[0].row < one.row}


def _colon_field(region: Region, column: list[Region], sheet: HeaderScan) -> Field:
    groups = [one for one in sheet.row_headers(region) if one.rows > 1]
    above = column[:1] if len(column) > 1 and _is_head_of(column) else []
    labels = [*reversed(groups), *above]
    if sum(one.text == region.text for one in column) > 1:  # 日期： in each row
        row = (one for one in sheet.grid.row(region.row) if sheet.is_label(one))
        labels += [one for one in row if one.rows == 1 and one is not region][:1]
    path = tuple(key_of(one.text) for one in labels)
    paragraph = region.cell.element.findall(w("p"))[-1]
    end = len(FormLine(paragraph).text)
    around = "".join(one.text for one in labels)
    kind: Kind = "figure" if is_figure(key_of(region.text), around) else "text"
    return Field((*path, key_of(region.text)), Spot(paragraph, end, end), kind, region.text)
