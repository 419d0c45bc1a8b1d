"""Rows of workbooks: each value prints as its sheet shows it, and a bad cell costs its row."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from docgen.content.data_file import read_data
from docgen.content.data_rows import Data
from docgen.content.sheet_data import tag_name
from docgen.content.values import Blank, Figure, Node
from docgen.diagnostics import Place, Severity
from tests.unit.helpers import codes, collect


def workbook(path: Path, *rows: tuple[object, ...], **formats: str) -> Worksheet:
    """A workbook of one sheet 名单; ``formats`` are the number formats of columns by letter."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "名单"
    for row in rows:
        sheet.append(list(row))
    for letter, code in formats.items():
        for cell in sheet[letter][1:]:
            cell.number_format = code
    book.save(path)
    return sheet


def read(path: Path, sheet: str = "") -> Data:
    problems = collect()
    data = read_data(path, path.name, problems, sheet)
    assert codes(problems) == []
    assert data is not None
    return data


def told(path: Path, sheet: str = "") -> list[str]:
    problems = collect()
    assert read_data(path, path.name, problems, sheet) is None
    return [f"{problem.place} {problem.code}" for problem in problems]


def test_values_are_what_the_sheet_shows(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    workbook(
        path,
        ("姓名", "金额", "日期", "党员", "占比", "备注"),
        ("张三", 1234.5, date(2026, 3, 1), True, 0.9364, None),
        B="#,##0.00",
        C='yyyy"年"m"月"d"日"',
        E="0.00%",
    )
    row = read(path).rows[0].values
    assert [str(value) for value in row.values()] == [
        *("张三", "1,234.50", "2026年3月1日", "True", "93.64%", "")
    ]
    amount = row["金额"]
    assert isinstance(amount, Figure)
    assert amount * 2 == 2469
    assert row["占比"] == Figure(9364) / 10000
    assert row["党员"] is True
    assert isinstance(row["备注"], Blank)
    assert amount.place == Place("表.xlsx", 2, 2, "名单")
    assert str(amount.place) == "表.xlsx!名单!B2"


def test_texts_that_look_like_figures_stay_texts(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    workbook(path, ("编号", "等级"), ("00123", "1"), ("430200199001011234", "2"))
    rows = [row.values for row in read(path).rows]
    assert [row["编号"] for row in rows] == ["00123", "430200199001011234"]
    assert rows[0]["等级"] == "1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_figures_of_a_csv_file_are_figures(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "表.csv"
    path.write_bytes("姓名,金额,编号\n张三,12.50,007\n李四,,8\n".encode(encoding))
    first, second = (row.values for row in read(path).rows)
    amount = first["金额"]
    assert isinstance(amount, Figure)
    assert (str(amount), amount * 2) == ("12.50", 25)
    assert first["编号"] == "007"
    assert isinstance(second["金额"], Blank)


def test_a_head_with_a_dot_is_a_group(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    workbook(path, ("姓名", "单位.名称", "单位.电话"), ("张三", "财务科", "0731"))
    unit = read(path).rows[0].values["单位"]
    assert isinstance(unit, Node)
    assert dict(unit) == {"名称": "财务科", "电话": "0731"}


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("金额（元）", "金额元"),
        ("备 注", "备注"),
        ("2023年预算", "_2023年预算"),
        ("No.", "No"),
        ("是/否", "是否"),
        ("姓名", "姓名"),
        ("（）", ""),
    ],
)
def test_a_head_is_also_called_as_a_tag_can_call_it(head: str, name: str, tmp_path: Path) -> None:
    assert tag_name(head) == name
    workbook(tmp_path / "表.xlsx", ("首列", head), ("x", "甲"))
    row = read(tmp_path / "表.xlsx").rows[0].values
    assert row.get(name or head) == "甲"


def test_of_two_heads_alike_each_is_what_it_is_called(tmp_path: Path) -> None:
    workbook(tmp_path / "表.xlsx", ("姓名", "金额（元）", "金额元"), ("x", "甲", "乙"))
    row = read(tmp_path / "表.xlsx").rows[0].values
    assert (row["金额（元）"], row["金额元"]) == ("甲", "乙")


def test_a_head_that_is_a_group_too_is_told(tmp_path: Path) -> None:
    workbook(tmp_path / "表.xlsx", ("姓名", "单位", "单位.名称"), ("x", "甲", "乙"))
    data = read(tmp_path / "表.xlsx")
    assert [str(problem.place) for problem in data.head_problems({"单位"})] == ["表.xlsx!名单!A1"]


@pytest.mark.parametrize(
    ("used", "severity"),
    [({"金额元"}, Severity.ERROR), ({"金额（元）"}, Severity.ERROR), ({"姓名"}, Severity.WARNING)],
)
def test_two_heads_alike_are_an_error_where_one_is_used(
    used: set[str], severity: Severity, tmp_path: Path
) -> None:
    workbook(tmp_path / "表.xlsx", ("姓名", "金额（元）", "金额（元）"), ("x", 1, 2))
    (problem,) = read(tmp_path / "表.xlsx").head_problems(used)
    assert (problem.code, problem.severity) == ("head-twice", severity)
    assert problem.place.address == "C1"


def test_a_bad_cell_costs_its_row(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    workbook(path, ("姓名", "金额"), ("甲", 1), ("乙", "#REF!"), ("丙", "=1+"), ("丁", "a\ufdd0"))
    told = [
        f"{problem.place.address} {problem.code}"
        for row in read(path).rows
        for problem in row.problems
    ]
    assert told == ["B3 cell-error", "B4 formula-without-value", "B5 control-character"]


def test_the_first_sheet_that_is_shown_is_read_or_the_one_that_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    hidden, first, second = book.active, book.create_sheet("甲"), book.create_sheet("乙")
    assert isinstance(hidden, Worksheet)
    hidden.sheet_state = "hidden"
    for sheet, name in ((hidden, "藏"), (first, "张三"), (second, "李四")):
        sheet.append(["姓名"])
        sheet.append([name])
    path = tmp_path / "表.xlsx"
    book.save(path)
    assert read(path).rows[0].values["姓名"] == "张三"
    assert read(path, "乙").rows[0].values["姓名"] == "李四"
    assert told(path, "丙") == ["表.xlsx unknown-sheet"]


def test_a_sheet_without_rows_is_told(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    workbook(path, ("姓名", "金额"))
    assert told(path) == ["表.xlsx!名单 no-rows"]
    workbook(path)
    assert told(path) == ["表.xlsx!名单 no-table-head"]


def test_what_is_no_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(b"")
    assert told(path) == ["表.xlsx empty-workbook"]
    path.write_text("姓名\n", "utf-8")
    assert told(path) == ["表.xlsx not-a-workbook"]
