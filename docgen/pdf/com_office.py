"""Word or WPS, driven over COM, which both offer alike; in a process of its own, on Windows.

It shows no dialog and runs no macro. Files are opened read-only, are not among the recent ones, and
are closed without saving. WPS may hand out the instance that the user works in: that one stays,
with its documents, and has its settings again in the end.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from docgen.pdf.office_job import OfficeJob, started_by_com

_NO_ALERTS, _NO_MACROS = 0, 3
"""``wdAlertsNone``, and ``msoAutomationSecurityForceDisable``."""

_SETTINGS = (
    ("", "DisplayAlerts", _NO_ALERTS),
    ("", "AutomationSecurity", _NO_MACROS),
    ("Options", "UpdateLinksAtOpen", False),
    ("Options", "ConfirmConversions", False),
)
"""Of the application or one of its parts, and their values; a version may not know each."""

_PDF, _DOCX = 17, 12
"""``wdFormatPDF`` (also ``wdExportFormatPDF``) and ``wdFormatXMLDocument``."""

_EXPORT = (False, 0, 0, 1, 1, 0, True, True, 1, True, True)
"""Not opened then, for print, all pages (from, to: not used), without markup, with properties,
with permissions, bookmarks of headings, tags, and pictures of fonts that may not be embedded."""

_UNSAVED = 0
"""``wdDoNotSaveChanges``."""

_NO_PASSWORD = "-"
"""A wrong one fails at once, where none makes it ask; a file that has none does not mind."""


class ComOffice:
    """An application that was started for this process, or is shared with the user.

    Args:
        classes: the COM classes that it may be registered as; the first that is there is taken.
        program: the name of its file.
    """

    def __init__(self, classes: Sequence[str], program: str) -> None:
        importlib.import_module("pythoncom").CoInitialize()
        before = _processes(program)
        self._application = _dispatched(classes)
        self._is_ours = _is_fresh(self._application)
        new = _processes(program) - before
        self._job = _job(new) if new and self._is_ours else None
        self._before = list(self._set(_SETTINGS))

    def export(self, source: Path, target: Path, *, archive: bool) -> None:
        """Writes ``source`` as PDF, or as PDF/A, with tags and bookmarks. Raises ``com_error``."""
        with self.opened(source) as document:
            try:
                document.ExportAsFixedFormat(str(target), _PDF, *_EXPORT, archive)
            except Exception:  # an older WPS has no export; com_error is no class of ours
                if archive:
                    raise
                document.SaveAs(str(target), _PDF)

    def save_docx(self, source: Path, target: Path) -> None:
        """Writes ``source``, of another format, as .docx. Raises ``com_error``."""
        with self.opened(source) as document:
            document.SaveAs(str(target), _DOCX)

    @contextmanager
    def opened(self, source: Path) -> Iterator[Any]:
        """The document of a file, which is closed at the end of the block."""
        no_conversion_prompt, read_only, no_recent_file = False, True, False
        document = self._application.Documents.Open(
            str(source), no_conversion_prompt, read_only, no_recent_file, _NO_PASSWORD
        )
        try:
            yield document
        finally:
            document.Close(_UNSAVED)

    def quit(self) -> None:
        """Ends the application, unless the user works in it."""
        list(self._set(self._before))
        if self._is_ours and self._application.Documents.Count == 0:
            self._application.Quit(_UNSAVED)
            return
        if self._is_ours:  # a file that the user opened has come into it
            self._application.Visible = True
        if self._job:
            self._job.release()

    def _set(self, settings: Sequence[tuple[str, str, Any]]) -> Iterator[tuple[str, str, Any]]:
        """Sets them, and yields what they were."""
        for part, name, value in settings:
            with suppress(Exception):  # com_error, or AttributeError: this version has no such
                owner = getattr(self._application, part) if part else self._application
                before = getattr(owner, name)
                setattr(owner, name, value)
                yield part, name, before


def _dispatched(classes: Sequence[str]) -> Any:
    """A new instance of the first class that is registered. Raises ``com_error`` of the last."""
    client: Any = importlib.import_module("win32com.client")
    *earlier, last = classes
    for name in earlier:
        with suppress(Exception):
            return client.DispatchEx(name)
    return client.DispatchEx(last)


def _is_fresh(application: Any) -> bool:
    """Whether nobody sees it or has a document in it: it was started for this process."""
    return not application.Visible and application.Documents.Count == 0


def _processes(program: str) -> set[int]:
    """Those that COM has started; none where Windows does not tell."""
    with suppress(Exception):
        return started_by_com(program)
    return set()


def _job(processes: set[int]) -> OfficeJob | None:
    """A job with the processes; ``None`` where Windows refuses: they are ended by quitting."""
    with suppress(Exception):
        return OfficeJob(processes)
    return None
