"""Conversion from .docx to .pdf, by LibreOffice or Word."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Literal, TypeAlias

from docgen.diagnostics import PdfError, Place
from docgen.diagnostics.codes import problem_code
from docgen.pdf import PDF_SECONDS, libreoffice, msword
from docgen.pdf.fonts import font_environment, substitutions
from docgen.pdf.libreoffice import Office
from docgen.pdf.office_process import find_library
from docgen.pdf.warm import WarmOffice
from docgen.pool import ordered_futures

NO_CONVERTER = problem_code(
    "no-converter",
    en=("no PDF was made: there is neither LibreOffice nor Word on this machine", "{install}"),
    zh=("没有生成 PDF：这台机器上没有 LibreOffice，也没有 Word", "{install}"),
)

_AT_ONCE = 5
"""The files of a call where LibreOffice cannot stay: its start costs as much as two of them."""

Name: TypeAlias = Literal["LibreOffice", "Word"]


@dataclass(frozen=True)
class Converter:
    """The program that makes the PDFs.

    Attributes:
        name: ``LibreOffice`` or ``Word``.
        program: LibreOffice's path; empty for Word.
        substituted: the substitute of each official font that is not installed, or ``None``.
    """

    name: Name
    program: str
    substituted: Mapping[str, str | None] = field(default_factory=dict)


def find_converter(fonts: Path) -> Converter | None:
    """LibreOffice if it is installed, else Word, else ``None``."""
    if program := libreoffice.find_libreoffice():
        return Converter("LibreOffice", program, substitutions(fonts))
    return Converter("Word", "") if msword.has_word() else None


def can_convert() -> bool:
    """Whether LibreOffice or Word is installed."""
    return libreoffice.find_libreoffice() is not None or msword.has_word()


def no_converter(place: Place) -> PdfError:
    """The error that names what to install on this system."""
    systems = {"darwin": "mac", "win32": "windows"}
    return PdfError(NO_CONVERTER, place, install=systems.get(sys.platform, "debian"))


def convert(
    converter: Converter,
    files: Iterable[Path],
    fonts: Path,
    seconds: int = PDF_SECONDS,
    *,
    archive: bool = False,
    jobs: int = 1,
) -> Iterator[tuple[Path, bytes | str]]:
    """Yields each file with its PDF, as :class:`Offices` do that are there for these files."""
    with Offices(converter, fonts, seconds, archive=archive, jobs=jobs) as offices:
        yield from offices.convert(files)


class Offices:
    """What makes PDFs: Word, or up to ``jobs`` LibreOffices, each started when it has work.

    They end with the ``with`` block, and with this process, however it ends. ``seconds`` is the
    time limit for a file. ``archive`` asks for PDF/A-2, which Word does not make through docx2pdf.
    Several threads may convert at a time, unless it is Word.
    """

    def __init__(
        self,
        converter: Converter,
        fonts: Path,
        seconds: int = PDF_SECONDS,
        *,
        archive: bool = False,
        jobs: int = 1,
    ) -> None:
        self._converter, self._archive, self._jobs = converter, archive, jobs
        self._idle, self._stack = deque[WarmOffice](), ExitStack()
        environment = self._stack.enter_context(font_environment(fonts, converter.substituted))
        self._cold = Office(converter.program, environment, seconds, archive)
        self._library = find_library(converter.program)
        self._pool = ThreadPoolExecutor(jobs)

    def __enter__(self) -> Offices:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self) -> None:
        """Starts a LibreOffice before there is work for it, and has it load the fonts.

        Returns at once. To be called in a thread that lasts, as the process ends with it.
        """
        if self._library:
            office = WarmOffice(self._library, self._cold)
            self._idle.append(office)
            office.begin()

    def convert(self, files: Iterable[Path]) -> Iterator[tuple[Path, bytes | str]]:
        """Yields each file with its PDF, or with the reason why there is none; in input order.

        ``files`` may be made as they are asked for, which is a few ahead.
        """
        if self._converter.name == "Word":
            for file in files:
                yield file, "PDF/A: LibreOffice" if self._archive else msword.convert(file)
            return
        groups = _groups(files, 1 if self._library else _AT_ONCE)
        results = ordered_futures(
            lambda group: self._pool.submit(self._converted, group), groups, 2 * self._jobs
        )
        for pdfs in results:
            yield from pdfs.items()

    def close(self) -> None:
        """Ends them, whatever they are doing."""
        self._cold.stop.set()
        self._pool.shutdown(cancel_futures=True)
        while self._idle:
            self._idle.pop().close()
        self._stack.close()

    def _converted(self, files: Sequence[Path]) -> Mapping[Path, bytes | str]:
        if self._library is None:
            return self._cold.convert(files)
        with self._taken(self._library) as office:
            return office.convert(files)

    @contextmanager
    def _taken(self, library: str) -> Iterator[WarmOffice]:
        """One that is idle, or a new one: there are as many as files have been laid out at once."""
        try:
            office = self._idle.pop()
        except IndexError:
            office = WarmOffice(library, self._cold)
        try:
            yield office
        finally:
            self._idle.append(office)


def _groups(files: Iterable[Path], size: int) -> Iterator[Sequence[Path]]:
    rest = iter(files)
    while group := list(islice(rest, size)):
        yield group
