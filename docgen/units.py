"""One unit of a run: read, built, checked, written. Its surprises stay its own."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, field, replace
from pathlib import Path

from docgen.build import Packs, Report, build_report
from docgen.content.unit import load_unit
from docgen.diagnostics import (
    DocgenError,
    EditsAtRiskError,
    Place,
    Problem,
    error,
    has_errors,
    warning,
)
from docgen.edits.overwrite import Decision, decide, move_aside
from docgen.output import write_atomically
from docgen.project import Project
from docgen.results import Outcome


@dataclass(frozen=True)
class Writing:
    """Where and how a run writes.

    Attributes:
        folder: where the outputs go.
        replace: whether an edited file is moved aside instead of being left alone.
        names: the outputs of the run so far, and the unit of each.
    """

    folder: Path
    replace: bool = False
    names: dict[str, str] = field(default_factory=dict)


def render_unit(
    folder: Path, edition: str, project: Project, packs: Packs, writing: Writing
) -> Outcome:
    """Builds and writes one unit's Word file."""
    try:
        return _rendered(folder, edition, project, packs, writing)
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
    folder: Path, edition: str, project: Project, packs: Packs, writing: Writing
) -> Outcome:
    built = build_unit(folder, edition, project, packs)
    report, outcome = built.report, built.outcome
    if report is None:
        return outcome
    other = writing.names.setdefault(report.name, outcome.name)
    if other != outcome.name:
        place = Place(project.relative(folder))
        problem = error("same-output", place, other=other, output=report.name)
        return replace(outcome, problems=(*outcome.problems, problem))
    try:
        return _write(report, outcome, writing, project)
    except DocgenError as reason:
        return replace(outcome, problems=(*outcome.problems, reason.problem))


@dataclass(frozen=True)
class Built:
    """A unit's finished report, not yet written, if it has no errors; and what was found."""

    report: Report | None
    outcome: Outcome


def build_unit(folder: Path, edition: str, project: Project, packs: Packs) -> Built:
    """The unit's Word file, not yet written, and all that was found on the way."""
    problems: list[Problem] = []
    unit = load_unit(folder, edition, project.root, problems)
    found = packs.get(unit, problems) if unit.complete else None
    report, silenced = build_report(unit, *found, project, problems) if found else (None, [])
    told = tuple(sorted(problems, key=lambda one: one.place))
    outcome = Outcome(unit.name, None, problems=told, silenced=tuple(silenced))
    return Built(None if has_errors(problems) else report, outcome)


def check_content(
    folder: Path, edition: str, project: Project, packs: Packs, strict: bool
) -> Outcome:
    """Checks one unit and writes nothing."""
    try:
        outcome = build_unit(folder, edition, project, packs).outcome
    except Exception as reason:  # as in rendering: one unit's surprise stops no other
        return Outcome(folder.name, None, problems=(_unexpected(Place(str(folder)), reason),))
    problems = tuple(one.as_error() if strict else one for one in outcome.problems)
    return replace(outcome, problems=problems)


def _write(report: Report, outcome: Outcome, writing: Writing, project: Project) -> Outcome:
    """The outcome with the Word file that now lies there: the fresh one, or an edited one."""
    path = writing.folder / report.name
    name = project.relative(path)
    if path.is_file() and path.read_bytes() == report.data:
        return replace(outcome, docx=path, changed=False)
    try:
        decision = decide(path, name, outcome.name, report.data)
    except EditsAtRiskError as reason:
        if not writing.replace or reason.problem.code != "edited-file":
            raise
        moved = move_aside(path, name)
        told = warning("moved-aside", Place(name), moved=project.relative(moved))
        outcome = replace(outcome, problems=(*outcome.problems, told))
        decision = Decision.WRITE
    if decision is Decision.LEAVE:
        return replace(outcome, docx=path, changed=False, left_alone=True)
    write_atomically(path, report.data, name)
    return replace(outcome, docx=path)
