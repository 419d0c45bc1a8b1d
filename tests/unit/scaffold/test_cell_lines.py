"""Blanks in the text of cells: which are fields of the cell, and what they are called."""

from __future__ import annotations

import pytest
from docx.oxml.parser import parse_xml

from docgen.scaffold.pack.form_fields import Field, FormFields
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.tables.cell_lines import (
    blanks_of,
    fields_in_row,
    find_list_rows,
    read_cells,
)
from docgen.scaffold.pack.tables.header_scan import HeaderScan
from docgen.word.xml import W, w
from tests.unit.scaffold.drawing import dotted, places, scan_of

Place = tuple[int, int]


def read(*rows: str) -> tuple[FormFields, HeaderScan]:
    scan, found = scan_of(*rows), FormFields()
    read_cells(scan, scan.grid.regions, found)
    return found, scan


def stretch(field: Field) -> str:
    return FormLine(field.spot.paragraph).text[field.spot.start : field.spot.end]


def fields(*rows: str) -> list[str]:
    """``path stretch`` of each field; a stretch without a sign is a place to write at."""
    return [f"{dotted(field.path)} {stretch(field)}" for field in read(*rows)[0].fields]


# Rows of a list.


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["1|□是 □否", "2|□是 □否"], [(1, 1), (2, 1)]),
        (["是否|□是", "是否|□是"], []),
        (["|□是", "|□是"], [(1, 1), (2, 1)]),
        (["1|□是", "2|□否"], []),
        (["1|□是", "2|"], []),
        (["1|甲", "2|甲"], []),
        (["1|□是", "甲|□是"], []),
        (["□甲|□是", "□甲|□是"], [(1, 0), (1, 1), (2, 0), (2, 1)]),
        (["1|□是|<", "2|□是|"], []),
        (["1|□是", "^|□是"], []),
        (["1|□是", "2|□是", "3|□是"], [(1, 1), (2, 1), (3, 1)]),
        (["序号|是否", "1|□是", "2|□是", "合计|"], [(2, 1), (3, 1)]),
        (["1|□是"], []),
        (["1|20__年度", "2|20__年度"], []),
    ],
)
def test_rows_that_differ_in_their_numbers_only_are_of_a_list(
    rows: list[str], found: list[Place]
) -> None:
    scan = scan_of(*rows)
    find_list_rows(scan)
    assert places(scan.list_rows) == found


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("□是 □否", ["列", "列"]),
        ("长__，宽__米", ["列长", "列宽"]),
        ("__，__", ["列", "列2"]),
        ("共__，__", ["列共", "列"]),
        ("共__，共__", ["列共", "列共2"]),
        ("□是 □否：__，否：__", ["列", "列", "列否", "列否2"]),
        ("　　年　月", ["列"]),
        ("____年度", []),
    ],
)
def test_blanks_in_a_row_of_a_list_have_the_key_of_their_column(
    cell: str, names: list[str]
) -> None:
    region = scan_of(f"甲|{cell}").grid.regions[1]
    assert [dotted(field.path) for field in fields_in_row(region, "列")] == names


@pytest.mark.parametrize(
    ("cell", "kinds"),
    [
        ("单位：", []),
        ("单位：，□甲", ["box"]),
        ("单位：\n电话：", ["room", "room"]),
        ("单位：__", ["room"]),
        ("单位：　", ["room"]),
        ("金额：￥", ["room"]),
        ("单位：\n金额：￥", ["room"]),
        ("　　年　月", ["date"]),
        ("____年度", []),
        ("签字：\n  年  月  日", ["date"]),
    ],
)
def test_a_single_label_with_a_colon_is_no_blank(cell: str, kinds: list[str]) -> None:
    region = scan_of(f"甲|{cell}").grid.regions[1]
    assert [gap.kind for _, gap in blanks_of(region)] == kinds


