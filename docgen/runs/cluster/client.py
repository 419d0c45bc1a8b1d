"""The side that submits: items go out as bytes, a few ahead, and results come back in order."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dask
from distributed import Client, Future

from docgen.diagnostics import PdfError, Place, UsageError
from docgen.pdf import PDF_SECONDS
from docgen.pdf.converter import Converter, can_convert, no_converter, shares
from docgen.pool import Pending, ordered_futures
from docgen.project import Project
from docgen.runs.cluster import worker
from docgen.runs.cluster.payloads import unit_files, upload_of
from docgen.runs.cluster.remote_results import (
    SCHEDULER_TIMEOUT,
    ReadyResult,
    RemoteResult,
    as_usage_error,
    await_workers,
)
from docgen.runs.results import Result
from docgen.runs.unit_build import Builder, WorkerResult
from docgen.runs.verify import Verifier

_Pdfs = list[tuple[Path, bytes | str]]

_AHEAD, _AHEAD_AT_LEAST = 3, 24
"""Items that are under way: for each thread of the workers, and in all, as more may come."""

_SETTINGS = {"distributed.admin.large-graph-warning-threshold": "1TiB"}
"""Files travel with what is submitted, not scattered: scattered data die with their worker."""


@contextmanager
def connected(address: str, project: Project, edition: str) -> Iterator[Cluster]:
    """The cluster whose scheduler is at ``address``; what is not done at the end is cancelled.

    Raises :class:`UsageError` if no scheduler answers there, or none that has workers.
    """
    place = Place(address)
    with dask.config.set(_SETTINGS), _quiet():
        try:
            client = Client(address, timeout=SCHEDULER_TIMEOUT, set_as_default=False, name="docgen")
        except (OSError, ValueError) as reason:
            raise UsageError("no-scheduler", place, seconds=SCHEDULER_TIMEOUT) from reason
        with client:
            await_workers(client, place)
            _ask_for_docgen(client, place)
            yield Cluster(client, place, project, edition)


def _ask_for_docgen(client: Client, place: Place) -> None:
    """Raises :class:`UsageError` if a worker has no docgen: the first unit would end it."""
    with as_usage_error(place):
        found = client.run(find_spec, "docgen")
    for address, docgen in found.items():
        if docgen is None:
            raise UsageError("worker-differs", Place(address), versions="docgen: —")


@contextmanager
def _quiet() -> Iterator[None]:
    """Dask has lines of its own for what is lost; it is made up for, or told as a problem."""
    names = ("distributed", "distributed.client", "asyncio", "tornado.application")
    loggers = list(map(logging.getLogger, names))
    levels = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.CRITICAL)
        yield
    finally:
        gc.collect()  # what Dask left unanswered speaks when it goes
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


class Cluster:
    """Workers that build, verify and convert what is of an edition, wherever they are.

    Results come in the order of the items. They raise :class:`UsageError` if the cluster is lost,
    or if a worker has not the programs that this machine has.
    """

    def __init__(self, client: Client, place: Place, project: Project, edition: str) -> None:
        self._client, self._place = client, place
        self._project, self._edition = project, edition
        self._threads = sum(client.nthreads().values())
        self._ahead = max(_AHEAD * self._threads, _AHEAD_AT_LEAST)
        self._substituted: dict[str, str | None] = {}

    def build(self, builder: Builder, folders: Sequence[Path]) -> Iterator[WorkerResult]:
        """The units in ``folders``."""

        def submit(folder: Path) -> Pending[WorkerResult]:
            files = unit_files(folder, self._edition, self._project)
            if files is None:
                return ReadyResult(builder(folder))
            name = folder.relative_to(self._project.root).as_posix()
            return RemoteResult(
                self._submit(worker.build, files, name, self._edition, self._packs),
                lambda built: WorkerResult(folder, *built),
                lambda reason: builder.failed(folder, reason),
                self._place,
            )

        return ordered_futures(submit, folders, self._ahead)

    def verify(self, verifier: Verifier, units: Sequence[Sequence[Path]]) -> Iterator[Result]:
        """What departs from the official format in the files of each unit."""

        def submit(files: Sequence[Path]) -> Pending[Result]:
            try:
                data = {f"verified/{file.name}": file.read_bytes() for file in files}
            except OSError:
                return ReadyResult(verifier(files))
            names = dict(zip(data, map(self._project.relative, files), strict=True))
            return RemoteResult(
                self._submit(worker.verify, data, self._edition, self._packs),
                lambda found: _named(found, names) if found else verifier(files),
                lambda reason: verifier.failed(files, reason),
                self._place,
            )

        return ordered_futures(submit, units, self._ahead)

    def find_converter(self, _: Path) -> Converter | None:
        """What makes the PDFs; ``None`` if there is a worker that cannot."""
        return None if self._unable else Converter("LibreOffice", "", self._substituted)

    def no_converter(self, _: Place) -> PdfError:
        """The error that names a worker that cannot, and says what to install."""
        return no_converter(Place(self._unable[0]))

    def convert(
        self,
        converter: Converter,
        files: Sequence[Path],
        fonts: Path,
        seconds: int = PDF_SECONDS,
        *,
        archive: bool = False,
        jobs: int = 1,
    ) -> Iterator[tuple[Path, bytes | str]]:
        """Each file with its PDF, or with the reason why there is none; in their order.

        Files go together as they would here, so that the PDFs have the same bytes.
        """
        upload = self._upload(fonts)

        def submit(group: Sequence[Path]) -> Pending[_Pdfs]:
            data = [_bytes(file) for file in group]
            return RemoteResult(
                self._submit(worker.convert, data, upload, seconds, archive),
                lambda made: self._pdfs(group, made),
                lambda reason: [(file, type(reason).__name__) for file in group],
                self._place,
            )

        for pdfs in ordered_futures(submit, shares(files), 2 * self._threads):
            yield from pdfs

    def _pdfs(self, files: Sequence[Path], made: worker.Converted) -> _Pdfs:
        pdfs, substituted = made
        self._substituted |= substituted
        return list(zip(files, pdfs, strict=True))

    @cached_property
    def _packs(self) -> Future[Any]:
        return self._upload(self._project.packs)

    def _upload(self, folder: Path) -> Future[Any]:
        try:
            upload = upload_of(folder, self._project.root)
        except OSError as reason:
            place = Place(self._project.relative(Path(reason.filename or folder)))
            raise UsageError("unreadable-file", place, reason=reason.strerror or reason) from reason
        return self._submit(worker.keep, upload)

    @cached_property
    def _unable(self) -> list[str]:
        """The workers on whose machine nothing makes PDFs."""
        with as_usage_error(self._place):
            able = self._client.run(can_convert)
        return [address for address, can in able.items() if not can]

    def _submit(self, remote: Callable[..., Any], *arguments: object) -> Future[Any]:
        with as_usage_error(self._place):
            return self._client.submit(remote, *arguments, pure=False)


def _named(found: worker.Verified, names: Mapping[str, str]) -> Result:
    """The result with its files named as they lie here."""
    problems, verified = found
    renamed = (
        replace(one, place=replace(one.place, file=names.get(one.place.file, one.place.file)))
        for one in problems
    )
    return Result((), tuple(renamed), verified=verified)


def _bytes(file: Path) -> bytes:
    """The file; nothing if it cannot be read, of which no PDF comes either."""
    try:
        return file.read_bytes()
    except OSError:
        return b""
