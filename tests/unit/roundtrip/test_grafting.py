"""New content in the office's own paragraphs and tables: its formats and marks stay."""

from __future__ import annotations

import pytest
from docx.document import Document
from lxml import etree

from docgen.roundtrip.docx_model import DocxFile, DocxParagraph
from docgen.roundtrip.docx_reader import read_document
from docgen.roundtrip.grafting import graft, reword
from docgen.roundtrip.three_way import merge_files
from docgen.word.xml import w
from tests.unit.roundtrip.word_files import document, read, shown


def only(file: DocxFile) -> DocxParagraph:
    (block,) = file.body
    assert isinstance(block, DocxParagraph)
    return block


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def parts(paragraph: etree._Element) -> str:
    """The texts of the elements in runs, parted by ``/``; other elements by their names."""
    inner = (part for made in paragraph.iter(w("r")) for part in made if part.tag != w("rPr"))
    return "/".join(
        part.text or "" if part.tag == w("t") else f"<{etree.QName(part).localname}>"
        for part in inner
    )


@pytest.mark.parametrize(
    ("theirs", "ours", "result"),
    [
        (run("甲") + run("乙"), "甲丙", "甲/丙"),
        (run("甲") + run("乙"), "丙乙", "丙/乙"),
        (run("甲") + run("乙"), "甲丙乙", "甲丙/乙"),
        (run("甲") + run("乙"), "丙甲乙", "丙甲/乙"),
        (run("甲") + run("乙"), "甲乙丙", "甲/乙丙"),
        (run("甲") + run("乙"), "甲", "甲/"),
        (run("甲乙") + run("丙丁"), "甲戊丁", "甲戊/丁"),
        (run("甲乙丙"), "甲丁乙丙", "甲丁乙丙"),
        (run("共5") + run("1项，") + run("7元"), "共62项，8元", "共62/项，/8元"),
        (run("甲乙丙丁"), "甲丁", "甲丁"),
        (run("甲") + "<w:r><w:tab/></w:r>" + run("乙"), "甲\t丙", "甲/<tab>/丙"),
        (run("甲", "<w:b/>") + run("乙"), "**甲**丙", "甲/丙"),
        (run("甲", "<w:b/>") + run("乙", "<w:b/>"), "**甲 丙**", "甲/ 丙"),
        (run("甲", "<w:b/>"), "**甲**", "甲"),
    ],
)
def test_words_change_inside_of_the_runs_they_are_in(theirs: str, ours: str, result: str) -> None:
    office = only(read(f"<w:p>{theirs}</w:p>"))
    new = ours.replace("\t", "</w:t><w:tab/><w:t>") if "\t" in ours else ""
    wanted = only(read(f"<w:p><w:r><w:t>{new}</w:t></w:r></w:p>" if new else ours))
    assert reword(office, wanted)
    assert parts(office.element) == result


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        (run("甲"), "# 甲乙"),
        (run("甲"), "**乙**"),
        (run("甲"), "甲**乙**"),
        (run("甲", "<w:b/>"), "乙"),
        (run("甲"), "<w:p><w:r><w:t>甲</w:t><w:br/></w:r></w:p>"),
        ("<w:r><w:t>甲</w:t><w:br/></w:r>", "甲"),
        ("<w:r><w:t>甲</w:t><w:drawing/></w:r>", "甲乙"),
        (run("甲"), "<w:p><w:r><w:t>甲</w:t><w:drawing/></w:r></w:p>"),
        (
            "<w:r><w:tab/></w:r>" + run("甲"),
            "<w:p><w:r><w:t>乙</w:t><w:tab/><w:t>甲</w:t></w:r></w:p>",
        ),
        ("", "甲"),
    ],
)
def test_other_changes_cannot_be_made_inside_of_runs(theirs: str, ours: str) -> None:
    office = only(read(f"<w:p>{theirs}</w:p>"))
    before = etree.tostring(office.element)
    assert not reword(office, only(read(ours)))
    assert etree.tostring(office.element) == before


MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
DATE = (
    f"{MARK.format('begin')}<w:r><w:instrText>DATE</w:instrText></w:r>{MARK.format('separate')}"
    f"{run('1日')}{MARK.format('end')}"
)
SYMBOL = run("þ", '<w:rFonts w:ascii="Wingdings"/>')


@pytest.mark.parametrize(
    ("theirs", "ours", "result"),
    [
        (f"{run('甲')}{DATE}{run('乙')}", f"{run('甲丙')}{DATE}{run('丁')}", True),
        (f"{run('甲')}{SYMBOL}{run('乙')}", f"{run('丙')}{SYMBOL}{run('乙')}", True),
        (f"{run('甲')}{SYMBOL}", f"{run('甲')}{SYMBOL}{run('乙')}", False),
        (f"{run('甲')}{DATE}", f"{run('甲')}{DATE}{run('乙')}", False),
        (f"{run('甲')}{DATE}", run("甲"), False),
    ],
)
def test_words_beside_a_field_or_a_symbol_change_and_none_are_put_into_it(
    theirs: str, ours: str, result: bool
) -> None:
    office, wanted = document(f"<w:p>{theirs}</w:p>"), only(read(f"<w:p>{ours}</w:p>"))
    assert reword(only(read_document(office)), wanted) is result
    assert (only(read_document(office)).key == wanted.key) is result


def test_text_in_a_paragraph_of_two_ends_is_not_changed_in_place() -> None:
    joined = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>"
    office = only(read(joined, "<w:p><w:r><w:t>乙</w:t></w:r></w:p>"))
    assert not reword(office, only(read("甲丙")))


def test_paragraphs_with_text_boxes_are_not_changed_in_place() -> None:
    box = "<w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict>"
    old, new = (only(read(f"<w:p><w:r><w:t>{text}</w:t>{box}</w:r></w:p>")) for text in "甲乙")
    assert not reword(old, new)


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
    assert inner(theirs, "sectPr") == ["pPr r r"]


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


def test_anchors_come_first_in_a_paragraph_without_properties() -> None:
    theirs = document(ANCHORED)
    new = "<w:p><w:r><w:t>新</w:t><w:br/></w:r></w:p>"
    merged(document("旧"), document(new), theirs)
    assert inner(theirs, "bookmarkStart") == [
        "bookmarkStart commentRangeStart r commentRangeEnd bookmarkEnd r"
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
