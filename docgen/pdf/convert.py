"""From .docx to .pdf, with whatever can do it on this machine."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from docgen.diagnostics import PdfError, Place
from docgen.pdf import PDF_SECONDS, libreoffice, word
from docgen.pdf.fonts import font_environment, substitutions

_AT_ONCE = 20
"""Files in one call: enough that starting costs little, few enough for a bar that moves."""

Name: TypeAlias = Literal["LibreOffice", "Word"]


@dataclass(frozen=True)
class Converter:
    """What makes the PDFs.

    Attributes:
        name: ``LibreOffice`` or ``Word``.
        program: LibreOffice's path; empty for Word.
        substituted: what stands in for each official font that is not installed.
    """

    name: Name
    program: str
    substituted: Mapping[str, str | None] = field(default_factory=dict)


def find_converter(fonts: Path) -> Converter | None:
    """LibreOffice if it is there, else Word, else ``None``."""
    if program := libreoffice.find_libreoffice():
        return Converter("LibreOffice", program, substitutions(fonts))
    return Converter("Word", "") if word.has_word() else None


def no_converter(place: Place) -> PdfError:
    """The error that says what to install on this system."""
    systems = {"darwin": "mac", "win32": "windows"}
    return PdfError("no-converter", place, install=systems.get(sys.platform, "debian"))


def convert(
    converter: Converter,
    files: Sequence[Path],
    fonts: Path,
    seconds: int = PDF_SECONDS,
    *,
    archive: bool = False,
) -> Iterator[tuple[Path, bytes | str]]:
    """Each file with its PDF, or with the reason why there is none; in the order of ``files``.

    ``archive`` asks for PDF/A-2, which Word does not make through docx2pdf.
    """
    with font_environment(fonts, converter.substituted) as environment:
        for start in range(0, len(files), _AT_ONCE):
            batch = files[start : start + _AT_ONCE]
            if converter.name == "Word" and archive:
                yield from ((file, "PDF/A: LibreOffice") for file in batch)
            elif converter.name == "Word":
                yield from word.convert(batch).items()
            else:
                yield from libreoffice.convert(
                    converter.program, batch, environment, seconds, archive=archive
                ).items()
