"""Finds out who has a file open, by the lock files of Word, WPS, LibreOffice, Vim and Emacs.

.~lock.报告.docx#     LibreOffice: name, account, computer, time, profile, separated by commas
~$报告.docx           Word: a length and a name in the system's code page, and again in UTF-16
.~报告.docx           WPS on Linux and macOS; what it holds is not read
.报告.md.swp          Vim; what it holds is not read
.#报告.md             Emacs: a link to nothing, whose target names account, computer and process
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_UTF16_AT = 54
"""The offset of the length of the name in UTF-16 (two bytes); the name follows it."""


@dataclass(frozen=True)
class Lock:
    """A lock file and the name in it, or ``""`` if it has none."""

    file: Path
    holder: str


def find_lock(path: Path) -> Lock | None:
    """Returns the lock on ``path``, or ``None``.

    Word omits two letters of a long file name; WPS omits up to two.
    """
    tails = [path.name[letters:] for letters in range(3)]
    of_word = [f"~${tails[2]}", f"~${tails[0]}"]
    of_editors = [f".{path.name}.swp", f".#{path.name}"]
    of_wps = [f".~{tail}" for tail in tails]
    for name in (f".~lock.{path.name}#", *of_word, *of_wps, *of_editors):
        lock = path.parent / name
        if os.path.lexists(lock):
            return Lock(lock, _holder(lock))
    return None


def _holder(lock: Path) -> str:
    try:
        data = lock.read_bytes() if lock.is_file() else b""
    except OSError:  # held by its own program
        return ""
    if lock.name.startswith(".#") and lock.is_symlink():
        return str(lock.readlink()).partition("@")[0]
    if lock.name.startswith(".") and not lock.name.startswith(".~lock."):
        return ""
    if lock.name.startswith(".~lock"):
        fields = data.decode("utf-8", "replace").split(",")
        return next((field.strip() for field in fields[:2] if field.strip()), "")
    count = int.from_bytes(data[_UTF16_AT : _UTF16_AT + 2], "little")
    start = _UTF16_AT + 2
    name = data[start : start + 2 * count].decode("utf-16-le", "replace") if count < 60 else ""
    end = 1 + int.from_bytes(data[:1], "little")
    return name.strip("\0 ") or data[1:end].decode("latin-1").strip("\0 ")
