"""The values of a table are found by the labels around them, wherever somebody put those."""

from __future__ import annotations

from pathlib import Path

from docgen.scaffold.taken.report_reading import read_report
from docgen.scaffold.taken.template_blocks import template_parts
from tests.unit.helpers import collect
from tests.unit.scaffold.drawing import form_of
from tests.unit.scaffold.small_pack import TEXT, pack_of


def texts_of(
    root: Path, template: tuple[str, ...], report: tuple[str, ...], *fields: str
) -> dict[str, str]:
    """The texts that a table of a report has at the fields of its template."""
    parts = template_parts(pack_of(root, template, schema=dict.fromkeys(fields, TEXT)), collect())
    reading = read_report(parts, form_of(report).element.body, 2023)
    return {str(found.keys[0]): found.text for found in reading.texts}


_GOALS = ("|预期目标|实际完成情况", "年度总体目标|{{ 预期 }}|{{ 实际 }}")


def test_the_label_of_a_row_may_stand_in_the_head(tmp_path: Path) -> None:
    report = ("年度总体目标|预期目标|实际完成情况", "|新增三万册|新增四万册")
    found = texts_of(tmp_path, _GOALS, report, "预期", "实际")
    assert found == {"预期": "新增三万册", "实际": "新增四万册"}


def test_heads_may_stand_before_the_rows(tmp_path: Path) -> None:
    report = ("年度总体目标|预期目标|新增三万册", "^|实际完成情况|新增四万册")
    found = texts_of(tmp_path, _GOALS, report, "预期", "实际")
    assert found == {"预期": "新增三万册", "实际": "新增四万册"}


def test_texts_with_heads_before_the_rows_are_those_below_the_heads(tmp_path: Path) -> None:
    template = (
        "名称|{{ 名称 }}|<",
        "年度总体目标|预期目标|实际完成情况",
        "^|{{p 预期 }}|{{p 实际 }}",
    )
    text = TEXT | {"contentMediaType": "text/markdown"}
    schema = {"名称": TEXT, "预期": text, "实际": text}
    parts = template_parts(pack_of(tmp_path, template, schema=schema), collect())
    goals = (
        "年度总体目标|预期目标|1. 新增：三万册\n\n2. 培训：四期",
        "^|实际完成情况|1. 新增：四万册\n\n2. 无",
    )
    reading = read_report(parts, form_of(("名称|图书馆|<", *goals)).element.body, 2023)
    found = {str(each.keys[0]): each.text[:8] for each in reading.texts}
    assert (found.get("预期"), found.get("实际")) == ("1. 新增：三万", "1. 新增：四万")


def test_labels_in_other_words_name_the_same_fields(tmp_path: Path) -> None:
    template = (
        "指标名称|一季度|二季度（万元）",
        "来访人次|{{ 一 }}|{{ 二 }}",
        "办结件|{{ 三 }}|{{ 四 }}",
    )
    report = ("指标名称|第一季度|二季度（单位：万元）", "来访人次|1|2", "办结件数|3|4")
    found = texts_of(tmp_path, template, report, "一", "二", "三", "四")
    assert found == {"一": "1", "二": "2", "三": "3", "四": "4"}


def test_a_total_stands_below_its_head_beside_a_column_that_counts(tmp_path: Path) -> None:
    template = ("|指标|分值|得分|原因", "{{ 甲 }}|{{ 乙 }}|10|{{ 丙 }}|", "总分|<|100|{{ 总分 }}|")
    report = ("序号|指标|分值|得分|原因", "1|进馆|10|9.5|", "总分|<|100|99.60|")
    assert texts_of(tmp_path, template, report, "甲", "乙", "丙", "总分")["总分"] == "99.60"


def test_a_label_that_was_moved_is_no_value(tmp_path: Path) -> None:
    found = texts_of(tmp_path, ("甲|{{ 一 }}", "乙|{{ 二 }}"), ("甲|乙", "1|2"), "一", "二")
    assert found == {"一": "1", "二": "2"}


def test_the_columns_of_a_list_may_be_in_another_order_beside_a_word_of_the_template(
    tmp_path: Path,
) -> None:
    template = (
        "|名称|目标值|完成值|分值",
        "{%tr for 项 in 指标 %}|<|<|<|<",
        '{{ "指标" ¦ merge }}|{{ 项.名称 }}|{{ 项.目标值 }}|{{ 项.完成值 }}|{{ 项.分值 }}',
        "{%tr endfor %}|<|<|<|<",
    )
    columns = ("名称", "目标值", "完成值", "分值")
    row = {"type": "object", "properties": dict.fromkeys(columns, TEXT)}
    schema = {"指标": {"type": "array", "items": row}}
    parts = template_parts(pack_of(tmp_path, template, schema=schema), collect())
    report = ("指标|名称|分值|目标值|完成值", "^|甲|10|≥3|4", "^|乙|20|≥5|6")
    reading = read_report(parts, form_of(report).element.body, 2023)
    found = {".".join(map(str, each.keys)): each.text for each in reading.texts}
    assert [found.get(f"指标.1.{column}") for column in columns] == ["乙", "≥5", "6", "20"]


def test_a_column_of_a_list_is_found_below_its_head_though_labels_of_rows_stand_over_it(
    tmp_path: Path,
) -> None:
    template = (
        "资金|年初|年末",
        "^|{{ 年初 }}|{{ 年末 }}",
        "指标|一级|二级",
        "{%tr for 项 in 指标 %}|<|<",
        "^|{{ 项.一级 }}|{{ 项.二级 }}",
        "{%tr endfor %}|<|<",
    )
    row = {"type": "object", "properties": dict.fromkeys(("一级", "二级"), TEXT)}
    schema = {"年初": TEXT, "年末": TEXT, "指标": {"type": "array", "items": row}}
    parts = template_parts(pack_of(tmp_path, template, schema=schema), collect())
    report = ("资金|年初|年末", "^|1|2", "一级|二级|<", "产出|数量|<", "效益|社会|<")
    reading = read_report(parts, form_of(report).element.body, 2023)
    found = {".".join(map(str, each.keys)): each.text for each in reading.texts}
    assert [found.get(f"指标.{turn}.{key}") for turn in (0, 1) for key in ("一级", "二级")] == [
        *("产出", "数量", "效益", "社会")
    ]


def test_a_column_that_is_another_fields_is_not_read_twice(tmp_path: Path) -> None:
    template = (
        "代号|目标值|完成值",
        "{%tr for 项 in 指标 %}|<|<",
        "{{ 项.代号 }}|{{ 项.目标值 }}|{{ 项.完成值 }}",
        "{%tr endfor %}|<|<",
    )
    columns = ("代号", "目标值", "完成值")
    row = {"type": "object", "properties": dict.fromkeys(columns, TEXT)}
    schema = {"指标": {"type": "array", "items": row}}
    parts = template_parts(pack_of(tmp_path, template, schema=schema), collect())
    report = ("目标值|完成值|别的", "≥3|4|甲", "≥5|6|乙")
    reading = read_report(parts, form_of(report).element.body, 2023)
    found = {".".join(map(str, each.keys)): each.text for each in reading.texts}
    assert [found.get(f"指标.0.{column}") for column in columns] == [None, "≥3", "4"]
