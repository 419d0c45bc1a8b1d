"""Text of a Word file that its PDF does not show: cut off, or without a glyph in any font.

Also rare characters that another font prints than the text around them: 仿宋_GB2312 and 楷体_GB2312
have no character beyond GB 2312, and names of people and places do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from docgen.diagnostics import DocumentPlace, Place, Problem, deviation
from docgen.diagnostics.codes import Code, problem_code
from docgen.verify.finished_report import FinishedReport
from docgen.verify.glyphs import Glyph
from docgen.verify.printed_paragraphs import PrintedParagraph, PrintedParagraphs
from docgen.word.visible_text import field_offsets
from docgen.word.xml import child_at, w

FORMAT_ROW_CUTS = problem_code(
    "format-row-cuts",
    en=(
        "「{lost}」 is not on paper: the row's height is fixed and cuts it off{at}",
        "in the table's properties, set the row's height to “at least”, or shorten the text",
    ),
    zh=(
        "「{lost}」没有印出来：行高是固定值，把文字截掉了{at}",
        "在表格属性里把行高改为「最小值」，或缩短文字",
    ),
)
FORMAT_BOX_CUTS = problem_code(
    "format-box-cuts",
    en=(
        "「{lost}」 is not on paper: the text box is too small{at}",
        "make the text box larger, or shorten the text",
    ),
    zh=("「{lost}」没有印出来：文本框太小{at}", "把文本框拉大，或缩短文字"),
)
FORMAT_TEXT_LOST = problem_code(
    "format-text-lost",
    en=(
        "「{lost}」 is not on paper{at}",
        "look at the page: make the cell or the frame larger, or take away what lies over the text",
    ),
    zh=("「{lost}」没有印出来{at}", "看看这一页：把单元格或图文框放大，或移开盖住文字的东西"),
)
FORMAT_NO_GLYPH = problem_code(
    "format-no-glyph",
    en=(
        "no font here has 「{sign}」 (U+{code}), which prints as a box or not at all{at}",
        "give it a font that has it, {font}, and put the font's file into fonts/",
    ),
    zh=(
        "这台机器上没有一种字体有「{sign}」（U+{code}），印出来是方框或空白{at}",
        "给这个字换一种有它的字体（{font}），把字体文件放进 fonts 文件夹",
    ),
)
FORMAT_GLYPH_ELSEWHERE = problem_code(
    "format-glyph-elsewhere",
    en=(
        "the font of the text lacks 「{sign}」 (U+{code}); it is printed in {font}{at}",
        "look at the character on the page; if it stands out, give it a font that has it",
    ),
    zh=(
        "正文字体里没有「{sign}」（U+{code}），是用 {font} 印的{at}",
        "看看页面上的这个字；太显眼的，换一种有这个字的相近字体",
    ),
)

_LONGEST = 20
"""Characters of lost text that a message quotes."""
_ROW, _BOX, _HEIGHT, _RULE = map(w, ("tr", "txbxContent", "trHeight", "hRule"))
_IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_COUNTED = re.compile(r"[^\W_]|[，。、；：？！（）《》〔〕【】％]")
"""Characters of which it is sure what a PDF says of them."""

_FONTS = (
    (0x3400, 0x9FFF, "宋体 · SimSun"),
    (0x20000, 0x2A6DF, "宋体-ExtB · SimSun-ExtB"),
    (0x2A700, 0x3FFFF, "宋体-ExtG · SimSun-ExtG, 遍黑体 · Plangothic"),
    (0xE000, 0xF8FF, "自造字：改用标准字 · a private character: type the standard one"),
)
"""Fonts that have the characters of a part of Unicode: those of Windows, and free ones."""


def lost_text_deviations(report: FinishedReport, place: Place) -> Iterator[Problem]:
    """What of the text is not on paper, and rare characters that another font prints.

    A PDF without tags does not say what belongs together; nothing is told of it.
    """
    printed = report.printed
    if printed is None or not printed.marked.is_tagged:
        return
    signs = set[str]().union(*(content.signs for content in printed.marked.contents))
    rare = {sign for sign in signs if _is_rare(sign)}
    clipped = printed.marked.clipped
    for element, paragraph in printed.paragraphs.items():
        missing = paragraph.missing
        if missing or clipped:
            where = _where(report, printed, element)
            yield from _lost(printed, paragraph, missing, signs, place, where)
        if rare and not rare.isdisjoint(paragraph.words):
            where = _where(report, printed, element)
            yield from _elsewhere(paragraph, rare, place, where)


def _where(
    report: FinishedReport, printed: PrintedParagraphs, element: etree._Element
) -> DocumentPlace:
    """The place of a paragraph in the Word file, with its page."""
    words = printed.paragraphs[element].words[:_LONGEST]
    return replace(
        report.places.get(element, DocumentPlace(words=words)), page=printed.page(element) or 0
    )


def _lost(
    printed: PrintedParagraphs,
    paragraph: PrintedParagraph,
    missing: Sequence[int],
    signs: set[str],
    place: Place,
    where: DocumentPlace,
) -> Iterator[Problem]:
    """What of a paragraph no glyph shows, and what a clip path cuts."""
    words = paragraph.words
    ignored = field_offsets(paragraph.element) if missing else set()
    counted = [at for at in missing if at not in ignored and _COUNTED.match(words[at])]
    last = max((at for _, _, at in paragraph.glyphs), default=-1)
    odd = [at for at in missing if words[at] not in signs and _is_odd(words[at])]
    boxed = [at for at in odd if at < last or not _is_common(words[at])]
    for sign in dict.fromkeys(words[at] for at in boxed):
        names = {"sign": sign, "code": f"{ord(sign):04X}", "font": _font(sign)}
        yield deviation(FORMAT_NO_GLYPH, place, where, **names)
    cut = [at for at in counted if at not in boxed]
    lost = "".join(words[at] for at in cut)
    if not lost and printed.marked.clipped:
        glyphs, clipped = paragraph.glyphs, printed.marked.clipped
        lost = "".join(glyph.text for page, glyph, _ in glyphs if (page, glyph) in clipped)
    if lost:
        shown = lost if len(lost) <= _LONGEST else f"{lost[:_LONGEST]}…"
        yield deviation(_cause(paragraph.element), place, where, lost=shown)


def _cause(element: etree._Element) -> Code:
    """What may have cut the text of a paragraph."""
    if next(element.iterancestors(_BOX), None) is not None:
        return FORMAT_BOX_CUTS
    for row in element.iterancestors(_ROW):
        height = child_at(row, w("trPr"), _HEIGHT)
        if height is not None and height.get(_RULE) == "exact":
            return FORMAT_ROW_CUTS
    return FORMAT_TEXT_LOST


def _elsewhere(
    paragraph: PrintedParagraph,
    rare: set[str],
    place: Place,
    where: DocumentPlace,
) -> Iterator[Problem]:
    """Rare characters of a paragraph whose font is not that of the ones beside them."""
    ideographs = [glyph for _, glyph, _ in paragraph.glyphs if _IDEOGRAPH.match(glyph.text)]
    told = set[str]()
    for at, glyph in enumerate(ideographs):
        if glyph.text in rare - told and _stands_out(ideographs, at, rare):
            told.add(glyph.text)
            names = {"sign": glyph.text, "code": f"{ord(glyph.text):04X}", "font": glyph.font}
            yield deviation(FORMAT_GLYPH_ELSEWHERE, place, where, **names).as_warning()


def _stands_out(glyphs: Sequence[Glyph], at: int, rare: set[str]) -> bool:
    """Whether the nearest common characters on both sides have another font."""
    before = next((glyph for glyph in reversed(glyphs[:at]) if glyph.text not in rare), None)
    behind = next((glyph for glyph in glyphs[at + 1 :] if glyph.text not in rare), None)
    beside = [glyph.font for glyph in (before, behind) if glyph]
    return bool(beside) and glyphs[at].font not in beside


def _is_rare(sign: str) -> bool:
    """Whether a character is an ideograph beyond GB 2312."""
    if not _IDEOGRAPH.match(sign):
        return False
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def _is_odd(sign: str) -> bool:
    """Whether a font may lack a character: neither a letter or digit of ours nor in GB 2312."""
    return not sign.isascii() and (_is_rare(sign) or not _is_common(sign))


def _is_common(sign: str) -> bool:
    try:
        sign.encode("gbk")
    except UnicodeEncodeError:
        return False
    return True


def _font(sign: str) -> str:
    """Fonts that have a character."""
    code = ord(sign)
    return next((name for first, last, name in _FONTS if first <= code <= last), "Arial Unicode MS")
