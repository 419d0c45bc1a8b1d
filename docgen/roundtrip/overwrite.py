"""Decides whether a fresh file may overwrite an existing one; the office's edits are never lost.

missing, or as docgen wrote it           write
edited, and the content is unchanged     leave
edited, and the content has changed      merge; with --replace, move it aside and write
"""

from __future__ import annotations

import os
from datetime import datetime
from enum import Enum
from pathlib import Path

from docgen.atomic import FILE_OPEN, WRITE_FAILED, refuse_links
from docgen.diagnostics import EditsAtRiskError, OutputError, Place
from docgen.diagnostics.codes import problem_code
from docgen.roundtrip.fingerprint import Identity
from docgen.roundtrip.locks import find_lock

SAME_OUTPUT = problem_code(
    "same-output",
    en=(
        "its output has the same name as that of {other}: {output}",
        "correct the name of one of the units",
    ),
    zh=("与 {other} 的输出文件同名：{output}", "改正其中一个单位的名称"),
)
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
WRITE_PROTECTED = problem_code(
    "write-protected",
    en=(
        "the file is write-protected; nothing was written",
        "take off 「Read-only」 in its properties, or ask who shares the folder; then try again",
    ),
    zh=(
        "文件是只读的，什么也没有写",
        "在文件属性里去掉「只读」，或请共享文件夹的管理人放开权限，再试",
    ),
)

ASIDE = "edited"
"""The folder, beside the outputs, into which edited files are moved."""
_WRITABLE = 0o222
"""The bits of a mode that let anybody write; a replacement of the file would not ask for them."""


class Decision(Enum):
    """What to do with the existing file."""

    WRITE = "write"
    LEAVE = "leave"
    MERGE = "merge"


def decide(identity: Identity, unit: str, fingerprint: str, place: Place) -> Decision:
    """Decides by the ``identity`` of the existing file what to do with it.

    Args:
        identity: the identity of the existing file.
        unit: the unit of the fresh report.
        fingerprint: the fingerprint of the fresh report.
        place: the existing file, for messages.

    Raises:
        EditsAtRiskError: the file cannot be read, or is edited and its base is unknown.
        OutputError: the file is another unit's report.
    """
    if identity.problem:
        raise EditsAtRiskError(UNREAD_OUTPUT, place, unread=identity.problem.code)
    if identity.unit and identity.unit != unit:
        raise OutputError(SAME_OUTPUT, place, other=identity.unit, output=Path(place.file).name)
    if identity.untouched:
        return Decision.WRITE
    if not identity.fingerprint:
        raise EditsAtRiskError(EDITED_FILE, place)
    return Decision.LEAVE if identity.fingerprint == fingerprint else Decision.MERGE


def refuse_if_open(path: Path, place: Place) -> None:
    """Raises :class:`EditsAtRiskError` if somebody has the file open."""
    if lock := find_lock(path):
        raise EditsAtRiskError(FILE_OPEN, place, holder=lock.holder)


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
        raise EditsAtRiskError(FILE_OPEN, place, holder="") from reason


def move_aside(path: Path, place: Place) -> Path:
    """Moves an edited file into ``edited/``, with the time in its name; returns the new path.

    Raises:
        OutputError: the file cannot be moved.
    """
    folder = path.parent / ASIDE
    refuse_links((folder,), f"{place.file.rpartition('/')[0]}/{ASIDE}")
    stem = f"{path.stem}.{datetime.now():%Y%m%d-%H%M%S}"
    try:
        folder.mkdir(exist_ok=True)
        names = (f"{stem}{tail}{path.suffix}" for tail in ("", *"abcdefghijklmnop"))
        return path.rename(next(folder / name for name in names if not (folder / name).exists()))
    except OSError as reason:
        message = reason.strerror or reason
        raise OutputError(WRITE_FAILED, place, reason=message) from reason
