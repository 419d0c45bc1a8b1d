"""Corrects a pack field by field: all of its files are changed together, or none.

    edit -> changed copies of templates, schema.json, pack.yaml, content -> trial -> written

The trial lints the changed pack and prints a blank report with it: what was sound stays sound.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from docgen.atomic import write_all
from docgen.content.unit import load_unit
from docgen.diagnostics import Place, Problem, Problems, template_error
from docgen.diagnostics.codes import Code, problem_code
from docgen.packs.pack import load_pack
from docgen.project import Project
from docgen.runs.build import Packs, build_report
from docgen.scaffold.pack.edits.changed_pack import (
    ChangedPack,
    Files,
    RefusedEditError,
    bytes_of,
)
from docgen.scaffold.pack.edits.edit_codes import PACK_CHANGED
from docgen.scaffold.pack.edits.unit_fields import units_of
from docgen.scaffold.pack.report.draft_notes import read_notes
from docgen.scaffold.pack.report.drafted_blanks import DraftedBlank, Kind, blanks_of
from docgen.templates.lint.pack_faults import lint_pack
from docgen.temporary import temporary_folder

EDIT_BREAKS_PACK = problem_code(
    "edit-breaks-pack",
    en=(
        "nothing was changed: the pack would have a fault then",
        "do what the fault says first, or do it another way",
    ),
    zh=("没有改动：改了以后模板包会出错", "先照出错的说明改正，或换一种改法"),
)


@dataclass(frozen=True)
class PackEdit:
    """What became of an edit: nothing was written if there is a problem.

    Attributes:
        problem: why nothing was written.
        fault: what the pack would have had, if that is why.
        files: how many files were written.
    """

    problem: Problem | None = None
    fault: Problem | None = None
    files: int = 0


class _FaultyEditError(Exception):
    """A pack would have a fault after an edit."""

    def __init__(self, fault: Problem) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass
class _Step:
    """Files before and after an edit."""

    before: Files
    after: Files


@dataclass
class PackEditor:
    """Corrects a pack.

    Attributes:
        project: the project.
        name: the name of the pack.
    """

    project: Project
    name: str
    _done: list[_Step] = field(default_factory=list)
    _undone: list[_Step] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        """The folder of the pack."""
        return self.project.packs / self.name

    @property
    def can_undo(self) -> bool:
        """Whether something was done that can be undone."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether something was undone that can be done again."""
        return bool(self._undone)

    def blanks(self) -> tuple[DraftedBlank, ...]:
        """The blanks of the pack as it is now; none if it cannot be read."""
        pack = load_pack(self.folder, self.project.root, Problems())
        notes = read_notes(self.project, self.name)
        return blanks_of(pack, notes, Problems()).blanks if pack else ()

    def rename(self, blank: DraftedBlank, name: str) -> PackEdit:
        """Gives the field of a blank another name, wherever it stands."""
        return self._edit(blank, lambda draft: draft.rename(blank, name))

    def retype(self, blank: DraftedBlank, kind: Kind, options: str = "") -> PackEdit:
        """Gives the field of a blank another type; a choice has ``options``, with 、 between."""
        return self._edit(blank, lambda draft: draft.retype(blank, kind, options))

    def set_formula(self, blank: DraftedBlank, formula: str) -> PackEdit:
        """Gives the field of a blank a formula; without one, it is to be filled in."""
        return self._edit(blank, lambda draft: draft.set_formula(blank, formula.strip()))

    def set_listed(self, blank: DraftedBlank, *, is_listed: bool) -> PackEdit:
        """Makes a list of the row of a blank, or single fields of a list that is one row."""
        return self._edit(blank, lambda draft: draft.set_listed(blank, is_listed=is_listed))

    def make_field(
        self, blank: DraftedBlank, name: str, kind: Kind = "text", options: str = ""
    ) -> PackEdit:
        """Makes a field of a blank that has none; ``name`` may begin with its group and a dot."""
        return self._edit(blank, lambda draft: draft.make_field(blank, name, kind, options))

    def remove_field(self, blank: DraftedBlank) -> PackEdit:
        """Takes the tag of a blank out, and its field if no other blank has it."""
        return self._edit(blank, lambda draft: draft.remove_field(blank))

    def settle(self, blank: DraftedBlank) -> PackEdit:
        """Notes that a blank was looked at and is right."""
        return self._edit(blank, lambda draft: None)

    def undo(self) -> PackEdit:
        """Undoes what was done last."""
        return self._step(self._done, self._undone, lambda step: (step.after, step.before))

    def redo(self) -> PackEdit:
        """Does again what was undone last."""
        return self._step(self._undone, self._done, lambda step: (step.before, step.after))

    def _step(
        self,
        source: list[_Step],
        target: list[_Step],
        ends: Callable[[_Step], tuple[Files, Files]],
    ) -> PackEdit:
        if not source:
            return PackEdit()
        now, wanted = ends(source[-1])
        if any(bytes_of(path) != data for path, data in now.items()):
            return PackEdit(self._problem_of(PACK_CHANGED))
        self._write(wanted)
        target.append(source.pop())
        return PackEdit(files=len(wanted))

    def _edit(self, blank: DraftedBlank, change: Callable[[ChangedPack], None]) -> PackEdit:
        try:
            draft = ChangedPack(self.project, self.name)
            change(draft)
            draft.settle(blank)
            after = draft.files()
            if any(path.is_relative_to(self.folder) for path in after):
                self._try(draft, after)
        except RefusedEditError as reason:
            return PackEdit(reason.problem)
        except _FaultyEditError as reason:
            return PackEdit(self._problem_of(EDIT_BREAKS_PACK), reason.fault)
        if after:
            before = {path: bytes_of(path) for path in after}
            self._write(after)
            self._done.append(_Step(before, after))
            self._undone.clear()
        return PackEdit(files=len(after))

    def _write(self, files: Files) -> None:
        written = {path: data for path, data in files.items() if data is not None}
        write_all(written, {path: self.project.relative(path) for path in written})
        for path in files.keys() - written.keys():
            path.unlink(missing_ok=True)

    def _try(self, draft: ChangedPack, after: Files) -> None:
        """Raises :class:`_FaultyEditError` if the pack would have faults that it has not now."""
        with temporary_folder("trial") as name:
            trial = Project(Path(name).resolve(), self.project.converter)
            for path in {*draft.paths(), *after}:
                data = after[path] if path in after else path.read_bytes()
                copy = trial.root / path.relative_to(self.project.root)
                copy.parent.mkdir(parents=True, exist_ok=True)
                if data is not None:
                    copy.write_bytes(data)
            faults = _faults(trial, self.name)
        known = Counter(problem.code for problem in _faults(self.project, self.name))
        for problem in faults:
            if known[problem.code] == 0:
                raise _FaultyEditError(problem)
            known[problem.code] -= 1

    def _problem_of(self, code: Code) -> Problem:
        return template_error(code, Place(self.project.relative(self.folder)))


def _faults(project: Project, name: str) -> list[Problem]:
    """What lint says of a pack, and what keeps its units from being printed."""
    return [*lint_pack(name, root=project.root), *_print_faults(project, name)]


def _print_faults(project: Project, name: str) -> Iterator[Problem]:
    """The errors of the units of a pack as they are printed, those of the pack itself."""
    for folder in units_of(project, name):
        problems = Problems()
        unit = load_unit(folder, folder.parent.name, project.root, problems)
        packs = Packs(project)
        loaded = packs.get(unit, problems)
        if loaded is not None and not problems.has_errors:
            build_report(unit, *loaded, project, problems)
        yield from (problem for problem in (*problems, *packs.problems) if problem.is_error)
