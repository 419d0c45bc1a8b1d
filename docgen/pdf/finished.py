"""What Word, WPS or LibreOffice has written."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf

from docgen.pdf.page_count import page_count
from docgen.pdf.reproducible import reproducible


def finished_pdf(path: Path) -> bytes | None:
    """The PDF that was written, made reproducible; ``None`` if it is not whole."""
    data = path.read_bytes() if path.is_file() else b""
    return reproducible(data) if page_count(data) else None


def is_archive(pdf: bytes) -> bool:
    """Whether a PDF says that it is PDF/A (ISO 19005, the extension schema ``pdfaid``)."""
    with pikepdf.open(BytesIO(pdf)) as document:
        metadata = document.Root.get("/Metadata")
        return metadata is not None and b"pdfaid" in metadata.read_bytes()
