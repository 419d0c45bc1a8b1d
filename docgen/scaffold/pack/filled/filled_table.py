"""Tells which cells of a table hold what somebody wrote: row by row, as heads, columns or pairs.

    项目 | 预算数 | 执行数        heads: labels in all cells, values below them
    人员经费 | 439.45 | 431.60    a row below heads: the name of the row, then values
    姓名 | 王小明 | 性别 | 男      pairs: labels and values in turn

Each row is read in the way in which its texts look most like what they then are.
"""

from __future__ import annotations

from collections.abc import Sequence

from docgen.scaffold.pack.filled.cell_states import CellState, States, by_itself, pairs_in
from docgen.scaffold.pack.filled.head_bands import band_at
from docgen.scaffold.pack.filled.value_looks import evidence_of, is_note, is_sentence
from docgen.scaffold.pack.tables.regions import FormGrid, FormRegion


def states_of(grid: FormGrid) -> States:
    """What each cell of a table is."""
    states: States = {}
    number = 1
    while number <= grid.height:
        row = grid.row(number)
        band = band_at(grid, number)
        if band is not None:
            states = {**band.states(), **states}
            number = band.end
            continue
        if len(row) == 1:
            states.setdefault(row[0], _alone(row[0], grid, states))
        else:
            states = {**pairs_in(grid, number, _alike(grid, number))[1], **states}
        number += 1
    return states


def _alike(grid: FormGrid, number: int) -> list[list[FormRegion]]:
    """The other rows of a group that have cells in the same columns, so that they read alike."""
    row = grid.row(number)
    group = row[0]
    if group.rows == 1:
        return []
    rows = (grid.row(other) for other in range(group.row, group.row + group.rows))
    return [other for other in rows if other != row and _columns(other) == _columns(row)]


def _columns(row: Sequence[FormRegion]) -> list[tuple[int, int]]:
    return [(cell.column, cell.right) for cell in row]


def _alone(region: FormRegion, grid: FormGrid, states: States) -> CellState:
    """The state of a cell over the full width."""
    own = by_itself(region)
    if own is not None or is_note(region.text):
        return own or CellState.PRINTED
    above = grid.above(region)
    headed = above is not None and grid.is_full_width(above)
    if is_sentence(region.text) or evidence_of(region.text).value > 1:
        below_label = headed and above is not None and states.get(above) is CellState.LABEL
        return CellState.VALUE if below_label else CellState.PRINTED
    return CellState.LABEL
