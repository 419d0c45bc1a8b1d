"""What was rendered last: the *base* of every Word file that is out there.

build/2023/.docgen/<unit>/<fingerprint>.docx     as it was written

A file that comes back by mail names its base; the last twenty of each unit are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docgen.atomic import write_atomically

FOLDER = ".docgen"
_KEPT = 20


@dataclass(frozen=True)
class Bases:
    """The bases of an edition. ``folder`` need not exist."""

    folder: Path

    def keep(self, unit: str, fingerprint: str, data: bytes) -> None:
        """Keeps ``data`` as the base ``fingerprint``; call it before the file itself is written.

        Raises :class:`docgen.diagnostics.OutputError` if it cannot be written.
        """
        path = self._path(unit, fingerprint)
        if path.is_file():
            path.touch()
            return
        write_atomically(path, data, path.name)
        by_age = sorted(path.parent.glob("*.docx"), key=lambda one: -one.stat().st_mtime)
        for old in by_age[_KEPT:]:
            old.unlink(missing_ok=True)

    def find(self, unit: str, fingerprint: str) -> bytes | None:
        """The base ``fingerprint``, if it is still known."""
        path = self._path(unit, fingerprint)
        return path.read_bytes() if fingerprint.isalnum() and path.is_file() else None

    def _path(self, unit: str, fingerprint: str) -> Path:
        return self.folder / unit / f"{fingerprint}.docx"
