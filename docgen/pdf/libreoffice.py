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
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
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


def find_libreoffice() -> str | None:
    """The program's path, or ``None``."""
    found = filter(None, map(shutil.which, _PROGRAMS))
    usual = (place for place in _USUAL_PLACES if Path(place).is_file())
    return next(found, None) or next(usual, None)


def convert(
    program: str,
    files: Sequence[Path],
    environment: Mapping[str, str],
    seconds: int,
    *,
    archive: bool = False,
) -> dict[Path, bytes | str]:
    """A PDF for each file, or the reason why there is none: ``timeout`` or what LibreOffice said.

    All files go into one call, with ``seconds`` for each. Those that are missing after it are
    tried once more, each by itself, so that a bad file costs the others nothing. ``archive`` makes
    PDF/A-2.
    """
    results = _call(program, files, environment, seconds, archive)
    if len(files) > 1:
        for file in [file for file, result in results.items() if isinstance(result, str)]:
            results |= _call(program, [file], environment, seconds, archive)
    return results


def _call(
    program: str,
    files: Sequence[Path],
    environment: Mapping[str, str],
    seconds: int,
    archive: bool,
) -> dict[Path, bytes | str]:
    with TemporaryDirectory(prefix="docgen-pdf-", ignore_cleanup_errors=True) as folder:
        work = Path(folder)
        copies = {file: work / f"{number}.docx" for number, file in enumerate(files)}
        for file, copy in copies.items():
            with suppress(OSError, BadZipFile):  # it will have no PDF
                prepare_copy(file, copy)
        command = [program, *_arguments(work, archive), *map(str, copies.values())]
        reason = _run(command, environment, _STARTING + seconds * len(files))
        return {file: _pdf(copy, reason) for file, copy in copies.items()}


def _arguments(work: Path, archive: bool) -> list[str]:
    chosen = _OPTIONS | (_ARCHIVE if archive else {})
    options = {name: {"type": kind, "value": value} for name, (kind, value) in chosen.items()}
    return [
        f"-env:UserInstallation={(work / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        *("--convert-to", f"pdf:writer_pdf_Export:{json.dumps(options)}"),
        *("--outdir", str(work)),
    ]


def _run(command: Sequence[str], environment: Mapping[str, str], seconds: int) -> str:
    """Runs the program and whatever it starts in a group, which a time-out ends as a whole."""
    with subprocess.Popen(
        command,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            _, said = process.communicate(timeout=seconds)
        except BaseException as reason:
            _end(process)
            if isinstance(reason, subprocess.TimeoutExpired):
                return "timeout"
            raise
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else f"exit {process.returncode}"


def _end(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)


def _pdf(copy: Path, reason: str) -> bytes | str:
    result = copy.with_suffix(".pdf")
    data = result.read_bytes() if result.is_file() else b""
    return reproducible(data) if data.rstrip().endswith(b"%%EOF") else reason
