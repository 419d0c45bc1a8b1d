"""Edits of rows become items of a list, or rows of a Markdown table."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from docgen.roundtrip.comparing.diff import edits_between
from docgen.roundtrip.reading.docx_reader import read_document
from docgen.templates.table_labels import FormLabels
from tests.unit.roundtrip.models import paragraph
from tests.unit.roundtrip.printed import Printed, file_of, printed, pulled, table_of
from tests.unit.roundtrip.word_files import document, element

REPORT = """\
单位: 某单位
列:
  - 名: 甲  # 注
    数: 1
    备: 无
  - 名: 乙
    数: 2
  - 名: 丙
    数: 3
"""
FIRST = "  - 名: 甲  # 注\n    数: 1\n    备: 无\n"
SECOND = "  - 名: 乙\n    数: 2\n"
THIRD = "  - 名: 丙\n    数: 3\n"
HEAD = "单位: 某单位\n列:\n"


@pytest.fixture
def form(tmp_path: Path) -> Printed:
    rows = "".join(f"\n[列.{number}.名]|[列.{number}.数]" for number in range(3))
    return printed(tmp_path, {"report.yaml": REPORT}, f"名称|数额{rows}\n合计|[=6]")


ROWS = ["名称|数额", "甲|1", "乙|2", "丙|3", "合计|6"]


def edited(index: int, *new: str) -> str:
    """The table with other rows in place of one."""
    return "\n".join([*ROWS[:index], *new, *ROWS[index + 1 :]])


@pytest.mark.parametrize(
    ("theirs", "items"),
    [
        (edited(1), [SECOND, THIRD]),
        (edited(3), [FIRST, SECOND]),
        (edited(2, "乙|2", "新|7"), [FIRST, SECOND, "  - 名: 新\n    数: 7\n", THIRD]),
        (edited(1, "甲|1", "新|"), [FIRST, "  - 名: 新\n    数:\n    备:\n", SECOND, THIRD]),
        (edited(1, "新|7", "甲|1"), ["  - 名: 新\n    数: 7\n    备:\n", FIRST, SECOND, THIRD]),
        (edited(3, "丙|3", "新|7"), [FIRST, SECOND, THIRD, "  - 名: 新\n    数: 7\n"]),
        ("\n".join([ROWS[0], *ROWS[2:4], ROWS[1], ROWS[4]]), [SECOND, THIRD, FIRST]),
        ("\n".join([ROWS[0], ROWS[3], *ROWS[1:3], ROWS[4]]), [THIRD, FIRST, SECOND]),
        (edited(2, "乙|8"), [FIRST, SECOND.replace("2", "8"), THIRD]),
    ],
)
def test_rows_of_a_list_are_its_items(form: Printed, theirs: str, items: list[str]) -> None:
    assert form.pulled(theirs) == ({"report.yaml": HEAD + "".join(items)}, [])


@pytest.mark.parametrize(
    ("theirs", "reasons"),
    [
        (edited(0), ["row"]),
        ("\n".join(["新|7", *ROWS]), ["row"]),
        ("\n".join([*ROWS, "新|7"]), ["row"]),
        (edited(4, "合计|7"), ["derived 公式 6"]),
        ("\n".join([*ROWS[1:], ROWS[0]]), ["row"]),
        (edited(4), ["row"]),
    ],
)
def test_rows_of_the_form_stay_in_word(form: Printed, theirs: str, reasons: list[str]) -> None:
    assert form.pulled(theirs) == ({}, reasons)


@pytest.mark.parametrize("row", ["|", " | ", "\u3000|\xa0"])
@pytest.mark.parametrize("index", [1, 2, 3])
def test_a_new_row_in_which_nothing_is_filled_in_stays_until_it_is(
    form: Printed, index: int, row: str
) -> None:
    files, reasons = form.pulled(edited(index, ROWS[index], row))
    assert (files, reasons) == ({}, ["blank-row"])
    assert form.pulled(edited(index, ROWS[index], "|0"))[0]


def test_a_new_row_with_words_of_the_form_alone_is_blank_too(tmp_path: Path) -> None:
    report = "列:\n  - 名: 甲\n    数: 1\n"
    made = printed(tmp_path, {"report.yaml": report}, "[列.0.名]|固定|[列.0.数]")
    assert made.pulled("甲|固定|1\n|固定|") == ({}, ["blank-row"])


def test_a_moved_row_takes_its_new_values_along(tmp_path: Path) -> None:
    first = "  - 名: 教育经费的使用情况与管理办法  # 注\n    数: 1\n    备: 无\n"
    report = f"列:\n{first}{SECOND}{THIRD}"
    lines = "\n".join(f"[列.{number}.名]|[列.{number}.数]" for number in range(3))
    made = printed(tmp_path, {"report.yaml": report}, lines)
    moved = first.replace("1", "8")
    found = made.pulled("乙|2\n丙|3\n教育经费的使用情况与管理办法|8")
    assert found == ({"report.yaml": f"列:\n{SECOND}{THIRD}{moved}"}, [])


@pytest.mark.parametrize(
    "theirs", ["甲甲|1", "甲甲|1\n新|7\n乙乙|2", "乙乙|2\n甲甲|1", "甲甲|1\n乙乙|2\n新|7"]
)
def test_a_list_in_one_line_has_to_be_taken_apart_first(tmp_path: Path, theirs: str) -> None:
    report = "列: [{名: 甲甲, 数: 1}, {名: 乙乙, 数: 2}]\n"
    made = printed(tmp_path, {"report.yaml": report}, LINES)
    assert made.pulled(theirs) == ({}, ["one-line"])


def test_a_new_row_of_other_cells_is_no_item(form: Printed) -> None:
    theirs = document(edited(1, "甲|1", "新|7"))
    row = theirs.tables[0].rows[2]._tr
    row.remove(row.tc_lst[1])
    assert pulled(edits_between(form.ours, read_document(theirs), FormLabels()), form) == (
        {},
        ["row"],
    )


def test_a_new_row_with_an_object_is_no_item(form: Printed) -> None:
    theirs = document(edited(1, "甲|1", "新|7"))
    theirs.tables[0].cell(2, 0).paragraphs[0]._p.append(element("<w:r><w:drawing/></w:r>"))
    found = pulled(edits_between(form.ours, read_document(theirs), FormLabels()), form)
    assert found == ({}, ["object"])


def test_a_table_that_is_new_or_gone_stays_in_word(form: Printed) -> None:
    assert form.pulled() == ({}, ["table"])
    assert form.pulled("\n".join(ROWS), "新|表") == ({}, ["table"])


def test_a_column_stays_in_word(tmp_path: Path) -> None:
    made = printed(tmp_path, {"report.yaml": REPORT}, "名称|数额\n[列.0.名]|[列.0.数]")
    assert made.pulled("名称|数额|新\n甲|1|2") == ({}, ["column"])


def test_a_row_of_nested_lists_is_the_innermost_item(tmp_path: Path) -> None:
    report = "列:\n  - 名: 甲\n    子:\n      - 数: 1\n      - 数: 2\n"
    rows = "[列.0.名]|[列.0.子.0.数]\n[列.0.名]|[列.0.子.1.数]"
    made = printed(tmp_path, {"report.yaml": report}, rows)
    files, reasons = made.pulled("甲|1")
    assert (files, reasons) == ({"report.yaml": report.replace("      - 数: 2\n", "")}, [])


def test_a_cell_of_the_form_gives_no_value_to_a_new_item(tmp_path: Path) -> None:
    report = "列:\n  - 名: 甲\n    数: 1\n"
    made = printed(tmp_path, {"report.yaml": report}, "[列.0.名]|固定|[列.0.数]")
    files, reasons = made.pulled("甲|固定|1\n乙|固定|2")
    assert (files, reasons) == ({"report.yaml": report + "  - 名: 乙\n    数: 2\n"}, [])


def test_a_covered_cell_gives_no_value_to_a_new_item(tmp_path: Path) -> None:
    report = "列:\n  - 名: 甲\n    数: 1\n  - 名: 甲\n    数: 2\n"
    made = printed(tmp_path, {"report.yaml": report}, "[列.0.名]|[列.0.数]\n[列.1.名]|[列.1.数]")
    files, reasons = made.pulled("甲|1\n甲|2\n乙|3")
    assert files == {"report.yaml": report + "  - 名: 乙\n    数: 3\n"}
    assert reasons == []


@pytest.mark.parametrize(
    ("theirs", "items"),
    [
        ("甲|1\n^|3\n^|2", ("甲 1", "甲 3", "甲 2")),
        ("甲|1\n^|2\n^|3", ("甲 1", "甲 2", "甲 3")),
        ("甲|1\n^|2\n乙|3", ("甲 1", "甲 2", "乙 3")),
        ("甲|1\n^|2\n|3", ("甲 1", "甲 2", " 3")),
    ],
)
def test_a_row_beside_a_merged_cell_has_its_value(
    tmp_path: Path, theirs: str, items: tuple[str, ...]
) -> None:
    made = printed(tmp_path, {"report.yaml": _list("甲 1", "甲 2")}, LINES)
    first, second = (list(row.cells) for row in made.ours.body[0].rows)  # type: ignore[union-attr]
    first[0] = replace(first[0], opens=True)
    second[0] = replace(second[0], covered=True, above=first[0], blocks=(paragraph(""),))
    made = replace(made, ours=file_of((table_of([first, second]),)))
    assert made.pulled(theirs) == ({"report.yaml": _list(*items)}, [])


@pytest.mark.parametrize(
    ("theirs", "items"),
    [
        ("丙|3\n甲|1\n^|2", ("丙 3", "甲 1", "甲 2")),  # a row that is a group of its own
        ("甲|2\n^|1\n丙|3", ("甲 2", "甲 1", "丙 3")),  # within a group
        ("甲|1\n^|3\n丙|2", ("甲 1", "甲 3", "丙 2")),  # two rows of two groups
        ("甲|1\n丙|2\n^|3", ("甲 1", "丙 2", "丙 3")),  # only the cells were merged otherwise
    ],
)
def test_a_row_that_comes_into_another_group_has_its_value(
    tmp_path: Path, theirs: str, items: tuple[str, ...]
) -> None:
    names = {"1": "园区建设一", "2": "设备购置二", "3": "学生资助三"}
    for number, name in names.items():
        theirs = theirs.replace(number, name)
        items = tuple(item.replace(number, name) for item in items)
    lines = "\n".join(f"[列.{number}.名]|[列.{number}.数]" for number in range(3))
    report = _list(
        *(f"{group} {name}" for group, name in zip("甲甲丙", names.values(), strict=True))
    )
    made = printed(tmp_path, {"report.yaml": report}, lines)
    first, second, third = (list(row.cells) for row in made.ours.body[0].rows)  # type: ignore[union-attr]
    first[0] = replace(first[0], opens=True)
    second[0] = replace(second[0], covered=True, above=first[0], blocks=(paragraph(""),))
    made = replace(made, ours=file_of((table_of([first, second, third]),)))
    assert made.pulled(theirs) == ({"report.yaml": _list(*items)}, [])


def test_cells_that_the_office_merged_by_hand_stay(tmp_path: Path) -> None:
    made = printed(tmp_path, {"report.yaml": _list("甲 1", "乙 2")}, LINES)
    assert made.pulled("甲|1\n^|2") == ({}, ["cells"])


LINES = "[列.0.名]|[列.0.数]\n[列.1.名]|[列.1.数]"


def _list(*items: str) -> str:
    pairs = (item.split(" ") for item in items)
    lines = (f"  - 名: {name}".rstrip() + f"\n    数: {number}\n" for name, number in pairs)
    return "列:\n" + "".join(lines)


TEXT = """\
文。

