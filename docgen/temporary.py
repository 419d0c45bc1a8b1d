"""Temporary folders, which a killed run leaves behind and the next run clears.

A folder holds a file that its process keeps locked. The system unlocks it when the process ends,
however it ends; so a folder of this user whose file is unlocked is nobody's any more. The file is
the first that comes into the folder and the last that goes: whatever else a run leaves behind, the
next one knows whose it is. Only an empty folder may be without it; it goes when it is old.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

PREFIX = "docgen-"
_LOCK = ".docgen-lock"
_WINDOWS = os.name == "nt"
_UNLOCKED = 3600
"""Seconds after which an empty folder, whose process was killed beside the lock, is removed."""

_held: set[BinaryIO] = set()
"""The locked files of this process."""


@contextmanager
def temporary_folder(
    purpose: str, parent: Path | None = None, prefix: str = PREFIX
) -> Iterator[Path]:
    """A folder that is removed at the end; those of runs that were killed are removed first.

    Args:
        purpose: a word for its name, which begins with ``prefix``.
        parent: the folder that it is made in; the system's own if it is ``None``.
        prefix: how the names of docgen's folders begin there.
    """
    parent = parent or Path(tempfile.gettempdir())
    remove_dead_folders(parent, prefix)
    folder, lock = _locked_folder(parent, f"{prefix}{purpose}-")
    _held.add(lock)
    try:
        yield folder
    finally:
        _held.discard(lock)
        _remove(folder, lock)


def remove_dead_folders(parent: Path | None = None, prefix: str = PREFIX) -> None:
    """Removes the temporary folders in ``parent`` whose processes are dead.

    Other users' folders stay, and so does what docgen has not made.
    """
    for folder in (parent or Path(tempfile.gettempdir())).glob(f"{prefix}*"):
        with suppress(OSError):  # another run may do the same
            if _is_ours(folder):
                _remove_if_dead(folder)


def remove_held_folders() -> None:
    """Removes the folders of this process, which ends at once, though its threads may use them."""
    for lock in tuple(_held):
        with suppress(ValueError):  # a thread has just done so
            _remove(Path(lock.name).parent, lock)


def _locked_folder(parent: Path, prefix: str) -> tuple[Path, BinaryIO]:
    """A new folder and its locked file.

    Another run may take the folder for a dead one before its file is locked, and remove it; then
    the next one is tried.
    """
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        with suppress(FileNotFoundError):
            lock = (folder / _LOCK).open("xb")
            _lock(lock, wait=True)
            if (folder / _LOCK).exists():
                return folder, lock
            lock.close()


def _is_ours(folder: Path) -> bool:
    found = folder.lstat()
    return stat.S_ISDIR(found.st_mode) and (_WINDOWS or found.st_uid == os.getuid())


def _remove_if_dead(folder: Path) -> None:
    """Removes a folder; raises :class:`OSError` if it is in use, or another program's."""
    if not (folder / _LOCK).is_file():
        if time.time() - folder.stat().st_mtime > _UNLOCKED:
            folder.rmdir()  # unless something is in it
        return
    with (folder / _LOCK).open("rb+") as lock:
        _lock(lock, wait=False)
        _remove(folder, lock)


def _remove(folder: Path, lock: BinaryIO) -> None:
    """Removes a folder, its locked file last, and only if nothing else is left; unlocks it."""
    with lock, suppress(OSError):
        for path in folder.iterdir():
            if path.name != _LOCK:
                _remove_entry(path)
        if _WINDOWS:
            lock.close()  # an open file cannot be removed there
        if [path.name for path in folder.iterdir()] == [_LOCK]:
            (folder / _LOCK).unlink()
            folder.rmdir()


def _remove_entry(path: Path) -> None:
    """Removes a file or a folder, if that is possible."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


def _lock(file: BinaryIO, *, wait: bool) -> None:
    """Locks a file until it is closed. Raises :class:`OSError` if another process has done so.

    On Windows the open file is lock enough: it cannot be removed.
    """
    if not _WINDOWS:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))


def _leave_to_owner() -> None:
    """In a forked process: closes the locked files, which else were locked until it ends too."""
    while _held:
        _held.pop().close()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_leave_to_owner)
