"""Grids of regions, and the scan for header cells, on small tables drawn in text.

A row is a line and ``|`` is between grid columns: ``<`` continues the cell to the left, ``^`` the
cell above, ``.`` is a column that the row leaves empty. Words are labels, figures are none.
"""

from __future__ import annotations

from itertools import takewhile
from xml.sax.saxutils import escape

import pytest
from lxml import etree

from docgen.word.grid import Grid, Region, cells_of, columns_of, in_header_row, row_cells
from docgen.word.header_cells import column_headers, heads_column, nearest_headers, row_headers
from docgen.word.xml import W, w


def table_of(drawing: str) -> etree._Element:
    """The ``w:tbl`` of a drawing."""
    rows = [[text.strip() for text in line.split("|")] for line in drawing.strip().splitlines()]
    xml = "".join(row_xml(row, below) for row, below in zip(rows, [*rows[1:], []], strict=True))
    return etree.fromstring(f'<w:tbl xmlns:w="{W}">{xml}</w:tbl>')


def row_xml(row: list[str], below: list[str]) -> str:
    before = len(list(takewhile(lambda text: text == ".", row)))
    after = len(list(takewhile(lambda text: text == ".", reversed(row[before:]))))
    cells = ""
    for at in range(before, len(row) - after):
        if row[at] == "<":
            continue
        span = 1 + len(list(takewhile(lambda text: text == "<", row[at + 1 :])))
        kind = "" if row[at] == "^" else ' w:val="restart"'
        merged = row[at] == "^" or below[at : at + 1] == ["^"]
        merge = f"<w:vMerge{kind}/>" if merged else ""
        spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        text = escape(row[at].replace("^", ""))
        cells += (
            f"<w:tc><w:tcPr>{spans}{merge}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
        )
    sides = [("gridBefore", before), ("gridAfter", after)]
    beside = "".join(f'<w:{name} w:val="{number}"/>' for name, number in sides if number)
    return f"<w:tr><w:trPr>{beside}</w:trPr>{cells}</w:tr>"


def grid_of(drawing: str) -> Grid[Region]:
    return Grid(cells_of(table_of(drawing)), Region)


def named(grid: Grid[Region], text: str) -> Region:
    (region,) = (region for region in grid.regions if region.text == text)
    return region


def is_label(region: Region) -> bool:
    return any(map(str.isalpha, region.text))


def picture(grid: Grid[Region]) -> list[str]:
    """What is at each place of the grid, row by row."""
    lines = []
    for row in range(1, grid.height + 1):
        places = (grid.at(row, column) for column in range(grid.width))
        lines.append(" ".join(region.text or "_" if region else "." for region in places))
    return lines


# Regions.


@pytest.mark.parametrize(
    ("drawing", "places"),
    [
        ("甲 | < | 乙\n1 | 2 | 3", ["甲 甲 乙", "1 2 3"]),
        ("甲 | 1\n^ | 2\n乙 | 3", ["甲 1", "甲 2", "乙 3"]),
        ("甲 | < | 1\n^ | < | 2", ["甲 甲 1", "甲 甲 2"]),
        (". | 甲 | 乙\n丙 | 1 | 2", [". 甲 乙", "丙 1 2"]),
        ("甲 | 乙 | .\n丙 | 1 | 2", ["甲 乙 .", "丙 1 2"]),
        ("甲 | 乙 | 丙\n1", ["甲 乙 丙", "1 . ."]),  # a ragged row, without w:gridAfter
        ("1\n甲 | 乙", ["1 .", "甲 乙"]),
        ("^ | 1\n^ | 2", ["_ 1", "_ 2"]),  # it continues nothing
    ],
)
def test_a_region_is_at_all_places_that_it_covers(drawing: str, places: list[str]) -> None:
    assert picture(grid_of(drawing)) == places


def test_a_region_has_the_rows_and_columns_of_its_cells() -> None:
    grid = grid_of("甲 | < | 1\n^ | < | 2\n乙 | 3 | 4")
    region = named(grid, "甲")
    assert (region.row, region.end, region.rows) == (1, 3, 2)
    assert (region.column, region.right) == (0, 2)
    covered = table_cells(grid)[1]
    assert grid.of(covered) is region
    assert [other.text for other in grid.regions] == ["甲", "1", "2", "乙", "3", "4"]


def table_cells(grid: Grid[Region]) -> list[etree._Element]:
    """The first cell of each row."""
    table = next(grid.regions[0].cell.element.iterancestors(w("tbl")))
    return [row.findall(w("tc"))[0] for row in table.findall(w("tr"))]


def test_a_continued_cell_below_nothing_is_a_region_of_its_own() -> None:
    grid = grid_of("甲 | 1\n乙 | ^\n丙 | 2")
    (joined,) = {region for region in grid.row(2) if region.text == "1"}
    assert joined.rows == 2
    alone = grid_of("^ | 1\n^ | 2").at(1, 0)
    assert alone is not None
    assert alone.rows == 2


