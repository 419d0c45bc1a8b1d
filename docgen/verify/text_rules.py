"""Rules about text in a .docx: fonts, sizes, colours, indents, spacing; styles before paragraphs.

A wrong style is reported once, at the style; a paragraph or run only where its direct formatting
departs from what the style should be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.oxml.parser import parse_xml
from lxml import etree

from docgen.diagnostics import DocumentPlace, Place, Problem, deviation
from docgen.packs.official_format import OfficialFormat, StyleRule
from docgen.problem_codes import problem_code
from docgen.verify.deviations import FORMAT_SIZE
from docgen.verify.walk import PlacedParagraph
from docgen.word.style_cascade import Cascade, ParagraphLook, TextLook
from docgen.word.xml import W, text_of, w

FORMAT_STYLE = problem_code(
    "format-style",
    en=("the style is 「{found}」{at}", "apply the style 「{wanted}」"),
    zh=("样式是「{found}」{at}", "应用「{wanted}」样式"),
)
FORMAT_LEFT_OVER = problem_code(
    "format-left-over",
    en=("a tag is left: {tag}{at}", "delete it, or fill it in"),
    zh=("留有标签 {tag}{at}", "删去，或填上内容"),
)
FORMAT_FONT = problem_code(
    "format-font",
    en=("the font is {found}{at}", "it should be {wanted}"),
    zh=("字体是 {found}{at}", "应为 {wanted}"),
)
FORMAT_COLOR = problem_code(
    "format-color",
    en=("the text is {found}{at}", "make it automatic (black)"),
    zh=("文字颜色是 {found}{at}", "改为自动（黑色）"),
)
FORMAT_EXTRA = problem_code(
    "format-extra",
    en=("the text has {found}{at}", "take it off"),
    zh=("文字带有 {found}{at}", "去掉"),
)
FORMAT_ALIGN = problem_code(
    "format-align",
    en=("the alignment is {found}{at}", "it should be {wanted}"),
    zh=("对齐方式是{found}{at}", "应为{wanted}"),
    phrases="align",
)
FORMAT_INDENT = problem_code(
    "format-indent",
    en=(
        "the first line is indented by {found:# character|# characters}{at}",
        "it should be {wanted}",
    ),
    zh=("首行缩进 {found} 字{at}", "应为 {wanted} 字"),
)
FORMAT_SPACING = problem_code(
    "format-spacing",
    en=("the line spacing is {found} pt{at}", "it should be exactly {wanted} pt"),
    zh=("行距是 {found} 磅{at}", "应为固定值 {wanted} 磅"),
)

_CHINESE = re.compile("[\u2e80-\u2fff\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60]")
_LATIN = re.compile("[0-9A-Za-z]")
_POINTS_PER_MM = 72 / 25.4
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{\{|\}\}|\{%|%\}")


def style_deviations(official: OfficialFormat, cascade: Cascade, place: Place) -> Iterator[Problem]:
    """Each style that differs from the format."""
    for name, rule in official.styles.items():
        style = cascade.named(name)
        if style is None:
            continue
        paragraph = _paragraph_in(style.get(w("styleId"), ""))
        where = DocumentPlace(style=name)
        text = cascade.text_look(paragraph, None)
        yield from _text(text, rule, "字Aa", place, where)
        yield from _paragraph(cascade.paragraph_look(paragraph), rule, official, place, where)


def paragraph_deviations(
    official: OfficialFormat, cascade: Cascade, passage: PlacedParagraph, place: Place
) -> Iterator[Problem]:
    """The deviations of a paragraph, in the order of its runs."""
    yield from _left_over(passage, place)
    name = _style_for(official, passage)
    rule = official.styles.get(name)
    if rule is None or not passage.text.strip():
        return
    if name != passage.style:
        words = {"found": passage.style, "wanted": name}
        yield deviation(FORMAT_STYLE, place, passage.place, **words)
    styled = _paragraph_in(_identifier(cascade, passage.style))
    own = cascade.text_look(styled, None)
    seen: set[tuple[str, ...]] = set()
    for run in passage.runs():
        look = cascade.text_look(passage.element, run)
        if look == own and name == passage.style:
            continue  # a fault of the style is reported at the style
        for problem in _text(look, rule, text_of(run), place, passage.place):
            key = (problem.code, *problem.words.values())
            if key not in seen:
                yield problem
            seen.add(key)
    looks = cascade.paragraph_look(passage.element), cascade.paragraph_look(styled)
    if name != passage.style or looks[0] != looks[1]:
        yield from _paragraph(looks[0], rule, official, place, passage.place)


def _style_for(official: OfficialFormat, passage: PlacedParagraph) -> str:
    """The paragraph's style, or the one it should have if the format does not have its style."""
    fallback = official.table if passage.in_table else official.body
    unknown = passage.style not in official.styles
    # Pasted text is Normal; text of the form never is, unless it is blank.
    pasted = passage.style == "normal" and not passage.in_table
    return fallback.lower() if unknown or pasted else passage.style


def _identifier(cascade: Cascade, name: str) -> str:
    style = cascade.named(name)
    return style.get(w("styleId"), "") if style is not None else ""


def _paragraph_in(style: str) -> etree._Element:
    return parse_xml(f'<w:p xmlns:w="{W}"><w:pPr><w:pStyle w:val="{style}"/></w:pPr></w:p>')


def _left_over(passage: PlacedParagraph, place: Place) -> Iterator[Problem]:
    for tag in dict.fromkeys(_TAG.findall(passage.text)):
        yield deviation(FORMAT_LEFT_OVER, place, passage.place, tag=tag)


def _text(
    look: TextLook, rule: StyleRule, text: str, place: Place, where: DocumentPlace
) -> Iterator[Problem]:
    if rule.font and look.font != rule.font and _CHINESE.search(text):
        yield deviation(FORMAT_FONT, place, where, found=look.font, wanted=rule.font)
    if rule.latin not in ("", look.latin, look.font) and _LATIN.search(text):
        yield deviation(FORMAT_FONT, place, where, found=look.latin, wanted=rule.latin)
    if rule.size is not None and look.size != rule.size:
        found, wanted = f"{look.size:g}", f"{rule.size:g}"
        yield deviation(FORMAT_SIZE, place, where, found=found, wanted=wanted)
    if look.color:
        yield deviation(FORMAT_COLOR, place, where, found=f"#{look.color}")
    for extra in look.extras:
        yield deviation(FORMAT_EXTRA, place, where, found=extra)


def _paragraph(
    look: ParagraphLook,
    rule: StyleRule,
    official: OfficialFormat,
    place: Place,
    where: DocumentPlace,
) -> Iterator[Problem]:
    if rule.align and look.align != rule.align:
        yield deviation(FORMAT_ALIGN, place, where, found=look.align, wanted=rule.align)
    tolerance = official.tolerance * _POINTS_PER_MM
    if rule.indent is not None and rule.size is not None:
        off = abs(look.indent + look.left - rule.indent * rule.size)
        if off > tolerance:
            found = f"{(look.indent + look.left) / rule.size:.1f}"
            yield deviation(FORMAT_INDENT, place, where, found=found, wanted=f"{rule.indent:g}")
    if rule.spacing is not None and look.spacing != rule.spacing:
        found = f"{look.spacing:g}" if look.spacing is not None else "—"
        wanted = f"{rule.spacing:g}"
        yield deviation(FORMAT_SPACING, place, where, found=found, wanted=wanted)
