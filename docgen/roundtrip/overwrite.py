"""Decides whether a fresh file may overwrite an existing one; the office's edits are never lost.

missing, or as docgen wrote it           write
edited, and the content is unchanged     leave
edited, and the content has changed      merge; with --replace, move it aside and write
"""

from __future__ import annotations

from datetime import datetime
from enum import Enum
from pathlib import Path

from docgen.diagnostics import EditsAtRiskError, OutputError, Place
from docgen.roundtrip.fingerprint import Identity
from docgen.roundtrip.locks import find_lock

ASIDE = "edited"
"""The folder, beside the outputs, into which edited files are moved."""


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
        EditsAtRiskError: the file is edited and its base is unknown.
        OutputError: the file is another unit's report.
    """
    if identity.unit and identity.unit != unit:
        raise OutputError("same-output", place, other=identity.unit, output=Path(place.file).name)
    if identity.untouched:
        return Decision.WRITE
    if not identity.fingerprint:
        raise EditsAtRiskError("edited-file", place)
    return Decision.LEAVE if identity.fingerprint == fingerprint else Decision.MERGE


def refuse_if_open(path: Path, place: Place) -> None:
    """Raises :class:`EditsAtRiskError` if somebody has the file open."""
    if lock := find_lock(path):
        raise EditsAtRiskError("file-open", place, holder=lock.holder)


def read_office_file(path: Path, place: Place) -> bytes:
    """The file's bytes. Raises :class:`EditsAtRiskError` if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as reason:
        raise EditsAtRiskError("file-open", place, holder="") from reason


def move_aside(path: Path, place: Place) -> Path:
    """Moves an edited file into ``edited/``, with the time in its name; returns the new path.

    Raises:
        OutputError: the file cannot be moved.
    """
    folder = path.parent / ASIDE
    stem = f"{path.stem}.{datetime.now():%Y%m%d-%H%M%S}"
    try:
        folder.mkdir(exist_ok=True)
        names = (f"{stem}{tail}{path.suffix}" for tail in ("", *"abcdefghijklmnop"))
        return path.rename(next(folder / name for name in names if not (folder / name).exists()))
    except OSError as reason:
        message = reason.strerror or reason
        raise OutputError("write-failed", place, reason=message) from reason
