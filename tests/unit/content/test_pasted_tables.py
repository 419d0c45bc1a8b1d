"""Tables as they are pasted, and texts that only look a little like them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.blocks import Span, Table
from docgen.content.markdown import parse_markdown
from docgen.content.pasted_tables import PastedTable, markdown_table, pasted_tables
from docgen.diagnostics import Place, Problems


def pasted_table(lines: Sequence[str]) -> PastedTable | None:
    """The first table among some lines."""
    return next(iter(pasted_tables(lines)), None)


ROWS = (("项目", "预算数"), ("培训", "12.50"), ("会议", "3"))


@pytest.mark.parametrize(
    "text",
    [
        "项目\t预算数\n培训\t12.50\n会议\t3",
        "项目\t预算数\t\n培训\t12.50\t\n会议\t3\t",
        "｜项目｜预算数｜\n｜培训｜12.50｜\n｜会议｜3｜",
        "| 项目 | 预算数 |\n| 培训 | 12.50 |\n| 会议 | 3 |",
        "项目|预算数\n培训|12.50\n会议|3",
        "| 项目 | 预算数 |\n| —— | —— |\n| 培训 | 12.50 |\n| 会议 | 3 |",
        "+--+--+\n| 项目 | 预算数 |\n+--+--+\n| 培训 | 12.50 |\n| 会议 | 3 |\n+--+--+",
        "┌──┬──┐\n│项目│预算数│\n├──┼──┤\n│培训│12.50│\n│会议│3│\n└──┴──┘",
        "项目    预算数\n培训    12.50\n会议    3",
        "项目　　预算数\n培训　　12.50\n会议　　3",
        "项目,预算数\n培训,12.50\n会议,3",
    ],
)
def test_a_table_is_read_whatever_parts_its_cells(text: str) -> None:
    lines = text.split("\n")
    table = pasted_table(lines)
    assert table is not None
    assert (table.first, table.stop, table.rows) == (0, len(lines), ROWS)


@pytest.mark.parametrize(
    "text",
    [
        "支出12.5万元，其中培训3万元。",
        "甲\t乙",
        "\t一是完善制度。\n\t二是加强培训。",
        "填报人：张某\t\t电话：0000",
        "甲|乙",
        "———",
        "甲  乙",
        "张某  李某\n王某 赵某",
        "培训12期,参训860人\n送课5次,听课300人\n合格率95%,满意度98%。",
        r"\| 甲 \| 乙 \|",
    ],
)
def test_a_text_is_no_table(text: str) -> None:
    assert pasted_table(text.split("\n")) is None


def test_titles_above_and_text_below_are_no_rows() -> None:
    table = pasted_table(
        ["表1 支出\t\t", "单位：万元\t\t", "项目\t预算\t执行", "甲\t1\t2", "以上。"]
    )
    assert table is not None
    assert (table.first, table.stop, table.rows[0]) == (2, 4, ("项目", "预算", "执行"))


def test_a_cell_of_excel_may_have_several_lines() -> None:
    table = pasted_table(["培训\t人次", '"县级', '集中培训"\t80'])
    assert table is not None
    assert table.rows == (("培训", "人次"), ("县级集中培训", "80"))


cells = st.text("甲乙丙丁12.5%|* ", max_size=6).map(str.strip)


@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=2, max_size=5))
def test_what_is_pasted_is_the_table_that_markdown_reads(rows: list[list[str]]) -> None:
    """Its cells, in order, with the figures of a column at the right."""
    filled = [["头", "甲", "乙"], *[["行", *row[1:]] for row in rows]]
    table = pasted_table(["\t".join(row) for row in filled])
    assert table is not None
    problems = Problems()
    text = "\n".join(markdown_table(table.rows))
    (block,) = parse_markdown(text, Place("甲.md", 1, 1), problems).blocks
    assert isinstance(block, Table)
    assert len(block.rows) == len(table.rows)
    for typed, read in zip(table.rows, block.rows, strict=True):
        words = ["".join(part.text for part in cell if isinstance(part, Span)) for cell in read]
        assert [word.replace("*", "") for word in words] == [
            cell.replace("*", "") for cell in typed
        ]


def test_tables_of_all_kinds_are_found_in_order() -> None:
    text = "| 甲 | 乙 |\n| 1 | 2 |\n以上。\n丙\t丁\n3\t4\n下文。\n"
    tables = pasted_tables((text * 700).split("\n"))
    assert [(table.first, table.stop) for table in tables[:3]] == [(0, 2), (3, 5), (6, 8)]
    assert len(tables) == 1400


TAG = '{{ (列 | where("名", "一")).值 }}'


@pytest.mark.parametrize("line", [TAG, f"甲{TAG}个。", f"{TAG}、{TAG}"])
def test_lines_with_bindings_are_no_table(line: str) -> None:
    assert pasted_tables([line, line]) == []


def test_a_binding_is_a_cell() -> None:
    (table,) = pasted_tables(["| 甲 | 乙 |", f"| 一 | {TAG} |"])
    assert table.rows == (("甲", "乙"), ("一", TAG))
