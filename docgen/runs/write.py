"""Putting a unit's report where its Word file goes; what the office typed there stays."""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from docgen.atomic import write_atomically
from docgen.diagnostics import DocgenError, EditsAtRiskError, OutputError, Place, warning
from docgen.project import Project, word_files
from docgen.roundtrip.bases import Bases
from docgen.roundtrip.fingerprint import read_identity, unit_of
from docgen.roundtrip.merging import merge_into
from docgen.roundtrip.overwrite import (
    Decision,
    decide,
    move_aside,
    read_office_file,
    refuse_if_open,
)
from docgen.runs.build import Report
from docgen.runs.results import Outcome
from docgen.runs.unit_build import WorkerResult, unexpected


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
        return {unit_of(file): file for file in word_files(self.folder)}


def write_unit(finished: WorkerResult, project: Project, writing: Writing) -> Outcome:
    """Writes one unit's Word file."""
    report, outcome = finished.report, finished.outcome
    if report is None:
        return outcome
    place = Place(project.relative(finished.folder))
    other = writing.names.setdefault(report.name, outcome.name)
    try:
        if other != outcome.name:
            raise OutputError("same-output", place, other=other, output=report.name)
        return _Write(report, outcome, writing, project).outcome_of_it()
    except DocgenError as reason:
        problem = reason.problem
    except Exception as reason:  # as in building
        problem = unexpected(place, reason)
    return replace(outcome, problems=(*outcome.problems, problem))


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
        theirs = read_office_file(self.path, self.place)
        if theirs == self.report.data:
            return replace(self.outcome, docx=self.path, changed=False)
        identity = read_identity(io.BytesIO(theirs))
        if self.writing.replace and not identity.untouched:
            return self.replaced()
        decision = decide(identity, self.outcome.name, self.report.fingerprint, self.place)
        if decision is Decision.LEAVE:
            return replace(self.outcome, docx=self.path, changed=False, left_alone=True)
        refuse_if_open(self.path, self.place)
        if decision is Decision.MERGE:
            return self.merged(theirs, identity.fingerprint)
        return self.written(self.report.data)

    def renamed(self) -> Outcome | None:
        """If the office has edited the report under the name it had, its edits come along."""
        old = self.writing.files.get(self.outcome.name)
        if old is None or not old.is_file() or self.writing.replace:
            return None
        identity, place = read_identity(old), Place(self.project.relative(old))
        if identity.untouched or not identity.fingerprint:
            return None
        refuse_if_open(old, place)
        outcome = self.merged(read_office_file(old, place), identity.fingerprint)
        if outcome.docx is None:
            return outcome
        moved = self.project.relative(move_aside(old, place))
        told = warning("renamed-file", place, moved=moved, output=self.report.name)
        return replace(outcome, problems=(*outcome.problems, told))

    def written(self, data: bytes) -> Outcome:
        """``data`` stands on the fresh report, so that is kept first."""
        self.writing.bases.keep(self.outcome.name, self.report.fingerprint, self.report.data)
        write_atomically(self.path, data, self.place.file)
        return replace(self.outcome, docx=self.path)

    def replaced(self) -> Outcome:
        """The edited file is moved aside, and a fresh one written."""
        refuse_if_open(self.path, self.place)
        moved = self.project.relative(move_aside(self.path, self.place))
        told = warning("moved-aside", self.place, moved=moved)
        outcome = self.written(self.report.data)
        return replace(outcome, problems=(*outcome.problems, told))

    def merged(self, theirs: bytes, fingerprint: str) -> Outcome:
        """What is new in the content comes into the edited file; with conflicts, nothing does."""
        base = self.writing.bases.find(self.outcome.name, fingerprint)
        if base is None:
            raise EditsAtRiskError("edited-file", self.place)
        merged = merge_into(base, self.report.data, theirs, self.place)
        if merged.conflicts:
            problems = (*self.outcome.problems, *merged.conflicts)
            return replace(self.outcome, problems=problems)
        if self.path.is_file() and self.path.read_bytes() != theirs:  # saved in this very moment
            raise EditsAtRiskError("file-open", self.place, holder="")
        outcome = replace(self.written(merged.data), merged=True)
        if merged.layout:
            told = warning("layout-not-merged", self.place)
            outcome = replace(outcome, problems=(*outcome.problems, told))
        return outcome
