"""The verdict on each figure of a unit: what claims, forms and tables say of it."""

from __future__ import annotations

import pytest

from docgen.checking.claims.verdict import Status, Verdict
from docgen.checking.figure_verdicts import figure_verdicts
from docgen.content.values import Text
from docgen.diagnostics import Place
from docgen.packs.rules import Rule
from tests.unit.checking.units import checked, markdown, pack_with


def shown(text: str, form: str = "年度: 2023\n") -> list[str]:
    """``text status: arithmetic`` of each figure, years left out."""
    return [
        f"{verdict.text} {verdict.status.value}"
        + f": {verdict.arithmetic}" * bool(verdict.arithmetic)
        for verdict in figure_verdicts(markdown(text, form))
    ]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("支出由2.00万元增至2.50万元，增长25%。", "25% verified: (2.50 − 2.00) ÷ 2.00 = 25%"),
        ("支出由2.00万元增至2.50万元，增长35%。", "35% wrong: (2.50 − 2.00) ÷ 2.00 = 25%"),
        ("公众满意度为98%。", "98% seen"),
    ],
)
def test_a_figure_is_what_its_claim_says(text: str, status: str) -> None:
    assert status in shown(text)


def test_a_figure_of_a_form_and_the_one_that_repeats_it_verify_each_other() -> None:
    form = "年度: 2023\n经费: {公用经费: 12.50, 三公经费: 3.00}\n"
    assert shown("公用经费12.50万元。", form) == [
        "12.50万元 verified: 经费.公用经费 = 12.50",
        "12.50 verified: 12.50万元",
        "3.00 seen",
    ]


def test_a_figure_of_a_form_that_the_text_gives_otherwise_is_wrong_in_the_text() -> None:
    form = "年度: 2023\n经费: {公用经费: 12.50}\n"
    found = figure_verdicts(markdown("公用经费18.50万元。", form))
    assert [verdict.status.value for verdict in found] == ["wrong", "seen"]
    assert found[0].problem is not None


def test_the_figures_of_a_sum_that_holds_verify_each_other() -> None:
    text = "支出由2.00万元增至2.50万元，增长25%。"
    assert shown(text) == [
        f"{figure} verified: (2.50 − 2.00) ÷ 2.00 = 25%"
        for figure in ("2.00万元", "2.50万元", "25%")
    ]


def by_rules(*requires: str) -> list[Verdict]:
    """The verdicts on the figures of a form with these rules."""
    place = Place("form/pack.yaml", 1, 1)
    rules = tuple(Rule("合计", at="组", require=Text(it), place=place) for it in requires)
    return figure_verdicts(checked("组: {甲: 1, 乙: 2, 丙: 3, 丁: }", pack=pack_with(rules=rules)))


def ruled(require: str) -> list[str]:
    """The figures that a rule of a pack verifies, with the sum."""
    verdicts = by_rules(require)
    return [f"{it.text}: {it.arithmetic}" for it in verdicts if it.status is Status.VERIFIED]


def test_what_is_wrong_is_wrong_though_another_equation_holds() -> None:
    verdicts = by_rules("甲 + 乙 == 丙", "甲 + 丙 == 乙")
    assert [it.status for it in verdicts].count(Status.WRONG) == 1
    (wrong,) = (it for it in verdicts if it.status is Status.WRONG)
    assert wrong.problem is not None


@pytest.mark.parametrize(
    ("require", "words"),
    [("甲 + 乙 == 丙", "甲 1 + 乙 2 = 丙 3"), ("丙 - 甲 - 乙 == 0", "丙 3 − 甲 1 − 乙 2 = 0")],
)
def test_the_figures_of_a_rule_that_is_an_equation_verify_each_other(
    require: str, words: str
) -> None:
    assert ruled(require) == [f"{figure}: {words}" for figure in (1, 2, 3)]


@pytest.mark.parametrize(
    "require", ["甲 + 丙 == 乙", "甲 <= 乙", "甲 + 乙 == 丙 or 甲 == 0", "丁 == 甲", "丁 == 丁"]
)
def test_no_other_rule_verifies_a_figure(require: str) -> None:
    assert ruled(require) == []


def test_a_figure_that_a_binding_prints_is_the_fields() -> None:
    assert "12.50万元 verified" in shown(
        "用于其他{{ 经费.公用经费 }}万元。", "经费: {公用经费: 12.50}\n"
    )


def test_each_figure_has_one_verdict() -> None:
    unit = checked(
        {
            "report.yaml": "年度: 2023\n表: [{名: 甲, 数: 4}, {名: 乙, 数: 5}]\n",
            "正/1-文.md": "一是修路3条，二是架桥4座，共2项。\n\n"
            "| 名 | 数 |\n| --- | --- |\n| 丙 | 7 |",
        }
    )
    found = figure_verdicts(unit)
    keys = [(verdict.field, verdict.start, verdict.place) for verdict in found]
    assert len(keys) == len(set(keys))
    assert {"3条", "4座", "2项", "7", "4", "5"} <= {verdict.text for verdict in found}
