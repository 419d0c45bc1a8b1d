"""``docgen render``: builds the Word files and PDFs of an edition that are not up to date.

for each unit:  load -> type -> derive -> bind -> fill -> check -> write
then:           Word files -> PDFs -> verify both
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.pdf import PDF_SECONDS
from docgen.runs.edition import find_edition
from docgen.runs.executor import executor_for
from docgen.runs.inputs_digest import InputDigests
from docgen.runs.render_steps import Measured, Run, convert, measure, write
from docgen.runs.results import Outcome, Progress, Result
from docgen.runs.write import WriteSettings


@dataclass(frozen=True)
class RenderOptions:
    """What a run over an edition does.

    Attributes:
        units: folders of the edition; all if empty.
        replace_edited: whether an edited Word file is moved aside for a fresh one.
        tracked: whether new content goes into an edited Word file as tracked changes.
        make_pdf: whether to make PDFs.
        verify: whether to verify what was built; deviations are warnings.
        force: whether to build also what is unchanged.
        seconds: the time limit for one PDF.
        jobs: the number of processes; 0 for one per core.
        scheduler: the address of a Dask scheduler, whose workers are then used.
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


def render_edition(
    edition: str,
    options: RenderOptions | None = None,
    *,
    root: Path | None = None,
    out: Path | None = None,
    progress: Progress | None = None,
) -> Result:
    """Builds an edition's Word files and PDFs. Raises :class:`UsageError` for what is not there.

    Args:
        edition: a folder of ``content``.
        options: what is done; by default everything that is not up to date.
        root: a folder in the project; the current one if not given.
        out: where to write; ``build/<edition>`` if not given.
        progress: is called after each unit.
    """
    options = options or RenderOptions()
    chosen = find_edition(edition, root, out)
    folders = chosen.units(options.units)
    with executor_for(chosen, options.jobs, options.scheduler) as executor:
        run = Run(chosen, executor, InputDigests(chosen), options.force, progress or _silent)
        settings = WriteSettings(chosen, options.replace_edited, options.tracked)
        written = write(run, folders, settings)
        converted = convert(run, written.outcomes, options.seconds, make=options.make_pdf)
        measured = measure(run, converted.outcomes) if options.verify else {}
    chosen.cache.close()
    return Result(
        tuple(_with_deviations(converted.outcomes, measured)),
        (*written.problems, *converted.problems),
        converted.substituted,
        sum(result.files for result in measured.values()),
    )


def _with_deviations(
    outcomes: Mapping[str, Outcome], measured: Mapping[str, Measured]
) -> list[Outcome]:
    deviations = {name: result.deviations for name, result in measured.items()}
    return [
        replace(outcome, problems=(*outcome.problems, *deviations.get(name, ())))
        for name, outcome in outcomes.items()
    ]


def _silent(_step: str, _done: int, _total: int) -> None:
    pass
