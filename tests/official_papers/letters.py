"""Letters of the sample pack: its unit, and what an office does to the Word file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from lxml import etree

from docgen.diagnostics import Problems
from docgen.packs.pack import load_pack
from docgen.verify.official_format import OfficialFormat, official_format
from docgen.word.xml import remove, text_of, w
from tests.support import ROOT
from tests.unit.verify.formats import element

PACK = ROOT / "word_templates" / "official-letter"
UNIT = ROOT / "content" / "2023" / "education-bureau"


def letter_format() -> OfficialFormat:
    """The format of the sample pack."""
    pack = load_pack(PACK, ROOT, Problems())
    assert pack is not None
    found = official_format(pack)
    assert found is not None
    return found


def letter_project(root: Path, **units: Callable[[str], str]) -> Path:
    """A project whose edition 2024 has the sample's unit once for each change of its report."""
    shutil.copytree(PACK, root / "word_templates" / PACK.name)
    shutil.copytree(ROOT / "fonts", root / "fonts")
    for number, (name, change) in enumerate(units.items(), 1):
        folder = root / "content" / "2024" / name
        shutil.copytree(UNIT, folder)
        report = folder / "report.yaml"
        text = report.read_text("utf-8").replace("〔2024〕3号", f"〔2024〕{number + 2}号")
        report.write_text(change(text), "utf-8")
    return root


@dataclass(frozen=True)
class Defect:
    """What is done to a sound letter, and what is said of it.

    Attributes:
        spoil: does it.
        code: of the deviation.
        clause: that the message names.
        words: with which the place begins; empty for a page.
        more: codes that are true of it besides.
        times: how often it is told.
    """

    spoil: Callable[[Document], None]
    code: str
    clause: str
    words: str = ""
    more: frozenset[str] = frozenset()
    times: int = 1


def of_style(document: Document, style: str) -> Paragraph:
    """The first paragraph of a style, in the body, or in a header or footer."""
    found = (paragraph for paragraph in document.paragraphs if _is(paragraph, style))
    section = document.sections[0]
    around = (*section.first_page_header.paragraphs, *section.first_page_footer.paragraphs)
    return next(found, None) or next(paragraph for paragraph in around if _is(paragraph, style))


def _is(paragraph: Paragraph, style: str) -> bool:
    return paragraph.style is not None and paragraph.style.name == style


def _typed(style: str, old: str, new: str) -> Callable[[Document], None]:
    def spoil(document: Document) -> None:
        run = next(run for run in of_style(document, style).runs if old in run.text)
        run.text = run.text.replace(old, new)

    spoil.__name__ = f"{style}: {new or 'gone'}"
    return spoil


def _gone(style: str) -> Callable[[Document], None]:
    def spoil(document: Document) -> None:
        remove(of_style(document, style)._p)

    spoil.__name__ = f"{style} gone"
    return spoil


def _indent(document: Document, style: str, **sides: str) -> None:
    indent = of_style(document, style)._p.get_or_add_pPr().get_or_add_ind()
    for side, value in sides.items():
        indent.set(w(side), value)


def _element_of(paragraph: Paragraph, tag: str) -> etree._Element:
    found: etree._Element | None = paragraph._p.find(f"{w('pPr')}/{w(tag)}")
    assert found is not None
    return found


def date_too_far_in(document: Document) -> None:
    _indent(document, "Signature Date", rightChars="600", right="1896")


def date_flush_right(document: Document) -> None:
    _indent(document, "Signature Date", rightChars="0", right="0")


def office_beside_the_date(document: Document) -> None:
    _indent(document, "Signature", left="0")


def black_mark(document: Document) -> None:
    for run in of_style(document, "Issuer Mark").runs:
        run.font.color.rgb = RGBColor(0, 0, 0)


def mark_to_the_left(document: Document) -> None:
    of_style(document, "Issuer Mark").alignment = WD_ALIGN_PARAGRAPH.LEFT


def mark_higher(document: Document) -> None:
    document.sections[0].header_distance = Mm(20)


def number_centred(document: Document) -> None:
    of_style(document, "Document Number").alignment = WD_ALIGN_PARAGRAPH.CENTER


def number_lower(document: Document) -> None:
    of_style(document, "Document Number").paragraph_format.space_before = Pt(20)


