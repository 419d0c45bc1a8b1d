"""The vocabulary: terms.yaml as patterns and sets."""

from __future__ import annotations

import re

import pytest

from docgen.scaffold.pack.terms import (
    BOXES,
    COUNTING,
    COUNTS,
    GENERIC,
    MEASURE,
    PRICES,
    RATES,
    RESULTS,
)
from docgen.templates.units_of_measure import UNITS


@pytest.mark.parametrize("unit", ["万元", "平方米", "%", "％", "㎡", "mmHg", "个月"])
def test_a_unit_of_measure_is_read_whole(unit: str) -> None:
    match = re.match(MEASURE, unit)
    assert match is not None
    assert match[0] == unit


def test_units_of_dates_stand_in_dates_too() -> None:
    assert {"年", "月", "日", "个月"} <= UNITS
    assert not any(re.match(MEASURE, unit) for unit in "年月日")


def test_what_is_known_by_name() -> None:
    assert len(BOXES) == 5
    assert "共" in COUNTING
    assert "项目" in GENERIC
    (rate,) = (rate for rate in RATES if "控制率" in rate.name)
    assert (rate.over[0], rate.under) == ("实际在职人数", ("编制数",))
    assert all(map(COUNTS.search, ("计划人数", "数量")))
    assert all(map(PRICES.search, ("采购单价", "补助标准")))
    assert all(map(RESULTS.search, ("补助金额", "总价")))
