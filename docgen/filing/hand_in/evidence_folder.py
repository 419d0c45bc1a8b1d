"""The files in a unit's folder ``evidence``, in their order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from docgen.content.unit import EVIDENCE
from docgen.diagnostics import Place

Kind = Literal["pdf", "picture", "word"]

_DIGITS: Final = re.compile(r"(\d+)")
_OF_SYSTEMS: Final = ("Thumbs.db", "desktop.ini")
"""What Windows writes into a folder that is looked at."""


@dataclass(frozen=True)
class EvidenceFile:
    """A file of evidence that can be bound.

    Attributes:
        path: the file.
        place: where it is, for messages.
        kind: what it is.
    """

    path: Path
    place: Place
    kind: Kind


def evidence_paths(unit: Path) -> list[Path]:
    """The files in the folder ``evidence`` of a unit, with numbers in their order: 2 before 10."""
    folder = unit / EVIDENCE
    files = (path for path in folder.rglob("*") if path.is_file())
    kept = (path for path in files if not is_of_system(path.relative_to(folder)))
    return sorted(kept, key=lambda path: _in_order(path.relative_to(folder).as_posix()))


def is_of_system(path: Path) -> bool:
    """Whether a file is hidden, locks another one, or was made by the system."""
    return path.name in _OF_SYSTEMS or any(part.startswith((".", "~$")) for part in path.parts)


def _in_order(name: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (0, part) for part in _DIGITS.split(name)]
