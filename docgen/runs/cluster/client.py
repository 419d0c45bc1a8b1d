"""The submitting side: sends items as bytes, a few ahead, and returns results in order."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dask
from distributed import Client, Future

from docgen.content.source_files import UNREADABLE_FILE
from docgen.diagnostics import PdfError, Place, UsageError
from docgen.diagnostics.codes import problem_code
from docgen.pdf.converter import Converter, no_converter
from docgen.pdf.programs import chosen_of, installed_programs
from docgen.pool import Pending, ordered_futures
from docgen.runs.cluster import worker
from docgen.runs.cluster.payloads import unit_files, upload_of
from docgen.runs.cluster.remote_results import (
    SCHEDULER_TIMEOUT,
    WORKER_DIFFERS,
    ReadyResult,
    RemoteResult,
    as_usage_error,
    await_workers,
)
from docgen.runs.edition import Edition
from docgen.runs.results import Result
from docgen.runs.unit_task import Builder, WorkerResult
from docgen.runs.verify import Verifier

NO_SCHEDULER = problem_code(
    "no-scheduler",
    en=(
        "no Dask scheduler has answered at this address in {seconds:# second|# seconds}",
        "check the address (such as tcp://10.0.0.1:8786), and run dask scheduler on that machine; "
        "see docs/en/scale.md",
    ),
    zh=(
        "这个地址没有 Dask 调度器应答，等了 {seconds} 秒",
        "检查地址（如 tcp://10.0.0.1:8786），并在那台机器上运行 dask scheduler；"
        "见 docs/zh/scale.md",
    ),
)

_Pdf = tuple[Path, bytes | str]

_AHEAD, _AHEAD_AT_LEAST = 3, 24
"""Items that are submitted ahead: per worker thread, and at least, as workers may be added."""

_SETTINGS = {"distributed.admin.large-graph-warning-threshold": "1TiB"}
"""Files are sent as arguments of tasks: scattered data are lost with their worker."""


@contextmanager
def connected(address: str, edition: Edition) -> Iterator[ClusterExecutor]:
    """The cluster whose scheduler is at ``address``; at the end, unfinished tasks are cancelled.

    Raises :class:`UsageError` if no scheduler answers, if it has no workers, or if a worker has no
    docgen.
    """
    place = Place(address)
    with dask.config.set(_SETTINGS), _quiet():
        try:
            client = Client(address, timeout=SCHEDULER_TIMEOUT, set_as_default=False, name="docgen")
        except (OSError, ValueError) as reason:
            raise UsageError(NO_SCHEDULER, place, seconds=SCHEDULER_TIMEOUT) from reason
        with client:
            await_workers(client, place)
            _require_docgen(client, place)
            yield ClusterExecutor(client, place, edition)


def _require_docgen(client: Client, place: Place) -> None:
    """Raises :class:`UsageError` if a worker has no docgen: the first unit would kill it."""
    with as_usage_error(place):
        specs = client.run(find_spec, "docgen")
    for address, spec in specs.items():
        if spec is None:
            raise UsageError(WORKER_DIFFERS, Place(address), versions="docgen: —")


@contextmanager
def _quiet() -> Iterator[None]:
    """Silences the log of Dask about losses, which are retried or become problems."""
    names = ("distributed", "distributed.client", "asyncio", "tornado.application")
    loggers = list(map(logging.getLogger, names))
    levels = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.CRITICAL)
        yield
    finally:
        gc.collect()  # Dask logs about unfinished requests when they are collected
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


class ClusterExecutor:
    """The workers of a cluster, which build, verify and convert the files of an edition.

    Results come in input order. Iterating raises :class:`UsageError` if the cluster is lost, or if
    a worker has other versions of the programs than this machine.
    """

    def __init__(self, client: Client, place: Place, edition: Edition) -> None:
        self._client, self._place = client, place
        self._edition, self._project = edition, edition.project
        self._threads = sum(client.nthreads().values())
        self._ahead = max(_AHEAD * self._threads, _AHEAD_AT_LEAST)
        self._substituted: dict[str, str | None] = {}

    def expect(self, units: int, *, pdf_seconds: int, rows: bool = False) -> None:
        """Nothing; workers of a cluster are there."""

    def build(self, folders: Iterable[Path]) -> Iterator[WorkerResult]:
        """Yields the result for each unit in ``folders``."""
        builder = Builder(self._edition)

        def submit(folder: Path) -> Pending[WorkerResult]:
            files = unit_files(folder, self._edition)
            if files is None:
                return ReadyResult(builder(folder))
            name = folder.relative_to(self._project.root).as_posix()
            return RemoteResult(
                self._submit(
                    worker.build, files, name, self._edition.name, self._packs, self._edition.draft
                ),
                lambda built: WorkerResult(folder, *built),
                lambda reason: builder.failed(folder, reason),
                self._place,
            )

        return ordered_futures(submit, folders, self._ahead)

    def verify(self, units: Iterable[Sequence[Path]]) -> Iterator[Result]:
        """Yields the deviations of each unit's files from the official format."""
        verifier = Verifier(self._project)

        def submit(files: Sequence[Path]) -> Pending[Result]:
            try:
                data = {f"verified/{file.name}": file.read_bytes() for file in files}
            except OSError:
                return ReadyResult(verifier(files))
            names = dict(zip(data, map(self._project.relative, files), strict=True))
            return RemoteResult(
                self._submit(worker.verify, data, self._edition.name, self._packs),
                lambda verified: _with_local_names(verified, names),
                lambda reason: verifier.failed(files, reason),
                self._place,
            )

        return ordered_futures(submit, units, self._ahead)

    def find_converter(self) -> Converter | None:
        """The converter of the workers; ``None`` if a worker has none."""
        if self._unable:
            return None
        return Converter(self._project.converter or "LibreOffice", "", self._substituted)

    def no_converter(self, _: Place) -> PdfError:
        """The error that names a worker without a converter, and says what to install."""
        address, programs = next(iter(self._unable.items()))
        return no_converter(Place(address), self._project.converter, programs)

    def convert(
        self,
        converter: Converter,
        files: Iterable[Path],
        seconds: int,
        *,
        archive: bool = False,
    ) -> Iterator[tuple[Path, bytes | str]]:
        """Yields each file with its PDF, or with the reason why it has none, in input order."""
        upload = self._upload(self._project.fonts)
        how = (upload, seconds, archive, self._project.converter)

        def submit(file: Path) -> Pending[_Pdf]:
            return RemoteResult(
                self._submit(worker.convert, _bytes(file), *how),
                lambda converted: self._pdf(file, converted),
                lambda reason: (file, type(reason).__name__),
                self._place,
            )

        return ordered_futures(submit, files, 2 * self._threads)

    def _pdf(self, file: Path, converted: worker.ConvertReply) -> _Pdf:
        pdf, substituted = converted
        self._substituted |= substituted
        return file, pdf

    @cached_property
    def _packs(self) -> Future[Any]:
        return self._upload(self._project.packs)

    def _upload(self, folder: Path) -> Future[Any]:
        try:
            upload = upload_of(folder, self._project.root)
        except OSError as reason:
            place = Place(self._project.relative(Path(reason.filename or folder)))
            raise UsageError(UNREADABLE_FILE, place, reason=reason.strerror or reason) from reason
        return self._submit(worker.return_upload, upload)

    @cached_property
    def _unable(self) -> dict[str, Collection[str]]:
        """The addresses of the workers without the converter, and what each has."""
        with as_usage_error(self._place):
            programs = self._client.run(installed_programs)
        chosen = self._project.converter
        return {
            address: there for address, there in programs.items() if not chosen_of(there, chosen)
        }

    def _submit(self, function: Callable[..., Any], *arguments: object) -> Future[Any]:
        with as_usage_error(self._place):
            return self._client.submit(function, *arguments, pure=False)


def _with_local_names(verified: worker.VerifyReply, names: Mapping[str, str]) -> Result:
    """The result with the files' names on this machine; ``names`` are by those on the worker."""
    problems, count = verified
    renamed = (
        replace(problem, place=problem.place.in_file(names.get(file, file)))
        for problem in problems
        for file in (problem.place.file,)
    )
    return Result((), tuple(renamed), verified=count)


def _bytes(file: Path) -> bytes:
    """The bytes of ``file``; empty if it cannot be read, which the converter then reports."""
    try:
        return file.read_bytes()
    except OSError:
        return b""
