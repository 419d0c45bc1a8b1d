"""``docgen check``: checks the content of an edition, and writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from docgen.checking.over_years.other_documents import OtherSource
from docgen.diagnostics import Problems
from docgen.pool import closing
from docgen.runs.edition import Edition, find_edition
from docgen.runs.executor import Executor, executor_for
from docgen.runs.over_units.edition_rows import EditionRows
from docgen.runs.over_units.summary_packs import may_sum_up, summing_units
from docgen.runs.results import Progress, Result
from docgen.runs.unit_task import Builder, WorkerResult


def check_edition(
    edition: str,
    *,
    root: Path | None = None,
    units: Sequence[str] = (),
    strict: bool = False,
    jobs: int = 0,
    progress: Progress | None = None,
    against: Sequence[OtherSource] = (),
) -> Result:
    """Checks the content of an edition and writes nothing; ``strict`` makes warnings errors.

    ``against`` are documents that units are compared with: last year's report, the approved budget.
    Raises :class:`UsageError` if the project, the edition or a unit does not exist.
    """
    chosen = find_edition(edition, root)
    folders = chosen.units(units)
    outcomes, of_packs = [], Problems()
    with (
        executor_for(chosen, jobs, return_reports=False, against=against) as executor,
        closing(_built(chosen, folders, executor, against)) as results,
    ):
        for number, result in enumerate(results, 1):
            problems = (
                problem.as_error() if strict else problem for problem in result.outcome.problems
            )
            outcomes.append(replace(result.outcome, problems=tuple(problems)))
            of_packs.extend(problem for problem in result.of_packs if problem not in of_packs)
            if progress:
                progress("check", number, len(folders))
    outcomes.sort(key=lambda outcome: outcome.name)
    return Result(tuple(outcomes), tuple(of_packs), checked=True)


def _built(
    edition: Edition, folders: Sequence[Path], executor: Executor, against: Sequence[OtherSource]
) -> Iterator[WorkerResult]:
    """What is built of each unit; units that sum up others come behind them."""
    summing = summing_units(edition, folders, may_sum_up(edition.project))
    plain = [folder for folder in folders if folder not in summing]
    executor.expect(len(plain), pdf_seconds=0, rows=bool(summing))
    if not summing:
        yield from executor.build(plain)
        return
    rows = EditionRows(edition)
    for result in executor.build(plain):
        _keep(rows, result)
        yield result
    for result in executor.build(rows.all_stale()):
        _keep(rows, result)
    rows.close()
    yield from map(Builder(edition, return_report=False, against=against, rows=rows), summing)


def _keep(rows: EditionRows, result: WorkerResult) -> None:
    if result.rows:
        rows.keep(result.folder, result.rows)
