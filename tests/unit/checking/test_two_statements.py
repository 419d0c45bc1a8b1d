"""The same words have one value in one year and one scope."""

from __future__ import annotations

import pytest

from docgen.checking.checks.two_statements import two_statements
from tests.unit.checking.units import checked, marked, said


def two(text: str, form: str = "") -> list[str]:
    """What two_values says of a Markdown text with a ``▸`` before each number it is about."""
    plain, places = marked(text)
    problems = list(two_statements(checked({"a.yaml": form, "narrative/正文.md": plain})))
    assert [f"{problem.place.line}:{problem.place.column}" for problem in problems] == places
    return [problem.partition(" ")[2] for problem in said(problems)]


def test_one_phrase_with_two_values_is_a_warning_with_both() -> None:
    assert two("日均接听来电45次。\n\n十月以来，日均接听来电▸60 次。") == [
        "warning two-values; other=甲/narrative/正文.md:1:7; phrase=日均接听来电; value=60次; "
        "other_value=45次"
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
        "日均来电45次，日均来电▸60次",
        "日来电45次，日来电60次",
        *(
            f"日均接听来电45次，日均接听来电{word}▸60次"
            for word in ["约", "近", "超过", "超", "达到", "达", "为", "是", "共计", "合计", "累计"]
        ),
        *(f"日均接听来电45次，日均接听来电{word}▸60次" for word in "共计了已有至到在"),
        "日均接听来电45次，日均接听来电实现▸60次",
        "日均接听来电45次，日均接听来电保持在▸60次",
        "日均接听来电45次，共日均接听来电▸60次",
        "2023年日均接听来电45次，日均接听来电▸60次",
        "2022年度日均接听来电45次，1999年日均接听来电60次",
        "2022年度日均接听来电45次，2022年日均接听来电▸60次",
        "上年日均接听来电45次，今年日均接听来电60次",
        "1899年日均接听来电45次，1899年日均接听来电60次",
        "按期办结3件来电45次，按期办结3件来电60次",
        *(
            f"日均接听{word}来电45次，日均接听{word}来电60次"
            for word in ["同比", "较比", "比年", "较上", "预算", "目标", "计划"]
        ),
        "每年2022年来电45次，每年2022年来电60次",
        "日均，接听来电45次，接听来电▸60次",
        "支出3.50万元以上日均接听45元，日均接听支出60元",
    ],
)
def test_what_names_an_indicator(text: str) -> None:
    assert len(two(text)) == text.count("▸")


def test_of_a_bound_and_a_typed_number_the_typed_one_is_wrong() -> None:
    form = "次数: 60"
    assert two("日均接听来电▸45次，日均接听来电{{ 次数 }}次", form) == [
        "warning two-values; other=甲/narrative/正文.md:1:17; phrase=日均接听来电; value=45次; "
        "other_value=60次"
    ]
    assert two("日均接听来电{{ 次数 }}次，日均接听来电▸45次", form) == [
        "warning two-values; other=甲/narrative/正文.md:1:7; phrase=日均接听来电; value=45次; "
        "other_value=60次"
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
    assert list(two_statements(unit)) == []
    unit = checked("目标: 日均接听来电45次\n完成: 日均接听来电60次")
    assert said(two_statements(unit)) == [
        "2:11 warning two-values; other=甲/report.yaml:1:11; phrase=日均接听来电; value=60次; "
        "other_value=45次"
    ]


@pytest.mark.parametrize(
    "text",
    [
        # One amount for what was planned, one for what was spent; a slip of one is told.
        "年初预算3,562.18万元，其中：办公楼支出652.18万元。\n\n部门决算3,744.00万元，其中：办公楼支出638.72万元。",
        "年初预算3,562.18万元，其中：办公楼支出652.18万元。\n\n部门决算3,744.00万元，其中：办公楼支出▸625.18万元。",
        # Of other things, which the part of the sentence names.
        "食品抽检公布68期，涉及样品8,742批次；产品抽查公布14期，涉及样品936批次。",
        "申请复议4件，其中：结果维持3件；被提起诉讼2件，结果维持2件。",
        "引进康复师1人、社会工作者1人，届时社会工作者达到4人。",
        # What is to be done, under a heading that says so.
        "群众满意率96.1%。\n\n（二）下一步工作打算\n\n推动群众满意率达到96.5%。",
        "群众满意率96.1%。\n\n（二）存在的问题\n\n群众满意率▸96.5%，仍不够高。",
        "设计接入住户2,150户，实际接入住户2,187户。",
    ],
)
def test_figures_of_other_parts_and_of_plans_are_others(text: str) -> None:
    assert len(two(text)) == text.count("▸")
