"""``docgen check REPORT.docx``: checks Word reports of any make, without a project or a pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.checking.any_report import any_report
from docgen.checking.check_unit import check_unit
from docgen.checking.over_years.other_documents import OtherSource
from docgen.content.blocks import Document
from docgen.diagnostics import DocgenError, Place, Problem, UsageError, error
from docgen.diagnostics.codes import problem_code
from docgen.pdf.converter import convert, find_converter, require_converter
from docgen.pdf.page_texts import page_texts
from docgen.project import NOT_FOUND, Project, project_or_none
from docgen.roundtrip.files.bases import FOLDER
from docgen.roundtrip.reading.page_numbers import with_pages
from docgen.roundtrip.reading.report_blocks import report_document
from docgen.runs.edition import CHECKS
from docgen.runs.failures import failure
from docgen.runs.file_record import file_record, file_to_mark
from docgen.runs.recorded_unit import CheckOutputs, Keeper, RecordedUnit
from docgen.runs.results import Outcome, Progress, Result
from docgen.runs.word_source import read_word_source
from docgen.temporary import temporary_folder
from docgen.word.package_file import NOT_A_DOCX, WordPackage
from docgen.word.rendered_pages import rendered_pages

IS_PDF = problem_code(
    "is-pdf",
    en=(
        "this is a PDF; its paragraphs and tables cannot be told apart, and a scan has no text",
        "check the Word file that it was made of; of a scan, have the text recognised, compare it "
        "with the paper, and save it as .docx",
    ),
    zh=(
        "这是 PDF，分不清段落和表格；扫描件连文字也没有",
        "检查做它的那份 Word 文件；只有扫描件的，先识别成文字、对照原件改好，存成 .docx",
    ),
)

_LOCK = "~$"
"""The beginning of the name of a file that Word makes beside an open one."""


@dataclass(frozen=True)
class ReadReport:
    """A Word file that was read.

    Attributes:
        file: its path, as it was given.
        place: the file as messages name it.
        package: its bytes and entries, as .docx.
        document: what its reader sees.
        has_pages: whether the places in it have pages.
    """

    file: Path
    place: Place
    package: WordPackage
    document: Document
    has_pages: bool

    def problems(self, against: Sequence[OtherSource] = ()) -> tuple[Problem, ...]:
        """What the checks find in it, without fixes: nobody types it as content.

        ``against`` are what it is compared with, each asked for what it states beside it.
        """
        unit, pack = any_report(self.document, self.place.file)
        others = [source.beside(unit.edition) for source in against]
        found = check_unit(unit, pack, None, others)
        return tuple(replace(problem, fix=None) for problem in found)


def check_files(
    files: Sequence[Path],
    *,
    root: Path | None = None,
    strict: bool = False,
    pages: bool = True,
    progress: Progress | None = None,
    against: Sequence[OtherSource] = (),
    keeper: Keeper | None = None,
    converter: str = "",
) -> Result:
    """Checks Word reports of any make, and writes nothing.

    Raises :class:`PdfError` if the ``converter`` that is named is not installed.

    Args:
        files: the files, .docx or what is converted to it.
        root: a folder in the project whose fonts lay out the pages; none is needed.
        strict: makes warnings errors.
        pages: whether a report with problems is laid out, where it does not say itself where its
            pages end, so that they can be named.
        progress: is called after each file.
        against: last year's report, the approved budget and the like, which are to agree.
        keeper: writes down what was checked.
        converter: ``word``, ``wps`` or ``libreoffice``; the first that is installed, if empty.
    """
    require_converter(converter, file_place(files[0]))
    checked, read = _all_checked(files, against, converter, progress)
    project = replace(project_or_none(root) or Project(Path.cwd()), converter=converter)
    told = (report for report in read.values() if keeper or checked[report.file].problems)
    unpaged = [report for report in told if not report.has_pages]
    for report in laid_out(unpaged, project) if pages and unpaged else ():
        read[report.file] = report
        checked[report.file] = replace(checked[report.file], problems=report.problems(against))
    if strict:
        checked = {file: _as_errors(outcome) for file, outcome in checked.items()}
    outcomes = _all_kept(keeper, checked, read, against, project) if keeper else checked.values()
    return Result(tuple(outcomes), checked=True, of_files=True)


def _all_checked(
    files: Sequence[Path],
    against: Sequence[OtherSource],
    converter: str,
    progress: Progress | None,
) -> tuple[dict[Path, Outcome], dict[Path, ReadReport]]:
    """The outcomes of the files, and what was read of those that could be."""
    checked, read = dict[Path, Outcome](), dict[Path, ReadReport]()
    for number, file in enumerate(_meant(files), 1):
        checked[file], report = _checked(file, against, converter)
        if report:
            read[file] = report
        if progress:
            progress("check", number, len(files))
    return checked, read


def _meant(files: Sequence[Path]) -> list[Path]:
    """The files once each, without those that Word makes beside open ones, unless it is alone."""
    meant = [file for file in dict.fromkeys(files) if not file.name.startswith(_LOCK)]
    return meant or list(files[:1])


def _as_errors(outcome: Outcome) -> Outcome:
    return replace(outcome, problems=tuple(problem.as_error() for problem in outcome.problems))


def _all_kept(
    keeper: Keeper,
    checked: Mapping[Path, Outcome],
    read: Mapping[Path, ReadReport],
    against: Sequence[OtherSource],
    project: Project,
) -> Iterable[Outcome]:
    """The outcomes with what ``keeper`` wrote of the files."""
    outcomes = [
        _kept(keeper, read.get(file), outcome, against, project)
        for file, outcome in checked.items()
    ]
    return keeper.finish(outcomes, CheckOutputs(Path(), project))


def _kept(
    keeper: Keeper,
    report: ReadReport | None,
    outcome: Outcome,
    against: Sequence[OtherSource],
    project: Project,
) -> Outcome:
    """The outcome of a file with what ``keeper`` wrote of it; never raises."""
    if report is None:
        return outcome
    try:
        record = file_record(report.document, report.place, report.file.stem, against)
        marking = keeper.is_marking
        markable = file_to_mark(report.package, report.place, record) if marking else None
        recorded = RecordedUnit(outcome, record, report.place, markable)
        return keeper.keep(recorded, CheckOutputs(_beside(report.file), project))
    except Exception as reason:  # as in _checked
        return outcome.with_problems(failure(report.place, "check", reason))


def _beside(file: Path) -> Path:
    """The folder for what is written of a file: its own, or one among the outputs of docgen."""
    is_output = (file.parent / FOLDER).is_dir()
    return file.parent / CHECKS if is_output else file.parent


def _checked(
    file: Path, against: Sequence[OtherSource], converter: str
) -> tuple[Outcome, ReadReport | None]:
    """The outcome of one file, which never raises, and what was read of it."""
    place = file_place(file)
    try:
        report = read_report(file, converter)
        return _outcome(file, report.problems(against)), report
    except DocgenError as reason:
        return _outcome(file, [reason.problem]), None
    # An error in one file must not stop the others, nor show a traceback to its writer.
    except Exception as reason:
        return _outcome(file, [failure(place, "check", reason)]), None


def _outcome(file: Path, problems: Iterable[Problem]) -> Outcome:
    return Outcome(file.name, None, problems=tuple(problems), built=False)


def read_report(file: Path, converter: str = "") -> ReadReport:
    """Reads a Word file of any make; ``converter`` one of another format, if one is named.

    Raises:
        DocgenError: there is no such file, or it cannot be read as a Word file.
    """
    place = file_place(file)
    if not file.is_file():
        raise UsageError(NOT_FOUND, place)
    try:
        package = read_word_source(file, place, converter).package
    except DocgenError as reason:
        if reason.problem.code == NOT_A_DOCX and reason.problem.words["holds"] == "pdf":
            raise DocgenError(error(IS_PDF, place)) from reason
        raise
    document = package.document(place)
    pages = rendered_pages(document.element.body)
    return ReadReport(
        file, place, package, report_document(document, place.file, pages), bool(pages)
    )


def file_place(file: Path) -> Place:
    """A file as messages name it: relative to the current folder if it is inside."""
    resolved, current = file.resolve(), Path.cwd()
    is_inside = resolved.is_relative_to(current)
    return Place((resolved.relative_to(current) if is_inside else file).as_posix())


def laid_out(reports: Sequence[ReadReport], project: Project) -> Iterator[ReadReport]:
    """The reports with the pages of a layout, as far as a program here lays them out."""
    converter = find_converter(project.fonts, project.converter)
    if converter is None:
        return
    with temporary_folder("pages") as folder:
        by_copy = dict(_copies(reports, Path(folder)))
        for copy, pdf in convert(converter, list(by_copy), project.fonts):
            texts = page_texts(pdf) if isinstance(pdf, bytes) else []
            if texts:
                report = by_copy[copy]
                yield replace(report, document=with_pages(report.document, texts), has_pages=True)


def _copies(reports: Sequence[ReadReport], folder: Path) -> Iterator[tuple[Path, ReadReport]]:
    for number, report in enumerate(reports):
        copy = folder / f"{number}.docx"
        copy.write_bytes(report.package.data)
        yield copy, report