| 项目 | 金额 |
| --- | --- |
| 甲 | 1 |
| 乙 | 2 |
"""


@pytest.fixture
def text(tmp_path: Path) -> Printed:
    return printed(tmp_path, {"文.md": TEXT}, "@文.md")


@pytest.mark.parametrize(
    ("theirs", "rows"),
    [
        ("项目|金额\n乙|2", ["| 乙 | 2 |"]),
        ("项目|金额\n甲|1", ["| 甲 | 1 |"]),
        ("项目|金额\n甲|1\n新|7\n乙|2", ["| 甲 | 1 |", "| 新 | 7 |", "| 乙 | 2 |"]),
        ("项目|金额\n新|7\n甲|1\n乙|2", ["| 新 | 7 |", "| 甲 | 1 |", "| 乙 | 2 |"]),
        ("项目|金额\n甲|1\n乙|2\n新|", ["| 甲 | 1 |", "| 乙 | 2 |", "| 新 |  |"]),
        ("项目|金额\n乙|2\n甲|1", ["| 乙 | 2 |", "| 甲 | 1 |"]),
        ("项目|金额\n甲|**1**\n乙|2", ["| 甲 | **1** |", "| 乙 | 2 |"]),
        ("项目|金额\n甲|1\n**新**|7\n乙|2", ["| 甲 | 1 |", "| **新** | 7 |", "| 乙 | 2 |"]),
    ],
)
def test_rows_of_a_markdown_table_are_its_lines(
    text: Printed, theirs: str, rows: list[str]
) -> None:
    head = "文。\n\n| 项目 | 金额 |\n| --- | --- |\n"
    expected = head + "\n".join(rows) + "\n"
    assert text.pulled("文。", theirs) == ({"文.md": expected}, [])


def test_paragraphs_of_a_new_cell_are_joined_by_a_blank(text: Printed) -> None:
    theirs = document("文。", "项目|金额\n甲|1\n乙|2\n新|7")
    theirs.tables[0].cell(3, 0).add_paragraph("二").runs[0].bold = True
    files, reasons = pulled(edits_between(text.ours, read_document(theirs), FormLabels()), text)
    assert (files, reasons) == ({"文.md": TEXT + "| 新 **二** | 7 |\n"}, [])


def test_a_new_row_of_a_markdown_table_waits_until_it_is_filled_in(text: Printed) -> None:
    files, reasons = text.pulled("项目|金额\n甲|1\n|\n乙|2")
    assert (files["文.md"].splitlines()[-2:], reasons) == (TEXT.splitlines()[-2:], ["blank-row"])


def test_the_header_of_a_markdown_table_cannot_go(text: Printed) -> None:
    assert text.pulled("文。", "甲|1\n乙|2") == ({}, ["row"])


def test_a_row_above_the_header_comes_below_it(text: Printed) -> None:
    files, _ = text.pulled("文。", "新|7\n项目|金额\n甲|1\n乙|2")
    assert files == {"文.md": TEXT.replace("| 甲", "| 新 | 7 |\n| 甲")}


def test_markdown_in_an_item_is_written_as_markdown(tmp_path: Path) -> None:
    """A cell of a list that holds a Markdown text of its own."""
    report = "列:\n  - 名: 甲\n    数: 1\n"
    made = printed(tmp_path, {"report.yaml": report}, "[列.0.名]|[列.0.数]")
    files, reasons = made.pulled("甲|1\n**乙**|2")
    assert (files, reasons) == ({"report.yaml": report + "  - 名: 乙\n    数: 2\n"}, [])
