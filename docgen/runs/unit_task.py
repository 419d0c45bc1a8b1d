"""Builds one unit per call, in a worker. An unexpected exception becomes a problem of that unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from docgen.checking.over_years.other_documents import OtherSource
from docgen.diagnostics import Problem
from docgen.runs.build import Packs, Report, build_unit, rows_of, rows_of_failed
from docgen.runs.edition import Edition
from docgen.runs.failures import failure
from docgen.runs.over_units.edition_rows import EditionRows
from docgen.runs.over_units.unit_row import UnitRows
from docgen.runs.results import Outcome


@dataclass(frozen=True)
class WorkerResult:
    """What a worker returns for one unit.

    Attributes:
        folder: the unit's content.
        report: its finished report, not yet written; ``None`` if it has errors.
        outcome: the outcome, without a Word file.
        of_packs: the problems of the packs that the worker has loaded.
        rows: its rows in the summaries of the project, if they were asked for.
    """

    folder: Path
    report: Report | None
    outcome: Outcome
    of_packs: tuple[Problem, ...] = ()
    rows: UnitRows | None = None


@dataclass
class Builder:
    """Builds units of an edition, one per call; each worker loads the packs once.

    Attributes:
        edition: the edition.
        return_report: whether results have the report; ``docgen check`` does not need it.
        against: the documents that units are compared with.
        rows: the rows of the units, for those that sum them up.
        return_rows: whether results have the rows of their unit.
    """

    edition: Edition
    return_report: bool = True
    against: Sequence[OtherSource] = ()
    rows: EditionRows | None = None
    return_rows: bool = False

    @cached_property
    def packs(self) -> Packs:
        """The packs of this worker."""
        return Packs(self.edition.project)

    def __call__(self, folder: Path) -> WorkerResult:
        """Builds the unit in ``folder``; never raises."""
        try:
            built = build_unit(folder, self.edition, self.packs, self.against, self.rows)
            rows = rows_of(built, self.packs) if self.return_rows else None
        # An error in one unit must not stop the others, nor show a traceback to its writer.
        except Exception as reason:
            return self.failed(folder, reason)
        report = built.report if self.return_report else None
        return WorkerResult(folder, report, built.outcome, tuple(self.packs.problems), rows)

    def failed(self, folder: Path, reason: Exception) -> WorkerResult:
        """The result for a unit that could not be built."""
        problem = failure(self.edition.place(folder), "build", reason)
        outcome = Outcome(folder.name, None, problems=(problem,))
        rows = rows_of_failed(folder.name, problem, self.packs) if self.return_rows else None
        return WorkerResult(folder, None, outcome, rows=rows)
