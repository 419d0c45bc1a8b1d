"""Tables of a chapter made by hand become Markdown tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from tests.any_reports import table
from tests.unit.scaffold.taken.chapter_files import Part, line, made, markdown_of, taken

HEAD = ["项目", "金额"]
ONE_ROW = "| 项目 | 金额 |\n| --- | ---: |\n| 甲 | 1 |\n"


def set_(rows: Sequence[Sequence[str]], align: WD_ALIGN_PARAGRAPH) -> Callable[[Document], Any]:
    """A table with the last column aligned."""

    def added(document: Document) -> None:
        made_table = table(rows)(document)
        for row in made_table.rows:
            row.cells[-1].paragraphs[0].alignment = align

    return added


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            (table([HEAD, ["差旅费", "1.20"]]),),
            "| 项目 | 金额 |\n| --- | ---: |\n| 差旅费 | 1.20 |\n",
        ),
        (
            (set_([HEAD, ["差旅费", "1.20"]], WD_ALIGN_PARAGRAPH.CENTER),),
            "| 项目 | 金额 |\n| --- | --- |\n| 差旅费 | 1.20 |\n",
        ),
        (
            (set_([HEAD, ["差旅费", "约1万"]], WD_ALIGN_PARAGRAPH.RIGHT),),
            "| 项目 | 金额 |\n| --- | ---: |\n| 差旅费 | 约1万 |\n",
        ),
        (
            ("表1 支出情况", "单位：万元", table([HEAD, ["甲", "1"]]), "注：含结转。"),
            f"表1 支出情况\n\n单位：万元\n\n{ONE_ROW}\n注：含结转。\n",
        ),
        (
            (line("**表1 支出情况**\t\t单位：万元"), table([HEAD, ["甲", "1"]])),
            "表1 支出情况\n\n单位：万元\n\n| 项目 | 金额 |\n| --- | ---: |\n| 甲 | 1 |\n",
        ),
        (
            (line("**支出情况表**", align=1), table([HEAD, ["甲", "1"]])),
            "**支出情况表**\n\n| 项目 | 金额 |\n| --- | ---: |\n| 甲 | 1 |\n",
        ),
        # its title and unit stand in it
        (
            (
                table(
                    [
                        ["表1 支出情况", ""],
                        ["单位：万元", ""],
                        HEAD,
                        ["甲", "1"],
                        ["注：含结转。", ""],
                    ],
                    (0, 0, 0, 1),
                    (1, 0, 1, 1),
                    (4, 0, 4, 1),
                ),
            ),
            f"表1 支出情况\n\n单位：万元\n\n{ONE_ROW}\n注：含结转。\n",
        ),
        # signs
        (
            (table([["甲|乙", "5*3*2"], ["", "{{ 丙 }}"]]),),
            "| 甲\\|乙 | 5\\*3*2 |\n| --- | --- |\n|  | \\{{ 丙 }} |\n",
        ),
        ((table([["只有一行", "乙"]]),), "| 只有一行 | 乙 |\n| --- | --- |\n"),
        ((table([["一列"], ["乙"]]),), "| 一列 |\n| --- |\n| 乙 |\n"),
        # a frame
        ((table([["框内的话。"]]),), "框内的话。\n"),
        # beside text
        (
            ("1.甲。", table([HEAD, ["甲", "1"]]), "2.乙。"),
            "1. 甲。\n\n| 项目 | 金额 |\n| --- | ---: |\n| 甲 | 1 |\n\n2. 乙。\n",
        ),
    ],
)
def test_tables(parts: tuple[Part, ...], expected: str) -> None:
    assert markdown_of(*parts) == expected


def test_merged_cells_stand_once_and_are_told() -> None:
    rows = [["项目", "预算", ""], ["", "年初", "全年"], ["甲", "1", "2"]]
    document = made(table(rows, (0, 1, 0, 2), (0, 0, 1, 0)))
    text = taken(document)
    assert text.markdown == (
        "| 项目 | 预算 |  |\n| --- | --- | --- |\n|  | 年初 | 全年 |\n| 甲 | 1 | 2 |\n"
    )
    assert [(part.kind, part.is_written) for part in text.left] == [("merged", True)]
    assert text.left[0].element is document.tables[0]._tbl


def test_lines_of_a_cell_are_joined_and_told_below_the_head() -> None:
    document = made(table([["预算\n（万元）", "ABC\nDEF"], ["完成甲；\n完成乙。", "x"]]))
    text = taken(document)
    assert text.markdown == (
        "| 预算（万元） | ABC DEF |\n| --- | --- |\n| 完成甲；完成乙。 | x |\n"
    )
    assert [(part.kind, part.text) for part in text.left] == [("lines", "完成甲；完成乙。")]


def test_a_table_in_a_table_is_left_whole() -> None:
    def nested(document: Document) -> None:
        outer = table([HEAD, ["甲", ""]])(document)
        inner = outer.cell(1, 1).add_table(1, 2)
        inner.cell(0, 0).text = "内"

    text = taken(made("前。", nested, "后。"))
    assert text.markdown == "前。\n\n后。\n"
    assert [part.kind for part in text.left] == ["table"]
    assert "内" in text.left[0].text


def test_numbers_of_items_in_cells_are_text() -> None:
    def numbered(document: Document) -> None:
        cell = table([HEAD, ["甲", ""]])(document).cell(1, 1)
        cell.paragraphs[0].text = "完成"
        cell.paragraphs[0].style = "List Number"

    assert "| 甲 | 1.完成 |" in taken(made(numbered)).markdown
