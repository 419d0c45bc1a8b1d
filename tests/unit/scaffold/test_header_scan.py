"""The labels around a blank, in tables of one difficulty each."""

from __future__ import annotations

import pytest

from docgen.scaffold.pack.tables.cell_role import CellRole
from docgen.scaffold.pack.tables.header_scan import HeaderScan
from docgen.scaffold.pack.tables.regions import FormRegion
from docgen.scaffold.pack.tables.roles import NUMBERED
from tests.unit.scaffold.drawing import YEAR, grid_of, named, scan_of, texts

Place = tuple[int, int]


def at(scan: HeaderScan, place: Place) -> FormRegion:
    region = scan.grid.at(*place)
    assert region is not None
    return region


def around(place: Place, *rows: str) -> tuple[str, str, str]:
    """The groups, the row and the heads of a place: row from 1, column from 0."""
    scan = scan_of(*rows)
    found = scan.headers(at(scan, place))
    groups, heads = (" ".join(texts(labels)) for labels in (found.groups, found.heads))
    return groups, found.row.text if found.row else "", heads


# What a region is.


def test_a_scan_asks_the_roles_of_its_cells() -> None:
    scan = scan_of("甲|", "乙|", "2021|……")
    label, blank = at(scan, (1, 0)), at(scan, (1, 1))
    labels, opens = (list(map(ask, scan.grid.regions)) for ask in (scan.is_label, scan.is_open))
    assert labels == [True, False, True, False, False, False]
    assert opens == [False, True, False, True, False, True]
    assert not scan.is_label(None)
    assert not scan.is_open(None)
    assert scan.of_role(CellRole.LABEL, CellRole.HINT) == [
        label,
        at(scan, (2, 0)),
        at(scan, (3, 1)),
    ]
    read = scan.with_roles({label: CellRole.IN_ROWS, blank: CellRole.LABEL_LINE})
    assert [read.is_label(region) for region in read.grid.row(1)] == [False, True]
    assert [read.is_open(region) for region in read.grid.row(1)] == [False, False]
    assert (scan.is_label(label), scan.is_open(blank)) == (True, True)


@pytest.mark.parametrize(
    ("row", "has_pairs"),
    [
        ("甲||乙|", True),
        ("甲|5|乙|", True),
        ("甲|乙||", False),
        ("|甲|乙|丙", True),
        ("1|甲|乙|", False),
        ("1|甲||乙", True),
        ("1||甲|乙", True),
        ("——|甲|乙|丙", False),
        ("|||", False),
        ("甲|乙|丙|丁", False),
    ],
)
def test_pairs_have_a_label_behind_a_blank(row: str, has_pairs: bool) -> None:
    assert scan_of(row).has_pairs(1) == has_pairs


def test_a_corner_makes_no_pairs() -> None:
    scan = scan_of("|甲|乙", "丙||")
    assert not scan.has_pairs(1)
    assert not scan.has_pairs(0)


@pytest.mark.parametrize(
    ("text", "is_section"),
    [
        ("一、资产", True),
        ("一、资产：", True),
        ("资产：", False),
        ("资产:", False),
        ("资产", True),
        ("", False),
        ("2021", False),
    ],
)
def test_a_section_is_a_label_over_the_full_width(text: str, is_section: bool) -> None:
    scan = scan_of(f"{text}|<", "甲|")
    assert [scan.is_section(region) for region in scan.grid.regions] == [is_section, False, False]


@pytest.mark.parametrize("text", ["一、甲", "（十）甲", "(3)甲", "12.甲", "1．甲", "1)甲"])
def test_numbered_text(text: str) -> None:
    assert NUMBERED.match(text)


@pytest.mark.parametrize("text", ["一甲", "甲一、", "（甲）", "12", "第一、"])
def test_text_without_a_number(text: str) -> None:
    assert not NUMBERED.match(text)


# Labels around a blank.


