"""Files as they travel: bytes by their names in the project, so that no disk need be shared."""

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

from docgen.content.pictures import LIMIT
from docgen.project import Project
from docgen.runs.inputs_digest import PACKAGES
from docgen.version import PACKAGE, __version__

Files: TypeAlias = Mapping[str, bytes | None]
"""Bytes by names that count from the project's root; ``None`` for a folder."""

_LOCK = "~$"
"""What the lock files of Word begin with; they cannot always be read."""


def files_below(folder: Path, root: Path) -> dict[str, bytes | None]:
    """``folder`` with all that lies in it. Raises ``OSError`` for what cannot be read."""
    files: dict[str, bytes | None] = {folder.relative_to(root).as_posix(): None}
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            files |= files_below(path, root)
        elif not path.name.startswith(_LOCK):
            files[path.relative_to(root).as_posix()] = path.read_bytes()
    return files


def unit_files(folder: Path, edition: str, project: Project) -> dict[str, bytes | None] | None:
    """All that the unit in ``folder`` is built from, but for its pack.

    ``None`` if bytes do not tell it all: where there are links, devices, files that cannot be read
    or are larger than any that is used. What is said of those depends on the disk they lie on.
    """
    last = project.year_before(edition, folder.name)
    folders = [one for one in (folder, last) if one]
    try:
        if all(_is_plain(path) for one in folders for path in (one, *one.rglob("*"))):
            return {k: v for one in folders for k, v in files_below(one, project.root).items()}
    except OSError:
        pass  # it is built here, and told here
    return None


def _is_plain(path: Path) -> bool:
    state = path.lstat()
    return stat.S_ISDIR(state.st_mode) or (stat.S_ISREG(state.st_mode) and state.st_size <= LIMIT)


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
    """What all items of a run have in common, the packs or the fonts; a worker gets it once.

    Attributes:
        digest: of the files; it stands for them.
        files: the files.
        versions: the programs of the machine that sends them.
    """

    digest: str
    files: Files = field(compare=False, repr=False)
    versions: tuple[tuple[str, str], ...]


def upload_of(folder: Path, root: Path) -> Upload:
    """``folder``, which need not be there. Raises ``OSError`` for what cannot be read."""
    files = files_below(folder, root) if folder.is_dir() else {}
    total = hashlib.blake2b(digest_size=16)
    for name, data in files.items():
        total.update(f"{name}\0{-1 if data is None else len(data)}\0".encode(errors="replace"))
        total.update(data or b"")
    return Upload(total.hexdigest(), files, versions())


@cache
def versions() -> tuple[tuple[str, str], ...]:
    """The programs that decide which bytes come out, and their versions on this machine."""
    code = hashlib.blake2b(digest_size=4)
    for module in sorted(PACKAGE.rglob("*.py")):
        code.update(module.read_bytes())
    return (
        ("docgen", f"{__version__} {code.hexdigest()}"),
        ("Python", f"{sys.version_info.major}.{sys.version_info.minor}"),
        ("zlib", zlib.ZLIB_RUNTIME_VERSION),
        *((name, metadata.version(name)) for name in PACKAGES),
    )