# Other cells.


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["类型|□甲 □乙"], ["类型 □", "类型 □"]),
        (["类型|□甲 □其他__"], ["类型 □", "类型 □", "类型其他 __"]),
        (["数|共__人"], ["数.共 __"]),
        (["数|共__人，女__人"], ["数共 __", "数女 __"]),
        (["数|男：__\n女：__"], ["数男 __", "数女 __"]),
        (["数|男：\n女："], ["数男 ", "数女 "]),
        (["时间|  年  月  日"], ["时间 年  月  日"]),
        (["意见|  年  月  日"], ["意见.日期 年  月  日"]),
        (["子|  月  日至　　月　日"], ["子日期 月  日", "子结束日期 　　月　日"]),
        (["□是 □否"], ["填空 □", "填空 □"]),
        (["项目|数|子", "甲|共__人|"], ["甲.数.共 __"]),
        (["甲|甲：__"], ["甲 __"]),
        (["单位：|电话：__"], ["电话 __"]),
        (["单位：|共__人"], ["单位.共 __"]),
        (["单位:|电话：__"], ["电话 __"]),
        (["项目名称|姓名|电话", "甲|乙|内线：__"], ["甲.姓名.乙.电话.内线 __"]),
        (["造价（大写）|￥"], ["造价小写 "]),
        (["造价（大写）|共__元"], ["造价.共 __"]),
        (["造价|￥"], ["造价 "]),
        (["工程|子项|造价（大写）|￥"], ["工程.造价小写 "]),
        (["工程|类型|□甲 □其他__"], ["工程.类型 □", "工程.类型 □", "工程.类型其他 __"]),
        (["大写|大写：__"], ["大写 __"]),
        (["一、甲（共__项）|<", "名|1", "二、乙（共__项）|<", "名|1"], ["甲.共 __", "乙.共 __"]),
        (["项目|2021年|2020年", "甲|□是|□是"], ["甲.2021年 □", "甲.2020年 □"]),
    ],
)
def test_a_blank_is_named_by_the_labels_of_its_cell_and_its_own(
    rows: list[str], found: list[str]
) -> None:
    assert fields(*rows) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("同意。\n\n签字：", ["意见 "]),
        ("\n\n签字：", ["意见 "]),
        ("同意。\n\n（盖章）　　年　月　日", ["意见 "]),
        ("审核意见：\n\n签字：", ["意见.审核意见 "]),
        ("审核意见:\n\n签字：", ["意见.审核意见 "]),
        ("审核意见\n\n签字：", ["意见 "]),
        ("意见：\n\n签字：", ["意见 "]),
        ("同意。\n签字：", []),
        ("签字：\n\n", []),
        ("　年　月　日\n\n签字：", []),
        ("同意。\n\n", []),
        ("同意。\n\n　年　月　日", ["意见.日期 　年　月　日"]),
        ("同意。\n\n单位盖章　年　月　日", ["意见 "]),
        ("同意。\n\n签字：\n日期：　年　月　日", ["意见日期 　年　月　日", "意见 "]),
        ("□同意\n\n签字：", ["意见 □", "意见 "]),
        ("其他__\n\n签字：", ["意见其他 __", "意见 "]),
        ("签字：　年　月　日", []),
    ],
)
def test_room_above_a_signature_is_for_an_opinion(cell: str, found: list[str]) -> None:
    assert fields(f"意见|{cell}") == found


def test_the_room_is_the_first_empty_line_in_a_paragraph_or_between_two() -> None:
    scan, found = scan_of("意见|同意\n签字："), FormFields()
    first, _ = scan.grid.regions[1].cell.element.findall(w("p"))
    empty = '<w:br/><w:t xml:space="preserve"> 　</w:t><w:br/><w:br/>'
    first.append(parse_xml(f'<w:r xmlns:w="{W}">{empty}</w:r>'))
    read_cells(scan, scan.grid.regions, found)
    (field,) = found.fields
    assert (field.spot.paragraph, field.spot.start, field.spot.end) == (first, 3, 3)


@pytest.mark.parametrize(
    ("cell", "is_consumed"),
    [
        ("□是", True),
        ("共__人", True),
        ("签字：　年　月　日", True),
        ("同意\n\n签字：", True),
        ("签字：", False),
        ("单位：", False),
        ("____", False),
        ("__年度", False),
        ("目标1：", False),
        ("", False),
        ("甲", False),
    ],
)
def test_a_cell_whose_blanks_are_known_is_accounted_for(cell: str, is_consumed: bool) -> None:
    _, scan = read(f"甲|{cell}")
    assert places(scan.consumed) == ([(1, 1)] if is_consumed else [])


@pytest.mark.parametrize("cell", ["____", "_", "（请填写）", "（由__填写）"])
def test_a_cell_that_is_one_blank_has_none_in_its_text(cell: str) -> None:
    assert fields(f"甲|{cell}") == []


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["年度|20　　年"], ["year 20　　"]),
        (["统计年份|20　　年"], ["year 20　　"]),
        (["任期|20　　年"], ["text 20　　年"]),
        (["年度|20　　年　月"], ["text 20　　年　月"]),
        (["年度|　　年　月"], ["text 　　年　月"]),
        (["年度", "20　　年"], ["text 20　　年"]),
        (["甲|____年度"], ["year ____"]),
        (["甲|2022年"], ["year 2022"]),
        (["甲|2020年"], []),
        (["甲|____年度共__项"], ["year ____", "figure __"]),
    ],
)
def test_years_of_cells(rows: list[str], found: list[str]) -> None:
    assert [f"{field.kind} {stretch(field)}" for field in read(*rows)[0].fields] == found


def test_the_year_beside_its_label_is_all_that_its_cell_holds() -> None:
    found, scan = read("年度|20　　年")
    assert found.fields[0].spot.keeps
    assert places(scan.consumed) == [(1, 1)]
