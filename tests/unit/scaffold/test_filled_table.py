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


def test_strokes_among_rows_that_the_unit_names_are_values() -> None:
    heads = "日期|出发地|目的地|交通工具|备注"
    rows = ("9月13日|青岭|云江市|高铁|", "9月14日|云江市|云江市|—|培训")
    assert "—" in values(heads, *rows)


def test_strokes_beside_names_of_the_form_are_print() -> None:
    rows = ("项目|预算数|执行数", "人员经费|439.45|431.60", "公用经费|—|12.00")
    assert sorted(values(*rows)) == ["12.00", "431.60", "439.45"]


def test_goods_with_quantity_and_price_are_listed_by_the_unit() -> None:
    heads = "序号|支出内容|数量|计量单位|单价（万元）|金额（万元）|资金渠道"
    rows = ("1|加工中心|4|台|62.50|250.00|自筹", "2|检测设备|6|台（套）|15.00|90.00|贷款")
    found = values(heads, *rows)
    assert {"加工中心", "检测设备", "台", "台（套）", "62.50", "自筹"} <= {*found}
