"""The official format of the tests, the pages of a PDF, and all that a deviation says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

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
