"""Watches the folders of an edition, not their files, since editors replace files."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import Event, Thread

import watchfiles

from docgen.preview.session import PreviewSession

_QUIET, _LONGEST = 50, 200
"""Milliseconds: a burst of saves has ended when so long nothing came, and is told at the latest."""

_LOOK_AGAIN = 1
"""Seconds after which folders are looked for that were not there, or were replaced."""

_POLL = 300
"""Milliseconds between two looks at a folder whose system tells nothing."""

_REMOTE = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "vboxsf", "fuse.sshfs", "virtiofs"}
"""File systems of Linux that do not tell what another machine has changed."""

_OCTAL = re.compile(r"\\([0-7]{3})")
"""How ``/proc/self/mounts`` writes blanks and backslashes."""

_DRIVE_REMOTE = 4  # winbase.h


class FolderWatch:
    """A thread that tells a session what was saved; it ends with the ``with`` block."""

    def __init__(self, session: PreviewSession) -> None:
        self._session, self._ends = session, Event()
        edition = session.edition
        project, year = edition.project, edition.name
        last = project.content / str(int(year) - 1) if year.isdecimal() else None
        self._content = [folder.resolve() for folder in (project.content / year, last) if folder]
        self._packs, self._outputs = project.packs.resolve(), edition.folder.resolve()
        self._thread = Thread(target=self._run, name="watch", daemon=True)

    def __enter__(self) -> FolderWatch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.set()
        self._thread.join(1)

    def _run(self) -> None:
        polling = any(map(is_remote, self._there()))
        while not self._ends.is_set():
            try:
                self._watch(self._there(), polling=polling)
            except (OSError, RuntimeError) as reason:
                # The system has no means left to tell what changes; or a name is not UTF-8, and as
                # long as that is so, all is looked at again and again.
                polling |= isinstance(reason, OSError)
                self._ends.wait(_LOOK_AGAIN)
                self._tell_all()

    def _there(self) -> dict[Path, int]:
        """The folders that are there, and which ones they are."""
        folders = (*self._content, self._packs, self._outputs)
        return {folder: folder.stat().st_ino for folder in folders if folder.is_dir()}

    def _watch(self, there: dict[Path, int], *, polling: bool) -> None:
        """Tells what changes, until other folders are there."""
        if not there:
            self._ends.wait(_LOOK_AGAIN)
            return
        is_first = True
        for changes in watchfiles.watch(
            *there,
            watch_filter=None,
            debounce=_LONGEST,
            step=_QUIET,
            stop_event=self._ends,
            rust_timeout=1000 * _LOOK_AGAIN,
            yield_on_timeout=True,
            force_polling=polling,
            poll_delay_ms=_POLL,
            ignore_permission_denied=True,
        ):
            if is_first:  # what was saved while no one watched
                self._tell_all()
                is_first = False
            self._tell([Path(path) for _, path in changes])
            if self._there() != there:
                return

    def _tell_all(self) -> None:
        self._session.packs_changed()
        self._session.outputs_changed()
        self._session.units_changed(*(unit.name for unit in self._session.units()))

    def _tell(self, paths: Sequence[Path]) -> None:
        """Tells the session what ``paths`` are of; hidden files and lock files are of nothing."""
        below = [names for folder in self._content for names in _below(folder, paths)]
        if below:
            self._session.units_changed(*{names[0] for names in below if names})
        if any(_below(self._packs, paths)):
            self._session.packs_changed()
        if any(names[-1].lower().endswith(".docx") for names in _below(self._outputs, paths)):
            self._session.outputs_changed()


def _below(folder: Path, paths: Iterable[Path]) -> Iterator[tuple[str, ...]]:
    """The names that lead to each of ``paths`` that is below ``folder`` and not hidden."""
    for path in paths:
        if path.is_relative_to(folder):
            names = path.relative_to(folder).parts
            if names and not any(name[0] in ".~" for name in names):
                yield names


def is_remote(folder: Path) -> bool:
    """Whether a folder lies on a network drive: what others change there is not told."""
    if sys.platform == "win32":
        import ctypes

        drive = folder.anchor
        return drive.startswith("\\\\") or (
            ctypes.windll.kernel32.GetDriveTypeW(drive) == _DRIVE_REMOTE
        )
    mounts = Path("/proc/self/mounts")
    return (
        mounts.is_file()
        and file_system(folder, mounts.read_text("utf-8", "surrogateescape")) in _REMOTE
    )


def file_system(folder: Path, mounts: str) -> str:
    """The kind of file system that ``folder`` lies on, by the lines of ``/proc/self/mounts``."""
    kinds = dict[Path, str]()
    for line in mounts.splitlines():
        _, at, kind, *_ = line.split(" ")
        kinds[Path(_OCTAL.sub(lambda sign: chr(int(sign[1], 8)), at))] = (
            kind  # of two in one place the last
        )
    return next((kinds[path] for path in (folder, *folder.parents) if path in kinds), "")
