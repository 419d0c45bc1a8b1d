"""Remembers which edits somebody has decided to leave in the Word file.

build/2023/.docgen/<unit>/left-in-word.json     their ids

An edit has its id as long as it is the same, so that it is asked for again once it is another one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from docgen.atomic import refuse_links, write_atomically
from docgen.roundtrip.files.bases import FOLDER

_KEPT = 1000
"""How many ids are kept of a unit, the last ones."""


@dataclass(frozen=True)
class LeftInWord:
    """The edits of a unit's Word file that stay there, in ``folder``, which need not exist."""

    folder: Path

    @property
    def _file(self) -> Path:
        return self.folder / "left-in-word.json"

    def ids(self) -> tuple[str, ...]:
        """Their ids, the first that was left first; a damaged file counts as none."""
        with suppress(Exception):  # whatever a damaged file makes of the parser
            found = json.loads(self._file.read_bytes())
            return tuple(name for name in found if isinstance(name, str))
        return ()

    def add(self, ids: Iterable[str]) -> None:
        """These stay in the Word file. Raises :class:`OutputError` if that cannot be written."""
        self._write(dict.fromkeys([*self.ids(), *ids]))

    def remove(self, ids: Iterable[str]) -> None:
        """These are asked for again. Raises :class:`OutputError` if that cannot be written."""
        gone = set(ids)
        self._write(name for name in self.ids() if name not in gone)

    def _write(self, ids: Iterable[str]) -> None:
        refuse_links((self.folder.parent, self.folder, self._file), FOLDER)
        text = json.dumps(list(ids)[-_KEPT:], indent=0)
        write_atomically(self._file, text.encode(), self._file.name)
