"""Executors do the work of a run: on this machine's cores, or on the workers of a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from docgen.diagnostics import PdfError, Place, UsageError
from docgen.diagnostics.codes import problem_code
from docgen.pool import Workers, cores
from docgen.runs import UNIT_SECONDS
from docgen.runs.edition import Edition
from docgen.runs.results import Result

if TYPE_CHECKING:
    from docgen.checking.over_years.other_documents import OtherSource
    from docgen.pdf import converter as pdf
    from docgen.runs.unit_task import Builder, WorkerResult
    from docgen.runs.verify import Verifier

NO_DASK = problem_code(
    "no-dask",
    en=(
        "--scheduler needs Dask, which is not installed on this machine",
        "install the wheel file of docgen once more, with Dask, as the bundle cannot have it: pipx "
        "install --force './docgen_gongwen-….whl[dask]'; or leave --scheduler out",
    ),
    zh=(
        "--scheduler 要用 Dask，这台机器上没有安装",
        "免安装包不能用；把 docgen 的安装文件连 Dask 再装一次：pipx install --force "
        "'./docgen_gongwen-….whl[dask]'；或去掉 --scheduler",
    ),
)


class Executor(Protocol):
    """Builds, verifies and converts the files of many units; results come in input order.

    Items may still be made as they are taken.
    """

    def expect(self, units: int, /, *, pdf_seconds: int, rows: bool = False) -> None:
        """Prepares for building so many units; with a time limit for a PDF, also for theirs.

        With ``rows``, what is built has the rows of the units for those that sum them up.
        """

    def build(self, folders: Iterable[Path], /) -> Iterator[WorkerResult]:
        """Yields the result for each unit in ``folders``."""

    def verify(self, units: Iterable[Sequence[Path]], /) -> Iterator[Result]:
        """Yields the deviations of each unit's files from the official format."""

    def find_converter(self) -> pdf.Converter | None:
        """The program that makes PDFs; ``None`` if there is none."""

    def no_converter(self, place: Place, /) -> PdfError:
        """The error that says what to install, and where."""

    def convert(
        self,
        converter: pdf.Converter,
        files: Iterable[Path],
        seconds: int,
        *,
        archive: bool = False,
    ) -> Iterator[tuple[Path, bytes | str]]:
        """Yields each file with its PDF, or with the reason why it has none."""


class LocalExecutor:
    """The cores of this machine; a context manager, whose processes end with its block.

    Args:
        edition: whose units are built and verified.
        jobs: the number of processes of each kind; 0 for one per core.
        return_reports: whether what is built has the report; ``docgen check`` does not need it.
        against: the documents that units are compared with.
    """

    def __init__(
        self,
        edition: Edition,
        jobs: int = 0,
        *,
        return_reports: bool = True,
        against: Sequence[OtherSource] = (),
    ) -> None:
        self.jobs = jobs or cores()
        self._edition, self._return_reports, self._against = edition, return_reports, against
        self._return_rows = False
        self._stack = ExitStack()
        self._offices: pdf.Offices | None = None

    def __enter__(self) -> LocalExecutor:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def expect(self, units: int, *, pdf_seconds: int, rows: bool = False) -> None:
        """Starts the processes if there are several units, and what makes PDFs if they are wanted.

        The processes come first, as they start faster before any other thread is there. For a
        single unit, LibreOffice starts while what builds and verifies it is imported.
        """
        self._return_rows = rows
        if units > 1:
            self._workers.start()
        if pdf_seconds and not self._offices:
            self._begin_pdfs(pdf_seconds)

    def _begin_pdfs(self, seconds: int) -> None:
        from docgen.pdf.converter import offices_of

        converter = self.find_converter()
        if converter:
            offices = offices_of(converter, self._fonts, seconds, jobs=self.jobs)
            self._offices = self._stack.enter_context(offices)
            offices.begin()

    @cached_property
    def _builder(self) -> Builder:
        from docgen.runs.unit_task import Builder

        return Builder(
            self._edition, self._return_reports, self._against, return_rows=self._return_rows
        )

    @cached_property
    def _verifier(self) -> Verifier:
        from docgen.runs.verify import Verifier

        return Verifier(self._edition.project)

    @cached_property
    def _workers(self) -> Workers:
        tasks = [self._builder, self._verifier] if self._return_reports else [self._builder]
        return self._stack.enter_context(Workers(self.jobs, UNIT_SECONDS, *tasks))

    @property
    def _fonts(self) -> Path:
        return self._edition.project.fonts

    def build(self, folders: Iterable[Path]) -> Iterator[WorkerResult]:
        """Yields the result for each unit in ``folders``."""
        return self._workers.map(self._builder, folders)

    def verify(self, units: Iterable[Sequence[Path]]) -> Iterator[Result]:
        """Yields the deviations of each unit's files from the official format."""
        return self._workers.map(self._verifier, units)

    def find_converter(self) -> pdf.Converter | None:
        """Word, WPS or LibreOffice, if it is installed."""
        return self._converter

    @cached_property
    def _converter(self) -> pdf.Converter | None:
        from docgen.pdf import converter as pdf  # a run that makes no PDF needs none of it

        return pdf.find_converter(self._fonts, self._edition.project.converter)

    def no_converter(self, place: Place) -> PdfError:
        """The error that says what to install on this machine."""
        from docgen.pdf import converter as pdf
        from docgen.pdf.programs import installed_programs

        return pdf.no_converter(place, self._edition.project.converter, installed_programs())

    def convert(
        self,
        converter: pdf.Converter,
        files: Iterable[Path],
        seconds: int,
        *,
        archive: bool = False,
    ) -> Iterator[tuple[Path, bytes | str]]:
        """Yields each file with its PDF, or with the reason why it has none."""
        from docgen.pdf import converter as pdf

        if self._offices and not archive:
            return self._offices.convert(files)
        return pdf.convert(converter, files, self._fonts, seconds, archive=archive, jobs=self.jobs)


def executor_for(
    edition: Edition,
    jobs: int = 0,
    scheduler: str = "",
    *,
    return_reports: bool = True,
    against: Sequence[OtherSource] = (),
) -> AbstractContextManager[Executor]:
    """The cluster at the address ``scheduler``, if one is given; else ``jobs`` processes here.

    Dask is imported on first use. Raises :class:`UsageError` if it is not installed, or if no
    cluster is there.
    """
    if not scheduler:
        return LocalExecutor(edition, jobs, return_reports=return_reports, against=against)
    if find_spec("distributed") is None:
        raise UsageError(NO_DASK, Place(scheduler))
    from docgen.runs.cluster.client import connected

    return connected(scheduler, edition)
