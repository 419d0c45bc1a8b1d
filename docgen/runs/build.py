"""Builds the bytes of a unit's Word file from the unit and its pack. Nothing is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docgen.checking.check_unit import check_unit
from docgen.checking.checked_unit import CheckedUnit, text_at
from docgen.checking.fixes.fix_registry import with_fixes
from docgen.checking.over_years.other_documents import OtherSource
from docgen.checking.todo_lists import wrong_entries
from docgen.checking.unfilled import blank_places, filled_fields, mark_unfilled
from docgen.checking.unused_keys import unused_keys
from docgen.checking.waivers import Waived, apply_waivers
from docgen.content.fixed_text import with_standing_fixes
from docgen.content.formats import FORMAT_CODES
from docgen.content.pictures import load_pictures
from docgen.content.taken_cells import TakenRecord
from docgen.content.unit import Unit, load_unit
from docgen.content.values import Blank, Node, Unfilled
from docgen.content.workbook_cells import WORKBOOK_MISSING
from docgen.diagnostics import DocgenError, Problem, Problems, error, of_pack
from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.file_names import safe_name
from docgen.filing.hand_in.handed_in import handed_in
from docgen.packs.binding import bind_documents
from docgen.packs.derived import add_derived
from docgen.packs.expressions import expand, paths_in_text
from docgen.packs.meant_names import adopt_meant_names
from docgen.packs.pack import Pack, pack_source
from docgen.packs.schema import LEFT_BLANK
from docgen.packs.typing import type_values
from docgen.project import Project, project_or_shipped
from docgen.runs.edition import Edition
from docgen.runs.failures import failure
from docgen.runs.loaded_packs import Packs as Packs  # most who build units ask for both
from docgen.runs.over_units.edition_rows import EditionRows
from docgen.runs.over_units.unit_row import UnitRow, UnitRows, add_units, row_of
from docgen.runs.results import Outcome
from docgen.runs.taken_figures import change_problems, taken_bytes
from docgen.runs.unit_annexes import joined, read_annexes
from docgen.templates.draft_marks import DRAFT, shown, with_watermark
from docgen.templates.fill import fill
from docgen.templates.package import DocumentProperties, pack, zipped
from docgen.templates.provenance import Trace
from docgen.templates.table_labels import FormLabels
from docgen.templates.template import CompiledTemplate

BAD_DATE = problem_code(
    "bad-date",
    en=("「{date}」 is no date that there is", "write it the way 2024年4月26日 is written"),
    zh=("文件日期「{date}」认不出来，或者没有这一天", "照 2024年4月26日 这样写"),
)

_YEAR = re.compile(r"[12]\d{3}")
_DATE = re.compile(r"(\d{4})\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})")


@dataclass(frozen=True)
class Report:
    """A unit's finished Word file, before it is written.

    Attributes:
        name: the file's name.
        data: its bytes.
        fingerprint: the fingerprint of its content, which is also stored in the file.
        pack: the pack it was built with.
        form: the labels that the pack's tables print.
        taken: the record of what was taken from workbooks, if it is another than is kept.
    """

    name: str
    data: bytes
    fingerprint: str
    pack: str
    form: FormLabels
    taken: bytes | None = None


@dataclass(frozen=True)
class BuiltUnit:
    """A unit's finished report, not yet written, and its outcome.

    Attributes:
        report: the report; ``None`` if the unit has errors, a draft if it cannot be printed.
        outcome: the outcome, without a Word file.
        unit: the unit.
    """

    report: Report | None
    outcome: Outcome
    unit: Unit


def build_unit(
    folder: Path,
    edition: Edition,
    packs: Packs,
    against: Sequence[OtherSource] = (),
    rows: EditionRows | None = None,
) -> BuiltUnit:
    """Builds a unit's Word file, which is not written, and collects its problems.

    ``against`` are the documents that it is compared with, ``rows`` those of the units that it sums
    up, if it does: those of them that are not known yet are made here.
    """
    problems = Problems()
    with problems.within(_with_blanks_as_warnings if edition.draft else iter) as found:
        unit = load_unit(folder, edition.name, edition.project.root, found)
    loaded = packs.get(unit, problems) if unit.complete else None
    report, silenced = None, list[Waived]()
    if loaded:
        is_over = bool(loaded[0].over)
        summed = summed_units(loaded[0], rows or EditionRows(edition), packs) if is_over else None
        parts = unit, *loaded, edition.project, problems, against
        report, silenced = build_report(*parts, draft=edition.draft, summed=summed)
    root = edition.project.root
    in_order = sorted(problems, key=lambda problem: problem.place)
    by_place = tuple(with_standing_fixes(with_fixes(in_order, root), root))
    filled = filled_fields(unit.data, blank_places(by_place))
    outcome = Outcome(unit.name, None, problems=by_place, silenced=tuple(silenced), filled=filled)
    return BuiltUnit(report, outcome, unit)


def summed_units(summary: Pack, rows: EditionRows, packs: Packs) -> Mapping[str, UnitRow]:
    """The rows of the units that a pack sums up, by the name of the unit; makes those not known."""
    edition = rows.edition
    for folder in rows.stale(summary.name):
        try:
            made = rows_of(build_unit(folder, edition, packs), packs)
        except Exception as reason:  # as in Builder
            problem = failure(edition.place(folder), "build", reason)
            made = rows_of_failed(folder.name, problem, packs)
        rows.keep(folder, made)
    rows.close()
    return rows.of(summary.name)


def rows_of(built: BuiltUnit, packs: Packs) -> UnitRows:
    """The rows of a unit in the summaries of the project."""
    unit = built.unit
    loaded = packs.get(unit, Problems()) if unit.complete else None
    wrong = next((problem for problem in built.outcome.problems if problem.is_error), None)
    if loaded is None:
        return rows_of_failed(unit.name, wrong, packs)
    pack = loaded[0]
    taking = {} if pack.over else packs.summaries
    rows = {
        name: row_of(unit, pack, summary, wrong)
        for name, summary in taking.items()
        if summary.over.takes(pack.name)
    }
    return UnitRows(pack.name, rows)


def rows_of_failed(unit: str, reason: Problem | None, packs: Packs) -> UnitRows:
    """The rows of a unit that cannot be read, by the name of its folder."""
    return UnitRows("", dict.fromkeys(packs.summaries, UnitRow(reason=reason, name=unit)))


def traced_file(built: BuiltUnit, edition: Edition, packs: Packs, trace: Trace) -> bytes:
    """The Word file of a unit that has no errors, with the marks of ``trace`` around each value.

    Its content, which has been read and checked, is only filled in once more.
    """
    data = filled_file(built, edition, packs, trace)
    assert data is not None  # or there would be errors
    return data


def filled_file(built: BuiltUnit, edition: Edition, packs: Packs, trace: Trace) -> bytes | None:
    """The same of a unit that may have errors; ``None`` if its forms cannot be printed at all."""
    loaded = packs.get(built.unit, Problems()) if built.unit.complete else None
    if loaded is None:
        return None
    (_, template), unit = loaded, built.unit
    images = load_pictures(unit.data, unit.folder, edition.project.root, Problems())
    entries = fill(template, unit.data, images, Problems(), trace)
    if entries is None:
        return None
    entries = joined(entries, read_annexes(unit, edition.project, Problems()))
    return zipped(with_watermark(entries) if edition.draft else entries, template.static_entries)


def build_report(
    unit: Unit,
    template_pack: Pack,
    template: CompiledTemplate,
    project: Project,
    problems: Problems,
    against: Sequence[OtherSource] = (),
    *,
    draft: bool = False,
    summed: Mapping[str, UnitRow] | None = None,
) -> tuple[Report | None, list[Waived]]:
    """Builds the Word file of ``unit``. Returns it, ``None`` after errors, and what was waived.

    All steps run, also after problems of an earlier step; they are added to ``problems``. In a
    ``draft`` blanks are marked, and are warnings; what checks object to does not stop it. A unit
    that sums up others has their rows in ``summed``.
    """
    data, last = unit.data, last_years_content(unit, template_pack, project, problems)
    blanks = _read_types(unit, template_pack, last, problems, draft=draft)
    _work_out(unit, template_pack, summed, problems, draft=draft)
    images = load_pictures(data, unit.folder, project.root, problems)
    with problems.within(problems.without_consequences) as fill_problems:
        entries = fill(template, data, images, fill_problems)
    with problems.within(problems.without_consequences) as found:
        properties, name = _properties_and_name(unit, template_pack, found, draft=draft)
    annexes = read_annexes(unit, project, problems)
    checked = problems.without_consequences(_found(unit, template_pack, last, against, name))
    checked = _without_blanks(checked, blanks) if draft else checked
    taken = _tell_changes(unit, template_pack, template, project, problems, draft=draft)
    is_unprintable = problems.has_errors
    silenced = apply_waivers(data, checked, problems)
    if fill_problems.only_missing():
        problems.extend(problems.without_consequences(unused_keys(data, template.names)))
    if is_unprintable or (problems.has_errors and not draft):
        return None, silenced
    assert entries is not None  # or there would be an error
    assert properties is not None
    whole = joined(entries, annexes)
    packed = pack(with_watermark(whole) if draft else whole, properties, template.static_entries)
    return Report(f"{name}.docx", *packed, template_pack.name, template.form, taken), silenced


def _work_out(
    unit: Unit,
    template_pack: Pack,
    summed: Mapping[str, UnitRow] | None,
    problems: Problems,
    *,
    draft: bool,
) -> None:
    """Adds to the data of a unit what follows from it, and from the units that it sums up."""
    with problems.within(_with_blanks_as_warnings if draft else iter) as found:
        add_units(unit, template_pack, summed, found)
    with problems.within(problems.without_consequences) as found:
        add_derived(unit.data, template_pack.derived, found)
    with problems.within(problems.without_consequences) as found:
        bind_documents(unit.data, found)


def _without_blanks(found: Iterable[Problem], blanks: Iterable[Problem]) -> list[Problem]:
    """What the checks found in a draft; the warnings about its blanks stand for their own."""
    return [*blanks, *(problem for problem in found if problem.to_do != "blank")]


def _found(
    unit: Unit,
    template_pack: Pack,
    last: Node | None,
    against: Sequence[OtherSource],
    name: str,
) -> Iterator[Problem]:
    """What the checks find in a unit, beside other documents too, and in what it hands in."""
    year, of_files = text_at(unit.data, template_pack.checks.year), Problems()
    yield from check_unit(unit, template_pack, last, [source.beside(year) for source in against])
    handed_in(unit, template_pack, name, of_files)
    yield from of_files


def _tell_changes(
    unit: Unit,
    template_pack: Pack,
    template: CompiledTemplate,
    project: Project,
    problems: Problems,
    *,
    draft: bool,
) -> bytes | None:
    """Tells what the unit's workbooks show otherwise than it was taken.

    Returns the record of what is taken now, if another is kept; a draft takes nothing.
    """
    record = TakenRecord.read(unit.folder, unit.place, problems)
    changed = change_problems(unit, record, template_pack, template, project, draft=draft)
    problems.extend(list(changed))
    return None if draft else taken_bytes(unit, record)


def _read_types(
    unit: Unit, template_pack: Pack, last: Node | None, problems: Problems, *, draft: bool
) -> list[Problem]:
    """Gives every value its type, and in a draft marks the blanks.

    Returns the warnings about the blanks of a draft; what the schema says of them is one too.
    """
    adopt_meant_names(unit.data, template_pack.schema)
    told = {problem.place for problem in problems if problem.is_error}
    with problems.within(_with_blanks_as_warnings if draft else iter) as found:
        typed = Problems()
        template_pack.compiled_schema.apply(unit.data, typed, derived=template_pack.worked_out)
        typed.extend(list(_blank_date(unit, template_pack, typed)))
        # What could not be read is blank, and was told.
        found.extend(problem for problem in typed if problem.place not in told)
    problems.extend(wrong_entries(unit.data))
    return mark_unfilled(CheckedUnit(unit, template_pack, last), problems) if draft else []


def _with_blanks_as_warnings(problems: Iterable[Problem]) -> Iterator[Problem]:
    for problem in problems:
        is_blank = problem.to_do == "blank" or problem.code == WORKBOOK_MISSING
        yield problem.as_warning() if is_blank else problem


def _blank_date(unit: Unit, template_pack: Pack, found: Problems) -> Iterator[Problem]:
    """An error if the field that the report's date is taken from is blank, and nobody says so."""
    path, value = _date_field(unit, template_pack.properties.date)
    told = {problem.place for problem in found}
    is_told = isinstance(value, Unfilled)  # it is missing, or could not be read
    if isinstance(value, Blank) and not is_told and value.place not in told:
        yield error(LEFT_BLANK, value.place or unit.place, field=path)


