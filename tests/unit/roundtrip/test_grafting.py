"""New content in the office's own paragraphs and tables: its formats and marks stay."""

from __future__ import annotations

import pytest
from docx.document import Document
from lxml import etree

from docgen.roundtrip.merging.grafting import graft
from docgen.roundtrip.merging.three_way import merge_files
from docgen.roundtrip.reading.docx_reader import read_document
from docgen.word.xml import w
from tests.unit.roundtrip.word_files import document, shown


def merged(base: Document, ours: Document, theirs: Document) -> list[str]:
    merge = merge_files(*map(read_document, (base, ours, theirs)))
    assert merge.conflicts == []
    graft(ours, theirs, merge)
    return shown(read_document(theirs))


def inner(document: Document, tag: str) -> list[str]:
    """The names of the children of each paragraph that has a child or grandchild ``tag``."""
    return [
        " ".join(etree.QName(child).localname for child in paragraph)
        for paragraph in document.element.body.iter(w("p"))
        if next(paragraph.iter(w(tag)), None) is not None
    ]


SECTION = "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>"


def sections(document: Document) -> list[str]:
    """The text of each paragraph that ends a section."""
    return [
        "".join(text.text or "" for text in paragraph.iter(w("t")))
        for paragraph in document.element.body.iter(w("p"))
        if paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None
    ]


@pytest.mark.parametrize(
    ("ours", "result", "ends"),
    [
        (["甲", SECTION.format("新"), "乙"], ["甲", "新", "乙"], ["新"]),
        (["甲", SECTION.format("旧"), "新", "乙"], ["甲", "旧", "新", "乙"], ["新"]),
        (["甲", "乙"], ["甲", "乙"], [""]),
        (["甲", "# 新", "乙"], ["甲", "# 新", "乙"], ["新"]),
        (["甲", "新", "又", "乙"], ["甲", "新", "又", "乙"], [""]),
        (["甲", "一|二", "乙"], ["甲", "一|二", "乙"], [""]),
        (
            ["甲", SECTION.format("旧"), "新", "一|二", "乙"],
            ["甲", "旧", "新", "一|二", "乙"],
            ["旧"],
        ),
    ],
)
def test_the_end_of_a_section_moves_to_the_last_of_the_new_paragraphs(
    ours: list[str], result: list[str], ends: list[str]
) -> None:
    old = ["甲", SECTION.format("旧"), "乙"]
    theirs = document(*old)
    assert merged(document(*old), document(*ours), theirs) == result
    assert sections(theirs) == ends


def test_a_paragraph_split_in_two_ends_its_section_in_the_second() -> None:
    old, halves = ["甲", SECTION.format("旧旧旧旧新新新新")], ["旧旧旧旧", "新新新新"]
    theirs = document(*old)
    assert merged(document(*old), document("甲", *halves), theirs) == ["甲", *halves]
    assert sections(theirs) == ["新新新新"]
    assert inner(theirs, "sectPr") == ["pPr r"]


def test_the_end_of_a_section_gets_properties_of_its_own() -> None:
    old = ["甲", SECTION.format("旧旧旧旧新新新新")]
    first = "<w:p><w:pPr><w:jc/></w:pPr><w:r><w:t>旧旧旧旧</w:t></w:r></w:p>"
    second = "<w:p><w:r><w:t>新新</w:t></w:r><w:r><w:t>新新</w:t></w:r></w:p>"
    theirs = document(*old)
    merged(document(*old), document("甲", first, second), theirs)
    assert sections(theirs) == ["新新新新"]
    assert inner(theirs, "sectPr") == ["pPr r"]


def test_the_end_of_a_section_stands_in_front_of_the_tracked_change_of_properties() -> None:
    new = "<w:p><w:pPr><w:jc/><w:pPrChange/></w:pPr><w:r><w:t>新</w:t></w:r></w:p>"
    old = SECTION.format("旧")
    theirs = document(old)
    merged(document(old), document(old, new), theirs)
    properties = theirs.element.body.findall(f"{w('p')}/{w('pPr')}")[-1]
    assert [etree.QName(child).localname for child in properties] == ["jc", "sectPr", "pPrChange"]


