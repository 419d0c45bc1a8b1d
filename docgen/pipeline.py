"""One statement a step, from content to Word and PDF; the library's doors.

for each unit:  load -> type -> derive -> bind -> fill -> check what nothing used -> write
then:           Word files -> PDFs
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from docgen.checking.unused import unused_keys
from docgen.content.pictures import load_pictures
from docgen.content.unit import Unit, load_unit
from docgen.diagnostics import (
    DocgenError,
    ExitCode,
    PdfError,
    Place,
    Problem,
    Severity,
    UsageError,
    error,
    has_errors,
    warning,
)
from docgen.edits.seal import refuse_to_overwrite_edits
from docgen.expressions import expand
from docgen.output import safe_name, write_atomically
from docgen.packs.binding import bind_documents
from docgen.packs.derived import add_derived
from docgen.packs.pack import Pack, load_pack
from docgen.packs.schema import apply_schema, schema_problems
from docgen.pdf import convert as pdf
from docgen.project import Project, find_project
from docgen.word.fill import fill
from docgen.word.package import DocumentProperties, pack
from docgen.word.template import CompiledTemplate, compile_template

Progress = Callable[[str, int, int], None]
"""Told ``(step, done, total)`` after each unit; steps are ``render`` and ``pdf``."""

_DATE = re.compile(r"(\d{4})\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})")


@dataclass(frozen=True)
class Report:
    """A unit's finished Word file, before it is written."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Outcome:
    """What became of one unit, or of one file that was converted.

    Attributes:
        name: the unit's folder name, or the file's name.
        docx: the Word file; ``None`` if none was written.
        pdf: the PDF; ``None`` if none was made.
        problems: what was found.
        changed: whether the Word file has other bytes than before.
    """

    name: str
    docx: Path | None
    pdf: Path | None = None
    problems: tuple[Problem, ...] = ()
    changed: bool = True


@dataclass(frozen=True)
class Result:
    """What a run did.

    Attributes:
        outcomes: one for each unit or file, in order.
        problems: those that belong to no unit: a pack's, or that nothing can make a PDF.
        substituted: what stood in for each official font in the PDFs.
    """

    outcomes: tuple[Outcome, ...]
    problems: tuple[Problem, ...] = ()
    substituted: dict[str, str | None] = field(default_factory=dict)

    def all_problems(self) -> Iterator[Problem]:
        """Every problem of the run, the packs' first."""
        yield from self.problems
        for outcome in self.outcomes:
            yield from outcome.problems

    @property
    def exit_code(self) -> ExitCode:
        """The gravest code: edits at risk, then template, content, output, no PDF."""
        found = {one.exit_code for one in self.all_problems() if one.severity is Severity.ERROR}
        return next((code for code in _GRAVEST_FIRST if code in found), ExitCode.DONE)


_GRAVEST_FIRST = (
    ExitCode.EDITS_AT_RISK,
    ExitCode.TEMPLATE,
    ExitCode.CONTENT,
    ExitCode.OUTPUT,
    ExitCode.NO_PDF,
)


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
    folders = project.units(edition, units)
    packs = Packs(project)
    folder = out or project.output(edition)
    names: dict[str, str] = {}
    outcomes = []
    for number, unit in enumerate(folders, 1):
        outcomes.append(_render_unit(unit, edition, project, packs, folder, names))
        if progress:
            progress("render", number, len(folders))
    result = Result(tuple(outcomes), tuple(packs.problems))
    return _with_pdfs(result, project, edition, seconds, progress) if make_pdf else result


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
        files = _built_files(project, target, out)
    outcomes = tuple(Outcome(file.name, file, changed=False) for file in files)
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


