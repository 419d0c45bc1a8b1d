"""What a run begins with: what was recorded of the units before, and which have to be built.

It imports little: while the rest is imported, LibreOffice starts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.checking.waivers import Waived
from docgen.diagnostics import Problem
from docgen.runs.action_cache import Step
from docgen.runs.edition import Edition
from docgen.runs.executor import Executor
from docgen.runs.inputs_digest import InputDigests, digest
from docgen.runs.over_units.summary_packs import may_sum_up, summing_units
from docgen.runs.results import Outcome

if TYPE_CHECKING:
    from docgen.runs.over_units.edition_rows import EditionRows


@dataclass
class Run:
    """What all steps of a run need, and what they find that belongs to no unit.

    Attributes:
        edition: the edition.
        executor: does the work.
        inputs: digests of the inputs as the run begins.
        anew: whether the action cache is not asked.
        pdf_seconds: the time limit for one PDF; 0 if none is made.
        problems: problems that belong to no unit.
        substituted: the substitute of each official font that is missing; ``None`` without one.
        verified: the number of files that were verified.
        owners: the unit of each Word file, by its name.
    """

    edition: Edition
    executor: Executor
    inputs: InputDigests
    anew: bool
    pdf_seconds: int
    problems: list[Problem] = field(default_factory=list)
    substituted: dict[str, str | None] = field(default_factory=dict)
    verified: int = 0
    owners: dict[str, str] = field(default_factory=dict)

    @cached_property
    def rows(self) -> EditionRows:
        """The rows of the units, for those that sum them up."""
        from docgen.runs.over_units.edition_rows import EditionRows  # few runs need it

        return EditionRows(self.edition, self.inputs)

    def tell(self, problems: Iterable[Problem]) -> None:
        """Adds problems, each once."""
        self.problems += [problem for problem in problems if problem not in self.problems]


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
    """What is recorded of a PDF: the substitutes of missing official fonts, and its pages."""

    substituted: dict[str, str | None]
    pages: int


@dataclass(frozen=True)
class Measured:
    """What is recorded of a unit's files: their number, and their deviations as warnings."""

    files: int
    deviations: tuple[Problem, ...]


DOCX, PDF, FORMAT = Step("docx", WordFile), Step("pdf", PdfFile), Step("format", Measured)


@dataclass(frozen=True)
class WordPlan:
    """Which Word files are to be built.

    Attributes:
        content: the digest of each unit's content as the run begins.
        held: what is recorded of the units whose Word files are up to date.
        stale: the folders of the others.
        summing: the folders of units that sum up others, which come behind them.
    """

    content: Mapping[str, str]
    held: Mapping[str, WordFile]
    stale: Sequence[Path]
    summing: Sequence[Path] = ()


def word_plan(run: Run, folders: Sequence[Path], *, anew: bool) -> WordPlan:
    """The plan for the units in ``folders``; all are built ``anew``, or those that have changed.

    Whether those that sum up others have changed is known once the others are built.
    """
    content = {folder.name: run.inputs.of_unit(folder) for folder in folders}
    held = {} if anew else _held(run, content)
    stale = [folder for folder in folders if folder.name not in held]
    summing = summing_units(run.edition, stale, may_sum_up(run.edition.project)) if stale else []
    plain = [folder for folder in stale if folder not in summing]
    return WordPlan(content, held, plain, summing)


def summary_plan(run: Run, folders: Sequence[Path], *, anew: bool) -> WordPlan:
    """The plan for units that sum up others, which have been built."""
    summed = run.rows.digest()
    own = {folder.name: run.inputs.of_unit(folder) for folder in folders}
    content = {name: key and digest((key, summed)) for name, key in own.items()}
    held = {} if anew else _held(run, content)
    return WordPlan(content, held, [folder for folder in folders if folder.name not in held])


def _held(run: Run, content: Mapping[str, str]) -> dict[str, WordFile]:
    """What is recorded of the units of which the ``content`` has the digest that it had."""
    cache, found = run.edition.cache, dict[str, WordFile]()
    for name, digested in content.items():
        key = run.inputs.with_pack(digested, pack_of(run.edition, name))
        if record := cache.held(DOCX, name, key):
            found[name] = record
    return found


def pack_of(edition: Edition, unit: str) -> str:
    """The pack that a unit was built with last; empty if it was not built."""
    last = edition.cache.last(DOCX, unit)
    return last.pack if last else ""
