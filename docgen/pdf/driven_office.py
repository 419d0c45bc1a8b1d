"""Word or WPS, driven in a process of its own, which is waited for no longer than is allowed."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock

from docgen.pdf.office_server import OfficeRequest, serve
from docgen.temporary import temporary_folder

START_SECONDS = 60
"""Seconds that the start may take: after an update, or with add-ins, Word takes its time."""

_QUIT_SECONDS = 20
"""Seconds in which it may end by itself: one that is killed asks about that when it next starts."""

_POLL_SECONDS = 0.05
"""Seconds between two looks at whether the run ends."""

NO_ARCHIVE = "no-archive"
"""The reason of a PDF that is none for the archive, though that was asked for."""


class DrivenOffice:
    """A Word or WPS that is started for the first file, and anew after one that hangs.

    It lays out one file at a time, and ends with the ``with`` block.

    Args:
        name: ``Word`` or ``WPS``.
        seconds: the time limit for a file.
        archive: whether it makes PDF/A.
    """

    def __init__(self, name: str, seconds: int, *, archive: bool = False) -> None:
        self._name, self._seconds, self._archive = name, seconds, archive
        self._stop, self._lock = Event(), Lock()
        self._process: _ServerProcess | None = None

    def __enter__(self) -> DrivenOffice:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self) -> None:
        """Nothing: a window may flash up when it starts, so it starts when it is needed."""

    def convert(self, files: Iterable[Path]) -> Iterator[tuple[Path, bytes | str]]:
        """Yields each file with its PDF, or with the reason why there is none; in input order."""
        for file in files:
            yield file, self._pdf(file)

    def as_docx(self, file: Path, ending: str) -> bytes | str:
        """A file of another format, which ``ending`` names, as .docx; or why there is none."""
        with temporary_folder("docx") as folder:
            reason, path = self._done(file, folder, ending, ".docx")
            return path.read_bytes() if path.is_file() else reason

    def close(self) -> None:
        """Ends it, whatever it is doing."""
        self._stop.set()
        with self._lock:
            self._end()

    def _pdf(self, file: Path) -> bytes | str:
        from docgen.pdf.finished import finished_pdf, is_archive

        with temporary_folder("pdf") as folder:
            reason, path = self._done(file, folder, ".docx", ".pdf")
            try:
                pdf = finished_pdf(path)
            except Exception as failed:  # whatever a damaged PDF makes of its parser
                pdf, reason = None, reason or str(failed)
            if pdf and self._archive and not is_archive(pdf):
                return NO_ARCHIVE
            return pdf or reason or f"{self._name}: 0"

    def _done(self, file: Path, folder: Path, ending: str, wanted: str) -> tuple[str, Path]:
        """Why a copy of ``file`` was not written as ``wanted``, if it was not; and where it is."""
        from docgen.word.outside_links.package_links import unlinked

        source, target = folder / f"report{ending}", folder / "made" / f"report{wanted}"
        target.parent.mkdir()
        try:
            source.write_bytes(unlinked(file.read_bytes()))
        except Exception as reason:  # zipfile raises many kinds for a damaged file
            return str(reason), target
        with self._lock:
            return self._asked(OfficeRequest(source, target, self._archive)), target

    def _asked(self, request: OfficeRequest) -> str:
        """The answer of the process, which is a new one if there is none; or why there is none."""
        seconds = float(self._seconds)
        if self._process is None:
            self._process, seconds = _ServerProcess(self._name), seconds + START_SECONDS
        try:
            return self._process.answer(request, seconds, self._stop)
        except TimeoutError:
            self._process.kill()
            reason = "timeout"
        except (EOFError, OSError):
            reason = f"{self._name}: {self._process.kill()}"
        self._process = None
        return reason

    def _end(self) -> None:
        if self._process:
            self._process.end()
            self._process = None


class _ServerProcess:
    """A process of :mod:`docgen.pdf.office_server`, which ends with this one."""

    def __init__(self, name: str) -> None:
        context = multiprocessing.get_context("spawn")
        # A worker of a pool may else have no process of its own; it is told to be one that may.
        multiprocessing.current_process().daemon = False
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, name), daemon=True)
        self._process.start()
        theirs.close()

    def answer(self, request: OfficeRequest, seconds: float, stop: Event) -> str:
        """What it answers. Raises :class:`TimeoutError`; :class:`EOFError` if it has ended."""
        limit = time.monotonic() + seconds
        self._connection.send(request)
        while not self._connection.poll(_POLL_SECONDS):
            if stop.is_set() or time.monotonic() > limit:
                raise TimeoutError
        return str(self._connection.recv())

    def kill(self) -> int | None:
        """Ends it at once; returns how it ended."""
        self._process.kill()
        self._process.join()
        self._connection.close()
        return self._process.exitcode

    def end(self) -> None:
        """Has it end its application first, if that is possible in time."""
        with suppress(OSError):  # it has ended
            self._connection.send(None)
        self._process.join(_QUIT_SECONDS)
        self.kill()
