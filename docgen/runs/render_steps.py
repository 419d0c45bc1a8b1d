"""The steps of a run: ``docx``, ``pdf`` and ``format``.

A step takes the outcomes of the step before it as they come, and yields its own: while a unit's PDF
is made, the next unit is built and the last one verified. What a step made of the same inputs
before comes from the action cache.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.atomic import remove_stale_temporaries
from docgen.diagnostics import DocgenError, Problem
from docgen.pool import closing
from docgen.runs.action_cache import Made, state_of
from docgen.runs.inputs_digest import digest
from docgen.runs.render_plan import (
    DOCX,
    FORMAT,
    PDF,
    Measured,
    PdfFile,
    Run,
    WordFile,
    WordPlan,
    pack_of,
    summary_plan,
)
from docgen.runs.results import Outcome, Result
from docgen.runs.stale_pdfs import stale_pdfs

if TYPE_CHECKING:
    from docgen.runs.unit_task import WorkerResult
    from docgen.runs.write import WriteSettings


def write(
    run: Run, plan: WordPlan, *, aside: bool, tracked: bool, summing: bool = False
) -> Iterator[Outcome]:
    """Builds and writes the Word files that are not up to date; first come those that are.

    ``aside`` and ``tracked`` say what becomes of edited files; see :class:`RenderOptions`. Units
    that are ``summing`` up others are built here, where the rows of the others are.
    """
    for name, record in plan.held.items():
        yield record.outcome(name, run.edition.folder)
    if plan.stale:
        from docgen.runs.write import WriteSettings  # a run with nothing to do needs none of it

        settings = WriteSettings(run.edition, aside, tracked)
        run.owners.update((record.docx, name) for name, record in plan.held.items())
        results = _summaries(run, plan.stale) if summing else _built(run, plan.stale)
        made = (_written(run, result, settings, run.owners, plan.content) for result in results)
        yield from run.edition.cache.recorded(DOCX, made)


def _built(run: Run, folders: Sequence[Path]) -> Iterator[WorkerResult]:
    if folders:
        remove_stale_temporaries(run.edition.folder)
        with closing(run.executor.build(folders)) as results:
            for result in results:
                run.tell(result.of_packs)
                if result.rows:
                    run.rows.keep(result.folder, result.rows)
                yield result


def _summaries(run: Run, folders: Sequence[Path]) -> Iterator[WorkerResult]:
    from docgen.runs.unit_task import Builder

    for folder in folders:
        result = Builder(run.edition, rows=run.rows)(folder)
        run.tell(result.of_packs)
        yield result


def write_summaries(
    run: Run, folders: Sequence[Path], *, anew: bool, aside: bool, tracked: bool
) -> Iterator[Outcome]:
    """Writes the Word files of units that sum up others, once those have been built.

    Only the rows that are not known yet are made.
    """
    if not folders:
        return
    for _ in _built(run, run.rows.all_stale()):
        pass  # the rows are kept
    run.rows.close()
    plan = summary_plan(run, folders, anew=anew)
    yield from write(run, plan, aside=aside, tracked=tracked, summing=True)


def _written(
    run: Run,
    result: WorkerResult,
    settings: WriteSettings,
    owners: MutableMapping[str, str],
    content: Mapping[str, str],
) -> Made[WordFile, Outcome]:
    """Writes a unit's Word file; ``owners`` has the unit of each file name."""
    from docgen.runs.settled_fields import SettledFiles
    from docgen.runs.taken_figures import keep_taken
    from docgen.runs.write import write_unit

    unit, report = result.folder.name, result.report
    if report is None:
        return Made(unit, result.outcome)
    outcome = write_unit(result, settings, owners.setdefault(report.name, unit))
    if outcome.docx is None or any(problem.is_error for problem in outcome.problems):
        return Made(unit, outcome)  # open conflicts are told by each run
    if outcome.changed:
        SettledFiles(run.edition.project).write_words(outcome.docx)
    if report.taken is not None:
        try:
            keep_taken(result.folder, report.taken, run.edition.project)
        except DocgenError as reason:
            return Made(unit, outcome.with_problems(reason.problem.as_warning()))
    name, problems = outcome.docx.name, result.outcome.problems
    record = WordFile(report.pack, name, outcome.edited, problems, outcome.silenced)
    key = run.inputs.with_pack(content[unit], report.pack)
    return Made(unit, outcome, record, key, (outcome.docx,))


