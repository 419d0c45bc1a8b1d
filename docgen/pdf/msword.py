"""Microsoft Word, driven through docx2pdf, on Windows and macOS.

On Windows docx2pdf takes the Word that the user works in, and ends it. Here it is given one of its
own instead, as :mod:`docgen.pdf.com_office` starts it, which also makes tags, bookmarks and PDF/A.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from docgen.pdf.com_class import registered_program
from docgen.pdf.com_office import ComOffice

CLASS, PROGRAM = "Word.Application", "WINWORD.EXE"

_APPS = (Path("/Applications"), Path.home() / "Applications")
_APP = "Microsoft Word"


def find_word() -> str | None:
    """The path of Word, or ``None``.

    WPS may be registered in its place, for programs that know Word alone.
    """
    if sys.platform == "darwin":
        apps = (folder / f"{_APP}.app" for folder in _APPS)
        return next((str(app) for app in apps if app.is_dir()), None)
    program = registered_program(CLASS)
    is_word = program and program.lower().endswith(PROGRAM.lower())
    return program if is_word else None


class WindowsWord(ComOffice):
    """A Word of its own, which docx2pdf drives."""

    def __init__(self) -> None:
        super().__init__([CLASS], PROGRAM)

    def export(self, source: Path, target: Path, *, archive: bool) -> None:
        """As :meth:`ComOffice.export`."""
        docx2pdf: Any = importlib.import_module("docx2pdf")
        with _dispatched(_GivenWord(partial(super().export, archive=archive))):
            docx2pdf.convert(str(source), str(target), keep_active=True)


@contextmanager
def _dispatched(word: _GivenWord) -> Iterator[None]:
    """What asks for a Word in this process gets ``word``, until the end of the block."""
    client: Any = importlib.import_module("win32com.client")
    before = client.Dispatch
    client.Dispatch = lambda _: word
    try:
        yield
    finally:
        client.Dispatch = before


class _GivenWord:
    """What docx2pdf uses of Word: one file is opened, saved as PDF, and closed."""

    def __init__(self, export: Callable[[Path, Path], None]) -> None:
        self.Documents, self._export, self._source = self, export, Path()

    def Open(self, source: str) -> _GivenWord:  # noqa: N802
        """Only remembers the file."""
        self._source = Path(source)
        return self

    def SaveAs(self, target: str, FileFormat: int) -> None:  # noqa: N802, N803
        """Opens, exports and closes the file."""
        self._export(self._source, Path(target))

    def Close(self, _: int) -> None:  # noqa: N802
        """Nothing: the file is closed."""


class MacWord:
    """Word for macOS, of which there is one instance: the user's, if it runs."""

    def __init__(self) -> None:
        self._is_ours = subprocess.run(["pgrep", "-x", _APP], capture_output=True).returncode != 0

    def export(self, source: Path, target: Path, *, archive: bool) -> None:
        """Writes ``source`` as PDF; ``archive`` is not done, which the PDF shows."""
        docx2pdf: Any = importlib.import_module("docx2pdf")
        docx2pdf.convert(str(source), str(target), keep_active=True)

    def save_docx(self, source: Path, target: Path) -> None:
        """Is not done: docx2pdf opens .docx alone."""
        raise NotImplementedError

    def quit(self) -> None:
        """Ends Word, unless it ran before."""
        if self._is_ours:
            script = f'quit application "{_APP}" saving no'
            subprocess.run(["osascript", "-e", script], capture_output=True)
