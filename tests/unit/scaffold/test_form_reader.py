"""A whole form: its tables one after another, its title, its year, and whether it is repeated."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.parser import parse_xml

from docgen.scaffold.pack.form_reader import form_title, printed_year, read_form
from docgen.word.xml import W
from tests.blank_forms import add_table
from tests.unit.scaffold.drawing import YEAR, dotted, form_of

Parts = Sequence[str | Sequence[str]]
LIST = ["名称|数量", "|", "|"]


def read(*parts: str | Sequence[str]) -> list[str]:
    """The paths of all fields of a form."""
    return [dotted(path) for path in read_form(form_of(*parts), YEAR).paths()]


@pytest.mark.parametrize(
    ("parts", "paths"),
    [
        ([["甲|"], ["乙|"]], ["甲", "乙"]),
        (["甲：__", ["乙|"]], ["乙", "甲"]),
        (["填报单位：", ["乙|"]], ["乙", "填报单位"]),
        (["2.收款账户：", ["乙|"]], ["乙"]),
        (["2.收款账户：__", ["乙|"]], ["乙", "收款账户"]),
        (
            [["甲|□是 □否"], "一、工作", "二、问题"],
            ["甲", "甲", "narrative.1-工作", "narrative.2-问题"],
        ),
        ([["甲|共__人"]], ["甲.共"]),
        ([["单位：|电话："]], ["单位", "电话"]),
        ([["甲|……", "年度|20　　年"]], ["甲"]),
        ([["序号|是否", "1|□是 □否", "2|□是 □否"]], ["明细[].是否", "明细[].是否"]),
        ([["甲|□是", "甲|□是"]], ["甲", "甲"]),
        (
            [["一级指标|二级指标|分值", "产出|数量|", "^|质量|"]],
            ["绩效指标.二级指标", "绩效指标.分值"],
        ),
    ],
)
def test_the_fields_of_a_form(parts: Parts, paths: list[str]) -> None:
    assert read(*parts) == paths


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ([LIST], "明细[]"),
        (["设备表", LIST], "设备[]"),
        (["设备", LIST], "设备[]"),
        (["设备表", "一、人员情况", LIST], "人员情况[]"),
        (["设备表", "（一）人员", "", LIST], "人员[]"),
        (["设备表", "人员情况", LIST], "设备[]"),
        (["设备表", "一、人员。", LIST], "设备[]"),
        (["设备表", "一、人员：", LIST], "设备[]"),
        (["设备表", "一、人员，甲", LIST], "设备[]"),
        (["设备表", "一、人员__", LIST], "设备[]"),
        (["设备表", "一、人员", "甲", LIST], "设备[]"),
    ],
)
def test_a_list_is_named_by_the_heading_above_it_or_by_the_title(parts: Parts, name: str) -> None:
    assert read(*parts)[-2:] == [f"{name}.名称", f"{name}.数量"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("来电（来文）登记", "来电（来文）登记"),
        ("设备清单", "设备清单"),
        ("设备表", "设备"),
        ("（单位：台）", "设备"),
        ("甲，乙", "设备"),
        ("填表人__", "设备"),
    ],
)
def test_a_list_is_named_by_the_bold_line_above_it(line: str, name: str) -> None:
    form = form_of("设备表", line, LIST)
    for run in form.paragraphs[1].runs:
        run.bold = True
    assert f"{name}[].名称" in [dotted(path) for path in read_form(form, YEAR).paths()]
    form.paragraphs[1].runs[0].bold = False
    assert "设备[].名称" in [dotted(path) for path in read_form(form, YEAR).paths()]


def test_a_table_right_below_a_table_has_no_heading() -> None:
    assert read("设备表", "一、人员", ["甲|"], LIST)[-1] == "设备[].数量"


def nested(label: str) -> Document:
    form = form_of("设备表", [f"{label}|", "乙|"])
    add_table(form.tables[0].cell(0, 1), [1000] * 2, LIST)
    return form


@pytest.mark.parametrize(("label", "name"), [("使用明细", "使用明细"), ("", "设备")])
def test_a_table_in_a_cell_is_named_by_the_cells_label(label: str, name: str) -> None:
    paths = [dotted(path) for path in read_form(nested(label), YEAR).paths()]
    assert f"{name}[].名称" in paths


def test_tables_in_text_boxes_are_not_read() -> None:
    form = form_of(["甲|"])
    inner = form_of(["乙|"]).tables[0]._tbl
    box = parse_xml(f'<w:r xmlns:w="{W}"><w:pict><w:txbxContent/></w:pict></w:r>')
    box[0][0].append(inner)
    form.add_paragraph()._p.append(box)
    assert [dotted(path) for path in read_form(form, YEAR).paths()] == ["甲"]


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ([["名称|甲", "乙|"]], "text"),
        ([["名称（万元）|甲", "乙|"]], "figure"),
        ([["名称（元）|甲", "乙|"]], "figure"),
        ([["名称:千元|甲", "乙|"]], "figure"),
        (["单位：亿元", ["名称|甲", "乙|"]], "figure"),
        (["单位：亿元", "", ["名称|甲", "乙|"]], "text"),
        (["单位：人", ["名称|甲", "乙|"]], "figure"),
        (["单位：人、万元", ["名称|甲", "乙|"]], "figure"),
        (["名册（单位：件）", ["名称|甲", "乙|"]], "figure"),
        (["填报单位：人", ["名称|甲", "乙|"]], "text"),
        (["单位：人事科", ["名称|甲", "乙|"]], "text"),
        (["共亿元", ["名称|甲", "乙|"]], "text"),
    ],
)
def test_a_unit_in_or_above_a_table_makes_figures(parts: Parts, kind: str) -> None:
    (field,) = read_form(form_of(*parts), YEAR).fields
    assert field.kind == kind


@pytest.mark.parametrize(
    ("parts", "is_repeated"),
    [
        ([["项目名称|"]], True),
        ([["项目支出名称|"]], True),
        ([["项目名称|甲"]], False),
        ([["项目名称：|"]], False),
        ([["名称|", "项目名称|"]], False),
        ([["项目名称"]], False),
        ([["甲|"], ["项目名称|"]], False),
        (["注：一个项目填一张", ["甲|"]], True),
        (["每个项目填报一份", ["甲|"]], True),
        (["每项一张", ["甲|"]], True),
        (["一个项目一份", ["甲|"]], True),
        (["一张", ["甲|"]], False),
        (["甲：__"], False),
    ],
)
def test_a_form_may_be_one_for_each_project(parts: Parts, is_repeated: bool) -> None:
    found = read_form(form_of(*parts), YEAR)
    assert found.repeats == ("projects" if is_repeated else "")
    assert [code for code, _, _ in found.doubts if code == "draft-repeated"] == (
        ["draft-repeated"] if is_repeated else []
    )


@pytest.mark.parametrize(
    ("parts", "title"),
    [
        (["经费表", ["甲|"]], "经费表"),
        ([["经费表|<", "甲|"]], "经费表"),
        ([["一、经费|<", "甲|"]], ""),
        ([["1.经费|<", "甲|"]], ""),
        ([["|<", "甲|"]], ""),
        ([["甲|", "乙|"]], ""),
        (["按规定。", ["甲|<", "乙|"]], "甲"),
        (["经费表", ["甲|<", "乙|"]], "经费表"),
        ([], ""),
        ([["", ""]], ""),
    ],
)
def test_a_title_is_above_the_table_or_in_its_first_row(parts: Parts, title: str) -> None:
    assert form_title(form_of(*parts).element.body) == title


def test_a_table_without_rows_has_no_title() -> None:
    form = form_of()
    form.element.body.insert(0, parse_xml(f'<w:tbl xmlns:w="{W}"/>'))
    assert form_title(form.element.body) == ""
    assert list(read_form(form, YEAR).paths()) == []


@pytest.mark.parametrize(
    ("forms", "year"),
    [
        ([[]], None),
        ([["单位：__"]], None),
        ([["2021年经费表", "2023年"]], 2021),
        ([["2021年经费表"], ["2022年经费表"]], 2022),
        ([["2021—2022学年经费表"]], 2021),
        ([["经费表", "按2019年和2021年、2021年。"]], 2021),
        ([["经费表", ["2021年|2022年|2021年|2021年|2021年"]]], 2022),
        ([["经费表", ["2021年|2022年|2021年|2021年|2021年|2021年"]]], 2021),
        ([["经费表", "2021年"], ["明细表", "2020年"]], 2021),
        ([["经费表", "1999年，2021"]], None),
    ],
)
def test_the_year_that_forms_are_for(forms: list[Parts], year: int | None) -> None:
    assert printed_year([form_of(*parts) for parts in forms]) == year


def test_a_title_that_is_centred_says_the_year() -> None:
    form = form_of("按2023年", "2021年经费表")
    form.paragraphs[1].alignment = WD_ALIGN_PARAGRAPH.CENTER
    assert printed_year([form]) == 2021


def test_a_heading_above_a_table_has_no_text_of_its_own() -> None:
    parts = [part for name in ("基本", "资金") for part in (f"一、{name}情况", [f"{name}说明|"])]
    assert read_form(form_of(*parts), YEAR).chapters == []
