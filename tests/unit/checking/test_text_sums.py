"""Totals of tables in the text."""

from __future__ import annotations

import pytest

from docgen.checking.checks.text_sums import table_totals
from tests.unit.checking.units import markdown, marked, said


def table(*rows: str, head: str = "项 | 数") -> str:
    """A Markdown table with its first line at line 1: the first row is line 3."""
    rule = "|--" * (head.count("|") + 1)
    return "\n".join((f"| {head} |", f"{rule}|", *(f"| {row} |" for row in rows)))


def totals(*rows: str, head: str = "项 | 数") -> list[str]:
    return said(table_totals(markdown(table(*rows, head=head))))


@pytest.mark.parametrize("word", ["合计", "总计"])
def test_a_total_that_is_not_the_sum_is_a_warning_at_the_total(word: str) -> None:
    assert totals("甲 | 450", "乙 | 100", f"{word} | 540") == [
        "5:8 warning table-total; found=540; wanted=550"
    ]
    assert totals("甲 | 450", "乙 | 100", f"{word} | 550") == []


def test_each_column_has_its_total_and_the_word_may_stand_in_any() -> None:
    rows = ("甲 | 1 | 2.5 | ", "乙 | 2 | 2.5 | ", " | ▸4 | ▸5.5 | 合计")
    text, places = marked(table(*rows, head="项 | 数 | 额 | 注"))
    assert said(table_totals(markdown(text))) == [
        f"{places[0]} warning table-total; found=4; wanted=3",
        f"{places[1]} warning table-total; found=5.5; wanted=5.0",
    ]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (("甲 | 1.05", "乙 | 2.04", "合计 | 3.10"), None),
        (("甲 | 1.05", "乙 | 2.04", "合计 | 3.08"), None),
        (("甲 | 1.05", "乙 | 2.04", "合计 | 3.11"), "3.09"),
        (("甲 | 1.05", "乙 | 2.04", "合计 | 3.07"), "3.09"),
        (("甲 | 1.05", "乙 | 2.04", "丙 | 1", "合计 | 4.11"), None),
        (("甲 | 1.05", "乙 | 2.04", "丙 | 1", "合计 | 4.12"), "4.09"),
        (("甲 | 1", "乙 | 2", "合计 | 4"), "3"),
        (("甲 | 1", "乙 | 2", "合计 | 3.1"), None),
        (("甲 | 1.0", "乙 | 2", "合计 | 3.2"), "3.0"),
        (("甲 | 1,000", "乙 | 2,000", "合计 | 4,000"), "3000"),
        (("甲 | -1", "乙 | 2", "合计 | 3"), "1"),
        (("甲 | ", "乙 | 2", "合计 | 3"), "2"),
        (("甲 | ", "乙 | ", "合计 | 3"), None),
        (("甲 | 1", "乙 | 2", "合计 | "), None),
        (("甲 | 约1", "乙 | 2", "合计 | 5"), None),
        (("甲 | 1", "乙 | 2", "合计 | 约5"), None),
        (("甲 | 1", "乙 | 2%", "合计 | 5"), None),
        (("甲 | 1", "合计 | 5"), None),
    ],
)
def test_a_total_may_differ_by_rounding(rows: tuple[str, ...], wanted: str | None) -> None:
    found = totals(*rows)
    assert [problem.rpartition("=")[2] for problem in found] == ([wanted] if wanted else [])


@pytest.mark.parametrize("part", ["其中：乙", "小计", "合计", "总计", "乙小计"])
def test_a_table_with_subtotals_is_left_alone(part: str) -> None:
    assert totals("甲 | 1", f"{part} | 1", "合计 | 9") == []


@pytest.mark.parametrize("row", ["乙 | 9", "年合计数 | 9"])
def test_a_table_without_a_total_has_none(row: str) -> None:
    assert totals("甲 | 1", "丙 | 1", row) == []


@pytest.mark.parametrize(
    "head",
    ["完成率", "满意度", "占比", "比例", "平均数", "人均数", "单价", "序号", "年份"],
)
def test_some_columns_have_no_sum(head: str) -> None:
    assert totals("甲 | 95", "乙 | 97", "合计 | 96", head=f"项 | {head}") == []


def test_text_that_is_no_table_has_no_total_and_bold_and_bound_totals_have_their_places() -> None:
    rows = "甲 | 1 | 2", "乙 | 1 | 2", "合计 | **9** | {{ 总数 }}"
    text = f"合计\n\n{table(*rows, head='项 | 数 | 额')}"
    unit = markdown(text, "总数: 5")
    assert said(table_totals(unit)) == [
        "7:10 warning table-total; found=9; wanted=2",
        "7:16 warning table-total; found=5; wanted=4",
    ]


@pytest.mark.parametrize("before", ["{{ 空 }}", "![](a.png)"])
def test_the_place_of_a_total_is_that_of_its_first_characters(before: str) -> None:
    text, (place,) = marked(table("甲 | 1", "乙 | 1", f"合计 | {before}▸9"))
    assert said(table_totals(markdown(text, "空:"))) == [
        f"{place} warning table-total; found=9; wanted=2"
    ]
