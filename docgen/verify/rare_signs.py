"""Characters of a Word file that no font here has, or that the font of their text lacks.

仿宋_GB2312, 楷体_GB2312 and the 简体 fonts of 方正 have no character beyond GB 2312; names of
people and places do. Such a character is printed in another font; what no font has, as a box.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from docgen.diagnostics import DocumentPlace, Place, Problem, deviation
from docgen.diagnostics.codes import problem_code
from docgen.pdf.fonts import families_with
from docgen.verify.finished_report import FinishedReport
from docgen.word.notes import note_roots
from docgen.word.style_cascade import Cascade
from docgen.word.visible_text import visible_text
from docgen.word.xml import text_of, w

FORMAT_NO_GLYPH = problem_code(
    "format-no-glyph",
    en=(
        "no font here has 「{sign}」 (U+{code}), which prints as a box or not at all{at}",
        "give it a font that has it, and put the font's file into fonts/: {font}",
    ),
    zh=(
        "这台机器上没有一种字体有「{sign}」（U+{code}），印出来是方框或空白{at}",
        "给这个字换一种有它的字体，把字体文件放进 fonts 文件夹：{font}",
    ),
)
FORMAT_GLYPH_ELSEWHERE = problem_code(
    "format-glyph-elsewhere",
    en=(
        "{lacking} has no 「{sign}」 (U+{code}), which prints in another font{at}",
        "look at the character on the page; if it stands out, give it a font that has it: {font}",
    ),
    zh=(
        "{lacking} 里没有「{sign}」（U+{code}），印出来是别的字体{at}",
        "看看页面上的这个字；太显眼的，给它换一种有这个字的相近字体，如 {font}",
    ),
)

_PARAGRAPH, _RUN, _BOX = map(w, ("p", "r", "txbxContent"))
_IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_PRIVATE = re.compile("[\ue000-\uefff\uf100-\uf8ff\U000f0000-\U0010ffff]")
"""Characters that each font may draw as it likes; those of symbol fonts are left out."""
_GB_2312 = re.compile("(?:.*_GB2312|方正.*简体)$")
"""Fonts that have no more characters than GB 2312."""
_WORDS = 14
"""Characters of a paragraph without a place that a message quotes."""
_MAINLAND = re.compile(r"\b(?:SC|CN)\b|^[\u4e00-\u9fff]")
_NAMED = 3
"""Fonts that a message names."""

_FONTS = (
    (0x3400, 0x9FFF, "宋体 · SimSun"),
    (0x20000, 0x2A6DF, "宋体-ExtB · SimSun-ExtB"),
    (0x2A700, 0x3FFFF, "宋体-ExtG · SimSun-ExtG, 遍黑体 · Plangothic"),
)
"""Fonts that have the characters of a part of Unicode: those of Windows, and free ones."""
_ANY_FONT = "宋体 · SimSun, Arial Unicode MS"
_STANDARD = "改用标准字 · type the standard character instead"


@dataclass(frozen=True)
class _SignLine:
    """A paragraph, and where it is."""

    element: etree._Element
    words: str
    where: DocumentPlace


def rare_sign_deviations(report: FinishedReport, place: Place) -> Iterator[Problem]:
    """Each character that prints as a box, and each that its font lacks, a warning."""
    words = set("".join([passage.text for passage in report.passages]))
    aside = list(_aside(report))
    odd = {sign for sign in words.union(*(line.words for line in aside)) if _is_odd(sign)}
    if not odd:
        return
    lines = [
        _SignLine(passage.element, visible_text(passage.element), passage.place)
        for passage in report.passages
        if not odd.isdisjoint(passage.text)
    ]
    has = {sign: families_with(report.fonts, sign) for sign in odd}
    for line in (*lines, *aside):
        for sign in dict.fromkeys(sign for sign in line.words if sign in odd):
            families = has[sign]
            code = {"sign": sign, "code": f"{ord(sign):04X}"}
            if _PRIVATE.match(sign) or families == ():
                yield deviation(FORMAT_NO_GLYPH, place, line.where, **code, font=_font(sign))
            elif font := _lacking(report.cascade, line.element, sign):
                names = _names(families) if families else _font(sign)
                words_of = code | {"lacking": font, "font": names}
                yield deviation(FORMAT_GLYPH_ELSEWHERE, place, line.where, **words_of).as_warning()


def _aside(report: FinishedReport) -> Iterator[_SignLine]:
    """The paragraphs of text boxes and notes, which have no place in the text."""
    boxes = (box.iter(_PARAGRAPH) for box in report.body.iter(_BOX))
    notes = (root.iter(_PARAGRAPH) for root in note_roots(report.document))
    known = set[str]()  # a text box stands there once more, for old programs
    for paragraphs in (*boxes, *notes):
        for paragraph in paragraphs:
            words = visible_text(paragraph)
            if words not in known:
                known.add(words)
                yield _SignLine(paragraph, words, DocumentPlace(words=words[:_WORDS]))


def _lacking(cascade: Cascade, paragraph: etree._Element, sign: str) -> str:
    """The font of a character that has nothing beyond GB 2312; empty if its font is another."""
    if not _IDEOGRAPH.match(sign):
        return ""
    look = cascade.format_of(paragraph)
    runs = (run for run in paragraph.iter(_RUN) if sign in text_of(run))
    fonts = (look.text_look(run).font for run in runs)
    return next((font for font in fonts if _GB_2312.match(font)), "")


def _names(families: Sequence[str]) -> str:
    """Some of the fonts that have a character, those of mainland China first."""
    return "、".join(sorted(families, key=lambda name: not _MAINLAND.search(name))[:_NAMED])


def _is_odd(sign: str) -> bool:
    """Whether a font may lack a character: it is not in GB 2312, and no letter or sign of ours."""
    if sign.isascii() or not (_IDEOGRAPH.match(sign) or _PRIVATE.match(sign) or ord(sign) > 0xFFFF):
        return False
    try:
        sign.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


def _font(sign: str) -> str:
    """Fonts that have a character."""
    if _PRIVATE.match(sign):
        return _STANDARD
    code = ord(sign)
    return next((name for first, last, name in _FONTS if first <= code <= last), _ANY_FONT)
