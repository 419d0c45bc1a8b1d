"""Lists: where their heads are, what they are called, which rows they have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.sheets.table import SheetTable, table
from tests.unit.sheets.sheet_files import NAME, Rows, refusal, sheet_of


def read(rows: Rows, merged: tuple[str, ...] = (), head_row: int | None = None) -> SheetTable:
    return table(sheet_of(rows, merged), head_row)


def shown(found: SheetTable) -> list[tuple[int, dict[str, str]]]:
    return [
        (row.number, {head: cell.text for head, cell in row.cells.items()}) for row in found.rows
    ]


LIST: Rows = [["姓名", "单位", "金额"], ["张三", "三中", 1.5], ["李四", "四中", 2]]


def test_a_plain_list_has_its_heads_and_rows() -> None:
    found = read(LIST)
    assert found.heads == ("姓名", "单位", "金额")
    assert shown(found) == [
        (2, {"姓名": "张三", "单位": "三中", "金额": "1.5"}),
        (3, {"姓名": "李四", "单位": "四中", "金额": "2"}),
    ]
    assert found.rows[1].cells["单位"].place.address == "B3"


ABOVE: list[tuple[Rows, tuple[str, ...]]] = [
    ([["花名册"]], ()),
    ([["花名册", None, None]], ("A1:C1",)),
    ([[None, "花名册"]], ()),
    ([["花名册"], ["单位：株洲市第三中学", None, "单位：万元"]], ("A1:C1",)),
    ([["填报单位：三中", None, "2023年12月"]], ()),
    ([[None], ["花名册"], [None]], ("A2:C2",)),
    ([["附件2"], ["花名册"], ["说明：按姓氏笔画排列"]], ("A2:C2", "A3:C3")),
]


@pytest.mark.parametrize(("above", "merged"), ABOVE)
def test_titles_and_lines_above_a_list_are_no_heads(above: Rows, merged: tuple[str, ...]) -> None:
    found = read([*above, *LIST], merged)
    assert found.heads == ("姓名", "单位", "金额")
    assert found.head_row == len(above) + 1
    assert len(found.rows) == 2


@pytest.mark.parametrize(
    ("rows", "merged", "heads"),
    [
        (
            [["单位", "预算", None, "备注"], [None, "年初", "全年", None], ["甲", 1, 2, "无"]],
            ("A1:A2", "B1:C1", "D1:D2"),
            ("单位", "预算.年初", "预算.全年", "备注"),
        ),
        (
            [["单位", "预算", None], ["名称", "年初", "全年"], ["甲", 1, 2]],
            ("B1:C1",),
            ("单位.名称", "预算.年初", "预算.全年"),
        ),
        (
            [
                ["单位", "资金", None, None],
                [None, "财政", None, "其他"],
                [None, "基本", "项目", None],
                ["甲", 1, 2, 3],
            ],
            ("A1:A3", "B1:D1", "B2:C2", "D2:D3"),
            ("单位", "资金.财政.基本", "资金.财政.项目", "资金.其他"),
        ),
        (
            [["姓 名", "年初\n预算数", "Start date "], ["甲", 1, 2]],
            (),
            ("姓名", "年初预算数", "Start date"),
        ),
        ([["项目", 2021, 2022, 2023], ["甲", 1, 2, 3]], (), ("项目", "2021", "2022", "2023")),
        ([["姓名", None, "单位"], ["甲", "乙", "丙"]], (), ("姓名", "单位")),
        ([[None, "姓名", "单位"], [None, "甲", "乙"]], (), ("姓名", "单位")),
    ],
)
def test_heads_are_called_as_they_stand_above_each_other(
    rows: Rows, merged: tuple[str, ...], heads: tuple[str, ...]
) -> None:
    found = read(rows, merged)
    assert (found.heads, found.problems) == (heads, ())
    assert len(found.rows) == 1


def test_a_row_that_is_half_figures_is_no_head() -> None:
    assert read([["共计", 2], ["姓名", "金额"], ["甲", 1]]).head_row == 2


def test_the_head_row_may_be_named() -> None:
    rows = [["甲", "乙"], ["姓名", "单位"], ["张三", "三中"]]
    assert read(rows).heads == ("甲", "乙")
    assert read(rows, head_row=2).heads == ("姓名", "单位")


def test_empty_rows_are_left_out_and_all_others_kept() -> None:
    rows: Rows = [*LIST, [None], ["合计", None, 3.5], [" ", None], ["注：含上年结转。"]]
    found = read(rows, ("A7:C7",))
    assert [row.number for row in found.rows] == [2, 3, 5, 7]
    assert found.rows[2].cells["单位"].is_empty


def test_a_cell_that_is_merged_down_counts_for_each_row() -> None:
    found = read([["单位", "姓名"], ["三中", "甲"], [None, "乙"], ["四中", "丙"]], ("A2:A3",))
    assert [row.cells["单位"].text for row in found.rows] == ["三中", "三中", "四中"]


def test_two_heads_of_one_name_are_told_and_the_first_counts() -> None:
    found = read([["姓名", "金额", "金 额"], ["甲", 1, 2]])
    assert found.heads == ("姓名", "金额")
    assert [(str(problem.place), problem.code) for problem in found.problems] == [
        (f"{NAME}!财决01表!C1", "head-twice")
    ]
    assert found.problems[0].words == {"head": "金额", "other": "B1"}
    assert found.rows[0].cells["金额"].text == "1"


@pytest.mark.parametrize("rows", [[[1, 2], [3, 4]], [[None]]])
def test_a_sheet_without_heads_is_told(rows: Rows) -> None:
    problem = refusal(read, rows)
    assert (problem.code, str(problem.place)) == ("no-table-head", f"{NAME}!财决01表")


NAMES = st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=4)


@given(st.lists(NAMES, min_size=2, max_size=6, unique=True), st.integers(1, 5), st.integers(0, 3))
def test_each_figure_is_below_its_head(heads: list[str], count: int, blank: int) -> None:
    figures = [[10 * row + column for column in range(len(heads))] for row in range(count)]
    found = read([*[[None]] * blank, heads, *figures])
    assert found.heads == tuple(heads)
    assert [[int(cell.text) for cell in row.cells.values()] for row in found.rows] == figures
    assert [row.number for row in found.rows] == [blank + 2 + row for row in range(count)]