def convert(run: Run, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Makes the PDFs that are missing, or not made from the present Word file.

    Without a converter, only PDFs that are older than their Word file are reported.
    """

    def restore(outcome: Outcome, record: PdfFile) -> Outcome:
        return _with_pdf(run, outcome, record, changed=False)

    without, written = deque[Outcome](), partial(_pdf_key, run)
    yield from run.edition.cache.step(
        PDF,
        _with_docx(outcomes, without),
        written,
        restore,
        partial(_converted, run),
        anew=run.anew,
    )
    yield from without


def only_stale(run: Run, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Makes no PDFs; those that are older than their Word file are reported."""
    for outcome in outcomes:
        run.tell(stale_pdfs(filter(None, [outcome.docx]), run.edition))
        yield outcome


def _with_docx(outcomes: Iterable[Outcome], without: deque[Outcome]) -> Iterator[Outcome]:
    """Yields the outcomes with a Word file, and puts the others into ``without``."""
    for outcome in outcomes:
        if outcome.docx:
            yield outcome
        else:
            without.append(outcome)


def _pdf_key(run: Run, outcome: Outcome) -> tuple[str, str]:
    return outcome.name, digest((state_of(_docx(outcome)), run.inputs.converter))


def _docx(outcome: Outcome) -> Path:
    assert outcome.docx is not None
    return outcome.docx


def _with_pdf(run: Run, outcome: Outcome, record: PdfFile, *, changed: bool) -> Outcome:
    run.substituted.update(record.substituted)
    pdf = _docx(outcome).with_suffix(".pdf")
    return replace(outcome, pdf=pdf, pdf_changed=changed, pages=record.pages)


def _converted(run: Run, stale: Iterator[Outcome]) -> Iterator[Made[PdfFile, Outcome]]:
    """Makes the PDFs of the outcomes in ``stale``."""
    first = next(stale, None)
    if first is None:
        return
    from docgen.runs.convert import missing_converter, write_pdfs

    stale, project = chain([first], stale), run.edition.project
    converter = run.executor.find_converter()
    if converter is None:
        outcomes = list(stale)
        run.tell(missing_converter(list(map(_docx, outcomes)), run.edition, run.executor))
        yield from (Made(outcome.name, outcome) for outcome in outcomes)
        return
    waiting = dict[Path, tuple[Outcome, str]]()

    def files() -> Iterator[Path]:
        for outcome in stale:
            waiting[_docx(outcome)] = outcome, _pdf_key(run, outcome)[1]
            yield _docx(outcome)

    for made in write_pdfs(files(), project, run.executor, converter, run.pdf_seconds):
        outcome, key = waiting.pop(made.docx)
        if made.problem:
            yield Made(outcome.name, outcome.with_problems(made.problem))
            continue
        if made.is_docx_written:
            run.edition.cache.renew(DOCX, outcome.name)
            key = _pdf_key(run, outcome)[1]
        record = PdfFile(dict(converter.substituted), made.pages)
        outcome = _with_pdf(run, outcome, record, changed=True)
        if made.stale:  # it may be closed next time
            outcome, key = outcome.with_problems(made.stale), ""
        yield Made(outcome.name, outcome, record, key, outcome.files[1:])


def measure(run: Run, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Verifies the files of each unit that were not verified as they are."""

    def restore(outcome: Outcome, record: Measured) -> Outcome:
        run.verified += record.files
        return outcome.with_problems(*record.deviations)

    without = deque[Outcome]()
    yield from run.edition.cache.step(
        FORMAT,
        _with_docx(outcomes, without),
        partial(_format_key, run),
        restore,
        partial(_measured, run, restore),
        anew=run.anew,
    )
    yield from without


def _format_key(run: Run, outcome: Outcome) -> tuple[str, str]:
    states, pack = digest(map(state_of, outcome.files)), pack_of(run.edition, outcome.name)
    return outcome.name, run.inputs.with_pack(states, pack)


def _measured(
    run: Run, measured: Callable[[Outcome, Measured], Outcome], stale: Iterator[Outcome]
) -> Iterator[Made[Measured, Outcome]]:
    waiting = deque[tuple[Outcome, str]]()

    def files() -> Iterator[Sequence[Path]]:
        for outcome in stale:
            waiting.append((outcome, _format_key(run, outcome)[1]))
            yield outcome.files

    with closing(run.executor.verify(files())) as results:
        for result in results:
            outcome, key = waiting.popleft()
            found = _deviations(result)
            record = Measured(result.verified, tuple(problem.as_warning() for problem in found))
            # What kept a file from being measured may be gone next time.
            is_final = all(problem.document for problem in found)
            yield Made(outcome.name, measured(outcome, record), record, key if is_final else "")


def _deviations(result: Result) -> list[Problem]:
    """The problems of verifying; substituted fonts are named once for the whole run."""
    from docgen.verify.pdf_file import FONT_SUBSTITUTED

    return list(result.without(FONT_SUBSTITUTED).all_problems())
