"""A Word report of any make is read as its readers see it, each line with its place."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

import pytest
from docx.document import Document

from docgen.content.blocks import Span, Table
from tests.any_reports import (
    BOX,
    centred,
    element,
    field,
    paragraph,
    places,
    read,
    report,
    run,
    shown,
    table,
    text_of,
    with_footnote,
)


def test_headings_are_known_by_their_numbers_where_no_style_says_so() -> None:
    document = report(
        centred("2023年度市林业局部门整体支出绩效自评报告"),
        "一、部门概况",
        "（一）主要职能",
        "负责全市林业工作。",
        "（二）资金使用较规范。全年支出按预算执行。",
        "二、基本支出情况",
        "1.公用经费支出20万元",
        "三、工作成效：一是造林；二是护林",
    )
    assert shown(read(document)) == [
        "# 2023年度市林业局部门整体支出绩效自评报告",
        "## 一、部门概况",
        "### （一）主要职能",
        "负责全市林业工作。",
        "（二）资金使用较规范。全年支出按预算执行。",
        "## 二、基本支出情况",
        "1.公用经费支出20万元",
        "## 三、工作成效：一是造林；二是护林",
    ]


def styled(name: str, text: str, outline: int | None = None) -> Callable[[Document], None]:
    def added(document: Document) -> None:
        if name not in document.styles:
            document.styles.add_style(name, 1)
        made = document.add_paragraph(text, name)
        if outline is not None:
            level = element(f'<w:outlineLvl w:val="{outline}"/>')
            made._p.get_or_add_pPr().append(level)

    return added


@pytest.mark.parametrize(
    ("style", "outline", "wanted"),
    [
        ("Heading 1", None, "## 概况"),
        ("Heading 3", None, "#### 概况"),
        ("标题 2", None, "### 概况"),
        ("标题2", None, "### 概况"),
        ("公文标题", None, "概况"),
        ("正文样式", 0, "## 概况"),
        ("正文样式", 1, "### 概况"),
        ("正文样式", 9, "概况"),
        ("Title", None, "# 概况"),
        ("标题", None, "# 概况"),
    ],
)
def test_a_heading_is_known_by_its_style_or_its_outline_level(
    style: str, outline: int | None, wanted: str
) -> None:
    assert shown(read(report(styled(style, "概况", outline)))) == [wanted]


def test_a_merged_cell_stands_in_each_row_and_column_that_it_covers() -> None:
    rows = [["资金", "预算数", "执行数", "率"], ["", "10", "9", "90%"], ["合计", "", "9", "90%"]]
    document = read(report(table(rows, (0, 0, 1, 0), (2, 0, 2, 1))))
    assert shown(document) == ["资金|预算数|执行数|率//资金|10|9|90%//合计|合计|9|90%"]
    made = document.blocks[0]
    assert isinstance(made, Table)
    assert made.rows[0][0] is made.rows[1][0]
    assert made.rows[2][0] is made.rows[2][1]
    assert len({id(cell) for cell in chain(*made.rows)}) == 10


def test_columns_that_part_no_cells_are_left_out() -> None:
    """LibreOffice writes a layout grid of its own, with columns of a hair's breadth."""
    cells = "".join(
        f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{paragraph(run(text))}</w:tc>'
        for text, span in (("甲", 3), ("乙", 4))
    )
    rows = f"<w:tr>{cells}</w:tr><w:tr>{cells}</w:tr>"
    assert shown(read(report(f"<w:tbl><w:tblPr/><w:tblGrid/>{rows}</w:tbl>"))) == ["甲|乙//甲|乙"]


def test_an_empty_cell_has_a_place_and_lines_of_a_cell_are_parted() -> None:
    document = read(report([["指标", ""], ["一是建成。\n二是投用。", "3"]]))
    assert shown(document) == ["指标|//一是建成。/二是投用。|3"]
    assert places(document)[""] == "!t1r1c2!「指标」"
    assert places(document)["3"] == "!t1r2c2!「一是建成。二是投用。」"


def nested(document: Document) -> None:
    outer = table([["外", ""], ["合计", "5"]])(document)
    inner = outer.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "里", "3"


def test_a_nested_table_stands_behind_the_one_around_it() -> None:
    document = read(report("甲。", nested, "乙。"))
    assert shown(document) == ["甲。", "外|//合计|5", "里|3", "乙。"]
    assert places(document)["3"] == "!t1r1c2t1r1c2!「里」"


def test_a_table_of_one_cell_is_a_frame_around_text() -> None:
    assert shown(read(report([["一、概况"]]))) == ["## 一、概况"]


