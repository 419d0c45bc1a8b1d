"""The report that the content of a unit was taken from, to be looked at beside the new one.

build/2022/.docgen/<unit>/taken/<its name>.docx
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from docgen.atomic import refuse_links, write_atomically
from docgen.diagnostics import DocgenError
from docgen.roundtrip.files.bases import FOLDER
from docgen.runs.edition import Edition

_TAKEN = "taken"


def keep_old_report(edition: Edition, unit: str, name: str, data: bytes) -> None:
    """Keeps a report, a .docx, under the name of its file; a full disk stops nothing here."""
    folder = edition.bases.folder / unit / _TAKEN
    with suppress(DocgenError, OSError):
        refuse_links((edition.bases.folder, folder.parent, folder), FOLDER)
        write_atomically(folder / f"{Path(name).stem}.docx", data, name)


def old_report(edition: Edition, unit: str) -> Path | None:
    """The report that a unit was taken from; ``None`` if it was not, or the file is gone."""
    folder = edition.bases.folder / unit / _TAKEN
    files = sorted(folder.glob("*.docx")) if folder.is_dir() else []
    return next((file for file in files if file.is_file() and not file.is_symlink()), None)
