"""An executor that works in this process, and makes PDFs without LibreOffice."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from docgen.checking.over_years.other_documents import OtherSource
from docgen.diagnostics import PdfError, Place
from docgen.pdf.converter import NO_CONVERTER, Converter
from docgen.runs.edition import Edition
from docgen.runs.results import Result
from docgen.runs.unit_task import Builder, WorkerResult
from docgen.runs.verify import Verifier

T = TypeVar("T")

LIBREOFFICE = Converter("LibreOffice", "/bin/soffice", {"宋体": "FandolSong", "黑体": None})


@dataclass
class HereExecutor:
    """Builds and verifies here; a PDF is what ``pdfs`` says of a file, else ``%PDF`` and its name.

    Attributes:
        converter: the program that makes PDFs; ``None`` for none.
        pdfs: the PDF of a file, or the reason why it has none, by the file's stem.
        asked: what it was asked for: the calls, with their arguments.
        expected: the numbers of units that were announced, and the time limits of their PDFs.
        edition: that of the last run.
        return_reports: whether the last run wanted reports.
        against: the documents that its units were compared with.
    """

    converter: Converter | None = LIBREOFFICE
    pdfs: Mapping[str, bytes | str] = field(default_factory=dict)
    asked: list[tuple[object, ...]] = field(default_factory=list)
    expected: list[tuple[int, int]] = field(default_factory=list)
    edition: Edition | None = None
    return_reports: bool = True
    against: Sequence[OtherSource] = ()

    def expect(self, units: int, *, pdf_seconds: int, rows: bool = False) -> None:
        self.expected.append((units, pdf_seconds))

    def build(self, folders: Iterable[Path]) -> Iterator[WorkerResult]:
        assert self.edition
        builder = Builder(self.edition, self.return_reports, self.against)
        named = self._noted("build", folders, lambda folder: folder.name, self.return_reports)
        return map(builder, named)

    def verify(self, units: Iterable[Sequence[Path]]) -> Iterator[Result]:
        assert self.edition
        named = self._noted("verify", units, lambda files: [file.name for file in files])
        return map(Verifier(self.edition.project), named)

    def _noted(
        self, call: str, items: Iterable[T], name: Callable[[T], object], *arguments: object
    ) -> Iterator[T]:
        """Yields the items; a call with some is noted, with the names of those that were taken."""
        names = list[object]()
        for item in items:
            if not names:
                self.asked.append((call, names, *arguments))
            names.append(name(item))
            yield item

    def find_converter(self) -> Converter | None:
        self.asked.append(("find_converter",))
        return self.converter

    def no_converter(self, place: Place) -> PdfError:
        return PdfError(NO_CONVERTER, place, install="windows")

    def convert(
        self,
        converter: Converter,
        files: Iterable[Path],
        seconds: int,
        *,
        archive: bool = False,
    ) -> Iterator[tuple[Path, bytes | str]]:
        named = self._noted("convert", files, lambda file: file.name, seconds, archive)
        for file in named:
            yield file, self.pdfs.get(file.stem, f"%PDF {file.name}".encode())

    def called(self, name: str) -> list[Any]:
        """The arguments of the calls of this name."""
        return [arguments for call, *arguments in self.asked if call == name]

    def __call__(
        self,
        edition: Edition,
        jobs: int = -9,
        scheduler: str = "none",
        *,
        return_reports: bool = True,
        against: Sequence[OtherSource] = (),
    ) -> AbstractContextManager[HereExecutor]:
        """In the place of ``executor_for``."""
        self.asked.append(("executor_for", edition.name, jobs, scheduler))
        self.edition, self.return_reports, self.against = edition, return_reports, against
        return nullcontext(self)


def older(path: Path, seconds: int = 100) -> None:
    """Makes a file older than it is."""
    stat = path.stat()
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns - seconds * 10**9))
