"""Where a pack is looked at and corrected: as it is now, one correction at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from threading import Lock

from docgen.diagnostics import Place, template_error
from docgen.preview.build_queue import PATIENCE, BuildBusyError
from docgen.project import Project
from docgen.scaffold.pack.edits.edit_codes import PACK_CHANGED
from docgen.scaffold.pack.edits.pack_editor import PackEdit, PackEditor
from docgen.scaffold.pack.report.draft_notes import notes_file, read_notes
from docgen.scaffold.pack.report.drafted_blanks import DraftedBlank, Kind
from docgen.scaffold.pack.report.pack_view import PackView, last_edition, view_pack


@dataclass(frozen=True)
class WantedField:
    """What a blank should be.

    Attributes:
        name: the name of its field.
        kind: its type.
        options: those of a choice, with 、 between.
        formula: what computes it; empty if it is to be filled in.
        listed: whether its row is repeated.
    """

    name: str
    kind: Kind
    options: str = ""
    formula: str = ""
    listed: bool = False


class PackDesk:
    """A pack that is corrected; a context manager.

    Args:
        project: the project.
        name: the name of the pack.
    """

    def __init__(self, project: Project, name: str) -> None:
        self.project, self.name = project, name
        self.editor = PackEditor(project, name)
        self._lock = Lock()
        self._seen = "", PackView(name)
        self._before = self._seen  # a page may still ask for its pictures

    def __enter__(self) -> PackDesk:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    @property
    def version(self) -> str:
        """What changes with each file of the pack, and with what is noted on it."""
        digest = blake2b(digest_size=12)
        files = [notes_file(self.project, self.name), *self.editor.folder.iterdir()]
        for path in sorted(files):
            if path.is_file():
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()

    def view(self) -> tuple[str, PackView]:
        """The pack as it is now, with its version; its pages are laid out if it has changed."""
        with self._at_it():
            version = self.version
            if self._seen[0] != version:
                year = last_edition(self.project, date.today().year)
                notes = read_notes(self.project, self.name)
                view = view_pack(self.editor.folder, self.project, year, notes)
                self._before, self._seen = self._seen, (version, view)
            return self._seen

    def shown(self, version: str) -> PackView | None:
        """The pack as it was shown last, or before that; none if it has been changed since."""
        shown = (self.view(), self._before)
        return next((view for seen, view in shown if seen == version), None)

    def correct(self, version: str, number: int, wanted: WantedField) -> PackEdit:
        """Makes a blank what is wanted, as far as it is not that yet."""
        return self._edit(version, number, lambda blank: self._corrected(blank, number, wanted))

    def settle(self, version: str, number: int) -> PackEdit:
        """Notes that a blank was looked at and is right."""
        return self._edit(version, number, self.editor.settle)

    def clear(self, version: str, number: int) -> PackEdit:
        """Takes the field of a blank away."""
        return self._edit(version, number, self.editor.remove_field)

    def undo(self) -> PackEdit:
        """Undoes what was done last."""
        with self._at_it():
            return self.editor.undo()

    def redo(self) -> PackEdit:
        """Does again what was undone last."""
        with self._at_it():
            return self.editor.redo()

    def _edit(
        self, version: str, number: int, edit: Callable[[DraftedBlank], PackEdit]
    ) -> PackEdit:
        with self._at_it():
            seen, view = self._seen
            if version != seen or seen != self.version or number >= len(view.blanks):
                return PackEdit(template_error(PACK_CHANGED, Place(self.name)))
            return edit(view.blanks[number])

    def _corrected(self, blank: DraftedBlank, number: int, wanted: WantedField) -> PackEdit:
        if blank.state == "told":
            return self.editor.make_field(blank, wanted.name, wanted.kind, wanted.options)
        above, _, name = blank.path.rpartition(".")
        if wanted.name != name:
            done = self.editor.rename(blank, wanted.name)
            if done.problem:
                return done
            path = f"{above}.{wanted.name}".lstrip(".")
            blank = self._again(replace(blank, path=path), number)
        if wanted.kind != blank.kind or (wanted.kind == "choice" and wanted.options):
            done = self.editor.retype(blank, wanted.kind, wanted.options)
            if done.problem:
                return done
            blank = self._again(blank, number)
        if wanted.formula != blank.formula:
            done = self.editor.set_formula(blank, wanted.formula)
            if done.problem:
                return done
            blank = self._again(blank, number)
        if wanted.listed != blank.is_listed:
            return self.editor.set_listed(blank, is_listed=wanted.listed)
        return PackEdit()

    def _again(self, blank: DraftedBlank, number: int) -> DraftedBlank:
        """The blank as the pack has it after a correction."""
        blanks = self.editor.blanks()
        return blanks[number] if number < len(blanks) else blank

    @contextmanager
    def _at_it(self) -> Iterator[None]:
        """While nobody else is. Raises :class:`BuildBusyError` if somebody is for long."""
        if not self._lock.acquire(timeout=PATIENCE):
            raise BuildBusyError
        try:
            yield
        finally:
            self._lock.release()
