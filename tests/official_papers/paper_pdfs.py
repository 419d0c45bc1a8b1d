"""PDFs of papers, made by LibreOffice in one call, and what is found in them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docgen.diagnostics import Place, Problem, Severity
from docgen.pdf import libreoffice
from docgen.pdf.fonts import font_environment, substitutions
from docgen.verify.finished_report import FinishedReport
from docgen.verify.official_format import OfficialFormat
from docgen.verify.pdf_file import pdf_file_deviations
from docgen.verify.word_file import word_file_deviations
from docgen.word.package_file import WordPackage
from tests.support import ROOT


def pdfs_of(files: Sequence[Path]) -> list[Path]:
    """The PDF beside each Word file."""
    program = libreoffice.find_libreoffice()
    assert program is not None
    fonts = ROOT / "fonts"
    with font_environment(fonts, substitutions(fonts)) as environment:
        made = libreoffice.Office(program, environment, 300).convert(files)
    for file, data in made.items():
        assert isinstance(data, bytes), data
        file.with_suffix(".pdf").write_bytes(data)
    return [file.with_suffix(".pdf") for file in files]


def in_word(file: Path, official: OfficialFormat) -> list[Problem]:
    """The deviations of a Word file."""
    place = Place(file.name)
    report = FinishedReport(official, WordPackage.read(file, place), place)
    return list(word_file_deviations(report, place))


def in_pdf(file: Path, official: OfficialFormat) -> list[Problem]:
    """The deviations of a PDF; substitute fonts and short pages are only warned of."""
    found = pdf_file_deviations(FinishedReport(official, pdf=file), Place(file.name))
    return [problem for problem in found if problem.severity is Severity.ERROR]
