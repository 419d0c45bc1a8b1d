"""Builds one unit of a run. An unexpected exception becomes a problem of that unit."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from docgen.content.unit import Unit, load_unit
from docgen.diagnostics import (
    Place,
    Problem,
    error,
    has_errors,
)
from docgen.project import Project
from docgen.runs.build import Packs, Report, build_report
from docgen.runs.results import Outcome
from docgen.templates.provenance import Trace


@dataclass(frozen=True)
class WorkerResult:
    """What a worker returns for one unit.

    Attributes:
        folder: the unit's content.
        report: its finished report, not yet written; ``None`` if it has errors.
        outcome: the outcome, without a Word file.
        of_packs: the problems of the packs that the worker has loaded.
    """

    folder: Path
    report: Report | None
    outcome: Outcome
    of_packs: tuple[Problem, ...] = ()


@dataclass
class Builder:
    """Builds units of an edition, one per call; each worker loads the packs once.

    Attributes:
        project: the project of content and packs.
        edition: the edition.
        return_report: whether results have the report; ``docgen check`` does not need it.
    """

    project: Project
    edition: str
    return_report: bool = True

    @cached_property
    def packs(self) -> Packs:
        """The packs of this worker."""
        return Packs(self.project)

    def __call__(self, folder: Path) -> WorkerResult:
        """Builds the unit in ``folder``; never raises."""
        try:
            built = build_unit(folder, self.edition, self.project, self.packs)
        # An error in one unit must not stop the others, nor show a traceback to its writer.
        except Exception as reason:
            return self.failed(folder, reason)
        report = built.report if self.return_report else None
        return WorkerResult(folder, report, built.outcome, tuple(self.packs.problems))

    def failed(self, folder: Path, reason: Exception) -> WorkerResult:
        """The result for a unit that could not be built."""
        problem = unexpected(Place(self.project.relative(folder)), reason)
        return WorkerResult(folder, None, Outcome(folder.name, None, problems=(problem,)))


def unexpected(place: Place, reason: Exception) -> Problem:
    """The problem for an unexpected exception in docgen, with file and line of the code."""
    frames = traceback.extract_tb(reason.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "—"
    message = f"{type(reason).__name__}: {reason}"[:200]
    return error("docgen-failed", place, reason=message, where=where)


@dataclass(frozen=True)
class BuiltUnit:
    """A unit's finished report, not yet written, and its outcome.

    Attributes:
        report: the report; ``None`` if the unit has errors.
        outcome: the outcome, without a Word file.
        unit: the unit.
    """

    report: Report | None
    outcome: Outcome
    unit: Unit | None = None


def build_unit(
    folder: Path, edition: str, project: Project, packs: Packs, trace: Trace | None = None
) -> BuiltUnit:
    """Builds a unit's Word file, which is not written, and collects its problems.

    With a ``trace``, the marks of the source of each value are left in the file.
    """
    problems: list[Problem] = []
    unit = load_unit(folder, edition, project.root, problems)
    loaded = packs.get(unit, problems) if unit.complete else None
    report, silenced = (
        build_report(unit, *loaded, project, problems, trace) if loaded else (None, [])
    )
    by_place = tuple(sorted(problems, key=lambda problem: problem.place))
    outcome = Outcome(unit.name, None, problems=by_place, silenced=tuple(silenced))
    return BuiltUnit(None if has_errors(problems) else report, outcome, unit)
