"""Reads cells that hold a label and the room behind it: 其他资金： in a column of such cells.

按收入性质分：       | 按支出性质分：      heads, as 其中： stands below them
其中：一般公共预算： | 其中：基本支出：
其他资金：           |                     the blank is padding of its column, no field
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.scaffold.pack.form_fields import Field, Kind, Spot
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.formulas.field_types import is_figure
from docgen.scaffold.pack.naming import SIGNATURE, key_of
from docgen.scaffold.pack.tables.header_scan import HeaderScan
from docgen.scaffold.pack.tables.regions import FormRegion
from docgen.word.xml import w

_COLON = re.compile(r"^(?:其中[：:])?[^：:]{2,24}[：:]$")


def fields_in_labels(scan: HeaderScan) -> Iterator[Field]:
    """The fields of cells that hold a label and the room behind it.

    Adds those cells and the blanks that go with them to ``scan.consumed``.
    """
    labels = [region for region in scan.grid.regions if scan.is_label(region)]
    cells = [label for label in labels if _COLON.match(label.text)]
    headings = [cell for cell in cells if _is_heading(cell, scan)]
    signatures = [cell for cell in cells if SIGNATURE.search(cell.text)]
    for heading in headings:
        scan.consumed |= set(_room_beside(heading, scan))
    scan.consumed |= {cell for cell in signatures if not next(_room_beside(cell, scan), None)}
    cells = [cell for cell in cells if cell not in headings and cell not in signatures]
    for cell in cells:
        column = [other for other in cells if other.same_columns(cell)]
        beside = scan.grid.right_of(cell, cell.row)
        if len(column) < 2 and beside is not None and not _holds_label(beside, scan):
            continue  # the label of a row, which ends in a colon
        scan.consumed |= _padding(column, scan)
        if cell is column[0] and len(column) > 1 and _has_head(column):
            continue
        yield _colon_field(cell, column, scan)
    scan.consumed |= set(cells) if cells and len(cells) > 1 else set()


def _holds_label(region: FormRegion, scan: HeaderScan) -> bool:
    """Whether a cell holds a label, with or without blanks behind it."""
    return scan.is_label(region) or (region in scan.consumed and "：" in region.text)


def _is_heading(region: FormRegion, scan: HeaderScan) -> bool:
    """Whether a label stands over rows of its own, as 流动资产：; its own row is not filled in."""
    if scan.is_section(region):
        return True
    under = scan.grid.below(region)
    over_rows = under is not None and scan.is_label(under) and not _COLON.match(under.text)
    return over_rows and scan.is_of_row(region)


def _room_beside(region: FormRegion, scan: HeaderScan) -> Iterator[FormRegion]:
    """The blanks to the right of a label, up to the next label."""
    blank = scan.grid.right_of(region, region.row)
    while blank is not None and scan.is_open(blank):
        yield blank
        blank = scan.grid.right_of(blank, region.row)


def _has_head(column: list[FormRegion]) -> bool:
    """Whether the first cell of a column is the head of the others."""
    return column[1].text.startswith("其中")


def _padding(column: list[FormRegion], scan: HeaderScan) -> set[FormRegion]:
    """The blanks below the first cell of a column of labels; they are no fields."""
    if len(column) < 2:
        return set()
    first = column[0]
    regions = (region for region in scan.grid.regions if region.same_columns(first))
    return {region for region in regions if region.is_blank and first.row < region.row}


def _colon_field(region: FormRegion, column: list[FormRegion], scan: HeaderScan) -> Field:
    groups = [label for label in scan.row_headers(region) if label.rows > 1]
    above = column[:1] if len(column) > 1 and _has_head(column) else []
    labels = [*reversed(groups), *above]
    if sum(cell.text == region.text for cell in column) > 1:  # 日期： in each row
        row = (cell for cell in scan.grid.row(region.row) if scan.is_label(cell))
        labels += [cell for cell in row if cell.rows == 1 and cell is not region][:1]
    path = tuple(key_of(label.text) for label in labels)
    paragraph = region.cell.element.findall(w("p"))[-1]
    end = len(FormLine(paragraph).text)
    around = "".join(label.text for label in labels)
    kind: Kind = "figure" if is_figure(key_of(region.text), around) else "text"
    return Field((*path, key_of(region.text)), Spot(paragraph, end, end), kind, region.text)
