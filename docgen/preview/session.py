"""A preview of an edition: its units as they are at the moment, and what builds them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock, Thread
from typing import Any

from docgen.content.source_files import typed_text
from docgen.diagnostics import UsageError
from docgen.preview.build_queue import BuildQueue
from docgen.preview.report_builder import ReportBuilder
from docgen.preview.unit_inputs import ContentHistory, UnitInputs, packs_digest, read_inputs
from docgen.preview.unit_state import Stage, UnitState
from docgen.runs.build import Packs
from docgen.runs.edition import Edition
from docgen.runs.failures import failure
from docgen.temporary import temporary_folder

_END_SECONDS = 3
"""Seconds that a build has to end when the session does."""

_MOST_OVERTAKEN = 3
"""So many builds of a unit in a row end early since something newer was saved; the next does not,
so that there are pages also while something saves all the time."""


@dataclass(frozen=True)
class SessionNews:
    """What has changed: of a unit, or of the list of units if ``unit`` is empty.

    Attributes:
        unit: its folder's name.
        what: ``problems``, ``pages`` or ``office``; ``units`` for the list.
        version: the version of the unit.
    """

    unit: str
    what: str
    version: int = 0


class PreviewSession:
    """The units of an edition, built by one thread as they are saved.

    Attributes:
        edition: the edition.

    Args:
        edition: the edition.
        tell: is called by any thread whenever something has changed.
    """

    def __init__(self, edition: Edition, tell: Callable[[SessionNews], None]) -> None:
        self.edition, self._tell = edition, tell
        self._queue, self._lock = BuildQueue(), Lock()
        self._states = dict[str, UnitState]()
        self._history = ContentHistory()
        self._overtaken = Counter[str]()
        self._packs_digest = packs_digest(edition.project)
        self._packs = Packs(edition.project)
        self._thread = Thread(target=self._run, name="preview", daemon=True)

    def __enter__(self) -> PreviewSession:
        self.units_changed()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._queue.close()
        self._thread.join(_END_SECONDS)

    @property
    def packs(self) -> Packs:
        """The packs as they were loaded last; to be used within :meth:`writing`."""
        return self._packs

    def units(self) -> tuple[UnitState, ...]:
        """All units, in the order of their names."""
        with self._lock:
            return tuple(self._states[name] for name in sorted(self._states))

    def unit(self, name: str) -> UnitState | None:
        """The unit of this name at the moment; ``None`` if there is none."""
        with self._lock:
            return self._states.get(name)

    def building_seconds(self, unit: UnitState) -> int:
        """For how many whole seconds a unit has been built; 0 if it is not."""
        return int(self._queue.building_seconds(unit.name))

    def folder(self, unit: UnitState) -> Path:
        """The folder of a unit's content."""
        return self.edition.project.content / self.edition.name / unit.name

    def contents(self, unit: UnitState) -> dict[str, str]:
        """The texts of a unit's files, by their names in the project, as they are now."""
        texts = read_inputs(self.folder(unit), self.edition).texts
        return {name: typed_text(data) for name, data in texts.items()}

    def content(self, unit: UnitState, number: int) -> UnitInputs | None:
        """The content with this number; ``None`` if that is too long ago."""
        return self._history.content(unit.name, number)

    def choose(self, unit: UnitState) -> None:
        """Builds a unit before all others, with its pages, now and when it is saved."""
        if self._queue.choose(unit.name):
            self._change(unit.name, stage=Stage.WAITING)
            self._queue.put(unit.name)

    @contextmanager
    def writing(self, unit: UnitState) -> Iterator[None]:
        """Nothing is built until the end of the block; then ``unit`` is, if it has changed.

        Raises :class:`BuildBusyError` if what is built takes long.
        """
        with self._queue.writing():
            yield
        self._queue.put(unit.name)

    def units_changed(self, *names: str) -> None:
        """Looks which units there are, and builds those that are new, and those called ``names``.

        What is as it was before is not built; what sums up the others may not be.
        """
        found = self._folders()
        with self._lock:
            before = set(self._states)
            gone, new = before - set(found), [name for name in found if name not in before]
            for name in gone:
                del self._states[name]
                self._queue.drop(name)
            self._states |= {name: UnitState(name) for name in new}
            over = [
                name for name, unit in self._states.items() if unit.form and unit.form.pack.over
            ]
        if gone or new:
            self._tell(SessionNews("", "units"))
        changed = dict.fromkeys([*(name for name in names if name in found), *over])
        self._queue.put(*new, *(name for name in changed if name not in new))

    def packs_changed(self) -> None:
        """Loads the packs anew, if they are others now, and builds all units with them."""
        found = packs_digest(self.edition.project)
        if found != self._packs_digest:
            self._packs_digest = found
            self._queue.put(*self._folders())

    def outputs_changed(self) -> None:
        """Tells that Word files among the outputs are others now."""
        for unit in self.units():
            self._tell(SessionNews(unit.name, "office", unit.version))

    def saved(self, unit: UnitState) -> None:
        """Tells that the report of a unit was saved."""
        self._tell(SessionNews(unit.name, "pages", unit.version))

    def _folders(self) -> list[str]:
        try:
            return [folder.name for folder in self.edition.units()]
        except UsageError:  # there are none, or not any more
            return []

    def _run(self) -> None:
        with (
            temporary_folder("preview") as folder,
            ReportBuilder(self.edition, folder) as builder,
        ):
            self._packs, loaded = builder.packs, self._packs_digest
            while True:
                with self._queue.building() as name:
                    if name is None:
                        return
                    if loaded != self._packs_digest:
                        loaded = self._packs_digest
                        builder.renew_packs()
                        self._packs = builder.packs
                    self._build(builder, name, loaded)

    def _build(self, builder: ReportBuilder, name: str, packs: str) -> None:
        """Takes a unit through its steps until it has been overtaken, unless it is as it was.

        ``packs`` is the digest of those that are loaded.
        """
        unit, with_pages = self.unit(name), self._queue.is_chosen(name)
        if unit is None:
            return
        folder = self.folder(unit)
        inputs = read_inputs(folder, self.edition, packs)
        if unit.inputs == inputs and (unit.has_pages or not with_pages):
            return
        inputs = self._history.remembered(name, inputs)
        try:
            for state in builder.steps(unit, folder, inputs, with_pages=with_pages):
                if state:
                    unit = replace(state, inputs=None)
                    self._told(unit)
                if self._is_overtaken(folder, inputs, with_pages=with_pages):
                    self._queue.put(name)
                    return
        # The preview goes on, whatever one unit holds.
        except Exception as reason:
            problem = failure(self.edition.place(folder), "build", reason)
            unit = replace(unit, stage=Stage.FAILED, problems=(*unit.problems, problem))
            self._told(unit)
        self._overtaken.pop(name, None)
        self._change(name, inputs=inputs, has_pages=with_pages)

    def _is_overtaken(self, folder: Path, inputs: UnitInputs, *, with_pages: bool) -> bool:
        """Whether the build of a unit is to end: another goes first, or more or newer is wanted."""
        if not self._queue.wants_again(folder.name):
            return self._queue.interrupts(folder.name)
        wants_pages = self._queue.is_chosen(folder.name) and not with_pages
        if wants_pages or self._queue.interrupts(folder.name):
            return True
        is_newer = read_inputs(folder, self.edition, self._packs_digest) != inputs
        if is_newer:
            self._queue.put(folder.name)
        self._overtaken[folder.name] += is_newer
        return is_newer and self._overtaken[folder.name] <= _MOST_OVERTAKEN

    def _told(self, unit: UnitState) -> None:
        """Remembers and tells what has become of a unit, unless it is gone meanwhile."""
        with self._lock:
            known = self._states.get(unit.name)
            if known is None:
                return
            version = known.version + 1
            self._states[unit.name] = replace(unit, version=version)
        what = "problems" if unit.shown is known.shown else "pages"
        self._tell(SessionNews(unit.name, what, version))
        self._tell(SessionNews("", "units"))

    def _change(self, name: str, **values: Any) -> None:
        """Changes what is known of a unit, which nobody is told."""
        with self._lock:
            if known := self._states.get(name):
                self._states[name] = replace(known, **values)
