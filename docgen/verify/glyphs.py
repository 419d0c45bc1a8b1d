"""The glyphs of a PDF, grouped into lines, and its fonts.

Lengths are in points. ``y`` is the baseline, from the top of the page.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

_SAME_LINE = 0.3
"""Fraction of a glyph's size: nearer baselines are the same line (Latin beside Chinese)."""


@dataclass(frozen=True)
class Glyph:
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

    @property
    def y(self) -> float:
        """The median baseline of its glyphs."""
        values = sorted(glyph.y for glyph in self.glyphs)
        return values[len(values) // 2]

    @property
    def size(self) -> float:
        """The size of its largest glyph."""
        return max(glyph.size for glyph in self.glyphs)

    @property
    def text(self) -> str:
        """Its text, without blanks."""
        return "".join(glyph.text for glyph in self.glyphs)

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
    """

    number: int
    width: float
    height: float
    lines: tuple[GlyphLine, ...]
    pictures: tuple[float, ...] = ()


@dataclass(frozen=True)
class Font:
    """A font of the PDF."""

    name: str
    embedded: bool


def read_pages(path: Path) -> list[Page]:
    """Every page of the PDF at ``path``."""
    with pypdfium2.PdfDocument(path) as document:
        return [_page(page, number) for number, page in enumerate(document, 1)]


def read_fonts(path: Path) -> list[Font]:
    """Every font that text in the PDF uses, sorted by name."""
    fonts: set[Font] = set()
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
                font = pdfium.FPDFTextObj_GetFont(item.raw)
                fonts.add(Font(_font_name(font), pdfium.FPDFFont_GetIsEmbedded(font) == 1))
    return sorted(fonts, key=lambda font: font.name)


def _font_name(font: object) -> str:
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFFont_GetBaseFontName(font, buffer, length)
    return _untagged(buffer.value.decode("utf-8", "replace"))


def _untagged(name: str) -> str:
    tag, plus, rest = name.partition("+")
    return rest if plus and len(tag) == 6 and tag.isupper() else name


def _page(page: pypdfium2.PdfPage, number: int) -> Page:
    width, height = page.get_size()
    glyphs = sorted(_glyphs(page, height), key=lambda glyph: (glyph.y, glyph.x))
    images = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])
    pictures = tuple(height - image.get_bounds()[1] for image in images)
    return Page(number, width, height, tuple(_lines(glyphs)), pictures)


def _lines(glyphs: list[Glyph]) -> Iterator[GlyphLine]:
    lines: list[list[Glyph]] = []
    for previous, glyph in zip([None, *glyphs], glyphs, strict=False):
        if not previous or glyph.y - previous.y > _SAME_LINE * max(glyph.size, previous.size):
            lines.append([])
        lines[-1].append(glyph)
    for line in lines:
        yield GlyphLine(tuple(sorted(line, key=lambda glyph: glyph.x)))


def _glyphs(page: pypdfium2.PdfPage, height: float) -> Iterator[Glyph]:
    text = page.get_textpage()
    x, y, flags = ctypes.c_double(), ctypes.c_double(), ctypes.c_int()
    buffer = ctypes.create_string_buffer(256)
    for index in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, index))
        # Blanks, typed or added by pdfium, have no ink.
        if character.isspace() or pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        pdfium.FPDFText_GetFontInfo(text, index, buffer, len(buffer), flags)
        name = _untagged(buffer.value.decode("utf-8", "replace"))
        size = round(pdfium.FPDFText_GetFontSize(text, index), 2)
        yield Glyph(character, x.value, height - y.value, size, name)
