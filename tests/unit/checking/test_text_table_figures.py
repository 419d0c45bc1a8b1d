"""The figures of tables in texts, by row and column, in the plain unit."""

from __future__ import annotations

import pytest

from docgen.checking.text_table_figures import text_table_figures
from tests.unit.checking.form_rules.forms import document
from tests.unit.checking.units import markdown


def figures(text: str) -> list[str]:
    """``path value text money`` of each figure."""
    found = text_table_figures(markdown(text).documents)
    return [
        f"{it.path} {it.shown:f} {it.figure.text}{' money' if it.money else ''}" for it in found
    ]


@pytest.mark.parametrize(
    ("above", "head", "row", "found"),
    [
        (
            "",
            "项目 | 预算数（万元）",
            "文献 | 19.86",
            ["文献.预算数 19.86 19.86 money"],
        ),
        (
            "单位：万元\n\n",
            "项目 | 决算数",
            "文献 | 19.86",
            ["文献.决算数 19.86 19.86 money"],
        ),
        (
            "表1（单位：元）\n\n",
            "项目 | 决算数",
            "文献 | 633,600",
            ["文献.决算数 63.3600 633,600元 money"],
        ),
        (
            "单位：万元\n\n",
            "项目 | 户数 | 决算数",
            "文献 | 8 | 9",
            ["文献.户数 8 8", "文献.决算数 9 9 money"],
        ),
        (
            "",
            "项目 | 金额（亿元）",
            "税收 | 8.92",
            ["税收.金额 89200 8.92亿元 money"],
        ),
        (
            "",
            "指标 | 2022年 | 2023年",
            "税收（亿元） | 8.15 | 8.92",
            ["税收.2022年 81500 8.15亿元 money", "税收.2023年 89200 8.92亿元 money"],
        ),
        (
            "",
            "改造内容 | 完成数 | 完成率",
            "外墙（万平方米） | 12.9 | 102.4%",
            ["外墙.完成数 129000 12.9万平方米", "外墙.完成率 102.4 102.4%"],
        ),
        (
            "",
            "支出 | 占比（%）",
            "其中：设备 | 31.3",
            ["设备.占比 31.3 31.3%"],
        ),
        (
            "",
            "三级指标 | 指标值 | 完成值 | 分值 | 得分",
            "1.建档率 | ≥90% | 92.46% | 10 | 10",
            ["建档率.完成值 92.46 92.46%"],
        ),
        (
            "",
            "序号 | 事项 | 金额（元）",
            "1 | 修缮 | 118,600元",
            ["修缮.金额 11.8600 118,600元 money"],
        ),
        (
            "",
            "项目 | 预算数",
            "文献 | —",
            [],
        ),
        (
            "",
            "项目 | 说明",
            "文献 | 购置",
            [],
        ),
    ],
)
def test_a_figure_has_its_row_its_column_and_its_unit(
    above: str, head: str, row: str, found: list[str]
) -> None:
    rule = "--|" * (head.count("|") + 1)
    assert figures(f"{above}| {head} |\n|{rule}\n| {row} |\n") == found


def test_each_figure_has_the_place_of_its_cell() -> None:
    (figure,) = text_table_figures([document("项目|预算数（元）\n文献|20")])
    assert (figure.place.line, figure.place.column, figure.money) == (2, 2, True)


def test_heads_of_two_rows_are_both_in_the_name_of_a_column() -> None:
    lines = "项目|预算数|<|决算数\n^|合计|其中财政|^\n文献|20|18|19"
    found = text_table_figures([document(lines)])
    assert [figure.path for figure in found] == [
        "文献.预算数合计",
        "文献.预算数其中财政",
        "文献.决算数",
    ]
