"""The same words have one value, and last year's figures are last year's."""

from __future__ import annotations

import pytest

from docgen.checking.checks.consistency import over_time, two_values
from docgen.content.values import Figure
from docgen.diagnostics import Place
from tests.unit.checking.units import checked, marked, said


def two(text: str, form: str = "") -> list[str]:
    """What two_values says of a Markdown text with a ``▸`` before each number it is about."""
    plain, places = marked(text)
    problems = list(two_values(checked({"a.yaml": form, "narrative/正文.md": plain})))
    assert [f"{problem.place.line}:{problem.place.column}" for problem in problems] == places
    return [problem.partition(" ")[2] for problem in said(problems)]


def test_one_phrase_with_two_values_is_a_warning_with_both() -> None:
    assert two("日均接听来电45次。\n\n十月以来，日均接听来电▸60 次。") == [
        "warning two-values; phrase=日均接听来电; value=60次; other_value=45次; "
        "other=甲/narrative/正文.md:1:7"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "日均接听来电45次，日均接听来电▸60次，日均接听来电▸61次",
        "日均接听来电45次，日均接听来电45.0次",
        "日均接听来电45次，日均接听电话60次",
        "日均接听来电45次，日均接听来电60人",
        "日均接听来电45，日均接听来电60",
        "日均接来电45次，日均接来电▸60次",
        "日均来电45次，日均来电60次",
        *(
            f"日均接听来电45次，日均接听来电{word}▸60次"
            for word in ["约", "近", "超过", "超", "达到", "达", "为", "是", "共计", "合计", "累计"]
        ),
        *(f"日均接听来电45次，日均接听来电{word}▸60次" for word in "共计了已有至到在"),
        "日均接听来电45次，日均接听来电实现▸60次",
        "日均接听来电45次，日均接听来电保持在▸60次",
        "日均接听来电45次，共日均接听来电60次",
        "2023年日均接听来电45次，日均接听来电▸60次",
        "2022年度日均接听来电45次，1999年日均接听来电▸60次",
        "1899年日均接听来电45次，1899年日均接听来电60次",
        "按期办结3件来电45次，按期办结3件来电60次",
        *(
            f"日均接听{word}来电45次，日均接听{word}来电60次"
            for word in ["上年", "去年", "同比", "较比", "比年", "较上", "预算", "目标", "计划"]
        ),
        "每年2022年来电45次，每年2022年来电60次",
        "日均，接听来电45次，接听来电60次",
        "支出3.50万元以上日均接听45元，日均接听支出60元",
    ],
)
def test_what_names_an_indicator(text: str) -> None:
    assert len(two(text)) == text.count("▸")


def test_of_a_bound_and_a_typed_number_the_typed_one_is_wrong() -> None:
    form = "次数: 60"
    assert two("日均接听来电▸45次，日均接听来电{{ 次数 }}次", form) == [
        "warning two-values; phrase=日均接听来电; value=45次; other_value=60次; "
        "other=甲/narrative/正文.md:1:17"
    ]
    assert two("日均接听来电{{ 次数 }}次，日均接听来电▸45次", form) == [
        "warning two-values; phrase=日均接听来电; value=45次; other_value=60次; "
        "other=甲/narrative/正文.md:1:7"
    ]


ROWS = "项目: [{名称: 便民热线, 数: }, {名称: 档案整理}]"


@pytest.mark.parametrize(
    "text",
    [
        "便民热线：日均接听来电45次。\n\n档案整理：日均接听来电60次。",
        "便民热线：日均接听来电45次。\n\n便民热线：日均接听来电▸60次。",
        "便民热线：日均接听来电45次。\n\n日均接听来电60次。",
        "开展便民热线，日均接听来电45次。\n\n日均接听来电60次。",
        "开展便民热线，日均接听来电45次。\n\n便民热线。日均接听来电▸60次。",
    ],
)
def test_texts_about_different_rows_are_not_compared(text: str) -> None:
    assert len(two(text, ROWS)) == text.count("▸")


@pytest.mark.parametrize(
    "text",
    [
        "来电接听数45次，来电接听数60次",
        "来电接听数60次，来电接听数45次",
        "来电接听数50次，来电接听数60次",
        "甲来电接听数60次，甲来电接听数▸45次",
    ],
)
def test_where_a_number_differs_from_the_form_that_is_told_alone(text: str) -> None:
    assert len(two(text, "人员: {来电接听数: 45}")) == text.count("▸")


