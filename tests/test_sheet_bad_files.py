"""Workbooks as people send them back: what cannot be followed is told, the rest is taken."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from docgen import DocgenError, sheet_in
from docgen.sheets.workbook_file import MEGABYTES, WorkbookError
from tests.filled_sheets import (
    CONTENT,
    addresses,
    edited,
    found,
    saved_by_calc,
    sheet_project,
    take,
    type_in,
    workbook,
)
from tests.support import SmallProject

NUMBER, LABEL = ("收支", "人数"), "支出（万元）"


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return sheet_project(tmp_path)


@pytest.fixture
def filled(project: SmallProject) -> Path:
    """A workbook in which one figure was typed, which has to be taken whatever else is wrong."""
    return type_in(workbook(project), {NUMBER: 17})


def content(project: SmallProject) -> str:
    return (project.unit / "report.yaml").read_text("utf-8").partition("名称: 报告\n")[2]


def is_taken(project: SmallProject) -> bool:
    return content(project) == CONTENT.replace("人数: 16", "人数: 17")


def cell_of(sheet: Any, text: str) -> Any:
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


def test_a_renamed_sheet_is_taken_and_told(project: SmallProject, filled: Path) -> None:
    edited(filled, lambda book: setattr(book.worksheets[0], "title", "我的表"))
    assert found(take(project, filled)) == [("sheet-renamed", "")]
    assert is_taken(project)


def test_the_order_of_sheets_does_not_matter(project: SmallProject, filled: Path) -> None:
    edited(filled, lambda book: book.move_sheet(book.worksheets[0], 2))
    assert found(take(project, filled)) == []
    assert is_taken(project)


def test_a_deleted_sheet_is_told(project: SmallProject, filled: Path) -> None:
    edited(filled, lambda book: book.remove(book.worksheets[0]))
    taken = take(project, filled)
    assert found(taken) == [("sheet-gone", "")]
    assert content(project) == CONTENT


def test_a_copied_sheet_counts_once(project: SmallProject, filled: Path) -> None:
    edited(filled, lambda book: book.copy_worksheet(book.worksheets[0]))
    assert [code for code, _ in found(take(project, filled))] == ["sheet-twice"]
    assert is_taken(project)


def test_a_row_inserted_by_hand_moves_nothing(project: SmallProject, filled: Path) -> None:
    def insert(book: Any) -> None:
        sheet = book.worksheets[0]
        for merged in list(sheet.merged_cells.ranges):  # which openpyxl leaves where they were
            sheet.unmerge_cells(str(merged))
        sheet.insert_rows(2)
        sheet["C2"] = "加的"

    taken = take(project, edited(filled, insert))
    assert found(taken) == [("form-row-added", "C2")]
    assert is_taken(project)


def test_a_row_of_the_form_that_was_deleted_is_told(project: SmallProject, filled: Path) -> None:
    row = int(addresses(filled)["单位", "全称"][1][1:])
    edited(filled, lambda book: book.worksheets[0].delete_rows(row))
    codes = [code for code, _ in found(take(project, filled))]
    assert codes == ["form-row-gone"]
    assert is_taken(project)


def test_a_label_typed_over_is_told_at_its_cell(project: SmallProject, filled: Path) -> None:
    address = cell_of(openpyxl.load_workbook(filled).worksheets[0], LABEL).coordinate
    edited(filled, lambda book: setattr(book.worksheets[0][address], "value", "开支"))
    taken = take(project, filled)
    assert found(taken) == [("label-overtyped", address)]
    assert taken.problems[0].words == {"old": LABEL, "new": "开支"}
    assert is_taken(project)


def test_a_total_typed_over_is_told_at_its_cell(project: SmallProject, filled: Path) -> None:
    sheet = openpyxl.load_workbook(filled).worksheets[0]
    cells = (cell for row in sheet.iter_rows() for cell in row)
    address = next(cell.coordinate for cell in cells if str(cell.value).startswith("=IF"))
    edited(filled, lambda book: setattr(book.worksheets[0][address], "value", 1))
    assert found(take(project, filled)) == [("total-overtyped", address)]
    assert is_taken(project)


def test_an_error_cell_leaves_the_value_as_it_is(
    project: SmallProject, filled: Path, tmp_path: Path
) -> None:
    address = addresses(filled)["收支", "支出"][1]

    def break_it(book: Any) -> None:
        cell = book.worksheets[0][address]
        cell.value, cell.data_type = "#REF!", "e"

    edited(filled, break_it)
    assert found(take(project, filled)) == [("cell-error", address)]
    assert is_taken(project)


def test_a_formula_without_a_value_is_told(project: SmallProject, filled: Path) -> None:
    address = addresses(filled)["收支", "支出"][1]
    edited(filled, lambda book: setattr(book.worksheets[0][address], "value", "=1+2"))
    assert found(take(project, filled)) == [("formula-without-value", address)]
    assert is_taken(project)


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_the_value_of_a_formula_is_taken_and_told(
    project: SmallProject, tmp_path: Path, ending: str
) -> None:
    path = workbook(project)
    address = addresses(path)["收支", "支出"][1]
    edited(path, lambda book: setattr(book.worksheets[0][address], "value", "=900.5+0.25"))
    (saved,) = saved_by_calc([path], ending, tmp_path)
    assert found(take(project, saved)) == [("formula-taken", address)]
    assert content(project) == CONTENT.replace("支出: 980", "支出: 900.75")


def test_a_cell_merged_into_another_is_told(project: SmallProject, filled: Path) -> None:
    known = addresses(filled)
    row = int(known["项目", 0, "预算"][1][1:])
    edited(filled, lambda book: book.worksheets[0].merge_cells(f"B{row}:C{row}"))
    codes = {code for code, _ in found(take(project, filled))}
    assert codes == {"field-merged"}
    assert is_taken(project)


def test_without_its_hidden_sheet_it_is_no_workbook_of_ours(
    project: SmallProject, filled: Path
) -> None:
    edited(filled, lambda book: book.remove(book["docgen"]))
    with pytest.raises(DocgenError) as raised:
        take(project, filled)
    assert raised.value.problem.code == "not-made-by-sheet-out"


@pytest.mark.parametrize("delete", ["delete_cols", "delete_rows"])
def test_without_its_ids_a_sheet_is_not_guessed_at(
    project: SmallProject, filled: Path, delete: str
) -> None:
    edited(filled, lambda book: getattr(book.worksheets[0], delete)(1))
    codes = [code for code, _ in found(take(project, filled))]
    assert codes == ["sheet-ids-gone"]
    assert content(project) == CONTENT


def test_a_damaged_hidden_sheet_is_told(project: SmallProject, filled: Path) -> None:
    def damage(book: Any) -> None:
        for row in book["docgen"].iter_rows(min_row=2):
            row[5].value = "{"

    edited(filled, damage)
    with pytest.raises(DocgenError) as raised:
        take(project, filled)
    assert raised.value.problem.code == "not-made-by-sheet-out"


def test_a_workbook_of_an_older_pack_is_taken_and_told(project: SmallProject, filled: Path) -> None:
    pack = project.pack / "pack.yaml"
    pack.write_text(pack.read_text("utf-8") + "\n# 改过\n", "utf-8")
    assert found(take(project, filled)) == [("sheet-of-older-pack", "")]
    assert is_taken(project)


def test_another_units_workbook_is_refused(project: SmallProject, filled: Path) -> None:
    shutil.copytree(project.unit, project.unit.parent / "two")
    with pytest.raises(DocgenError) as raised:
        take(project, filled, unit="two")
    assert raised.value.problem.code == "other-unit"
    assert content(project) == CONTENT


def test_the_workbook_of_a_unit_that_is_gone_is_refused(
    project: SmallProject, filled: Path
) -> None:
    project.unit.rename(project.unit.parent / "new")
    with pytest.raises(DocgenError) as raised:
        take(project, filled)
    assert raised.value.problem.code == "unknown-unit"


def test_the_workbook_of_a_renamed_unit_is_taken_for_it(
    project: SmallProject, filled: Path
) -> None:
    project.unit.rename(project.unit.parent / "new")
    taken = take(project, filled, unit="new")
    assert taken.files == ("content/2023/new/report.yaml",)


def test_last_years_workbook_changes_last_year_and_says_so(
    project: SmallProject, filled: Path
) -> None:
    shutil.copytree(project.unit.parent, project.root / "content" / "2024")
    taken = take(project, filled)
    assert found(taken) == [("sheet-of-last-year", "")]
    assert taken.files == ("content/2023/one/report.yaml",)


def test_a_workbook_of_no_edition_there_is_is_refused(project: SmallProject, filled: Path) -> None:
    (project.root / "content" / "2023").rename(project.root / "content" / "2024")
    with pytest.raises(DocgenError) as raised:
        take(project, filled)
    assert raised.value.problem.code == "unknown-edition"


def _as_csv(path: Path) -> Path:
    csv = path.with_suffix(".csv")
    csv.write_text("人数,17\n", "utf-8")
    return csv


def _as_word(path: Path) -> Path:
    word = path.with_suffix(".docx")
    with zipfile.ZipFile(word, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    return word


def _encrypted(path: Path) -> Path:
    """The beginning of a file with a password: an OLE container, as Office writes it."""
    locked = path.with_name("locked.xlsx")
    name = "EncryptedPackage".encode("utf-16-le")
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + name + bytes(2048))
    return locked


def _bomb(path: Path) -> Path:
    bomb = path.with_name("bomb.xlsx")
    blanks = b" " * (MEGABYTES << 20)
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            data = source.read(name)
            out.writestr(name, data if "sheet1" not in name else data + blanks, compresslevel=1)
    return bomb


def _cut(path: Path) -> Path:
    cut = path.with_name("cut.xlsx")
    cut.write_bytes(path.read_bytes()[:4000])
    return cut


@pytest.mark.parametrize("make", [_as_csv, _as_word, _encrypted, _bomb, _cut])
def test_what_is_no_workbook_of_ours_is_refused_with_what_to_do(
    project: SmallProject, filled: Path, make: Callable[[Path], Path]
) -> None:
    with pytest.raises(DocgenError) as raised:
        take(project, make(filled))
    assert isinstance(raised.value, WorkbookError) or (
        raised.value.problem.code == "not-made-by-sheet-out"
    )
    assert content(project) == CONTENT


def test_a_macro_file_is_read_and_its_macros_are_not(project: SmallProject, filled: Path) -> None:
    macro = filled.with_suffix(".xlsm")
    data = io.BytesIO()
    with zipfile.ZipFile(filled) as source, zipfile.ZipFile(data, "w") as out:
        for name in source.namelist():
            text = source.read(name)
            if name == "[Content_Types].xml":
                plain = b"spreadsheetml.sheet.main+xml"
                text = text.replace(plain, b"ms-excel.sheet.macroEnabled.main+xml")
                text = text.replace(
                    b"application/vnd.openxmlformats-officedocument.ms-", b"application/vnd.ms-"
                )
            out.writestr(name, text)
        out.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 no macro")
    macro.write_bytes(data.getvalue())
    assert found(take(project, macro)) == []
    assert is_taken(project)


def test_a_million_styled_rows_take_no_longer(project: SmallProject, filled: Path) -> None:
    def style(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet["C1048576"].number_format = "0.00"
        sheet["XFD1000"].number_format = "0.00"

    assert found(take(project, edited(filled, style))) == []
    assert is_taken(project)


def test_a_file_that_is_not_there_is_told(project: SmallProject) -> None:
    with pytest.raises(DocgenError) as raised:
        sheet_in(project.root / "none.xlsx", root=project.root)
    assert raised.value.problem.code == "no-such-file"
