"""A copy of a unit's content in which changes are tried before the content itself is touched."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from docgen.content.source_files import is_inside
from docgen.project import Project
from docgen.runs.build import BuiltUnit, Packs, build_unit
from docgen.runs.edition import Edition
from docgen.runs.inputs_digest import content_states
from docgen.runs.over_units.edition_rows import EditionRows


class ContentCopy:
    """A copy of a unit's content, and of its content of last year.

    Attributes:
        edition: the edition of the copy.
        packs: the packs of the project.
        name: the unit's folder, by its name in the project.
    """

    def __init__(self, own: Edition, folder: Path, packs: Packs, root: Path) -> None:
        """Copies the content of the unit in ``folder``, of the edition ``own``, into ``root``.

        Raises :class:`OSError` if a file cannot be read.
        """
        self.edition, self.packs = Edition(Project(root), own.name, draft=own.draft), packs
        self._project, self._root = own.project.root, root
        self._rows = EditionRows(own) if packs.summaries else None
        self.name = own.place(folder).file
        self._unit = self._copied(folder)
        if last := own.last_year_of(folder.name):
            self._copied(last)
        self._originals: dict[str, bytes | None] = {}
        self._tried: dict[str, bytes] = {}
        self._built: BuiltUnit | None = None

    def built(self, files: Mapping[str, bytes]) -> BuiltUnit:
        """The unit with ``files``, by their names in the project, in the place of its own.

        What was tried last is not built again.
        """
        if self._built is None or self._tried != files:
            for name in self._tried.keys() | files.keys():
                self._put(name, files.get(name, self.before(name)))
            self._tried = dict(files)
            self._built = build_unit(self._unit, self.edition, self.packs, rows=self._rows)
        return self._built

    def before(self, name: str) -> bytes | None:
        """The bytes that a file had when it was copied; ``None`` if there was none."""
        if name not in self._originals:
            path = self._root / name
            self._originals[name] = path.read_bytes() if path.is_file() else None
        return self._originals[name]

    def _put(self, name: str, data: bytes | None) -> None:
        self.before(name)  # is kept, so that it can be put back
        path = self._root / name
        if data is None:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def _copied(self, source: Path) -> Path:
        """The copy of a folder, which is made here."""
        target = self._root / source.relative_to(self._project)
        for file, numbers in content_states(source, self._project):
            copy = target / Path(file).relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            if numbers:
                shutil.copyfile(file, copy)  # without its mode: it may be read-only
            elif not is_inside(Path(file), source):  # is told in the copy as well, and not read
                copy.symlink_to(os.path.realpath(file))
        return target


def states_of(folder: Path, edition: Edition) -> tuple[object, ...]:
    """Name, size and times of each file of a unit, to see whether anything has changed."""
    return tuple(content_states(folder, edition.project.root))
