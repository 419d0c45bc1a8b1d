"""A page of a PDF as a picture."""

from __future__ import annotations

import io

import pypdfium2

from docgen.pdf.page_count import _PDFIUM


def page_png(pdf: bytes, number: int, scale: float) -> bytes:
    """The page ``number``, from 0, as PNG; ``scale`` 1 is 72 dots to the inch."""
    with _PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        picture = document[number].render(scale=scale).to_pil()
    data = io.BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()