ANCHORED = (
    '<w:p><w:pPr/><w:bookmarkStart w:id="1" w:name="a"/><w:commentRangeStart w:id="0"/>'
    "<w:r><w:t>旧</w:t></w:r>"
    '<w:commentRangeEnd w:id="0"/><w:bookmarkEnd w:id="1"/>'
    '<w:r><w:commentReference w:id="0"/></w:r></w:p>'
)


def test_comments_and_bookmarks_of_a_replaced_paragraph_go_to_the_new_one() -> None:
    theirs = document(ANCHORED)
    assert merged(document("旧"), document("# 旧", "又"), theirs) == ["# 旧", "又"]
    assert inner(theirs, "bookmarkStart") == [
        "pPr bookmarkStart commentRangeStart r commentRangeEnd bookmarkEnd r"
    ]


def test_anchors_stay_in_a_paragraph_whose_words_change() -> None:
    theirs = document(ANCHORED)
    new = "<w:p><w:r><w:t>新</w:t><w:br/></w:r></w:p>"
    merged(document("旧"), document(new), theirs)
    assert inner(theirs, "bookmarkStart") == [
        "pPr bookmarkStart commentRangeStart r commentRangeEnd bookmarkEnd r"
    ]


def test_a_cell_keeps_one_paragraph() -> None:
    theirs = document("一|二")
    base, ours = document("一|二"), document("一|")
    assert merged(base, ours, theirs) == ["一|"]
    assert len(theirs.tables[0].cell(0, 1)._tc.p_lst) == 1


def test_one_of_two_paragraphs_of_a_cell_goes() -> None:
    base, theirs = document("一|二"), document("一|二")
    for made in (base, theirs):
        made.tables[0].cell(0, 1).add_paragraph("三")
    assert merged(base, document("一|二"), theirs) == ["一|二"]
    assert len(theirs.tables[0].cell(0, 1)._tc.p_lst) == 1


def test_a_new_text_takes_the_place_of_the_blank_of_a_cell() -> None:
    theirs = document("一|")
    assert merged(document("一|"), document("一|二"), theirs) == ["一|二"]
    assert len(theirs.tables[0].cell(0, 1)._tc.p_lst) == 1


def test_two_new_paragraphs_take_the_place_of_the_blank_of_a_cell() -> None:
    ours, theirs = document("一|二"), document("一|")
    ours.tables[0].cell(0, 1).add_paragraph("三")
    assert merged(document("一|"), ours, theirs) == ["一|二¶三"]
    assert len(theirs.tables[0].cell(0, 1)._tc.p_lst) == 2


def test_new_items_join_the_list_of_the_office() -> None:
    number = '<w:numPr><w:numId w:val="{}"/></w:numPr>'
    item = f"<w:p><w:pPr>{number}</w:pPr><w:r><w:t>{{}}</w:t></w:r></w:p>"
    old, new = item.format(2, "甲"), item.format(2, "新")
    theirs = document(item.format(5, "甲"))
    assert merged(document(old), document(old, new), theirs) == ["1. 甲", "1. 新"]
    numbers = [number.get(w("val")) for number in theirs.element.body.iter(w("numId"))]
    assert numbers == ["5", "5"]


def test_new_items_keep_their_list_where_the_office_left_it() -> None:
    number = '<w:numPr><w:numId w:val="{}"/></w:numPr>'
    item = f"<w:p><w:pPr>{number.format(2)}</w:pPr><w:r><w:t>{{}}</w:t></w:r></w:p>"
    old, new, theirs = item.format("甲"), item.format("新"), document("甲")
    merged(document(old), document(old, new), theirs)
    (number,) = [found.get(w("val"), "") for found in theirs.element.body.iter(w("numId"))]
    assert number.isdecimal()


