"""Decides whether a fresh file may overwrite an existing one; the office's edits are never lost.

missing, or as docgen wrote it           write
edited, and the content is unchanged     leave
edited, and the content has changed      merge; with --replace, move it aside and write
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from enum import Enum
from pathlib import Path

from docgen.atomic import FILE_OPEN, WRITE_FAILED, WRITE_PROTECTED, refuse_links
from docgen.diagnostics import EditsAtRiskError, OutputError, Place
from docgen.diagnostics.codes import problem_code
from docgen.roundtrip.files.bases import ASIDE
from docgen.roundtrip.files.fingerprint import Identity
from docgen.roundtrip.files.locks import find_lock
from docgen.word.package_file import UNREADABLE_DOCX

UNREAD_OUTPUT = problem_code(
    "unread-output",
    en=(
        "the Word file that lies here {unread}; it was not overwritten",
        "open it in Word and save it, without a password; or add --replace to move it into "
        "edited/ and build a fresh one",
    ),
    zh=(
        "这里已有的 Word 文件{unread}；没有覆盖它",
        "在 Word 里打开并保存，不要加密码；或加 --replace，把它移到 edited 文件夹再生成",
    ),
)
EDITED_FILE = problem_code(
    "edited-file",
    en=(
        "somebody has edited this Word file, and what it was built from is not known; it was not "
        "overwritten",
        "add --replace to move it into edited/ and build a fresh one; or use --out",
    ),
    zh=(
        "这个 Word 文件有人改过，又找不到它是从哪一次生成的，没有覆盖它",
        "加 --replace，把它移到 edited 文件夹再生成；或用 --out 输出到别处",
    ),
)

_WRITABLE = 0o222
"""The bits of a mode that let anybody write; a replacement of the file would not ask for them."""


class Decision(Enum):
    """What to do with the existing file."""

    WRITE = "write"
    LEAVE = "leave"
    MERGE = "merge"


def decide(identity: Identity, fingerprint: str, place: Place) -> Decision:
    """Decides by the ``identity`` of the unit's existing file what to do with it.

    Args:
        identity: the identity of the existing file.
        fingerprint: the fingerprint of the fresh report.
        place: the existing file, for messages.

    Raises:
        EditsAtRiskError: the file cannot be read, or is edited and its base is unknown.
    """
    if identity.problem:
        raise EditsAtRiskError(UNREAD_OUTPUT, place, unread=identity.problem.code)
    if identity.untouched:
        return Decision.WRITE
    if not identity.fingerprint:
        raise EditsAtRiskError(EDITED_FILE, place)
    return Decision.LEAVE if identity.fingerprint == fingerprint else Decision.MERGE


def refuse_if_open(path: Path, place: Place) -> None:
    """Raises :class:`EditsAtRiskError` if somebody has the file open."""
    if lock := find_lock(path):
        raise EditsAtRiskError(FILE_OPEN, place, holder=lock.holder, lock=lock.file.name)


def refuse_if_held(path: Path, place: Place) -> None:
    """Raises :class:`EditsAtRiskError` if the file may not be written, or if it is open."""
    if path.exists() and not (os.access(path, os.W_OK) and path.stat().st_mode & _WRITABLE):
        raise EditsAtRiskError(WRITE_PROTECTED, place)
    refuse_if_open(path, place)


def read_office_file(path: Path, place: Place) -> bytes:
    """The file's bytes. Raises :class:`EditsAtRiskError` if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as reason:
        refuse_if_open(path, place)
        words = {"reason": reason.strerror or reason}
        raise EditsAtRiskError(UNREADABLE_DOCX, place, **words) from reason


def move_aside(path: Path, place: Place, outputs: Path) -> Path:
    """Moves a file into ``edited/`` in the folder ``outputs``, with the time in its name.

    Its PDF goes with it, if no other program holds that. Returns the new path.

    Raises:
        OutputError: the file cannot be moved.
    """
    folder = outputs / ASIDE
    refuse_links((folder,), f"{place.file.rpartition('/')[0]}/{ASIDE}")
    stem = f"{path.stem}.{datetime.now():%Y%m%d-%H%M%S}"
    try:
        folder.mkdir(exist_ok=True)
        names = (f"{stem}{tail}{path.suffix}" for tail in ("", *"abcdefghijklmnop"))
        free = next(folder / name for name in names if not (folder / name).exists())
        moved = path.rename(free)
    except OSError as reason:
        message = reason.strerror or reason
        raise OutputError(WRITE_FAILED, place, reason=message) from reason
    with suppress(OSError):  # it may be open, or there is none
        path.with_suffix(".pdf").rename(moved.with_suffix(".pdf"))
    return moved


@contextmanager
def set_aside(path: Path, place: Place, outputs: Path) -> Iterator[Path]:
    """Moves a file aside while another is written in its place; if that fails, it comes back.

    Yields its new path. Raises :class:`OutputError` if it cannot be moved.
    """
    moved = move_aside(path, place, outputs)
    try:
        yield moved
    except BaseException:
        for suffix in (path.suffix, ".pdf"):
            with suppress(OSError):  # it stays aside, whole
                moved.with_suffix(suffix).rename(path.with_suffix(suffix))
        raise
