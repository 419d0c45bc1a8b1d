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
        title = grid.is_full_width(above) and not grid.is_full_width(region)
        if is_head(above) and above.covers(region) and not title:
            in_heads = True
            yield above
        elif in_heads:
            return


def nearest_headers(
    grid: Grid[AnyRegion],
    region: AnyRegion,
    is_label: Callable[[AnyRegion], bool],
    is_head: Callable[[AnyRegion], bool],
) -> tuple[AnyRegion | None, AnyRegion | None]:
    """The header of the row and that of the column, as messages name a cell.

    A label is named by itself. A cell at the beginning of its row, where no label is beside it, is
    named by the nearest label above, be it the label of a row: 专项资金（一个专项一行）.
    """
    if is_label(region):
        return region, None
    columns = column_headers(grid, region, is_head)
    if grid.left_of(region, region.row) is None:
        above = grid.upwards(region)
        columns = (label for label in above if is_label(label) and label.covers(region))
    return next(row_headers(grid, region, is_label), None), next(columns, None)


def heads_column(
    grid: Grid[AnyRegion], label: AnyRegion, is_label: Callable[[AnyRegion], bool]
) -> bool:
    """Whether a label names its column: its rows hold labels, and hardly anything else.

    HTML calls a ``th`` a column header if its rows have no data. A row of heads may have an empty
    corner, and columns without a name; a row of label-value pairs has as many values as labels.
    """
    regions = {region for row in range(label.row, label.end) for region in grid.row(row)}
    labels = sum(map(is_label, regions))
    others = [region for region in regions if not is_label(region)]
    blanks = sum(not region.text and not _is_corner(grid, region) for region in others)
    return not any(region.text for region in others) and labels > blanks


def _is_corner(grid: Grid[AnyRegion], blank: AnyRegion) -> bool:
    """Whether a blank is between row labels and heads: no label of its own row is beside it."""
    left = grid.left_of(blank, blank.row)
    return left is None or left.rows > blank.rows
