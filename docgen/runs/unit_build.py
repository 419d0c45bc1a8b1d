"""One unit of a run: read, built and checked. Its surprises stay its own."""

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
    """What a worker hands back of one unit.

    Attributes:
        folder: the unit's content.
        report: its finished report, not yet written; ``None`` if it has errors.
        outcome: what was found.
        of_packs: what is wrong with the packs that the worker has loaded.
    """

    folder: Path
    report: Report | None
    outcome: Outcome
    of_packs: tuple[Problem, ...] = ()


@dataclass
class Builder:
    """Builds units of an edition, one at a call; the packs are loaded once, where it works.

    Attributes:
        project: where content and packs are.
        edition: the edition.
        return_report: whether reports are handed back; to check is enough without.
    """

    project: Project
    edition: str
    return_report: bool = True

    @cached_property
    def packs(self) -> Packs:
        """The packs of this worker."""
        return Packs(self.project)

    def __call__(self, folder: Path) -> WorkerResult:
        """The unit in ``folder``, whatever happens."""
        try:
            built = build_unit(folder, self.edition, self.project, self.packs)
        # One unit's surprise must not stop the others, nor show a writer a traceback.
        except Exception as reason:
            return self.failed(folder, reason)
        report = built.report if self.return_report else None
        return WorkerResult(folder, report, built.outcome, tuple(self.packs.problems))

    def failed(self, folder: Path, reason: Exception) -> WorkerResult:
        """The unit as one that could not be built."""
        problem = unexpected(Place(self.project.relative(folder)), reason)
        return WorkerResult(folder, None, Outcome(folder.name, None, problems=(problem,)))


def unexpected(place: Place, reason: Exception) -> Problem:
    """Docgen's own fault, with what its keepers need to know."""
    frames = traceback.extract_tb(reason.__traceback__)
    where = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "—"
    said = f"{type(reason).__name__}: {reason}"[:200]
    return error("docgen-failed", place, reason=said, where=where)


@dataclass(frozen=True)
class BuiltUnit:
    """A unit's finished report, not yet written, if it has no errors; and what was found."""

    report: Report | None
    outcome: Outcome
    unit: Unit | None = None


def build_unit(
    folder: Path, edition: str, project: Project, packs: Packs, trace: Trace | None = None
) -> BuiltUnit:
    """The unit's Word file, not yet written, and all that was found on the way.

    With a ``trace``, the marks of where each value came from are left in the file.
    """
    problems: list[Problem] = []
    unit = load_unit(folder, edition, project.root, problems)
    found = packs.get(unit, problems) if unit.complete else None
    report, silenced = build_report(unit, *found, project, problems, trace) if found else (None, [])
    told = tuple(sorted(problems, key=lambda one: one.place))
    outcome = Outcome(unit.name, None, problems=told, silenced=tuple(silenced))
    return BuiltUnit(None if has_errors(problems) else report, outcome, unit)
