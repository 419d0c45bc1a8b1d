"""A figure typed in a text where a field has it is told only if the words before it name the field.

In the texts, ``▸`` stands before the number that a problem is about.
"""

from __future__ import annotations

import pytest

from docgen.checking.checks.could_be_bound import could_be_bound, end_of_words
from tests.unit.checking.units import checked, marked, said

FORM = """年度: 2023
经费:
  公用经费: {上年决算数: 21.50, 本年预算数: 22.15, 本年决算数: 21.36}
  水费、电费: {上年决算数: 3.42, 本年决算数: 3.18}
  基本支出: 420.71
  培训支出: 420.7
  会议支出: 36
  市级专项资金: 136.60
  专项: [{名称: 实训基地建设, 金额: 88.25}, {名称: 教师技能培训, 金额: 51.40}]
  执行率: 93.64
  预算安排数: 512.06
人员: {群众满意度: 97.5, 按期办结率: 98.25}
工作数据: {接通率: 97.12}
projects:
  - {项目名称: 智慧校园建设, 执行率: 93.64, 到位率: 96.15, 资金: {当年财政拨款: 77.20}}
  - {项目名称: 校舍维修改造, 到位率: 95.25, 资金: {当年财政拨款: 45.10}}
"""


def found(text: str, form: str = FORM) -> list[str]:
    plain, places = marked(text)
    unit = checked({"report.yaml": form, "narrative/正文.md": plain})
    problems = list(could_be_bound(unit))
    assert [f"{problem.place.line}:{problem.place.column}" for problem in problems] == places
    assert {problem.place.file for problem in problems} <= {"甲/narrative/正文.md"}
    return [problem.words["path"] for problem in problems]


def test_what_is_said_and_what_to_write() -> None:
    unit = checked({"report.yaml": FORM, "narrative/正文.md": "甲。基本支出420.71 万元。"})
    (problem,) = could_be_bound(unit)
    assert said([problem]) == [
        "1:7 warning could-be-bound; typed=420.71万元; path=经费.基本支出; "
        "other=甲/report.yaml:5:9; old=420.71; new={{ 经费.基本支出 }}"
    ]
    assert problem.fix
    assert (problem.fix.old, problem.fix.new) == ("420.71", "{{ 经费.基本支出 }}")
    assert not problem.fix.safe


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("基本支出▸420.71万元", "经费.基本支出"),
        ("全年用于人员的基本支出共计▸420.71万元", "经费.基本支出"),
        ("基本民生支出▸420.71万元", "经费.基本支出"),
        ("培训支出▸420.70万元", "经费.培训支出"),
        ("会议支出达到▸36.0万元", "经费.会议支出"),
        ("基本支出▸4,207,100.00元", "经费.基本支出"),
        ("会议支出▸0.00360亿元", "经费.会议支出"),
        ("市级各类专项资金▸136.60万元", "经费.市级专项资金"),
        ("安排市级专项资金▸136.6万元", "经费.市级专项资金"),
        ("群众满意度▸97.5%", "人员.群众满意度"),
        ("服务对象中群众的满意度为▸97.5%", "人员.群众满意度"),
        ("预算执行率▸93.64％", "经费.执行率"),
        ("热线接通率▸97.12%", "工作数据.接通率"),
        ("实训基地建设▸88.25万元", "经费.专项[0].金额"),
        ("公用经费▸21.36万元", "经费.公用经费.本年决算数"),
        ("2023年公用经费▸21.36万元", "经费.公用经费.本年决算数"),
        ("公用经费由上年的▸21.50万元降到21.36万元", "经费.公用经费.上年决算数"),
        ("上年公用经费▸21.50万元", "经费.公用经费.上年决算数"),
        ("2022年，公用经费▸21.50万元", "经费.公用经费.上年决算数"),
        ("公用经费预算▸22.15万元", "经费.公用经费.本年预算数"),
        ("水费、电费▸3.18万元", "经费.水费、电费.本年决算数"),
        ("预算安排▸512.06万元", "经费.预算安排数"),
    ],
)
def test_a_name_before_the_number_is_told(text: str, path: str) -> None:
    assert found(text) == [path]


@pytest.mark.parametrize(
    "text",
    [
        "支出420.71万元",
        "420.71万元",
        "另有420.71万元用于基本支出",
        "支出基本420.71万元",
        "基本支出已公开，另收入420.71万元",
        "基本支出较上年增加420.71万元",
        "基本支出占一般公共预算的420.71万元",
        "基本支出比预算节约420.71万元",
        "人均公用经费21.36万元",
        "一季度公用经费21.36万元",
        "2021年，公用经费21.36万元",
        "2022年，公用经费21.36万元",
        "上年公用经费21.36万元",
        "公用经费21.50万元",
        "公用经费预算21.36万元",
        "公用经费其中培训21.36万元",
        "基本支出420.71万元左右",
        "基本支出{{ 经费.基本支出 }}万元",
        "基本支出420.71个",
        "基本支出420.71",
        "基本支出420.71万元/人",
        "会议支出36万元",
        "满意率97.5%",
        "群众97.5%",
        "度97.5%",
        "执行93.64%",
        "名称88.25万元",
    ],
)
def test_a_number_without_the_name_is_not(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("到位率96.15%", []),
        ("智慧校园建设到位率▸96.15%", ["projects[0].到位率"]),
        ("智慧校园建设进展顺利，到位率▸96.15%", ["projects[0].到位率"]),
        ("校舍维修改造到位率96.15%", []),
        ("预算执行率▸93.64%", ["经费.执行率"]),
        ("智慧校园建设执行率▸93.64%", ["projects[0].执行率"]),
        ("校舍维修改造的预算执行率93.64%", []),
    ],
)
def test_of_fields_with_one_label_the_row_must_be_named(text: str, paths: list[str]) -> None:
    assert found(text) == paths


def test_of_several_equal_figures_the_named_one_is_told() -> None:
    form = "经费: {甲种费用: 3.14, 乙种费用: 3.14}"
    assert found("乙种费用▸3.14万元", form) == ["经费.乙种费用"]
    assert found("丙种费用3.14万元", form) == []


def test_only_a_text_in_which_a_reference_prints_its_figure_is_asked() -> None:
    figure = "基本支出420.71万元"
    unit = checked(f"{FORM}说明: {figure}\n组: {{正文: {figure}}}\n预期目标: {figure}")
    (problem,) = could_be_bound(unit)
    assert (problem.place.line, problem.words["new"]) == (18, "{{ 经费.基本支出 }}")


@pytest.mark.parametrize(
    ("name", "text", "end"),
    [
        ("基本支出", "基本支出", 4),
        ("基本支出", "的基本支出为", 5),
        ("基本支出", "基本工资支出", 6),
        ("基本支出", "支出基本", 0),
        ("基本支出", "基本与其他各项民生支出", 0),
        ("全年执行数", "全年实际执行", 6),
        ("市级专项资金", "市级各类专项的资金", 9),
        ("市级专项资金", "市级各类专项款", 0),
        ("办结率", "按期办结的率", 0),
        ("水费", "水电费", 0),
        ("", "基本支出", 0),
        ("费", "水费", 0),
    ],
)
def test_the_words_of_a_name_stand_in_their_order(name: str, text: str, end: int) -> None:
    assert end_of_words(name, text) == end


def test_many_ways_to_read_a_name_are_each_tried_once() -> None:
    assert end_of_words("甲" * 40 + "乙", "甲" * 60) == 0