class Packs:
    """The packs of a run, each loaded and compiled once, when first asked for."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[str, tuple[Pack, CompiledTemplate] | None] = {}
        self.problems: list[Problem] = []

    def get(self, unit: Unit, problems: list[Problem]) -> tuple[Pack, CompiledTemplate] | None:
        """The pack that ``unit`` asks for, or ``None`` after problems."""
        name = unit.pack_name
        if name is None:
            return None
        if name not in self._names():
            known = "、".join(self._names()) or "—"
            place = name.place or unit.place
            problems.append(error("unknown-pack", place, pack=name, known=known))
            return None
        if name not in self._known:
            self._known[name] = self._loaded(name)
        return self._known[name]

    def _names(self) -> list[str]:
        return sorted(path.parent.name for path in self._project.packs.glob("*/pack.yaml"))

    def _loaded(self, name: str) -> tuple[Pack, CompiledTemplate] | None:
        found: list[Problem] = []
        loaded = load_pack(self._project.packs / name, self._project.root, found)
        template = compile_template(loaded, found) if loaded else None
        if loaded:
            schema = Place(f"{self._project.relative(self._project.packs / name)}/schema.json")
            found += schema_problems(loaded.schema, schema)
        self.problems += found
        return (loaded, template) if loaded and template and not has_errors(found) else None


def build_report(
    unit: Unit, template_pack: Pack, template: CompiledTemplate, root: Path, problems: list[Problem]
) -> Report | None:
    """The finished Word file of ``unit``, or ``None`` after problems. Nothing is written."""
    data = unit.data
    apply_schema(data, template_pack.schema, problems)
    add_derived(data, template_pack.derived, problems)
    bind_documents(data, problems)
    images = load_pictures(data, unit.folder, root, problems)
    properties, name = _named(unit, template_pack, problems)
    entries = None if has_errors(problems) else fill(template, data, images, problems)
    if entries is None or properties is None:
        return None
    problems.extend(unused_keys(data, template.names))
    return Report(f"{name}.docx", pack(entries, properties))


def _named(
    unit: Unit, template_pack: Pack, problems: list[Problem]
) -> tuple[DocumentProperties | None, str]:
    """Document properties and file name, which the pack gives as expressions."""
    place, wanted = template_pack.place, template_pack.properties
    found: list[Problem] = []
    texts = [
        expand(text, place, found, unit.data)
        for text in (wanted.title, wanted.author, wanted.date, template_pack.output)
    ]
    title, author, day, output = texts
    # A field that is missing here is missing in the templates too, where its place is known.
    problems += [one.of_pack() for one in found if one.code != "unknown-name"]
    when = _date(day)
    if when is None and not found:
        problems.append(error("bad-date", unit.place, date=day))
    if when is None:
        return None, ""
    return DocumentProperties(title, author, when, unit.edition, unit.name), safe_name(output)


def _date(text: str) -> date | None:
    match = _DATE.search(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _render_unit(
    folder: Path, edition: str, project: Project, packs: Packs, out: Path, names: dict[str, str]
) -> Outcome:
    problems: list[Problem] = []
    unit = load_unit(folder, edition, project.root, problems)
    found = packs.get(unit, problems)
    report = build_report(unit, *found, project.root, problems) if found else None
    if report is None or has_errors(problems):
        return Outcome(unit.name, None, problems=tuple(problems))
    if other := names.setdefault(report.name, unit.name) if report.name in names else None:
        words = {"other": other, "output": report.name}
        problems.append(error("same-output", unit.place, **words))
        return Outcome(unit.name, None, problems=tuple(problems))
    names[report.name] = unit.name
    try:
        path, changed = _write(report, out, project)
    except DocgenError as reason:
        return Outcome(unit.name, None, problems=(*problems, reason.problem))
    return Outcome(unit.name, path, problems=tuple(problems), changed=changed)


def _write(report: Report, folder: Path, project: Project) -> tuple[Path, bool]:
    path = folder / report.name
    name = project.relative(path)
    refuse_to_overwrite_edits(path, name)
    changed = not path.exists() or path.read_bytes() != report.data
    if changed:
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
    pdfs = pdf.convert(converter, files, project.fonts, seconds)
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
