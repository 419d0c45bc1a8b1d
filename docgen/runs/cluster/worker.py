"""What a worker of the cluster does: it gets bytes and gives bytes, and asks no one's disk.

A worker keeps the packs compiled, and the fonts unpacked, from one item to the next. Paths do not
travel: they would mean nothing on the other machine.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from threading import Lock
from typing import TypeAlias
from weakref import finalize

from distributed import get_worker

from docgen.diagnostics import DocgenError, Problem
from docgen.pdf import converter as pdf
from docgen.project import Project
from docgen.runs.build import Report
from docgen.runs.cluster.payloads import Files, Upload, unpack, versions
from docgen.runs.results import Outcome
from docgen.runs.unit_build import Builder
from docgen.runs.verify import Verifier

Built: TypeAlias = tuple[Report | None, Outcome, tuple[Problem, ...]]
"""A unit's report, what was found, and what is wrong with the packs."""

Verified: TypeAlias = tuple[tuple[Problem, ...], int]
"""What departs from the format, and how many files were verified."""

Converted: TypeAlias = tuple[Sequence[bytes | str], Mapping[str, str | None]]
"""A PDF for each file, or why there is none; and what stood in for official fonts."""

_KEPT = 4
"""Packs or fonts that a worker keeps, of one or several submitters."""

_PREFIX = "docgen-"

_TRIM = "MALLOC_TRIM_THRESHOLD_"
"""Dask sets it for its workers; in LibreOffice it costs a seventh of the time."""

_one_at_a_time = Lock()
"""Python builds one unit at a time anyway, and the packs belong to one thread."""


class WorkerDiffersError(Exception):
    """This machine has other versions, with which other bytes would come out."""


def keep(upload: Upload) -> Upload:
    """The upload as a result: unlike scattered data, Dask makes it anew when a worker dies."""
    return upload


def build(files: Files, unit: str, edition: str, packs: Upload) -> Built:
    """The unit of the folder ``unit``, built from ``files``."""
    with _one_at_a_time, _room(packs, edition).holding(files) as room:
        finished = room.builder(room.root / unit)
    return finished.report, finished.outcome, finished.of_packs


def verify(files: Files, edition: str, packs: Upload) -> Verified | None:
    """What departs from the official format in ``files``, one unit's Word file and PDF.

    ``None`` if it is not known which format that is: it stops a run, where that was begun.
    """
    with _one_at_a_time, _room(packs, edition).holding(files) as room:
        try:
            result = room.verifier([room.root / name for name in files])
        except DocgenError:
            return None
    return tuple(result.all_problems()), result.verified


def convert(files: Sequence[bytes], fonts: Upload, seconds: int, archive: bool) -> Converted:
    """A PDF for each of ``files``, by what makes them on this machine."""
    press = _press(fonts)
    if press.converter is None:
        return ["LibreOffice: not found"] * len(files), {}
    with TemporaryDirectory(prefix=_PREFIX, dir=_scratch(), ignore_cleanup_errors=True) as folder:
        paths = [Path(folder) / f"{number}.docx" for number in range(len(files))]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        pdfs = pdf.convert(press.converter, paths, press.fonts, seconds, archive=archive)
        return [data for _, data in pdfs], press.converter.substituted


class _Room:
    """A project on this machine: the packs, and for a while the files of one unit."""

    def __init__(self, packs: Upload, edition: str) -> None:
        self.root = _unpacked(packs).resolve()
        finalize(self, shutil.rmtree, self.root, ignore_errors=True)
        self._packs = set(self.root.iterdir())
        self.builder = Builder(Project(self.root), edition)
        self.verifier = Verifier(Project(self.root))

    @contextmanager
    def holding(self, files: Files) -> Iterator[_Room]:
        """The room with ``files`` in it, which are then removed."""
        try:
            unpack(files, self.root)
            yield self
        finally:
            for path in set(self.root.iterdir()) - self._packs:
                shutil.rmtree(path)


_room = lru_cache(_KEPT)(_Room)


class _Press:
    """What makes PDFs on this machine, with the project's fonts."""

    def __init__(self, fonts: Upload) -> None:
        folder = _unpacked(fonts)
        finalize(self, shutil.rmtree, folder, ignore_errors=True)
        os.environ.pop(_TRIM, None)
        self.fonts = Project(folder).fonts
        self.converter = pdf.find_converter(self.fonts)


_press = lru_cache(_KEPT)(_Press)


def _unpacked(upload: Upload) -> Path:
    """A new folder with the files of ``upload``. Raises :class:`WorkerDiffersError`."""
    if upload.versions != versions():
        own = dict(versions())
        differing = (
            f"{name} {version} ≠ {own.get(name)}"
            for name, version in upload.versions
            if version != own.get(name)
        )
        raise WorkerDiffersError("、".join(differing))
    folder = Path(mkdtemp(prefix=_PREFIX, dir=_scratch()))
    unpack(upload.files, folder)
    return folder


def _scratch() -> str:
    """Where Dask cleans up behind workers that died."""
    return get_worker().local_directory
