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
        for row in read(path).used({"金额"}).rows
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


TOTALS = ("合计", "总 计", "小计：", "Total", "SUBTOTAL")


@pytest.mark.parametrize("label", TOTALS)
def test_a_row_of_totals_is_left_out_and_told(tmp_path: Path, label: str) -> None:
    path = tmp_path / "表.xlsx"
    workbook(path, ("姓名", "金额"), ("张三", 1), (label, 1), ("李四", 2))
    data = read(path)
    assert [row.values["姓名"] for row in data.rows] == ["张三", "李四"]
    assert [f"{problem.place} {problem.code}" for problem in data.left_out] == [
        "表.xlsx!名单!A3 row-of-totals"
    ]


NOTES: list[tuple[object, ...]] = [
    ("注：以上数据截至年底",),
    ("备注:含上年结转", None, None, None),
    (None, "制表人：王五"),
    ("制表人：王五", None, "审核人：赵六", None),
    ("Note: as of May", None, None, None),
]


@pytest.mark.parametrize("note", NOTES)
def test_a_note_below_the_table_is_left_out_and_told(
    tmp_path: Path, note: tuple[object, ...]
) -> None:
    path = tmp_path / "表.xlsx"
    workbook(path, ("姓名", "金额", "日期", "备注"), ("张三", 1, "5月", "无"), (), note)
    data = read(path)
    assert len(data.rows) == 1
    assert [(problem.place.line, problem.code) for problem in data.left_out] == [
        (4, "row-of-notes")
    ]


ITEMS: list[tuple[object, ...]] = [
    ("合计数", 1, "5月", "无"),
    ("张三", None, None, None),
    ("张三", 1, "合计", "无"),
    ("注册会计师", 1, "5月", "无"),
    ("说明：甲", 1, "5月", "无"),
    ("李四", None, None, "注：已调离"),
]


@pytest.mark.parametrize("item", ITEMS)
def test_an_item_is_no_total_and_no_note(tmp_path: Path, item: tuple[object, ...]) -> None:
    path = tmp_path / "表.xlsx"
    workbook(path, ("姓名", "金额", "日期", "备注"), ("张三", 1, "5月", "无"), item)
    data = read(path)
    assert (len(data.rows), data.left_out) == (2, ())


def test_hidden_rows_are_left_out_and_told(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in [("姓名", "科室"), ("甲", "一"), ("乙", "二"), ("丙", "一"), ("丁", "二")]:
        sheet.append(row)
    sheet.auto_filter.ref = "A1:B5"
    sheet.auto_filter.add_filter_column(1, ["一"])
    for number in (3, 5):
        sheet.row_dimensions[number].hidden = True
    sheet.column_dimensions["B"].hidden = True  # a column of helpers
    book.save(path)
    data = read(path)
    assert [[str(value) for value in row.values.values()] for row in data.rows] == [
        ["甲", "一"],
        ["丙", "一"],
    ]
    (told,) = data.left_out
    assert (told.code, told.words["rows"], told.words["count"]) == ("hidden-rows", "3, 5", "2")


def test_where_all_rows_are_left_out_there_is_nothing_to_fill(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    workbook(path, ("姓名", "金额"), ("合计", 0))
    assert told(path) == ["表.xlsx!名单!A2 row-of-totals", "表.xlsx!名单 no-rows"]


@pytest.mark.parametrize(
    ("number", "code", "shown", "problem"),
    [
        (430200199001011234, "General", "4.302E+17", "digits-lost"),
        (430200199001011234, "0", "430200199001011000", "digits-lost"),
        (6222021903001234567, "# ####", None, "digits-lost"),
        (123456789012, "General", "1.23457E+11", "number-shortened"),
        (-123456789012, "General", "-1.23457E+11", "number-shortened"),
        (123456789012, "0", "123456789012", None),
        (13800000000, "General", "13800000000", None),
        (1234567890123.25, "#,##0.00", "1,234,567,890,123.25", None),
        (0.00001234, "0.00E+00", "1.23E-05", None),
    ],
)
def test_a_number_that_is_not_what_was_typed_is_told(
    tmp_path: Path, number: float, code: str, shown: str | None, problem: str | None
) -> None:
    path = tmp_path / "表.xlsx"
    workbook(path, ("姓名", "证件号"), ("张三", number), B=code)
    (row,) = read(path).used({"证件号"}).rows
    if shown:
        assert str(row.values["证件号"]) == shown
    assert [(told.code, told.place.address) for told in row.problems] == (
        [(problem, "B2")] if problem else []
    )


def test_a_cell_that_no_tag_reads_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    rows = ("姓名", "应发（元）", "预算.年初"), ("张三", "=1/0", "=1/0")
    workbook(path, *rows)
    data = read(path)
    for names, columns in (
        ({"姓名"}, []),
        ({"姓名", "应发元"}, ["B2"]),
        ({"预算"}, ["C2"]),
        ({"预算", "年初"}, ["C2"]),
    ):
        (row,) = data.used(names).rows
        assert [problem.place.address for problem in row.problems] == columns


def test_errors_and_cut_numbers_of_a_csv_file_are_told(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text(
        "姓名,号\n甲,#N/A\n乙,4.302E+17\n丙,1.5E+02\n丁,430200199001011234\n#,1\n", "utf-8"
    )
    rows = read(path).used({"号"}).rows
    assert [[problem.code for problem in row.problems] for row in rows] == [
        ["cell-error"],
        ["digits-lost"],
        [],
        [],
        [],
    ]