def test_a_nested_table_is_no_part_of_the_grid() -> None:
    table = table_of("甲 | 1\n乙 | 2")
    table.findall(f".//{w('tc')}")[1].append(table_of("丙 | 3\n丁 | 4\n戊 | 5"))
    grid = Grid(cells_of(table), Region)
    assert picture(grid) == ["甲 1", "乙 2"]
    assert (grid.height, grid.width) == (2, 2)
    inner = table.findall(f".//{w('tbl')}//{w('tc')}")[0]
    assert inner not in grid
    with pytest.raises(KeyError):
        grid.of(inner)


def test_a_row_tells_the_columns_of_its_cells_and_how_many_there_are() -> None:
    row = table_of(". | 甲 | < | 乙 | . | .")[0]
    assert [(cell.column, cell.span, cell.number) for cell in row_cells(row)] == [
        (1, 2, 1),
        (3, 1, 2),
    ]
    assert columns_of(row) == 6
    assert columns_of(table_of(". | .")[0]) == 2


@pytest.mark.parametrize("value", ["0", "x", "{{ n }}", ""])
def test_a_span_that_is_no_number_is_one_column(value: str) -> None:
    row = table_of("甲 | < | 乙")[0]
    for span in row.iter(w("gridSpan")):
        span.set(w("val"), value)
    assert [(cell.column, cell.span) for cell in row_cells(row)] == [(0, 1), (1, 1)]


@pytest.mark.parametrize(
    ("mark", "repeated"),
    [
        ("<w:tblHeader/>", True),
        ('<w:tblHeader w:val="1"/>', True),
        *((f'<w:tblHeader w:val="{value}"/>', False) for value in ("0", "false", "off")),
        ("", False),
    ],
)
def test_a_header_row_is_marked(mark: str, repeated: bool) -> None:
    xml = f'<w:tr xmlns:w="{W}"><w:trPr>{mark}</w:trPr><w:tc/></w:tr>'
    assert in_header_row(etree.fromstring(xml)[1]) is repeated


def test_a_cell_outside_a_row_is_in_no_header() -> None:
    assert not in_header_row(etree.fromstring(f'<w:tc xmlns:w="{W}"/>'))


def test_a_table_without_rows_is_an_empty_grid() -> None:
    grid = Grid([], Region)
    assert (grid.height, grid.width, grid.regions) == (0, 0, [])


def test_rows_and_cells_are_numbered_from_1_and_columns_from_0() -> None:
    cells = cells_of(table_of("甲 | < | 1\n乙 | 2 | ^"))
    assert [
        [(cell.row, cell.number, cell.column, cell.span, cell.right, cell.merge) for cell in row]
        for row in cells
    ] == [
        [(1, 1, 0, 2, 2, ""), (1, 2, 2, 1, 3, "restart")],
        [(2, 1, 0, 1, 1, ""), (2, 2, 1, 1, 2, ""), (2, 3, 2, 1, 3, "continue")],
    ]
    row = table_of("甲 | 乙 | 丙")[0]
    chosen = row_cells(row, 7, row.findall(w("tc"))[1:])
    assert [(cell.row, cell.number, cell.column, cell.text) for cell in chosen] == [
        (7, 1, 0, "乙"),
        (7, 2, 1, "丙"),
    ]


NEIGHBOURS = """
一 | 二 | 三
四 | 五 | <
^  | 六 | 七
八 | 九 | 十
"""


def test_a_region_has_neighbours_on_each_side() -> None:
    grid = grid_of(NEIGHBOURS)
    four, five = named(grid, "四"), named(grid, "五")

    def text(region: Region | None) -> str:
        return region.text if region else ""

    assert [text(grid.above(region)) for region in (four, five)] == ["一", "二"]
    assert [text(grid.below(region)) for region in (four, five)] == ["八", "六"]
    assert [text(grid.right_of(four, row)) for row in (2, 3, 4)] == ["五", "六", "九"]
    assert [text(grid.left_of(five, row)) for row in (1, 2, 3)] == ["一", "四", "四"]
    assert (grid.left_of(four, 2), grid.right_of(five, 2)) == (None, None)
    assert grid.above(named(grid, "一")) is None
    assert grid.below(named(grid, "十")) is None


def test_the_regions_on_the_way_to_the_left_and_up_are_told_once() -> None:
    grid = grid_of(NEIGHBOURS)
    assert [region.text for region in grid.leftwards(named(grid, "七"))] == ["六", "四"]
    assert [region.text for region in grid.upwards(named(grid, "八"))] == ["四", "一"]
    assert [region.text for region in grid.upwards(named(grid, "十"))] == ["七", "五", "三"]
    assert [region.text for region in grid.row(3)] == ["四", "六", "七"]
    assert list(grid.leftwards(named(grid, "一"))) == list(grid.upwards(named(grid, "一"))) == []


