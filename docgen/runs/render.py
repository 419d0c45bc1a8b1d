"""``docgen render``: builds the Word files and PDFs of an edition that are not up to date.

for each unit:  load -> type -> derive -> bind -> fill -> check -> write
then:           Word files -> PDFs -> verify both
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from docgen.pdf import PDF_SECONDS
from docgen.pool import closing
from docgen.runs.edition import FIXED, Edition, find_edition
from docgen.runs.executor import Executor, executor_for
from docgen.runs.inputs_digest import InputDigests
from docgen.runs.render_plan import Run, WordPlan, word_plan
from docgen.runs.results import Outcome, Progress, Result


@dataclass(frozen=True)
class RenderOptions:
    """What a run over an edition does.

    Attributes:
        units: folders of the edition; all if empty.
        replace_edited: whether an edited Word file is moved aside for a fresh one.
        tracked: whether new content goes into an edited Word file as tracked changes.
        make_pdf: whether to make PDFs.
        verify: whether to verify what was built, but no drafts; deviations are warnings.
        force: whether to build also what is unchanged.
        seconds: the time limit for one PDF.
        jobs: the number of processes; 0 for one per core.
        scheduler: the address of a Dask scheduler, whose workers are then used.
        draft: whether to make drafts, in which blanks are marked; reports are not touched.
        converter: ``word``, ``wps`` or ``libreoffice``, which makes the PDFs; the first that is
            installed, in this order, if empty.
        unfreeze: whether reports that are fixed are rendered as well.
        public: whether public copies are made of the reports, as they are then.
    """

    units: Sequence[str] = ()
    replace_edited: bool = False
    tracked: bool = False
    make_pdf: bool = True
    verify: bool = True
    force: bool = False
    seconds: int = PDF_SECONDS
    jobs: int = 0
    scheduler: str = ""
    draft: bool = False
    converter: str = ""
    unfreeze: bool = False
    public: bool = False


def render_edition(
    edition: str,
    options: RenderOptions | None = None,
    *,
    root: Path | None = None,
    out: Path | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> Result:
    """Builds an edition's Word files and PDFs. Raises :class:`UsageError` for what is not there.

    Args:
        edition: a folder of ``content``.
        options: what is done; by default everything that is not up to date.
        root: a folder in the project; the current one if not given.
        out: where to write; ``build/<edition>`` if not given.
        progress: is called after each unit.
        executor: does the work of this edition, and stays; ``jobs`` and ``scheduler`` are its own.
    """
    options = options or RenderOptions()
    chosen = find_edition(edition, root, out, options.converter)
    chosen = chosen.drafts if options.draft else chosen
    left = _left_fixed(chosen, options)
    folders = [each for each in chosen.units(options.units) if each.name not in left]
    kept = nullcontext(executor) if executor else None
    with kept or executor_for(chosen, options.jobs, options.scheduler) as doing:
        seconds = options.seconds if options.make_pdf else 0
        run = Run(chosen, doing, InputDigests(chosen), options.force, seconds)
        plan = word_plan(run, folders, anew=_is_anew(options))
        if plan.stale or plan.summing:
            units = len(plan.stale) + len(plan.summing)
            doing.expect(units, pdf_seconds=seconds, rows=bool(plan.summing))
        with closing(_steps(run, plan, options)) as outcomes:
            done = left | _collected(outcomes, len(folders), progress)
    chosen.cache.close()
    return _with_copies(chosen, _result(run, {name: done[name] for name in sorted(done)}), options)


def _result(run: Run, outcomes: dict[str, Outcome]) -> Result:
    """The result of a run, with what is told of files beside those that were written."""
    from docgen.runs.beside import edits_beside

    beside = [] if run.edition.draft else edits_beside(run.edition, outcomes)
    problems = (*run.problems, *beside)
    return Result(tuple(outcomes.values()), problems, run.substituted, run.verified)


def _with_copies(edition: Edition, result: Result, options: RenderOptions) -> Result:
    """The result with public copies, if they are asked for."""
    if not options.public:
        return result
    from docgen.runs.publish import published  # few runs do

    seconds = options.seconds if options.make_pdf else 0
    return published(edition, result, jobs=options.jobs, seconds=seconds)


def _left_fixed(edition: Edition, options: RenderOptions) -> dict[str, Outcome]:
    """The outcomes of the units that are fixed, which stay as they are; none of drafts."""
    if edition.draft or not (edition.project.output(edition.name) / FIXED).is_dir():
        return {}
    from docgen.runs.frozen_units import frozen_units, thaw  # few projects have any

    fixed = frozen_units(edition, edition.units(options.units))
    if options.unfreeze:
        thaw(fixed.values())
        return {}
    return {name: unit.outcome() for name, unit in fixed.items()}


def _collected(
    outcomes: Iterable[Outcome], total: int, progress: Progress | None
) -> dict[str, Outcome]:
    """The outcomes by unit, in the order in which they are done."""
    done = dict[str, Outcome]()
    for outcome in outcomes:
        done[outcome.name] = outcome
        if progress:
            progress("render", len(done), total)
    return done


def _is_anew(options: RenderOptions) -> bool:
    return options.force or options.replace_edited


def _steps(run: Run, plan: WordPlan, options: RenderOptions) -> Iterator[Outcome]:
    """Yields the outcome of each unit as it leaves the last step; summaries come behind others."""
    # LibreOffice starts while this is imported.
    from docgen.runs.render_steps import convert, measure, only_stale, write, write_summaries

    aside, tracked = options.replace_edited, options.tracked
    written = chain(
        write(run, plan, aside=aside, tracked=tracked),
        write_summaries(run, plan.summing, anew=_is_anew(options), aside=aside, tracked=tracked),
    )
    converted = convert(run, written) if options.make_pdf else only_stale(run, written)
    yield from measure(run, converted) if options.verify and not options.draft else converted
