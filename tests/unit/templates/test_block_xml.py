"""Markdown blocks as WordprocessingML, element by element."""

from __future__ import annotations

import pytest

from docgen.content.blocks import (
    Align,
    Block,
    Break,
    Document,
    Heading,
    Inlines,
    Item,
    Marker,
    Paragraph,
    Picture,
    Span,
    Table,
)
from docgen.diagnostics import Place
from docgen.templates.block_xml import At, blocks_xml
from docgen.templates.marks import NUMBERING
from docgen.templates.part_outline import SlotModel

PLACE = Place("1.md", 1, 1)
HINT = '<w:rFonts w:hint="eastAsia"/>'
STYLE = '<w:pStyle w:val="s"/>'
SLOT = SlotModel(f"{STYLE}<w:jc/>", STYLE, f"{STYLE}{NUMBERING}<w:ind/>", "", 0, False)
CELL = SlotModel(f"{STYLE}<w:jc/>", STYLE, f"{STYLE}{NUMBERING}<w:ind/>", "<w:sz/>", 1000, True)
PICTURE_PPR = '<w:spacing w:before="60" w:after="60" w:line="240" w:lineRule="auto"/>'
CENTRED = '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>'


class FakeResources:
    width = 2000

    def __init__(self, mark: str = "") -> None:
        self.mark = mark

    def style(self, name: str) -> str:
        return name.replace(" ", "")

    def numbering(self, item: Item) -> tuple[int, int]:
        return 12, item.depth

    def picture(self, picture: Picture, room: int) -> str:
        return f"<{picture.path}:{room}>"

    def marked(self, text: str, span: Span | None, at: At) -> str:
        if not self.mark:
            return text
        return f"[{at.block},{at.cell}{'' if span else ' block'}:{text}]"


def xml(*blocks: Block, model: SlotModel = SLOT, mark: str = "") -> str:
    return blocks_xml(Document(blocks, PLACE), model, FakeResources(mark))


def span(text: str, bold: bool = False, italic: bool = False) -> Span:
    return Span(text, PLACE, bold, italic)


