"""Has anything that a unit is built from changed? Asked of each file's size and times, not read.

A unit's Word file follows from its content, its content of the edition before, its pack, and the
program; a PDF from the Word file, the fonts and LibreOffice besides.
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
from docgen.project import Project
from docgen.version import PACKAGE, __version__

PACKAGES = ("docxtpl", "Jinja2", "lxml", "markdown-it-py", "python-docx", "PyYAML")
"""What else decides which bytes come out."""

_SYSTEM_FONTS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
    "~/.fonts",
    "~/.local/share/fonts",
)
_TICK, _COARSE_TICK = 20_000_000, 2_000_000_000
"""Nanoseconds within which two changes may bear one time; two seconds on a FAT file system."""


class Sources:
    """The sources of an edition's units as they are when the run begins."""

    def __init__(self, project: Project, edition: str) -> None:
        self._project, self._edition = project, edition
        self._packs = {path.name: _digest(_stats(path)) for path in project.packs.glob("*/")}
        self._program = _digest(_program())

    def of_unit(self, folder: Path) -> str:
        """A digest of the unit's content; empty if it was changed in this very moment."""
        stats = list(_stats(folder))
        newest = max((time for _, _, *times in stats for time in times), default=0)
        last = self._project.year_before(self._edition, folder.name)
        stats += _stats(last) if last else ()
        tick = _TICK if newest % 1_000_000_000 else _COARSE_TICK
        return "" if time.time_ns() - newest < tick else _digest(stats)

    def with_pack(self, content: str, pack: str) -> str:
        """A digest of all that a Word file is built from; empty if ``content`` is."""
        known = (content, self._packs.get(pack, ""), self._program)
        return _digest(known) if content else ""

    @cached_property
    def fonts(self) -> str:
        """A digest of the fonts, and of LibreOffice, on this machine."""
        folders = [Path(one).expanduser() for one in _SYSTEM_FONTS]
        inner = [path for one in folders if one.is_dir() for path in (one, *one.glob("*/"))]
        programs = [Path(one) / "soffice" for one in os.get_exec_path()]
        return _digest(
            (
                *_stats(self._project.fonts),
                *_stats(FETCHED),
                *map(state_of, inner),
                *map(state_of, programs),
            )
        )


def state_of(path: Path | None) -> str:
    """Size and times of a file; empty if there is none."""
    try:
        stat = path.stat() if path else None
    except OSError:
        return ""
    return f"{stat.st_size}-{stat.st_mtime_ns}-{stat.st_ctime_ns}" if stat else ""


def _stats(
    folder: Path, around: frozenset[str] = frozenset()
) -> Iterator[tuple[str, int, int, int]]:
    """Name, size and times of each file below ``folder``, but of those that programs hide there.

    Links are followed, but not in a circle; ``around`` are the folders that lead here.
    """
    here = os.path.realpath(folder)
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name[0] in ".~" or here in around:
            continue
        try:
            below, stat = entry.is_dir(), entry.stat()
        except OSError:  # a link that leads nowhere
            yield entry.path, 0, 0, 0
            continue
        if below:
            yield from _stats(Path(entry.path), around | {here})
        else:
            yield entry.path, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _program() -> Iterator[object]:
    """The version, and docgen's own files: whoever works on it wants to see the change."""
    yield from (__version__, sys.version)
    yield from (metadata.version(name) for name in PACKAGES)
    yield from _stats(PACKAGE)


def _digest(parts: Iterable[object]) -> str:
    return hashlib.blake2b(repr(list(parts)).encode(), digest_size=16).hexdigest()
