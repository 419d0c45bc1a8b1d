"""The tasks of a worker of the cluster: bytes in, bytes out, no shared disk.

A worker keeps the packs compiled, and the fonts unpacked, from one item to the next. Arguments and
results contain no absolute paths, which would not exist on the other machine.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from threading import Lock
from typing import TypeAlias
from weakref import finalize

from distributed import get_worker

from docgen.diagnostics import Problem
from docgen.pdf import converter as pdf
from docgen.pool import cores
from docgen.project import Project
from docgen.runs.build import Report
from docgen.runs.cluster.payloads import Files, Upload, unpack, versions
from docgen.runs.edition import Edition
from docgen.runs.over_units.unit_row import UnitRows
from docgen.runs.results import Outcome
from docgen.runs.unit_task import Builder
from docgen.runs.verify import Verifier

BuildReply: TypeAlias = tuple[Report | None, Outcome, tuple[Problem, ...], UnitRows | None]
"""A unit's report, its outcome, the problems of the packs, and its rows in summaries."""

VerifyReply: TypeAlias = tuple[tuple[Problem, ...], int]
"""The deviations from the format, and how many files were verified."""

ConvertReply: TypeAlias = tuple[bytes | str, Mapping[str, str | None]]
"""A PDF, or the reason why there is none; and the substitutes of official fonts."""

_KEPT = 4
"""How many uploads of packs, and of fonts, a worker keeps, from one or several submitters."""

_PREFIX = "docgen-"

_TRIM = "MALLOC_TRIM_THRESHOLD_"
"""Dask sets this for its workers; it makes LibreOffice slower by a seventh."""

_build_lock = Lock()
"""Python builds one unit at a time anyway, and the packs are not thread-safe."""


class WorkerDiffersError(Exception):
    """This machine has other versions of the programs, which may write other bytes.

    ``args`` are those that differ, each with both versions.
    """


def return_upload(upload: Upload) -> Upload:
    """Returns ``upload`` as a task's result, which Dask recomputes when a worker dies."""
    return upload


def build(files: Files, unit: str, edition: str, packs: Upload, draft: bool = False) -> BuildReply:
    """Builds the unit in the folder ``unit`` from ``files``."""
    with _build_lock, _workspace(packs, edition, draft).with_files(files) as workspace:
        result = workspace.builder(workspace.root / unit)
    return result.report, result.outcome, result.of_packs, result.rows


def verify(files: Files, edition: str, packs: Upload) -> VerifyReply:
    """The deviations of ``files``, one unit's Word file and PDF, from the official format."""
    with _build_lock, _workspace(packs, edition, False).with_files(files) as workspace:
        result = workspace.verifier([workspace.root / name for name in files])
    return tuple(result.all_problems()), result.verified


def convert(
    file: bytes, fonts: Upload, seconds: int, archive: bool, converter: str = ""
) -> ConvertReply:
    """Converts ``file`` with this machine's converter, which stays: a PDF, or a reason."""
    installation = _installation(fonts, seconds, archive, converter)
    if installation.offices is None:
        return f"{converter or 'LibreOffice'}: not found", {}
    with TemporaryDirectory(prefix=_PREFIX, dir=_scratch(), ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "0.docx"
        path.write_bytes(file)
        ((_, data),) = installation.offices.convert([path])
        return data, installation.substituted


class _Workspace:
    """A project folder on this machine: the packs, and temporarily the files of one unit."""

    def __init__(self, packs: Upload, edition: str, draft: bool) -> None:
        self.root = _unpacked(packs).resolve()
        finalize(self, shutil.rmtree, self.root, ignore_errors=True)
        self._packs = set(self.root.iterdir())
        self.builder = Builder(Edition(Project(self.root), edition, draft=draft), return_rows=True)
        self.verifier = Verifier(Project(self.root))

    @contextmanager
    def with_files(self, files: Files) -> Iterator[_Workspace]:
        """The workspace with ``files`` in it; they are removed at the end of the block."""
        try:
            unpack(files, self.root)
            yield self
        finally:
            for path in set(self.root.iterdir()) - self._packs:
                shutil.rmtree(path)


_workspace = lru_cache(_KEPT)(_Workspace)


class _PdfInstallation:
    """The PDF converter of this machine, with the project's fonts."""

    def __init__(self, fonts: Upload, seconds: int, archive: bool, chosen: str) -> None:
        folder = _unpacked(fonts)
        finalize(self, shutil.rmtree, folder, ignore_errors=True)
        os.environ.pop(_TRIM, None)
        self.offices: pdf.Offices | None = None
        found = Project(folder).fonts
        if converter := pdf.find_converter(found, chosen):
            self.substituted = converter.substituted
            self.offices = pdf.offices_of(converter, found, seconds, archive=archive, jobs=cores())
            finalize(self, self.offices.close)


_installation = lru_cache(_KEPT)(_PdfInstallation)


def _unpacked(upload: Upload) -> Path:
    """A new folder with the files of ``upload``. Raises :class:`WorkerDiffersError`."""
    if upload.versions != versions():
        own = dict(versions())
        differing = (
            f"{name} {version} ≠ {own.get(name)}"
            for name, version in upload.versions
            if version != own.get(name)
        )
        raise WorkerDiffersError(*differing)
    folder = Path(mkdtemp(prefix=_PREFIX, dir=_scratch()))
    unpack(upload.files, folder)
    return folder


def _scratch() -> str:
    """The folder that Dask removes, also after the death of a worker."""
    return get_worker().local_directory
