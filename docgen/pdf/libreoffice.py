"""PDFs by LibreOffice: a profile of its own, a time limit, many files in one call.

Two LibreOffices on one profile give one PDF and no word about the other, so each call gets its own.
The files are converted as copies: nothing that happens can touch, or lock, the office's own.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from zipfile import BadZipFile

from docgen.pdf.prepare import prepare_copy
from docgen.pdf.reproducible import reproducible

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

_STARTING = 20
"""Seconds a first start on a fresh profile may take."""

_GLANCE = 0.05
"""Seconds between two looks at how far it is."""


def find_libreoffice() -> str | None:
    """The program's path, or ``None``."""
    found = filter(None, map(shutil.which, _PROGRAMS))
    usual = (place for place in _USUAL_PLACES if Path(place).is_file())
    return next(found, None) or next(usual, None)


@dataclass(frozen=True)
class Office:
    """How LibreOffice is called.

    Attributes:
        program: its path.
        environment: variables that it gets.
        seconds: the time limit for one file.
        archive: whether it makes PDF/A-2.
        stop: ends all that runs when it is set.
    """

    program: str
    environment: Mapping[str, str]
    seconds: int
    archive: bool = False
    stop: Event = field(default_factory=Event)

    def convert(self, files: Sequence[Path]) -> dict[Path, bytes | str]:
        """A PDF for each file, or why there is none: ``timeout`` or what LibreOffice said.

        All files go into one call. A call that ended by itself has tried them all; one that hung
        or crashed did so at the first file that is missing, and has not tried those behind it.
        Such a file is tried once more by itself, and costs the others nothing.
        """
        results: dict[Path, bytes | str] = {}
        rest = list(files)
        while rest and not self.stop.is_set():
            found, sound = self._call(rest)
            results |= found
            missing = [file for file in rest if isinstance(found[file], str)]
            tried = missing if sound else missing[:1]
            for file in tried if len(rest) > 1 else ():
                results |= self._call([file])[0]
            rest = [file for file in missing if file not in tried]
        return results

    def _call(self, files: Sequence[Path]) -> tuple[dict[Path, bytes | str], bool]:
        """What became of each file, and whether LibreOffice ended by itself."""
        with TemporaryDirectory(prefix="docgen-pdf-", ignore_cleanup_errors=True) as folder:
            work = Path(folder)
            copies = {file: work / f"{number}.docx" for number, file in enumerate(files)}
            for file, copy in copies.items():
                with suppress(OSError, BadZipFile):  # it will have no PDF
                    prepare_copy(file, copy)
            command = [
                self.program,
                *_arguments(work, _to_pdf(self.archive)),
                *map(str, copies.values()),
            ]
            reason, sound = self._run(command, work)
            return {file: _pdf(copy, reason) for file, copy in copies.items()}, sound

    def _run(self, command: Sequence[str], work: Path) -> tuple[str, bool]:
        """Runs the program and whatever it starts in a group, which is ended as a whole."""
        said = work / "said"
        with (
            said.open("wb") as errors,
            subprocess.Popen(
                command,
                env=os.environ | self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                start_new_session=True,
            ) as process,
        ):
            try:
                ended = self._watched(process, work)
            finally:
                if process.poll() is None:
                    _end(process)
        lines = said.read_text("utf-8", "replace").strip().splitlines()
        reason = lines[-1] if lines else f"exit {process.returncode}"
        return (reason, process.returncode == 0) if ended else ("timeout", False)

    def _watched(self, process: subprocess.Popen[bytes], work: Path) -> bool:
        """Whether the program ends before one file takes longer than it may."""
        made, limit = 0, time.monotonic() + _STARTING + self.seconds
        while process.poll() is None:
            if self.stop.wait(_GLANCE) or time.monotonic() > limit:
                return False
            if (count := len(list(work.glob("*.pdf")))) > made:
                made, limit = count, time.monotonic() + self.seconds
        return True


def as_docx(program: str, file: Path, seconds: int) -> bytes | str:
    """A file of another format as .docx, or why there is none."""
    with TemporaryDirectory(prefix="docgen-docx-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        copy = work / f"form{file.suffix}"
        copy.write_bytes(file.read_bytes())
        command = [program, *_arguments(work, "docx"), str(copy)]
        try:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds + _STARTING
            )
        except subprocess.TimeoutExpired:
            return "timeout"
        made = copy.with_suffix(".docx")
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        return made.read_bytes() if made.is_file() else "".join(said[-1:]) or "LibreOffice"


def _to_pdf(archive: bool) -> str:
    chosen = _OPTIONS | (_ARCHIVE if archive else {})
    options = {name: {"type": kind, "value": value} for name, (kind, value) in chosen.items()}
    return f"pdf:writer_pdf_Export:{json.dumps(options)}"


def _arguments(work: Path, kind: str) -> list[str]:
    return [
        f"-env:UserInstallation={(work / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        *("--convert-to", kind),
        *("--outdir", str(work)),
    ]


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)


def _pdf(copy: Path, reason: str) -> bytes | str:
    result = copy.with_suffix(".pdf")
    data = result.read_bytes() if result.is_file() else b""
    return reproducible(data) if data.rstrip().endswith(b"%%EOF") else reason
