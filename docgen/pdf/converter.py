"""Conversion from .docx to .pdf, by LibreOffice or Word."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Literal, TypeAlias

from docgen.diagnostics import PdfError, Place
from docgen.diagnostics.codes import problem_code
from docgen.pdf import PDF_SECONDS, libreoffice, msword
from docgen.pdf.fonts import font_environment, substitutions
from docgen.pool import ordered_futures

NO_CONVERTER = problem_code(
    "no-converter",
    en=("no PDF was made: there is neither LibreOffice nor Word on this machine", "{install}"),
    zh=("没有生成 PDF：这台机器上没有 LibreOffice，也没有 Word", "{install}"),
)

_AT_ONCE, _CALLS = 25, 4
"""The most files in a call: few enough that workers end together, many enough that the start of
LibreOffice matters little. The fewest calls, if there are as many files: all cores have work."""

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
    files: Sequence[Path],
    fonts: Path,
    seconds: int = PDF_SECONDS,
    *,
    archive: bool = False,
    jobs: int = 1,
) -> Iterator[tuple[Path, bytes | str]]:
    """Yields each file with its PDF, or with the reason why there is none; in input order.

    ``seconds`` is the time limit for a file, ``jobs`` the number of concurrent LibreOffices.
    ``archive`` asks for PDF/A-2, which Word does not make through docx2pdf.
    """
    if converter.name == "Word":
        for file in files:
            yield file, "PDF/A: LibreOffice" if archive else msword.convert(file)
        return
    with (
        font_environment(fonts, converter.substituted) as environment,
        ThreadPoolExecutor(jobs) as pool,
    ):
        office = libreoffice.Office(converter.program, environment, seconds, archive)
        try:
            work = ordered_futures(
                lambda share: pool.submit(office.convert, share), shares(files), 2 * jobs
            )
            for results in work:
                yield from results.items()
        finally:
            office.stop.set()


def shares(files: Sequence[Path]) -> Iterator[Sequence[Path]]:
    """The files of each call, in shares of equal size that depend on the number of files alone.

    LibreOffice numbers embedded OpenType fonts over all files of a call, so the bytes of a PDF
    depend on the other files of its call; they must not depend on the number of processes.
    """
    calls = max(min(len(files), _CALLS), -(-len(files) // _AT_ONCE))
    edges = [len(files) * number // calls for number in range(calls + 1)] if files else []
    yield from (files[start:stop] for start, stop in pairwise(edges))