def line_as_wide_as_the_text(document: Document) -> None:
    _indent(document, "Red Line", left="0", right="0")


def black_line(document: Document) -> None:
    style = document.styles["Red Line"].element
    for border in style.iter(w("top"), w("bottom")):
        border.set(w("color"), "000000")


def line_upside_down(document: Document) -> None:
    borders = document.styles["Red Line"].element.find(f"{w('pPr')}/{w('pBdr')}")
    top, bottom = borders
    top.set(w("sz"), "6")
    bottom.set(w("sz"), "18")


def lower_line_higher(document: Document) -> None:
    frame = _element_of(of_style(document, "Red Line Below"), "framePr")
    frame.set(w("y"), "15000")


def page_number_on_the_first_page(document: Document) -> None:
    section = document.sections[0]
    number = deepcopy(section.footer.paragraphs[0]._p)
    blank = section.first_page_footer.paragraphs[-1]._p
    section.first_page_footer._element.replace(blank, number)


def copies_in_the_text(document: Document) -> None:
    remove(_element_of(of_style(document, "Copies"), "framePr"))


def copies_below_a_line(document: Document) -> None:
    line = '<w:top w:val="single" w:sz="8" w:space="0" w:color="auto"/>'
    frame = _element_of(of_style(document, "Copies"), "framePr")
    frame.addnext(element(f"<w:pBdr>{line}</w:pBdr>"))


def copies_before_the_annexes(document: Document) -> None:
    mark = of_style(document, "Annex Mark")
    mark._p.addprevious(of_style(document, "Copies")._p)


def copies_turned_flush(document: Document) -> None:
    _indent(document, "Copies", left="280", hanging="0")


def printed_by(document: Document) -> None:
    note = of_style(document, "Note")
    note.insert_paragraph_before("云岭市教育局办公室  2024年4月26日印发", style="Imprint")


def note_not_set_in(document: Document) -> None:
    _indent(document, "Note", firstLineChars="0", firstLine="0")


def note_apart_from_the_date(document: Document) -> None:
    of_style(document, "Note").insert_paragraph_before("", style="Normal")


def addressees_set_in(document: Document) -> None:
    _indent(document, "Addressee", firstLineChars="200", firstLine="632")


def date_apart_from_the_office(document: Document) -> None:
    of_style(document, "Signature Date").insert_paragraph_before("", style="Normal")


def list_set_further_in(document: Document) -> None:
    _indent(document, "Annex List", left="2770")


def list_right_below_the_text(document: Document) -> None:
    remove(_above(of_style(document, "Annex List")))


def no_room_for_the_seal(document: Document) -> None:
    for _ in range(2):
        remove(_above(of_style(document, "Signature")))


def seal_far_from_the_text(document: Document) -> None:
    for _ in range(3):
        of_style(document, "Signature").insert_paragraph_before("", style="Normal")


def _above(paragraph: Paragraph) -> etree._Element:
    above: etree._Element | None = paragraph._p.getprevious()
    assert above is not None
    assert not text_of(above)
    return above


def seal_page_without_text(document: Document) -> None:
    of_style(document, "Signature").paragraph_format.page_break_before = True


TEXT, INDENT = "format-element-text", "format-element-indent"
MISSING, DISTANCE = "format-element-missing", "format-element-distance"
CENTRE, TITLE = frozenset({"format-sign-off-centre"}), frozenset({"format-annex-title"})
ORDER = frozenset({"format-element-order"})
DATE, NUMBER, LIST = "Signature Date", "Document Number", "Annex List"