def grid_table(widths: list[int], *rows: list[tuple[str, int]]) -> str:
    """A table with a layout grid of these widths; each cell has a text and a span."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    made = "".join(
        "<w:tr>"
        + "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{7 * span}"/><w:gridSpan w:val="{span}"/></w:tcPr>'
            f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
            for text, span in row
        )
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid>{columns}</w:tblGrid>{made}</w:tbl>"


def spans(document: Document) -> list[list[int]]:
    """The spans of the cells of each row."""
    return [[cell.grid_span for cell in row.tc_lst] for row in document.tables[0]._tbl.tr_lst]


@pytest.mark.parametrize(
    ("grid", "row", "expected"),
    [
        ([10, 10, 10], [("新", 1), ("行", 2)], [1, 2]),
        ([10, 20], [("新", 1), ("行", 1)], [1, 2]),
        ([11, 19], [("新", 1), ("行", 1)], [1, 2]),
        ([30], [("新", 1)], [3]),
        ([15, 15], [("新", 1), ("行", 1)], [1, 2]),
        ([16, 14], [("新", 1), ("行", 1)], [2, 1]),
        ([2, 28], [("新", 1), ("行", 1)], [1, 3]),
        ([10, 10, 10], [("新", 2), ("行", 2)], [2, 2]),
        ([10, 10, 5, 5], [("新", 2), ("行", 2)], [2, 1]),
        ([10, 20], [("新", 3), ("行", 1)], [3, 1]),
    ],
)
def test_a_new_row_takes_the_columns_of_the_office_s_grid(
    grid: list[int], row: list[tuple[str, int]], expected: list[int]
) -> None:
    first = [("甲", len(grid))]
    base, ours = grid_table(grid, first), grid_table(grid, first, row)
    theirs = document(grid_table([10, 10, 10], [("甲", 3)]))
    merged(document(base), document(ours), theirs)
    assert spans(theirs) == [[3], expected]


def test_a_cell_whose_merge_changed_keeps_its_width_and_span() -> None:
    old = grid_table([10, 10], [("一", 1), ("1", 1)], [("二", 1), ("2", 1)])
    office = old.replace('w:w="7"', 'w:w="9"')
    ours = document(old)
    cells = [row.tc_lst[0] for row in ours.tables[0]._tbl.tr_lst]
    cells[0].vMerge, cells[1].vMerge = "restart", "continue"
    theirs = document(office)
    assert merged(document(old), ours, theirs) == ["一|1\n^二|2"]
    widths = [width.get(w("w")) for width in theirs.element.body.iter(w("tcW"))]
    assert widths == ["9"] * 4


def test_new_blocks_stand_behind_the_properties_of_their_parent() -> None:
    old = grid_table([10], [("甲", 1)])
    ours = grid_table([10], [("新", 1)], [("甲", 1)])
    theirs = document(old)
    assert merged(document(old), document(ours), theirs) == ["新\n甲"]
    assert [etree.QName(child).localname for child in theirs.tables[0]._tbl] == [
        "tblPr",
        "tblGrid",
        "tr",
        "tr",
    ]


@pytest.mark.parametrize(
    ("blank", "left"),
    [
        ("<w:p/>", 2),
        ("<w:p><w:pPr><w:jc/></w:pPr></w:p>", 2),
        ("<w:p><w:r/></w:p>", 3),
        ("<w:p><w:pPr><w:sectPr/></w:pPr></w:p>", 3),
        ("<w:tbl/>", 2),
    ],
)
def test_a_new_paragraph_replaces_a_blank_behind_it(blank: str, left: int) -> None:
    theirs = document("甲", blank)
    merged(document("甲", blank), document("甲", "新"), theirs)
    assert len(theirs.element.body.findall(w("p"))) == left


GAP = "<w:p><w:pPr><w:keepNext/><w:spacing w:line='10' w:lineRule='exact'/></w:pPr></w:p>"


def outline(document: Document) -> list[str]:
    """The blocks in order: the text of each paragraph, and ``table``."""
    return [
        "table"
        if element.tag == w("tbl")
        else "".join(text.text or "" for text in element.iter(w("t")))
        for element in document.element.body
        if element.tag in (w("p"), w("tbl"))
    ]


def test_new_paragraphs_beside_a_table_leave_the_gaps_that_part_it() -> None:
    old, new = ["甲", GAP, "一|二", GAP, "乙"], ["甲", "新", "一|二", "又", "乙"]
    theirs = document(*old)
    merged(document(*old), document(*new), theirs)
    assert outline(theirs) == ["甲", "新", "", "table", "", "又", "乙"]


def test_the_blank_of_an_empty_text_makes_room_for_a_new_one() -> None:
    old, theirs = ["甲", "<w:p/>", "乙"], document("甲", "<w:p/>", "乙")
    merged(document(*old), document("甲", "新", "乙"), theirs)
    assert outline(theirs) == ["甲", "新", "乙"]
