"""A Word file as its readers see it, whichever program saved it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from docgen.content.blocks import Document as Markdown
from docgen.diagnostics import Place
from docgen.roundtrip.reading.docx_model import (
    OBJECT,
    PAGE,
    DocxMargin,
    DocxObject,
    DocxParagraph,
    DocxTable,
    Kind,
    Trail,
    without_empty,
    words_of,
)
from docgen.roundtrip.reading.docx_reader import open_document, read_document
from docgen.templates.marks import TRACE_END
from docgen.templates.provenance import Stretch, Trace, ValueSource
from docgen.word.xml import W
from tests.unit.roundtrip.models import PICTURE, cell, paragraph, row, table
from tests.unit.roundtrip.word_files import data_of, document, element, read, shown


def only(*blocks: str) -> DocxParagraph:
    """The paragraph of a file that has one."""
    (block,) = read(*blocks).body
    assert isinstance(block, DocxParagraph)
    return block


def test_a_file_is_read_as_it_was_written() -> None:
    blocks = ["# 题", "甲**乙**", "1. 一", "- 二", "甲|乙\n丙|^"]
    assert shown(read(*blocks)) == blocks
    assert shown(read_document(open_document(data_of(document(*blocks))))) == blocks


@pytest.mark.parametrize(
    ("properties", "kind"),
    [
        ("", Kind()),
        ('<w:pStyle w:val="Heading3"/>', Kind("heading", 3)),
        ('<w:pStyle w:val="ListNumber"/>', Kind("number", 1)),
        ('<w:pStyle w:val="ListBullet"/>', Kind("bullet", 1)),
        ('<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>', Kind("bullet", 2)),
        ('<w:pStyle w:val="ListNumber"/><w:numPr><w:numId w:val="0"/></w:numPr>', Kind()),
        ('<w:pStyle w:val="Title"/>', Kind()),
    ],
)
def test_a_paragraph_is_a_heading_or_an_item_by_its_style_and_numbering(
    properties: str, kind: Kind
) -> None:
    made = only(f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>甲</w:t></w:r></w:p>")
    assert made.kind == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("heading 2", Kind("heading", 2)),
        ("Heading 9", Kind("heading", 9)),
        ("heading", Kind()),
        ("heading x", Kind()),
        ("heading 1 char", Kind()),
        ("my heading 1", Kind()),
    ],
)
def test_a_heading_is_known_by_the_name_of_its_style(name: str, kind: Kind) -> None:
    made = document("<w:p><w:pPr><w:pStyle w:val='X'/></w:pPr></w:p>")
    style = f'<w:style w:type="paragraph" w:styleId="X"><w:name w:val="{name}"/></w:style>'
    made.styles.element.append(element(style))
    (block,) = read_document(made).body
    assert isinstance(block, DocxParagraph)
    assert block.kind == kind


def test_the_weights_of_blanks_and_objects_are_plain() -> None:
    made = only(
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>甲 乙</w:t><w:drawing/></w:r>"
        "<w:r><w:rPr><w:i/></w:rPr><w:t>丙</w:t></w:r>"
        "<w:r><w:rPr><w:b/><w:i/></w:rPr><w:t>丁</w:t></w:r></w:p>"
    )
    assert (made.text, made.weights) == (f"甲 乙{OBJECT}丙丁", "b b ix")
    assert made.objects == (DocxObject("shape"),)


DELETED = "<w:p><w:pPr>{}<w:rPr><w:del/></w:rPr></w:pPr>{}</w:p>"
HEADING = '<w:pStyle w:val="Heading1"/>'
WORD = "<w:r><w:t>{}</w:t></w:r>"


@pytest.mark.parametrize(
    ("blocks", "texts"),
    [
        ([DELETED.format("", WORD.format("甲")), "乙", "丙"], ["甲乙", "丙"]),
        ([DELETED.format(HEADING, WORD.format("甲")), "乙"], ["# 甲乙"]),
        ([DELETED.format(HEADING, ""), "乙"], ["乙"]),
        ([DELETED.format("", WORD.format("甲")), DELETED.format("", WORD.format("乙"))], ["甲乙"]),
    ],
)
def test_a_deleted_end_joins_a_paragraph_with_the_next(blocks: list[str], texts: list[str]) -> None:
    assert shown(read(*blocks)) == texts


def test_a_page_break_before_a_paragraph_is_a_character_of_it() -> None:
    made = only("<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>")
    assert (made.text, made.weights) == (f"{PAGE}甲", "  ")


def test_a_drawing_with_a_fallback_between_paragraphs_is_read_by_its_first_choice() -> None:
    blocks = [
        "<mc:AlternateContent><mc:Choice><w:p/></mc:Choice><mc:Fallback><w:tbl/>"
        "</mc:Fallback></mc:AlternateContent>",
        "<mc:AlternateContent/>",
    ]
    (block,) = read(*blocks).body
    assert isinstance(block, DocxParagraph)


def test_a_text_box_is_an_object_with_paragraphs_of_its_own() -> None:
    made = only(
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
        "</w:pict></w:r></w:p>"
    )
    assert [box.text for box in made.boxes] == ["框"]
    assert (made.text, made.objects, made.empty) == (OBJECT, (DocxObject("textbox"),), False)


def field(instruction: str, result: str) -> str:
    marks = [
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    ]
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"{marks[0]}{code}{marks[1]}<w:r><w:t>{result}</w:t></w:r>{marks[2]}"


def test_a_note_is_one_object_with_its_text() -> None:
    made = document('<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>')
    notes = (
        f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="1"><w:p><w:r><w:t>别的</w:t></w:r></w:p>'
        '</w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:tab/><w:t> 见附表 </w:t>'
        "</w:r></w:p><w:p><w:r><w:t>二</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    relate(made, RT.FOOTNOTES, "/word/footnotes.xml", notes)
    (block,) = read_document(made).body
    assert isinstance(block, DocxParagraph)
    assert [(one.kind, one.words) for one in block.objects] == [("footnote", "见附表 \n二")]
    assert read_document(made).margins == ()


def test_a_picture_is_known_by_its_bytes_and_not_by_where_it_is() -> None:
    made = document()
    for name, data in [("a", b"1"), ("b", b"1"), ("c", b"2")]:
        part = Part(PackURI(f"/word/media/{name}.png"), "image/png", data, made.part.package)
        identifier = made.part.relate_to(part, RT.IMAGE)
        blip = f'<w:p><w:r><w:drawing><a:blip r:embed="{identifier}"/></w:drawing></w:r></w:p>'
        made.element.body.insert(len(made.element.body) - 1, document(blip).element.body[0])
    link = made.part.relate_to("http://x", RT.IMAGE, is_external=True)
    blip = f'<w:p><w:r><w:drawing><a:blip r:embed="{link}"/></w:drawing></w:r></w:p>'
    made.element.body.insert(len(made.element.body) - 1, document(blip).element.body[0])
    first, second, third, linked = [
        block.objects[0] for block in read_document(made).body if isinstance(block, DocxParagraph)
    ]
    assert first == second != third
    assert (first.kind, len(first.identity)) == ("picture", 64)
    assert linked == DocxObject("picture")


def test_tracked_rows_are_read_as_accepted() -> None:
    rows = "".join(
        f"<w:tr><w:trPr>{mark}</w:trPr><w:tc><w:p>{WORD.format(text)}</w:p></w:tc></w:tr>"
        for mark, text in [("", "甲"), ("<w:del/>", "乙"), ("<w:ins/>", "丙")]
    )
    assert shown(read(f"<w:tbl>{rows}</w:tbl>")) == ["甲\n丙"]


def test_a_merged_region_begins_in_its_first_cell_and_is_seen_in_all() -> None:
    (block,) = read("甲|乙\n^|丙\n^|^\n丁|戊").body
    assert isinstance(block, DocxTable)
    shapes = [[(part.covered, part.opens) for part in line.cells] for line in block.rows]
    plain, opens, covered = (False, False), (False, True), (True, False)
    assert shapes == [[opens, plain], [covered, opens], [covered, covered], [plain, plain]]
    assert [line.cells[0].seen.text for line in block.rows] == ["甲", "甲", "甲", "丁"]
    assert [line.cells[1].seen.text for line in block.rows] == ["乙", "丙", "丙", "戊"]


def test_a_region_is_found_by_its_column_and_not_by_the_number_of_the_cell() -> None:
    merge = '<w:tcPr><w:gridSpan w:val="{}"/><w:vMerge w:val="{}"/></w:tcPr>'
    wide, narrow = merge.format(2, "restart"), merge.format(1, "continue")
    text = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    (block,) = read(
        f"<w:tbl><w:tr><w:tc>{wide}{text.format('甲')}</w:tc>"
        f"<w:tc>{merge.format(1, 'restart')}{text.format('乙')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{text.format('丙')}</w:tc><w:tc>{text.format('丁')}</w:tc>"
        f"<w:tc>{narrow}<w:p/></w:tc></w:tr></w:tbl>"
    ).body
    assert isinstance(block, DocxTable)
    assert [part.opens for part in block.rows[0].cells] == [False, True]
    assert block.rows[1].cells[2].seen.text == "乙"


def test_a_cell_that_is_covered_by_nothing_stands_for_itself() -> None:
    (block,) = read(
        "<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>"
    ).body
    assert isinstance(block, DocxTable)
    (part,) = block.rows[0].cells
    assert (part.covered, part.opens, part.seen) == (True, False, part)


def test_tracked_changes_and_comments_leave_a_trail() -> None:
    made = document(
        '<w:p><w:ins w:author="甲"><w:r><w:t>一</w:t></w:r></w:ins>'
        '<w:del w:author="乙"/><w:ins w:author="甲"/>'
        '<w:r><w:commentReference w:id="0"/><w:commentReference w:id="9"/></w:r></w:p>'
    )
    comments = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="丙">'
        "<w:p><w:r><w:t>问</w:t></w:r></w:p><w:p><w:r><w:t>题</w:t></w:r></w:p>"
        "</w:comment></w:comments>"
    )
    relate(made, RT.COMMENTS, "/word/comments.xml", comments)
    found = read_document(made)
    assert found.comments == {"0": ("丙", "问\n题")}
    (block,) = found.body
    assert isinstance(block, DocxParagraph)
    assert block.trail == Trail(("甲", "乙"), ("0",))


def relate(made: Document, kind: str, name: str, xml: str) -> None:
    part = Part(PackURI(name), "application/xml", xml.encode(), made.part.package)
    made.part.relate_to(part, kind)


def test_headers_and_footers_are_margins_without_empty_lines_and_page_numbers() -> None:
    made = document("甲")
    made.sections[0].header.paragraphs[0].text = " 眉 "
    made.sections[0].header.add_paragraph(" ")
    made.sections[0].header.add_paragraph("二")
    made.sections[0].footer.paragraphs[0].text = ""
    header = made.sections[0].header.paragraphs[2]._p
    for number in (field("PAGE", "7"), field("NUMPAGES", "9"), field("DATE", "1日")):
        for run in element(f"<w:p>{number}</w:p>"):
            header.append(run)
    assert read_document(made).margins == (
        DocxMargin(f"眉\n二{OBJECT}", (DocxObject("date", "DATE"),)),
    )


def test_marks_of_a_trace_become_stretches() -> None:
    trace = Trace()
    source = ValueSource(Place("甲.yaml", 1, 4), document=Markdown((), Place("甲.md", 1, 1)))
    made = document(f"共{trace.opening(source)}5{TRACE_END}项")
    made.sections[0].header.paragraphs[0].text = f"{trace.opening(source)}眉{TRACE_END}"
    found = read_document(made, trace)
    (block,) = found.body
    assert isinstance(block, DocxParagraph)
    assert (block.text, block.weights) == ("共5项", "   ")
    assert [(item.start, item.stop, item.source) for item in block.sources] == [(1, 2, source)]
    assert found.margins == (DocxMargin("眉"),)


@pytest.mark.parametrize("item", [paragraph("甲"), cell("甲"), row("甲"), table("甲")])
def test_items_are_told_apart_by_themselves_and_compared_by_their_keys(
    item: DocxParagraph | DocxTable,
) -> None:
    copy = replace(item)
    assert copy != item
    assert copy.key == item.key


def test_the_kind_of_joined_paragraphs_without_words_is_that_of_the_last() -> None:
    (block,) = read(DELETED.format(HEADING, ""), "<w:p/>").body
    assert isinstance(block, DocxParagraph)
    assert block.kind == Kind()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (paragraph(" 甲 ", "bbb"), paragraph("甲", "b"), True),
        (paragraph("甲", "b"), paragraph("甲"), False),
        (paragraph("甲"), paragraph("甲", kind=Kind("number", 1)), False),
        (paragraph("甲", objects=(PICTURE,)), paragraph("甲"), False),
        (
            paragraph("甲", boxes=(paragraph("乙"),)),
            paragraph("甲", boxes=(paragraph("乙"),)),
            True,
        ),
        (
            paragraph("甲", boxes=(paragraph("乙"),)),
            paragraph("甲", boxes=(paragraph("丙"),)),
            False,
        ),
        (paragraph("甲\n"), paragraph("甲"), False),
        (row("甲|乙"), row("甲|乙"), True),
        (row("甲|乙"), row("甲"), False),
        (row("甲\n\n乙"), row("甲\n乙"), True),
        (table("甲|乙"), table("甲|乙"), True),
        (table("甲|乙"), table("甲|乙", "丙|丁"), False),
        (cell("甲"), cell("甲", covered=True), False),
        (cell("甲"), cell("甲", opens=True), False),
    ],
)
def test_items_that_read_the_same_have_one_key(
    one: DocxParagraph, other: DocxParagraph, same: bool
) -> None:
    assert (one.key == other.key) is same


def test_files_are_compared_without_empty_paragraphs_and_the_order_of_margins() -> None:
    one = read("甲", "", "乙")
    assert one.key == read("甲", "乙").key
    assert one.key != read("乙", "甲").key
    assert [words_of(block) for block in without_empty(one.body)] == ["甲", "乙"]
    assert words_of(row("甲\n乙|丙")) == "甲\n乙\n丙"
    assert cell("甲\n\n乙").text == "甲\n乙"
    assert paragraph(" ").empty
    assert not paragraph("\n").empty


def test_values_are_what_tags_printed_and_none_overlaps_another() -> None:
    text, value = ValueSource(None, document=Markdown((), Place("文.md"))), ValueSource(None)
    bound = ValueSource(None, binding=Place("文.md", 3), document=text.document)
    spans = ((0, 2, text), (2, 4, bound), (3, 5, value), (4, 4, value), (5, 6, value))
    sources = tuple(Stretch(*span) for span in spans)
    found = paragraph("甲乙丙丁戊己", sources=sources).values
    assert [(stretch.start, stretch.stop) for stretch in found] == [(2, 4), (5, 6)]
