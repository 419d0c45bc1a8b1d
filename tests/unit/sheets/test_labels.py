"""A cell by the label of its row and the head of its column."""

from __future__ import annotations

import random

import pytest

from docgen.sheets.label_texts import plain_label
from docgen.sheets.labels import find
from docgen.sheets.sheet import Sheet
from tests.unit.sheets.sheet_files import NAME, Rows, refusal, sheet_of

FINAL_ACCOUNT: Rows = [
    ["收入支出决算总表"],
    ["部门：株洲市第三中学", None, None, None, None, "单位：万元"],
    ["收入", None, None, "支出", None, None],
    ["项目", "行次", "决算数", "项目（按功能分类）", "行次", "决算数"],
    ["栏次", None, 1, "栏次", None, 2],
    ["一、财政拨款收入", 1, 100.5, "一、基本支出", 31, 50],
    ["二、其他收入", 2, 20, "（一）人员经费", 32, 20],
    [None, 3, None, "（二）公用经费", 33, 30],
    [None, 4, None, "二、项目支出", 34, 70.5],
    ["本年收入合计", 5, 120.5, "本年支出合计", 35, 120.5],
    [None],
    ["三公经费"],
    ["项目", "年初预算", "决算数（万元）"],
    ["公务接待费：", 1.5, 1.25],
    ["公务用车\n运行维护费", "—", 0.75],
]
MERGED = ("A1:F1", "A3:C3", "D3:F3")


@pytest.fixture(scope="module")
def account() -> Sheet:
    return sheet_of(FINAL_ACCOUNT, MERGED)


@pytest.mark.parametrize(
    ("row", "column", "address"),
    [
        ("财政拨款收入", "决算数", "C6"),
        ("一、财政拨款收入", "决算数（万元）", "C6"),
        (" 财政 拨款收入：", " 决算 数", "C6"),
        ("其他收入", "行次", "B7"),
        ("公用经费", "决算数", "F8"),
        ("基本支出/公用经费", "决算数", "F8"),
        ("公用经费", "支出/决算数", "F8"),
        ("项目支出", "决算数", "F9"),
        ("项目支出", "行次", "E9"),
        ("本年收入合计", "收入／决算数", "C10"),
        ("本年支出合计", "决算数", "F10"),
        ("公务接待费", "年初预算", "B14"),
        ("公务接待费", "决算数", "C14"),
        ("公务用车运行维护费", "决算数", "C15"),
    ],
)
def test_labels_meet_in_their_own_table(
    account: Sheet, row: str, column: str, address: str
) -> None:
    assert find(account, row, column).place.address == address


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("财政拨款收入", "年初预算"),
        ("公务接待费", "行次"),
        ("项目支出/公用经费", "决算数"),
        ("财政拨款收入", "支出/决算数"),
        ("三公经费", "决算数"),
        ("决算数", "项目"),
    ],
)
def test_labels_of_different_tables_do_not_meet(account: Sheet, row: str, column: str) -> None:
    problem = refusal(find, account, row, column)
    assert problem.code == "labels-apart"
    assert problem.words == {"row": row, "column": column}


def test_a_label_that_is_not_there_is_told_with_the_nearest(account: Sheet) -> None:
    problem = refusal(find, account, "公务招待费", "决算数")
    assert problem.code == "unknown-label"
    assert dict(problem.words) == {"label": "公务招待费", "nearest": "公务接待费："}
    assert refusal(find, account, "公务接待费", "执行率").words["nearest"] == ""
    assert refusal(find, account, "基本支出/差旅费", "决算数").words["label"] == "差旅费"


BUDGET: Rows = [
    ["项目", None, "预算", None, "决算", None, "完成情况", "得分"],
    [None, None, "年初", "全年", "年初", "全年", None, None],
    ["财政拨款", "基本支出", 1, 2, 3, 4, "已完成", 5],
    [None, "项目支出", 6, 7, 8, 9, "未完成", 10],
    ["其他资金", "基本支出", 11, 12, 13, 14, None, 15],
    [None, "项目支出", 16, 17, 18, 19, "已完成", 20],
]
BUDGET_MERGED = ("A1:B2", "C1:D1", "E1:F1", "G1:G2", "H1:H2", "A3:A4", "A5:A6")


