"""A unit with a form of fields of all types, its workbook, and what is typed in it."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.document import Document
from openpyxl.utils import get_column_letter

from docgen import SheetIn, sheet_in, sheet_out
from docgen.content.yaml_writer import KeyPath
from docgen.runs.build import Packs, build_unit
from docgen.runs.edition import find_edition
from docgen.runs.workbooks.filled_workbook import read_workbook
from docgen.runs.workbooks.workbook_records import FieldRecord
from tests.support import SOFFICE, SmallProject, small_project

MONEY = {"type": ["number", "null"], "description": "万元"}
TEXT = {"type": ["string", "null"]}
ROW = {"type": "object", "properties": {"名称": TEXT, "预算": MONEY, "决算": MONEY}}
CONTENT = """\
收支:
  人数: 16  # 编内
  收入: 1200.50
  支出: 980
单位:
  全称: 测试单位
  日期: 2024年4月26日
  情况: --
  性质: 行政
  说明: 一段说明，
    两行。
项目:
  # 第一项
  - {名称: 甲, 预算: 10, 决算: 9.5}
  - {名称: 乙, 预算: 20.00, 决算: }  # 待结
  - {名称: 丙, 预算: 30, 决算: 30}
"""


def _write_form(document: Document) -> None:
    table = document.add_table(9, 4, style="Table Grid")
    rows = [
        ("人数", "{{ 收支.人数 }}", "结余", "{{ 收支.结余 }}"),
        ("收入（万元）", "{{ 收支.收入 }}", "支出（万元）", "{{ 收支.支出 }}"),
        ("全称", "{{ 单位.全称 }}", "日期：{{ 单位.日期 }}", "{{ 单位.情况 }}"),
        ("性质", "{{ 单位.性质 }}", "说明", "{{ 单位.说明 }}"),
        ("名称", "预算", "决算", "执行率"),
        ("{%tr for 行 in 项目 %}", "", "", ""),
        ("{{ 行.名称 }}", "{{ 行.预算 }}", "{{ 行.决算 }}", "{{ 行.执行率 }}"),
        ("{%tr endfor %}", "", "", ""),
        ("合计", "{{ 合计.预算 }}", "{{ 合计.决算 }}", "{{ 合计率 }}"),
    ]
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def sheet_project(root: Path) -> SmallProject:
    """The unit, its content as :data:`CONTENT`."""
    project = small_project(root)
    pack = (project.pack / "pack.yaml").read_text("utf-8")
    derived = """\
derived:
  收支.结余: 收入 - 支出
  合计: total(项目)
  项目[].执行率: (决算 / 预算) | percent
  合计率: (合计.决算 / 合计.预算) | percent(1)
"""
    (project.pack / "pack.yaml").write_text(pack + derived, "utf-8")
    date = {**TEXT, "pattern": r"^\d{4}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日$"}
    project.schema(
        收支={
            "type": "object",
            "properties": {"人数": {"type": "number"}, "收入": MONEY, "支出": MONEY},
        },
        单位={
            "type": "object",
            "properties": {
                "全称": TEXT,
                "日期": date,
                "情况": {"type": ["number", "string", "null"]},
                "性质": {**TEXT, "enum": ["行政", "事业", None]},
                "说明": TEXT,
            },
        },
        项目={"type": ["array", "null"], "items": ROW},
    )
    project.part(_write_form)
    project.content(CONTENT)
    return project


def workbook(project: SmallProject, name: str = "填报.xlsx", **options: Any) -> Path:
    """The workbook of the unit, as it is now."""
    (made,) = sheet_out("2023", root=project.root, file=project.root / name, **options)
    assert made.file, made.problems
    return made.file


def field_cells(path: Path) -> Iterator[tuple[FieldRecord, tuple[str, str]]]:
    """Yields each field, and the sheet and the address of its cell."""
    records = read_workbook(path, path.name).records
    book = openpyxl.load_workbook(path)
    sheets = {sheet["A1"].value: sheet for sheet in book.worksheets}
    ids = {
        name: (
            {cell.value: cell.row for cell in sheet["A"]},
            {cell.value: cell.column or 0 for cell in sheet[1]},
        )
        for name, sheet in sheets.items()
    }
    for record in records.fields:
        name = f"docgen:{record.sheet}"
        rows, columns = ids[name]
        if record.row in rows:
            address = f"{get_column_letter(columns[record.column])}{rows[record.row]}"
            yield record, (sheets[name].title, address)


def addresses(path: Path) -> dict[KeyPath, tuple[str, str]]:
    """The sheet and the address of each field, by its keys."""
    return {record.keys: where for record, where in field_cells(path)}


def type_in(path: Path, values: Mapping[Any, object], to: Path | None = None) -> Path:
    """Types values into the cells of fields, as a person does; returns the file."""
    book, known = openpyxl.load_workbook(path), addresses(path)
    for keys, value in values.items():
        sheet, address = known[keys]
        cell = book[sheet][address]
        cell.value = value
        if isinstance(value, str) and value:
            cell.data_type = "s"
    book.save(to or path)
    return to or path


def edited(path: Path, edit: Callable[[Any], object]) -> Path:
    """The workbook after something was done to it by hand."""
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return path


def take(project: SmallProject, path: Path, **options: Any) -> SheetIn:
    """What becomes of the workbook."""
    return sheet_in(path, root=project.root, **options)


def found(taken: SheetIn) -> list[tuple[str, str]]:
    """The code of each problem, and the cell it is told at."""
    refused = [edit.reason for edit in taken.edits if edit.reason]
    problems = [*taken.problems, *refused]
    return [(str(problem.code), problem.place.address) for problem in problems]


def printed(project: SmallProject) -> list[list[str]]:
    """The cells of the form, as they print; in a draft, in which blanks are no errors."""
    edition = find_edition("2023", project.root).drafts
    built = build_unit(project.unit, edition, Packs(edition.project))
    assert built.report, built.outcome.problems
    document = docx.Document(io.BytesIO(built.report.data))
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows]


def saved_by_calc(files: list[Path], ending: str, folder: Path) -> list[Path]:
    """Each file as LibreOffice Calc saves it, all in one call."""
    profile = folder / f"profile-{ending}"
    command = [str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    out = folder / ending
    command += ["--convert-to", ending, "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, capture_output=True, timeout=600)
    shutil.rmtree(profile, ignore_errors=True)
    return [out / f"{file.stem}.{ending}" for file in files]


def faults(path: Path) -> list[str]:
    """What Excel would repair or refuse in a workbook: ranges that overlap, texts too long."""
    found = list[str]()
    for sheet in openpyxl.load_workbook(path).worksheets:
        taken = set[tuple[int, int]]()
        for merged in sheet.merged_cells.ranges:
            cells = {
                (row, column)
                for row in range(merged.min_row, merged.max_row + 1)
                for column in range(merged.min_col, merged.max_col + 1)
            }
            found += [f"{sheet.title}!{merged}"] if taken & cells else []
            taken |= cells
        for check in sheet.data_validations.dataValidation:
            texts = ((check.promptTitle, 32), (check.prompt, 255), (check.formula1, 255))
            found += [text for text, most in texts if text and len(text) > most]
        found += [sheet.title] if len(sheet.title) > 31 else []
        rows = sheet.iter_rows()
        formulas = (str(cell.value) for row in rows for cell in row if cell.data_type == "f")
        found += [formula for formula in formulas if len(formula) > 8192]
        heights = (row.height or 0 for row in sheet.row_dimensions.values())
        found += [f"{sheet.title}: {height}" for height in heights if height > 409]
    return found
