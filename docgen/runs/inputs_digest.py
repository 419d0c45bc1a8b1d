"""Digests of a build's inputs, from the size and times of each file; no file is read.

The inputs of a unit's Word file are its content, its content of the edition before, its pack, and
the program; those of a PDF are the Word file, the fonts, what lays out and how it is called; those
of its deviations are both files, the pack and the program.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from importlib import metadata
from operator import attrgetter
from pathlib import Path
from typing import TypeAlias

from docgen.content.cell_references import FIGURES, RECORD
from docgen.content.source_files import is_inside, is_link
from docgen.pdf.fonts import FETCHED
from docgen.pdf.programs import chosen_of, installed_programs
from docgen.runs.action_cache import state_of
from docgen.runs.edition import Edition
from docgen.version import PACKAGE, __version__

PACKAGES = ("docxtpl", "Jinja2", "lxml", "markdown-it-py", "python-docx", "PyYAML")
"""Packages whose version decides which bytes are written."""

_SYSTEM_FONTS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
    "~/.fonts",
    "~/.local/share/fonts",
)
_TICK, _COARSE_TICK = 20_000_000, 2_000_000_000
"""Nanoseconds within which two changes may have the same time; two seconds on FAT."""

_WINDOWS = os.name == "nt"  # where a junction is no symbolic link, and leads elsewhere all the same


class InputDigests:
    """Digests of the inputs of an edition's units; packs and program as the run begins."""

    def __init__(self, edition: Edition) -> None:
        self._edition, project = edition, edition.project
        self._packs = {
            name: digest(file_states(project.home_of(name).packs / name))
            for name in project.pack_names()
        }
        self._program = _program()
        self._real_parents: dict[Path, str] = {}
        self._has_last_year = project.year_before(edition.name, "") is not None

    def of_unit(self, folder: Path) -> str:
        """The digest of the unit's content; empty if it changed within the last clock tick."""
        last = self._edition.last_year_of(folder.name) if self._has_last_year else None
        states = (state for each in (folder, last) if each for state in self._content(each))
        stats = [state for state in states if not _is_record(state[0])]
        now = time.time_ns()
        is_new = any(now - moment < _tick(moment) for _, numbers in stats for moment in numbers)
        return "" if is_new else digest(stats)

    def _content(self, folder: Path) -> Iterator[FileState]:
        """As :func:`content_states`; whether its edition is in the project is asked once."""
        parent = folder.parent
        if parent not in self._real_parents:
            is_in = is_inside(parent, self._edition.project.root)
            self._real_parents[parent] = os.path.realpath(parent) if is_in else ""
        real_parent = self._real_parents[parent]
        if not real_parent or is_link(folder):
            return content_states(folder, self._edition.project.root)
        return _states(str(folder), f"{real_parent}{os.sep}{folder.name}", folder, frozenset())

    def with_pack(self, files: str, pack: str) -> str:
        """The digest of ``files``, itself one, with the pack and the program.

        It is empty if ``files`` or the name of the pack is.
        """
        inputs = (files, self._packs.get(pack, ""), self._program)
        return digest(inputs) if files and pack else ""

    @cached_property
    def converter(self) -> str:
        """The digest of the fonts, of what lays out on this machine, and of how it is called."""
        folders = [Path(folder).expanduser() for folder in _SYSTEM_FONTS]
        font_folders = [
            path for folder in folders if folder.is_dir() for path in (folder, *folder.glob("*/"))
        ]
        programs = installed_programs()
        name = chosen_of(programs, self._edition.project.converter)
        program = programs.get(name)
        return digest(
            (
                *file_states(self._edition.project.fonts),
                *file_states(FETCHED),
                *_modules(PACKAGE / "pdf"),
                *map(state_of, font_folders),
                (name, program, program and state_of(Path(program))),
            )
        )


def is_record(path: Path) -> bool:
    """Whether a file says what was taken from workbooks: docgen itself writes that."""
    return path.parts[-2:] == (FIGURES, RECORD)


def _is_record(path: str) -> bool:
    return path.endswith(RECORD) and is_record(Path(path))


def _tick(moment: int) -> int:
    """Nanoseconds within which another change may have the time ``moment``."""
    return _TICK if moment % 1_000_000_000 else _COARSE_TICK


FileState: TypeAlias = tuple[str, tuple[int, ...]]
"""Path, size and times of a file; no numbers if it cannot be reached, or is not to be read."""


def content_states(folder: Path, root: Path) -> Iterator[FileState]:
    """Yields the files of the content in ``folder`` of a project, as :func:`file_states` does.

    As when content is read, links do not lead out of the unit, nor a unit out of the project.
    """
    return file_states(folder, folder) if is_inside(folder, root) else iter(())


def file_states(folder: Path, within: Path | None = None) -> Iterator[FileState]:
    """Yields path, size and times of each file below ``folder``, without hidden and lock files.

    Links are followed, but not in a circle. Of a file that cannot be reached, or of a link out of
    ``within``, there are no numbers.
    """
    return _states(str(folder), os.path.realpath(folder), within, frozenset())


def _states(
    folder: str, real: str, within: Path | None, around: frozenset[str]
) -> Iterator[FileState]:
    """The states of a folder whose real path is known, in folders with the paths ``around``."""
    if real in around:
        return
    try:
        entries = sorted(os.scandir(folder), key=attrgetter("name"))
    except OSError:
        return
    for entry in entries:
        if entry.name[0] in ".~":
            continue
        is_plain = not (_WINDOWS or entry.is_symlink())  # as nearly all are
        if within and not is_plain and _leads_out(Path(entry.path), within):
            yield entry.path, ()
            continue
        try:
            is_folder, stat = entry.is_dir(), entry.stat()
        except OSError:  # a broken link, or a file that is removed in this moment
            yield entry.path, ()
            continue
        if is_folder:
            below = f"{real}{os.sep}{entry.name}" if is_plain else os.path.realpath(entry.path)
            yield from _states(entry.path, below, within, around | {real})
        else:
            yield entry.path, (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)


def _leads_out(path: Path, within: Path) -> bool:
    return not is_inside(path, path.parent) and not is_inside(path, within)


@cache
def _program() -> str:
    """The digest of the versions and of docgen's own files, as they are when it first runs.

    A change of the code builds all units again.
    """
    versions = (__version__, sys.version, *map(metadata.version, PACKAGES))
    return digest((*versions, *_modules(PACKAGE)))


def _modules(folder: Path) -> Iterator[object]:
    """The states of docgen's own files, without what Python makes of them when they first run."""
    return (state for state in file_states(folder) if Path(state[0]).parent.name != "__pycache__")


def digest(parts: Iterable[object]) -> str:
    """A digest of ``parts``, in hex."""
    return hashlib.blake2b(repr(list(parts)).encode(), digest_size=16).hexdigest()
