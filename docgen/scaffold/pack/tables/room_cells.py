"""The fields of cells that hold a label and the room behind it: 经办人：, 其他资金：.

按收入性质分：       | 按支出性质分：      heads, as 其中： stands below them
其中：一般公共预算： | 其中：基本支出：
"""

from __future__ import annotations

from collections.abc import Iterator

from docgen.scaffold.pack.form_fields import Field, Kind, Spot
from docgen.scaffold.pack.formulas.field_types import is_figure
from docgen.scaffold.pack.naming import key_of
from docgen.scaffold.pack.tables.cell_role import CellRole
from docgen.scaffold.pack.tables.header_scan import HeaderScan
from docgen.scaffold.pack.tables.regions import FormRegion
from docgen.scaffold.pack.tables.roles import COLON


def fields_with_room(scan: HeaderScan) -> Iterator[Field]:
    """The fields of cells that hold a label and the room behind it."""
    cells = scan.of_role(CellRole.ROOM)
    for cell in cells:
        column = [other for other in cells if other.same_columns(cell)]
        yield _field(cell, column, scan)


def _head_of(cell: FormRegion, scan: HeaderScan) -> list[FormRegion]:
    """The label above the parts of its column: 按收入性质分： above 其中：."""
    for above in scan.grid.upwards(cell):
        if scan.is_label(above) and COLON.match(above.text) and above.same_columns(cell):
            return [above]
        if not COLON.match(above.text) or not above.same_columns(cell):
            return []
    return []


def _field(region: FormRegion, column: list[FormRegion], scan: HeaderScan) -> Field:
    groups = [label for label in scan.row_headers(region) if label.rows > 1]
    labels = [*reversed(groups), *_head_of(region, scan)]
    if sum(cell.text == region.text for cell in column) > 1:  # 日期： in each row
        row = (cell for cell in scan.grid.row(region.row) if scan.is_label(cell))
        labels += [cell for cell in row if cell.rows == 1 and cell is not region][:1]
    path = tuple(key_of(label.text) for label in labels)
    line = region.lines[-1]
    end = len(line.text)
    around = "".join(label.text for label in labels)
    kind: Kind = "figure" if is_figure(key_of(region.text), around) else "text"
    return Field((*path, key_of(region.text)), Spot(line.paragraph, end, end), kind, region.text)
