"""``docgen pdf``, and the PDFs of ``docgen render``: one beside each Word file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from docgen.atomic import write_atomically
from docgen.diagnostics import DocgenError, ExitCode, PdfError, Place, Problem, UsageError, warning
from docgen.diagnostics.codes import problem_code
from docgen.pdf import PDF_SECONDS
from docgen.project import NOT_FOUND, Project, find_project
from docgen.runs.edition import Edition, find_edition
from docgen.runs.executor import Executor, executor_for
from docgen.runs.results import Outcome, Progress, Result
from docgen.verify.link_rules import link_warnings
from docgen.word.package_file import PackageError, read_package

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
    edition, files = _chosen(target, root, out)
    outcomes = {path: _outcome(path, edition.project) for path in files}
    problems: tuple[Problem, ...] = ()
    substituted: dict[str, str | None] = {}
    try:
        with executor_for(edition, jobs) as executor:
            pdfs = write_pdfs(files, edition.project, executor, seconds, archive=archive)
            for number, (path, pdf, fonts) in enumerate(pdfs, 1):
                outcomes[path] = outcomes[path].with_pdf(pdf)
                substituted.update(fonts)
                if progress:
                    progress("pdf", number, len(files))
    except PdfError as reason:
        problems = (reason.problem, *stale_pdfs(files, edition))
    made = (
        replace(outcome, docx=outcome.docx if outcome.pdf else None)
        for outcome in outcomes.values()
    )
    return Result(tuple(made), problems, substituted)


def _outcome(path: Path, project: Project) -> Outcome:
    """The outcome of a file before it is converted, with what its PDF will lack."""
    missing = link_warnings(path, Place(project.relative(path)), only_missing=True)
    return Outcome(path.name, path, problems=missing, built=False)


def _chosen(target: str, root: Path | None, out: Path | None) -> tuple[Edition, list[Path]]:
    """The Word files that ``target`` names, and their edition; it has no name for a single file."""
    file = Path(target)
    if file.suffix.lower() != ".docx":
        edition = find_edition(target, root, out)
        return edition, edition.built_files()
    if not file.is_file():
        raise UsageError(NOT_FOUND, Place(target))
    return Edition(_project_or_none(root) or Project(file.resolve().parent), ""), [file]


def _project_or_none(root: Path | None) -> Project | None:
    try:
        return find_project(root or Path.cwd())
    except UsageError:
        return None


def write_pdfs(
    files: Sequence[Path],
    project: Project,
    executor: Executor,
    seconds: int,
    *,
    archive: bool = False,
) -> Iterator[tuple[Path, Path | Problem, Mapping[str, str | None]]]:
    """Writes a PDF beside each Word file. Raises :class:`PdfError` if no program makes PDFs.

    Yields:
        Each file, once its PDF is written; the PDF, or the problem why there is none; and the
        substitute of each official font that is missing.
    """
    converter = executor.find_converter(project.fonts) if files else None
    if converter is None:
        if files:
            raise executor.no_converter(Place(project.relative(files[0].parent)))
        return
    sound = list[Path]()
    for file in files:
        # LibreOffice makes a PDF of any text, and of what is left of a damaged file.
        if problem := _damage(file, project):
            yield file, problem, {}
        else:
            sound.append(file)
    for file, data in executor.convert(converter, sound, project.fonts, seconds, archive=archive):
        pdf = _written(file, data, project, seconds, ARCHIVE_SUFFIX if archive else "")
        yield file, pdf, converter.substituted


def _damage(file: Path, project: Project) -> Problem | None:
    """Why a Word file cannot be read, if it cannot."""
    try:
        read_package(file, Place(project.relative(file)))
    except PackageError as reason:
        return replace(reason.problem, exit_code=ExitCode.NO_PDF)
    return None


def stale_pdfs(files: Iterable[Path], edition: Edition) -> Iterator[Problem]:
    """A warning for each PDF that is older than the Word file beside it."""
    for file in files:
        old = file.with_suffix(".pdf")
        if old.exists() and old.stat().st_mtime < file.stat().st_mtime:
            place = Place(edition.project.relative(old))
            yield warning(STALE_PDF, place, edition=edition.name or file.name)


def _written(
    file: Path, data: bytes | str, project: Project, seconds: int, suffix: str = ""
) -> Path | Problem:
    """The path of the PDF that is written of ``data``, or the problem that ``data`` names."""
    path, place = file.with_name(f"{file.stem}{suffix}.pdf"), Place(project.relative(file))
    try:
        if data == "timeout":
            raise PdfError(PDF_TIMEOUT, place, seconds=seconds)
        if isinstance(data, str):
            raise PdfError(PDF_FAILED, place, reason=data)
        write_atomically(path, data, project.relative(path))
    except DocgenError as reason:
        return reason.problem
    return path
