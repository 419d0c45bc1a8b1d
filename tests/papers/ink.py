"""Which characters of a PDF are whole on paper: those whose whole box has ink.

It is told from the picture of the page alone, for tests of the papers.
"""

from __future__ import annotations

import pypdfium2
from PIL import Image, ImageOps

from docgen.pdf.pdfium import PDFIUM

_SCALE = 3
"""Pixels a point."""

_WHOLE = 0.75
"""The part of a character's height in which there is ink, at least; the rest is rounding."""

_FAINT = 100
"""Of 255: an edge that is drawn grey."""


def seen_and_lost(pdf: bytes) -> tuple[str, str]:
    """The characters that are whole on paper, and those that are not, in the order of the PDF."""
    seen, lost = list[str](), list[str]()
    with PDFIUM:
        document = pypdfium2.PdfDocument(pdf)
        for page in document:
            image = page.render(scale=_SCALE, grayscale=True).to_pil()
            dark = ImageOps.invert(image).point(lambda value: 255 if value > _FAINT else 0)
            text = page.get_textpage()
            for place in range(text.count_chars()):
                sign = text.get_text_range(place, 1)
                if sign.strip() and sign.isprintable():
                    box = text.get_charbox(place)
                    (seen if _is_whole(dark, box, page.get_height()) else lost).append(sign)
        document.close()
    return "".join(seen), "".join(lost)


def _is_whole(
    dark: Image.Image, box: tuple[float, float, float, float], page_height: float
) -> bool:
    """Whether there is ink in ``box``, of points from the lower left corner, from top to foot."""
    left, bottom, right, top = box
    height = max((top - bottom) * _SCALE, 1)
    rows = ((page_height - top) * _SCALE - 1, (page_height - bottom) * _SCALE + 1)
    area = dark.crop((int(left * _SCALE), int(rows[0]), int(right * _SCALE) + 1, int(rows[1]) + 1))
    ink = area.getbbox()
    return ink is not None and ink[3] - ink[1] >= height * _WHOLE
