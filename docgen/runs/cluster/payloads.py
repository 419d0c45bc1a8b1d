"""Files for the cluster: bytes by their names in the project, so that no disk is shared."""

from __future__ import annotations

import hashlib
import stat
import sys
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TypeAlias

from docgen.content.pictures import MAX_PICTURE_BYTES
from docgen.runs.edition import Edition
from docgen.runs.inputs_digest import PACKAGES
from docgen.version import PACKAGE, __version__

Files: TypeAlias = Mapping[str, bytes | None]
"""Bytes by paths relative to the project's root; ``None`` for a folder."""

_LOCK = "~$"
"""The prefix of the lock files of Word, which cannot always be read."""


def files_below(folder: Path, root: Path) -> dict[str, bytes | None]:
    """``folder`` with everything in it. Raises ``OSError`` if something cannot be read."""
    files: dict[str, bytes | None] = {folder.relative_to(root).as_posix(): None}
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            files |= files_below(path, root)
        elif not path.name.startswith(_LOCK):
            files[path.relative_to(root).as_posix()] = path.read_bytes()
    return files


def unit_files(folder: Path, edition: Edition) -> dict[str, bytes | None] | None:
    """All files that the unit in ``folder`` is built from, without its pack.

    ``None`` if the unit has to be built on this machine, because there are links, devices, or files
    that cannot be read or are too large (:data:`MAX_PICTURE_BYTES`): problems depend on the disk.
    """
    last = edition.last_year_of(folder.name)
    folders = [unit_folder for unit_folder in (folder, last) if unit_folder]
    try:
        if all(
            _is_plain(path)
            for unit_folder in folders
            for path in (unit_folder, *unit_folder.rglob("*"))
        ):
            return {
                name: data
                for unit_folder in folders
                for name, data in files_below(unit_folder, edition.project.root).items()
            }
    except OSError:
        pass  # it is built on this machine, which reports the error
    return None


def _is_plain(path: Path) -> bool:
    """Whether ``path`` is a folder, or a regular file of at most ``MAX_PICTURE_BYTES``."""
    state = path.lstat()
    return stat.S_ISDIR(state.st_mode) or (
        stat.S_ISREG(state.st_mode) and state.st_size <= MAX_PICTURE_BYTES
    )


def unpack(files: Files, root: Path) -> None:
    """Writes ``files`` below ``root``."""
    for name, data in files.items():
        path = root / name
        folder = path if data is None else path.parent
        folder.mkdir(parents=True, exist_ok=True)
        if data is not None:
            path.write_bytes(data)


@dataclass(frozen=True)
class Upload:
    """The files that all items of a run share, packs or fonts; each worker gets them once.

    Attributes:
        digest: digest of the files; uploads with the same digest and versions are equal.
        files: the files.
        versions: the versions of the programs of the submitting machine.
    """

    digest: str
    files: Files = field(compare=False, repr=False)
    versions: tuple[tuple[str, str], ...]


def upload_of(folder: Path, root: Path) -> Upload:
    """``folder`` as an upload, empty if it does not exist. Raises the errors of ``files_below``."""
    files = files_below(folder, root) if folder.is_dir() else {}
    digest = hashlib.blake2b(digest_size=16)
    for name, data in files.items():
        digest.update(f"{name}\0{-1 if data is None else len(data)}\0".encode(errors="replace"))
        digest.update(data or b"")
    return Upload(digest.hexdigest(), files, versions())


@cache
def versions() -> tuple[tuple[str, str], ...]:
    """The programs that decide which bytes are written, and their versions on this machine."""
    code = hashlib.blake2b(digest_size=4)
    for module in sorted(PACKAGE.rglob("*.py")):
        code.update(module.read_bytes())
    return (
        ("docgen", f"{__version__} {code.hexdigest()}"),
        ("Python", f"{sys.version_info.major}.{sys.version_info.minor}"),
        ("zlib", zlib.ZLIB_RUNTIME_VERSION),
        *((name, metadata.version(name)) for name in PACKAGES),
    )
