"""Growth in per cent is computed again from the form's two figures.

In the texts, ``▸`` stands before the percentage or figure that a problem is about.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.checking.checks.growth import growth
from tests.unit.checking.units import CHECKS, PACK, checked, marked, pack_with, said

FORM = """年度: 2023
经费:
  公务接待: {上年决算数: 3.20, 本年决算数: 2.88, 本年预算数: 4}
  公用经费: {上年决算数: 80, 本年决算数: 100}
  出国经费: {上年决算数: 0, 本年决算数: 3}
  会议支出: {上年决算数: 5, 本年决算数: 5}
  培训支出: {本年决算数: 5}
  采购支出: {上年决算数: 200, 本年决算数: 199}
  水利支出: {上年决算数: 200, 本年决算数: 201}
  差旅支出: {上年决算数: 5, 甲: {本年决算数: 6}, 乙: {本年决算数: 7}}
"""


def found(text: str, form: str = FORM) -> list[str]:
    plain, places = marked(text)
    problems = list(growth(checked({"report.yaml": form, "narrative/正文.md": plain})))
    assert [f"{problem.place.line}:{problem.place.column}" for problem in problems] == places
    return [problem.partition(" ")[2] for problem in said(problems)]


def codes_of(text: str) -> list[str]:
    return [problem.partition(";")[0] for problem in found(text)]


def test_a_wrong_percentage_is_an_error_with_both_figures() -> None:
    assert found("甲。公务接待费比上年下降▸16.0%。") == [
        "error percent-differs; other=甲/report.yaml:3:30; value=-10.00%; "
        "label=公务接待; before=3.20; now=2.88; typed=16.0%"
    ]


def test_from_zero_there_is_no_percentage() -> None:
    assert found("出国经费比上年增长▸100%。") == [
        "error growth-from-zero; other=甲/report.yaml:5:17; "
        "label=出国经费; before=0; now=3; typed=100%"
    ]


def test_a_wrong_figure_of_last_year_behind_the_percentage_is_told_too() -> None:
    assert found("公用经费比上年增长25%（上年为▸81万元）。") == [
        "error text-differs; label=公用经费; typed=81万元; path=经费.公用经费.上年决算数; "
        "value=80; other=甲/report.yaml:4:17; fields={{ 经费.公用经费.上年决算数 }}"
    ]


@pytest.mark.parametrize("verb", ["增长", "增加", "上升", "提高"])
def test_what_rises(verb: str) -> None:
    assert found(f"公用经费比上年{verb}25%") == []
    assert found(f"公用经费比上年{verb}了25.00％") == []
    assert len(found(f"公用经费比上年{verb}▸26%")) == 1
    assert len(found(f"公务接待比上年{verb}▸10%")) == 1
    assert found(f"会议支出比上年{verb}0%") == []


@pytest.mark.parametrize("verb", ["下降", "减少", "降低", "压减"])
def test_what_falls(verb: str) -> None:
    assert found(f"公务接待比上年{verb}10%") == []
    assert found(f"公务接待比上年{verb}了10.0％") == []
    assert len(found(f"公务接待比上年{verb}▸9%")) == 1
    assert len(found(f"公用经费比上年{verb}▸25%")) == 1
    assert len(found(f"会议支出比上年{verb}▸0%")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "公用经费比上年增长▸24.9%",
        "公用经费比上年增长25%余",
        "公用经费比上年增长20%余",
        "公用经费比上年增长20%多",
        "公用经费比上年增长20%以上",
        "公用经费比上年增长20%左右",
        "公用经费比上年增长▸20%。",
        "公用经费比上年增长▸20%",
        "公用经费比上年增长20",
        "公用经费比上年增长约20%",
        "公用经费较上年增长▸20%",
        "公用经费比去年增长▸20%",
        "公用经费比2022年度增长▸20%",
        "公用经费比2021年增长20%",
        "公用经费比前年增长20%",
        "公用经费比上年同期增长▸20%",
        "公用经费比上年决算增长▸20%",
        "公用经费比上年决算数增长▸20%",
        "公用经费较上年相比增长▸20%",
        "公用经费比上年决算数相比增长▸20%",
        "公用经费同比增长▸20%",
        "公用经费环比增长20%",
        "公用经费增长20%",
        "公用经费100万元，比上年增长▸20%",
        "公用经费100万元，比上年增长25%",
        "公用经费100万元（比上年增长▸20%）",
        "公用经费100万元；比上年增长20%",
        "公用经费100万元。比上年增长20%",
        "公用经费100万元、比上年增长20%",
        "公用经费100万元左右，比上年增长20%",
        "公用经费有所控制，比上年增长20%",
        "会议支出5万元，公用经费100万元，比上年增长▸20%",
        "公用经费100万元，会议支出比上年增长▸20%",
        "比上年增长20%",
        "，比上年增长20%",
        "2022年公用经费比上年增长20%",
        "2023年公用经费比上年增长▸20%",
        "一季度公用经费同比增长20%",
        "培训支出比上年增长20%",
        "差旅支出比上年增长20%",
        "人均公用经费比上年增长20%",
        "采购支出比上年下降0.5%",
        "采购支出比上年增长▸0.5%",
        "水利支出比上年增长0.5%",
        "水利支出比上年下降▸0.5%",
        "公用经费比上年增长25%，会议支出比上年增长▸20%，公务接待比上年下降▸20%",
    ],
)
def test_a_sentence_whose_subject_is_known_is_checked(text: str) -> None:
    assert codes_of(text) == ["error percent-differs"] * text.count("▸")


@pytest.mark.parametrize(
    "text",
    [
        "公用经费由上年的80万元增至100万元，增长▸20%",
        "公用经费由上年的80万元增至100万元，增长25%",
        "公用经费由上年80万元增至100万元，增长▸20%",
        "公用经费由2022年的80万元升至100万元，增长▸20%",
        "公用经费由去年的80.0万元提高到了1,00.0万元，增长▸20%",
        "公用经费由上年的80万元降至100万元，增长▸20%",
        "公用经费由上年的80万元减少到100万元，增长▸20%",
        "公用经费由上年的80万元下降到100万元，增长▸20%",
        "公用经费由上年的80万元压减至100万元，增长▸20%",
        "公用经费由上年的80万元压100万元，增长▸20%",
        "公用经费由上年的80万元变为100万元，增长20%",
        "公用经费由上年的80万元提高到了近100万元，增长20%",
        "公用经费由上年的80万元增至，100万元，增长20%",
        "公用经费由前年的80万元增至100万元，增长20%",
        "公用经费由上年的80万元增至100万元；增长20%",
        "公用经费由上年的80万元增至100万元，人员增加，增长20%",
        "公用经费由上年的80元增至100万元，增长20%",
        "公用经费从上年的80万元增至100万元，增长20%",
        "2022年公用经费由上年的80万元增至100万元，增长20%",
        "由上年的80万元增至100万元，增长20%",
    ],
)
def test_from_one_figure_to_the_other(text: str) -> None:
    assert codes_of(text) == ["error percent-differs"] * text.count("▸")


@pytest.mark.parametrize(
    ("behind", "codes"),
    [
        ("（上年为80万元）", []),
        ("（上年▸81万元）", ["error text-differs"]),
        ("（去年是▸81万元）", ["error text-differs"]),
        ("（2022年决算▸81万元）", ["error text-differs"]),
        ("（上年决算数为▸81万元）", ["error text-differs"]),
        ("（上年支出▸81万元）", ["error text-differs"]),
        ("（上年为▸80.4万元）", ["error text-differs"]),
        ("（上年为▸79.6 万元，会议支出81万元）", ["error text-differs"]),
        ("（上年为81元）", []),
        ("（上年为81%）", []),
        ("（上年约81万元）", []),
        ("（前年为81万元）", []),
        ("，上年为81万元", []),
        ("，（上年为81万元）", []),
        ("（上年为80万元，会议支出81万元）", []),
    ],
)
def test_last_years_figure_in_brackets(behind: str, codes: list[str]) -> None:
    assert codes_of(f"公用经费比上年增长25%{behind}") == codes


def test_percentage_and_last_years_figure_are_told_in_this_order() -> None:
    behind = "比上年增长▸20%（上年为▸81万元）"
    assert codes_of(f"公用经费{behind}") == ["error percent-differs", "error text-differs"]
    assert codes_of(f"出国经费{behind}") == ["error growth-from-zero", "error text-differs"]


def test_a_near_figure_of_last_year_is_a_warning() -> None:
    form = FORM.replace("80", "80.00")
    (problem,) = found("公用经费比上年增长25%（上年为▸80.004万元）", form)
    assert problem.startswith("warning text-rounded; label=公用经费; typed=80.004万元;")


def test_plans_say_nothing_of_results() -> None:
    form = f"{FORM}预期目标: 公用经费比上年增长20%\n完成: 公用经费比上年增长20%"
    assert [problem.place.line for problem in growth(checked(form))] == [12]


def test_a_pack_names_the_fields_of_last_year() -> None:
    form = FORM.replace("上年决算数", "上年数")
    assert found("公用经费比上年增长20%", form) == []
    carried = {"上年决算数": "本年决算数", "上年数": "本年决算数"}
    pack = pack_with(checks=replace(CHECKS, last_year_of=carried))
    files = {"report.yaml": form, "narrative/正文.md": "公用经费比上年增长20%"}
    assert list(growth(checked(files, pack=PACK))) == []
    assert len(list(growth(checked(files, pack=pack)))) == 1
