"""A PDF beside each Word file of a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol
from zipfile import is_zipfile

from docgen.diagnostics import DocgenError, PdfError, Place, Problem, warning
from docgen.output import write_atomically
from docgen.pdf import convert as pdf
from docgen.project import Project
from docgen.results import Outcome, Progress, Result


class PdfMaker(Protocol):
    """What makes PDFs: this machine, as the functions of :mod:`docgen.pdf.convert`, or others."""

    def find_converter(self, fonts: Path, /) -> pdf.Converter | None:
        """What is there to make them; ``None`` if nothing is."""

    def no_converter(self, place: Place, /) -> PdfError:
        """The error that says what to install."""

    def convert(
        self,
        converter: pdf.Converter,
        files: Sequence[Path],
        fonts: Path,
        seconds: int,
        *,
        archive: bool,
        jobs: int,
    ) -> Iterator[tuple[Path, bytes | str]]:
        """Each file with its PDF, or with the reason why there is none; in their order."""


ARCHIVE = "-archive"
"""What the name of a PDF/A has behind that of its Word file."""


def with_pdfs(
    result: Result,
    project: Project,
    edition: str,
    seconds: int,
    progress: Progress | None,
    *,
    archive: bool = False,
    jobs: int = 1,
    maker: PdfMaker = pdf,
) -> Result:
    """The result with a PDF beside each Word file, or with the problem that there is none."""
    files = [outcome.docx for outcome in result.outcomes if outcome.docx]
    converter = maker.find_converter(project.fonts) if files else None
    if not files:
        return result
    if converter is None:
        problem = maker.no_converter(Place(project.relative(files[0].parent))).problem
        stale = stale_pdfs(files, project, edition)
        return Result(result.outcomes, (*result.problems, problem, *stale))
    made: dict[Path, Path | Problem] = {}
    # LibreOffice makes a PDF of any text; a report it is not.
    sound = [file for file in files if is_zipfile(file)]
    made |= {file: _write_pdf(file, "not a .docx", project, seconds) for file in files}
    pdfs = maker.convert(converter, sound, project.fonts, seconds, archive=archive, jobs=jobs)
    for number, (file, data) in enumerate(pdfs, 1):
        made[file] = _write_pdf(file, data, project, seconds, archive=archive)
        if progress:
            progress("pdf", number, len(files))
    outcomes = tuple(_with_pdf(outcome, made) for outcome in result.outcomes)
    return Result(outcomes, result.problems, dict(converter.substituted))


def stale_pdfs(files: Iterable[Path], project: Project, edition: str) -> Iterator[Problem]:
    """A warning for each PDF that is older than the Word file beside it."""
    for file in files:
        old = file.with_suffix(".pdf")
        if old.exists() and old.stat().st_mtime < file.stat().st_mtime:
            yield warning("stale-pdf", Place(project.relative(old)), edition=edition)


def _write_pdf(
    file: Path, data: bytes | str, project: Project, seconds: int, *, archive: bool = False
) -> Path | Problem:
    path = file.with_name(f"{file.stem}{ARCHIVE if archive else ''}.pdf")
    try:
        if data == "timeout":
            raise PdfError("pdf-timeout", Place(project.relative(file)), seconds=seconds)
        if isinstance(data, str):
            raise PdfError("pdf-failed", Place(project.relative(file)), reason=data)
        write_atomically(path, data, project.relative(path))
    except DocgenError as reason:
        return reason.problem
    return path


def _with_pdf(outcome: Outcome, made: dict[Path, Path | Problem]) -> Outcome:
    one = made.get(outcome.docx) if outcome.docx else None
    if isinstance(one, Path):
        return replace(outcome, pdf=one)
    return replace(outcome, problems=(*outcome.problems, one)) if one else outcome
