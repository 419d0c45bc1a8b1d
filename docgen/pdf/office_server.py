"""The process in which Word or WPS is driven: it does what it is asked, one file after the other.

It ends with the process that started it, however that ends, and Word or WPS with it.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Thread
from typing import Protocol

from docgen.pdf import wps
from docgen.pdf.com_office import ComOffice
from docgen.pdf.msword import MacWord, WindowsWord

_TRIES = 2
"""A file is tried again, by a new application: what failed may be the one before it."""


@dataclass(frozen=True)
class OfficeRequest:
    """A file, and what is to be written of it.

    Attributes:
        source: a Word file, which is this process's own copy.
        target: the .docx, or the .pdf, which is to be PDF/A if ``archive`` says so.
        archive: whether it is to be PDF/A.
    """

    source: Path
    target: Path
    archive: bool = False


class DrivenApplication(Protocol):
    """Word or WPS, running."""

    def export(self, source: Path, target: Path, *, archive: bool) -> None:
        """Writes ``source`` as PDF, or as PDF/A."""

    def save_docx(self, source: Path, target: Path) -> None:
        """Writes ``source``, of another format, as .docx."""

    def quit(self) -> None:
        """Ends it."""


def serve(connection: Connection, name: str) -> None:
    """Answers each :class:`OfficeRequest` with ``""``, or with the reason why it was not done.

    ``name`` is ``Word`` or ``WPS``. ``None`` ends it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started it
    _say_nothing()
    Thread(target=_end_with_parent, daemon=True).start()
    server = _OfficeServer(_word if name == "Word" else _wps)
    with suppress(EOFError):
        while request := connection.recv():
            connection.send(server.answer(request))
    server.close()


def _word() -> DrivenApplication:
    return MacWord() if sys.platform == "darwin" else WindowsWord()


def _wps() -> DrivenApplication:
    return ComOffice(wps.CLASSES, wps.PROGRAM)


class _OfficeServer:
    """Keeps the application that ``start`` starts, until a file fails."""

    def __init__(self, start: Callable[[], DrivenApplication]) -> None:
        self._start = start
        self._application: DrivenApplication | None = None

    def answer(self, request: OfficeRequest) -> str:
        """Does what is asked; the reason of the last try if none succeeds."""
        reason = ""
        for _ in range(_TRIES):
            try:
                self._do(request)
            # COM raises an exception of its own, and docx2pdf on macOS ends the program.
            except (Exception, SystemExit) as failed:
                reason = _told(failed)
                self.close()
            else:
                return ""
        return reason

    def close(self) -> None:
        """Ends the application."""
        application, self._application = self._application, None
        with suppress(Exception):  # it has crashed: its job ends what is left of it
            if application:
                application.quit()

    def _do(self, request: OfficeRequest) -> None:
        application = self._application = self._application or self._start()
        if request.target.suffix == ".docx":
            application.save_docx(request.source, request.target)
        else:
            application.export(request.source, request.target, archive=request.archive)


def _told(failed: BaseException) -> str:
    """The reason in the words of the application, if it has some."""
    for part in failed.args:
        if isinstance(part, tuple) and len(part) > 2 and part[2]:  # EXCEPINFO of COM
            return str(part[2])
    words = [part for part in failed.args if isinstance(part, str) and part]
    return words[0] if words else str(failed) or type(failed).__name__


def _say_nothing() -> None:
    """What docx2pdf prints is not for the user's terminal."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nothing, stream)


def _end_with_parent() -> None:
    """A call to an application that hangs cannot be interrupted otherwise."""
    if parent := multiprocessing.parent_process():
        parent.join()
    os._exit(1)