IN_WORD = [
    Defect(_gone("Issuer Mark"), MISSING, "10.1"),
    Defect(black_mark, "format-element-red", "10.1", "云岭市教育局"),
    Defect(mark_to_the_left, "format-element-align", "10.1", "云岭市教育局"),
    Defect(_gone("Document Number"), MISSING, "10.1"),
    Defect(_typed(NUMBER, "〔2024〕", "[2024]"), TEXT, "7.2.5", "云教函[2024]3号"),
    Defect(_typed(NUMBER, "〔2024〕", "（2024）"), TEXT, "7.2.5", "云教函（2024）3号"),
    Defect(_typed(NUMBER, "3号", "第3号"), TEXT, "7.2.5", "云教函〔2024〕第3号"),
    Defect(_typed(NUMBER, "3号", "03号"), TEXT, "7.2.5", "云教函〔2024〕03号"),
    Defect(number_centred, "format-element-align", "10.1", "云教函〔2024〕3号"),
    Defect(_gone("Red Line"), "format-line-missing", "10.1"),
    Defect(line_as_wide_as_the_text, "format-element-width", "10.1"),
    Defect(black_line, "format-element-red", "10.1"),
    Defect(_typed("Addressee", "：", ""), TEXT, "7.3.2", "市财政局"),
    Defect(_typed("Addressee", "：", ":"), TEXT, "7.3.2", "市财政局"),
    Defect(addressees_set_in, INDENT, "7.3.2", "市财政局"),
    Defect(_typed(LIST, "附件：", "附件:"), TEXT, "7.3.4", "附件:1."),
    Defect(_typed(LIST, "安排", "安排。"), TEXT, "7.3.4", "附件：1.", TITLE),
    Defect(date_too_far_in, INDENT, "7.3.5.1", "2024年4月26日"),
    Defect(_typed(DATE, "4月", "04月"), TEXT, "7.3.5.4", "2024年04月26日"),
    Defect(date_apart_from_the_office, "format-element-order", "7.3.5.1", "2024年4月26日"),
    Defect(_gone("Signature"), MISSING, "7.3.5.1", "", ORDER),
    Defect(_typed("Note", "（", "("), TEXT, "7.3.6", "(联系人"),
    Defect(note_not_set_in, INDENT, "7.3.6", "（联系人"),
    Defect(note_apart_from_the_date, "format-element-order", "7.3.6", "（联系人"),
    Defect(_typed("Copies", "学校。", "学校"), TEXT, "7.4.2", "抄送：市"),
    Defect(_typed("Copies", "抄送：", "抄送:"), TEXT, "7.4.2", "抄送:市"),
    Defect(copies_turned_flush, INDENT, "7.4.2", "抄送：市"),
]

IN_PDF = [
    Defect(black_mark, "format-element-red", "10.1", "云岭市教育局"),
    Defect(mark_to_the_left, "format-element-align", "10.1", "云岭市教育局"),
    Defect(mark_higher, DISTANCE, "10.1", "云岭市教育局", times=2),
    Defect(number_centred, INDENT, "10.1", "云教函〔2024〕3号"),
    Defect(number_lower, DISTANCE, "10.1", "云教函〔2024〕3号"),
    Defect(_gone("Red Line"), "format-line-missing", "10.1"),
    Defect(black_line, "format-line-missing", "10.1"),
    Defect(line_as_wide_as_the_text, "format-element-width", "10.1"),
    Defect(line_upside_down, "format-line-order", "10.1"),
    Defect(lower_line_higher, DISTANCE, "10.1"),
    Defect(page_number_on_the_first_page, "format-letter-page-number", "10.1", "—1—"),
    Defect(date_too_far_in, INDENT, "7.3.5.1", "2024年4月26日", CENTRE),
    Defect(date_flush_right, INDENT, "7.3.5.1", "2024年4月26日", CENTRE),
    Defect(office_beside_the_date, "format-sign-off-centre", "7.3.5.1", "云岭市教育局"),
    Defect(no_room_for_the_seal, "format-seal-room", "7.3.5.1", "云岭市教育局"),
    Defect(seal_far_from_the_text, "format-seal-room", "7.3.5.1", "云岭市教育局"),
    Defect(seal_page_without_text, "format-sign-off-alone", "7.3.5.5", "云岭市教育局"),
    Defect(addressees_set_in, INDENT, "7.3.2", "市财政局"),
    Defect(note_not_set_in, INDENT, "7.3.6", "（联系人"),
    Defect(list_set_further_in, INDENT, "7.3.4", "附件：1."),
    Defect(list_right_below_the_text, "format-annex-list-room", "7.3.4", "附件：1."),
    Defect(copies_turned_flush, INDENT, "7.4.2"),
    Defect(copies_in_the_text, "format-imprint-foot", "10.1", "职业技术"),
    Defect(copies_below_a_line, "format-letter-imprint-lines", "10.1", "抄送：市"),
    Defect(copies_before_the_annexes, "format-imprint-page", "7.4.1", "抄送：市"),
]
