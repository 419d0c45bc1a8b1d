"""A LibreOffice that stays: started once, it lays out one file after the other.

It costs a file nothing but itself: one that makes it crash, hang or fail is tried once more by a
call of :mod:`docgen.pdf.libreoffice`, which says why if there is none, and the next file has a new
process.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock

from docgen.pdf.blank import write_blank
from docgen.pdf.libreoffice import START_SECONDS, Office, export_options
from docgen.pdf.office_process import OfficeLostError, OfficeProcess

_FILES, _AGE = 200, 3600
"""How many files a process lays out, and for how many seconds it is kept."""

_FAILED_STARTS = 2
"""How many processes in a row may be lost before they are there; then only calls are made."""


class WarmOffice:
    """A LibreOffice that is started for the first file, and anew when it is lost or old.

    Attributes:
        library: LibreOffice as a library.
        office: its environment, limits and options, and what is called when it fails.
    """

    def __init__(self, library: str, office: Office) -> None:
        self.library, self.office = library, office
        self._process: OfficeProcess | None = None
        self._failed_starts = 0
        self._lock = Lock()

    def begin(self) -> None:
        """Starts the process, which lays out a blank page and so loads the fonts; does not wait.

        Where that fails, the first file will tell.
        """
        with self._lock, suppress(OSError, OfficeLostError):
            process = self._ready()
            blank = process.folder / "blank.docx"
            write_blank(blank)
            process.ask(blank, blank.with_suffix(".pdf"), export_options(self.office.archive))

    def convert(self, files: Sequence[Path]) -> dict[Path, bytes | str]:
        """The PDF of each file, or why there is none; as :meth:`Office.convert` gives them."""
        with self._lock:
            return {file: self._converted(file) for file in files}

    def close(self) -> None:
        """Ends the process, and removes its folder."""
        with self._lock:
            self._end()

    def _converted(self, file: Path) -> bytes | str:
        try:
            pdf = self._laid_out(file)
        except Exception:  # the office is lost; or zipfile raises one of many, for a damaged file
            pdf = None
        if pdf is None:
            self._end()
            return self.office.convert([file]).get(file, "timeout")
        return pdf

    def _laid_out(self, file: Path) -> bytes | None:
        if self._failed_starts >= _FAILED_STARTS:
            return None
        from docgen.pdf.prepare import prepare_copy

        process = self._ready()
        copy = process.folder / f"{process.files}.docx"
        target = copy.with_suffix(".pdf")
        prepare_copy(file, copy)
        self._failed_starts += 1
        process.wait(START_SECONDS)
        self._failed_starts = 0
        process.ask(copy, target, export_options(self.office.archive))
        from docgen.pdf.finished import finished_pdf  # while LibreOffice works

        process.wait(self.office.seconds)
        pdf = finished_pdf(target)
        copy.unlink()
        target.unlink()
        return pdf

    def _ready(self) -> OfficeProcess:
        """The process, if it can do more; else a new one."""
        process = self._process
        is_young = process and process.files < _FILES and time.monotonic() < process.started + _AGE
        if process and is_young and process.is_there:
            return process
        self._end()
        self._process = OfficeProcess(self.library, self.office.environment, self.office.stop)
        return self._process

    def _end(self) -> None:
        if self._process:
            self._process.end()
            self._process = None
