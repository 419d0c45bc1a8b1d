"""Where units are edited: the content, and the office's Word file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, RLock

from docgen.preview import build_queue
from docgen.preview.session import PreviewSession
from docgen.preview.unit_inputs import pack_states
from docgen.preview.unit_state import UnitState
from docgen.runs.build import Packs
from docgen.runs.edition import Edition
from docgen.runs.inputs_digest import content_states, digest, file_states
from docgen.runs.office_desk import OfficeDesk
from docgen.runs.office_review import OfficeReview
from docgen.runs.typed_edit import ContentEditor


class UnitDesks:
    """The editors of the units of a session, each kept as long as the packs are the same."""

    def __init__(self, session: PreviewSession) -> None:
        self._session = session
        self._lock, self._office = Lock(), RLock()  # a review may take long
        self._editors = dict[str, ContentEditor]()
        self._reviews = dict[str, tuple[str, OfficeReview]]()
        self._packs_then, self._packs = session.packs, Packs(session.edition.project)

    def editor(self, unit: UnitState) -> ContentEditor:
        """Edits the content of a unit; what writes is called in :meth:`writing`."""
        with self._lock:
            found, session = self._editors.get(unit.name), self._session
            if found is None or found.packs is not session.packs:
                found = ContentEditor(session.edition, session.folder(unit), session.packs)
                self._editors[unit.name] = found
            return found

    @contextmanager
    def writing(self, unit: UnitState) -> Iterator[ContentEditor]:
        """The editor of a unit, while nothing is built; the unit is at the end of the block."""
        with self._session.writing(unit):
            yield self.editor(unit)

    @contextmanager
    def office(self, unit: UnitState) -> Iterator[OfficeDesk]:
        """The desk for the Word file of a unit, while nobody else is at one.

        Raises :class:`BuildBusyError` if somebody is for long.
        """
        if not self._office.acquire(timeout=build_queue.PATIENCE):
            raise build_queue.BuildBusyError
        try:
            if self._packs_then is not self._session.packs:
                self._packs_then = self._session.packs
                self._packs = Packs(self._session.edition.project)
            edition = self._session.edition
            yield OfficeDesk(edition, self._session.folder(unit), self._packs)
        finally:
            self._office.release()

    def review(self, unit: UnitState) -> OfficeReview:
        """What the office has done, read anew when the content or a Word file has changed."""
        with self.office(unit) as desk:
            state = _state(self._session.edition, desk.folder)
            known = self._reviews.get(unit.name)
            if known is None or known[0] != state:
                known = self._reviews[unit.name] = state, desk.review()
            return known[1]

    def reviewed(self, unit: UnitState) -> None:
        """Forgets the review of a unit, in which something was decided."""
        self._reviews.pop(unit.name, None)


def _state(edition: Edition, folder: Path) -> str:
    """A digest of what a review is made of."""
    project, folders = edition.project, (edition.folder, edition.drafts.folder)
    content = content_states(folder, project.root)
    outputs = (state for each in folders for state in file_states(each))
    return digest((*content, *outputs, *pack_states(project)))
