"""``docgen check --report`` and ``--marked``: checks an edition, and keeps what was checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from docgen.checking.over_years.other_documents import OtherSource
from docgen.diagnostics import Problems
from docgen.pool import closing, cores, map_ordered
from docgen.runs import UNIT_SECONDS
from docgen.runs.build import Packs, build_unit
from docgen.runs.edition import CHECKS, Edition, find_edition
from docgen.runs.failures import failure
from docgen.runs.markable_file import markable_file
from docgen.runs.recorded_unit import CheckOutputs, Keeper, RecordedUnit
from docgen.runs.results import Outcome, Progress, Result
from docgen.runs.unit_record import unit_record


@dataclass
class Recorder:
    """Checks units of an edition, one per call; each worker loads the packs once.

    Attributes:
        edition: the edition.
        is_marking: whether results have the Word file to mark.
        against: the documents that units are compared with.
    """

    edition: Edition
    is_marking: bool = False
    against: Sequence[OtherSource] = ()

    @cached_property
    def packs(self) -> Packs:
        """The packs of this worker."""
        return Packs(self.edition.project)

    def __call__(self, folder: Path) -> RecordedUnit:
        """Checks the unit in ``folder``; never raises."""
        edition, packs, place = self.edition, self.packs, self.edition.place(folder)
        try:
            built = build_unit(folder, edition, packs, self.against)
            record = unit_record(built, edition, packs, self.against)
            file = markable_file(built, edition, packs, record) if self.is_marking else None
        # As in Builder: an error in one unit must not stop the others.
        except Exception as reason:
            return self.failed(folder, reason)
        return RecordedUnit(built.outcome, record, place, file, tuple(packs.problems))

    def failed(self, folder: Path, reason: Exception) -> RecordedUnit:
        """The result for a unit that could not be checked."""
        place = self.edition.place(folder)
        problem = failure(place, "build", reason)
        return RecordedUnit(Outcome(folder.name, None, problems=(problem,)), None, place)


def recorded_check(
    edition: str,
    keeper: Keeper,
    against: Sequence[OtherSource] = (),
    *,
    root: Path | None = None,
    units: Sequence[str] = (),
    strict: bool = False,
    jobs: int = 0,
    progress: Progress | None = None,
) -> Result:
    """Checks the content of an edition; ``keeper`` writes what was checked, unit by unit.

    ``against`` are documents that units are compared with. Raises :class:`UsageError` as
    :func:`~docgen.runs.check.check_edition` does.
    """
    chosen = find_edition(edition, root)
    folders, outcomes, of_packs = chosen.units(units), list[Outcome](), Problems()
    outputs = CheckOutputs(chosen.folder / CHECKS, chosen.project)
    task = Recorder(chosen, keeper.is_marking, against)
    with closing(map_ordered(task, folders, jobs or cores(), UNIT_SECONDS)) as results:
        for number, result in enumerate(results, 1):
            told = result.outcome.problems
            problems = tuple(problem.as_error() for problem in told) if strict else told
            outcome = replace(result.outcome, problems=problems)
            outcomes.append(keeper.keep(replace(result, outcome=outcome), outputs))
            of_packs.extend(problem for problem in result.of_packs if problem not in of_packs)
            if progress:
                progress("check", number, len(folders))
    return Result(tuple(keeper.finish(outcomes, outputs)), tuple(of_packs), checked=True)
