"""An empty cell is filled in with the look of its label, as far as it has none of its own."""

from __future__ import annotations

from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt
from docx.table import _Cell

from docgen.scaffold.pack.form_fields import Block, Field, FormFields, Kind, Spot
from docgen.scaffold.pack.tables.regions import FormGrid
from docgen.scaffold.pack.writing.cell_look import lend_looks
from docgen.scaffold.pack.writing.tag_placement import place_tags

CENTER = WD_ALIGN_PARAGRAPH.CENTER
MIDDLE = WD_CELL_VERTICAL_ALIGNMENT.CENTER


def label(cell: _Cell, text: str, font: str = "仿宋_GB2312", size: float = 10.5) -> None:
    """Types a label into a cell, in its middle."""
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    paragraph.alignment = CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    cell.vertical_alignment = MIDDLE


def form(rows: int = 2) -> tuple[Document, Any]:
    document = docx.Document()
    return document, document.add_table(rows, 2)


def filled(document: Document, cell: _Cell, kind: Kind = "text", *, headed: bool = False) -> Any:
    """The paragraph of a cell with its tag."""
    found = FormFields([Field(("金额",), Spot(cell.paragraphs[0]._p), kind, headed=headed)])
    lend_looks(document, found)
    place_tags(found)
    return cell.paragraphs[0]


def look(paragraph: Any) -> tuple[str | None, float | None]:
    """Font and size of what is typed into a paragraph, as its run says them."""
    run = paragraph.runs[0]
    fonts = run._r.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    size = run.font.size
    return (None if fonts is None else fonts.get(qn("w:eastAsia"))), size and size.pt


@pytest.mark.parametrize("kind", ["text", "figure"])
def test_a_cell_without_a_look_has_that_of_the_label_before_it(kind: Kind) -> None:
    document, table = form()
    label(table.cell(0, 0), "姓名")
    cell = table.cell(0, 1)
    paragraph = filled(document, cell, kind)
    assert look(paragraph) == ("仿宋_GB2312", 10.5)
    assert paragraph.alignment == CENTER
    assert paragraph.paragraph_format.space_after == Pt(0)
    assert cell.vertical_alignment == MIDDLE


def test_prose_begins_at_the_left_where_the_form_has_a_hint_in_the_middle() -> None:
    document, table = form()
    label(table.cell(0, 0), "简介")
    cell = table.cell(0, 1)
    label(cell, "（限800字）")
    assert filled(document, cell, "prose").alignment == WD_ALIGN_PARAGRAPH.JUSTIFY


def test_prose_stays_at_the_left_and_at_the_top() -> None:
    document, table = form()
    label(table.cell(0, 0), "意见")
    cell = table.cell(0, 1)
    paragraph = filled(document, cell, "prose")
    assert look(paragraph) == ("仿宋_GB2312", 10.5)
    assert paragraph.alignment is None
    assert cell.vertical_alignment is None


def test_what_a_cell_has_of_its_own_stays() -> None:
    document, table = form()
    label(table.cell(0, 0), "姓名")
    cell = table.cell(0, 1)
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    own = cell.paragraphs[0]
    own.alignment = WD_ALIGN_PARAGRAPH.LEFT
    properties = own._p.get_or_add_pPr()
    mark: Any = OxmlElement("w:rPr")
    mark.get_or_add_rFonts().set(qn("w:eastAsia"), "楷体")
    properties.append(mark)
    paragraph = filled(document, cell)
    assert look(paragraph) == ("楷体", 10.5)
    assert paragraph.alignment == WD_ALIGN_PARAGRAPH.LEFT
    assert cell.vertical_alignment == WD_CELL_VERTICAL_ALIGNMENT.BOTTOM


def test_the_style_of_a_cell_is_its_own_look() -> None:
    document, table = form()
    label(table.cell(0, 0), "姓名")
    document.styles.add_style("填写", WD_STYLE_TYPE.PARAGRAPH)
    cell = table.cell(0, 1)
    cell.paragraphs[0].style = document.styles["填写"]
    paragraph = filled(document, cell)
    assert look(paragraph) == (None, None)
    assert paragraph.alignment is None


def test_below_a_head_it_has_the_look_of_the_head() -> None:
    document, table = form()
    label(table.cell(0, 1), "金额", size=9)
    label(table.cell(1, 0), "工资", size=12)
    table.cell(1, 0).paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph = filled(document, table.cell(1, 1), "figure", headed=True)
    assert look(paragraph) == ("仿宋_GB2312", 9)
    assert paragraph.alignment == CENTER


def test_a_font_of_heads_is_not_that_of_what_is_filled_in() -> None:
    document, table = form()
    label(table.cell(0, 1), "金额", "黑体", 12)
    label(table.cell(1, 0), "工资", "宋体", 9)
    assert look(filled(document, table.cell(1, 1), headed=True)) == ("宋体", 9)


def test_a_head_above_merged_cells_is_that_of_each_below() -> None:
    document, table = form()
    label(table.cell(0, 0).merge(table.cell(0, 1)), "工作经历")
    assert look(filled(document, table.cell(1, 1), headed=True)) == ("仿宋_GB2312", 10.5)


def test_a_cell_with_text_of_the_form_keeps_its_look() -> None:
    document, table = form()
    label(table.cell(0, 0), "面积")
    table.cell(0, 1).paragraphs[0].add_run("平方米")
    assert look(filled(document, table.cell(0, 1))) == (None, None)


def test_the_cells_of_a_repeated_row_have_the_looks_of_their_heads() -> None:
    document, table = form(3)
    for column, text in enumerate(("姓名", "职务")):
        label(table.cell(0, column), text)
    rows = [row._tr for row in table.rows]
    regions = FormGrid(table._tbl).row(2)
    fields = [Field((key,), Spot(table.cell(1, n)._tc)) for n, key in enumerate(("姓名", "职务"))]
    cells = dict(zip(regions, fields, strict=True))
    found = FormFields(blocks=[Block(("名单",), "行", tuple(rows[1:]), (), cells, None)])
    lend_looks(document, found)
    place_tags(found)
    for cell in table.rows[2].cells:
        assert look(cell.paragraphs[0]) == ("仿宋_GB2312", 10.5)
        assert cell.paragraphs[0].alignment == CENTER
