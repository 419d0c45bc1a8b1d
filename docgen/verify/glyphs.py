"""The glyphs of a PDF, grouped into lines, and its fonts.

Lengths are in points. ``y`` is the baseline, from the top of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import pypdfium2

from docgen.pdf.page_objects import (
    Characters,
    Font,
    PageObjects,
    page_characters,
    page_objects,
)
from docgen.pdf.pdfium import PDFIUM

_SAME_LINE = 0.3
"""Fraction of a glyph's size: nearer baselines are the same line (Latin beside Chinese)."""

_READING_ORDER, _FROM_LEFT = attrgetter("y", "x"), attrgetter("x")


class Glyph(NamedTuple):
    """A glyph; ``font`` is the name of the font without the tag of a subset."""

    text: str
    x: float
    y: float
    size: float
    font: str


@dataclass(frozen=True)
class GlyphLine:
    """The glyphs of a line, from left to right."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def y(self) -> float:
        """The median baseline of its glyphs."""
        return sorted([glyph.y for glyph in self.glyphs])[len(self.glyphs) // 2]

    @cached_property
    def size(self) -> float:
        """The size of its largest glyph."""
        return max([glyph.size for glyph in self.glyphs])

    @cached_property
    def text(self) -> str:
        """Its text, without blanks."""
        return "".join([glyph.text for glyph in self.glyphs])

    @property
    def left(self) -> float:
        """The left edge of its first glyph."""
        return self.glyphs[0].x

    @property
    def right(self) -> float:
        """The right edge of its last glyph, if that is one em wide."""
        return self.glyphs[-1].x + self.glyphs[-1].size


@dataclass(frozen=True)
class Page:
    """A page.

    Attributes:
        number: counts from 1, the cover included.
        width: of the paper.
        height: of the paper.
        lines: its lines, from top to bottom.
        pictures: the lower edges of its pictures, from the top of the page.
        fonts: those that its text uses, blanks included.
    """

    number: int
    width: float
    height: float
    lines: tuple[GlyphLine, ...]
    pictures: tuple[float, ...] = ()
    fonts: frozenset[Font] = frozenset()


def read_pages(path: Path) -> list[Page]:
    """Every page of the PDF at ``path``."""
    with PDFIUM, pypdfium2.PdfDocument(path) as document:
        return [_page(page, number) for number, page in enumerate(document, 1)]


def fonts_of(pages: Iterable[Page]) -> list[Font]:
    """Every font that text on ``pages`` uses, sorted by name."""
    return sorted(frozenset[Font]().union(*(page.fonts for page in pages)))


def _page(page: pypdfium2.PdfPage, number: int) -> Page:
    width, height = page.get_size()
    objects = page_objects(page)
    glyphs = sorted(
        _glyphs(page_characters(page.get_textpage()), objects, height), key=_READING_ORDER
    )
    pictures = tuple(height - lower for lower in objects.pictures)
    return Page(number, width, height, tuple(_lines(glyphs)), pictures, objects.fonts)


def _glyphs(characters: Characters, objects: PageObjects, height: float) -> Iterator[Glyph]:
    for sign, item, x, y in zip(*characters, strict=True):
        # Blanks, typed or added by pdfium, have no ink.
        if not sign.isspace() and item is not None:
            font, size = objects.texts[item]
            yield Glyph(sign, x, height - y, size, font)


def _lines(glyphs: list[Glyph]) -> Iterator[GlyphLine]:
    lines: list[list[Glyph]] = []
    for previous, glyph in zip([None, *glyphs], glyphs, strict=False):
        if not previous or glyph.y - previous.y > _SAME_LINE * max(glyph.size, previous.size):
            lines.append([])
        lines[-1].append(glyph)
    for line in lines:
        yield GlyphLine(tuple(sorted(line, key=_FROM_LEFT)))
