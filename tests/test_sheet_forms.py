"""Forms of other kinds as sheets: merged groups, texts of paragraphs, several fields in a cell."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx.document import Document

from docgen import sheet_in, sheet_out
from docgen.content.values import Blank, Unfilled
from docgen.diagnostics import Place
from docgen.scaffold.pack.draft import draft_pack
from tests import blank_forms
from tests.filled_sheets import addresses, faults, field_cells, printed, take, type_in, workbook
from tests.support import SmallProject, small_project

TEXT = {"type": ["string", "null"]}
MARKDOWN = {**TEXT, "contentMediaType": "text/markdown"}
NUMBER = {"type": ["number", "null"]}


def table_of(*rows: tuple[str, ...]) -> Any:
    """What writes a table of these cells."""

    def write(document: Document) -> None:
        table = document.add_table(len(rows), len(rows[0]), style="Table Grid")
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    return write


def content(project: SmallProject) -> str:
    return (project.unit / "report.yaml").read_text("utf-8")


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path)


def test_a_cell_merged_over_rows_is_typed_once_for_all_of_them(project: SmallProject) -> None:
    row = {"type": "object", "properties": {"一级": TEXT, "三级": TEXT, "分值": NUMBER}}
    project.schema(指标={"type": "array", "items": row})
    loop = ("{%tr for 行 in 指标 %}", "", "")
    values = ("{{ 行.一级 | merge }}", "{{ 行.三级 }}", "{{ 行.分值 }}")
    project.part(table_of(("一级", "三级", "分值"), loop, values, ("{%tr endfor %}", "", "")))
    project.content(
        "指标:\n"
        "  - {一级: 产出, 三级: 出刊, 分值: 5}\n"
        "  - {一级: 产出, 三级: 培训, 分值: 5}\n"
        "  - {一级: 效益, 三级: 满意, 分值: 5}\n"
    )
    path = type_in(workbook(project), {("指标", 0, "一级"): "产出指标"})
    assert [edit.reason for edit in take(project, path).edits] == [None]
    assert content(project).count("一级: 产出指标") == 2
    assert "一级: 效益" in content(project)


def test_a_short_text_of_paragraphs_can_be_typed(project: SmallProject) -> None:
    project.schema(文={"type": "object", "properties": dict.fromkeys("甲乙丙", MARKDOWN)})
    project.part(table_of(("甲", "{{p 文.甲 }}"), ("乙", "{{p 文.乙 }}"), ("丙", "{{p 文.丙 }}")))
    project.content("数: 3\n文:\n  甲: 一句话。\n  乙:\n  丙: 共{{ 数 }}项。\n")
    path = workbook(project)
    assert {record.keys[-1] for record, _ in field_cells(path)} == {"甲", "乙"}
    take(project, type_in(path, {("文", "甲"): "改过的话。", ("文", "乙"): "1. 不是清单*号"}))
    assert [row[1] for row in printed(project)] == ["改过的话。", "1. 不是清单*号", "共3项。"]


def test_what_a_text_takes_from_elsewhere_is_locked_with_a_note(project: SmallProject) -> None:
    project.schema(文={"type": "object", "properties": {"丙": MARKDOWN}})
    project.part(table_of(("丙", "{{p 文.丙 }}"), ("数", "{{ 数 }}")))
    project.content("数: 3\n文:\n  丙: 共{{ 数 }}项。\n")
    sheet = openpyxl.load_workbook(workbook(project)).worksheets[0]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "共3项。")
    assert cell.protection.locked
    assert cell.comment is not None


def test_several_fields_of_one_cell_have_a_cell_each(project: SmallProject) -> None:
    names = ("甲", "乙", "丙")
    project.schema(组={"type": "object", "properties": dict.fromkeys(names, TEXT)})

    def write(document: Document) -> None:
        table = document.add_table(1, 2, style="Table Grid")
        table.cell(0, 0).text = "其中"
        table.cell(0, 1).text = "甲方：{{ 组.甲 }}\n乙方：{{ 组.乙 }} 人\n丙方：{{ 组.丙 }}"
        lines = table.cell(0, 1).text.split("\n")
        table.cell(0, 1).text = lines[0]
        for line in lines[1:]:
            table.cell(0, 1).add_paragraph(line)

    project.part(write)
    project.content("组: {甲: 张, 乙: 5, 丙: 王}\n")
    path = workbook(project)
    known = addresses(path)
    rows = [int(known["组", name][1][1:]) for name in names]
    assert rows == sorted(set(rows))
    take(project, type_in(path, {("组", "乙"): "6", ("组", "丙"): None}))
    assert "{甲: 张, 乙: 6, 丙: }" in content(project)


def test_a_total_of_blanks_is_no_field(project: SmallProject) -> None:
    """It has the place of none of its terms: what is typed in it would go there."""
    place = Place("a.yaml", 1, 1)
    for term in (Blank(place), Unfilled("甲", place)):
        total: Any = Blank() + term
        assert isinstance(total, Blank)
        assert total.place is None
    pack = (project.pack / "pack.yaml").read_text("utf-8")
    (project.pack / "pack.yaml").write_text(f"{pack}derived:\n  合计: total(甲, 乙)\n", "utf-8")
    project.schema(甲=NUMBER, 乙=NUMBER)
    project.part(table_of(("合计", "{{ 合计 }}"), ("甲", "{{ 甲 }}"), ("乙", "{{ 乙 }}")))
    project.content("甲:\n乙:\n")
    path = workbook(project)
    assert {keys: where[1] for keys, where in addresses(path).items()} == {
        ("甲",): "C3",
        ("乙",): "C4",
    }
    assert str(openpyxl.load_workbook(path).worksheets[0]["C2"].value).startswith("=IF(")


def test_what_prints_twice_is_typed_once_and_the_other_follows(project: SmallProject) -> None:
    project.part(table_of(("名称", "{{ 名称 }}"), ("全称", "{{ 名称 }}")))
    path = workbook(project)
    assert addresses(path) == {("名称",): ("form", "C2")}
    cell = openpyxl.load_workbook(path).worksheets[0]["C3"]
    assert cell.value == "=IF('form'!C2=\"\",\"\",'form'!C2)"
    assert cell.protection.locked


def test_a_field_that_the_content_lacks_below_a_blank_group_is_typed(project: SmallProject) -> None:
    """The group was filled in when the workbook was made, and is a blank now."""
    project.schema(组={"type": ["object", "null"], "properties": {"甲": TEXT, "乙": TEXT}})
    project.part(table_of(("甲", "{{ 组.甲 }}"), ("乙", "{{ 组.乙 }}")))
    project.content("组:\n  甲:\n  乙: 有\n")
    path = type_in(workbook(project), {("组", "甲"): "新"})
    project.content("组:\n  乙: 有\n")
    taken = take(project, path)
    assert [edit.reason for edit in taken.edits] == [None]
    assert "甲: 新" in content(project)


def test_a_repeated_form_is_a_sheet_each(project: SmallProject) -> None:
    text = (project.pack / "pack.yaml").read_text("utf-8")
    text = text.replace(
        "  - file: form.docx\n", "  - file: form.docx\n    repeat: 项 in projects\n"
    )
    (project.pack / "pack.yaml").write_text(text, "utf-8")
    item = {"type": "object", "properties": {"项目名称": TEXT, "金额": NUMBER}}
    project.schema(projects={"type": "array", "items": item})
    project.part(table_of(("项目名称", "{{ 项.项目名称 }}"), ("金额", "{{ 项.金额 }}")))
    project.content("项目名称: 水渠\n金额: 1\n", "projects/a.yaml")
    project.content("项目名称: 校舍\n金额: 2\n", "projects/b.yaml")
    path = workbook(project)
    assert openpyxl.load_workbook(path).sheetnames[:2] == ["水渠", "校舍"]
    book = openpyxl.load_workbook(path)
    where = {record.file[-6:]: at for record, at in field_cells(path) if record.keys == ("金额",)}
    sheet, address = where["b.yaml"]
    assert sheet == "校舍"
    book[sheet][address] = 2.5
    book.save(path)
    assert take(project, path).files == ("content/2023/one/projects/b.yaml",)
    assert "金额: 2.5" in (project.unit / "projects" / "b.yaml").read_text("utf-8")


def test_the_hidden_sheet_holds_texts_alone(project: SmallProject) -> None:
    """No program takes them for numbers, dates or formulas; keys are JSON."""
    project.part(table_of(("名称", "{{ 名称 }}")))
    sheet = openpyxl.load_workbook(workbook(project))["docgen"]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    field = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "field")
    assert json.loads(str(field[5])) == ["名称"]


FORMS = {
    "side_by_side": 15,
    "label_above": 40,
    "three_level_headers": 18,  # and six totals, which are formulas
    "checkboxes": 6,
    "landscape": 60,
    "running_text": 12,
    "nested": 11,  # and the numbers of its rows, which number themselves
    "sections": 21,
}
"""Blank forms that become packs by themselves, and how many fields their workbooks have."""


@pytest.mark.parametrize("form", FORMS)
def test_every_field_of_a_drafted_form_can_be_typed(form: str, tmp_path: Path) -> None:
    for folder in ("word_templates", "content"):
        (tmp_path / folder).mkdir()
    blank: Document = getattr(blank_forms, form)()
    blank.save(str(tmp_path / "form.docx"))
    draft_pack([tmp_path / "form.docx"], "drafted", root=tmp_path, edition=2023)
    (made,) = sheet_out("2023", root=tmp_path)
    assert made.file, made.problems
    assert faults(made.file) == []
    unchanged = sheet_in(made.file, root=tmp_path)
    assert (unchanged.edits, unchanged.problems) == ((), ())
    fields = list(field_cells(made.file))
    assert len(fields) >= FORMS[form]
    values = {"figure": 7, "either": 7, "date": "2024-05-06"}
    book = openpyxl.load_workbook(made.file)
    for record, (sheet, address) in fields:
        cell: Any = book[sheet][address]
        cell.value = values.get(record.kind, "文字")
    book.save(made.file)
    taken = sheet_in(made.file, root=tmp_path)
    refused = {edit.reason.code for edit in taken.edits if edit.reason}
    assert refused <= {"schema-rule", "not-allowed"}  # what may only be one of some words
    assert len(taken.edits) >= len(fields) // 4
    again = sheet_in(made.file, root=tmp_path)
    assert {edit.reason.code for edit in again.edits if edit.reason} == refused
    assert [edit for edit in again.edits if not edit.reason] == []
    assert again.files == ()
    assert [problem for problem in again.problems if problem.code.startswith("sheet-")] == []
