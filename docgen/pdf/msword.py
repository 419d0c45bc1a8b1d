"""Conversion by Microsoft Word, through docx2pdf, on Windows and macOS."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from pathlib import Path

from docgen.temporary import temporary_folder


def has_word() -> bool:
    """Whether docx2pdf is installed on a system where it can find Word."""
    return sys.platform in ("win32", "darwin") and importlib.util.find_spec("docx2pdf") is not None


def convert(file: Path) -> bytes | str:
    """The PDF of ``file``, made from a copy without links, or the reason why there is none."""
    from docgen.word.outside_links.package_links import unlinked

    docx2pdf = importlib.import_module("docx2pdf")
    with temporary_folder("pdf") as folder:
        copy = Path(folder) / "report.docx"
        try:
            copy.write_bytes(unlinked(file.read_bytes()))
            docx2pdf.convert(str(copy), str(copy.with_suffix(".pdf")))
            return copy.with_suffix(".pdf").read_bytes()
        # Word is driven by COM or AppleScript, which raise exceptions of their own; zipfile too.
        except Exception as reason:
            return str(reason) or type(reason).__name__
