"""Writes edits of a unit's content, one at a time: each is tried, recorded, and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import RLock

from docgen.content.content_names import is_markdown, is_yaml
from docgen.content.retyped import read_text
from docgen.content.source_files import is_inside
from docgen.diagnostics import DocgenError, Place, UsageError
from docgen.diagnostics.codes import problem_code
from docgen.roundtrip.files.change_records import ChangeRecord, ReplacedFile
from docgen.runs.build import Packs
from docgen.runs.content_copy import states_of
from docgen.runs.edit_history import EditHistory
from docgen.runs.edit_results import EditResult
from docgen.runs.edit_trial import EditTrial, FileChange
from docgen.runs.edition import Edition
from docgen.runs.failures import failure
from docgen.runs.file_edit import FileEdit
from docgen.runs.recorded_write import ContentMovedError, new_run, write_recorded
from docgen.runs.restoring import put_back_begun

NOT_OF_UNIT = problem_code(
    "not-of-unit",
    en=("this is no content file of {unit}", "open the page of the unit that it belongs to"),
    zh=("这不是 {unit} 的内容文件", "打开它所属单位的页面"),
)

_TRIES = 5
"""How often an edit is tried while others keep saving the content."""


@dataclass
class EditWriter:
    """Writes the edits of one unit; several threads may call it.

    Attributes:
        edition: the edition.
        folder: the content of the unit.
        packs: the packs of the project.
    """

    edition: Edition
    folder: Path
    packs: Packs
    _lock: RLock = field(default_factory=RLock, init=False, repr=False)

    @cached_property
    def _trial(self) -> EditTrial:
        return EditTrial(self.edition, self.folder, self.packs)

    @cached_property
    def history(self) -> EditHistory:
        """What was made on the page."""
        return EditHistory(self.edition, self.folder)

    def undo(self) -> EditResult:
        """Undoes what was made last."""
        return self._guarded(self.edition.place(self.folder), self.history.undo)

    def redo(self) -> EditResult:
        """Does again what was undone last."""
        return self._guarded(self.edition.place(self.folder), self.history.redo)

    def write(self, edit: FileEdit, *, insist: bool) -> EditResult:
        """Tries an edit and writes it; with ``insist``, also if it disagrees with something."""

        def write() -> EditResult:
            self._refuse_others(edit.place)
            return self._locked(edit, insist=insist)

        return self._guarded(edit.place, write)

    def _guarded(self, place: Place, write: Callable[[], EditResult]) -> EditResult:
        """What becomes of writing; never raises."""
        with self._lock:
            try:
                return write()
            except DocgenError as reason:
                return EditResult(reason.problem)
            except Exception as reason:  # as in Builder
                return EditResult(failure(place, "write", reason))

    def _locked(self, edit: FileEdit, *, insist: bool) -> EditResult:
        unit = self.edition.place(self.folder)
        with self.edition.changes(self.folder.name).locked(unit):
            put_back_begun(self.edition, self.folder)
            edit = edit.begun
            for _ in range(_TRIES - 1):
                with suppress(ContentMovedError):
                    return self._once(edit, insist=insist)
            return self._once(edit, insist=insist)

    def _once(self, edit: FileEdit, *, insist: bool) -> EditResult:
        """Tries an edit of the content as it is now, and writes it."""
        states, now = states_of(self.folder, self.edition), edit.now()
        data, place = edit.merged(now)
        if data == (now or b""):
            return EditResult(place=place)
        tried = self._trial.run(FileChange(edit.name, now, data))
        if tried.errors and not (insist and tried.may_insist):
            return EditResult(tried.errors[0], tried.may_insist, errors=tried.errors)

        def unchanged() -> bool:
            return states_of(self.folder, self.edition) == states and edit.now() == now

        (change,) = tried.changes
        data = change.after
        record = ChangeRecord(new_run(), "", {edit.name: ReplacedFile(now, data)}, on_page=True)
        write_recorded(self.edition, self.folder, {edit.path: data}, record, unchanged)
        self._trial.written(tried)
        self.history.begin_anew()
        return EditResult(files=(edit.name,), place=place)

    def _refuse_others(self, place: Place) -> None:
        """Raises :class:`UsageError` if the file of a place is no content file of the unit."""
        path = self.edition.project.root / place.file
        depth = len(path.parts) - len(self.folder.parts)
        is_plain = not any(part.startswith((".", "~")) for part in Path(place.file).parts)
        is_below = path.is_relative_to(self.folder) and depth in (1, 2) and is_plain
        is_content = is_below and (is_yaml(path) or is_markdown(path))
        if not (is_content and is_inside(path, self.folder)):
            raise UsageError(NOT_OF_UNIT, Place(place.file), unit=self.folder.name)

    def text(self, name: str) -> str:
        """The text of a file of the unit; empty if there is none, or none that can be read."""
        try:
            self._refuse_others(Place(name))
            return read_text((self.edition.project.root / name).read_bytes())
        except (DocgenError, OSError):
            return ""
