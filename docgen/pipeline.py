"""One statement a step, from content to Word and PDF; the library's doors.

for each unit:  load -> type -> derive -> bind -> fill -> check what nothing used -> write
then:           Word files -> PDFs
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from zipfile import is_zipfile

from docgen.build import Packs, Report, build_report
from docgen.content.unit import load_unit
from docgen.diagnostics import (
    DocgenError,
    PdfError,
    Place,
    Problem,
    UsageError,
    error,
    has_errors,
    warning,
)
from docgen.edits.seal import refuse_to_overwrite
from docgen.output import remove_remains, write_atomically
from docgen.pdf import convert as pdf
from docgen.project import Project, find_project
from docgen.results import Outcome, Result
from docgen.verification import verify_files

Progress = Callable[[str, int, int], None]
"""Told ``(step, done, total)`` after each unit; steps are ``render`` and ``pdf``."""


def render_edition(
    edition: str,
    *,
    root: Path | None = None,
    units: Sequence[str] = (),
    out: Path | None = None,
    make_pdf: bool = True,
    seconds: int = pdf.TIMEOUT,
    progress: Progress | None = None,
) -> Result:
    """Builds the Word files and PDFs of an edition.

    Args:
        edition: a folder of ``content``.
        root: a folder in the project; the current one if not given.
        units: folders of the edition; all if empty.
        out: where to write; ``build/<edition>`` if not given.
        make_pdf: whether to make PDFs.
        seconds: the time limit for one PDF.
        progress: is told of each unit.

    Raises:
        UsageError: if the project, edition or a unit is not there.
    """
    project = find_project(root or Path.cwd())
    edition = edition.rstrip("/")
    folders = project.units(edition, [unit.rstrip("/") for unit in units])
    result = _word_files(project, edition, folders, out or project.output(edition), progress)
    if make_pdf:
        return _with_pdfs(result, project, edition, seconds, progress)
    files = [outcome.docx for outcome in result.outcomes if outcome.docx]
    return replace(result, problems=(*result.problems, *_stale(files, project, edition)))


def _word_files(
    project: Project, edition: str, folders: list[Path], out: Path, progress: Progress | None
) -> Result:
    packs, names, outcomes = Packs(project), dict[str, str](), []
    remove_remains(out)
    for number, folder in enumerate(folders, 1):
        outcomes.append(_render_unit(folder, edition, project, packs, out, names))
        if progress:
            progress("render", number, len(folders))
    return Result(tuple(outcomes), tuple(packs.problems))


def verify(
    target: str, *, root: Path | None = None, out: Path | None = None, pack: str = ""
) -> Result:
    """Measures a .docx or .pdf, or all outputs of an edition, against the official format.

    Raises :class:`UsageError` if ``target`` is neither a file nor an edition that was built, or if
    it is not known which pack it is of; ``pack`` then says it.
    """
    start, file = root or Path.cwd(), Path(target)
    project = find_project(start)
    if file.suffix.lower() not in (".docx", ".pdf"):
        built = _built_files(project, target.rstrip("/"), out)
        pdfs = (one.with_suffix(".pdf") for one in built)
        return verify_files(project, [*built, *(one for one in pdfs if one.exists())], pack)
    if not file.is_file():
        raise UsageError("not-found", Place(target))
    return verify_files(project, [file], pack)


def convert_files(
    target: str,
    *,
    root: Path | None = None,
    out: Path | None = None,
    seconds: int = pdf.TIMEOUT,
    progress: Progress | None = None,
) -> Result:
    """Makes PDFs of what lies there, edited or not: of a .docx, or of all of an edition's outputs.

    Raises :class:`UsageError` if ``target`` is neither a file nor an edition that was built.
    """
    start = root or Path.cwd()
    file = Path(target)
    if file.suffix.lower() == ".docx":
        if not file.is_file():
            raise UsageError("not-found", Place(target))
        project, files = _project_or_none(start) or Project(file.resolve().parent), [file]
    else:
        project = find_project(start)
        target = target.rstrip("/")
        files = _built_files(project, target, out)
    outcomes = tuple(Outcome(file.name, file, built=False) for file in files)
    return _with_pdfs(Result(outcomes), project, target, seconds, progress)


def _project_or_none(start: Path) -> Project | None:
    try:
        return find_project(start)
    except UsageError:
        return None


def _built_files(project: Project, edition: str, out: Path | None) -> list[Path]:
    folder = out or project.output(edition)
    files = [path for path in sorted(folder.glob("*.docx")) if path.name[0] not in ".~"]
    if not files:
        if edition not in project.editions():
            project.units(edition)
        place = Place(project.relative(folder))
        raise UsageError("nothing-built", place, edition=edition)
    return files


def _render_unit(
    folder: Path, edition: str, project: Project, packs: Packs, out: Path, names: dict[str, str]
) -> Outcome:
    try:
        return _rendered(folder, edition, project, packs, out, names)
    # One unit's surprise must not stop the others, nor show a writer a traceback.
    except Exception as reason:
        place = Place(project.relative(folder))
        return Outcome(folder.name, None, problems=(_unexpected(place, reason),))


def _unexpected(place: Place, reason: Exception) -> Problem:
    """Docgen's own fault, with what its keepers need to know."""
    last = traceback.extract_tb(reason.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    said = f"{type(reason).__name__}: {reason}"[:200]
    return error("docgen-failed", place, reason=said, where=where)


def _rendered(
    folder: Path, edition: str, project: Project, packs: Packs, out: Path, names: dict[str, str]
) -> Outcome:
    problems: list[Problem] = []
    unit = load_unit(folder, edition, project.root, problems)
    found = packs.get(unit, problems) if unit.complete else None
    report = build_report(unit, *found, project.root, problems) if found else None
    if report is None or has_errors(problems):
        return Outcome(unit.name, None, problems=tuple(problems))
    other = names.setdefault(report.name, unit.name)
    if other != unit.name:
        problems.append(error("same-output", unit.place, other=other, output=report.name))
        return Outcome(unit.name, None, problems=tuple(problems))
    try:
        path, changed = _write(report, unit.name, out, project)
    except DocgenError as reason:
        return Outcome(unit.name, None, problems=(*problems, reason.problem))
    return Outcome(unit.name, path, problems=tuple(problems), changed=changed)


def _write(report: Report, unit: str, folder: Path, project: Project) -> tuple[Path, bool]:
    path = folder / report.name
    name = project.relative(path)
    changed = not path.is_file() or path.read_bytes() != report.data
    if changed:
        refuse_to_overwrite(path, name, unit)
        write_atomically(path, report.data, name)
    return path, changed


def _with_pdfs(
    result: Result, project: Project, edition: str, seconds: int, progress: Progress | None
) -> Result:
    """The result with a PDF beside each Word file, or with the problem that there is none."""
    files = [outcome.docx for outcome in result.outcomes if outcome.docx]
    converter = pdf.find_converter(project.fonts) if files else None
    if not files:
        return result
    if converter is None:
        problem = pdf.no_converter(Place(project.relative(files[0].parent))).problem
        stale = _stale(files, project, edition)
        return Result(result.outcomes, (*result.problems, problem, *stale))
    made: dict[Path, Path | Problem] = {}
    # LibreOffice makes a PDF of any text; a report it is not.
    sound = [file for file in files if is_zipfile(file)]
    made |= {file: _write_pdf(file, "not a .docx", project, seconds) for file in files}
    pdfs = pdf.convert(converter, sound, project.fonts, seconds)
    for number, (file, data) in enumerate(pdfs, 1):
        made[file] = _write_pdf(file, data, project, seconds)
        if progress:
            progress("pdf", number, len(files))
    outcomes = tuple(_with_pdf(outcome, made) for outcome in result.outcomes)
    return Result(outcomes, result.problems, dict(converter.substituted))


def _stale(files: Iterable[Path], project: Project, edition: str) -> Iterator[Problem]:
    for file in files:
        old = file.with_suffix(".pdf")
        if old.exists() and old.stat().st_mtime < file.stat().st_mtime:
            yield warning("stale-pdf", Place(project.relative(old)), edition=edition)


def _write_pdf(file: Path, data: bytes | str, project: Project, seconds: int) -> Path | Problem:
    path = file.with_suffix(".pdf")
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
