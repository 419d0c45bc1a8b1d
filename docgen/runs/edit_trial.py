"""Tries an edit of content files on a copy of its unit, built as a draft.

A draft marks what is still blank, so that a unit that is being filled in can be built and checked;
a blank is no error of the edit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from docgen.content.fixed_text import FixedFile
from docgen.content.retyped import read_text
from docgen.content.unit import hides_its_file
from docgen.diagnostics import Fix, Place, Problem
from docgen.runs.build import BuiltUnit, Packs
from docgen.runs.content_copy import ContentCopy, states_of
from docgen.runs.edition import Edition
from docgen.runs.moved_places import MovedPlaces
from docgen.runs.new_errors import BuildStep, gone_errors, new_errors, step_of
from docgen.temporary import temporary_folder


@dataclass(frozen=True)
class FileChange:
    """A content file before and after an edit; ``None`` where there is no file."""

    name: str
    before: bytes | None
    after: bytes

    @cached_property
    def _lines(self) -> MovedPlaces:
        return MovedPlaces(read_text(self.before or b""), read_text(self.after))

    def moved(self, place: Place) -> Place:
        """Where a place is after the edit."""
        typed = place.typed
        return place.typed_at(self._lines(typed)) if typed.file == self.name else place

    def takes(self, place: Place) -> bool:
        """Whether the edit has changed or removed the line of a place from before."""
        typed = place.typed
        return typed.file == self.name and self._lines.takes(typed)

    def gives(self, place: Place) -> bool:
        """Whether the line of a place was changed by the edit, or came with it."""
        typed = place.typed
        return typed.file == self.name and self._lines.gives(typed)


@dataclass(frozen=True)
class TriedEdit:
    """An edit that was tried.

    Attributes:
        changes: the files it changes, with figures as they are meant: ``1200`` for ``1,200``.
        errors: those that it brings.
        built: the unit with it.
    """

    changes: tuple[FileChange, ...]
    errors: tuple[Problem, ...]
    built: BuiltUnit

    @property
    def found(self) -> Sequence[Problem]:
        """All that is found then."""
        return self.built.outcome.problems

    @property
    def may_insist(self) -> bool:
        """Whether it only disagrees with something else, which may have to be changed as well.

        What cannot be read, or is itself of a wrong type, nobody can insist on.
        """
        return not any(
            hides_its_file(problem)
            or (step_of(problem) is BuildStep.TYPE and self.gives(problem.place))
            for problem in self.errors
        )

    def moved(self, place: Place) -> Place:
        """Where a place is after the edit."""
        own = (change for change in self.changes if change.name == place.file)
        return next((change.moved(place) for change in own), place)

    def takes(self, place: Place) -> bool:
        """Whether the edit has changed or removed the line of a place from before."""
        return any(change.takes(place) for change in self.changes)

    def gives(self, place: Place) -> bool:
        """Whether the line of a place was changed by the edit, or came with it."""
        return any(change.gives(place) for change in self.changes)


@dataclass
class EditTrial:
    """Tries edits of a unit, one at a time; what was found last is remembered.

    Attributes:
        edition: the edition of the unit.
        folder: its content.
        packs: the packs of the project.
    """

    edition: Edition
    folder: Path
    packs: Packs
    _states: tuple[object, ...] = field(default=(), init=False)
    _found: Sequence[Problem] = field(default=(), init=False)

    def run(self, *changes: FileChange) -> TriedEdit:
        """The edit, and the errors it brings. Raises :class:`OSError` if a file cannot be read."""
        with self.copied() as copy:
            return self.run_on(copy, *changes)

    @contextmanager
    def copied(self) -> Iterator[ContentCopy]:
        """A copy of the unit, in which edits can be tried one after the other."""
        with temporary_folder("edit") as root:
            yield ContentCopy(self.edition.drafts, self.folder, self.packs, root)

    def run_on(self, copy: ContentCopy, *changes: FileChange) -> TriedEdit:
        """The same on a copy that is there already."""
        tried = self._tried(copy, changes)
        if tried.errors and (meant := _as_meant(tried)):
            again = self._tried(copy, meant)
            return again if again.may_insist else tried
        return tried

    def written(self, tried: TriedEdit) -> None:
        """The content is from now on as it was tried."""
        self._states, self._found = states_of(self.folder, self.edition), tried.found

    def _tried(self, copy: ContentCopy, changes: Sequence[FileChange]) -> TriedEdit:
        built = copy.built({change.name: change.after for change in changes})
        tried = TriedEdit(tuple(changes), (), built)
        found = tried.found
        if not any(problem.is_error for problem in found):
            return tried
        before = self._before(copy)
        mended = gone_errors(before, found, tried.moved)
        # What is wrong in another way at the same place is wrong anew.
        stay = [
            error
            for error in before
            if not (
                error in mended or (step_of(error) is BuildStep.TYPE and tried.takes(error.place))
            )
            or error in found
        ]
        errors = list(new_errors(stay, found, mended, tried.moved))
        errors.sort(key=lambda problem: not tried.gives(problem.place))
        return replace(tried, errors=tuple(errors))

    def _before(self, copy: ContentCopy) -> Sequence[Problem]:
        """What is found in the content as it is."""
        states = states_of(self.folder, self.edition)
        if self._states != states:
            self._states, self._found = states, copy.built({}).outcome.problems
        return self._found


def _as_meant(tried: TriedEdit) -> tuple[FileChange, ...] | None:
    """The edit with the safe fixes of the errors in what was typed; ``None`` if it has none."""
    fixes = [
        problem.fix
        for problem in tried.errors
        if problem.is_fixable and problem.fix and tried.gives(problem.fix.place)
    ]
    fixed = [(change, FixedFile(change.after, _in(change, fixes))) for change in tried.changes]
    if not any(file.written for _, file in fixed):
        return None
    return tuple(FileChange(change.name, change.before, file.data) for change, file in fixed)


def _in(change: FileChange, fixes: Sequence[Fix]) -> list[Fix]:
    return [fix for fix in fixes if fix.place.file == change.name]
