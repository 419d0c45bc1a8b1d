"""Where a PDF has grounds of certain colours, and its pages as pictures without them.

A ground takes no room in Word or LibreOffice. So a copy of a document in which every place that is
looked for has a ground of its own colour is laid out as the document itself, and tells where they
are: a merged cell, a cell over two pages, a text over two lines.
"""

from __future__ import annotations

import ctypes
import io
from collections.abc import Collection
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from docgen.pdf.drawn_lines import Color
from docgen.pdf.pdfium import PDFIUM
from docgen.pdf.tagged_text import Box

_LOWEST, _STEP, _STEPS = 8, 4, 60
"""Of each of the three colours: a program writes them with three figures behind the point."""
_TONES = 48
"""Colours of a picture: enough for letters and their edges, and half the size."""
_LEAST = 0.5
"""Points that a ground is wide and high at least; what is less is the end of a line."""


@dataclass(frozen=True)
class ColouredPage:
    """A page.

    Attributes:
        width: in points.
        height: in points.
        picture: the page as a PNG, without the grounds.
        areas: each ground by its number and box, in points from the top left of the page.
    """

    width: float
    height: float
    picture: bytes
    areas: tuple[tuple[int, Box], ...]


def numbered_color(number: int) -> Color:
    """The colour of a number, which is below 216,000."""
    high, low = divmod(number, _STEPS)
    highest, middle = divmod(high, _STEPS)
    red, green, blue = (_LOWEST + _STEP * digit for digit in (highest, middle, low))
    return red, green, blue


def number_of(color: Color) -> int:
    """The number whose colour is the nearest."""
    number = 0
    for part in color:
        digit = min(max(round((part - _LOWEST) / _STEP), 0), _STEPS - 1)
        number = number * _STEPS + digit
    return number


def coloured_pages(pdf: bytes, numbers: Collection[int], scale: float) -> list[ColouredPage]:
    """The pages of a PDF with its grounds in the colours of these ``numbers``.

    ``scale`` is the pixels of the pictures for each point.
    """
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        return [_page(page, numbers, scale) for page in document]


def _page(page: pypdfium2.PdfPage, numbers: Collection[int], scale: float) -> ColouredPage:
    width, height = page.get_size()
    areas = list[tuple[int, Box]]()
    for item in list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=1)):
        number = _ground(item, numbers)
        if number is None:
            continue
        left, bottom, right, top = item.get_bounds()
        page.remove_obj(item)
        if right - left >= _LEAST and top - bottom >= _LEAST:
            areas.append((number, Box(left, height - top, right - left, top - bottom)))
    drawn = page.render(scale=scale, rev_byteorder=True)
    picture = drawn.to_pil().convert("RGB").quantize(_TONES)
    drawn.close()
    page.close()
    data = io.BytesIO()
    picture.save(data, "PNG", optimize=True)
    return ColouredPage(width, height, data.getvalue(), tuple(areas))


def _ground(item: pypdfium2.PdfObject, numbers: Collection[int]) -> int | None:
    """The number of a path's colour; ``None`` if it is none of these, or is not filled."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item.raw, fill, stroke)
    if not fill.value:
        return None
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(item.raw, red, green, blue, alpha)
    color = red.value, green.value, blue.value
    number = number_of(color)
    near = max(
        abs(part - wanted) for part, wanted in zip(color, numbered_color(number), strict=True)
    )
    return number if number in numbers and near <= 1 else None
