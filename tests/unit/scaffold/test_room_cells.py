"""Cells that hold a label with a colon, and the room behind it."""

from __future__ import annotations

import pytest

from docgen.scaffold.pack.form_fields import Field
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.tables.header_scan import HeaderScan
from docgen.scaffold.pack.tables.room_cells import fields_with_room
from tests.unit.scaffold.drawing import paths, scan_of


def read(*rows: str) -> tuple[list[Field], HeaderScan]:
    scan = scan_of(*rows)
    return list(fields_with_room(scan)), scan


INCOME = [
    "按收入分：|按支出分：",
    "其中：公共预算：|其中：基本支出：",
    "基金预算：|项目支出：",
    "其他资金：|",
]


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        (["单位：|"], []),
        (["单位：|1"], []),
        (["单位：|甲"], ["单位"]),
        (["单位："], ["单位"]),
        (["单位：|电话："], ["单位", "电话"]),
        (["单位:|电话:"], ["单位", "电话"]),
        (["单位|电话："], ["电话"]),
        (["人：|电话："], ["电话"]),
        (["单位：甲：|电话："], ["电话"]),
        (["其中：单位：|电话："], ["单位", "电话"]),
        (["一" * 24 + "：|电话："], ["一" * 24, "电话"]),
        (["一" * 25 + "：|电话："], ["电话"]),
        (["单位：|电话：", "地址：|"], ["单位", "电话", "地址"]),
        (["单位：|", "电话：|"], []),
        (["单位：|", "|", "|电话："], ["单位", "电话"]),
        (["主送：|<", "单位|"], ["主送"]),
        (["一、主送：|<", "单位|"], []),
        (["签名：|电话："], ["电话"]),
        (["单位：|签名：", "电话：|"], ["单位", "电话"]),
        (["单位：|电话1，"], []),
        (["单位：|电话：1"], ["单位"]),
        (["单位：|电话：__"], ["单位"]),
        (["单位：|□是"], []),
        (["单位：|姓名：", "^|电话："], ["单位.姓名", "单位.电话"]),
    ],
)
def test_a_label_with_a_colon_is_a_field_if_the_room_is_behind_it(
    rows: list[str], fields: list[str]
) -> None:
    assert paths(read(*rows)[0]) == fields


def test_a_label_above_the_parts_of_its_column_is_their_head() -> None:
    assert paths(read(*INCOME)[0]) == [
        *("按收入分.公共预算", "按支出分.基本支出", "按收入分.基金预算", "按支出分.项目支出"),
        "按收入分.其他资金",
    ]


def test_without_parts_it_is_a_field_of_its_own() -> None:
    found, _ = read(*(row.replace("其中：", "") for row in INCOME))
    assert paths(found)[:3] == ["按收入分", "按支出分", "公共预算"]


def test_two_cells_are_a_head_and_its_part() -> None:
    assert paths(read("按收入分：|", "其中：公共预算：|")[0]) == []
    assert paths(read("按收入分：", "其中：公共预算：")[0]) == ["按收入分.公共预算"]


@pytest.mark.parametrize(
    ("rows", "fields"),
    [
        (["甲|日期：", "乙|日期："], ["甲.日期", "乙.日期"]),
        (["子项|甲|日期：", "^|乙|日期："], ["子项.甲.日期", "子项.乙.日期"]),
        (["甲|丁|日期：", "乙|丁|日期："], ["甲.日期", "乙.日期"]),
        (["甲|日期：", "乙|时间："], ["日期", "时间"]),
        (["资金|上年：", "^|本年："], ["资金.上年", "资金.本年"]),
        (["资金|上年：", "支出|本年："], ["上年", "本年"]),
        (["1|日期：", "2|日期："], ["日期", "日期"]),
    ],
)
def test_labels_of_one_name_are_told_apart_by_their_rows(
    rows: list[str], fields: list[str]
) -> None:
    assert paths(read(*rows)[0]) == fields


def test_a_field_is_behind_its_label() -> None:
    (field, other), _ = read("电话\n内线：|传真：")
    assert (field.path, field.kind, field.label) == (("电话内线",), "text", "电话内线：")
    line = FormLine(field.spot.paragraph)
    assert (line.text, field.spot.start, field.spot.end, field.spot.keeps) == (
        "内线：",
        3,
        3,
        False,
    )
    assert other.label == "传真："


def test_labels_and_what_is_around_them_say_whether_it_is_a_figure() -> None:
    assert [field.kind for field in read("预算数：|传真：")[0]] == ["figure", "text"]
    assert [field.kind for field in read("资金（万元）|上年：", "^|本年情况：")[0]] == [
        "figure"
    ] * 2
