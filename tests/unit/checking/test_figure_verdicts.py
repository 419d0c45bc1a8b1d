"""The verdict on each figure of a unit: what claims, forms and tables say of it."""

from __future__ import annotations

import pytest

from docgen.checking.figure_verdicts import figure_verdicts
from tests.unit.checking.units import checked, markdown


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
