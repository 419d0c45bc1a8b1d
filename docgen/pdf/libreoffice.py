"""Conversion by LibreOffice: a private profile, a time limit, many files in a call.

Two processes on the same profile make only one PDF and report no error, so each call gets its own
profile. Copies are converted, so that the office's own files are neither changed nor locked.

What reads Word files and PDFs is imported when there are any: LibreOffice can start before.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from docgen.pdf.profile import write_profile
from docgen.pdf.running import kill, remembered
from docgen.temporary import temporary_folder

_PROGRAMS = ("soffice", "libreoffice")
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_OPTIONS = {
    "UseTaggedPDF": ("boolean", "true"),
    "ExportBookmarks": ("boolean", "true"),
    "ExportNotes": ("boolean", "false"),
    "EmbedStandardFonts": ("boolean", "true"),
    "ReduceImageResolution": ("boolean", "false"),
    "InitialView": ("long", "1"),
}
_ARCHIVE = {"SelectPdfVersion": ("long", "2")}
"""PDF/A-2b (ISO 19005-2)."""

_AS_DOCX = "--infilter=MS Word 2007 XML"
"""A file of another format, whatever its name, has links that are not taken out."""

START_SECONDS = 20
"""Seconds that the first start on a fresh profile may take."""

_POLL_SECONDS = 0.05
"""Seconds between two looks at the progress."""


def find_libreoffice() -> str | None:
    """The path of the program, or ``None``."""
    installed = filter(None, map(shutil.which, _PROGRAMS))
    usual = (place for place in _USUAL_PLACES if Path(place).is_file())
    return next(installed, None) or next(usual, None)


@dataclass(frozen=True)
class Office:
    """How LibreOffice is called.

    Attributes:
        program: its path.
        environment: environment variables added for it.
        seconds: the time limit for a file.
        archive: whether it makes PDF/A-2.
        stop: when set, ends all running calls.
    """

    program: str
    environment: Mapping[str, str]
    seconds: int
    archive: bool = False
    stop: Event = field(default_factory=Event)

    def convert(self, files: Sequence[Path]) -> dict[Path, bytes | str]:
        """The PDF of each file, or why there is none: ``timeout`` or LibreOffice's own message.

        All files go into one call. A call that ended by itself has tried them all; one that hung
        or crashed did so at the first file without a PDF, and has not tried those after it.
        A file that failed is tried once more alone; those not yet tried go into another call.
        """
        results: dict[Path, bytes | str] = {}
        rest = list(files)
        while rest and not self.stop.is_set():
            outcomes, completed = self._call(rest)
            results |= outcomes
            missing = [file for file in rest if isinstance(outcomes[file], str)]
            tried = missing if completed else missing[:1]
            for file in tried if len(rest) > 1 else ():
                results |= self._call([file])[0]
            rest = [file for file in missing if file not in tried]
        return results

    def _call(self, files: Sequence[Path]) -> tuple[dict[Path, bytes | str], bool]:
        """The PDF or error of each file, and whether LibreOffice ended without an error."""
        from docgen.pdf.finished import finished_pdf
        from docgen.pdf.prepare import prepare_copy

        with temporary_folder("pdf") as folder:
            work = Path(folder)
            copies = {file: work / f"{number}.docx" for number, file in enumerate(files)}
            for file, copy in copies.items():
                try:
                    prepare_copy(file, copy)
                except Exception:  # zipfile raises many kinds for a damaged file
                    copy.unlink(missing_ok=True)  # it will have no PDF
            command = [
                *_arguments(
                    self.program, work, f"pdf:writer_pdf_Export:{export_options(self.archive)}"
                ),
                _AS_DOCX,
                *map(str, copies.values()),
            ]
            reason, completed = self._run(command, work)
            pdfs = {file: finished_pdf(copy.with_suffix(".pdf")) for file, copy in copies.items()}
            return {file: pdf or reason for file, pdf in pdfs.items()}, completed

    def _run(self, command: Sequence[str], work: Path) -> tuple[str, bool]:
        """Runs the program in a process group, which is killed as a whole if it does not end.

        Returns its last message, or ``timeout``, and whether it ended without an error.
        """
        log = work / "said"
        try:
            return self._watched(command, work, log)
        except OSError as reason:  # no program of this machine, or no means left to start one
            return reason.strerror or str(reason), False

    def _watched(self, command: Sequence[str], work: Path, log: Path) -> tuple[str, bool]:
        with (
            log.open("wb") as errors,
            subprocess.Popen(
                command,
                env=os.environ | self.environment | {"TMPDIR": str(work)},  # removed with it
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
            ) as process,
            remembered(process),
        ):
            try:
                ended = self._wait(process, work)
            finally:
                kill(process)
        lines = log.read_text("utf-8", "replace").strip().splitlines()
        reason = lines[-1] if lines else f"exit {process.returncode}"
        return (reason, process.returncode == 0) if ended else ("timeout", False)

    def _wait(self, process: subprocess.Popen[bytes], work: Path) -> bool:
        """Whether the program ends before a file takes longer than the time limit."""
        made, limit = 0, time.monotonic() + START_SECONDS + self.seconds
        while process.poll() is None:
            if self.stop.wait(_POLL_SECONDS) or time.monotonic() > limit:
                return False
            if (count := len(list(work.glob("*.pdf")))) > made:
                made, limit = count, time.monotonic() + self.seconds
        return True


def as_docx(program: str, file: Path, ending: str, seconds: int) -> bytes | str:
    """A file of another format, which ``ending`` names, as .docx; or why there is none."""
    with temporary_folder("docx") as folder:
        work = Path(folder)
        copy = work / "old" / f"form{ending}"
        copy.parent.mkdir()
        copy.write_bytes(_unlinked(file.read_bytes()))
        command = [*_arguments(program, work, "docx"), str(copy)]
        reason, completed = Office(program, {}, seconds)._run(command, work)
        converted = work / "form.docx"
        return converted.read_bytes() if completed and converted.is_file() else reason


def _unlinked(data: bytes) -> bytes:
    """A form without links, as far as they can be seen from outside of LibreOffice."""
    from docgen.word.outside_links.package_links import unlinked
    from docgen.word.package_file import PackageError

    try:
        return unlinked(data)
    except PackageError:  # LibreOffice will say so
        return data


def export_options(archive: bool) -> str:
    """The options of the export to PDF, or to PDF/A, as LibreOffice reads them."""
    chosen = _OPTIONS | (_ARCHIVE if archive else {})
    return json.dumps(
        {name: {"type": kind, "value": value} for name, (kind, value) in chosen.items()}
    )


def _arguments(program: str, work: Path, kind: str) -> list[str]:
    return [
        program,
        f"-env:UserInstallation={write_profile(work / 'profile', program)}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        *("--convert-to", kind),
        *("--outdir", str(work)),
    ]
