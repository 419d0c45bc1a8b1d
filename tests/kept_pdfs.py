"""LibreOffice lays out files of the same bytes once: for commands that are typed page after page.

Most of what such a command takes is the start of LibreOffice and the layout of a report that an
earlier command has laid out. The PDF is the same, and what docgen does with it is done each time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from docgen.atomic import write_atomically
from docgen.pdf.libre_offices import LibreOffices

FOLDER = "KEPT_PDFS"
"""The environment variable that names the folder of the PDFs that were made."""


def keep_pdfs(folder: Path) -> None:
    """From now on this process takes PDFs from a folder, and puts there those that it makes."""
    laid_out = LibreOffices._converted

    def converted(offices: LibreOffices, files: Sequence[Path]) -> Mapping[Path, bytes | str]:
        kept = {file: folder / _name(offices, file) for file in files}
        rest = [file for file, pdf in kept.items() if not pdf.exists()]
        made = laid_out(offices, rest) if rest else {}
        for file, pdf in made.items():
            if isinstance(pdf, bytes):
                write_atomically(kept[file], pdf, kept[file].name)
        return {file: made[file] if file in made else kept[file].read_bytes() for file in files}

    LibreOffices._converted = converted  # type: ignore[assignment, method-assign]
    LibreOffices.begin = lambda _: None  # type: ignore[assignment, method-assign]


def _name(offices: LibreOffices, file: Path) -> str:
    """A name for what a file has and how it is laid out."""
    office = offices._cold
    settings = repr((office.program, office.archive))
    return hashlib.sha256(settings.encode() + file.read_bytes()).hexdigest()
