"""The steps of a run: ``docx``, ``pdf`` and ``format``.

A step takes the outcomes of the step before it, by unit, and returns its own. What it made of the
same inputs before comes from the action cache.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from docgen.atomic import remove_stale_temporaries
from docgen.checking.waivers import Waived
from docgen.diagnostics import PdfError, Problem
from docgen.pool import closing
from docgen.runs.action_cache import Made, Step, state_of
from docgen.runs.convert import stale_pdfs, write_pdfs
from docgen.runs.edition import Edition
from docgen.runs.executor import Executor
from docgen.runs.inputs_digest import InputDigests, digest
from docgen.runs.results import Outcome, Progress
from docgen.runs.unit_task import Builder, WorkerResult
from docgen.runs.verify import Verifier
from docgen.runs.write import WriteSettings, write_unit
from docgen.verify.pdf_file import FONT_SUBSTITUTED


@dataclass(frozen=True)
class Run:
    """What all steps of a run need.

    Attributes:
        edition: the edition.
        executor: does the work.
        inputs: digests of the inputs as the run begins.
        anew: whether the action cache is not asked.
        progress: is called after each unit.
    """

    edition: Edition
    executor: Executor
    inputs: InputDigests
    anew: bool
    progress: Progress


@dataclass(frozen=True)
class StepResult:
    """What a step returns.

    Attributes:
        outcomes: the outcome of each unit, by name, in the order of the units.
        problems: problems that belong to no unit.
        substituted: the substitute of each official font that is missing; ``None`` without one.
    """

    outcomes: Mapping[str, Outcome]
    problems: Sequence[Problem] = ()
    substituted: dict[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class WordFile:
    """What is recorded of a unit's Word file.

    Attributes:
        pack: the pack it was built with.
        docx: its name.
        edited: whether it has edits of the office that are not all in the content.
        problems: the problems of the build; those of writing are shown in one run only.
        silenced: the problems that were waived.
    """

    pack: str
    docx: str
    edited: bool
    problems: tuple[Problem, ...]
    silenced: tuple[Waived, ...]

    def outcome(self, unit: str, folder: Path) -> Outcome:
        """The outcome of a unit whose Word file in ``folder`` is up to date."""
        path, problems, silenced = folder / self.docx, self.problems, self.silenced
        return Outcome(
            unit, path, None, problems, changed=False, edited=self.edited, silenced=silenced
        )


@dataclass(frozen=True)
class PdfFile:
    """What is recorded of a unit's PDF: the substitute of each official font that was missing."""

    substituted: dict[str, str | None]


@dataclass(frozen=True)
class Measured:
    """What is recorded of a unit's files: their number, and their deviations as warnings."""

    files: int
    deviations: tuple[Problem, ...]


DOCX, PDF, FORMAT = Step("docx", WordFile), Step("pdf", PdfFile), Step("format", Measured)


def write(run: Run, folders: Sequence[Path], settings: WriteSettings) -> StepResult:
    """Builds and writes the Word files that are not up to date.

    If edited files are to be moved aside, all are built.
    """
    cache, units = run.edition.cache, {folder.name: folder for folder in folders}
    content = {name: run.inputs.of_unit(folder) for name, folder in units.items()}
    packs = {name: _pack_of(run.edition, name) for name in units}
    keys = {name: run.inputs.with_pack(content[name], packs[name]) for name in units}
    owners, problems = dict[str, str](), list[Problem]()
    outcomes = {name: Outcome(name, None) for name in units}

    def make(stale: list[str]) -> Iterator[Made[WordFile, Outcome]]:
        for result in _built(run, [units[name] for name in stale]):
            problems.extend(problem for problem in result.of_packs if problem not in problems)
            yield _written(run, result, settings, owners, content)

    def restore(name: str, record: WordFile) -> Outcome:
        owners[record.docx] = name
        return record.outcome(name, run.edition.folder)

    anew = run.anew or settings.replace
    outcomes.update(cache.step(DOCX, keys, restore, make, anew=anew))
    return StepResult(outcomes, problems)


def _pack_of(edition: Edition, unit: str) -> str:
    """The pack that a unit was built with last; empty if it was not built."""
    last = edition.cache.last(DOCX, unit)
    return last.pack if last else ""


def _built(run: Run, folders: Sequence[Path]) -> Iterator[WorkerResult]:
    remove_stale_temporaries(run.edition.folder)
    with closing(run.executor.build(Builder(run.edition), folders)) as results:
        for number, result in enumerate(results, 1):
            yield result
            run.progress("render", number, len(folders))


