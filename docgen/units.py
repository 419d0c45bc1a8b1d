"""One unit of a run: read, built, checked, written. Its surprises stay its own."""

from __future__ import annotations

import traceback
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.build import Packs, Report, build_report
from docgen.content.unit import load_unit
from docgen.diagnostics import DocgenError, Place, Problem, error, has_errors
from docgen.edits.seal import refuse_to_overwrite
from docgen.output import write_atomically
from docgen.project import Project
from docgen.results import Outcome


def render_unit(
    folder: Path, edition: str, project: Project, packs: Packs, out: Path, names: dict[str, str]
) -> Outcome:
    """Builds and writes one unit's Word file. ``names`` are the outputs of the run so far."""
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
    built = _built(folder, edition, project, packs)
    report, outcome = built.report, built.outcome
    if report is None:
        return outcome
    other = names.setdefault(report.name, outcome.name)
    if other != outcome.name:
        place = Place(project.relative(folder))
        problem = error("same-output", place, other=other, output=report.name)
        return replace(outcome, problems=(*outcome.problems, problem))
    try:
        path, changed = _write(report, outcome.name, out, project)
    except DocgenError as reason:
        return replace(outcome, problems=(*outcome.problems, reason.problem))
    return replace(outcome, docx=path, changed=changed)


@dataclass(frozen=True)
class _Built:
    report: Report | None
    outcome: Outcome


def _built(folder: Path, edition: str, project: Project, packs: Packs) -> _Built:
    """The unit's Word file, not yet written, and all that was found on the way."""
    problems: list[Problem] = []
    unit = load_unit(folder, edition, project.root, problems)
    found = packs.get(unit, problems) if unit.complete else None
    report, silenced = build_report(unit, *found, project, problems) if found else (None, [])
    told = tuple(sorted(problems, key=lambda one: one.place))
    outcome = Outcome(unit.name, None, problems=told, silenced=tuple(silenced))
    return _Built(None if has_errors(problems) else report, outcome)


def check_content(
    folder: Path, edition: str, project: Project, packs: Packs, strict: bool
) -> Outcome:
    """Checks one unit and writes nothing."""
    try:
        outcome = _built(folder, edition, project, packs).outcome
    except Exception as reason:  # as in rendering: one unit's surprise stops no other
        return Outcome(folder.name, None, problems=(_unexpected(Place(str(folder)), reason),))
    problems = tuple(one.as_error() if strict else one for one in outcome.problems)
    return replace(outcome, problems=problems)


def _write(report: Report, unit: str, folder: Path, project: Project) -> tuple[Path, bool]:
    path = folder / report.name
    name = project.relative(path)
    changed = not path.is_file() or path.read_bytes() != report.data
    if changed:
        refuse_to_overwrite(path, name, unit)
        write_atomically(path, report.data, name)
    return path, changed
