"""What was checked of a unit or a Word file, and who writes it down."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from docgen.checking.check_record import CheckRecord
from docgen.diagnostics import Place, Problem
from docgen.project import Project
from docgen.runs.markable_file import MarkableFile
from docgen.runs.results import Outcome


@dataclass(frozen=True)
class RecordedUnit:
    """A unit or a Word file that was checked, and what was checked of it.

    Attributes:
        outcome: its outcome, without a Word file.
        record: what was checked of it; ``None`` if docgen failed.
        place: its folder, or the file.
        markable: the Word file in which its figures can be marked, if that was asked for and the
            unit can be printed.
        of_packs: the problems of the packs that the worker has loaded.
    """

    outcome: Outcome
    record: CheckRecord | None
    place: Place
    markable: MarkableFile | None = None
    of_packs: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class CheckOutputs:
    """The folder that pages and copies are written to, in or beside a project."""

    folder: Path
    project: Project

    def place(self, path: Path) -> Place:
        """A file as messages name it."""
        return Place(self.project.relative(path))


class Keeper(Protocol):
    """Writes down what was checked."""

    @property
    def is_marking(self) -> bool:
        """Whether it needs the Word files to mark."""

    def keep(self, recorded: RecordedUnit, outputs: CheckOutputs, /) -> Outcome:
        """Writes the files of a unit, and returns its outcome with them."""

    def finish(self, outcomes: Sequence[Outcome], outputs: CheckOutputs, /) -> Iterable[Outcome]:
        """Writes what is about all units; returns the outcomes with it."""