def test_plans_are_no_results() -> None:
    unit = checked("预期目标: 日均接听来电45次\n完成: 日均接听来电60次")
    assert list(two_values(unit)) == []
    unit = checked("目标: 日均接听来电45次\n完成: 日均接听来电60次")
    assert said(two_values(unit)) == [
        "2:11 warning two-values; phrase=日均接听来电; value=60次; other_value=45次; "
        "other=甲/report.yaml:1:11"
    ]


def over(form: str, last: str) -> list[str]:
    return said(over_time(checked(form, last=last)))


def test_a_figure_of_last_year_is_that_of_last_years_report() -> None:
    assert over("接待: {上年决算数: 1.10}", "接待: {本年决算数: 1.2}") == [
        "1:13 error last-year-differs; then=1.2; other=甲/report.yaml:1:13; name=上年决算数; "
        "value=1.10; last_name=本年决算数"
    ]


@pytest.mark.parametrize(("now", "then"), [("1", "1.12"), ("1.0", "1.12"), ("1.1", "1.16")])
def test_a_figure_of_last_year_may_have_other_digits_but_no_other_value(
    now: str, then: str
) -> None:
    found = over(f"接待: {{上年决算数: {now}}}", f"接待: {{本年决算数: {then}}}")
    assert len(found) == 1


@pytest.mark.parametrize(
    ("form", "last"),
    [
        ("接待: {上年决算数: 1.10}", "接待: {本年决算数: 1.1}"),
        ("接待: {上年决算数: 1.12}", "接待: {本年决算数: 1.1}"),
        ("接待: {上年决算数: 1.1}", "接待: {本年决算数: 1.12}"),
        ("接待: {上年决算数: 1}", "接待: {本年决算数: }"),
        ("接待: {上年决算数: }", "接待: {本年决算数: 1}"),
        ("接待: {上年决算数: --}", "接待: {本年决算数: 1}"),
        ("接待: {上年决算数: 1}", "接待: {本年决算数: --}"),
        ("接待: {上年决算数: 1}", "接待: {上年决算数: 2, '': 3}"),
        ("接待: {本年决算数: 1, '': 4}", "接待: {本年决算数: 2, '': 3}"),
        ("接待: {上年决算数: 1}", "出国: {本年决算数: 2}"),
        ("接待: {上年决算数: 1}", "接待: [{本年决算数: 2}]"),
        ("接待: [{上年决算数: 1}]", "接待: {本年决算数: 2}"),
        ("接待: {上年决算数: 1}", "接待: 甲"),
        ("表: [{上年决算数: 1}]", "表: [{本年决算数: 2}]"),
        ("表: [{名: 甲, 上年决算数: 1}]", "表: [{名: 乙, 本年决算数: 2}]"),
        ("表: [甲, 上年决算数]", "表: [甲, {名: 甲, 本年决算数: 2}]"),
        ("表: [{名: 甲, 上年决算数: 1}]", "表: [甲]"),
        ("表: [{名: 甲, 上年决算数: 1}]", "说明: 甲"),
        ("表: 3", "表: [{名: 甲, 本年决算数: 2}]"),
    ],
)
def test_what_is_equal_blank_or_elsewhere_does_not_differ(form: str, last: str) -> None:
    assert over(form, last) == []


def test_groups_and_rows_of_one_name_are_compared_at_any_depth() -> None:
    rows = "{名: 乙, 上年决算数: ▸3}, {名: 甲, 上年决算数: ▸4}"
    form, places = marked(f"上年决算数: ▸1\n组: {{甲: {{上年决算数: ▸2}}}}\n表: [{rows}]")
    last_rows = "{名: 甲, 本年决算数: 9}, {名: 乙, 本年决算数: 8}"
    found = over(form, f"表: [{last_rows}]\n本年决算数: 6\n组: {{甲: {{本年决算数: 7}}}}")
    assert [problem.partition("; other")[0] for problem in found] == [
        f"{place} error last-year-differs; then={then}"
        for place, then in zip(places, (6, 7, 8, 9), strict=True)
    ]


def test_without_last_years_content_nothing_differs() -> None:
    assert list(over_time(checked("上年决算数: 1"))) == []


def test_a_figure_that_a_formula_gives_has_the_place_of_its_group() -> None:
    unit = checked("接待: {甲: 1}", last="接待: {本年决算数: 2}")
    group = unit.data["接待"]
    assert isinstance(group, dict)
    group["上年决算数"] = Figure(3)
    (problem,) = over_time(unit)
    assert problem.place == Place("甲/report.yaml", 1, 5)
