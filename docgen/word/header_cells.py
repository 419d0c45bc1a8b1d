"""The headers of a table's cells: which labels name a cell.

    经费控制情况（万元） | 上年决算数 | 本年预算数     the last {{ … }}: 三公经费 is the header of
    三公经费            | {{ … }}    | {{ … }}        its row, 本年预算数 that of its column

This is the scan of the HTML standard, section 4.9.12.2 (assigning header cells), for tables of
Word, which have no ``th``: what is a label, and which labels head a column, is asked of the caller.
The scan goes left and up over the regions of the grid. A header beyond other cells is not taken if
a nearer one has the same extent. Official forms are several tables in one, so, unlike in HTML,

* a label to the left has to reach over more rows than the labels before it: it names their group;
* a row of heads hides all rows above it, and a head has to cover all columns of the cell;
* a label over the full width is the title of the rows below it, not a head.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise, takewhile

from docgen.word.grid import AnyRegion, Grid


def row_headers(
    grid: Grid[AnyRegion], region: AnyRegion, is_label: Callable[[AnyRegion], bool]
) -> Iterator[AnyRegion]:
    """The labels to the left of ``region`` that name it, the nearest first."""
    tallest, opaque = 0, 0
    for left in grid.leftwards(region):
        if not is_label(left):
            opaque = tallest
        elif left.rows > opaque:
            tallest = max(tallest, left.rows)
            yield left


def column_headers(
    grid: Grid[AnyRegion], region: AnyRegion, is_head: Callable[[AnyRegion], bool]
) -> Iterator[AnyRegion]:
    """The labels above ``region`` that name it, the nearest first: those that are heads."""
    in_heads = False
    for above in grid.upwards(region):
        if is_head(above) and above.covers(region) and not _is_title(grid, above, region):
            in_heads = True
            yield above
        elif in_heads:
            return


def _is_title(grid: Grid[AnyRegion], above: AnyRegion, region: AnyRegion) -> bool:
    """Whether ``above`` is over the full width, and ``region`` is not."""
    return grid.is_full_width(above) and not grid.is_full_width(region)


def nearest_headers(
    grid: Grid[AnyRegion],
    region: AnyRegion,
    is_label: Callable[[AnyRegion], bool],
    is_head: Callable[[AnyRegion], bool],
) -> tuple[AnyRegion | None, AnyRegion | None]:
    """The header of the row and that of the column, as messages name a cell.

    A label is named by itself. A cell at the beginning of its row, where no label is beside it, is
    named by the nearest label above, also by that of a row: 专项资金（一个专项一行）.

    A label of the cell's own row comes before a nearer one of several rows, which is then the
    header of the column if there is no other: 废气 | 采取的措施. A label-value pair has no header
    of the column, except in a table such as 项目 | 金额 | 项目 | 金额.
    """
    if is_label(region):
        return region, None
    if grid.left_of(region, region.row) is None:
        above = (label for label in grid.upwards(region) if is_label(label))
        return None, next((label for label in above if label.covers(region)), None)
    labels = list(row_headers(grid, region, is_label))
    nearest = labels[0] if labels else None
    row = next((label for label in labels if label.rows <= region.rows), nearest)
    column = next(column_headers(grid, region, is_head), None)
    if column is None:
        return row, nearest if nearest is not row else None
    if row is not None and _has_pairs(grid, region.row, is_label):
        column = column if _is_beside_names(grid, column, row, is_label, is_head) else None
    return row, column


def _is_beside_names(
    grid: Grid[AnyRegion],
    column: AnyRegion,
    row: AnyRegion,
    is_label: Callable[[AnyRegion], bool],
    is_head: Callable[[AnyRegion], bool],
) -> bool:
    """Whether the column of ``row``, a label, has a head beside ``column``, and names below it."""
    head, name = (grid.at(number, row.column) for number in (column.row, column.end))
    if head is None or name is None or head.end != column.end:
        return False
    return is_head(head) and is_label(name)


def _has_pairs(grid: Grid[AnyRegion], row: int, is_label: Callable[[AnyRegion], bool]) -> bool:
    """Whether a label follows another cell in ``row``, as in label-value pairs."""
    are_labels = [is_label(region) for region in grid.row(row)]
    return any(label and not before for before, label in pairwise(are_labels))


def heads_column(
    grid: Grid[AnyRegion], label: AnyRegion, is_label: Callable[[AnyRegion], bool]
) -> bool:
    """Whether a label names its column, and not its row.

    HTML calls a ``th`` a column header if its row has no data. Here the row may have empty corners
    before its labels, and behind them a column without a name.
    """
    row = [region for region in grid.row(label.row) if not _is_corner(grid, region)]
    labels = list(takewhile(is_label, row))
    behind = row[len(labels) :]
    if not labels or any(map(is_label, behind)):
        return False
    return not behind or not _names_row(grid, labels[-1], behind[0], is_label)


def _is_corner(grid: Grid[AnyRegion], region: AnyRegion) -> bool:
    """Whether it is empty and before the heads: no label of its own row alone is beside it."""
    left = grid.left_of(region, region.row)
    return not region.text and (left is None or left.rows > region.rows)


def _names_row(
    grid: Grid[AnyRegion],
    label: AnyRegion,
    value: AnyRegion,
    is_label: Callable[[AnyRegion], bool],
) -> bool:
    """Whether a label names the value to its right: that has a head, or no value is below it."""
    below = grid.below(label) if label.rows == 1 else None
    return any(map(is_label, grid.upwards(value))) or below is None or is_label(below)