@pytest.mark.parametrize(
    ("place", "rows", "labels"),
    [
        ((1, 1), ["甲|"], ("", "甲", "")),
        ((1, 1), ["|"], ("", "", "")),
        ((2, 0), ["甲|乙", "|"], ("", "", "甲")),
        ((2, 1), ["甲|乙", "丙|"], ("甲", "丙", "乙")),
        ((2, 1), ["|乙", "丙|"], ("", "丙", "")),
        ((2, 1), ["|乙|丁", "丙||"], ("", "丙", "乙")),
        ((2, 1), ["1|乙", "丙|"], ("", "丙", "")),
        ((3, 1), ["甲|乙", "丙|", "丁|"], ("甲", "丁", "乙")),
        ((3, 2), ["甲|乙|<", "^|丙|丁", "戊||"], ("甲", "戊", "乙 丁")),
        ((1, 2), ["甲|乙|", "^|丙|"], ("甲", "乙", "")),
        ((2, 2), ["甲|乙|", "^|丙|"], ("甲", "丙", "")),
        ((2, 3), ["子|甲|乙|", "^|^|丙|", "^|丁|<|"], ("子 甲", "丙", "")),
        ((1, 3), ["姓名||性别|"], ("", "性别", "")),
        ((2, 1), ["姓名||性别|", "年龄||职务|"], ("", "年龄", "")),
        ((2, 3), ["姓名||性别|", "年龄||职务|"], ("", "职务", "")),
        # a label over a row label and its blank is a group; one beside its own blanks is none
        ((2, 3), ["甲方|<|乙方|<", "地址||地址|"], ("乙方", "地址", "")),
        ((3, 1), ["甲|乙|丙", "^||", "丁||"], ("", "丁", "乙")),
        # heads of one row and of two, beside a blank before the label of the row
        ((3, 4), ["编码|项目|本年|<|备注", "^|^|甲|乙|^", "|丁||||"], ("项目", "丁", "备注")),
        # what is beside boxes is no head of what is below
        ((4, 1), ["类|内容|合格", "安|灭火|□", "^|通道|□", "项数||数"], ("类", "项数", "内容")),
        ((3, 1), ["类|内容|合格", "安|灭火|□", "项数||数|"], ("", "项数", "")),
    ],
)
def test_labels_beside_and_above(
    place: Place, rows: list[str], labels: tuple[str, str, str]
) -> None:
    assert around(place, *rows) == labels


@pytest.mark.parametrize(
    ("place", "rows", "labels"),
    [
        ((1, 3), ["影响|废气|措施|", "^|废水|^|"], ("影响", "废气", "措施")),
        ((2, 3), ["影响|废气|措施|", "^|废水|^|"], ("影响", "废水", "措施")),
        ((2, 4), ["子|影响|废气|措施|", "^|^|废水|^|"], ("子 影响", "废水", "措施")),
        ((1, 2), ["废气|措施|", "废水|^|"], ("", "废气", "措施")),
        ((1, 2), ["影响|措施|", "^|^|"], ("影响", "措施", "")),
    ],
)
def test_a_label_beside_several_rows_is_a_head_of_theirs(
    place: Place, rows: list[str], labels: tuple[str, str, str]
) -> None:
    assert around(place, *rows) == labels


SCORES = ["项目|评分标准|得分", "报价|价低|", "方案|好|"]
GROUPED = ["项目|子项|评分标准|得分", "报价|甲|价低|", "^|乙|好|"]


@pytest.mark.parametrize(
    ("place", "rows", "labels"),
    [
        ((2, 2), SCORES, ("项目", "报价", "得分")),
        (
            (2, 2),
            [SCORES[0].replace("标准", "内容"), *SCORES[1:]],
            ("报价 评分内容", "价低", "得分"),
        ),
        ((3, 3), GROUPED, ("报价 子项", "乙", "得分")),
        ((2, 2), [SCORES[0], "报价|价低|", "^|好|"], ("项目", "报价", "得分")),
        (
            (3, 2),
            ["项目|说明|得分|<", "名|细|自评|他评", "报价|价低||"],
            ("项目", "报价", "得分 自评"),
        ),
    ],
)
def test_words_that_explain_a_row_are_not_its_name(
    place: Place, rows: list[str], labels: tuple[str, str, str]
) -> None:
    assert around(place, *rows) == labels


