"""Rows that are alike: whether one can be the model of all, its columns, and what it prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from docgen.scaffold.pack.form_fields import Block, FormFields
from docgen.scaffold.pack.tables.cell_role import CellRole
from docgen.scaffold.pack.tables.repeated_rows import (
    RepeatedRows,
    is_numbered,
    is_open_row,
    rows_below,
)
from docgen.word.xml import w
from tests.unit.scaffold.drawing import content, grid_of, places, scan_of, texts


def rows_of(*drawing: str, numbers: Sequence[int] = (2, 3)) -> RepeatedRows:
    """Rows of a table below the heads in its first row that begin there."""
    scan = scan_of(*drawing)
    return RepeatedRows(scan, numbers, scan.grid.row(numbers[0] - 1))


def block_of(rows: RepeatedRows) -> Block:
    keys = rows.keys(rows.heads)
    found = FormFields()
    rows.add(found, ("单[]",), "行", keys, rows.fields(keys))
    return found.blocks[0]


HEADS = "名称|数量"


def test_the_cells_under_each_head() -> None:
    rows = rows_of(HEADS, "甲|1", "乙|2")
    assert [texts(row.values()) for row in rows.cells] == [["甲", "1"], ["乙", "2"]]
    short = RepeatedRows(rows.scan, (2, 9), rows.heads)
    assert [texts(row.values()) for row in short.cells] == [["甲", "1"], []]


@pytest.mark.parametrize(
    ("drawing", "numbers", "are_alike"),
    [
        ([HEADS, "|", "|"], (2, 3), True),
        ([HEADS, "|", "^|"], (2, 3), False),
        ([HEADS, "|", "|", "^|"], (2, 3), False),
        ([HEADS, "|<", "|"], (2, 3), False),
    ],
)
def test_rows_that_merge_down_are_no_model(
    drawing: list[str], numbers: tuple[int, ...], are_alike: bool
) -> None:
    assert rows_of(*drawing, numbers=numbers).are_alike() == are_alike


@pytest.mark.parametrize(
    ("drawing", "are_alike"),
    [
        (["组|名|数", "甲||", "^||"], True),
        (["组|名|数", "甲||", "^||", "^||"], False),
        (["组|名|数", "^||", "^||"], False),
        (["组|名|数", "甲||", "^|^|"], False),
    ],
)
def test_groups_may_merge_down_within_the_rows(drawing: list[str], are_alike: bool) -> None:
    scan = scan_of(*drawing)
    heads = [scan.grid.regions[number] for number in range(3)]
    assert RepeatedRows(scan, (2, 3), heads).are_alike(heads[0]) == are_alike


@pytest.mark.parametrize(
    ("drawing", "are_alike"),
    [
        (["甲|名|数", "^||", "^||"], True),
        (["甲|名|数", "^||", "^||", "^||"], True),
        (["甲|名|数", "^||", "乙||"], False),
        (["甲|名|数", "乙||", "^||"], False),
        (["甲|名|数", "乙||", "丙||"], False),
    ],
)
def test_beside_the_heads_a_cell_spans_all_rows(drawing: list[str], are_alike: bool) -> None:
    scan = scan_of(*drawing)
    rows = RepeatedRows(scan, (2, 3), scan.grid.row(1)[1:])
    assert rows.are_alike() == are_alike


def test_regions_inside_count_as_heads() -> None:
    scan = scan_of("|名|数", "甲||", "^||")
    own = scan.grid.row(2)[0]
    rows = RepeatedRows(scan, (2, 3), scan.grid.row(1)[1:])
    assert not rows.are_alike()
    assert not rows.are_alike(inside=[own])
    assert rows.are_alike(own, inside=[own])


def test_cells_that_are_read_already_are_no_rows() -> None:
    rows = rows_of(HEADS, "|", "|")
    cell = rows.scan.grid.row(3)[1]
    assert rows.are_alike()
    for role in (CellRole.IN_ROWS, CellRole.PEN, CellRole.ROOM):
        assert not replace(rows, scan=rows.scan.with_roles({cell: role})).are_alike()


@pytest.mark.parametrize(
    ("drawing", "keys"),
    [
        (["名称|数量", "|"], ["名称", "数量"]),
        (["数量|数量|数量", "||"], ["数量", "数量2", "数量3"]),
        (["本年|去年|甲", "数量|数量|^", "||"], ["本年数量", "去年数量", "甲"]),
        (["本年|本年|甲", "数量|数量|^", "||"], ["本年数量", "本年数量2", "甲"]),
        (["本年|1|甲", "数量|数量|^", "||"], ["本年数量", "数量", "甲"]),
        (["本年|去年|甲", "数量|金额|^", "||"], ["数量", "金额", "甲"]),
    ],
)
def test_the_keys_of_columns_are_told_apart_by_the_head_above(
    drawing: list[str], keys: list[str]
) -> None:
    rows = rows_of(*drawing, numbers=(len(drawing),))
    assert list(rows.keys(rows.heads).values()) == keys


def kinds(*drawing: str, around: str = "") -> list[str]:
    rows = rows_of(*drawing)
    return [content(of) for of in rows.fields(rows.keys(rows.heads), around).values()]


@pytest.mark.parametrize(
    ("drawing", "fields"),
    [
        ([HEADS, "|", "|"], ["名称 text", "数量 figure"]),
        ([HEADS, "|5", "|1.5"], ["名称 text", "数量 figure"]),
        ([HEADS, "|5", "|10分"], ["名称 text", "数量 text"]),
        ([HEADS, "|5", "|……"], ["名称 text", "数量 figure"]),
        ([HEADS, "|指标1：", "|措施12"], ["名称 text", "数量 figure"]),
        ([HEADS, "|5", "|__"], ["名称 text", "数量 figure"]),
        (["名称|价（元）", "|", "|"], ["名称 text", "价 figure"]),
        ([HEADS, "1|长__宽__", "2|长__宽__"], ["名称 text", "数量长 text, 数量宽 text"]),
        ([HEADS, "1|□是", "2|□是"], ["名称 text", "数量 ticks"]),
    ],
)
def test_the_fields_of_the_model(drawing: list[str], fields: list[str]) -> None:
    assert kinds(*drawing) == fields


def test_a_head_with_a_unit_over_the_heads_makes_numbers_of_their_columns() -> None:
    heads = ["名称|规模及来源（万元）|<|<", "^|小计|其中|<", "^|^|中央|责任单位"]
    rows = rows_of(*heads, "|||", "|||", numbers=(4, 5))
    found = [content(of) for of in rows.fields(rows.keys(rows.heads)).values()]
    assert found == ["名称 text", "小计 figure", "中央 figure", "责任单位 text"]


def test_the_kind_of_a_column_is_by_its_own_head() -> None:
    assert kinds("名|甲", "|", "|", around="（万元）") == ["名 figure", "甲 figure"]
    assert kinds("数量|数量", "|", "|") == ["数量 figure", "数量2 figure"]


def test_columns_below_a_head_of_numbers_are_numbers() -> None:
    rows = rows_of("名称|数量|<|<", "^|应收|实收|单位", "|||", "|||", numbers=(3, 4))
    fields = rows.fields(rows.keys(rows.heads)).values()
    assert [content(of) for of in fields] == [
        "名称 text",
        "应收 figure",
        "实收 figure",
        "单位 text",
    ]


@pytest.mark.parametrize(
    ("drawing", "printed"),
    [
        ([HEADS, "甲|5", "|"], [{"名称": "甲", "数量": "5"}, {"名称": None, "数量": None}]),
        ([HEADS, "任务1|……", "（请填写）|·"], [{"名称": None, "数量": None}] * 2),
        (
            [HEADS, "任务一|甲：", "任务123|1"],
            [{"名称": "任务一", "数量": "甲："}, {"名称": "任务123", "数量": "1"}],
        ),
        ([HEADS, "100字以内|", "XX|"], [{"名称": None, "数量": None}] * 2),
        (
            [HEADS, "1|长__宽__", "2|长__宽__"],
            [{"名称": number, "数量长": None, "数量宽": None} for number in "12"],
        ),
    ],
)
def test_what_the_form_prints_is_the_content_that_a_list_begins_with(
    drawing: list[str], printed: list[dict[str, str | None]]
) -> None:
    rows = rows_of(*drawing)
    assert rows.entries(rows.keys(rows.heads)) == printed
    assert block_of(rows).default == printed


def test_a_block_holds_its_rows_and_takes_their_cells() -> None:
    rows = rows_of("甲|名称|数量", "^||", "^||", "|1|")
    rows = RepeatedRows(rows.scan, (2, 3), rows.scan.grid.row(1)[1:])
    found, keys = FormFields(), rows.keys(rows.heads)
    scan = rows.add(found, ("单[]",), "行", keys, rows.fields(keys), ("级",), {"甲": []})
    (block,) = found.blocks
    elements = rows.scan.grid.table.findall(w("tr"))
    assert (block.path, block.item, block.levels) == (("单[]",), "行", ("级",))
    assert (list(block.rows), block.default) == (elements[1:3], {"甲": []})
    assert [content(of) for of in block.cells.values()] == ["名称 text", "数量 figure"]
    assert (list(block.heads), block.dropped) == (elements[:1], ())
    read = [(2, 1), (2, 2), (3, 1), (3, 2)]
    assert places(scan.of_role(CellRole.IN_ROWS)) == read
    assert rows.scan.of_role(CellRole.IN_ROWS) == []


def test_a_block_takes_the_rows_that_no_report_prints() -> None:
    scan = scan_of(HEADS, "|", HEADS, "|", "……|", "合计|")
    heads = scan.grid.row(1)
    rows = rows_below(scan, 2, heads, lambda row: is_open_row(scan, row, heads))
    found, keys = FormFields(), rows.keys(rows.heads)
    read = rows.add(found, ("单[]",), "行", keys, rows.fields(keys))
    elements = scan.grid.table.findall(w("tr"))
    (block,) = found.blocks
    assert list(block.rows) == [elements[1], elements[3]]
    assert list(block.dropped) == [elements[2], elements[4]]
    assert block.beside == (elements[0], elements[5])
    assert {region.row for region in read.of_role(CellRole.IN_ROWS)} == {2, 3, 4, 5}


@pytest.mark.parametrize(
    ("drawing", "hints"),
    [
        ([HEADS, "|", "|"], 0),
        ([HEADS, "任务1|", "任务2|……"], 3),
        ([HEADS, "__|", "甲|5"], 0),
        ([HEADS, "1|□是 XX", "2|□是 XX"], 0),
        ([HEADS, "XX|1", "甲|2"], 0),
        ([HEADS, "（请填写）|1", "甲|2"], 1),
    ],
)
def test_hints_in_the_columns_are_for_nobody(drawing: list[str], hints: int) -> None:
    rows, found = rows_of(*drawing), FormFields()
    keys = rows.keys(rows.heads)
    rows.add(found, ("单[]",), "行", keys, rows.fields(keys))
    assert len(found.hints) == hints


# Rows of a table.


def test_rows_below_up_to_the_first_that_is_other() -> None:
    scan = scan_of("甲", "", "", "乙", "")
    heads, blank = scan.grid.row(1), {2, 3, 5}
    assert [
        list(rows_below(scan, start, heads, blank.__contains__).numbers) for start in (2, 5, 4)
    ] == [[2, 3], [5], []]


@pytest.mark.parametrize(
    ("drawing", "numbers", "dropped"),
    [
        ([HEADS, "|", "……|", "|"], [2, 4], [3]),
        ([HEADS, "|", "……|……"], [2], [3]),
        ([HEADS, "……|", "|"], [2, 3], []),
        ([HEADS, "|", HEADS, "|"], [2, 4], [3]),
        ([HEADS, "|", HEADS, "甲|"], [2], []),
        ([HEADS, "|", HEADS], [2], []),
        ([HEADS, "|", "名称|金额", "|"], [2], []),
        ([HEADS, HEADS, "|"], [], []),
        ([HEADS, "|", HEADS, "|", HEADS, "|"], [2, 4, 6], [3, 5]),
    ],
)
def test_rows_go_on_behind_dots_and_heads_once_more(
    drawing: list[str], numbers: list[int], dropped: list[int]
) -> None:
    scan = scan_of(*drawing)
    heads = scan.grid.row(1)
    rows = rows_below(scan, 2, heads, lambda row: is_open_row(scan, row, heads))
    assert (list(rows.numbers), list(rows.dropped)) == (numbers, dropped)


@pytest.mark.parametrize(
    ("row", "numbered", "is_open"),
    [
        ("||", True, True),
        ("5||", True, True),
        ("5||", False, False),
        ("……||", True, True),
        ("任务1||", True, True),
        ("任务123||", True, False),
        ("甲||", True, False),
        ("1|2|3", True, False),
        ("|<|", True, False),
        ("目标1：||", False, True),
    ],
)
def test_a_row_is_open_below_its_heads(row: str, numbered: bool, is_open: bool) -> None:
    scan = scan_of("序号|名称|数量", row)
    assert is_open_row(scan, 2, scan.grid.row(1), numbered=numbered) == is_open


@pytest.mark.parametrize(
    ("drawing", "number", "is_open"),
    [
        (["项|名称|数量|甲", "^|||乙"], 2, True),
        (["项|名称|数量|甲", "^|||^"], 2, True),
        (["项|名称|数量|甲", "^|||", "^|^||"], 3, True),
        (["项|名称|数量|甲", "^|||", "^|^|^|"], 3, False),
        (["项|名称|数量|甲", "^|||", "^|5|^|"], 3, False),
    ],
)
def test_only_cells_below_the_heads_and_of_the_row_count(
    drawing: list[str], number: int, is_open: bool
) -> None:
    scan = scan_of(*drawing)
    assert is_open_row(scan, number, scan.grid.row(1)[1:3]) == is_open


def test_a_number_that_is_read_already_makes_no_open_row() -> None:
    scan = scan_of("序号|名称", "1|")
    assert is_open_row(scan, 2, scan.grid.row(1))
    read = scan.with_roles({scan.grid.row(2)[0]: CellRole.IN_ROWS})
    assert not is_open_row(read, 2, scan.grid.row(1))


@pytest.mark.parametrize(
    ("column", "numbered"),
    [(["1", "2", "3"], True), (["1"], True), (["2", "3"], False), (["1", ""], False), ([], True)],
)
def test_numbers_of_rows_begin_with_one(column: list[str], numbered: bool) -> None:
    assert is_numbered(grid_of(*column).regions if column else []) == numbered
