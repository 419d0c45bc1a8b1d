"""Digests of a build's inputs, from the size and times of each file; no file is read.

The inputs of a unit's Word file are its content, its content of the edition before, its pack, and
the program; those of a PDF are the Word file, the fonts and LibreOffice.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator
from functools import cached_property
from importlib import metadata
from pathlib import Path

from docgen.pdf.fonts import FETCHED
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


class InputDigests:
    """Digests of the inputs of an edition's units; packs and program as the run begins."""

    def __init__(self, edition: Edition) -> None:
        self._edition, project = edition, edition.project
        self._packs = {path.name: digest(_stats(path)) for path in project.packs.glob("*/")}
        self._program = digest(_program())

    def of_unit(self, folder: Path) -> str:
        """The digest of the unit's content; empty if it changed within the last clock tick."""
        stats = list(_stats(folder))
        newest = max((moment for _, _, *times in stats for moment in times), default=0)
        last = self._edition.last_year_of(folder.name)
        stats += _stats(last) if last else ()
        tick = _TICK if newest % 1_000_000_000 else _COARSE_TICK
        return "" if time.time_ns() - newest < tick else digest(stats)

    def of_build(self, content: str, pack: str) -> str:
        """The digest of all inputs of a Word file; empty if ``content`` is empty."""
        inputs = (content, self._packs.get(pack, ""), self._program)
        return digest(inputs) if content else ""

    @cached_property
    def fonts(self) -> str:
        """The digest of the fonts and of LibreOffice on this machine."""
        folders = [Path(folder).expanduser() for folder in _SYSTEM_FONTS]
        font_folders = [
            path for folder in folders if folder.is_dir() for path in (folder, *folder.glob("*/"))
        ]
        programs = [Path(folder) / "soffice" for folder in os.get_exec_path()]
        return digest(
            (
                *_stats(self._edition.project.fonts),
                *_stats(FETCHED),
                *map(state_of, font_folders),
                *map(state_of, programs),
            )
        )


def _stats(
    folder: Path, around: frozenset[str] = frozenset()
) -> Iterator[tuple[str, int, int, int]]:
    """Yields name, size and times of each file below ``folder``, without hidden and lock files.

    Links are followed, but not in a circle: ``around`` are the real paths of the parent folders.
    """
    real_path = os.path.realpath(folder)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name[0] in ".~" or real_path in around:
            continue
        try:
            is_folder, stat = entry.is_dir(), entry.stat()
        except OSError:  # a broken link
            yield entry.path, 0, 0, 0
            continue
        if is_folder:
            yield from _stats(Path(entry.path), around | {real_path})
        else:
            yield entry.path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _program() -> Iterator[object]:
    """The versions, and docgen's own files, so that a change of the code builds all units again."""
    yield from (__version__, sys.version)
    yield from (metadata.version(name) for name in PACKAGES)
    yield from _stats(PACKAGE)


def digest(parts: Iterable[object]) -> str:
    """A digest of ``parts``, in hex."""
    return hashlib.blake2b(repr(list(parts)).encode(), digest_size=16).hexdigest()
