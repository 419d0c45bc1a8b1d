"""The rows of an edition's units, kept in the user's cache folder so that few are made again.

A row holds as long as the content of its unit, both packs and the program are what they were.
"""

from __future__ import annotations

import contextlib
import pickle
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from docgen.content.content_names import is_yaml
from docgen.content.unit import load_unit
from docgen.diagnostics import DocgenError, Problems
from docgen.runs.edition import Edition
from docgen.runs.inputs_digest import InputDigests, digest
from docgen.runs.over_units.summary_packs import summaries_of
from docgen.runs.over_units.unit_row import UnitRow
from docgen.templates.private_files import PrivateFolder
from docgen.templates.template_cache import cache_folder

_FOLDER = "rows"


class _Kept(NamedTuple):
    """A row, and the digest of what it was made of."""

    key: str
    row: UnitRow


class EditionRows:
    """The rows of the units of an edition for its summaries, as the run begins."""

    def __init__(self, edition: Edition, inputs: InputDigests | None = None) -> None:
        self.edition, self._inputs = edition, inputs or InputDigests(edition)
        self.summaries = summaries_of(edition.project)
        self._made: dict[str, dict[str, _Kept]] = {name: {} for name in self.summaries}
        self._content: dict[Path, str] = {}
        self._stale: dict[str, list[Path]] = {}
        self._changed: set[str] = set()

    @cached_property
    def _kept(self) -> dict[str, dict[str, _Kept]]:
        return {name: _unpickled(self._file(name)) for name in self.summaries}

    def summing(self, folders: Sequence[Path]) -> list[Path]:
        """Those of the folders whose unit sums up others."""
        if not self.summaries:
            return []
        unknown = [folder for folder in folders if not self._is_held(folder)]
        return [folder for folder in unknown if self._sums_up(folder)]

    def _is_held(self, folder: Path) -> bool:
        return any(self.held(name, folder) for name in self.summaries)

    def _sums_up(self, folder: Path) -> bool:
        """Whether the unit's pack is a summary; its text says so before it is read."""
        names = [name.encode() for name in self.summaries]
        if not any(name in text for text in _texts(folder) for name in names):
            return False
        project = self.edition.project
        unit = load_unit(folder, self.edition.name, project.root, Problems())
        return unit.pack_name is not None and project.pack_name(unit.pack_name) in self.summaries

    def held(self, summary: str, folder: Path) -> UnitRow | None:
        """The row of a unit, if this run made it, or it is kept and holds."""
        made, unit = self._made[summary], folder.name
        if unit not in made:
            kept = self._kept[summary].get(unit)
            if kept is None or not kept.key or kept.key != self._key(summary, folder, kept.row):
                return None
            made[unit] = kept
        return made[unit].row

    def stale(self, summary: str) -> list[Path]:
        """The units of the edition whose rows of a summary are still to be made.

        Units that sum up others have none; rows of units that are gone are forgotten.
        """
        made = self._made[summary]
        if summary not in self._stale:
            folders = self.edition.units()
            unknown = [folder for folder in folders if not self.held(summary, folder)]
            summing = set(self.summing(unknown))
            self._stale[summary] = [folder for folder in unknown if folder not in summing]
            if made.keys() != self._kept[summary].keys():
                self._changed.add(summary)
        return [folder for folder in self._stale[summary] if folder.name not in made]

    def all_stale(self) -> list[Path]:
        """The units of which a row of any summary is to be made."""
        return sorted({folder for name in self.summaries for folder in self.stale(name)})

    def keep(self, folder: Path, rows: Mapping[str, UnitRow]) -> None:
        """Keeps rows of a unit that were made, by the names of their summaries."""
        for summary, row in rows.items():
            self._made[summary][folder.name] = _Kept(self._key(summary, folder, row), row)
            self._changed.add(summary)

    def of(self, summary: str) -> dict[str, UnitRow]:
        """The rows of a summary that hold or were made, by unit and in their order."""
        return {unit: self._made[summary][unit].row for unit in sorted(self._made[summary])}

    @property
    def digest(self) -> str:
        """A digest of what all summaries have of the units."""
        rows = ((name, self.of(name).items()) for name in self.summaries)
        return digest((name, unit, row.digest) for name, each in rows for unit, row in each)

    def close(self) -> None:
        """Writes the rows, where others are kept; without them they are only made again."""
        folder = _folder()
        while folder and self._changed:
            summary = self._changed.pop()
            with contextlib.suppress(DocgenError, OSError):
                folder.write(self._file(summary), pickle.dumps(self._made[summary], protocol=5))

    def _file(self, summary: str) -> str:
        edition = self.edition
        parts = edition.project.root, edition.name, edition.draft, summary
        return f"{digest(map(str, parts))}.rows"

    def _key(self, summary: str, folder: Path, row: UnitRow) -> str:
        if folder not in self._content:
            self._content[folder] = self._inputs.of_unit(folder)
        over = self.summaries[summary].over
        key = self._inputs.with_pack(self._content[folder], row.pack)
        return digest((key, *over.units.items(), over.packs)) if key else ""


def _folder() -> PrivateFolder | None:
    folder = cache_folder()
    return PrivateFolder(folder / _FOLDER) if folder else None


def _unpickled(name: str) -> dict[str, _Kept]:
    folder = _folder()
    data = folder.read(name) if folder else None
    with contextlib.suppress(Exception):  # whatever the rows of another version make of it
        return dict(pickle.loads(data)) if data else {}
    return {}


def _texts(folder: Path) -> Iterator[bytes]:
    """The files of a unit in which its pack may be named."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if is_yaml(path) and path.is_file():
            with contextlib.suppress(OSError):
                yield path.read_bytes()