@pytest.mark.parametrize("head", ["标准", "要求", "说明", "依据", "方法", "细则"])
def test_heads_of_explanations(head: str) -> None:
    rows = [f"项目|评分{head}|得分", "报价|价低|"]
    assert around((2, 2), *rows) == ("项目", "报价", "得分")


@pytest.mark.parametrize(
    ("place", "rows", "labels"),
    [
        ((1, 2), ["联系人|姓名||电话|"], ("联系人", "姓名", "")),
        ((1, 4), ["联系人|姓名||电话|"], ("联系人", "电话", "")),
        ((1, 4), ["一|姓名||电话|"], ("", "电话", "")),
        ((1, 4), ["5|姓名||电话|"], ("", "电话", "")),
        ((1, 3), ["姓名||电话|"], ("", "电话", "")),
        ((1, 4), ["联系人||<|电话|"], ("", "电话", "")),
        ((1, 2), ["姓名|电话|"], ("姓名", "电话", "")),
        ((1, 3), ["联系人|组|甲|", "法人|^|乙|"], ("联系人 组", "甲", "")),
    ],
)
def test_two_labels_at_the_beginning_of_a_row_are_a_group_and_a_label(
    place: Place, rows: list[str], labels: tuple[str, str, str]
) -> None:
    assert around(place, *rows) == labels


SECTIONS = ["一、甲|<|<", "姓名||", "二、乙|<|<", "姓名||", "职务||"]


@pytest.mark.parametrize(
    ("place", "rows", "labels"),
    [
        ((2, 1), SECTIONS, ("一、甲", "姓名", "")),
        ((4, 1), SECTIONS, ("二、乙", "姓名", "")),
        ((5, 1), SECTIONS, ("二、乙", "职务", "")),
        ((1, 1), ["姓名||", *SECTIONS], ("", "姓名", "")),
        ((2, 1), SECTIONS[:2], ("", "姓名", "")),
        ((1, 0), SECTIONS, ("一、甲", "", "")),
        ((3, 0), SECTIONS, ("二、乙", "", "")),
    ],
)
def test_a_blank_is_in_the_section_above_it_if_there_are_several(
    place: Place, rows: list[str], labels: tuple[str, str, str]
) -> None:
    assert around(place, *rows) == labels


@pytest.mark.parametrize(
    ("rows", "sections"),
    [
        (["序号|问题", "一、甲|<", "1|", "二、乙|<", "2|"], ["一、甲", "二、乙"]),
        (["序号|问题", "1|", "一、甲|<", "2|"], ["一、甲"]),
        (["序号|问题", "一、甲|<", "1|", "序号|成效", "二、乙|<"], ["一、甲"]),
        (["序号|问题", "1|", "乙|", "一、甲|<"], ["一、甲"]),
        (["序号|问题", "|<", "1|", "主送：|<"], []),
    ],
)
def test_sections_below_a_row_of_heads(rows: list[str], sections: list[str]) -> None:
    assert texts(scan_of(*rows).sections_below(1)) == sections


TWO_PANELS = ["资产|年初|负债|年初", "现金||借款|", "存货||应付|"]
TWICE = ["名称|数|<", "^|去年|今年", "甲||", "乙|额|<", "^|去年|今年", "丙||"]