SPECIAL = {
    "a text box, whose fallback is for old programs": (
        paragraph(run("甲。"), BOX.format(paragraph(run("框里20万元。")))),
        ["甲。", "框里20万元。"],
    ),
    "a content control around blocks": (
        f"<w:sdt><w:sdtContent>{paragraph(run('支出5万元。'))}</w:sdtContent></w:sdt>",
        ["支出5万元。"],
    ),
    "a content control in a line": (
        paragraph(
            run("支出"), f"<w:sdt><w:sdtContent>{run('5')}</w:sdtContent></w:sdt>", run("万元。")
        ),
        ["支出5万元。"],
    ),
    "tracked changes, as if accepted": (
        paragraph(
            run("支出"),
            f'<w:ins w:id="1" w:author="a">{run("6")}</w:ins>',
            '<w:del w:id="2" w:author="a"><w:r><w:delText>5</w:delText></w:r></w:del>',
            run("万元。"),
        ),
        ["支出6万元。"],
    ),
    "what fields show": (
        paragraph(
            run("见表"),
            field("SEQ 表 \\* ARABIC", "3"),
            run("，"),
            field("REF a \\h", "5.00"),
            f'<w:fldSimple w:instr="DOCPROPERTY 数">{run("7")}</w:fldSimple>',
            run("万元。"),
        ),
        ["见表3，5.007万元。"],
    ),
    "hidden text is left out": (
        paragraph(run("支出5"), run("（批注：6）", "<w:vanish/>"), run("万元。")),
        ["支出5万元。"],
    ),
    "a tick and a symbol": (
        paragraph(run("是"), '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', run("否。")),
        ["是☑否。"],
    ),
    "a title over two lines": (
        paragraph("<w:r><w:t>2023年度</w:t><w:br/><w:t>自评报告</w:t></w:r>"),
        ["2023年度自评报告"],
    ),
    "paragraphs that line breaks part": (
        paragraph("<w:r><w:t>甲。</w:t><w:br/><w:t>  乙。</w:t></w:r>"),
        ["甲。", "乙。"],
    ),
    "headings that line breaks part": (
        paragraph(
            "<w:r><w:t>自评报告</w:t><w:br/><w:t>一、概况</w:t><w:br/><w:t>全年</w:t><w:br/><w:t>护林。</w:t></w:r>"
        ),
        ["自评报告", "## 一、概况", "全年护林。"],
    ),
    "a typed line of contents": (
        paragraph(run("一、概况……………3")),
        [],
    ),
}


@pytest.mark.parametrize(("xml", "wanted"), SPECIAL.values(), ids=SPECIAL)
def test_a_paragraph_is_read_as_it_prints(xml: str, wanted: list[str]) -> None:
    assert shown(read(report(xml))) == wanted


def test_a_footnote_stands_behind_its_paragraph() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    document = report(
        with_footnote("含追加5万元。"), paragraph(run("支出20万元"), reference), "乙。"
    )
    assert shown(read(document)) == ["支出20万元", "含追加5万元。", "乙。"]


def test_numbers_that_word_makes_are_no_text() -> None:
    document = report()
    for text in ("造林", "护林"):
        document.add_paragraph(text, "List Number")
    document.add_paragraph("要点", "List Bullet")
    assert shown(read(document)) == ["* 造林", "* 护林", "* 要点"]


def test_a_place_is_the_page_and_the_cell_or_the_heading_and_the_first_words() -> None:
    broken = "<w:r><w:lastRenderedPageBreak/><w:t>第二页的一段话，说得很长很长很长。</w:t></w:r>"
    document = report("一、概况", "首段。", paragraph(broken), [["支出", "5"]])
    assert places(read(document)) == {
        "一、概况": "!p1!“一、概况”",
        "首段。": "!p1!「一、概况」!“首段。”",
        "第二页的一段话，说得很长很长很长。": "!p2!「一、概况」!“第二页的一段话，说得很长…”",
        "支出": "!p2!t1r1c1",
        "5": "!p2!t1r1c2!「支出」",
    }


def test_cells_of_a_row_that_breaks_over_pages_do_not_add_up() -> None:
    parted = "<w:r><w:t>甲</w:t><w:lastRenderedPageBreak/><w:t>乙</w:t></w:r>"
    broken = f"<w:tc>{paragraph(parted)}</w:tc>"
    document = report(f"<w:tbl><w:tr>{broken}{broken}</w:tr></w:tbl>", "末段。")
    assert places(read(document))["末段。"] == "!p2!“末段。”"


def test_every_line_has_a_line_of_its_own() -> None:
    document = read(report("甲。", [["乙", "丙"], ["丁\n戊", ""]], "己。"))
    spans = (part for cell in document.inlines() for part in cell if isinstance(part, Span))
    lines = [span.place.line for span in spans if span.place]
    assert lines == sorted(set(lines))
    assert [text_of(cell) for cell in document.inlines()][-1] == "己。"
