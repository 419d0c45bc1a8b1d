"""Which unit is built next: the one that was chosen last, and what was saved last wins."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition

PATIENCE = 10
"""Seconds that a request waits for what else is being made: the step of a build, or a review."""


class BuildBusyError(Exception):
    """Nothing can be written or reviewed for now, since something else takes long."""


class BuildQueue:
    """The units that wait to be built; one is built at a time.

    A build asks between its steps whether it is interrupted, by a unit that was chosen meanwhile or
    by somebody who is about to write, and whether its own unit was saved once more.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._waiting: dict[str, None] = {}
        self._chosen: list[str] = []
        self._writers = 0
        self._is_building = self._is_closed = False
        self._begun: tuple[str, float] | None = None

    def put(self, *names: str) -> None:
        """Has these units built, also those that are being built now."""
        with self._changed:
            self._waiting |= dict.fromkeys(names)
            self._changed.notify_all()

    def choose(self, name: str) -> bool:
        """Puts a unit before all others whenever it waits; whether it never was before."""
        with self._changed:
            is_first = name not in self._chosen
            self._chosen = [name, *(other for other in self._chosen if other != name)]
            return is_first

    def drop(self, name: str) -> None:
        """Forgets a unit that is gone."""
        with self._changed:
            self._waiting.pop(name, None)
            self._chosen = [other for other in self._chosen if other != name]

    def is_chosen(self, name: str) -> bool:
        """Whether somebody has looked at a unit."""
        return name in self._chosen

    @contextmanager
    def building(self) -> Iterator[str | None]:
        """The next unit, once there is one and nobody writes; ``None`` when the queue is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or (self._waiting and self._is_free()))
            name = None if self._is_closed else self._next()
            if name is not None:  # else somebody may be writing, and goes on to
                self._is_building, self._begun = True, (name, time.monotonic())
        try:
            yield name
        finally:
            with self._changed:
                if name is not None:
                    self._is_building, self._begun = False, None
                self._changed.notify_all()

    def building_seconds(self, name: str) -> float:
        """For how many seconds a unit has been built; 0 if it is not."""
        begun = self._begun
        return time.monotonic() - begun[1] if begun and begun[0] == name else 0

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Has the build that runs stop at its next step, and none begin until the block's end.

        Raises :class:`BuildBusyError` if that step, or another writer, takes long.
        """
        is_free = False
        with self._changed:
            self._writers += 1
        try:
            with self._changed:
                is_free = self._changed.wait_for(lambda: not self._is_building, PATIENCE)
                self._is_building |= is_free
            if not is_free:
                raise BuildBusyError
            yield
        finally:
            with self._changed:
                self._writers -= 1
                self._is_building &= not is_free
                self._changed.notify_all()

    def interrupts(self, name: str) -> bool:
        """Whether the build of ``name`` should stop at its next step, whatever it is built of."""
        with self._changed:
            first = self._chosen[0] if self._chosen else ""
            is_late = first in self._waiting and first != name
            return self._is_closed or self._writers > 0 or is_late

    def wants_again(self, name: str) -> bool:
        """Whether ``name``, which is being built, was put in once more; it is taken out then."""
        with self._changed:
            is_waiting = name in self._waiting
            self._waiting.pop(name, None)
            return is_waiting

    def close(self) -> None:
        """Lets nothing begin any more."""
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()

    def _is_free(self) -> bool:
        return not self._is_building and not self._writers

    def _next(self) -> str:
        chosen = (name for name in self._chosen if name in self._waiting)
        name = next(chosen, None) or next(iter(self._waiting))
        del self._waiting[name]
        return name
