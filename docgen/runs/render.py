"""``docgen render``: builds the Word files and PDFs of an edition that are not up to date.

for each unit:  load -> type -> derive -> bind -> fill -> check -> write
then:           Word files -> PDFs -> verify both
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from docgen.diagnostics import Problem, warning
from docgen.diagnostics.codes import problem_code
from docgen.pdf import PDF_SECONDS
from docgen.pool import closing
from docgen.runs.edition import Edition, find_edition
from docgen.runs.edits_left import EditsLeft
from docgen.runs.executor import Executor, executor_for
from docgen.runs.found_files import FoundFiles
from docgen.runs.inputs_digest import InputDigests
from docgen.runs.pulled_files import PulledFiles
from docgen.runs.render_steps import Run, convert, measure, only_stale, write
from docgen.runs.results import Outcome, Progress, Result
from docgen.runs.write import WriteSettings

DRAFT_EDITED = problem_code(
    "draft-edited",
    en=(
        "somebody has edited this draft; what is only in it does not come into the report",
        "docgen pull {draft} carries it into the content, then render again; delete a draft that "
        "is not needed",
    ),
    zh=(
        "有人改过这份草稿；只写在草稿里的，不会进入正式报告",
        "docgen pull {draft} 写回内容，再生成；不要了的草稿删去",
    ),
)


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
    chosen = find_edition(edition, root, out)
    chosen = chosen.drafts if options.draft else chosen
    folders = chosen.units(options.units)
    kept = nullcontext(executor) if executor else None
    with kept or executor_for(chosen, options.jobs, options.scheduler) as doing:
        seconds = options.seconds if options.make_pdf else 0
        run = Run(chosen, doing, InputDigests(chosen), options.force, seconds)
        with closing(_steps(run, folders, options)) as outcomes:
            done = dict[str, Outcome]()
            for outcome in outcomes:
                done[outcome.name] = outcome
                if progress:
                    progress("render", len(done), len(folders))
    chosen.cache.close()
    in_order = {folder.name: done[folder.name] for folder in folders}
    beside = [] if options.draft else _beside(chosen, in_order)
    return Result(tuple(in_order.values()), (*run.problems, *beside), run.substituted, run.verified)


def _steps(run: Run, folders: Sequence[Path], options: RenderOptions) -> Iterator[Outcome]:
    """Yields the outcome of each unit as it leaves the last step."""
    settings = WriteSettings(run.edition, options.replace_edited, options.tracked)
    written = write(run, folders, settings)
    converted = convert(run, written) if options.make_pdf else only_stale(run, written)
    return measure(run, converted) if options.verify and not options.draft else converted


def _edited_drafts(drafts: Edition, units: Collection[str]) -> Iterator[Problem]:
    """A warning for each draft of ``units`` with edits that are not in the content."""
    edits_left = EditsLeft(drafts)
    for file in drafts.word_files():
        identity, place = drafts.identity(file), drafts.place(file)
        if identity.unit in units and edits_left(file):
            yield warning(DRAFT_EDITED, place, draft=place.file)


def _beside(edition: Edition, outcomes: Mapping[str, Outcome]) -> list[Problem]:
    """The warnings that edits are in files which were not rendered into: copies and drafts."""
    units = edition.unit_names()
    places = {problem.place for outcome in outcomes.values() for problem in outcome.problems}
    unmerged = FoundFiles(edition).unmerged(outcomes)
    pulled = PulledFiles(edition.project, edition.name).all()
    return [
        *(problem for problem in unmerged if problem.place not in places),
        *(file.problem for file in pulled if file.unit in outcomes or file.unit not in units),
        *_edited_drafts(edition.drafts, outcomes),
    ]
