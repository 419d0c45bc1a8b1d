"""Which name is offered for a misspelt one: the table decides on the measure and its limit."""

from __future__ import annotations

import pytest

from docgen.diagnostics import nearest

LABELS = """
名称 日期 年度 年度预算申请 经费控制情况 全年执行数 全年预算数 年初预算数 得分 分值 总分 执行率
项目资金 当年财政拨款 上年结转资金 其他资金 绩效指标 产出指标 效益指标 满意度指标 三公经费
公务接待 公车购置 编制数 实际在职人数 控制率 填表人 联系电话 填报日期 上年决算数 本年决算数
本年预算数 三级指标 年度指标值 实际完成值 单位名称 项目名称 主管部门 实施单位
"""
KEYS = """
output properties parts derived rules checks next format title author date file repeat
name at each require warn year carried money points unit facts plans apart titles
kept dates texts paper margins grid tolerance body table styles width height top
bottom left right lines characters font latin size align indent spacing number
level style dash below inset mark listed annexes both center
"""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("名秤", "名称"),  # wrong
        ("得份", "得分"),
        ("执行律", "执行率"),
        ("全年执行书", "全年执行数"),
        ("年度预算申报", "年度预算申请"),
        ("填报人", "填表人"),
        ("名", "名称"),  # missing
        ("控制", "控制率"),
        ("全年执数", "全年执行数"),
        ("预算申请", "年度预算申请"),
        ("称名", "名称"),  # swapped
        ("分得", "得分"),
        ("行执率", "执行率"),
        ("全年行执数", "全年执行数"),
        ("名称称", "名称"),  # too many
        ("编制人数", "编制数"),
        ("总分数", "总分"),
    ],
)
def test_a_slip_in_a_chinese_label_is_understood(typed: str, meant: str) -> None:
    assert nearest(typed, LABELS.split()) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("spacng", "spacing"),
        ("spaceing", "spacing"),
        ("outputs", "output"),
        ("ouput", "output"),
        ("propertis", "properties"),
        ("part", "parts"),
        ("date", "dates"),
        ("text", "texts"),
        ("requires", "require"),
        ("pagenumber", "page number"),
        ("page-number", "page number"),
        ("Page number", "page number"),
        ("titel", "title"),
        ("auther", "author"),
        ("fiel", "file"),
        ("widht", "width"),
        ("hight", "height"),
        ("charcters", "characters"),
        ("tolerence", "tolerance"),
        ("annex", "annexes"),
        ("centre", "center"),
    ],
)
def test_a_slip_in_an_english_key_is_understood(typed: str, meant: str) -> None:
    assert nearest(typed, [*KEYS.split(), "page number"]) == meant


@pytest.mark.parametrize("typed", ["备注", "湖南省", "甲", "附件", "人口", "地址", "a", "zz"])
def test_an_unrelated_label_is_offered_nothing(typed: str) -> None:
    assert nearest(typed, LABELS.split()) == ""


@pytest.mark.parametrize("typed", ["bold", "colour", "gutter", "comment", "description", "xy", ""])
def test_an_unrelated_key_is_offered_nothing(typed: str) -> None:
    assert nearest(typed, KEYS.split()) == ""


def test_the_word_itself_and_no_words_at_all_are_no_suggestion() -> None:
    assert nearest("得分", ["得分"]) == ""
    assert nearest("得分", []) == ""
    assert nearest("得分", ["得分", "得份"]) == "得份"


def test_the_first_of_equally_near_names_is_offered() -> None:
    assert nearest("得分数", ["得分率", "得分值"]) == "得分率"
    assert nearest("得分数", iter(["得分值", "得分率"])) == "得分值"


@pytest.mark.parametrize(
    ("typed", "known", "offered"),
    [
        ("ab", "ax", True),
        ("abc", "abxx", True),
        ("abc", "axx", False),
        ("abcd", "abxx", False),
        ("abcdef", "abcdxx", True),
        ("abcdefg", "abcdxxx", False),
    ],
)
def test_half_of_a_short_word_may_differ_and_less_of_a_longer_one(
    typed: str, known: str, offered: bool
) -> None:
    assert nearest(typed, [known]) == (known if offered else "")
