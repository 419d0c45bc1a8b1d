"""The workbook of a unit: laid out as its forms, labels locked, totals live, the same bytes."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from docgen import sheet_out
from docgen.scaffold.content.new_edition import start_unit
from docgen.sheets.workbook import open_workbook
from tests.filled_sheets import (
    CONTENT,
    addresses,
    faults,
    field_cells,
    saved_by_calc,
    sheet_project,
    take,
    type_in,
    workbook,
)
from tests.support import SmallProject, whole_project

pytestmark = pytest.mark.slow

HUNAN, CENTRAL = "hunan-self-evaluation", "central-project-form"


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return sheet_project(tmp_path)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of the 2023 report."""
    root = whole_project(tmp_path_factory.mktemp("whole"))
    (made,) = sheet_out("2023", root=root)
    assert made.file, made.problems
    return made.file


def page(path: Path, number: int = 0) -> Worksheet:
    found = openpyxl.load_workbook(path).worksheets[number]
    assert isinstance(found, Worksheet)
    return found


def texts(sheet: Worksheet) -> list[str]:
    rows = sheet.iter_rows(min_row=2, min_col=2)
    return [str(cell.value) for row in rows for cell in row if cell.value is not None]


def test_each_form_is_a_sheet_named_as_people_know_it(report: Path) -> None:
    names = openpyxl.load_workbook(report).sheetnames
    assert names == [
        "封面",
        "附件1-基础数据",
        "附件2-整体支出自评",
        "附件3 职业教育发展专项",
        "说明",
        "docgen",
    ]


def test_every_label_and_value_of_a_form_is_in_its_sheet(report: Path) -> None:
    found = texts(page(report, 1))
    for text in (
        "财政供养人员情况",
        "2023年实际在职人数",
        "三公经费",
        "批复规模（㎡）",
        "教育经费",
    ):
        assert text in found
    for text in ("136.6", "152.43", "2024.04.23", "--"):
        assert text in found


def test_a_label_and_a_field_of_one_cell_stand_side_by_side(project: SmallProject) -> None:
    sheet = page(workbook(project))
    label = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "日期：")
    field = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "2024年4月26日")
    assert label.row == field.row
    assert label.column < field.column
    assert label.protection.locked
    assert not field.protection.locked


def test_only_fields_can_be_typed_in(report: Path) -> None:
    book = openpyxl.load_workbook(report)
    known = {where for _, where in field_cells(report)}
    assert len(known) > 350
    for sheet in book.worksheets[:4]:
        assert sheet.protection.sheet
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None and not cell.protection.locked:
                    assert (sheet.title, cell.coordinate) in known
    assert book.security.lockStructure


def test_excel_has_nothing_to_repair(report: Path) -> None:
    assert faults(report) == []


def test_no_field_can_be_typed_in_two_places(report: Path) -> None:
    fields = [(record.file, record.keys) for record, _ in field_cells(report)]
    assert len(fields) == len(set(fields))


def test_ids_are_hidden(project: SmallProject) -> None:
    path = workbook(project)
    sheet = page(path)
    assert sheet.row_dimensions[1].hidden
    assert sheet.column_dimensions["A"].hidden
    assert openpyxl.load_workbook(path)["docgen"].sheet_state == "veryHidden"


def test_the_same_content_gives_the_same_bytes(project: SmallProject) -> None:
    first, second = workbook(project, "a.xlsx"), workbook(project, "b.xlsx")
    assert first.read_bytes() == second.read_bytes()


def test_figures_show_the_places_they_are_typed_with(project: SmallProject) -> None:
    path = workbook(project)
    book, known = open_workbook(path, "w"), addresses(path)
    shown = {keys: book.sheet(sheet).at(address).text for keys, (sheet, address) in known.items()}
    assert shown["收支", "收入"] == "1200.50"
    assert shown["项目", 1, "预算"] == "20.00"
    assert shown["项目", 0, "决算"] == "9.5"


def test_lists_have_room_that_the_form_lays_out(project: SmallProject) -> None:
    for rows in (0, 2, 7):
        known = addresses(workbook(project, rows=rows))
        assert len([keys for keys in known if keys[0] == "项目"]) == 3 * (3 + rows)


def test_a_list_without_rows_has_room_too(project: SmallProject) -> None:
    project.content(
        "收支: {人数: 1, 收入: 2, 支出: 1}\n单位: {全称: , 日期: , 情况: , 性质: , 说明: }\n项目:\n"
    )
    known = addresses(workbook(project))
    assert ("项目", 0, "名称") in known
    assert ("项目", 1, "决算") in known


def test_choices_units_and_figures_are_asked_for(project: SmallProject) -> None:
    path = workbook(project)
    checks = page(path).data_validations.dataValidation
    known = {keys: address for keys, (_, address) in addresses(path).items()}
    choice = next(check for check in checks if check.type == "list")
    assert choice.formula1 == '"行政,事业"'
    assert known["单位", "性质"] in str(choice.sqref)
    money = next(check for check in checks if check.prompt and "万元" in check.prompt)
    assert money.type == "decimal"
    assert money.errorStyle == "warning"


def test_problems_are_notes_at_their_cells(project: SmallProject) -> None:
    project.content(
        "收支: {人数: 十六个, 收入: 2, 支出: 1}\n"
        "单位: {全称: 甲, 日期: 2024-4-26, 情况: , 性质: 企业, 说明: }\n"
        "项目: [{名称: 甲, 预算: 1, 决算: 1}]\n"
    )
    path = workbook(project)
    known, sheet = addresses(path), page(path)
    for keys in (("收支", "人数"), ("单位", "日期"), ("单位", "性质")):
        note = sheet[known[keys][1]].comment
        assert note is not None, keys
        assert note.text.strip()
    assert sheet[known["收支", "收入"][1]].comment is None


