"""Colons of labels in cells of their own, which are no room to write in: 单位意见： is one.

A blank form seldom has them; whoever filled it in typed them. The drafter would take the end of
such a cell for a blank, since the cell beside it has words as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from docgen.scaffold.pack.filled.cell_states import CellState
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.tables.regions import FormGrid, FormRegion

_ANSWERS = (CellState.VALUE, CellState.LINES)


def label_colons(grid: FormGrid, states: Mapping[FormRegion, CellState]) -> Iterator[FormLine]:
    """The lines of labels that end in a colon, with an answer in the cell beside them."""
    for number in range(1, grid.height + 1):
        row = grid.row(number)
        for label, answer in pairwise(row):
            is_pair = states.get(label) is CellState.LABEL and states.get(answer) in _ANSWERS
            if label.row == number and is_pair and label.text.endswith(("：", ":")):
                yield label.lines[-1]
