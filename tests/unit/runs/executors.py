"""An executor that works in this process, and makes PDFs without LibreOffice."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from docgen.diagnostics import PdfError, Place
from docgen.pdf.converter import NO_CONVERTER, Converter
from docgen.runs.edition import Edition
from docgen.runs.results import Result
from docgen.runs.unit_task import Builder, WorkerResult
from docgen.runs.verify import Verifier

LIBREOFFICE = Converter("LibreOffice", "/bin/soffice", {"宋体": "FandolSong", "黑体": None})


@dataclass
class HereExecutor:
    """Builds and verifies here; a PDF is what ``pdfs`` says of a file, else ``%PDF`` and its name.

    Attributes:
        converter: the program that makes PDFs; ``None`` for none.
        pdfs: the PDF of a file, or the reason why it has none, by the file's stem.
        asked: what it was asked for: the calls, with their arguments.
    """

    converter: Converter | None = LIBREOFFICE
    pdfs: Mapping[str, bytes | str] = field(default_factory=dict)
    asked: list[tuple[object, ...]] = field(default_factory=list)

    def build(self, builder: Builder, folders: Sequence[Path]) -> Iterator[WorkerResult]:
        self.asked.append(("build", [folder.name for folder in folders], builder.return_report))
        return map(builder, folders)

    def verify(self, verifier: Verifier, units: Sequence[Sequence[Path]]) -> Iterator[Result]:
        self.asked.append(("verify", [[file.name for file in files] for files in units]))
        return map(verifier, units)

    def find_converter(self, fonts: Path) -> Converter | None:
        self.asked.append(("find_converter", fonts.name))
        return self.converter

    def no_converter(self, place: Place) -> PdfError:
        return PdfError(NO_CONVERTER, place, install="debian")

    def convert(
        self,
        converter: Converter,
        files: Iterable[Path],
        fonts: Path,
        seconds: int,
        *,
        archive: bool = False,
    ) -> Iterator[tuple[Path, bytes | str]]:
        chosen = list(files)
        self.asked.append(("convert", [file.name for file in chosen], seconds, archive))
        for file in chosen:
            yield file, self.pdfs.get(file.stem, f"%PDF {file.name}".encode())

    def called(self, name: str) -> list[Any]:
        """The arguments of the calls of this name."""
        return [arguments for call, *arguments in self.asked if call == name]

    def __call__(
        self, edition: Edition, jobs: int = -9, scheduler: str = "none"
    ) -> AbstractContextManager[HereExecutor]:
        """In the place of ``executor_for``."""
        self.asked.append(("executor_for", edition.name, jobs, scheduler))
        return nullcontext(self)


def older(path: Path, seconds: int = 100) -> None:
    """Makes a file older than it is."""
    stat = path.stat()
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns - seconds * 10**9))
