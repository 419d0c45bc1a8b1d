"""What LibreOffice has written."""

from __future__ import annotations

from pathlib import Path

from docgen.pdf.page_count import page_count
from docgen.pdf.reproducible import reproducible


def finished_pdf(path: Path) -> bytes | None:
    """The PDF that LibreOffice has written, made reproducible; ``None`` if it is not whole."""
    data = path.read_bytes() if path.is_file() else b""
    return reproducible(data) if page_count(data) else None
