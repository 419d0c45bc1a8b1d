"""``docgen pdf``, and the PDFs of ``docgen render``: one beside each Word file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol
from zipfile import is_zipfile

from docgen.atomic import write_atomically
from docgen.diagnostics import DocgenError, PdfError, Place, Problem, UsageError, warning
from docgen.pdf import PDF_SECONDS
from docgen.pdf import converter as pdf
from docgen.pool import cores
from docgen.problem_codes import problem_code
from docgen.project import NOT_FOUND, Project, find_project, word_files
from docgen.runs.results import Outcome, Progress, Result

NOTHING_BUILT = problem_code(
    "nothing-built",
    en=("no Word file has been built yet", "run docgen render {edition} first"),
    zh=("还没有生成过 Word 文件", "先运行 docgen render {edition}"),
)
STALE_PDF = problem_code(
    "stale-pdf",
    en=(
        "the PDF beside it is older than the Word file",
        "run docgen pdf {edition} to make it again",
    ),
    zh=("旁边的 PDF 比 Word 文件旧", "运行 docgen pdf {edition} 重新生成"),
)
PDF_TIMEOUT = problem_code(
    "pdf-timeout",
    en=(
        "making the PDF took longer than {seconds:# second|# seconds} and was stopped",
        "open the file in Word or LibreOffice and look; for a very long file add --timeout",
    ),
    zh=(
        "转换 PDF 超过 {seconds} 秒，已停止",
        "用 Word 或 LibreOffice 打开文件看看；文件很大时加 --timeout",
    ),
)
PDF_FAILED = problem_code(
    "pdf-failed",
    en=(
        "making the PDF failed: {reason}",
        "open the file in Word or LibreOffice to see whether it is damaged",
    ),
    zh=("转换 PDF 失败：{reason}", "用 Word 或 LibreOffice 打开文件看看是否损坏"),
)

ARCHIVE_SUFFIX = "-archive"
"""The end of a PDF/A's name, after the name of its Word file."""


class PdfMaker(Protocol):
    """Makes PDFs: on this machine (:mod:`docgen.pdf.converter`) or on a cluster."""

    def find_converter(self, fonts: Path, /) -> pdf.Converter | None:
        """The program that makes PDFs; ``None`` if there is none."""

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
        """Yields each file with its PDF, or with the reason why it has none, in input order."""


def convert_files(
    target: str,
    *,
    root: Path | None = None,
    out: Path | None = None,
    archive: bool = False,
    seconds: int = PDF_SECONDS,
    jobs: int = 0,
    progress: Progress | None = None,
) -> Result:
    """Makes PDFs of existing Word files, edited or not: a .docx, or all outputs of an edition.

    ``archive`` makes PDF/A-2 files. Raises :class:`UsageError` if ``target`` is neither a .docx nor
    an edition that was built.
    """
    start = root or Path.cwd()
    file = Path(target)
    if file.suffix.lower() == ".docx":
        if not file.is_file():
            raise UsageError(NOT_FOUND, Place(target))
        project, files = _project_or_none(start) or Project(file.resolve().parent), [file]
    else:
        project = find_project(start)
        target = target.rstrip("/")
        files = built_files(project, target, out)
    outcomes = tuple(Outcome(file.name, file, built=False) for file in files)
    jobs = jobs or cores()
    return with_pdfs(
        Result(outcomes), project, target, seconds, progress, archive=archive, jobs=jobs
    )


def _project_or_none(start: Path) -> Project | None:
    try:
        return find_project(start)
    except UsageError:
        return None


def built_files(project: Project, edition: str, out: Path | None) -> list[Path]:
    """The Word files of an edition's outputs. Raises :class:`UsageError` if there are none."""
    folder = out or project.output(edition)
    files = word_files(folder)
    if not files:
        if edition not in project.editions():
            project.units(edition)
        place = Place(project.relative(folder))
        raise UsageError(NOTHING_BUILT, place, edition=edition)
    return files


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
    """The result with a PDF beside each Word file, or with a problem for each missing PDF."""
    files = [outcome.docx for outcome in result.outcomes if outcome.docx]
    converter = maker.find_converter(project.fonts) if files else None
    if not files:
        return result
    if converter is None:
        problem = maker.no_converter(Place(project.relative(files[0].parent))).problem
        stale = stale_pdfs(files, project, edition)
        return Result(result.outcomes, (*result.problems, problem, *stale))
    paths: dict[Path, Path | Problem] = {}
    # LibreOffice converts any text; a file that is no zip archive is no report.
    zip_files = [file for file in files if is_zipfile(file)]
    paths |= {file: _write_pdf(file, "not a .docx", project, seconds) for file in files}
    pdfs = maker.convert(converter, zip_files, project.fonts, seconds, archive=archive, jobs=jobs)
    for number, (file, data) in enumerate(pdfs, 1):
        paths[file] = _write_pdf(file, data, project, seconds, archive=archive)
        if progress:
            progress("pdf", number, len(files))
    outcomes = tuple(_with_pdf(outcome, paths) for outcome in result.outcomes)
    return Result(outcomes, result.problems, dict(converter.substituted))


def stale_pdfs(files: Iterable[Path], project: Project, edition: str) -> Iterator[Problem]:
    """A warning for each PDF that is older than the Word file beside it."""
    for file in files:
        old = file.with_suffix(".pdf")
        if old.exists() and old.stat().st_mtime < file.stat().st_mtime:
            yield warning(STALE_PDF, Place(project.relative(old)), edition=edition)


def _write_pdf(
    file: Path, data: bytes | str, project: Project, seconds: int, *, archive: bool = False
) -> Path | Problem:
    path = file.with_name(f"{file.stem}{ARCHIVE_SUFFIX if archive else ''}.pdf")
    try:
        if data == "timeout":
            raise PdfError(PDF_TIMEOUT, Place(project.relative(file)), seconds=seconds)
        if isinstance(data, str):
            raise PdfError(PDF_FAILED, Place(project.relative(file)), reason=data)
        write_atomically(path, data, project.relative(path))
    except DocgenError as reason:
        return reason.problem
    return path


def _with_pdf(outcome: Outcome, paths: dict[Path, Path | Problem]) -> Outcome:
    entry = paths.get(outcome.docx) if outcome.docx else None
    if isinstance(entry, Path):
        return replace(outcome, pdf=entry)
    return replace(outcome, problems=(*outcome.problems, entry)) if entry else outcome
