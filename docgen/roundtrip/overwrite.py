"""May a fresh file take the place of the one that lies there? What the office typed stays.

not there, or just as docgen wrote it    write
edited, and the content is unchanged     leave it: a fresh file would say nothing new
edited, and the content has changed      merge; or, asked to replace, move it aside first
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
    """What becomes of the file that lies there."""

    WRITE = "write"
    LEAVE = "leave"
    MERGE = "merge"


def decide(identity: Identity, unit: str, fingerprint: str, place: Place) -> Decision:
    """What becomes of a file; ``fingerprint`` is that of the fresh report of ``unit``.

    Raises :class:`EditsAtRiskError` if it is not known what the file was built from, and
    :class:`OutputError` if it is another unit's report.
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
    """Moves an edited file into ``edited/`` under a name with the time, and says where it is.

    Raises :class:`OutputError` if it cannot be moved.
    """
    folder = path.parent / ASIDE
    stem = f"{path.stem}.{datetime.now():%Y%m%d-%H%M%S}"
    try:
        folder.mkdir(exist_ok=True)
        names = (f"{stem}{tail}{path.suffix}" for tail in ("", *"abcdefghijklmnop"))
        return path.rename(next(folder / one for one in names if not (folder / one).exists()))
    except OSError as reason:
        said = reason.strerror or reason
        raise OutputError("write-failed", place, reason=said) from reason