@pytest.mark.parametrize("merged", [BUDGET_MERGED, BUDGET_MERGED[:-2]], ids=["merged", "blank"])
@pytest.mark.parametrize(
    ("row", "column", "text"),
    [
        ("财政拨款/基本支出", "预算/年初", "1"),
        ("财政拨款/项目支出", "决算/全年", "9"),
        ("其他资金/基本支出", "决算/年初", "13"),
        ("其他资金/项目支出", "预算/全年", "17"),
        ("财政拨款/项目支出", "完成情况", "未完成"),
        ("其他资金/项目支出", "得分", "20"),
    ],
)
def test_paths_go_through_merged_heads_and_groups(
    merged: tuple[str, ...], row: str, column: str, text: str
) -> None:
    assert find(sheet_of(BUDGET, merged), row, column).text == text


@pytest.mark.parametrize(
    ("row", "column", "cells"),
    [
        ("基本支出", "预算/年初", "C3、C5"),
        ("财政拨款/基本支出", "年初", "C3、E3"),
        ("财政拨款/基本支出", "预算", "C3、D3"),
        ("财政拨款", "得分", "H3、H4"),
    ],
)
def test_several_cells_that_fit_are_all_named(row: str, column: str, cells: str) -> None:
    problem = refusal(find, sheet_of(BUDGET, BUDGET_MERGED), row, column)
    assert (problem.code, problem.words["cells_zh"]) == ("several-cells", cells)
    assert problem.words["first"] == cells.split("、")[0]


QUARTERS: Rows = [
    [None, "一季度", None, "二季度", None],
    ["部门", "预算", "执行", "预算", "执行"],
    ["教务处", 1, 2, 3, 4],
]


@pytest.mark.parametrize("merged", [(), ("B1:C1", "D1:E1")], ids=["blank", "merged"])
def test_a_group_of_heads_reaches_over_blanks_as_over_merged_cells(merged: tuple[str, ...]) -> None:
    sheet = sheet_of(QUARTERS, merged)
    assert find(sheet, "教务处", "二季度/执行").text == "4"
    assert find(sheet, "教务处", "一季度/执行").text == "2"
    assert refusal(find, sheet, "教务处", "一季度").words["cells_zh"] == "B3、C3"


def test_a_row_is_found_by_the_code_of_its_item() -> None:
    sheet = sheet_of([["科目编码", "科目名称", "金额"], ["2050203", "初中教育", 100]])
    assert find(sheet, "2050203", "金额").text == "100"
    assert find(sheet, "初中教育", "金额").text == "100"


@pytest.mark.parametrize(("count", "end"), [(6, "B7"), (7, "…（7）")])
def test_of_many_cells_that_fit_the_first_are_named(count: int, end: str) -> None:
    sheet = sheet_of([["项目", "金额"], *[["基本支出", 1]] * count])
    cells = refusal(find, sheet, "基本支出", "金额").words["cells_zh"]
    assert cells.startswith("B2、B3")
    assert cells.endswith(end)


def test_a_cell_that_is_merged_is_one_cell() -> None:
    sheet = sheet_of([["项目", "一季度", "二季度"], ["甲", 5, None], ["乙", 1, 2]], ["B2:C2"])
    assert find(sheet, "甲", "二季度").place.address == "B2"


OUTLINE: Rows = [
    ["项目", "金额"],
    ["一、财政拨款", 10],
    ["（一）基本支出", 4],
    ["（二）项目支出", 6],
    ["二、其他资金", 7],
    ["（一）基本支出", 3],
    ["  其中：人员经费", 1],
]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("财政拨款/基本支出", "4"),
        ("其他资金/基本支出", "3"),
        ("其他资金/基本支出/其中：人员经费", "1"),
        ("其他资金", "7"),
    ],
)
def test_paths_go_through_an_outline(row: str, text: str) -> None:
    assert find(sheet_of(OUTLINE), row, "金额").text == text


