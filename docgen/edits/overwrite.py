"""May a fresh file take the place of the one that lies there? What the office typed stays.

not there, or just as docgen wrote it    write
edited, and the content is unchanged     leave it: a fresh file would say nothing new
edited, and the content has changed      refuse; or, asked to replace, move it aside first
"""

from __future__ import annotations

import io
from datetime import datetime
from enum import Enum
from pathlib import Path

from docgen.diagnostics import EditsAtRiskError, OutputError, Place
from docgen.edits.locks import find_lock
from docgen.edits.seal import read_stamp

ASIDE = "edited"
"""The folder, beside the outputs, into which edited files are moved."""


class Decision(Enum):
    """What becomes of the file that lies there."""

    WRITE = "write"
    LEAVE = "leave"


def decide(path: Path, name: str, unit: str, data: bytes) -> Decision:
    """Whether ``data``, the fresh report of ``unit``, may be written to ``path``.

    Raises :class:`EditsAtRiskError` if that would lose what somebody typed or if somebody has the
    file open, and :class:`OutputError` if it is another unit's report.
    """
    if not path.exists():
        return Decision.WRITE
    stamp, fresh = read_stamp(path), read_stamp(io.BytesIO(data))
    if not stamp.sealed and stamp.base and stamp.base == fresh.base and stamp.unit == unit:
        return Decision.LEAVE
    if lock := find_lock(path):
        raise EditsAtRiskError("file-open", Place(name), holder=lock.holder)
    if not stamp.sealed:
        raise EditsAtRiskError("edited-file", Place(name))
    if stamp.unit != unit:
        raise OutputError("same-output", Place(name), other=stamp.unit, output=path.name)
    return Decision.WRITE


def move_aside(path: Path, name: str) -> Path:
    """Moves an edited file into ``edited/`` under a name with the time, and says where it is.

    Raises :class:`EditsAtRiskError` if somebody has it open, :class:`OutputError` if it cannot be
    moved.
    """
    if lock := find_lock(path):
        raise EditsAtRiskError("file-open", Place(name), holder=lock.holder)
    folder = path.parent / ASIDE
    stem = f"{path.stem}.{datetime.now():%Y%m%d-%H%M%S}"
    try:
        folder.mkdir(exist_ok=True)
        target = next(
            one
            for one in (folder / f"{stem}{tail}{path.suffix}" for tail in ("", *"abcdefghijklmnop"))
            if not one.exists()
        )
        return path.rename(target)
    except OSError as reason:
        said = reason.strerror or reason
        raise OutputError("write-failed", Place(name), reason=said) from reason