def test_regions_compare_their_columns() -> None:
    grid = grid_of("甲 | < | 乙\n丙 | 丁 | <\n戊 | < | <\n己 | < | 庚")
    one, two, four, all_three = (named(grid, text) for text in "甲乙丁戊")
    assert one.same_columns(named(grid, "己"))
    assert not one.same_columns(named(grid, "丙"))
    assert not four.same_columns(two)
    assert one.covers(named(grid, "己"))
    assert one.covers(named(grid, "丙"))
    assert not one.covers(two)
    assert not two.covers(four)
    assert not one.covers(four)
    assert [grid.is_full_width(region) for region in (one, four, all_three)] == [False, False, True]


# Headers.

MATRIX = """
经费 | <    | 上年 | <    | 本年 | <
^    | <    | 预算 | 决算 | 预算 | 决算
三公 | 接待 | 1    | 2    | 3    | 4
^    | 出国 | 5    | 6    | 7    | 8
合计 | <    | 9    | 10   | 11   | 12
"""
TWO_BLOCKS = """
甲   | 预算 | 决算
一   | 1    | 2
乙   | 计划 | 实际
二   | 3    | 4
"""
PAIRS = """
名称 | 10   | 编号 | 11
金额 | 12   | 日期 | 13
备注 | 14   | <    | <
"""
GROUPED_PAIRS = """
负责人 | 姓名 | 1 | 电话 | 2
^      | 职务 | 3 | 邮箱 | 4
"""
SPANS = """
     | 甲   | 乙 | 丙
一   | 1    | <  | 2
二   | 3    | 4  | 5
"""
TITLES = """
     | 金额 | 比例
收入 | <    | <
税   | 1    | 2
支出 | <    | <
费   | 3    | 4
"""
BEFORE = """
.    | 甲 | 乙 | .
一   | 1  | 2  | 3
"""
RAGGED = """
项目 | 甲 | 乙
一   | 1
二   | 2  | 3  | 4
"""


@pytest.mark.parametrize(
    ("drawing", "text", "rows", "columns"),
    [
        (MATRIX, "4", "接待 三公", "决算 本年"),
        (MATRIX, "5", "出国 三公", "预算 上年"),
        (MATRIX, "12", "合计", "决算 本年"),
        (TWO_BLOCKS, "2", "一", "决算"),
        (TWO_BLOCKS, "4", "二", "实际"),  # 决算 has the same extent, and is farther
        (PAIRS, "10", "名称", ""),
        (PAIRS, "11", "编号", ""),  # not 名称, which is as tall
        (PAIRS, "13", "日期", ""),
        (PAIRS, "14", "备注", ""),
        (GROUPED_PAIRS, "2", "电话 负责人", ""),  # 负责人 is beyond 1, and taller than 电话
        (GROUPED_PAIRS, "4", "邮箱 负责人", ""),
        (SPANS, "1", "一", ""),  # 甲 does not cover it
        (SPANS, "2", "一", "丙"),
        (SPANS, "4", "二", "乙"),  # across 1, which is wider
        (TITLES, "2", "税", "比例"),
        (TITLES, "3", "费", "金额"),  # 支出 is a title
        (BEFORE, "1", "一", "甲"),
        (BEFORE, "3", "一", ""),
        (RAGGED, "2", "二", "甲"),
        (RAGGED, "3", "二", "乙"),  # across the place that the row above does not have
        (RAGGED, "4", "二", ""),
    ],
)
def test_all_headers_of_a_cell(drawing: str, text: str, rows: str, columns: str) -> None:
    grid = grid_of(drawing)
    region = named(grid, text)
    found = row_headers(grid, region, is_label)
    assert [label.text for label in found] == rows.split()
    heads = column_headers(grid, region, lambda label: is_head(grid, label))
    assert [label.text for label in heads] == columns.split()


def is_head(grid: Grid[Region], region: Region) -> bool:
    return is_label(region) and heads_column(grid, region, is_label)


LISTED = """
项目           | 预算 | 决算
专项（逐项填） | 1    | 2
10             | 3    | 4
11             | 5    | 6
"""
ONE_COLUMN = """
金额
1
2
"""


MEASURES = """
影响 | 废气 | 措施 | 1
^    | 废水 | ^    | 2
意见 | 部门 | 3    | 4
"""
PAIRS_BELOW_HEADS = """
经费     | 交通 | 住宿     | 合计
^        | 1    | 2        | 3
部门审批 | 4    | 领导审批 | 5
"""
SIDE_BY_SIDE = """
资产 | 数额 | 项目 | 金额
现金 | 1    | 存货 | 2
"""


