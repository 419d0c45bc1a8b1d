"""One unit of a run: read, built, checked, written. Its surprises stay its own."""

from __future__ import annotations

import io
import traceback
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from docgen.build import Packs, Report, build_report
from docgen.content.unit import Unit, load_unit
from docgen.diagnostics import (
    DocgenError,
    EditsAtRiskError,
    Place,
    Problem,
    error,
    has_errors,
    warning,
)
from docgen.edits.bases import Bases
from docgen.edits.merging import merge_into
from docgen.edits.overwrite import Decision, decide, move_aside, refuse_if_open
from docgen.edits.seal import read_stamp, unit_of
from docgen.output import write_atomically
from docgen.project import Project
from docgen.results import Outcome
from docgen.word.trace import Trace


@dataclass(frozen=True)
class Writing:
    """Where and how a run writes.

    Attributes:
        folder: where the outputs go.
        bases: what was rendered last.
        replace: whether an edited file is moved aside instead of being left alone.
        names: the outputs of the run so far, and the unit of each.
    """

    folder: Path
    bases: Bases
    replace: bool = False
    names: dict[str, str] = field(default_factory=dict)

    @cached_property
    def files(self) -> dict[str, Path]:
        """The Word files that lay there when the run began, by their units."""
        found = (one for one in self.folder.glob("*.docx") if one.name[0] not in ".~")
        return {unit_of(one): one for one in sorted(found)}


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
        return _Write(report, outcome, writing, project).outcome_of_it()
    except DocgenError as reason:
        return replace(outcome, problems=(*outcome.problems, reason.problem))


@dataclass(frozen=True)
class Built:
    """A unit's finished report, not yet written, if it has no errors; and what was found."""

    report: Report | None
    outcome: Outcome
    unit: Unit | None = None


def build_unit(
    folder: Path, edition: str, project: Project, packs: Packs, trace: Trace | None = None
) -> Built:
    """The unit's Word file, not yet written, and all that was found on the way.

    With a ``trace``, the marks of where each value came from are left in the file.
    """
    problems: list[Problem] = []
    unit = load_unit(folder, edition, project.root, problems)
    found = packs.get(unit, problems) if unit.complete else None
    report, silenced = build_report(unit, *found, project, problems, trace) if found else (None, [])
    told = tuple(sorted(problems, key=lambda one: one.place))
    outcome = Outcome(unit.name, None, problems=told, silenced=tuple(silenced))
    return Built(None if has_errors(problems) else report, outcome, unit)


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


@dataclass(frozen=True)
class _Write:
    """Puts a unit's fresh report where its Word file goes, or into the one that lies there."""

    report: Report
    outcome: Outcome
    writing: Writing
    project: Project

    @property
    def path(self) -> Path:
        return self.writing.folder / self.report.name

    @property
    def place(self) -> Place:
        return Place(self.project.relative(self.path))

    def outcome_of_it(self) -> Outcome:
        """The outcome with the Word file that now lies there: fresh, merged or left alone."""
        if not self.path.is_file():
            return self.renamed() or self.written(self.report.data)
        theirs = self.path.read_bytes()
        if theirs == self.report.data:
            return replace(self.outcome, docx=self.path, changed=False)
        stamp = read_stamp(io.BytesIO(theirs))
        if self.writing.replace and not stamp.sealed:
            return self.replaced()
        decision = decide(stamp, self.outcome.name, self.report.seal, self.place)
        if decision is Decision.LEAVE:
            return replace(self.outcome, docx=self.path, changed=False, left_alone=True)
        refuse_if_open(self.path, self.place)
        if decision is Decision.MERGE:
            return self.merged(theirs, stamp.base)
        return self.written(self.report.data)

    def renamed(self) -> Outcome | None:
        """If the office has edited the report under the name it had, its edits come along."""
        old = self.writing.files.get(self.outcome.name)
        if old is None or not old.is_file() or self.writing.replace:
            return None
        stamp, place = read_stamp(old), Place(self.project.relative(old))
        if stamp.sealed or not stamp.base:
            return None
        refuse_if_open(old, place)
        outcome = self.merged(old.read_bytes(), stamp.base)
        if outcome.docx is None:
            return outcome
        moved = self.project.relative(move_aside(old, place))
        told = warning("renamed-file", place, moved=moved, output=self.report.name)
        return replace(outcome, problems=(*outcome.problems, told))

    def written(self, data: bytes) -> Outcome:
        """``data`` stands on the fresh report, so that is kept first."""
        self.writing.bases.keep(self.outcome.name, self.report.seal, self.report.data)
        write_atomically(self.path, data, self.place.file)
        return replace(self.outcome, docx=self.path)

    def replaced(self) -> Outcome:
        """The edited file is moved aside, and a fresh one written."""
        refuse_if_open(self.path, self.place)
        moved = self.project.relative(move_aside(self.path, self.place))
        told = warning("moved-aside", self.place, moved=moved)
        outcome = self.written(self.report.data)
        return replace(outcome, problems=(*outcome.problems, told))

    def merged(self, theirs: bytes, digest: str) -> Outcome:
        """What is new in the content comes into the edited file; with conflicts, nothing does."""
        base = self.writing.bases.find(self.outcome.name, digest)
        if base is None:
            raise EditsAtRiskError("edited-file", self.place)
        merged = merge_into(base, self.report.data, theirs, self.place)
        if merged.conflicts:
            problems = (*self.outcome.problems, *merged.conflicts)
            return replace(self.outcome, problems=problems)
        if self.path.is_file() and self.path.read_bytes() != theirs:  # saved in this very moment
            raise EditsAtRiskError("file-open", self.place, holder="")
        return replace(self.written(merged.data), merged=True)
