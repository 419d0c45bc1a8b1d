"""Stores the *bases*: the Word files of a unit as docgen last wrote them.

    build/2023/.docgen/<unit>/<fingerprint>.docx     as it was written

A built file carries the fingerprint of its base. The 20 most recent bases of each unit are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docgen.atomic import refuse_links, write_atomically

FOLDER = ".docgen"
ASIDE = "edited"
"""The folder, beside the outputs, into which edited files are moved."""
_LONGEST = 64
"""Characters of a fingerprint; a Word file may hold any text in its place."""

_KEPT = 20
"""How many bases of each unit are kept."""


@dataclass(frozen=True)
class Bases:
    """The bases of an edition, below ``folder``, which need not exist."""

    folder: Path

    def keep(self, unit: str, fingerprint: str, data: bytes, name: str) -> None:
        """Stores ``data`` as the base ``fingerprint``; to be called before the file is written.

        Messages call it ``name``, as that file.

        Raises:
            OutputError: the base cannot be written.
        """
        path = self._path(unit, fingerprint)
        refuse_links((self.folder, path.parent, path), FOLDER)
        if path.is_file():
            path.touch()
            return
        write_atomically(path, data, name)
        by_age = sorted(path.parent.glob("*.docx"), key=lambda file: -file.stat().st_mtime)
        for old in by_age[_KEPT:]:
            old.unlink(missing_ok=True)

    def find(self, unit: str, fingerprint: str) -> bytes | None:
        """Returns the bytes of the base ``fingerprint``, or ``None`` if it is not kept."""
        path = self._path(unit, fingerprint)
        is_one = fingerprint.isalnum() and len(fingerprint) <= _LONGEST
        return path.read_bytes() if is_one and path.is_file() else None

    def _path(self, unit: str, fingerprint: str) -> Path:
        return self.folder / unit / f"{fingerprint}.docx"