def schema_text(pack: str, *, root: Path | None = None) -> str:
    """The text of the JSON Schema of ``pack``.

    Raises :class:`UsageError` if there is no such pack, :class:`DocgenError` if it has no schema
    that can be read.
    """
    project = project_or_shipped(root)
    name = project.known_pack(pack)
    home = project.home_of(name)
    problems = Problems()
    source = pack_source(home.packs / name / "schema.json", home.root, problems)
    if source is None:
        raise DocgenError(next(iter(problems)).of_pack())
    return source.text


def last_years_content(
    unit: Unit, template_pack: Pack, project: Project, problems: Problems
) -> Node | None:
    """The content of the unit in the edition of the year before; ``None`` if there is none.

    Of its problems, that it is of another format is told.
    """
    folder = project.year_before(unit.edition, unit.name)
    if folder is None:
        return None
    found = Problems()
    last = load_unit(folder, folder.parent.name, project.root, found)
    problems.extend(problem for problem in found if problem.code in FORMAT_CODES)
    adopt_meant_names(last.data, template_pack.schema)
    type_values(last.data, template_pack.schema, Problems())
    return last.data


def _properties_and_name(
    unit: Unit, template_pack: Pack, problems: Problems, *, draft: bool
) -> tuple[DocumentProperties | None, str]:
    """The document properties and the file name, from the expressions of the pack."""
    expressions = template_pack.properties
    texts = (expressions.title, expressions.author, expressions.date, template_pack.output)
    with problems.within(of_pack) as faults:
        title, author, day, output = (
            expand(text, text.place or template_pack.place, faults, unit.data) for text in texts
        )
    title, author, output = map(shown, (title, author, output))
    document_date = _date(day) or (_year_end(unit.edition) if shown(day) != day else None)
    if document_date is None and not faults:
        value = _date_field(unit, expressions.date)[1]
        place = getattr(value, "place", None) or unit.place
        problems.add(error(BAD_DATE, place, date=day))
    if document_date is None:
        return None, ""
    mark = f"（{DRAFT}）" if draft else ""
    properties = DocumentProperties(
        title + mark, author, document_date, unit.edition, unit.name, template_pack.name, draft
    )
    return properties, safe_name(output) + mark


def _date_field(unit: Unit, text: str) -> tuple[str, object]:
    """The path of the field that the report's date is taken from, and its value."""
    value: object = unit.data
    path = next(iter(paths_in_text(text)), "")
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Node) else None
    return path, value


def _year_end(edition: str) -> date:
    """The date of a draft that has none yet."""
    return date(int(edition), 12, 31) if _YEAR.fullmatch(edition) else date(2000, 1, 1)


def _date(text: str) -> date | None:
    match = _DATE.search(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None
