"""``docgen check --fix``: applies the fixes of problems that have one safe answer.

With fixes that somebody has chosen, such as the bindings of ``docgen check --bind``, those alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from docgen.content.source_files import LINK_OUTSIDE, UNREADABLE_FILE
from docgen.diagnostics import DocgenError, Fix, Place, Problem, warning
from docgen.diagnostics.codes import problem_code
from docgen.pool import closing, cores, map_ordered
from docgen.roundtrip.files.change_records import ChangeRecord, ReplacedFile
from docgen.runs import UNIT_SECONDS
from docgen.runs.build import Packs, build_unit
from docgen.runs.check import check_edition
from docgen.runs.content_copy import ContentCopy, states_of
from docgen.runs.edition import Edition, find_edition
from docgen.runs.failures import failure
from docgen.runs.fix_trial import AppliedFix, FixTrial
from docgen.runs.recorded_write import ContentMovedError, new_run, write_recorded
from docgen.runs.restoring import put_back_begun, put_back_interrupted
from docgen.runs.results import Outcome, Progress, Result
from docgen.temporary import temporary_folder

FIXES_WAIT = problem_code(
    "fixes-wait",
    en=(
        "as long as this cannot be read, nothing of {unit} is mended by itself",
        "see to the error about it first, then run docgen check {edition} --fix again",
    ),
    zh=(
        "这里读不出来，{unit} 就什么也没有自动改",
        "先处理这里的错误，再运行 docgen check {edition} --fix",
    ),
)

_CLOSED = (LINK_OUTSIDE, UNREADABLE_FILE)
"""Codes of files of which there is no copy in which to try anything."""
_TRIES = 10
"""How often fixes are tried while others keep saving the content."""


@dataclass(frozen=True)
class FixedUnit:
    """The fixes of a unit.

    Attributes:
        folder: its content.
        fixes: those that were applied, or would be.
        files: the content files that they change, by their names in the project.
        problems: the fixes that were left out, or the reason why nothing was written.
        states: the size and times of its files before.
    """

    folder: Path
    fixes: tuple[AppliedFix, ...] = ()
    files: Mapping[str, ReplacedFile] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    states: tuple[object, ...] = ()


@dataclass(frozen=True)
class FixResult:
    """The fixes of an edition, and what is found in its content.

    Attributes:
        units: the fixes of each unit.
        result: what a check finds then; after a dry run, what it finds in the content as it is.
    """

    units: tuple[FixedUnit, ...]
    result: Result


def fix_edition(
    edition: str,
    *,
    root: Path | None = None,
    units: Sequence[str] = (),
    strict: bool = False,
    dry_run: bool = False,
    jobs: int = 0,
    progress: Progress | None = None,
    chosen: frozenset[Fix] | None = None,
) -> FixResult:
    """Applies all fixes that are safe, in each unit all that can be, and checks what comes of it.

    They are tried on a copy first. With ``dry_run``, nothing is written; ``strict`` makes warnings
    errors. If fixes are ``chosen``, these alone are applied, safe or not.

    Raises :class:`UsageError` if the project, the edition or a unit does not exist.
    """
    found = find_edition(edition, root)
    folders = found.units(units)
    fixer, run = Fixer(found, chosen), new_run()
    before = {} if dry_run else dict(_put_back(found, folders))
    fixed = list[FixedUnit]()
    results = map_ordered(fixer, folders, jobs or cores(), UNIT_SECONDS)
    with closing(results) as plans:
        for number, plan in enumerate(plans, 1):
            if plan.folder in before:
                plan = FixedUnit(plan.folder, problems=(before[plan.folder],))
            fixed.append(plan if dry_run else _FixWriter(fixer, run).write(plan))
            if progress:
                progress("fix", number, len(folders))
    result = check_edition(edition, root=root, units=units, strict=strict, jobs=jobs)
    return FixResult(tuple(fixed), _with_problems(result, fixed, strict=strict))


def _put_back(edition: Edition, folders: Sequence[Path]) -> Iterator[tuple[Path, Problem]]:
    """Puts back what was left half written; yields each unit where that cannot be done, and why."""
    for folder in folders:
        try:
            put_back_interrupted(edition, folder)
        except DocgenError as reason:
            yield folder, reason.problem


def _with_problems(result: Result, fixed: Sequence[FixedUnit], *, strict: bool) -> Result:
    """The result of the check with the problems of fixing, each with its unit."""
    more = {
        unit.folder.name: [problem.as_error() if strict else problem for problem in unit.problems]
        for unit in fixed
    }

    def of_unit(outcome: Outcome) -> tuple[Problem, ...]:
        problems = (*outcome.problems, *more.get(outcome.name, ()))
        return tuple(sorted(problems, key=lambda problem: problem.place))

    outcomes = (replace(outcome, problems=of_unit(outcome)) for outcome in result.outcomes)
    return replace(result, outcomes=tuple(outcomes))


@dataclass
class Fixer:
    """Tries the fixes of one unit per call; each worker loads the packs once.

    Attributes:
        edition: the edition.
        chosen: the fixes to apply; all that are safe if it is ``None``.
    """

    edition: Edition
    chosen: frozenset[Fix] | None = None

    @cached_property
    def packs(self) -> Packs:
        """The packs of this worker."""
        return Packs(self.edition.project)

    def __call__(self, folder: Path) -> FixedUnit:
        """The fixes of a unit, which are not written; never raises."""
        try:
            return self._tried(folder)
        except Exception as reason:  # as in Builder
            return self.failed(folder, reason)

    def failed(self, folder: Path, reason: Exception) -> FixedUnit:
        """The result for a unit whose fixes could not be tried."""
        return FixedUnit(folder, problems=(failure(self.edition.place(folder), "fix", reason),))

    def _tried(self, folder: Path) -> FixedUnit:
        states = states_of(folder, self.edition)
        found = build_unit(folder, self.edition, self.packs).outcome.problems
        if not any(map(self._is_wanted, found)):
            return FixedUnit(folder)
        closed = [problem.place for problem in found if problem.code in _CLOSED]
        if closed:
            return FixedUnit(folder, problems=(self._waiting(folder, closed[0]),))
        with temporary_folder("fix") as root:
            copy = ContentCopy(self.edition, folder, self.packs, root)
            trial = FixTrial(copy, self._is_wanted)
            trial.run()
            files = {
                name: ReplacedFile(copy.before(name), data) for name, data in trial.files.items()
            }
        fixes = tuple(done for done in trial.applied if done.fix.place.file in files)
        return FixedUnit(folder, fixes, files, tuple(trial.left_out()), states)

    def _is_wanted(self, problem: Problem) -> bool:
        return problem.is_fixable if self.chosen is None else problem.fix in self.chosen

    def _waiting(self, folder: Path, place: Place) -> Problem:
        return warning(FIXES_WAIT, place, unit=folder.name, edition=self.edition.name)


@dataclass(frozen=True)
class _FixWriter:
    """Writes the fixes of one unit after the other, for the run of that name."""

    fixer: Fixer
    run: str

    def write(self, plan: FixedUnit) -> FixedUnit:
        """Writes all fixes of a unit or none; they are tried again if its content has changed."""
        try:
            for _ in range(_TRIES - 1):
                with suppress(ContentMovedError):
                    return self._written(plan)
                plan = self.fixer(plan.folder)
            return self._written(plan)
        except DocgenError as reason:
            return FixedUnit(plan.folder, problems=(reason.problem,))

    def _written(self, plan: FixedUnit) -> FixedUnit:
        if not plan.files:
            return plan
        edition, folder = self.fixer.edition, plan.folder
        written = {
            edition.project.root / name: file.after or b"" for name, file in plan.files.items()
        }
        with edition.changes(folder.name).locked(edition.place(folder)):
            put_back_begun(edition, folder)
            record = ChangeRecord(self.run, "", plan.files)
            write_recorded(
                edition, folder, written, record, lambda: states_of(folder, edition) == plan.states
            )
        return plan
