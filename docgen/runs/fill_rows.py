"""Fills a form with the rows of data, some at a time, in workers."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path

from docgen.content.values import Node
from docgen.diagnostics import Problem, Problems
from docgen.pool import Workers, map_here
from docgen.runs import UNIT_SECONDS
from docgen.runs.failures import failure
from docgen.templates.free.environment import Filters
from docgen.templates.free.form import CompiledForm, compile_form, fill_form
from docgen.templates.package import sealed
from docgen.word.fields.field import DOCUMENT, has_fields

_AT_ONCE = 10
"""Rows that a worker takes at a time: to hand over one costs as much as to fill a short letter."""


@dataclass(frozen=True)
class FilledRow:
    """A form that was filled with a row.

    Attributes:
        data: the Word file; ``None`` after errors, or if its files are wanted.
        fingerprint: that of the Word file.
        entries: the files of its package that the form does not have so.
        problems: what is wrong.
        is_lost: whether it was not filled, since one of its batch took too long or ended a worker.
    """

    data: bytes | None = None
    fingerprint: str = ""
    entries: Mapping[str, bytes] | None = None
    problems: tuple[Problem, ...] = ()
    is_lost: bool = False


@dataclass
class FormFiller:
    """Fills a form with rows, a few per call; each worker compiles it once.

    Attributes:
        path: the form.
        name: the form as messages call it.
        folder: the folder of the data, where pictures are looked for.
        filters: filters of the form, besides docgen's.
        packed: whether the filled files are wanted, and not what is in them.
        problems: the problems of the form.
    """

    path: Path
    name: str
    folder: Path
    filters: Filters = field(default_factory=dict)
    packed: bool = True
    problems: Problems = field(default_factory=Problems)

    def __reduce__(self) -> tuple[type[FormFiller], tuple[object, ...]]:
        """Pickles no compiled form: a worker compiles its own, or has it from the fork."""
        return FormFiller, (self.path, self.name, self.folder, self.filters, self.packed)

    @cached_property
    def can_travel(self) -> bool:
        """Whether other processes can have its filters: a function inside of another cannot."""
        try:
            pickle.dumps(self.filters)
        except Exception:  # what is pickled may raise anything
            return False
        return True

    @cached_property
    def form(self) -> CompiledForm | None:
        """The compiled form; ``None`` after errors."""
        return compile_form(self.path, self.name, self.problems, self.filters)

    def __call__(self, rows: Sequence[Node]) -> list[FilledRow]:
        """Fills the form with each row; never raises."""
        return list(map(self._filled, rows))

    def failed(self, rows: Sequence[Node], reason: Exception) -> list[FilledRow]:
        """The result for rows of which one took too long, or ended its worker."""
        return [
            FilledRow(problems=(failure(row.place, "build", reason),), is_lost=True) for row in rows
        ]

    def _filled(self, row: Node) -> FilledRow:
        problems = Problems()
        try:
            return self._filled_form(row, problems)
        # An error in one row must not stop the others, nor show a traceback to a clerk.
        except Exception as reason:
            return FilledRow(problems=(*problems, failure(row.place, "build", reason)))

    def _filled_form(self, row: Node, problems: Problems) -> FilledRow:
        form = self.form
        entries = fill_form(form, row, problems, folder=self.folder) if form else None
        if form is None or entries is None or problems.has_errors:
            return FilledRow(problems=tuple(_without_consequences(problems)))
        if not self.packed:
            own = {
                name: data
                for name, data in entries.items()
                if form.template.entries.get(name) is not data
            }
            return FilledRow(entries=own, problems=tuple(problems))
        data, fingerprint = sealed(entries, form.template.static_entries)
        if has_fields(entries.get(DOCUMENT, b"")):
            from docgen.runs.settled_fields import (
                settled,
            )  # most forms have none, and need no pdfium

            data = settled(data, row.place) or data
        return FilledRow(data, fingerprint, problems=tuple(problems))


def _without_consequences(problems: Problems) -> Iterator[Problem]:
    """Without what fails because a name is missing, which is told."""
    is_missing = any(problem.says_missing for problem in problems)
    return (problem for problem in problems if not (is_missing and problem.may_follow))


def filled_rows(filler: FormFiller, workers: Workers, rows: Iterable[Node]) -> Iterator[FilledRow]:
    """The form filled with each row, in order; a row that ends its worker costs only itself."""
    waiting = list[Sequence[Node]]()

    def batches() -> Iterator[Sequence[Node]]:
        rest = iter(rows)
        while batch := tuple(islice(rest, _AT_ONCE)):
            waiting.append(batch)
            yield batch

    for results in _mapped(filler, workers, batches()):
        batch = waiting.pop(0)
        if len(batch) > 1 and all(filled.is_lost for filled in results):
            for alone in _mapped(filler, workers, [(row,) for row in batch]):
                yield from alone
        else:
            yield from results


def _mapped(
    filler: FormFiller, workers: Workers, batches: Iterable[Sequence[Node]]
) -> Iterator[list[FilledRow]]:
    """The results of each batch; a filter that no other process could have stays in this one."""
    if filler.can_travel:
        return workers.map(filler, batches)
    return map_here(filler, batches, UNIT_SECONDS)


def fill_workers(filler: FormFiller, jobs: int) -> Workers:
    """The processes that fill the form; they start with the second batch of rows."""
    return Workers(jobs, UNIT_SECONDS, filler)
