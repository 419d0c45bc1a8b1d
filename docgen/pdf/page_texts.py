"""The text of each page of a PDF."""

from __future__ import annotations

import pypdfium2

from docgen.pdf.pdfium import PDFIUM


def page_texts(pdf: bytes) -> list[str]:
    """The characters of each page without blanks; none if it is no PDF."""
    try:
        with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
            texts = [page.get_textpage().get_text_bounded() for page in document]
    except pypdfium2.PdfiumError:
        return []
    return ["".join(text.split()) for text in texts]
