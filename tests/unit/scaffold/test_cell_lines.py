"""Blanks in the text of cells: which are fields of the cell, and what they are called."""

from __future__ import annotations

import pytest
from docx.oxml.parser import parse_xml

from docgen.scaffold.pack.form_fields import Field, FormFields
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.tables.cell_lines import (
    fields_in_row,
    read_lines,
    read_years,
    tell_pens,
)
from docgen.scaffold.pack.tables.header_scan import HeaderScan
from docgen.scaffold.pack.tables.regions import FormGrid
from docgen.word.xml import W, w
from tests.unit.scaffold.drawing import YEAR, dotted, roles_in, scan_of, table_of


def read(*rows: str) -> tuple[FormFields, HeaderScan]:
    found = FormFields()
    scan = read_years(scan_of(*rows), found)
    read_lines(scan, found)
    return found, scan


def stretch(field: Field) -> str:
    return FormLine(field.spot.paragraph).text[field.spot.start : field.spot.end]


def fields(*rows: str) -> list[str]:
    """``path stretch`` of each field; a stretch without a sign is a place to write at."""
    return [f"{dotted(field.path)} {stretch(field)}" for field in read(*rows)[0].fields]


# The row of a list.


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


# Other cells.


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        (["聘任年限|　　年"], ["figure"]),
        (["取得年份|　　年"], ["text"]),
        (["理由（200字左右）|\n\n签字：　年　月　日"], ["prose"]),
        (["理由|（包括三个方面，不超过1500字）\n\n签字：　年　月　日"], ["prose"]),
        (["理由（20字左右）|\n\n签字：　年　月　日"], ["text"]),
        (["理由|\n\n签字：　年　月　日"], ["text"]),
    ],
)
def test_the_type_of_a_blank_in_a_cell(rows: list[str], kinds: list[str]) -> None:
    assert [field.kind for field in read(*rows)[0].fields] == kinds


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
        (["单位：|电话：__"], ["电话 __", "单位 "]),
        (["单位：|共__人"], ["单位.共 __"]),
        (["单位:|电话：__"], ["电话 __", "单位 "]),
        (["项目名称|姓名|电话", "甲|乙|内线：__"], ["甲.姓名.乙.电话.内线 __"]),
        (["甲|", "出生年月（　岁）|"], ["年龄 　"]),
        (["造价（大写）|￥"], ["造价小写 "]),
        (["造价（大写）|共__元"], ["造价.共 __"]),
        (["造价|￥"], ["造价 "]),
        (["工程|子项|造价（大写）|￥"], ["工程.造价小写 "]),
        (["工程|类型|□甲 □其他__"], ["工程.类型 □", "工程.类型 □", "工程.类型其他 __"]),
        (["大写|大写：__"], ["大写 __"]),
        (["一、甲（共__项）|<", "名|1", "二、乙（共__项）|<", "名|1"], ["甲.共 __", "乙.共 __"]),
        (
            ["项目|2017年|2015年", "甲|□是|□是"],
            ["甲.2017年 □", "甲.2015年 □"],
        ),
        (
            ["项目|2022年|2021年", "甲|□是|□是"],
            ["年度 2022", "年度 2021", "甲.上年 □", "甲.前年 □"],
        ),
    ],
)
def test_a_blank_is_named_by_the_labels_of_its_cell_and_its_own(
    rows: list[str], found: list[str]
) -> None:
    assert fields(*rows) == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("\n\n签字：", ["意见 "]),
        ("\n\n（盖章）　　年　月　日", ["意见日期 　　年　月　日", "意见 "]),
        ("\n\n（盖章）　　　　　　年　月　日", ["意见日期 　　　年　月　日", "意见 "]),
        (
            "\n拟办人：____　　年　月　日",
            ["意见拟办人 ____", "意见日期 年　月　日", "意见 "],
        ),
        ("\n联系人：____\n电话：____", ["意见联系人 ____", "意见电话 ____"]),
        ("审核意见：\n\n签字：", ["意见.审核意见 "]),
        ("审核意见:\n\n签字：", ["意见.审核意见 "]),
        ("审核意见\n\n签字：", ["意见 "]),
        ("意见：\n\n签字：", ["意见 "]),
        ("（不少于500字）\n签字：", ["意见 （不少于500字）"]),
        ("审核意见：\n（限500字）\n签字：", ["意见.审核意见 （限500字）"]),
        ("同意。\n\n签字：", []),
        ("同意，报批\n\n签字：", []),
        ("同意。\n签字：", []),
        ("签字：\n\n", []),
        ("　年　月　日\n\n签字：", []),
        ("同意。\n\n", []),
        ("同意。\n\n　年　月　日", ["意见.日期 　年　月　日"]),
        ("\n\n单位盖章　年　月　日", ["意见单位盖章日期 　年　月　日", "意见 "]),
        ("\n\n签字：\n日期：　年　月　日", ["意见日期 　年　月　日", "意见 "]),
        ("□同意\n\n签字：", ["意见 □"]),
        ("签字：　年　月　日", []),
    ],
)
def test_room_above_a_signature_is_for_an_opinion(cell: str, found: list[str]) -> None:
    assert fields(f"意见|{cell}") == found


def test_the_room_is_the_first_empty_line_in_a_paragraph_or_between_two() -> None:
    table, found = table_of("意见|同意\n签字："), FormFields()
    first, _ = list(table.iter(w("tc")))[1].findall(w("p"))
    empty = '<w:br/><w:t xml:space="preserve"> 　</w:t><w:br/><w:br/>'
    first.append(parse_xml(f'<w:r xmlns:w="{W}">{empty}</w:r>'))
    read_lines(HeaderScan(FormGrid(table), YEAR), found)
    (field,) = found.fields
    assert (field.spot.paragraph, field.spot.start, field.spot.end) == (first, 3, 3)


@pytest.mark.parametrize("cell", ["____", "_", "（请填写）", "（由财政部门填写）"])
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
    assert roles_in(scan) == ["label printed"]
    assert roles_in(read("年度|20　　年　月")[1]) == ["label line"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (["意见|签字：　年　月　日"], ["意见"]),
        (["签字：|电话："], ["签字："]),
        (["甲|签字：\n　年　月　日\n共__人"], ["甲"]),
        (["共__人\n单位负责人审核后签字：\n　年　月　日"], ["共__人单位负责人审核后"]),
        (["意见|\n\n签字："], []),
        (["意见|　年　月　日"], []),
        (["甲|共__人"], []),
        (["负责人签字|"], []),
    ],
)
def test_what_is_signed_or_dated_by_hand_is_told(rows: list[str], told: list[str]) -> None:
    found = FormFields()
    tell_pens(scan_of(*rows), found)
    assert [(code, words["label"]) for code, _, words in found.doubts] == [
        ("draft-left-out", label) for label in told
    ]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("1.____\n2.____", ["甲1", "甲2"]),
        ("（一）____\n（二）____", ["甲一", "甲二"]),
        ("1.____", ["甲"]),
        ("1.乙：____\n2.____\n3.____", ["甲乙", "甲2", "甲3"]),
    ],
)
def test_blanks_in_numbered_lines_have_the_numbers_of_their_lines(
    cell: str, names: list[str]
) -> None:
    assert [dotted(field.path) for field in read(f"甲|{cell}")[0].fields] == names
