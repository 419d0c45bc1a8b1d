"""The straight horizontal lines that a page draws, and the colours of its texts.

Asked of single pages, where an official paper has its red line or the lines of its 版记.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from docgen.pdf.pdfium import PDFIUM

Color = tuple[int, int, int]

_LONG = 12
"""A horizontal line is that many times as wide as it is thick, at least."""

_DEEPEST = 4
"""Forms in forms that are looked into."""


@dataclass(frozen=True)
class DrawnLine:
    """A horizontal line, in points.

    Attributes:
        left: its left end, from the left of the page.
        right: its right end.
        y: its middle, from the top of the page.
        thickness: from edge to edge.
        color: red, green and blue, each up to 255.
    """

    left: float
    right: float
    y: float
    thickness: float
    color: Color


@dataclass(frozen=True)
class DrawnText:
    """The ink of a text object: its upper and lower edges, from the top of the page, and colour."""

    top: float
    bottom: float
    color: Color


@dataclass(frozen=True)
class DrawnPage:
    """What a page draws: horizontal lines from top to bottom, and texts."""

    lines: tuple[DrawnLine, ...]
    texts: tuple[DrawnText, ...]

    def text_at(self, y: float) -> DrawnText | None:
        """The text at a height from the top of the page; ``None`` if none is."""
        return next((text for text in self.texts if text.top <= y <= text.bottom), None)


def drawn_pages(path: Path, numbers: Sequence[int]) -> dict[int, DrawnPage]:
    """What the pages of these numbers, from 1, draw; those that the PDF has not are left out."""
    with PDFIUM, pypdfium2.PdfDocument(path) as document:
        return {
            number: _drawn(document[number - 1])
            for number in numbers
            if 1 <= number <= len(document)
        }


def _drawn(page: pypdfium2.PdfPage) -> DrawnPage:
    height = page.get_height()
    kinds = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_TEXT]
    lines, texts = list[DrawnLine](), list[DrawnText]()
    for item in page.get_objects(filter=kinds, max_depth=_DEEPEST):
        left, bottom, right, top = item.get_bounds()
        if item.type == pdfium.FPDF_PAGEOBJ_TEXT:
            color = _color(item.raw, pdfium.FPDFPageObj_GetFillColor)
            texts.append(DrawnText(height - top, height - bottom, color))
        else:
            middle = height - (top + bottom) / 2
            lines += _lines(item.raw, left, right, middle, top - bottom)
    return DrawnPage(tuple(sorted(set(lines), key=lambda line: line.y)), tuple(texts))


def _lines(raw: Any, left: float, right: float, y: float, depth: float) -> Iterator[DrawnLine]:
    """The line that a path is: stroked along it, or filled as a thin rectangle."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(raw, fill, stroke)
    if stroke.value:
        width = ctypes.c_float()
        pdfium.FPDFPageObj_GetStrokeWidth(raw, width)
        # Its bounds reach as far beyond its ends as it is thick.
        left, right, thickness = left + width.value, right - width.value, width.value
        is_flat = depth <= 2 * thickness + 0.5
        color = _color(raw, pdfium.FPDFPageObj_GetStrokeColor)
    else:
        thickness, is_flat = depth, True
        color = _color(raw, pdfium.FPDFPageObj_GetFillColor)
    if is_flat and right - left > _LONG * max(thickness, 1):
        yield DrawnLine(round(left, 2), round(right, 2), round(y, 2), round(thickness, 2), color)


def _color(raw: Any, ask: Any) -> Color:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    ask(raw, red, green, blue, alpha)
    return red.value, green.value, blue.value
