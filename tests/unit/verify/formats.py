"""The official format of the tests, the pages of a PDF, and all that a deviation says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from docx.document import Document
from docx.oxml.parser import parse_xml
from lxml import etree

from docgen.diagnostics import DocumentPlace, Place, Problem
from docgen.verify.glyphs import Glyph, GlyphLine, Page
from docgen.verify.official_format import (
    AnnexRule,
    LayoutGrid,
    Margins,
    OfficialFormat,
    PageNumberRule,
    Paper,
)
from docgen.verify.style_rule import StyleRule
from docgen.verify.walk import PlacedParagraph, Walk
from docgen.word.style_cascade import Cascade
from docgen.word.xml import W
from tests.support import blank_part

FORMAT = OfficialFormat(
    paper=Paper(210, 297),
    margins=Margins(top=37, bottom=35, left=28, right=26),
    grid=LayoutGrid(lines=22, characters=28),
    styles={"body text": StyleRule(size=16)},
    page_number=PageNumberRule(),
    annexes=AnnexRule(mark="Annex Mark", title="Annex Title", listed="Annex List"),
)
"""The format of GB/T 9704-2012: a text area of 156 × 225 mm."""

OUT = Place("out.pdf")


def mm(length: float) -> float:
    """Millimetres in points."""
    return length * (72 / 25.4)


PITCH = mm(225) / 22
"""From line to line, in points."""


def line(
    text: str,
    y: float,
    x: float = mm(28),
    *,
    size: float = 16,
    font: str = "FangSong",
    advance: float = 0,
) -> GlyphLine:
    """A line of glyphs, each ``advance`` (or else ``size``) to the right of the one before."""
    step = advance or size
    return GlyphLine(
        tuple(Glyph(sign, x + step * index, y, size, font) for index, sign in enumerate(text))
    )


def page(*lines: GlyphLine, number: int = 1, width: float = 210, height: float = 297) -> Page:
    """A page of so many millimetres."""
    return Page(number, mm(width), mm(height), lines)


def said(problems: Iterable[Problem]) -> list[str]:
    """Code, words and place of each deviation: ``format-paper found=1×2 wanted=3×4 page=1``."""
    return [
        " ".join(
            (
                problem.code,
                *(f"{name}={word}" for name, word in problem.words.items() if word),
                *_where(problem.document or DocumentPlace()),
            )
        )
        for problem in problems
    ]


def _where(place: DocumentPlace) -> Iterable[str]:
    for field in fields(place):
        if value := getattr(place, field.name):
            yield f"{field.name}={value}"


def element(xml: str) -> etree._Element:
    """An element of WordprocessingML, made by python-docx."""
    head, sign, rest = xml.partition(">")
    empty = "/" if head.endswith("/") else ""
    parsed: etree._Element = parse_xml(f'{head.removesuffix("/")} xmlns:w="{W}"{empty}{sign}{rest}')
    return parsed


def word_file(*blocks: str) -> Document:
    """A document with the styles of the pack and these blocks, above its only section."""
    document = blank_part()
    body = document.element.body
    for block in blocks:
        body.insert(len(body) - 1, element(block))
    return document


def paragraph(text: str, style: str = "Body Text", more: str = "") -> str:
    """A paragraph of a style, and ``more`` of its properties."""
    run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
    named = f'<w:pStyle w:val="{style.replace(" ", "")}"/>'
    return f"<w:p><w:pPr>{named}{more}</w:pPr>{run}</w:p>"


def table(*cells: str, width: int = 0) -> str:
    """A table of one row, with cells of these blocks, that is ``width`` twips wide."""
    columns = f'<w:tblGrid><w:gridCol w:w="{width}"/><w:gridCol/></w:tblGrid>'
    row = "".join(f"<w:tc>{cell}</w:tc>" for cell in cells)
    return f"<w:tbl>{columns}<w:tr>{row}</w:tr></w:tbl>"


def walked(document: Document, *headings: str) -> list[PlacedParagraph]:
    """Its paragraphs."""
    return Walk(document, Cascade(document), frozenset(headings)).paragraphs()
