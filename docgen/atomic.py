"""Writing files so that there is always the old one or the new one, never a part."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex

from docgen.diagnostics import EditsAtRiskError, OutputError, Place

_TEMPORARY = ".docgen-"
_FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*\n\r\t', "_"))
_RESERVED = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10)),
}
"""Names of devices on Windows."""

_LONGEST = 200
"""Bytes of a file's name; file systems allow 255, and an ending and a lock file's name follow."""


def safe_name(text: str) -> str:
    """``text`` as a file name that Windows, macOS and Linux take."""
    name = "".join(text.translate(_FORBIDDEN).split()).strip(".").lstrip("~")
    while len(name.encode()) > _LONGEST:
        name = name[:-1]
    return f"{name}_" if not name or name.upper() in _RESERVED else name


def remove_remains(folder: Path) -> None:
    """Removes the temporary files of runs that were killed more than an hour ago."""
    for path in folder.glob(f"{_TEMPORARY}*") if folder.is_dir() else ():
        if time.time() - path.stat().st_mtime > 3600:
            path.unlink(missing_ok=True)


def write_atomically(path: Path, data: bytes, name: str) -> None:
    """Writes ``data`` to ``path`` in one step; ``name`` is what messages call the file.

    Raises :class:`EditsAtRiskError` when another program holds the file, :class:`OutputError` when
    it cannot be written for another reason. Whatever happens, no temporary file stays behind.
    """
    write_all({path: data}, {path: name})


def write_all(files: Mapping[Path, bytes], names: Mapping[Path, str]) -> None:
    """Writes several files, each in one step, and none of them unless there is room for all.

    ``names`` are what messages call them. Raises what :func:`write_atomically` raises.
    """
    staged: dict[Path, Path] = {}
    try:
        for path, data in files.items():
            with _told(path, names[path]):
                # Noted before it is there: Ctrl-C may come between any two steps.
                staged[path] = _beside(path)
                _write(staged[path], data)
        for path, temporary in list(staged.items()):
            with _told(path, names[path]):
                temporary.replace(path.resolve())
            del staged[path]
    finally:
        for temporary in staged.values():
            with suppress(OSError):  # it may never have been there, nor its folder
                temporary.unlink()


def write_folder(path: Path, files: Mapping[str, bytes], name: str) -> None:
    """Makes the folder ``path`` with all of ``files`` in it, in one step, or not at all.

    ``name`` is what messages call it. Raises :class:`OutputError`, and leaves nothing behind.
    """
    with _told(path, name):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=_TEMPORARY, dir=path.parent) as work:
            staged = Path(work) / path.name
            for file, data in files.items():
                (staged / file).parent.mkdir(parents=True, exist_ok=True)
                (staged / file).write_bytes(data)
            staged.rename(path)


def _beside(path: Path) -> Path:
    """A name that nothing has, beside ``path`` or beside what that is a link to."""
    return path.resolve().parent / f"{_TEMPORARY}{token_hex(8)}"


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o644)


@contextmanager
def _told(path: Path, name: str) -> Iterator[None]:
    """Says of a failure which file it was and what to do."""
    try:
        yield
    except OSError as reason:
        held = path.exists() and os.access(path.parent, os.W_OK)
        if isinstance(reason, PermissionError) and held:
            raise EditsAtRiskError("file-open", Place(name), holder="") from reason
        full = reason.errno in (errno.ENOSPC, errno.EDQUOT)
        code = "disk-full" if full else "write-failed"
        raise OutputError(code, Place(name), reason=reason.strerror or reason) from reason
