"""The number of pages of a PDF."""

from __future__ import annotations

import pypdfium2

from docgen.pdf.pdfium import PDFIUM


def page_count(pdf: bytes) -> int:
    """The number of pages; 0 if it is no PDF, or not to its end, as a stopped program leaves it."""
    if not pdf.rstrip().endswith(b"%%EOF"):
        return 0
    try:
        with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
            return len(document)
    except pypdfium2.PdfiumError:
        return 0
