"""What each paragraph and row of a printed file was made from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from docgen.diagnostics import Place
from docgen.roundtrip.proposing.origins import SourceBlock
from docgen.roundtrip.reading.docx_model import DocxParagraph, DocxTable
from tests.unit.roundtrip.models import paragraph
from tests.unit.roundtrip.printed import Printed, cell_of, file_of, printed, table_of

FILES = {
    "report.yaml": "数: 5\n列:\n  - 名: 甲\n    子:\n      - 数: 1\n",
    "文.md": "段。\n\n| 项 |\n| --- |\n| {{ 数 }} |\n",
}


@pytest.fixture
def made(tmp_path: Path) -> Printed:
    lines = ("共[数]项[数]", "@文.md", "[列.0.名]|[列.0.子.0.数]|固定")
    return printed(tmp_path, FILES, *lines)


def blocks(made: Printed) -> tuple[DocxParagraph, DocxParagraph, DocxTable, DocxTable]:
    line, text, table, form = made.ours.body
    assert isinstance(line, DocxParagraph)
    assert isinstance(text, DocxParagraph)
    assert isinstance(table, DocxTable)
    assert isinstance(form, DocxTable)
    return line, text, table, form


def test_a_value_is_used_once_for_each_time_it_is_printed(made: Printed) -> None:
    line, _, table, _ = blocks(made)
    (bound,) = table.rows[1].cells[0].blocks
    assert made.origins.uses(Place("report.yaml", 1, 4)) == [line, line, bound]
    assert made.origins.uses(Place("report.yaml", 9, 9)) == []


def test_a_value_in_a_text_box_is_used_there(made: Printed) -> None:
    line, *_ = blocks(made)
    outer = paragraph("外", boxes=(line,))
    origins = Printed(made.drafts, file_of((outer,))).origins
    assert origins.uses(Place("report.yaml", 1, 4)) == [line, line]


def test_a_paragraph_of_markdown_knows_its_block_and_its_cell(made: Printed) -> None:
    line, text, table, _ = blocks(made)
    assert made.origins.block(line) is None
    assert made.origins.block(paragraph("新")) is None
    found = made.origins.block(text)
    assert found is not None
    assert (found.number, found.cell) == (0, None)
    (cell,) = table.rows[1].cells[0].blocks
    assert isinstance(cell, DocxParagraph)
    assert made.origins.block(cell) == SourceBlock(found.document, 1, (1, 0))


def test_a_value_is_typed_where_its_text_stands_in_the_content(made: Printed) -> None:
    line, text, *_ = blocks(made)
    assert made.origins.typed(line.sources[0], "5") == Place("report.yaml", 1, 4)
    assert made.origins.typed(line.sources[0], "5.0") is None
    assert made.origins.typed(text.sources[0], "") is None


def test_a_row_was_made_from_the_innermost_item(made: Printed) -> None:
    *_, table, form = blocks(made)
    (row,) = form.rows
    assert made.origins.item(row) == ("report.yaml", ("列", 0, "子", 0))
    first = replace(row, cells=row.cells[:1])
    assert made.origins.item(first) == ("report.yaml", ("列", 0))
    assert made.origins.item(replace(row, cells=row.cells[2:])) is None
    assert made.origins.item(table.rows[0]) is None


def test_a_row_of_single_values_is_no_item(made: Printed) -> None:
    line, *_ = blocks(made)
    (row,) = table_of([[cell_of(line)]]).rows
    assert made.origins.item(row) is None


def test_a_cell_prints_keys_of_its_item(made: Printed) -> None:
    *_, form = blocks(made)
    first, second, third = form.rows[0].cells
    assert made.origins.cell_keys(first.blocks, ("列", 0)) == (("名",), False)
    assert made.origins.cell_keys(second.blocks, ("列", 0)) == (("子", 0, "数"), False)
    assert made.origins.cell_keys(second.blocks, ("列", 0, "子", 0)) == (("数",), False)
    assert made.origins.cell_keys(first.blocks, ("列", 1)) is None
    assert made.origins.cell_keys(first.blocks, ("列", 1), in_list=True) == (("名",), False)
    assert made.origins.cell_keys(first.blocks, ("列", 0, "子", 1), in_list=True) is None
    assert made.origins.cell_keys(first.blocks, ("列", 0, "子", 0)) is None
    assert made.origins.cell_keys(third.blocks, ("列", 0)) is None
    assert made.origins.cell_keys(form.rows, ("列", 0)) is None
