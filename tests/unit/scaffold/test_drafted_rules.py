"""Formulas and rules that follow from what a form prints."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from docgen.scaffold.pack.form_reader import read_form
from docgen.scaffold.pack.formulas.drafted_rules import Rules, rules_of
from docgen.scaffold.pack.writing.unique_names import Form, resolve
from tests.unit.scaffold.drawing import YEAR, dotted, form_of

Rows = Sequence[str]


def rules(*parts: str | Rows) -> Rules:
    """The rules of a form with these tables."""
    document = form_of(*parts)
    return rules_of(resolve([Form("form.docx", document, "", read_form(document, YEAR))]))


def formulas(*parts: str | Rows) -> list[str]:
    return [f"{dotted(path)}: {formula}" for path, formula in rules(*parts).derived.items()]


def required(*parts: str | Rows) -> list[str]:
    """``at each require`` of each rule, ``?`` in front if it only warns."""
    return [
        " ".join(
            [
                *("?" if "warn" in rule else "").split(),
                *(rule.get(key, "-") for key in ("at", "each")),
            ]
        )
        + f" {rule['require']}"
        for rule in rules(*parts).rules
    ]


def test_a_rule_has_no_empty_keys() -> None:
    made = Rules()
    made.require("甲", "乙 == 丙")
    made.require("甲", "乙 == 丙", at=("子", "丑"), each="行", warns=True)
    assert made.rules == [
        {"name": "甲", "require": "乙 == 丙"},
        {"name": "甲", "at": "子.丑", "each": "行", "require": "乙 == 丙", "warn": "是"},
    ]


# Sums of rows.


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["项目|预算数|决算数", "合计||", "一、子||", "二、丑||"], ["合计: total(子, 丑)"]),
        (["项目|预算数", "合计|", "一、子|", "二、丑|"], ["合计: total(子, 丑)"]),
        (["项目|预算数|决算数", "合计||", "子||", "丑||"], []),
        (["项目|预算数|决算数", "合计||", "一、子||", "二、丑||5"], []),
        (["项目|预算数|决算数", "合计||5", "一、子||", "二、丑||"], ["合计: total(子, 丑)"]),
        (["项目|年初数|<", "^|甲数|乙数", "合计||", "一、子||", "二、丑||"], []),
        (["项目|预算数|决算数", "合计||", "一、子、寅||", "二、丑||"], ["合计: total(子寅, 丑)"]),
        (
            ["费|项目|预算数|决算数", "来源|合计||", "^|一、子||", "^|二、丑||"],
            ["来源.合计: total(子, 丑)"],
        ),
        (
            ["费|项目|预算数|决算数", "来源|合计||", "^|一、子、寅||", "^|二、丑||"],
            ['来源.合计: total(来源["子、寅"], 丑)'],
        ),
    ],
)
def test_a_sure_sum_of_whole_rows_is_a_formula(rows: list[str], found: list[str]) -> None:
    assert formulas(rows) == found


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            ["项目|预算数|决算数", "合计||", "子||", "丑||"],
            [
                "? - - 合计.预算数 == 子.预算数 + 丑.预算数",
                "? - - 合计.决算数 == 子.决算数 + 丑.决算数",
            ],
        ),
        (
            ["项目|预算数|决算数", "合计||", "一、子||", "二、丑||5"],
            ["- - 合计.预算数 == 子.预算数 + 丑.预算数"],
        ),
        (
            ["项目|年初数|<", "^|甲数|乙数", "合计||", "一、子||", "二、丑||"],
            [
                f"- - 合计.年初数.{head} == 子.年初数.{head} + 丑.年初数.{head}"
                for head in ("甲数", "乙数")
            ],
        ),
        (["项目|预算数|决算数", "合计||", "一、子、寅||", "二、丑||"], []),
        (["项目|预算数|决算数", "合计||", "一、子||", "二、丑||"], []),
        (
            ["项目|预算数", "一、资金|", "其中：子|", "丑|"],
            ["? - - 资金.预算数 >= 子.预算数 + 丑.预算数"],
        ),
        (
            ["费|项目|预算数|决算数", "来源|合计||", "^|子||", "^|丑||"],
            [f"? 来源 - 合计.{head} == 子.{head} + 丑.{head}" for head in ("预算数", "决算数")],
        ),
        (
            ["项目|预 算、数|决算数", "合计||", "子||", "丑||5"],
            ['? - - 合计["预算、数"] == 子["预算、数"] + 丑["预算、数"]'],
        ),
    ],
)
def test_other_sums_are_rules_for_each_column(rows: list[str], found: list[str]) -> None:
    assert required(rows) == found


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (["项目|预算数|决算数", "合计||", "子||", "丑||5"], "合计预算数等于各项之和"),
        (["项目|预算数", "一、资金|", "其中：子|", "丑|"], "资金预算数不少于其中各项之和"),
        (
            ["项目|年初数|<", "^|甲数|乙数", "合计||", "一、子||", "二、丑||5"],
            "合计年初数·甲数等于各项之和",
        ),
    ],
)
def test_the_name_of_a_rule_says_what_it_holds_to(rows: list[str], name: str) -> None:
    assert [rule["name"] for rule in rules(rows).rules] == [name]


# Totals of lists.

LIST = ["名称|数量|金额", "||", "||"]


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ([[*LIST, "合计||"]], ["合计: total(明细)"]),
        ([[*LIST, "总计||"]], ["总计: total(明细)"]),
        ([[*LIST, "小计||"]], ["小计: total(明细)"]),
        ([[LIST[0], "合计||", *LIST[1:]]], ["合计: total(明细)"]),
        ([[*LIST, "合计|<|"]], ["合计: total(明细)"]),
        ([LIST], []),
        ([[*LIST, "甲||"]], []),
        ([[*LIST, "子||", "合计||"]], []),
        (["设备、人员表", [*LIST, "合计||"]], ["合计: total(设备人员)"]),
        (["设备表", ["项目名称|"], [*LIST, "合计||"]], ["projects[].合计: total(设备)"]),
        (["设备、人员表", ["项目名称|"], [*LIST, "合计||"]], []),
        ([[*LIST, "合计||", *LIST]], []),
        ([[*LIST, "小计||", *LIST]], ["小计: total(明细)"]),
        ([[*LIST, "合计||"], [*LIST, "合计||"]], ["合计: total(明细)", "合计2: total(明细2)"]),
        ([["摘要|千|百|元", "|||", "|||", "合计|||"]], []),
        ([["摘要|数量|元", "||", "||", "合计||"]], ["合计: total(明细)"]),
    ],
)
def test_the_total_of_a_list_is_a_formula(parts: list[str | Rows], found: list[str]) -> None:
    assert formulas(*parts) == found


def test_a_formula_does_not_hide_fields_of_other_tables() -> None:
    """The whole row is the formula's; what it does not give could neither be typed nor printed."""
    matrix = ["项目|预算数|备注", "三公||", "1、子||", "2、丑||"]
    assert formulas(matrix) == ["三公: total(子, 丑)"]
    for other in (["项目|决算数|甲数", "三公||"], ["项目|地点|人员", "三公||"]):
        assert formulas(matrix, other) == []
        assert required(matrix, other) == ["- - 三公.预算数 == 子.预算数 + 丑.预算数"]
    assert formulas(["项目|预算数", "甲|", "合计|"], [*LIST, "合计||"]) == ["合计2: total(明细)"]


