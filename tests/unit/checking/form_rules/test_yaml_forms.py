"""The same rules of a unit's YAML: groups and rows whose keys are heads."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from docgen.checking.checks.standard_rules import RULES, standard_rules
from docgen.checking.form_rules.data_forms import data_forms
from docgen.content.values import Figure, Items, Node, Text, Unfilled, Value
from docgen.diagnostics import Place
from docgen.packs.rules import Rule, StandardRule
from tests.unit.checking.form_rules.forms import said_of, told, unit_of
from tests.unit.checking.units import CHECKS, pack_with

WHOLE = """\
预算: {年初预算数: 431.64, 全年预算数: 469.32, 全年执行数: 439.45, 分值: 10,
  执行率: 93.64%, 得分: 9.36}
绩效指标:
  产出指标:
    数量指标:
      - {三级指标: 出刊, 年度指标值: ≥3期, 实际完成值: 4期, 分值: 50, 得分: 50, 偏差原因: }
  效益指标:
    社会效益指标:
      - {三级指标: 接通率, 年度指标值: ≥98%, 实际完成值: 97%, 分值: 40, 得分: 39, 偏差原因: 停机}
总分: 98.36
"""

PROJECTS = """\
项目:
  - 项目名称: 巡展
    项目资金:
      当年财政拨款: {年初预算数: 80, 全年预算数: 86, 全年执行数: 84.20}
      年度资金总额: {年初预算数: 84, 全年预算数: 90, 全年执行数: 88.20}
      执行率: 98%
      得分: 9.8
      分值: 10
    绩效指标:
      产出指标（50分）:
        - {指标: 乡镇, 目标值: 12个, 完成值: 12个, 权重: 50, 自评得分: 50}
      效益指标（40分）:
        - {指标: 学生, 目标值: ≥2万人次, 完成值: 2.3万人次, 权重: 40, 自评得分: 40}
    总分: 99.8
  - 项目名称: 展厅
    绩效指标:
      产出指标（50分）:
        - {指标: 展项, 目标值: ≥24件, 完成值: 26件, 权重: 50, 自评得分: 50}
      效益指标（40分）:
        - {指标: 观众, 目标值: 30万人次, 完成值: 34.2万人次, 权重: 40, 自评得分: 40}
"""


@pytest.mark.parametrize("yaml", [WHOLE, PROJECTS])
def test_nothing_is_said_of_a_unit_that_is_right(yaml: str) -> None:
    assert said_of(yaml) == []


@pytest.mark.parametrize(
    ("yaml", "old", "new", "found"),
    [
        (WHOLE, "93.64%", "96.34%", "2 execution-rate-differs"),
        (WHOLE, "得分: 9.36", "得分: 9.63", "2 budget-score-differs 10 total-score-differs"),
        (
            WHOLE,
            "分值: 50, 得分: 50",
            "分值: 50, 得分: 51",
            "6 score-over-weight 10 total-score-differs",
        ),
        (WHOLE, "分值: 50, 得分: 50", "分值: 49, 得分: 50", "6 score-over-weight 6 weights-differ"),
        (WHOLE, "98.36", "98.63", "10 total-score-differs"),
        (WHOLE, "97%", "98.1%", "9 attained-less"),
        (WHOLE, "得分: 39", "得分: 40", "9 not-attained-full 10 total-score-differs"),
        (WHOLE, "停机", "", "9 no-reason"),
        (WHOLE, "4期", "≥3期", "6 target-copied"),
        (WHOLE, "4期", "", "6 actual-blank"),
        (PROJECTS, "执行率: 98%", "执行率: 89%", "6 execution-rate-differs"),
        (PROJECTS, "得分: 9.8\n", "得分: 8.98\n", "7 budget-score-differs 14 total-score-differs"),
        (PROJECTS, "12个, 权重", "11个, 权重", "11 not-attained-full"),
        (
            PROJECTS,
            "权重: 50, 自评得分: 50}\n      效益指标（40分）:\n        - {指标: 观众",
            "权重: 45, 自评得分: 45}\n      效益指标（40分）:\n        - {指标: 观众",
            "18 group-weights-differ",
        ),
    ],
)
def test_a_slip_is_told_where_it_was_typed(yaml: str, old: str, new: str, found: str) -> None:
    assert yaml.count(old) == 1
    lines = [line.split() for line in said_of(yaml.replace(old, new))]
    told_lines = sorted(f"{place.partition(':')[0]} {code}" for place, _, code in lines)
    words = found.split()
    assert told_lines == sorted(map(" ".join, zip(words[::2], words[1::2], strict=True)))


def node_at(value: Value, *steps: Any) -> Node:
    """The group that a path leads to."""
    for step in steps:
        assert isinstance(value, (Node, Items))
        value = value[step]
    assert isinstance(value, Node)
    return value


def test_a_total_that_a_formula_gives_is_not_checked() -> None:
    unit = unit_of(WHOLE.replace("98.36", "98.63"))
    total = unit.data["总分"]
    assert isinstance(total, Figure)
    total.place = None
    assert list(standard_rules(unit)) == []


def test_a_row_that_waits_to_be_filled_in_is_not_judged() -> None:
    unit = unit_of(WHOLE.replace("4期", "≥3期").replace("98.36", "99"))
    (form,) = data_forms(unit.data)
    row = node_at(unit.data, "绩效指标", "产出指标", "数量指标", 0)
    assert form.indicators[0].place == row.place
    row["得分"] = Unfilled("得分", Place("甲/report.yaml", 6, 60))
    assert [told(problem) for problem in standard_rules(unit)] == []


@pytest.mark.parametrize("rule", RULES)
def test_a_pack_does_without_a_rule(rule: StandardRule) -> None:
    pack = pack_with(checks=replace(CHECKS, without=(rule,)))
    wrong = WHOLE.replace("得分: 50", "得分: 51").replace("停机", "").replace("4期", "≥3期")
    kept = {problem.words["rule"] for problem in standard_rules(unit_of(wrong))}
    assert kept == {
        "得分不超过分值",
        "扣分要写明原因",
        "实际完成值不照抄指标值",
        "总分等于得分之和",
    }
    left = {problem.words["rule"] for problem in standard_rules(unit_of(wrong, pack=pack))}
    assert left == kept - {rule}


def test_what_a_rule_of_the_pack_says_is_not_told_twice() -> None:
    require = Text("得分 <= 分值")
    rule = Rule("数量指标得分不超过分值", at="绩效指标.产出指标", each="数量指标", require=require)
    pack = pack_with(rules=(rule,))
    wrong = WHOLE.replace("得分: 50", "得分: 51").replace("98.36", "99.36")
    assert said_of(wrong, pack=pack) == []
    assert [line.split()[2] for line in said_of(wrong)] == ["score-over-weight"]


def test_forms_begin_in_the_items_of_lists_and_where_a_total_is() -> None:
    forms = data_forms(unit_of(PROJECTS).data)
    assert [len(form.indicators) for form in forms] == [2, 2]
    assert [form.total is not None for form in forms] == [True, False]
    assert [row.label for row in forms[0].indicators] == ["乡镇", "学生"]
    assert [row.label for row in forms[0].money] == ["年度资金总额", "当年财政拨款", "年度资金总额"]
    assert forms[0].indicators[0].groups == ("产出指标（50分）",)
