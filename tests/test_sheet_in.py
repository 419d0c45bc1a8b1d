"""What is typed in a workbook goes into the content: values, rows by their ids, both sides."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl.cell.cell import MergedCell

from docgen import (
    DocgenError,
    UndoneUnit,
    pull_files,
    sheet_in,
    sheet_out,
    undo_pull,
    undo_sheet_in,
)
from docgen.scaffold.content.new_edition import start_unit
from tests.filled_sheets import (
    CONTENT,
    addresses,
    edited,
    found,
    printed,
    sheet_project,
    take,
    type_in,
    workbook,
)
from tests.support import SmallProject, whole_project


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return sheet_project(tmp_path)


def content(project: SmallProject) -> str:
    return (project.unit / "report.yaml").read_text("utf-8").partition("名称: 报告\n")[2]


VALUES: list[tuple[tuple[str | int, ...], object, str]] = [
    (("收支", "收入"), 12.5, "12.50"),  # as its cell shows it, which was 1200.50
    (("收支", "收入"), 1300, "1300.00"),
    (("收支", "收入"), 12.345, "12.345"),
    (("收支", "支出"), 0.1 + 0.2, "0.3"),
    (("收支", "支出"), "1,234.50", "1234.50"),
    (("收支", "支出"), "１２３．４", "123.4"),
    (("收支", "支出"), " 88 ", "88"),
    (("收支", "支出"), 0, "0"),
    (("收支", "支出"), -3.25, "-3.25"),
    (("收支", "支出"), 123456789012, "123456789012"),
    (("收支", "支出"), 1e-7, "0.0000001"),
    (("单位", "日期"), date(2024, 5, 6), "2024年5月6日"),
    (("单位", "日期"), datetime(2023, 12, 31), "2023年12月31日"),
    (("单位", "日期"), "2024-5-6", "2024年5月6日"),
    (("单位", "情况"), "95%", "95%"),
    (("单位", "情况"), 7, "7"),
    (("单位", "全称"), "007", "007"),
    (("单位", "全称"), "=甲+乙", "=甲+乙"),
    (("单位", "全称"), "a: b # c", "a: b # c"),
    (("单位", "全称"), "[甲, 乙]", "[甲, 乙]"),
    (("单位", "全称"), "否", "否"),
    (("单位", "全称"), "{{ 收支.收入 }}", "{{ 收支.收入 }}"),
    (("单位", "说明"), "两行\n文字", "两行\n文字"),
    (("单位", "性质"), "事业", "事业"),
    (("项目", 1, "决算"), 19.90, "19.9"),
]


@pytest.mark.parametrize(("keys", "typed", "expected"), VALUES, ids=str)
def test_what_is_typed_is_what_is_printed(
    project: SmallProject, keys: tuple[str | int, ...], typed: object, expected: str
) -> None:
    taken = take(project, type_in(workbook(project), {keys: typed}))
    assert [edit.reason for edit in taken.edits] == [None]
    cells = [text for row in printed(project) for text in row]
    assert any(text.removeprefix("日期：") == expected for text in cells), cells


def test_out_and_in_changes_nothing(project: SmallProject) -> None:
    before = (project.unit / "report.yaml").read_bytes()
    taken = take(project, workbook(project))
    assert (taken.edits, taken.problems, taken.files) == ((), (), ())
    assert (project.unit / "report.yaml").read_bytes() == before


def test_only_what_is_typed_changes(project: SmallProject) -> None:
    take(project, type_in(workbook(project), {("收支", "人数"): 17, ("项目", 1, "决算"): 18}))
    changed = CONTENT.replace("人数: 16  # 编内", "人数: 17  # 编内")
    assert content(project) == changed.replace("决算: }  # 待结", "决算: 18}  # 待结")


def test_an_emptied_cell_becomes_a_blank(project: SmallProject) -> None:
    take(project, type_in(workbook(project), {("单位", "全称"): None}))
    assert content(project) == CONTENT.replace("全称: 测试单位", "全称:")


def test_a_wrong_value_is_refused_at_its_cell_and_the_others_are_taken(
    project: SmallProject,
) -> None:
    path = type_in(workbook(project), {("收支", "人数"): "很多", ("收支", "支出"): 990})
    taken = take(project, path)
    assert found(taken) == [("wrong-type", addresses(path)["收支", "人数"][1])]
    assert "支出: 990" in content(project)
    assert "人数: 16" in content(project)


def test_beside_a_wrong_value_what_has_one_safe_answer_gets_it(project: SmallProject) -> None:
    values: dict[Any, object] = {("收支", "人数"): "很多", ("单位", "日期"): "2024-5-6"}
    taken = take(project, type_in(workbook(project), values))
    assert [code for code, _ in found(taken)] == ["wrong-type"]
    assert "日期: 2024年5月6日" in content(project)


def test_a_dry_run_writes_nothing(project: SmallProject) -> None:
    path = type_in(workbook(project), {("收支", "人数"): 17})
    taken = take(project, path, dry_run=True)
    assert taken.files
    assert content(project) == CONTENT


def test_it_is_undone(project: SmallProject) -> None:
    path = type_in(workbook(project), {("收支", "人数"): 17})
    take(project, path)
    (undone,) = undo_sheet_in(path, root=project.root)
    assert isinstance(undone, UndoneUnit)
    assert content(project) == CONTENT


def test_undoing_the_last_pull_undoes_it_too(project: SmallProject) -> None:
    take(project, type_in(workbook(project), {("收支", "人数"): 17}))
    undo_pull("2023", root=project.root)
    assert content(project) == CONTENT


def test_taken_twice_it_changes_nothing_more(project: SmallProject) -> None:
    values: dict[Any, object] = {("单位", "日期"): date(2024, 5, 6), ("项目", 3, "名称"): "丁"}
    path = type_in(workbook(project), {**values, ("项目", 3, "预算"): 4})
    take(project, path)
    after = content(project)
    again = take(project, path)
    assert (again.edits, again.problems) == ((), ())
    assert content(project) == after


def row_of(path: Path, number: int) -> int:
    """The row of the sheet that prints an item of the list."""
    address = addresses(path)["项目", number, "名称"][1]
    return int("".join(filter(str.isdigit, address)))


def put(cell: Any, value: object) -> None:
    if not isinstance(cell, MergedCell):
        cell.value = value


def moved_up(path: Path, number: int, by: int) -> Callable[[Any], None]:
    """Cuts a row of the sheet, with its id, and inserts it further up."""
    row = row_of(path, number)

    def move(book: Any) -> None:
        sheet = book.worksheets[0]
        values = [sheet.cell(row, column).value for column in range(1, 6)]
        for at in range(row, row - by, -1):
            for column in range(1, 6):
                put(sheet.cell(at, column), sheet.cell(at - 1, column).value)
        for column, value in enumerate(values, 1):
            put(sheet.cell(row - by, column), value)

    return move


def test_a_row_that_is_filled_in_behind_a_list_is_added(project: SmallProject) -> None:
    values: dict[Any, object] = {("项目", 3, "名称"): "丁", ("项目", 3, "预算"): 5.5}
    taken = take(project, type_in(workbook(project), values))
    assert [edit.kind.value for edit in taken.edits] == ["row-added"]
    assert content(project) == f"{CONTENT}  - {{名称: 丁, 预算: 5.5, 决算: }}\n"


def test_a_row_that_is_emptied_goes_with_its_comments(project: SmallProject) -> None:
    values = {("项目", 1, key): None for key in ("名称", "预算", "决算")}
    taken = take(project, type_in(workbook(project), values))
    assert [edit.kind.value for edit in taken.edits] == ["row-removed"]
    lines = CONTENT.splitlines(keepends=True)
    assert content(project) == "".join(line for line in lines if "乙" not in line)


def test_a_row_that_is_deleted_goes(project: SmallProject) -> None:
    path = workbook(project)
    edited(path, lambda book: book.worksheets[0].delete_rows(row_of(path, 0)))
    taken = take(project, path)
    assert [edit.kind.value for edit in taken.edits] == ["row-removed"]
    assert "甲" not in content(project)
    assert "乙" in content(project)


def test_a_row_that_is_moved_moves_with_its_comments(project: SmallProject) -> None:
    path = workbook(project)
    edited(path, moved_up(path, 2, 2))
    taken = take(project, path)
    assert [edit.kind.value for edit in taken.edits] == ["row-moved"]
    rows = [line for line in content(project).splitlines() if "名称" in line]
    assert [row[9:10] for row in rows] == ["丙", "甲", "乙"]
    assert rows[2].endswith("# 待结")


def test_a_moved_row_keeps_what_is_typed_in_it(project: SmallProject) -> None:
    path = type_in(workbook(project), {("项目", 2, "决算"): 29})
    edited(path, moved_up(path, 2, 1))
    take(project, path)
    rows = [line for line in content(project).splitlines() if "名称" in line]
    assert rows[1] == "  - {名称: 丙, 预算: 30, 决算: 29}"


def test_a_row_inserted_between_others_is_added_there(project: SmallProject) -> None:
    path = workbook(project)
    row = row_of(path, 1)

    def insert(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet.insert_rows(row)
        for column, value in enumerate(("新", 1, 2), 2):
            sheet.cell(row, column).value = value

    taken = take(project, edited(path, insert))
    assert [edit.kind.value for edit in taken.edits] == ["row-added"]
    rows = [line for line in content(project).splitlines() if "名称" in line]
    assert rows[1] == "  - {名称: 新, 预算: 1, 决算: 2}"


def test_the_last_row_stays_as_a_blank_one(project: SmallProject) -> None:
    project.content(CONTENT.partition("  - {名称: 乙")[0])
    values = {("项目", 0, key): None for key in ("名称", "预算", "决算")}
    take(project, type_in(workbook(project), values))
    assert content(project).rstrip().endswith("- {名称: , 预算: , 决算: }")


def test_a_list_without_rows_gets_its_first(project: SmallProject) -> None:
    project.content(CONTENT.partition("项目:")[0] + "项目:\n")
    values: dict[Any, object] = {("项目", 0, "名称"): "甲", ("项目", 0, "预算"): 3}
    taken = take(project, type_in(workbook(project), values))
    assert [edit.reason for edit in taken.edits] == [None]
    assert [row[0] for row in printed(project)][5:-1] == ["甲"]


def two_copies(project: SmallProject) -> tuple[Path, Path]:
    first = workbook(project, "a.xlsx")
    second = project.root / "b.xlsx"
    shutil.copyfile(first, second)
    return first, second


def test_two_copies_filled_in_by_two_people_are_both_taken(project: SmallProject) -> None:
    first, second = two_copies(project)
    take(project, type_in(first, {("收支", "人数"): 17, ("项目", 3, "名称"): "丁"}))
    taken = take(project, type_in(second, {("收支", "支出"): 990, ("项目", 3, "名称"): "戊"}))
    assert taken.problems == ()
    text = content(project)
    for part in ("人数: 17", "支出: 990", "丁", "戊"):
        assert part in text


def test_what_both_changed_is_told_with_both_places_and_not_overwritten(
    project: SmallProject,
) -> None:
    first, second = two_copies(project)
    take(project, type_in(first, {("收支", "支出"): 990}))
    taken = take(project, type_in(second, {("收支", "支出"): 995, ("收支", "人数"): 18}))
    assert found(taken) == [("sheet-conflict", addresses(second)["收支", "支出"][1])]
    (problem,) = taken.problems
    assert problem.is_error
    assert problem.words["content"].startswith("content/2023/one/report.yaml:")
    assert "支出: 990" in content(project)
    assert "人数: 18" in content(project)


def test_what_both_changed_alike_is_no_conflict(project: SmallProject) -> None:
    first, second = two_copies(project)
    take(project, type_in(first, {("收支", "支出"): 990}))
    taken = take(project, type_in(second, {("收支", "支出"): "990"}))
    assert (taken.edits, taken.problems) == ((), ())


def test_rows_are_known_again_when_others_were_added_and_deleted_meanwhile(
    project: SmallProject,
) -> None:
    path = type_in(workbook(project), {("项目", 2, "决算"): 29.5})
    text = CONTENT.replace("  # 第一项\n  - {名称: 甲, 预算: 10, 决算: 9.5}\n", "  - {名称: 新}\n")
    project.content(text + "  - {名称: 末, 预算: 1, 决算: 1}\n")
    taken = take(project, path)
    assert taken.problems == ()
    assert content(project) == text.replace("预算: 30, 决算: 30", "预算: 30, 决算: 29.5") + (
        "  - {名称: 末, 预算: 1, 决算: 1}\n"
    )


def test_a_row_changed_here_and_deleted_there_is_told(project: SmallProject) -> None:
    path = type_in(workbook(project), {("项目", 1, "决算"): 18})
    lines = CONTENT.splitlines(keepends=True)
    project.content("".join(line for line in lines if "乙" not in line))
    taken = take(project, path)
    assert found(taken) == [("sheet-field-gone", addresses(path)["项目", 1, "决算"][1])]
    assert taken.files == ()


def test_a_row_deleted_here_and_changed_there_stays_and_is_told(project: SmallProject) -> None:
    path = type_in(workbook(project), {("项目", 1, key): None for key in ("名称", "预算", "决算")})
    project.content(CONTENT.replace("预算: 20.00", "预算: 21"))
    taken = take(project, path)
    assert [code for code, _ in found(taken)] == ["sheet-row-conflict"]
    assert "预算: 21" in content(project)


def test_a_finished_unit_is_not_made_wrong(tmp_path: Path) -> None:
    """As a pull refuses it: 全年执行数 may not be above 全年预算数."""
    root = whole_project(tmp_path)
    (made,) = sheet_out("2023", root=root)
    assert made.file
    before = {path: path.read_bytes() for path in (root / "content").rglob("*.yaml")}
    type_in(made.file, {("年度预算申请", "全年执行数"): 500})
    taken = sheet_in(made.file, root=root)
    assert [edit.reason is not None for edit in taken.edits] == [True]
    assert {path: path.read_bytes() for path in before} == before


def test_a_blank_unit_is_filled_in_by_its_workbook(tmp_path: Path) -> None:
    """Values that disagree with checks meanwhile are taken, and told."""
    root = whole_project(tmp_path)
    start_unit("2024", "hunan-self-evaluation", "某单位", root=root)
    (made,) = sheet_out("2024", unit="某单位", root=root)
    assert made.file
    values: dict[Any, object] = {
        ("封面", "部门（单位）名称"): "某单位",
        ("财政供养人员情况", "编制数"): 10,
        ("财政供养人员情况", "实际在职人数"): 12,
        ("经费控制情况", "公务接待", "本年决算数"): 1.5,
        ("厉行节约保障措施",): "先预算后支出。",
    }
    type_in(made.file, values)
    taken = sheet_in(made.file, root=root)
    assert [edit.reason for edit in taken.edits] == [None] * len(values)
    assert len(taken.files) == 2
    assert "rule-broken" in [code for code, _ in found(taken)]
    assert sheet_in(made.file, root=root).edits == ()


def test_a_workbook_is_no_word_file(project: SmallProject) -> None:
    path = workbook(project)
    with pytest.raises(DocgenError):
        pull_files(str(path), root=project.root)
