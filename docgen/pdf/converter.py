"""The programs that make PDFs of .docx: Word, WPS or LibreOffice, in this order.

Word and WPS lay out a page as the office sees it; LibreOffice is close, and is there on all
systems. A run uses the first that is installed, or the one that it is told to use.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from docgen.diagnostics import PdfError, Place
from docgen.diagnostics.bilingual import listed_names
from docgen.diagnostics.codes import problem_code
from docgen.pdf import PDF_SECONDS, libreoffice
from docgen.pdf.driven_office import DrivenOffice
from docgen.pdf.fonts import substitutions
from docgen.pdf.install_commands import install_command
from docgen.pdf.libre_offices import LibreOffices
from docgen.pdf.programs import NAMES, chosen_of, installed_programs

NO_CONVERTER = problem_code(
    "no-converter",
    en=("no PDF was made: there is no Word, WPS or LibreOffice on this machine", "{install}"),
    zh=("没有生成 PDF：这台机器上没有 Word、WPS，也没有 LibreOffice", "{install}"),
)
CONVERTER_MISSING = problem_code(
    "converter-missing",
    en=(
        "{chosen} is not on this machine, which --converter asks for; there is: {there}",
        "leave --converter out, or name one that is there; for {chosen}: {install}",
    ),
    zh=(
        "--converter 指定的 {chosen}，这台机器上没有；现有：{there}",
        "去掉 --converter，或改用现有的；要用 {chosen}：{install}",
    ),
)


@dataclass(frozen=True)
class Converter:
    """A program that makes PDFs.

    Attributes:
        name: one of :data:`docgen.pdf.programs.NAMES`.
        program: its path; empty if it is on other machines.
        substituted: the substitute of each official font that is not installed, or ``None``; Word
            and WPS say nothing of theirs.
    """

    name: str
    program: str
    substituted: Mapping[str, str | None] = field(default_factory=dict)


def installed_converters(fonts: Path) -> list[Converter]:
    """Each program that is installed, the one that is preferred first.

    ``fonts`` is the folder with the project's fonts.
    """
    return [_converter(name, path, fonts) for name, path in installed_programs().items()]


def find_converter(fonts: Path, chosen: str = "") -> Converter | None:
    """The program that is ``chosen``, or the first that is installed; ``None`` if it is not there.

    ``chosen`` is one of :data:`docgen.pdf.programs.NAMES`, in letters of any size.
    """
    programs = installed_programs()
    name = chosen_of(programs, chosen)
    return _converter(name, programs[name], fonts) if name else None


def _converter(name: str, path: str, fonts: Path) -> Converter:
    return Converter(name, path, substitutions(fonts) if name == "LibreOffice" else {})


def find_reader(chosen: str = "") -> Converter | None:
    """As :func:`find_converter`, of the programs that read more than .docx.

    docx2pdf, which drives Word on macOS, does not.
    """
    programs = installed_programs()
    if sys.platform == "darwin":
        programs.pop("Word", None)
    name = chosen_of(programs, chosen)
    return Converter(name, programs[name]) if name else None


def require_converter(chosen: str, place: Place) -> None:
    """Raises :class:`PdfError` if a program is ``chosen`` that is not installed."""
    if chosen and not chosen_of(programs := installed_programs(), chosen):
        raise no_converter(place, chosen, programs)


def no_converter(place: Place, chosen: str = "", programs: Iterable[str] = ()) -> PdfError:
    """The error that says what to install on this system.

    If one is ``chosen``, that is what is missing; ``programs`` are there.
    """
    if not chosen:
        return PdfError(NO_CONVERTER, place, **_to_install(""))
    name = chosen_of(NAMES, chosen)
    there = listed_names(programs)
    return PdfError(CONVERTER_MISSING, place, chosen=name, there=there, **_to_install(name))


def _to_install(name: str) -> dict[str, str]:
    """The words that say how the program comes onto this system, or any of them without a name."""
    system = {"darwin": "mac", "win32": "windows"}.get(sys.platform, "linux")
    if system == "linux" and name in ("", "LibreOffice"):
        command = install_command("office")
        return {"install": "by-command" if command else "by-hand", "command": command}
    return {"install": f"{name.lower()}-{system}" if name else system}


class Offices(Protocol):
    """Running programs that make PDFs; a context manager, at whose end they end."""

    def __enter__(self) -> Offices:
        """Itself."""

    def __exit__(self, *_: object) -> None:
        """Ends them."""

    def begin(self) -> None:
        """Starts one before there is work for it, if that is of use; returns at once.

        To be called in a thread that lasts, as the process ends with it.
        """

    def convert(self, files: Iterable[Path], /) -> Iterator[tuple[Path, bytes | str]]:
        """Yields each file with its PDF, or with the reason why there is none; in input order.

        ``files`` may be made as they are asked for, which is a few ahead.
        """

    def close(self) -> None:
        """Ends them, whatever they are doing."""


def offices_of(
    converter: Converter,
    fonts: Path,
    seconds: int = PDF_SECONDS,
    *,
    archive: bool = False,
    jobs: int = 1,
) -> Offices:
    """What makes PDFs with ``converter``; nothing is started yet.

    Args:
        converter: the program.
        fonts: the folder with the project's fonts.
        seconds: the time limit for a file.
        archive: whether PDF/A is made: PDF/A-2 by LibreOffice, PDF/A-1 by Word.
        jobs: how many LibreOffices there may be; Word and WPS are one.
    """
    if converter.name == "LibreOffice":
        program, substituted = converter.program, converter.substituted
        return LibreOffices(program, substituted, fonts, seconds, archive=archive, jobs=jobs)
    return DrivenOffice(converter.name, seconds, archive=archive)


def convert(
    converter: Converter,
    files: Iterable[Path],
    fonts: Path,
    seconds: int = PDF_SECONDS,
    *,
    archive: bool = False,
    jobs: int = 1,
) -> Iterator[tuple[Path, bytes | str]]:
    """Yields each file with its PDF, as :func:`offices_of` make them that are there for these."""
    with offices_of(converter, fonts, seconds, archive=archive, jobs=jobs) as offices:
        yield from offices.convert(files)


def as_docx(converter: Converter, file: Path, ending: str, seconds: int) -> bytes | str:
    """A file of another format, which ``ending`` names, as .docx; or why there is none."""
    if converter.name == "LibreOffice":
        return libreoffice.as_docx(converter.program, file, ending, seconds)
    with DrivenOffice(converter.name, seconds) as office:
        return office.as_docx(file, ending)
