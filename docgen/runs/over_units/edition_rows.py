"""The rows of an edition's units, kept in the user's cache folder so that few are made again.

A row holds as long as the content of its unit, both packs and the program are what they were.
"""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from docgen.diagnostics import DocgenError
from docgen.packs.pack import Pack
from docgen.runs.edition import Edition
from docgen.runs.inputs_digest import InputDigests, digest
from docgen.runs.over_units.summary_packs import summaries_of, summing_units
from docgen.runs.over_units.unit_row import UnitRow, UnitRows
from docgen.templates.private_files import PrivateFolder
from docgen.templates.template_cache import cache_folder


class _KeptRow(NamedTuple):
    """A row, pickled, with a digest of what was asked and of what it says."""

    asked: str
    digest: str
    data: bytes


class _KeptUnit(NamedTuple):
    """The rows of a unit by their summaries, with a digest of the inputs, and its pack."""

    key: str
    pack: str
    rows: dict[str, _KeptRow]


class EditionRows:
    """The rows of the units of an edition for its summaries, as the run begins."""

    def __init__(self, edition: Edition, inputs: InputDigests | None = None) -> None:
        self.edition, self._inputs = edition, inputs or InputDigests(edition)
        self.summaries = summaries_of(edition.project)
        self._asked = {name: _asked(summary) for name, summary in self.summaries.items()}
        self._known: dict[str, _KeptUnit] = {}
        self._content: dict[Path, str] = {}
        self._is_changed = False

    @cached_property
    def _units(self) -> dict[str, Path]:
        """The units that can be summed up, by name; takes up what is kept of them and holds."""
        folders, kept = self.edition.units(), _unpickled(self._file)
        for folder in folders:
            found = kept.get(folder.name)
            is_known = folder.name in self._known
            if not is_known and found and found.key and found.key == self._key(folder, found.pack):
                self._known[folder.name] = found
        self._is_changed |= len(self._known) != len(kept)
        unknown = [folder for folder in folders if folder.name not in self._known]
        summing = set(summing_units(self.edition, unknown, self.summaries))
        return {folder.name: folder for folder in folders if folder not in summing}

    def stale(self, summary: str) -> list[Path]:
        """The units of the edition of which a row is still to be made, for the pack ``summary``."""
        return [folder for unit, folder in self._units.items() if not self._has(summary, unit)]

    def all_stale(self) -> list[Path]:
        """The units of which a row of any summary is still to be made."""
        return sorted({folder for name in self.summaries for folder in self.stale(name)})

    def _has(self, summary: str, unit: str) -> bool:
        known = self._known.get(unit)
        if known is None:
            return False
        row, over = known.rows.get(summary), self.summaries[summary].over
        asked = self._asked[summary]
        return bool(known.pack and not over.takes(known.pack)) or bool(row and row.asked == asked)

    def keep(self, folder: Path, rows: UnitRows) -> None:
        """Keeps the rows of a unit that were made."""
        kept = {
            name: _KeptRow(self._asked[name], row.digest, pickle.dumps(row, protocol=5))
            for name, row in rows.by_summary.items()
        }
        self._known[folder.name] = _KeptUnit(self._key(folder, rows.pack), rows.pack, kept)
        self._is_changed = True

    def of(self, summary: str) -> dict[str, UnitRow]:
        """The rows of a summary, by unit and in their order."""
        kept = ((unit, self._row(summary, unit)) for unit in self._units)
        return {unit: pickle.loads(row.data) for unit, row in kept if row}

    def digest(self) -> str:
        """A digest of what the summaries have of the units."""
        rows = (
            (name, unit, row.digest)
            for name in self.summaries
            for unit in self._units
            if (row := self._row(name, unit))
        )
        return digest(rows)

    def _row(self, summary: str, unit: str) -> _KeptRow | None:
        known = self._known.get(unit)
        return known.rows.get(summary) if known else None

    def close(self) -> None:
        """Writes the rows, if others are kept; without them they are only made again."""
        folder = _folder()
        if folder and self._is_changed:
            self._is_changed = False
            with contextlib.suppress(DocgenError, OSError):
                folder.write(self._file, pickle.dumps(self._known, protocol=5))

    @property
    def _file(self) -> str:
        edition = self.edition
        return f"{digest(map(str, (edition.project.root, edition.name, edition.draft)))}.rows"

    def _key(self, folder: Path, pack: str) -> str:
        if folder not in self._content:
            self._content[folder] = self._inputs.of_unit(folder)
        return self._inputs.with_pack(self._content[folder], pack)


def _asked(summary: Pack) -> str:
    """A digest of what a summary asks of each unit."""
    return digest((*summary.over.units.items(), summary.over.packs))


def _folder() -> PrivateFolder | None:
    folder = cache_folder()
    return PrivateFolder(folder / "rows") if folder else None


def _unpickled(name: str) -> Mapping[str, _KeptUnit]:
    folder = _folder()
    data = folder.read(name) if folder else None
    with contextlib.suppress(Exception):  # whatever the rows of another version make of it
        return dict(pickle.loads(data)) if data else {}
    return {}
