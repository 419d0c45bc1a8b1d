"""Where signs of certain colours stand in a PDF: how a program lays out what was marked before.

A colour moves nothing, so the place of a marked sign is that of the sign itself.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as raw

from docgen.pdf.pdfium import PDFIUM


class SignPlace(NamedTuple):
    """The origin of a sign on its baseline, and the size of its font; in points."""

    page: int
    x: float
    y: float
    size: float


def coloured_signs(pdf: bytes) -> dict[str, SignPlace]:
    """The place of the first sign of each colour, as ``RRGGBB``; none if it is no PDF."""
    found = dict[str, SignPlace]()
    try:
        with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
            for number, page in enumerate(document):
                for colour, place in _on_page(page.get_textpage(), number):
                    found.setdefault(colour, place)
    except pypdfium2.PdfiumError:
        return {}
    return found


def _on_page(text: pypdfium2.PdfTextPage, page: int) -> Iterator[tuple[str, SignPlace]]:
    colour = [ctypes.c_uint() for _ in range(4)]
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(text.count_chars()):
        if raw.FPDFText_IsGenerated(text.raw, index) > 0:
            continue
        asked = raw.FPDFText_GetFillColor(text.raw, index, *colour)
        if asked and raw.FPDFText_GetCharOrigin(text.raw, index, x, y):
            size = raw.FPDFText_GetFontSize(text.raw, index)
            shown = "".join(f"{part.value:02X}" for part in colour[:3])
            yield shown, SignPlace(page, x.value, y.value, size)
