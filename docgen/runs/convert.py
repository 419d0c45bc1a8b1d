"""``docgen pdf``, and the PDFs of ``docgen render``: one beside each Word file."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.atomic import write_atomically
from docgen.diagnostics import DocgenError, ExitCode, PdfError, Place, Problem, UsageError
from docgen.diagnostics.codes import problem_code
from docgen.pdf import PDF_SECONDS
from docgen.pdf.converter import Converter
from docgen.pdf.driven_office import NO_ARCHIVE
from docgen.pdf.page_count import page_count
from docgen.pool import closing
from docgen.project import NOT_FOUND, Project, project_or_none
from docgen.roundtrip.files.unsaved import unsaved_warning
from docgen.runs.edition import Edition, find_edition
from docgen.runs.executor import Executor, executor_for
from docgen.runs.frozen_units import fixed_files
from docgen.runs.results import Outcome, Progress, Result
from docgen.runs.settled_fields import SettledFiles
from docgen.runs.stale_pdfs import stale_pdfs
from docgen.verify.link_rules import link_warnings
from docgen.word.package_file import PackageError, read_package

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
NO_PDF_A = problem_code(
    "no-pdf-a",
    en=(
        "the program that made the PDF made none for the archive (PDF/A)",
        "install LibreOffice, and add --converter libreoffice",
    ),
    zh=(
        "转换 PDF 的程序没有生成存档用的 PDF/A",
        "安装 LibreOffice，加 --converter libreoffice",
    ),
)

ARCHIVE_SUFFIX = "-archive"
"""The end of a PDF/A's name, after the name of its Word file."""


def convert_files(
    target: str,
    *,
    root: Path | None = None,
    out: Path | None = None,
    archive: bool = False,
    seconds: int = PDF_SECONDS,
    jobs: int = 0,
    progress: Progress | None = None,
    converter: str = "",
) -> Result:
    """Makes PDFs of existing Word files, edited or not: a .docx, or all outputs of an edition.

    ``archive`` makes PDF/A files. ``converter`` is ``word``, ``wps`` or ``libreoffice``; the first
    that is installed, in this order, if empty. Raises :class:`UsageError` if ``target`` is neither
    a .docx nor an edition that was built. A report of the edition that is fixed keeps its PDF.
    """
    edition, files = _chosen(target, root, out, converter)
    project = edition.project
    fixed = fixed_files(edition, files)
    outcomes = {path: fixed.get(path) or _outcome(path, project) for path in files}
    files = [path for path in files if path not in fixed]
    with executor_for(edition, jobs) as executor:
        program = executor.find_converter()
        if program is None:
            problems = missing_converter(files, edition, executor)
            without = [replace(outcomes[path], docx=None) for path in files]
            return Result((*fixed.values(), *without), tuple(problems))
        pdfs = write_pdfs(files, project, executor, program, seconds, archive=archive)
        for number, made in enumerate(pdfs, 1):
            outcomes[made.docx] = _with_pdf(outcomes[made.docx], made)
            if progress:
                progress("pdf", number, len(files))
    return Result(tuple(outcomes.values()), substituted=dict(program.substituted))


def _with_pdf(outcome: Outcome, made: WrittenPdf) -> Outcome:
    """The outcome of a file with its PDF; without one it is that of a file that was not done."""
    if made.problem:
        return replace(outcome.with_problems(made.problem), docx=None)
    outcome = outcome.with_problems(*filter(None, [made.stale]))
    return replace(outcome, pdf=made.path, pages=made.pages)


def missing_converter(
    files: Sequence[Path], edition: Edition, executor: Executor
) -> Iterator[Problem]:
    """What is told where no program makes PDFs: that, and which PDFs are out of date."""
    if files:
        place = Place(edition.project.relative(files[0].parent))
        yield executor.no_converter(place).problem
    yield from stale_pdfs(files, edition)


def _outcome(path: Path, project: Project) -> Outcome:
    """The outcome of a file before it is converted, with what its PDF will lack."""
    place = Place(project.relative(path))
    missing = link_warnings(path, place, only_missing=True)
    unsaved = filter(None, [unsaved_warning(path, place)])
    return Outcome(path.name, path, problems=(*missing, *unsaved), built=False)


def _chosen(
    target: str, root: Path | None, out: Path | None, converter: str
) -> tuple[Edition, list[Path]]:
    """The Word files that ``target`` names, and their edition; it has no name for a single file."""
    file = Path(target)
    if file.suffix.lower() != ".docx":
        edition = find_edition(target, root, out, converter)
        return edition, edition.built_files()
    if not file.is_file():
        raise UsageError(NOT_FOUND, Place(target))
    project = project_or_none(root) or Project(file.resolve().parent)
    return Edition(replace(project, converter=converter), ""), [file]


@dataclass(frozen=True)
class WrittenPdf:
    """A PDF that was written, or why there is none.

    Attributes:
        docx: the Word file.
        path: the PDF; ``None`` if there is none.
        pages: the number of its pages.
        problem: why there is none.
        is_docx_written: whether fields of the Word file were brought up to date.
        stale: why fields of it are not up to date, if any are not.
    """

    docx: Path
    path: Path | None = None
    pages: int = 0
    problem: Problem | None = None
    is_docx_written: bool = False
    stale: Problem | None = None


def write_pdfs(
    files: Iterable[Path],
    project: Project,
    executor: Executor,
    converter: Converter,
    seconds: int,
    *,
    archive: bool = False,
) -> Iterator[WrittenPdf]:
    """Writes a PDF beside each Word file; ``files`` may still be made as they are taken.

    A Word file whose contents or references are stale is brought up to date, and laid out again.
    """
    damaged, fields = deque[WrittenPdf](), SettledFiles(project)

    def sound() -> Iterator[Path]:
        for file in files:
            # LibreOffice makes a PDF of any text, and of what is left of a damaged file.
            if problem := _damage(file, project):
                damaged.append(WrittenPdf(file, problem=problem))
            else:
                fields.write_words(file)
                yield file

    waiting: Iterable[Path] = sound()
    while waiting:
        pdfs = executor.convert(converter, waiting, seconds, archive=archive)
        with closing(pdfs):
            for file, data in pdfs:
                while damaged:
                    yield damaged.popleft()
                if isinstance(data, str) or fields.is_settled(file, data):
                    suffix = ARCHIVE_SUFFIX if archive else ""
                    made = _written(file, data, project, seconds, suffix)
                    is_written, stale = fields.is_written(file), fields.problem(file)
                    yield replace(made, is_docx_written=is_written, stale=stale)
        waiting = fields.taken()
    yield from damaged


def _damage(file: Path, project: Project) -> Problem | None:
    """Why a Word file cannot be read, if it cannot."""
    try:
        read_package(file, Place(project.relative(file)))
    except PackageError as reason:
        return replace(reason.problem, exit_code=ExitCode.NO_PDF)
    return None


def _written(
    file: Path, data: bytes | str, project: Project, seconds: int, suffix: str = ""
) -> WrittenPdf:
    """The PDF that is written of ``data``, or the problem that ``data`` names."""
    path, place = file.with_name(f"{file.stem}{suffix}.pdf"), Place(project.relative(file))
    try:
        if data == "timeout":
            raise PdfError(PDF_TIMEOUT, place, seconds=seconds)
        if data == NO_ARCHIVE:
            raise PdfError(NO_PDF_A, place)
        if isinstance(data, str):
            raise PdfError(PDF_FAILED, place, reason=data)
        write_atomically(path, data, project.relative(path))
    except DocgenError as reason:
        return WrittenPdf(file, problem=reason.problem)
    return WrittenPdf(file, path, page_count(data))
