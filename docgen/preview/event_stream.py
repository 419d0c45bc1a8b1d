"""What happens, as server-sent events: told by any thread, sent to each page that listens."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, Callable

from docgen.preview.json_answer import json_text
from docgen.preview.session import SessionNews

_ALIVE_SECONDS = 5
"""Seconds after which the list of units is sent again: it has for how long one has been built, and
a lost connection is noticed."""


class _Listener:
    """What one page has not been told yet: of each unit and kind the newest."""

    def __init__(self) -> None:
        self.news = dict[tuple[str, str], SessionNews]()
        self.woken = asyncio.Event()


class EventStream:
    """The pages that listen."""

    def __init__(self) -> None:
        self._listeners = set[_Listener]()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._is_closed = False
        self._left = time.monotonic()

    @property
    def idle_seconds(self) -> float:
        """For how many seconds nobody has listened."""
        return 0 if self._listeners else time.monotonic() - self._left

    def tell(self, news: SessionNews) -> None:
        """Tells all pages; from any thread."""
        if self._loop and not self._is_closed:
            self._loop.call_soon_threadsafe(self._pass_on, news)

    def close(self) -> None:
        """Ends all streams; from the thread of the loop, or from a signal in it."""
        self._is_closed = True
        if self._loop:
            self._loop.call_soon_threadsafe(self._wake)

    async def listen(self, rows: Callable[[], object]) -> AsyncGenerator[str, None]:
        """Yields the events for one page, the list of units first, which ``rows`` gives."""
        self._loop = asyncio.get_running_loop()
        listener = _Listener()
        self._listeners.add(listener)
        try:
            yield _event("units", rows())
            while not self._is_closed:
                try:
                    await asyncio.wait_for(listener.woken.wait(), _ALIVE_SECONDS)
                except TimeoutError:
                    yield _event("units", rows())
                listener.woken.clear()
                news, listener.news = listener.news, {}
                for each in news.values():
                    yield _event_of(each, rows)
        finally:
            self._listeners.discard(listener)
            self._left = time.monotonic()

    def _pass_on(self, news: SessionNews) -> None:
        for listener in self._listeners:
            listener.news[news.unit, news.what] = news
            listener.woken.set()

    def _wake(self) -> None:
        for listener in self._listeners:
            listener.woken.set()


def _event_of(news: SessionNews, rows: Callable[[], object]) -> str:
    if not news.unit:
        return _event("units", rows())
    return _event("unit", {"unit": news.unit, "version": news.version, "what": news.what})


def _event(kind: str, data: object) -> str:
    return f"event: {kind}\ndata: {json_text(data)}\n\n"