def _written(
    run: Run,
    result: WorkerResult,
    settings: WriteSettings,
    owners: MutableMapping[str, str],
    content: Mapping[str, str],
) -> Made[WordFile, Outcome]:
    """Writes a unit's Word file; ``owners`` has the unit of each file name."""
    unit, report = result.folder.name, result.report
    if report is None:
        return Made(unit, result.outcome, None)
    outcome = write_unit(result, settings, owners.setdefault(report.name, unit))
    if outcome.docx is None or any(problem.is_error for problem in outcome.problems):
        return Made(unit, outcome, None)  # open conflicts are told by each run
    name, problems = outcome.docx.name, result.outcome.problems
    record = WordFile(report.pack, name, outcome.edited, problems, outcome.silenced)
    key = run.inputs.with_pack(content[unit], report.pack)
    return Made(unit, outcome, record, (outcome.docx,), key)


def convert(run: Run, outcomes: Mapping[str, Outcome], seconds: int, *, make: bool) -> StepResult:
    """Makes the PDFs that are missing, or not made from the present Word file.

    Without a converter, or without ``make``, only PDFs that are older than their Word file are
    reported.
    """
    edition = run.edition
    files = {name: outcome.docx for name, outcome in outcomes.items() if outcome.docx}
    if not make:
        return StepResult(outcomes, tuple(stale_pdfs(files.values(), edition)))

    def restore(name: str, record: PdfFile) -> tuple[Outcome, PdfFile]:
        pdf = files[name].with_suffix(".pdf")
        return replace(outcomes[name], pdf=pdf, pdf_changed=False), record

    keys = {name: digest((state_of(file), run.inputs.converter)) for name, file in files.items()}
    converted: dict[str, tuple[Outcome, PdfFile]] = {}
    problems: tuple[Problem, ...] = ()
    try:
        make_stale = partial(_converted, run, outcomes, seconds)
        converted.update(edition.cache.step(PDF, keys, restore, make_stale, anew=run.anew))
    except PdfError as reason:
        problems = (reason.problem, *stale_pdfs(files.values(), edition))
    with_pdfs = {name: outcome for name, (outcome, _) in converted.items()}
    substituted = {
        font: name for _, pdf in converted.values() for font, name in pdf.substituted.items()
    }
    return StepResult({**outcomes, **with_pdfs}, problems, substituted)


def _converted(
    run: Run, outcomes: Mapping[str, Outcome], seconds: int, stale: list[str]
) -> Iterator[Made[PdfFile, tuple[Outcome, PdfFile]]]:
    """Makes the PDFs of the units in ``stale``. Raises :class:`PdfError` without a converter."""
    units = {docx: name for name in stale if (docx := outcomes[name].docx)}
    pdfs = write_pdfs(list(units), run.edition.project, run.executor, seconds)
    for number, (file, pdf, substituted) in enumerate(pdfs, 1):
        name, record = units[file], PdfFile(dict(substituted))
        outcome = outcomes[name].with_pdf(pdf)
        wrote = (outcome.pdf,) if outcome.pdf else ()
        yield Made(name, (outcome, record), record if wrote else None, wrote)
        run.progress("pdf", number, len(stale))


def measure(run: Run, outcomes: Mapping[str, Outcome]) -> dict[str, Measured]:
    """Verifies the files of each unit that were not verified as they are."""
    edition = run.edition
    files = {name: outcome.files for name, outcome in outcomes.items() if outcome.docx}
    states = {name: digest(map(state_of, files[name])) for name in files}
    keys = {name: run.inputs.with_pack(states[name], _pack_of(edition, name)) for name in files}
    make = partial(_measured, run, files)
    steps = edition.cache.step(FORMAT, keys, lambda _, record: record, make, anew=run.anew)
    return dict(steps)


def _measured(
    run: Run, files: Mapping[str, Sequence[Path]], stale: list[str]
) -> Iterator[Made[Measured, Measured]]:
    verifier, units = Verifier(run.edition.project), [files[name] for name in stale]
    with closing(run.executor.verify(verifier, units)) as results:
        for name, result in zip(stale, results, strict=True):
            # Substituted fonts are named once for the whole run.
            found = list(result.without(FONT_SUBSTITUTED).all_problems())
            measured = Measured(result.verified, tuple(problem.as_warning() for problem in found))
            # What kept a file from being measured may be gone next time.
            is_final = all(problem.document for problem in found)
            yield Made(name, measured, measured if is_final else None)
