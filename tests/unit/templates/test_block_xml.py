"""Markdown blocks as WordprocessingML, element by element."""

from __future__ import annotations

import re
from dataclasses import replace

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
from docgen.templates.drawings import Drawing, Room
from docgen.templates.marks import NUMBERING
from docgen.templates.part_outline import SlotModel
from docgen.word.made_styles import MADE_STYLES

PLACE = Place("1.md", 1, 1)
HINT = '<w:rFonts w:hint="eastAsia"/>'
STYLE = '<w:pStyle w:val="s"/>'
SLOT = SlotModel(f"{STYLE}<w:jc/>", STYLE, f"{STYLE}{NUMBERING}<w:ind/>", "", 0, False)
CELL = SlotModel(f"{STYLE}<w:jc/>", STYLE, f"{STYLE}{NUMBERING}<w:ind/>", "<w:sz/>", 1000, True)
PICTURE_PPR = '<w:spacing w:before="120" w:after="60" w:line="240" w:lineRule="auto"/>'
GAP = (
    '<w:p><w:pPr><w:keepNext/><w:snapToGrid w:val="0"/><w:spacing w:before="110" w:after="0" '
    'w:line="10" w:lineRule="exact"/></w:pPr></w:p>'
)
CENTRED = '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>'


class FakeResources:
    width = 2000

    def __init__(self, mark: str = "") -> None:
        self.mark = mark

    def style(self, name: str) -> str:
        return name.replace(" ", "")

    def size(self, name: str) -> float:
        return MADE_STYLES[name].size

    def numbering(self, item: Item) -> tuple[int, int]:
        return 12, item.depth

    def picture(self, picture: Picture, room: Room) -> Drawing:
        return Drawing(f"<{picture.path}:{room.usual}/{room.width}>", 500)

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


def figure(kept: bool = False, align: str = "center", room: str = "1600/2000") -> str:
    flush = f'<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="{align}"/>'
    keep = "<w:keepNext/>" if kept else ""
    return para(f'{keep}<w:snapToGrid w:val="0"/>{PICTURE_PPR}{flush}', f"<w:r><甲:{room}></w:r>")


def test_pictures_alone_are_figures_and_in_text_they_are_in_its_line() -> None:
    assert xml(Paragraph((PICTURE, PICTURE), PLACE)) == figure() * 2
    inner = run("乙") + "<w:r><甲:1600/2000></w:r>"
    assert xml(Paragraph((span("乙"), PICTURE), PLACE)) == para(STYLE + PICTURE_PPR, inner)
    assert xml(Paragraph((PICTURE,), PLACE), model=CELL) == figure(room="784/784")


def test_a_caption_has_its_own_style_and_stays_with_its_picture() -> None:
    captioned = replace(PICTURE, caption="题")
    caption = para('<w:pStyle w:val="Caption"/>', run("题"))
    assert xml(Paragraph((captioned,), PLACE)) == figure(kept=True) + caption
    left = replace(captioned, align=Align.LEFT)
    beside = para('<w:pStyle w:val="Caption"/><w:ind w:right="1280"/>', run("题"))
    assert xml(Paragraph((left,), PLACE)) == figure(kept=True, align="left") + beside
    in_cell = xml(Paragraph((captioned,), PLACE), model=CELL)
    assert in_cell == figure(kept=True, room="784/784") + para(
        STYLE + CENTRED, run("题", "<w:sz/>")
    )


def test_a_title_typed_as_a_paragraph_has_the_style_of_captions() -> None:
    title = Paragraph((span("图1 甲"),), PLACE)
    found = xml(Paragraph((PICTURE,), PLACE), title)
    assert found == figure(kept=True) + para('<w:pStyle w:val="Caption"/>', run("图1 甲"))
    lines = (Paragraph((span(text),), PLACE) for text in ("表1 乙", "单位：万元"))
    found = xml(*lines, table(("甲", "乙"), ("丙", "丁")))
    assert found.startswith(
        para('<w:pStyle w:val="Caption"/><w:keepNext/>', run("表1 乙"))
        + para('<w:pStyle w:val="TextTable"/><w:keepNext/><w:jc w:val="right"/>', run("单位：万元"))
        + "<w:tbl>"
    )
    in_cell = xml(title, table(("甲", "乙"), ("丙", "丁")), model=CELL)
    assert in_cell.startswith(para(CELL.properties, run("图1 甲", "<w:sz/>")))