@pytest.mark.parametrize(
    ("drawing", "text", "labels"),
    [
        (MATRIX, "8", "出国／决算"),
        (PAIRS, "12", "金额／"),
        (LISTED, "11", "／专项（逐项填）"),  # no label beside it; 专项 is that of a row above
        (LISTED, "6", "／决算"),
        (ONE_COLUMN, "2", "／金额"),
        ("甲 | 乙 | 丙\n1 | < | 2", "1", "／"),  # no label above covers it
        (MEASURES, "1", "废气／措施"),  # both rows have 措施, and no head
        (MEASURES, "4", "部门／"),
        (PAIRS_BELOW_HEADS, "4", "部门审批／"),
        (PAIRS_BELOW_HEADS, "5", "领导审批／"),
        (SIDE_BY_SIDE, "2", "存货／金额"),
        (MATRIX, "接待", "接待／"),  # a label is named by itself
    ],
)
def test_the_nearest_headers_name_a_cell(drawing: str, text: str, labels: str) -> None:
    grid = grid_of(drawing)
    row, column = nearest_headers(
        grid, named(grid, text), is_label, lambda label: is_head(grid, label)
    )
    assert f"{row.text if row else ''}／{column.text if column else ''}" == labels


@pytest.mark.parametrize(
    ("drawing", "heads"),
    [
        ("甲 | 乙 | 丙\n1 | 2 | 3", "甲 乙 丙"),
        (" | 预算 | 决算\n甲 | 1 | 2", "预算 决算"),  # the corner of the table
        ("资金 |  | 预算 | 决算\n^ | 总额 | 1 | 2", "资金 预算 决算"),  # a corner behind a group
        ("项目 | 预算 | \n甲 | 1 | 2", "项目 预算"),  # the last column has no name
        ("项目 | 预算 | 2020\n甲 | 1 | 2", "项目 预算"),
        ("姓名 | 日期 | < | 备注\n^ | 1 | 2 | ^\n3 | 4 | 5 | 6", "姓名 日期 备注"),
        ("甲 | 乙 | <\n^ | 丙 | 丁\n戊 | 1 | 2", "甲 乙 丙 丁"),
        ("名称 |  | 编号 | \n金额 | 1 | 日期 | 2", ""),  # pairs, not filled in yet
        ("名称 | 1 | 编号 | 2", ""),
        ("名称 | 1\n金额 | 2", ""),  # another label is below
        ("甲 | 乙 | 丙\n一 | 二 | 1\n2 | 3 | 4", "甲 乙 丙"),  # 1 has a head
        ("影响 | 废气 | 措施 | 1\n^ | 废水 | ^ | 2\n意见 | 部门 | 3 | 4", ""),
        (" | 3 | 丙\n甲 | 1 | 2\n5 | 6 | 7", "甲"),  # the value beside it has no head
        ("甲 | 乙 | 1\n丙 | 2 | 3", "甲 乙"),  # what is below 乙 counts
        ("甲 | 1\n^ | 2\n3 | 4", ""),  # a label of two rows names them
        ("甲 | 1\n2 | 3", "甲"),
        ("1 | 2", ""),
    ],
)
def test_a_label_names_its_column_or_its_row(drawing: str, heads: str) -> None:
    grid = grid_of(drawing)
    found = [region.text for region in grid.regions if is_head(grid, region)]
    assert found == heads.split()


def test_the_regions_above_are_those_of_each_row_upwards() -> None:
    grid = grid_of(
        """
        甲 | <  | 乙 | 丙
        丁 | 戊 | ^  | 己
        1  | 2  | 3  | .
        4  | <  | <  | 5
        """
    )
    for region in grid.regions:
        at = (grid.at(row, region.column) for row in range(region.row - 1, 0, -1))
        assert list(grid.upwards(region)) == list(dict.fromkeys(filter(None, at)))


class Worded(Region):
    """A region that says that figures are no labels."""

    @property
    def may_be_label(self) -> bool:
        return is_label(self)


def test_of_a_stretch_without_labels_only_the_first_is_above() -> None:
    drawing = """
        甲 | 乙 | 丙
        1  | 2  | 3
        4  | ^  | 5
        6  | <  | 7
        丁 | 8  | 9
        10 | 11 | 12
        13 | 14 | 15
        """
    grid = Grid(cells_of(table_of(drawing)), Worded)
    above = {
        region.text: [above.text for above in grid.upwards(region)]
        for region in grid.regions
        if region.text in ("4", "13", "14", "15")
    }
    assert above == {
        "4": ["1", "甲"],
        "13": ["10", "丁", "6", "1", "甲"],
        "14": ["8", "6", "2", "乙"],
        "15": ["3", "丙"],
    }
