"""Expressions as sums with the figures put in, and what their rounding allows."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.agreement import printed_figure
from docgen.content.values import Figure
from docgen.diagnostics import Place
from docgen.packs.expressions import evaluate
from docgen.packs.worked_sums import result_text, worked_sum
from tests.unit.helpers import collect
from tests.unit.packs.nodes import typed

TEXT = """甲: 1.50
乙: 3
丙:
字: 好
率: 0.5
组: [{分: 1.5, 名: x}, {分: 2}, {分: }]
表: {产出: {数量: [{分: 4}], 质量: [{分: 5}]}}
行甲: {年: 1.25, 名: x}
行乙: {年: 2.50}
"""


@pytest.mark.parametrize(
    ("expression", "words", "result"),
    [
        ("甲", "甲 1.50", "1.50"),
        ("甲 + 乙", "甲 1.50 + 乙 3 = 4.50", "4.50"),
        ("甲 + 乙 + 1", "甲 1.50 + 乙 3 + 1 = 5.50", "5.50"),
        ("甲 + 丙", "甲 1.50", "1.50"),
        ("甲 - (乙 - 1)", "甲 1.50 − (乙 3 − 1) = -0.50", "-0.50"),
        ("(甲 + 乙) * 2", "(甲 1.50 + 乙 3) × 2 = 9.00", "9.00"),
        ("甲 + 乙 * 2", "甲 1.50 + 乙 3 × 2 = 7.50", "7.50"),
        ("甲 / (乙 * 2)", "甲 1.50 ÷ (乙 3 × 2) = 0.25", "0.25"),
        ("(甲 / 乙) | percent", "甲 1.50 ÷ 乙 3 = 50%", "50%"),
        ("(1 / 乙) | round(2)", "1 ÷ 乙 3 = 0.33", "0.33"),
        ("1 / 乙", "1 ÷ 乙 3 = 0.3333", "0.3333"),
        ("[甲, 乙 * 率] | min", "甲 1.50", "1.50"),
        ("[乙, 乙 * 率] | max", "乙 3", "3"),
        ("[乙, 乙 * 率] | min | round(2)", "乙 3 × 率 0.5 = 1.50", "1.50"),
        ("组 | sum(attribute='分')", "组各行分合计 3.5", "3.5"),
        ("甲 + (表 | rows | sum(attribute='分'))", "甲 1.50 + 表各行分合计 9 = 10.50", "10.50"),
        ("total(甲, 乙, 丙)", "甲 1.50 + 乙 3 = 4.50", "4.50"),
    ],
)
def test_a_sum_is_written_down_with_its_figures(expression: str, words: str, result: str) -> None:
    found = worked_sum(expression, [typed(TEXT)])
    assert found
    assert (found.with_result.zh, found.result) == (words, result)


@pytest.mark.parametrize(
    ("expression", "column", "words"),
    [
        ("total(行甲, 行乙)", "年", "行甲 1.25 + 行乙 2.50 = 3.75"),
        ("total(行甲, 组)", "分", None),
        ("total(组)", "分", "组各行分合计 3.5"),
        ("total(行甲, 行乙)", "名", None),
    ],
)
def test_a_total_of_rows_is_written_down_column_by_column(
    expression: str, column: str, words: str | None
) -> None:
    found = worked_sum(expression, [typed(TEXT)], column=column)
    assert (found.with_result.zh if found else None) == words


@pytest.mark.parametrize(
    "expression",
    [
        *("字", "没有", "甲 +", "字 + 甲", "甲 ~ 乙", "甲 - 丙", "甲 * 丙", "甲 / 0", "甲 % 乙"),
        *("-甲", "甲 if 乙 else 1", "甲 | default(1)", "组", "组 | sum", "[甲, 字] | min", "true"),
        *("字 | percent", "丙 + 丙", "组 | sum(attribute=字)", "甲 | round(乙)"),
    ],
)
def test_what_is_no_sum_of_figures_has_none(expression: str) -> None:
    assert worked_sum(expression, [typed(TEXT)]) is None


@pytest.mark.parametrize(
    ("text", "is_typed", "low", "high"),
    [
        ("420.71", True, "420.705", "420.715"),
        ("420.7", True, "420.65", "420.75"),
        ("420", True, "420", "420"),
        ("420.71", False, "420.705", "420.715"),
        ("98%", True, "0.975", "0.985"),
        ("98.00%", True, "0.97995", "0.98005"),
        ("98%", False, "0.98", "0.98"),
        ("约98", True, "0.98", "0.98"),
    ],
)
def test_a_figure_stands_for_what_rounds_to_it(
    text: str, is_typed: bool, low: str, high: str
) -> None:
    plain = text.removeprefix("约").removesuffix("%")
    value = Decimal(plain) / (100 if "98" in text else 1)
    figure = Figure(value, text, Place("甲", 1, 1) if is_typed else None)
    assert printed_figure(figure).interval == (Decimal(low), Decimal(high))


def test_a_result_has_four_places_at_most() -> None:
    assert result_text(Decimal("1.23456")) == "1.2346"
    assert result_text(Decimal("1.20000000")) == "1.2"
    assert result_text(Decimal("1.2000")) == "1.2000"
    assert result_text(Decimal("0.976605"), is_percent=True) == "97.66%"


FIGURES = st.decimals("0.01", "999", places=2)


@given(
    FIGURES, FIGURES, FIGURES, st.sampled_from(["甲 + 乙 - 丙", "甲 * 乙 + 丙", "(甲 - 乙) / 丙"])
)
def test_a_sum_gives_what_the_expression_gives_and_its_interval_has_it(
    first: Decimal, second: Decimal, third: Decimal, expression: str
) -> None:
    data = typed(f"甲: {first}\n乙: {second}\n丙: {third}")
    found = worked_sum(expression, [data])
    wanted = evaluate(expression, Place(""), collect(), data).value
    if found is None:  # what rounds to the divisor may be zero
        assert third <= Decimal("0.01")
        return
    assert abs(found.value - wanted) < Decimal("1e-9")
    assert found.interval.low <= found.value <= found.interval.high