def test_a_row_that_names_the_list_is_its_total() -> None:
    rows = ["经费|上年数|本年数", "子||", "1、专项（一个专项一行）||", "||", "||"]
    assert formulas(rows) == ['经费.专项: total(经费["专项（一个专项一行）"])']
    rows[2] = "1、专项（一个专项一行）||5"
    assert formulas(rows) == ['经费.专项: total(经费["专项（一个专项一行）"])']
    other = ["经费|预算数|决算数", "子||", "专项||"]
    assert formulas(rows, other) == []
    rows[3:3] = ["甲||"]
    assert formulas(rows) == []


def test_no_total_below_groups() -> None:
    assert formulas(["一级指标|二级指标|分值", "产出||", "合计|<|"]) == []


# Sums of columns.


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            ["名称|金额（元）|<|<", "^|合计|甲数|乙数", "|||", "|||"],
            ["? - 明细 合计 == 甲数 + 乙数"],
        ),
        (["名称|金额（元）|<|<", "^|合计|甲、子数|乙数", "|||", "|||"], []),
        (
            ["一级指标|二级指标|分值（分）|<|<", "^|^|合计|甲数|乙数", "产出||||", "^||||"],
            [],
        ),
    ],
)
def test_a_column_that_sums_others_is_a_rule_that_warns(rows: list[str], found: list[str]) -> None:
    assert required(rows) == found


def test_its_name_says_the_list() -> None:
    (rule,) = rules(["名称|金额（元）|<|<", "^|合计|甲数|乙数", "|||", "|||"]).rules
    assert rule["name"] == "明细合计等于各项之和"


# Scores.

SCORED = ["一级指标|二级指标|分值|得分", "产出（50分）|||", "^|||", "效益（30分）|||"]


@pytest.mark.parametrize(
    "rows",
    [
        SCORED,
        ["一级指标|二级指标|分值|得分", "|||", "|||"],
        ["名称|分值|得分|偏差原因", "|||", "|||"],
    ],
)
def test_what_holds_in_every_evaluation_form_is_no_rule_of_the_pack(rows: list[str]) -> None:
    assert required(rows) == []


RATE = ["资金|全年预算数|全年执行数|分值|执行率|得分", "年度资金|||10||"]
FULL = [*("名称|<|<|<|分值|得分",), "|<|<|<||", "|<|<|<||", "总分|<|<|<|100|"]


@pytest.mark.parametrize(
    ("rate", "full", "formula", "rule"),
    [
        (
            RATE,
            FULL,
            '资金.得分 + (明细 | rows | sum(attribute="得分"))',
            '(明细 | rows | sum(attribute="分值")) == 90',
        ),
        (
            [RATE[0], "年度资金|||||"],
            FULL,
            '资金.得分 + (明细 | rows | sum(attribute="得分"))',
            '资金.分值 + (明细 | rows | sum(attribute="分值")) == 100',
        ),
        (RATE, FULL[:-1], "", ""),
        (RATE, [*FULL[:-1], "合计|<|<|<|100|"], "", ""),
        ([RATE[0].replace("执行率", "比率"), RATE[1]], FULL, "", ""),
    ],
)
def test_the_full_score_adds_the_score_of_the_rate(
    rate: Rows, full: Rows, formula: str, rule: str
) -> None:
    found = rules([*rate], [*full])
    assert found.derived.get(("总分",), "") == formula
    assert [each["require"] for each in found.rules if each["name"] == "分值合计100"] == (
        [rule] if rule else []
    )


def test_the_rates_of_a_form_are_formulas() -> None:
    assert formulas(RATE) == [
        "资金.执行率: (全年执行数 / 全年预算数) | percent",
        "资金.得分: [10, 10 * 执行率] | min | round(2)",
    ]