@pytest.mark.parametrize(
    ("place", "rows", "labels"),
    [
        ((2, 1), TWO_PANELS, ("资产", "现金", "年初")),
        ((2, 3), TWO_PANELS, ("负债", "借款", "年初")),
        ((3, 3), TWO_PANELS, ("负债", "应付", "年初")),
        ((3, 2), TWICE, ("名称", "甲", "数 今年")),
        ((6, 2), TWICE, ("乙", "丙", "额 今年")),
        ((3, 0), ["标题|<", "甲|乙", "|"], ("", "", "甲")),
        ((3, 0), ["甲|乙", "标题|<", "|"], ("", "", "")),
        ((3, 0), ["甲|乙", "|", "|"], ("", "", "甲")),
        ((3, 0), ["甲|乙", "丙|", "|"], ("", "", "甲")),
        ((3, 1), ["甲|乙", "丙|", "|"], ("", "", "乙")),
        ((2, 0), ["甲|乙", "|<"], ("", "", "")),
        ((2, 0), ["甲|<|乙", "||"], ("", "", "甲")),
        ((3, 0), ["甲|<|乙", "|<|", "||"], ("", "", "甲")),
        ((3, 0), ["甲|乙|丙", "|<|", "||"], ("", "", "甲")),
        ((4, 0), ["甲|乙|丙|丁", "2|<||", "|<||", "|||"], ("", "", "甲")),
        ((2, 1), ["甲|2021|乙", "丙||"], ("甲", "丙", "2021")),
        ((2, 2), ["项目|上年|", "甲||", "乙||"], ("", "甲", "")),
        ((3, 1), ["项目|上年|", "甲||", "合计||"], ("项目", "合计", "上年")),
        ((2, 3), ["序号|名称|数量|金额", "1|甲||", "2|乙||"], ("名称", "甲", "金额")),
        ((3, 1), ["大类|数|<", "名称|去年|今年", "甲||"], ("大类", "甲", "数 去年")),
        ((3, 1), ["名称|数|<|<", "^|去年|今年|明年", "甲||乙|"], ("名称", "甲", "数 去年")),
    ],
)
def test_heads_are_the_nearest_row_of_labels_above(
    place: Place, rows: list[str], labels: tuple[str, str, str]
) -> None:
    assert around(place, *rows) == labels


PAIRS_BELOW = ["经费|车费|房费|合计", "^|||", "部门||领导|"]


@pytest.mark.parametrize(
    ("place", "rows", "labels"),
    [
        ((2, 1), PAIRS_BELOW, ("经费", "", "车费")),
        ((2, 3), PAIRS_BELOW, ("经费", "", "合计")),
        ((3, 1), PAIRS_BELOW, ("", "部门", "")),
        ((3, 3), PAIRS_BELOW, ("", "领导", "")),
        ((3, 1), ["经费|车费|房费", "^||", "审批||"], ("", "审批", "车费")),
        ((3, 1), ["名称|数|<", "经费|去年|今年", "^||"], ("经费", "", "数 去年")),
    ],
)
def test_a_label_of_several_rows_with_heads_beside_it_is_their_group(
    place: Place, rows: list[str], labels: tuple[str, str, str]
) -> None:
    assert around(place, *rows) == labels


@pytest.mark.parametrize(
    ("rows", "label", "is_of_row"),
    [
        (["甲|", "乙|"], "甲", True),
        (["甲|乙", "|"], "甲", False),
        (["甲|"], "甲", True),
        (["甲"], "甲", False),
        (["甲|1", "|"], "甲", False),
        (["项目|上年|", "甲||"], "上年", False),
        (["项目|上年|", "合计||"], "合计", True),
        (["项目|合计|", "甲||"], "合计", True),
        (["甲|乙|丙", "丁||", "||"], "丁", True),
        (["甲|乙", "丁|", "|"], "丁", True),
        (["甲|", "丁|", "|"], "丁", False),
        (["1|", "丁|", "|"], "丁", False),
        (["甲||丙", "^|丁|"], "丁", True),
        (["丁|", "^|", "|"], "丁", True),
        (["丁||甲", "乙||"], "丁", True),
    ],
)
def test_a_label_names_the_blank_beside_it_or_what_is_below(
    rows: list[str], label: str, is_of_row: bool
) -> None:
    scan = scan_of(*rows)
    assert scan.is_of_row(named(scan.grid, label)) == is_of_row


def test_ordinals_name_a_row_if_nothing_else_does() -> None:
    scan = scan_of("一|姓名|", "二||")
    assert texts(scan.row_headers(at(scan, (1, 2)))) == ["姓名"]
    assert texts(scan.row_headers(at(scan, (2, 1)))) == ["二"]


def test_what_a_scan_begins_with() -> None:
    scan = HeaderScan(grid_of("甲|"), YEAR)
    assert (scan.in_units, scan.summed) == (False, {})
    assert list(scan.roles.values()) == [CellRole.LABEL, CellRole.BLANK]
