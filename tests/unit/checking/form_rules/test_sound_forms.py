"""Nothing is said of a form that is right."""

from __future__ import annotations

import pytest

from docgen.wording.problem_texts import problem_text
from tests.unit.checking.form_rules.forms import problems_of, said
from tests.unit.checking.form_rules.sound_forms import SOUND


@pytest.mark.parametrize("name", SOUND)
def test_nothing_is_said_of_a_form_that_is_right(name: str) -> None:
    found = problems_of(SOUND[name])
    assert [problem_text(problem, "zh") for problem in found] == []


MONEY = """
资金|全年预算数|全年执行数|分值|执行率|得分
年度资金总额|500.00|480.00|10|96%|9.6
"""
INDICATORS = """
三级指标|指标值|完成值|分值|得分
维修场馆|≥3处|3处|{0}|{0}
接待人次|≥5万人次|5.2万人次|40|40
总分|||100|{1}
"""
OTHERS = """
指标|分值|得分
满意度|60|60
知晓率|40|40
"""


@pytest.mark.parametrize(
    "tables",
    [
        (MONEY, INDICATORS.format(50, "99.6")),
        (MONEY, INDICATORS.format(60, "100")),
        (MONEY, INDICATORS.format(50, "99.6"), INDICATORS.format(60, "100"), OTHERS),
        (OTHERS, INDICATORS.format(60, "100")),
    ],
)
def test_a_form_may_go_on_in_a_second_table(tables: tuple[str, ...]) -> None:
    assert said(*tables) == []


def test_the_total_of_a_form_in_two_tables_adds_both_up() -> None:
    assert said(MONEY, INDICATORS.format(50, "96.9")) == ["104:5 error total-score-differs"]
