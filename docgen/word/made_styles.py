"""Styles that docgen makes where a template has none of that name.

``Caption`` is Word's own style for titles of figures and tables (题注). GB/T 9704-2012 says nothing
of either. By GB/T 1.1-2020 and GB/T 7713 a figure's title stands below it, a table's above it, both
centred and in 黑体; its size lies between that of the text (三号) and that of tables (五号): 小四.

``Text Table`` is for tables in running text, one size above ``Table Text``, which forms take, and
which is taken where columns are many. A template that has these styles keeps its own look.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from docx.oxml.parser import parse_xml
from lxml import etree

from docgen.word.xml import W, w

CAPTION, TEXT_TABLE, TABLE_TEXT, TABLE_GRID = "Caption", "Text Table", "Table Text", "Table Grid"


@dataclass(frozen=True)
class StyleLook:
    """The look of a paragraph style; lengths in points.

    Attributes:
        font: the font of Chinese characters.
        latin: the font of letters and digits.
        size: the size.
        line: the exact line spacing.
        around: the space before and after.
        align: ``left``, ``center``, ``right`` or ``both``.
        indent: of the first line, in characters.
    """

    font: str
    size: float
    line: float
    latin: str = "Times New Roman"
    around: float = 0
    align: str = "left"
    indent: float = 0


MADE_STYLES = {
    CAPTION: StyleLook("黑体", 12, 18, around=4, align="center"),
    TEXT_TABLE: StyleLook("宋体", 12, 18),
    TABLE_TEXT: StyleLook("宋体", 10.5, 15),
}
"""The paragraph styles that are made, by their names in Word."""

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def make_styles(styles: etree._Element, required: Mapping[str, Mapping[str, str]]) -> None:
    """Adds to ``w:styles`` those that it has not, in place.

    ``required`` has what a pack's format requires of a style, such as ``size``, by its name in
    lower case.
    """
    names = {name.get(w("val"), "").lower() for name in styles.iter(w("name"))}
    taken = {style.get(w("styleId"), "") for style in styles.iter(w("style"))}
    for name, look in MADE_STYLES.items():
        if name.lower() not in names:
            wanted = _as_required(look, required.get(name.lower(), {}))
            styles.append(_paragraph_style(name, taken, wanted))
    if TABLE_GRID.lower() not in names:
        styles.append(_table_grid(taken))


def _as_required(look: StyleLook, rule: Mapping[str, str]) -> StyleLook:
    """The look with what a rule of the format says otherwise; larger text has larger lines."""
    size = float(rule.get("size") or look.size)
    return StyleLook(
        font=rule.get("font") or look.font,
        size=size,
        line=float(rule.get("spacing") or look.line * max(1, size / look.size)),
        latin=rule.get("latin") or look.latin,
        around=look.around,
        align=rule.get("align") or look.align,
        indent=float(rule.get("indent") or look.indent),
    )


def _paragraph_style(name: str, taken: set[str], look: StyleLook) -> etree._Element:
    indent = f'w:firstLineChars="{look.indent * 100:g}" ' if look.indent else ""
    first = round(look.indent * look.size * 20)
    size, line, around = round(look.size * 2), round(look.line * 20), round(look.around * 20)
    # Word knows its own style by this name.
    word_name = "caption" if name == CAPTION else name
    return parse_xml(
        f'<w:style xmlns:w="{W}" w:type="paragraph" w:styleId="{_free(name, taken)}">'
        f'<w:name w:val="{word_name}"/><w:qFormat/><w:pPr><w:keepLines/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{around}" w:after="{around}" w:line="{line}" w:lineRule="exact"/>'
        f'<w:ind w:left="0" w:right="0" {indent}w:firstLine="{first}"/>'
        f'<w:jc w:val="{look.align}"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{look.latin}" w:eastAsia="{look.font}" '
        f'w:hAnsi="{look.latin}" w:cs="Times New Roman"/><w:sz w:val="{size}"/>'
        f'<w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _table_grid(taken: set[str]) -> etree._Element:
    return parse_xml(
        f'<w:style xmlns:w="{W}" w:type="table" w:styleId="{_free(TABLE_GRID, taken)}">'
        f'<w:name w:val="{TABLE_GRID}"/><w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f"</w:tblPr></w:style>"
    )


def _free(name: str, taken: set[str]) -> str:
    """An id like the name of a style that is not taken."""
    identifier = name.replace(" ", "")
    while identifier in taken:
        identifier += "1"
    return identifier
