"""What the cells of a table are that may be filled in."""

from __future__ import annotations

import pytest

from docgen.scaffold.pack.filled.cell_states import CellState
from docgen.scaffold.pack.filled.filled_table import states_of
from tests.unit.scaffold.drawing import grid_of

HEADS, ROW = "编码|项目|金额|备注", "301|工资||"


def values(*rows: str) -> list[str]:
    """The texts that somebody wrote."""
    states = states_of(grid_of(*rows))
    return [region.text for region, state in states.items() if state is CellState.VALUE]


@pytest.mark.parametrize("codes", ["—|A|B|C", "|A|B|C", "/|甲|1|2", "栏次|1|2|—", "1|2|3|4"])
def test_codes_of_columns_are_print(codes: str) -> None:
    assert values(HEADS, codes, ROW) == []


def test_what_is_written_below_codes_is_a_value() -> None:
    rows = ("项目|预算数|执行数|备注", "—|A|B|C", "工资|439.45|431.60|", "津贴|12.00||含补发")
    assert sorted(values(*rows)) == ["12.00", "431.60", "439.45", "含补发"]