def test_rows_on_one_level_are_no_outline() -> None:
    """A group that lacks the row may not take that of the next one."""
    rows: Rows = [["项目", "金额"], ["财政拨款", 10], ["其他资金", 7], ["基本支出", 3]]
    assert refusal(find, sheet_of(rows), "财政拨款/基本支出", "金额").code == "labels-apart"
    rows = [["项目", "金额"], ["一、财政拨款", 1], ["二、其他资金", 7], ["（一）基本支出", 3]]
    assert refusal(find, sheet_of(rows), "财政拨款/基本支出", "金额").code == "labels-apart"


def test_a_row_of_remarks_alone_hides_no_heads() -> None:
    rows: Rows = [
        ["项目", "预算", "决算", "备注"],
        ["甲", 1, 2, None],
        ["乙", None, None, "未安排"],
        ["丙", 3, 4, None],
    ]
    assert find(sheet_of(rows), "丙", "决算").text == "4"
    assert find(sheet_of(rows), "乙", "决算").text == ""
    assert find(sheet_of(rows), "乙", "备注").text == "未安排"


def test_a_title_over_the_heads_is_no_head() -> None:
    sheet = sheet_of([["收支表"], ["项目", "预算", "决算"], ["甲", 1, 2]], ["A1:C1"])
    assert refusal(find, sheet, "甲", "收支表").code == "labels-apart"


def test_labels_with_a_stroke_are_found_whole() -> None:
    sheet = sheet_of([["项目", "单价（元/人）", "数量"], ["培训/会议", 5, 6]])
    assert find(sheet, "培训/会议", "单价（元/人）").text == "5"


def test_a_list_of_texts_has_cells_too() -> None:
    sheet = sheet_of([["姓名", "单位", "职务"], ["张三", "三中", "校长"], ["李四", "四中", "主任"]])
    assert find(sheet, "李四", "职务").text == "主任"


@pytest.mark.parametrize(
    ("label", "plain"),
    [
        ("一、基本支出", "基本支出"),
        ("（一）1.基本支出（万元）：", "基本支出"),
        ("①基本支出", "基本支出"),
        ("１．基本支出", "基本支出"),
        ("1.5倍工资", "1.5倍工资"),
        ("执行率（%）", "执行率"),
        ("基本支出（含上年结转）", "基本支出(含上年结转)"),
        ("年末人数（人）", "年末人数"),
        ("金额\n(单位：万元)", "金额"),
        ("GDP", "gdp"),
        ("（一）", "(一)"),
        ("三公经费", "三公经费"),
        ("十四五规划", "十四五规划"),
    ],
)
def test_what_makes_no_difference_between_labels(label: str, plain: str) -> None:
    assert plain_label(label) == plain


def test_each_cell_of_any_grid_is_found_by_its_labels() -> None:
    draw = random.Random(3)
    for _ in range(30):
        columns, rows = draw.randint(1, 6), draw.randint(1, 12)
        heads = [f"列{number}" for number in draw.sample(range(100), columns)]
        names = [f"行{number}" for number in draw.sample(range(100), rows)]
        grid: list[list[object]] = [["项目", *heads]]
        grid += [[name, *(draw.choice([1, 2.5, None]) for _ in heads)] for name in names]
        above: list[list[object]] = [["标题"], ["单位：万元"]]
        above = above[: draw.randint(0, 2)]
        sheet = sheet_of([*above, *grid])
        for row, name in enumerate(names, len(above) + 2):
            for column, head in enumerate(heads, 2):
                place = find(sheet, name, head).place
                assert (place.line, place.column) == (row, column)
                assert str(place).startswith(f"{NAME}!财决01表!")
