"""Text of a Word file that its PDF does not show, or shows in part."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from docgen.diagnostics import DocumentPlace, Place, Problem, deviation
from docgen.diagnostics.codes import Code, problem_code
from docgen.verify.finished_report import FinishedReport
from docgen.verify.printed_paragraphs import PrintedParagraph
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
_LONGEST = 20
"""Characters of lost text that a message quotes."""
_ROW, _BOX, _HEIGHT, _RULE = map(w, ("tr", "txbxContent", "trHeight", "hRule"))
_COUNTED = re.compile(r"[^\W_]|[，。、；：？！（）《》〔〕【】％]")
"""Characters of which it is sure what a PDF says of them."""


def lost_text_deviations(report: FinishedReport, place: Place) -> Iterator[Problem]:
    """What of the text is not on paper.

    A PDF without tags does not say what belongs together; nothing is told of it.
    """
    printed = report.printed
    if printed is None or not printed.marked.is_tagged:
        return
    clipped = printed.marked.clipped
    for element, paragraph in printed.paragraphs.items():
        lost = _lost(paragraph) if paragraph.missing else ""
        if not lost and clipped:
            glyphs = paragraph.glyphs
            lost = "".join(glyph.text for page, glyph, _ in glyphs if (page, glyph) in clipped)
        if lost:
            shown = lost if len(lost) <= _LONGEST else f"{lost[:_LONGEST]}…"
            where = _where(report, paragraph)
            yield deviation(_cause(element), place, where, lost=shown)


def _where(report: FinishedReport, paragraph: PrintedParagraph) -> DocumentPlace:
    """The place of a paragraph in the Word file, with its page."""
    words = paragraph.words[:_LONGEST]
    where = report.places.get(paragraph.element, DocumentPlace(words=words))
    return replace(where, page=paragraph.first)


def _lost(paragraph: PrintedParagraph) -> str:
    """The characters of a paragraph that no glyph shows; LibreOffice works out fields itself.

    What a font may lack is told by :mod:`docgen.verify.rare_signs`.
    """
    words, ignored = paragraph.words, field_offsets(paragraph.element)
    lost = "".join(words[at] for at in paragraph.missing if at not in ignored)
    return lost if _COUNTED.search(lost) else ""


def _cause(element: etree._Element) -> Code:
    """What may have cut the text of a paragraph."""
    if next(element.iterancestors(_BOX), None) is not None:
        return FORMAT_BOX_CUTS
    for row in element.iterancestors(_ROW):
        height = child_at(row, w("trPr"), _HEIGHT)
        if height is not None and height.get(_RULE) == "exact":
            return FORMAT_ROW_CUTS
    return FORMAT_TEXT_LOST