def test_a_text_that_looks_like_a_formula_is_a_text(project: SmallProject) -> None:
    project.content(
        "收支: {人数: 1, 收入: 2, 支出: 1}\n"
        "单位: {全称: '=1+1', 日期: , 情况: '007', 性质: , 说明: '@SUM'}\n"
        "项目: [{名称: '-1', 预算: 1, 决算: 1}]\n"
    )
    path = workbook(project)
    sheet, known = page(path), addresses(path)
    cell = sheet[known["单位", "全称"][1]]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert sheet[known["单位", "情况"][1]].value == "007"


def test_totals_follow_in_calc_what_is_typed(project: SmallProject, tmp_path: Path) -> None:
    """Each derived cell is worked out by Calc as the pack's formula is by docgen."""
    path = workbook(project, rows=2)
    known = addresses(path)
    values = {("收支", "支出"): 1000.25, ("项目", 1, "决算"): 18, ("项目", 3, "预算"): 40}
    values |= {("项目", 4, "预算"): 0, ("项目", 4, "决算"): 0}
    type_in(path, values)
    (saved,) = saved_by_calc([path], "ods", tmp_path)
    book = open_workbook(saved, "w")
    sheet = book.sheet(known["收支", "收入"][0])
    shown = [cell.text for row in sheet.rows() for cell in row]
    for total in ("200.25", "100.00", "57.5", "95%", "90%", "57.5%"):
        assert total in shown, shown
    assert [text for text in shown if text.startswith("#")] == []  # nothing divided by zero


@pytest.mark.parametrize("pack", [HUNAN, CENTRAL])
def test_totals_of_the_real_forms_are_formulas(pack: str, tmp_path: Path) -> None:
    """Those of the report, worked out by Calc, say what docgen prints."""
    root = whole_project(tmp_path / "whole")
    if pack == HUNAN:
        (made,) = sheet_out("2023", root=root)
    else:
        start_unit("2024", pack, "某单位", root=root)
        (made,) = sheet_out("2024", unit="某单位", root=root)
    assert made.file
    assert made.not_live == ()
    formulas = [
        cell
        for sheet in openpyxl.load_workbook(made.file).worksheets[:-2]
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value).startswith("=")
    ]
    assert formulas
    if pack == HUNAN:
        (saved,) = saved_by_calc([made.file], "ods", tmp_path)
        book = open_workbook(saved, "w")
        shown = {cell.text for sheet in book.sheets for row in sheet.rows() for cell in row}
        assert {"93.64%", "9.36", "99.36", "79.94", "18.74", "2.69", "99.91", "100%"} <= shown


def test_a_total_of_many_rows_is_that_of_a_range(project: SmallProject) -> None:
    """A function of Excel takes 255 arguments."""
    rows = "".join(f"  - {{名称: 第{number}项, 预算: 1, 决算: 1}}\n" for number in range(300))
    project.content(CONTENT.partition("项目:")[0] + f"项目:\n{rows}")
    formulas = [text for text in texts(page(workbook(project, rows=0))) if "SUM(" in text]
    assert any("'form'!C7:C306" in formula for formula in formulas)
    assert max(map(len, formulas)) < 400


def test_a_formula_that_excel_has_not_is_told_and_its_value_stays(project: SmallProject) -> None:
    pack = (project.pack / "pack.yaml").read_text("utf-8")
    odd = "  收支.结余: (收入 - 支出) if 收入 > 支出 else 0\n"
    text = re.sub(r"  收支.结余: .*\n", odd, pack)
    (project.pack / "pack.yaml").write_text(text, "utf-8")
    (made,) = sheet_out("2023", root=project.root, file=project.root / "w.xlsx")
    assert len(made.not_live) == 1
    assert "收支.结余" in made.not_live[0]
    assert made.file
    assert "220.5" in texts(page(made.file))


def test_boxes_to_tick_are_chosen_on_a_sheet_of_their_own(project: SmallProject) -> None:
    boxes = '{{ 公开.方式 | box("网站") }}网站 {{ 公开.方式 | box("公报") }}公报'
    project.template("{{ 收支.人数 }}", boxes)
    project.schema(公开={"type": "object", "properties": {"方式": {"type": ["string", "null"]}}})
    project.content("收支: {人数: 1}\n公开: {方式: 网站}\n")
    path = workbook(project)
    sheet = addresses(path)["公开", "方式"][0]
    assert sheet == "其他"
    book = openpyxl.load_workbook(path)
    (check,) = book[sheet].data_validations.dataValidation
    assert check.formula1 == '"网站,公报"'
    take(project, type_in(path, {("公开", "方式"): "公报"}))
    assert "方式: 公报" in (project.unit / "report.yaml").read_text("utf-8")


def test_a_unit_whose_content_cannot_be_read_gets_no_workbook(project: SmallProject) -> None:
    project.content("收支: {人数: 1\n")
    (made,) = sheet_out("2023", root=project.root)
    assert made.file is None
    assert any(problem.is_error for problem in made.problems)
    assert not list(project.root.rglob("*.xlsx"))


def test_it_prints_on_a4_pages_as_wide_as_the_form(report: Path, tmp_path: Path) -> None:
    (pdf,) = saved_by_calc([report], "pdf", tmp_path)
    told = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
    assert "A4" in told
    assert int(re.findall(r"Pages:\s+(\d+)", told)[0]) < 12