def test_notes_are_small_and_stay_with_their_table_or_picture() -> None:
    notes = [Paragraph((span(text),), PLACE) for text in ("注：甲", "资料来源：乙")]
    small = '<w:pStyle w:val="TableText"/>'
    below = para(f'{small}<w:keepNext/><w:jc w:val="left"/>', run("注：甲"))
    below += para(f'{small}<w:jc w:val="left"/>', run("资料来源：乙"))
    rows = [("甲", "乙"), *[("丙", "丁")] * 9]
    found = xml(table(*rows), *notes, table(*rows))
    printed, _, rest = found.partition("</w:tbl>")
    assert rest.startswith(f"{GAP}{below}{GAP}<w:tbl>")  # Word would join the tables
    kept = ["<w:keepNext/>" in row for row in printed.split("<w:tr>")[1:]]
    assert kept == [True, *[False] * 8, True]

    title = Paragraph((span("图1 甲"),), PLACE)
    found = xml(Paragraph((PICTURE,), PLACE), title, notes[0])
    assert found == (
        figure(kept=True)
        + para('<w:pStyle w:val="Caption"/><w:keepNext/>', run("图1 甲"))
        + para(f'{small}<w:jc w:val="center"/>', run("注：甲"))
    )
    titled = replace(PICTURE, caption="图1 甲")
    found = xml(Paragraph((titled,), PLACE), notes[0])
    assert '<w:pStyle w:val="Caption"/><w:keepNext/>' in found


@pytest.mark.parametrize("text", ["{{ 甲 }}", "{%", "#}"])
def test_braces_that_are_meant_are_marked_as_no_words(text: str) -> None:
    mark = f"{HINT}<w:b/><w:noProof/>"
    assert xml(Paragraph((span(text, bold=True),), PLACE)) == para(SLOT.properties, run(text, mark))
    assert "noProof" not in xml(Paragraph((span("{甲}%"),), PLACE))


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


def table(
    *rows: tuple[str, ...], aligns: tuple[Align | None, ...] = (Align.LEFT, Align.RIGHT)
) -> Table:
    return Table(aligns, tuple(tuple((span(cell),) for cell in row) for row in rows), PLACE, 3)


def tc(width: int, place: str, text: str) -> str:
    properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
    inner = para(f'<w:pStyle w:val="TextTable"/>{place}', run(text))
    return f"<w:tc>{properties}{inner}</w:tc>"


def test_a_table_has_a_repeated_head_and_rows_that_do_not_break() -> None:
    found = xml(table(("甲", "乙乙乙乙"), ("丙", "丁")))
    first, last = re.findall(r'gridCol w:w="(\d+)"', found)
    assert int(first) + int(last) == 2000
    head, left, right = (
        f'{kept}<w:jc w:val="{align}"/>'
        for kept, align in (("<w:keepNext/>", "center"), ("", "left"), ("", "right"))
    )
    rows = (
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{tc(int(first), head, '甲')}"
        f"{tc(int(last), head, '乙乙乙乙')}</w:tr>"
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{tc(int(first), left, '丙')}"
        f"{tc(int(last), right, '丁')}</w:tr>"
    )
    assert found.split("</w:tblGrid>")[1] == f"{rows}</w:tbl>{GAP}"
    assert found.startswith(f'{GAP}<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/>')


@pytest.mark.parametrize(("rows", "kept"), [(1, 1), (3, 3), (8, 8), (9, 1), (20, 1)])
def test_a_small_table_stays_on_a_page_and_a_long_one_keeps_its_first_row(
    rows: int, kept: int
) -> None:
    printed = xml(table(("甲", "乙"), *[("丙", "丁")] * rows))
    found = printed.split("</w:tbl>")[0].split("<w:tr>")[1:]
    assert ["<w:keepNext/>" in row for row in found] == [True] * kept + [False] * (rows + 1 - kept)


def test_figures_stand_in_the_middle_and_flush_right_among_themselves() -> None:
    found = xml(table(("甲", "乙"), ("1", "丁"), ("22", "丁"), aligns=(None, None)))
    indents = re.findall(r'<w:ind w:right="(\d+)"/><w:jc w:val="right"/>', found)
    assert len(indents) == 2
    assert int(indents[0]) > 0
    assert found.count('<w:jc w:val="center"/></w:pPr>') == 4  # the header, and short texts


def test_tables_are_parted_from_what_is_around_them_and_from_each_other() -> None:
    one = table(("甲", "乙"), ("丙", "丁"))
    between = Paragraph((span("丙"),), PLACE)
    for model in (SLOT, CELL):
        found = re.sub("<w:tbl>.*?</w:tbl>", "T", xml(one, one, between, one, model=model))
        words = para(model.properties, run("丙", model.run_properties or HINT))
        assert found == f"{GAP}T{GAP}T{GAP}{words}{GAP}T{GAP}"


def test_a_table_in_a_cell_has_the_room_between_the_lines() -> None:
    assert '<w:tblW w:w="784" w:type="dxa"/>' in xml(table(("甲", "乙")), model=CELL)
