"""Lines of a template read the lines of a report, whatever blanks and widths people typed."""

from __future__ import annotations

import pytest

from docgen.scaffold.pack.update.label_paths import PrintedLine
from docgen.scaffold.pack.update.old_part import tag_units
from docgen.scaffold.taken.line_pattern import LinePattern, plain
from tests.unit.scaffold.drawing import line_of


def pattern_of(text: str) -> LinePattern:
    paragraph = line_of(text).paragraph
    return LinePattern((PrintedLine(paragraph, tag_units(paragraph)),))


def read(template: str, report: str) -> list[str] | None:
    """What a line of a report has where the template's tags are."""
    gaps = pattern_of(template).read(report)
    return None if gaps is None else [report[gap.start : gap.end] for gap in gaps]


_PEOPLE = "填表人：{{ 填表人 }}  联系电话：{{ 电话 }}"


@pytest.mark.parametrize(
    ("template", "report", "texts"),
    [
        (_PEOPLE, "填表人：张三  联系电话：0731-1", ["张三", "0731-1"]),
        (_PEOPLE, "填 表 人:张三 联系电话：", ["张三", ""]),
        (_PEOPLE, "填表人：__张三__ 联系电话：____", ["张三", ""]),
        (_PEOPLE, "审核人：张三  联系电话：0731-1", None),
        ("一、项目名称：{{ 名称 }}", "（二）项目名称：展厅", ["展厅"]),
        ("项目名称：{{ 名称 }}", "1.项目名称：展厅", ["展厅"]),
        ("{{ 名称 }}", "29.5平方米", ["29.5平方米"]),
        ("{{ 年度 - 1 }}年决算数", "2022年决算数", ["2022"]),
        ("{{ 年度 - 1 }}年决算数", "二〇二二年决算数", ["二〇二二"]),
        ("{{ 年度 - 1 }}年决算数", "上年决算数", None),
        ('{{ 类型 | box("是") }}是', "☑是", ["☑"]),
        ('{{ 类型 | box("是") }}是', "是", [""]),
        ('{{ 类型 | box("是") }}是', "不是", None),
        ("（金额）{{ 金额 }}万元", "(金额)12万元", ["12"]),
        ("编制单位：{{ 单位 }}", "编制单位（盖章）：财政局", ["财政局"]),
        ("{{ 意见 }} 签字：    年  月  日", "同意。 签字：张三 2023年6月9日", ["同意。"]),
        ("{{ 意见 }} 签字：    年  月  日", "同意。 签字：张三    2023.6.9", ["同意。"]),
        ("{{ 意见 }} 签字：    年  月  日", "同意。 签字：张三", ["同意。"]),
        ("{{ 意见 }}（盖章）    20  年  月  日", "同意。（盖章）2023年6月9日", ["同意。"]),
        ("其中：基本支出：{{ 金额 }}", "其中：基本支出 1,012.36", ["1,012.36"]),
        ("基本支出：{{ 金额 }}", "基本支出1,012.36", ["1,012.36"]),
        ("基本支出：{{ 金额 }}", "基本支出情况", None),
        ("基本支出：{{ 金额 }}", "基本支出", None),
        (_PEOPLE, "填表人：张三（联系电话：0731-1）", ["张三", "0731-1"]),
        (_PEOPLE, "填表人：张三（组长）；联系电话：0731-1", ["张三（组长）", "0731-1"]),
        (_PEOPLE, "填表人 张三 联系电话 0731-1", ["张三", "0731-1"]),
        ("姓名：{{ 姓名 }}  签字：", "姓名：李四  签字：张三", ["李四"]),
        ("姓名：{{ 姓名 }}  签字：", "姓名 李四  签字", ["李四"]),
        (
            "书记（签字）：        时间：{{ 时间 }}",
            "书记（签字）：张三    时间：2023.6.9",
            ["2023.6.9"],
        ),
        (
            "{{ 意见 }}\n组长（签字）：      \n（盖章）    年  月  日",
            "同意。\n组长（签字）：张三\n（盖章）    2023.6.9",
            ["同意。"],
        ),
    ],
)
def test_a_line_of_a_report_is_read(template: str, report: str, texts: list[str] | None) -> None:
    assert read(template, report) == texts


def test_what_is_typed_for_a_pen_is_known() -> None:
    pattern, text = (
        pattern_of("姓名：{{ 姓名 }}  签字：    年  月  日"),
        "姓名：李四 签字：张三 3年6月9日",
    )
    assert [text[start:end] for start, end in pattern.penned(text)] == ["签字：张三 3年6月9日"]
    assert not pattern.penned("姓名：李四  签字：    年  月  日")
    text = "姓名：李四 签字：张三 2023.6.9"
    assert [text[start:end] for start, end in pattern.penned(text)] == ["签字：张三 2023.6.9"]
    assert not pattern.penned("电话：0")


def test_what_a_line_prints_tells_it_from_others() -> None:
    pattern = pattern_of("1. 项 目 名 称：{{ 名称 }}")
    assert pattern.words == "项目名称"
    assert pattern.tells
    assert pattern.has_print
    assert not pattern_of("：{{ 名称 }}").tells
    assert pattern_of("：{{ 名称 }}").has_print
    assert not pattern_of("{{ 名称 }}").has_print


def test_a_text_of_half_width_is_as_long_as_before() -> None:
    assert plain("Ａ：（１２）％…㎡") == "A:(12)%…㎡"
