"""Cells that hold a label with a colon, and the room behind it."""

from __future__ import annotations

import pytest
from docgen.scaffold.pack.tables.colon_cells import fields_in_labels

from docgen.scaffold.pack.form_fields import Field
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.tables.header_scan import HeaderScan
from tests.unit.scaffold.drawing import paths, places, scan_of

Place = tuple[int, int]


def read(*rows: str) -> tuple[list[Field], HeaderScan]:
    scan = scan_of(*rows)
    return list(fields_in_labels(scan)), scan


INCOME = [
    "按收入分：|按支出分：",
    "其中：公共预算：|其中：基本支出：",
    "基金预算：|项目支出：",
    "其他资金：|",
]


@pytest.mark.parametrize(
    ("rows", "fields", "consumed"),
    [
        (["单位：|"], [], []),
        (["单位：|1"], [], []),
        (["单位：|甲"], ["单位"], []),
        (["单位："], ["单位"], []),
        (["单位：|电话："], ["单位", "电话"], [(1, 0), (1, 1)]),
        (["单位:|电话:"], ["单位", "电话"], [(1, 0), (1, 1)]),
        (["单位|电话："], ["电话"], []),
        (["人：|电话："], ["电话"], []),
        (["单位：甲：|电话："], ["电话"], []),
        (["其中：单位：|电话："], ["单位", "电话"], [(1, 0), (1, 1)]),
        (["一" * 24 + "：|电话："], ["一" * 24, "电话"], [(1, 0), (1, 1)]),
        (["一" * 25 + "：|电话："], ["电话"], []),
        (["单位：|电话：", "地址：|"], ["单位", "电话", "地址"], [(1, 0), (1, 1), (2, 0)]),
        (["单位：|", "电话：|"], ["单位", "电话"], [(1, 0), (2, 0)]),
        (["单位：|", "|"], [], []),
        (["单位：|", "|", "|电话："], ["电话"], [(1, 0), (3, 1)]),
        (["主送：|<", "单位|"], ["主送"], []),
        (["一、主送：|<", "单位|"], [], []),
    ],
)
def test_a_label_with_a_colon_is_a_field_if_the_room_is_behind_it(
    rows: list[str], fields: list[str], consumed: list[Place]
) -> None:
    found, scan = read(*rows)
    assert paths(found) == fields
    assert places(scan.consumed) == consumed


def test_a_label_above_the_parts_of_its_column_is_their_head() -> None:
    found, scan = read(*INCOME)
    assert paths(found) == [
        *("按收入分.公共预算", "按支出分.基本支出", "按收入分.基金预算", "按支出分.项目支出"),
        "按收入分.其他资金",
    ]
    labels = [(row, column) for row in (1, 2, 3) for column in (0, 1)]
    assert places(scan.consumed) == [*labels, (4, 0), (4, 1)]


def test_without_parts_it_is_a_field_of_its_own() -> None:
    found, _ = read(*(row.replace("其中：", "") for row in INCOME))
    assert paths(found)[:3] == ["按收入分", "按支出分", "公共预算"]


def test_only_blanks_below_the_first_label_are_padding() -> None:
    _, scan = read("|甲", "|乙", "单位：|", "电话：|", "|丙")
    assert places(scan.consumed) == [(3, 0), (4, 0), (5, 0)]
    _, scan = read("单位：|甲", "|乙", "电话：|丙", "|丁")
    assert places(scan.consumed) == [(1, 0), (2, 0), (3, 0), (4, 0)]
    _, scan = read("单位：|甲", "|乙")
    assert scan.consumed == set()


def test_two_cells_are_a_head_and_its_part() -> None:
    assert paths(read("按收入分：|", "其中：公共预算：|")[0]) == ["按收入分.公共预算"]


@pytest.mark.parametrize(
    ("rows", "fields", "consumed"),
    [
        (["资产：|||负债：||", "现金|||借款||"], [], [(1, 1), (1, 2), (1, 4), (1, 5)]),
        (
            ["资产：||负债：|", "现金：||借款：|"],
            ["资产", "负债", "现金", "借款"],
            [(1, 0), (1, 2), (2, 0), (2, 2)],
        ),
        (["资产：|", "|"], [], []),
        (["资产：|甲", "现金|"], ["资产"], []),
        (["资产：|", "现金|", "负债：|", "借款|"], [], [(1, 1), (3, 1)]),
        (["一、资产：|<", "现金|"], [], []),
    ],
)
def test_a_label_over_rows_of_its_own_is_a_heading(
    rows: list[str], fields: list[str], consumed: list[Place]
) -> None:
    found, scan = read(*rows)
    assert paths(found) == fields
    assert places(scan.consumed) == consumed


@pytest.mark.parametrize(
    ("rows", "fields", "consumed"),
    [
        (["签名：|电话："], ["电话"], [(1, 0)]),
        (["签名：|"], [], []),
        (["签名：|1"], [], [(1, 0)]),
        (["签名："], [], [(1, 0)]),
        (["单位：|签名：", "电话：|"], ["单位", "电话"], [(1, 0), (1, 1), (2, 0)]),
    ],
)
def test_a_signature_is_no_field(rows: list[str], fields: list[str], consumed: list[Place]) -> None:
    found, scan = read(*rows)
    assert paths(found) == fields
    assert places(scan.consumed) == consumed


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


def test_a_cell_that_is_read_already_may_hold_the_label_beside() -> None:
    for text, fields in (("电话：1", ["单位"]), ("电话1，", [])):
        scan = scan_of(f"单位：|{text}")
        scan.consumed.add(scan.grid.regions[1])
        assert paths(fields_in_labels(scan)) == fields
    scan = scan_of("单位：|电话：1。")
    assert paths(fields_in_labels(scan)) == []


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