def run(text: str, look: str = HINT) -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def para(properties: str, inner: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


PICTURE = Picture("甲", "图", "", PLACE)


@pytest.mark.parametrize(
    ("inlines", "inner"),
    [
        ((span("甲 & 乙"),), run("甲 &amp; 乙")),
        ((span("甲", bold=True),), run("甲", f"{HINT}<w:b/>")),
        ((span("甲", italic=True),), run("甲", f"{HINT}<w:i/>")),
        (
            (span("甲", True, True), Break()),
            run("甲", f"{HINT}<w:b/><w:i/>") + "<w:r><w:br/></w:r>",
        ),
        ((span("甲\n乙"),), run('甲</w:t><w:br/><w:t xml:space="preserve">乙')),
        ((span("甲\t乙"),), run('甲</w:t><w:tab/><w:t xml:space="preserve">乙')),
    ],
)
def test_a_paragraph_takes_the_properties_of_the_slot(inlines: Inlines, inner: str) -> None:
    assert xml(Paragraph(inlines, PLACE)) == para(SLOT.properties, inner)


@pytest.mark.parametrize(
    ("look", "weighted"),
    [
        ("<w:sz/>", "<w:b/><w:i/><w:sz/>"),
        (
            '<w:rStyle w:val="x"/><w:rFonts/><w:sz/>',
            '<w:rStyle w:val="x"/><w:rFonts/><w:b/><w:i/><w:sz/>',
        ),
        ('<w:b w:val="0"/><w:bCs/><w:i/><w:iCs/><w:sz/>', "<w:b/><w:i/><w:sz/>"),
    ],
)
def test_weights_stand_in_the_order_of_the_schema(look: str, weighted: str) -> None:
    model = SlotModel("", "", "", look, 0, False)
    assert xml(Paragraph((span("甲", True, True),), PLACE), model=model) == para(
        "", run("甲", weighted)
    )
    assert xml(Paragraph((span("甲"),), PLACE), model=model) == para("", run("甲", look))


def test_a_heading_has_a_style_on_the_page_and_is_bold_in_a_cell() -> None:
    heading = Heading(2, (span("甲", italic=True), Break()), PLACE, 1)
    line = "<w:r><w:br/></w:r>"
    assert xml(heading) == para('<w:pStyle w:val="Heading2"/>', run("甲", f"{HINT}<w:i/>") + line)
    inner = run("甲", "<w:b/><w:i/><w:sz/>") + line
    assert xml(heading, model=CELL) == para(CELL.properties, inner)


def test_pictures_alone_are_figures_and_in_text_they_are_in_its_line() -> None:
    room = 2000 * 635
    figure = para(f"<w:keepNext/>{PICTURE_PPR}{CENTRED}", f"<w:r><甲:{room}></w:r>")
    assert xml(Paragraph((PICTURE, PICTURE), PLACE)) == figure * 2
    captioned = Picture("甲", "图", "题", PLACE)
    assert xml(Paragraph((captioned,), PLACE)) == figure + para(STYLE + CENTRED, run("题"))
    inner = run("乙") + f"<w:r><甲:{room}></w:r>"
    assert xml(Paragraph((span("乙"), PICTURE), PLACE)) == para(STYLE + PICTURE_PPR, inner)
    in_cell = xml(Paragraph((PICTURE,), PLACE), model=CELL)
    assert f"<甲:{1000 * 635}>" in in_cell


def item(marker: Marker, *inlines: Span, first: bool = True, depth: int = 0) -> Item:
    return Item(marker, depth, 1, 1, first, inlines, PLACE, "1", 1)


def test_a_list_item_has_a_number_and_a_style() -> None:
    number = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="12"/></w:numPr>'
    outer = number.replace('ilvl w:val="1"', 'ilvl w:val="0"')
    bold = "<w:rPr><w:b/></w:rPr>"
    assert xml(item(Marker.BULLET, span("甲"), depth=1)) == para(
        f'<w:pStyle w:val="ListBullet"/>{number}', run("甲")
    )
    assert xml(item(Marker.POINT, span("甲", bold=True), span("乙"), depth=1)) == para(
        f'<w:pStyle w:val="ListNumber"/>{number}{bold}', run("甲", f"{HINT}<w:b/>") + run("乙")
    )
    assert xml(item(Marker.PARENTHESIS, depth=1)) == para(f'<w:pStyle w:val="ListNumber"/>{number}')
    assert xml(item(Marker.POINT, span("甲"), span("乙", bold=True)), model=CELL) == para(
        f"{STYLE}{outer}<w:ind/>",
        run("甲", "<w:sz/>") + run("乙", "<w:b/><w:sz/>"),
    )
    assert xml(item(Marker.POINT, span("甲"), first=False)) == para(SLOT.properties, run("甲"))


def table(*rows: tuple[str, ...], aligns: tuple[Align, ...] = (Align.LEFT, Align.RIGHT)) -> Table:
    return Table(aligns, tuple(tuple((span(cell),) for cell in row) for row in rows), PLACE, 3)


def tc(width: int, align: str, text: str) -> str:
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
    inner = para(f'<w:pStyle w:val="TableText"/><w:jc w:val="{align}"/>', run(text))
    return f"<w:tc>{properties}{inner}</w:tc>"


def test_a_table_has_a_repeated_head_and_columns_by_their_longest_text() -> None:
    found = xml(table(("甲", "乙乙乙乙"), ("丙", "丁")))
    widths = (666, 1334)  # 4 and 8 letters of 2000 twips
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    head = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    rows = f"<w:tr>{head}{tc(666, 'center', '甲')}{tc(1334, 'center', '乙乙乙乙')}</w:tr>"
    rows += f"<w:tr>{tc(666, 'left', '丙')}{tc(1334, 'right', '丁')}</w:tr>"
    assert found == (
        '<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="2000" w:type="dxa"/>'
        '<w:jc w:val="center"/><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


@pytest.mark.parametrize(
    ("texts", "widths"),
    [
        (("a", "a"), "1000 1000"),
        (("abc", "abcd"), "1000 1000"),  # four letters at least
        (("abcd", "abcdef"), "800 1200"),
        (("a" * 30, "a" * 10), "1500 500"),
        (("a" * 60, "a" * 10), "1500 500"),  # thirty at most
        (("a" * 5, "a" * 4), "1111 889"),  # the rest is the last column's
    ],
)
def test_widths_are_in_proportion(texts: tuple[str, str], widths: str) -> None:
    found = xml(table(texts)).split('<w:gridCol w:w="')[1:]
    assert " ".join(part.split('"')[0] for part in found) == widths


def test_a_table_in_a_cell_is_narrower_and_a_paragraph_follows() -> None:
    found = xml(table(("甲", "乙")), model=CELL)
    assert '<w:tblW w:w="880" w:type="dxa"/>' in found
    assert found.endswith("</w:tbl>" + para(CELL.properties))
    assert xml(table(("甲", "乙"))).endswith("</w:tbl>")
    after = xml(table(("甲", "乙")), Paragraph((span("丙"),), PLACE), model=CELL)
    assert after.endswith(para(CELL.properties, run("丙", "<w:sz/>")))


def test_nothing_is_one_empty_paragraph() -> None:
    assert xml() == para(SLOT.properties)
    assert xml(model=CELL) == para(CELL.properties)


def test_marks_tell_the_block_and_the_cell() -> None:
    found = xml(Paragraph((span("甲"),), PLACE), table(("乙", "丙"), ("丁", "戊")), mark="x")
    for mark in (
        "[0,None block:]",
        "[0,None:甲]",
        "[1,(0, 0):乙]",
        "[1,(0, 1):丙]",
        "[1,(1, 1):戊]",
    ):
        assert mark in found
    assert found.count("<w:r><w:t>[") == 5
