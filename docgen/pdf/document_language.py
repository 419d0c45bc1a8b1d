"""The language that a PDF says its text is in."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pypdfium2
import pypdfium2.raw

from docgen.pdf.pdfium import PDFIUM


def document_language(path: Path) -> str:
    """The ``/Lang`` of the PDF at ``path``, such as ``zh-CN``; empty if it has none."""
    ask = pypdfium2.raw.FPDFCatalog_GetLanguage
    with PDFIUM, pypdfium2.PdfDocument(path) as document:
        length = ask(document, None, 0)
        units = (ctypes.c_ushort * (length // 2))()
        ask(document, units, length)
    return bytes(units).decode("utf-16-le").rstrip("\0")
