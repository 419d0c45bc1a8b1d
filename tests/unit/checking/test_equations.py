"""The equations that hold in a unit, and no other, with the places of all figures in them."""

from __future__ import annotations

import pytest

from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.equations import equations
from tests.unit.checking.units import markdown


def words(unit: CheckedUnit) -> list[str]:
    return [equation.words for equation in equations(unit)]


def table(*rows: str) -> CheckedUnit:
    head, *below = rows
    lines = [f"| {head} |", "| " + " | ".join("---" for _ in head.split("|")) + " |"]
    return markdown("\n".join([*lines, *(f"| {row} |" for row in below)]))


def test_totals_and_rates_of_a_table() -> None:
    unit = table(
        "项目 | 预算数 | 执行数 | 执行率",
        "基本支出 | 450.32 | 420.71 | 93.42%",
        "项目支出 | 19.00 | 18.74 | 98.63%",
        "合计 | 469.32 | 439.45 | 93.64%",
    )
    found = words(unit)
    assert {"450.32 + 19.00 = 469.32", "420.71 + 18.74 = 439.45"} <= set(found)
    assert {"420.71 ÷ 450.32 = 93.42%", "439.45 ÷ 469.32 = 93.64%"} <= set(found)
    total = next(it for it in equations(unit) if it.words == "420.71 + 18.74 = 439.45")
    assert [place.line for place in total.places] == [3, 4, 5]


def test_what_does_not_hold_is_none() -> None:
    unit = table("项目 | 金额", "甲 | 450.32", "乙 | 19.00", "合计 | 479.32")
    assert words(unit) == []


def test_a_sum_of_many_rows_is_told_by_their_number() -> None:
    unit = table(
        "项目 | 金额", *(f"第{sign}项目 | 2.00" for sign in "甲乙丙丁戊己庚"), "合计 | 14.00"
    )
    (found,) = equations(unit)
    assert found.words == "Σ(7) = 14.00"
    assert len(found.places) == 8


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("支出由2.00万元增至2.50万元，增长25%。", ["(2.50 − 2.00) ÷ 2.00 = 25%"]),
        ("支出由2.00万元增至2.50万元，增长35%。", []),
    ],
)
def test_claims_of_sentences(text: str, found: list[str]) -> None:
    assert words(markdown(text)) == found
