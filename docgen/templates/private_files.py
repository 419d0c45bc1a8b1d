"""Files that only this user can have written: in a folder of the user's own, signed with a key.

The key is random and lies in the user's configuration folder. Whoever may write where the files
are cannot sign them, and whoever may read the key is the user.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_config_path

from docgen.atomic import write_atomically
from docgen.diagnostics import DocgenError

_BYTES = 32
"""Bytes of the key, and of a signature, which is at the beginning of a file."""

_PRIVATE, _PRIVATE_FOLDER = 0o600, 0o700
_WINDOWS = os.name == "nt"  # where folders of a user are the user's, and modes say nothing


@dataclass(frozen=True)
class PrivateFolder:
    """A folder of signed files; what is not the user's own is as if it were not there."""

    path: Path

    def read(self, name: str) -> bytes | None:
        """The content of a file; ``None`` if it is missing, or another may have written it."""
        key = _key()
        if key is None or not _is_own_folder(self.path):
            return None
        data = _read(self.path / name)
        if data is None or not hmac.compare_digest(data[:_BYTES], _sign(key, name, data[_BYTES:])):
            return None
        return data[_BYTES:]

    def write(self, name: str, content: bytes) -> None:
        """Writes a file, or does not if the folder or the key is not the user's own.

        Raises:
            DocgenError: it cannot be written.
            OSError: the folder cannot be made.
        """
        self.path.mkdir(_PRIVATE_FOLDER, parents=True, exist_ok=True)
        key = _key(make=True)
        if key is not None and _is_own_folder(self.path):
            data = _sign(key, name, content) + content
            write_atomically(self.path / name, data, name, _PRIVATE)


def _sign(key: bytes, name: str, content: bytes) -> bytes:
    return hmac.digest(key, name.encode() + b"\0" + content, hashlib.sha256)


def _key(*, make: bool = False) -> bytes | None:
    """The user's key; ``None`` if there is none that is secret. With ``make`` one is made."""
    path = user_config_path("docgen") / "cache.key"
    if not path.is_absolute():  # the user has no home
        return None
    if make and not os.path.lexists(path):
        with suppress(DocgenError, OSError):
            path.parent.mkdir(_PRIVATE_FOLDER, parents=True, exist_ok=True)
            write_atomically(path, secrets.token_bytes(_BYTES), path.name, _PRIVATE)
    key = _read(path, others=0o077) if _is_own_folder(path.parent) else None
    return key if key is not None and len(key) == _BYTES else None


def _is_own_folder(path: Path) -> bool:
    """Whether a folder is the user's and nobody else can write into it, or put another there."""
    try:
        own, above = path.lstat(), [parent.stat() for parent in path.absolute().parents]
    except OSError:
        return False
    return stat.S_ISDIR(own.st_mode) and _is_own(own, 0o022) and not any(map(_is_open, above))


def _is_own(found: os.stat_result, others: int) -> bool:
    """Whether a file is the user's, and ``others`` may do none of what these bits say."""
    return _WINDOWS or (found.st_uid == os.getuid() and not found.st_mode & others)


def _is_open(folder: os.stat_result) -> bool:
    """Whether anybody can replace what is in a folder; in ``/tmp`` only its owner can."""
    writable, sticky = folder.st_mode & stat.S_IWOTH, folder.st_mode & stat.S_ISVTX
    return not _WINDOWS and bool(writable) and not sticky


def _read(path: Path, others: int = 0o022) -> bytes | None:
    """The bytes of the user's own ordinary file, no link; ``None`` if it is none."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        with path.open("rb") as file:
            return file.read() if _is_own(os.fstat(file.fileno()), others) else None
    except OSError:
        return None
