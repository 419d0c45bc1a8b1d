"""Executors do the work of a run: on this machine's cores, or on the workers of a Dask cluster."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from docgen.diagnostics import PdfError, Place, UsageError
from docgen.diagnostics.codes import problem_code
from docgen.pool import cores, map_ordered
from docgen.runs.edition import Edition
from docgen.runs.results import Result
from docgen.runs.unit_task import UNIT_SECONDS, Builder, WorkerResult

if TYPE_CHECKING:
    from docgen.pdf import converter as pdf
    from docgen.runs.verify import Verifier

NO_DASK = problem_code(
    "no-dask",
    en=(
        "--scheduler needs Dask, which is not installed on this machine",
        'run pip install "docgen[dask]", or leave --scheduler out',
    ),
    zh=(
        "--scheduler 要用 Dask，这台机器上没有安装",
        '运行 pip install "docgen[dask]"；或去掉 --scheduler',
    ),
)


class Executor(Protocol):
    """Builds, verifies and converts the files of many units; results come in input order."""

    def build(self, builder: Builder, folders: Sequence[Path], /) -> Iterator[WorkerResult]:
        """Yields the result for each unit in ``folders``."""

    def verify(self, verifier: Verifier, units: Sequence[Sequence[Path]], /) -> Iterator[Result]:
        """Yields the deviations of each unit's files from the official format."""

    def find_converter(self, fonts: Path, /) -> pdf.Converter | None:
        """The program that makes PDFs; ``None`` if there is none."""

    def no_converter(self, place: Place, /) -> PdfError:
        """The error that says what to install, and where."""

    def convert(
        self,
        converter: pdf.Converter,
        files: Sequence[Path],
        fonts: Path,
        seconds: int,
        *,
        archive: bool = False,
    ) -> Iterator[tuple[Path, bytes | str]]:
        """Yields each file with its PDF, or with the reason why it has none."""


@dataclass(frozen=True)
class LocalExecutor:
    """The cores of this machine.

    Attributes:
        jobs: the number of processes.
    """

    jobs: int

    def build(self, builder: Builder, folders: Sequence[Path]) -> Iterator[WorkerResult]:
        """Yields the result for each unit in ``folders``."""
        return map_ordered(builder, folders, self.jobs, UNIT_SECONDS)

    def verify(self, verifier: Verifier, units: Sequence[Sequence[Path]]) -> Iterator[Result]:
        """Yields the deviations of each unit's files from the official format."""
        return map_ordered(verifier, units, self.jobs, UNIT_SECONDS)

    def find_converter(self, fonts: Path) -> pdf.Converter | None:
        """LibreOffice or Word, if it is installed."""
        from docgen.pdf import converter as pdf  # a run that makes no PDF needs none of it

        return pdf.find_converter(fonts)

    def no_converter(self, place: Place) -> PdfError:
        """The error that says what to install on this machine."""
        from docgen.pdf import converter as pdf

        return pdf.no_converter(place)

    def convert(
        self,
        converter: pdf.Converter,
        files: Sequence[Path],
        fonts: Path,
        seconds: int,
        *,
        archive: bool = False,
    ) -> Iterator[tuple[Path, bytes | str]]:
        """Yields each file with its PDF, or with the reason why it has none."""
        from docgen.pdf import converter as pdf

        return pdf.convert(converter, files, fonts, seconds, archive=archive, jobs=self.jobs)


def executor_for(
    edition: Edition, jobs: int = 0, scheduler: str = ""
) -> AbstractContextManager[Executor]:
    """The cluster at the address ``scheduler``, if one is given; else ``jobs`` processes here.

    Dask is imported on first use. Raises :class:`UsageError` if it is not installed, or if no
    cluster is there.
    """
    if not scheduler:
        return nullcontext(LocalExecutor(jobs or cores()))
    if find_spec("distributed") is None:
        raise UsageError(NO_DASK, Place(scheduler))
    from docgen.runs.cluster.client import connected

    return connected(scheduler, edition)
