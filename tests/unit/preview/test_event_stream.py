"""What happens, told by any thread, and sent to each page that listens."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from threading import Thread
from typing import Any, TypeVar

from docgen.preview.event_stream import EventStream
from docgen.preview.session import SessionNews

Answer = TypeVar("Answer")
ROWS = [{"name": "一"}]


def parsed(event: str) -> tuple[str, object]:
    first, second = event.removesuffix("\n\n").split("\n")
    return first.removeprefix("event: "), json.loads(second.removeprefix("data: "))


def run(work: Coroutine[Any, Any, Answer]) -> Answer:
    """What ``work`` returns, in a thread of its own: a browser's test may have a loop in this."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def told_in_a_thread(stream: EventStream, *news: SessionNews) -> None:
    def tell() -> None:
        for each in news:
            stream.tell(each)

    thread = Thread(target=tell)
    thread.start()
    thread.join()


def test_a_page_gets_the_list_at_once_then_what_happens_of_each_kind_the_newest() -> None:
    async def listen() -> list[tuple[str, object]]:
        stream = EventStream()
        pages = [stream.listen(lambda: ROWS), stream.listen(lambda: ROWS)]
        found = [parsed(await anext(page)) for page in pages]
        told_in_a_thread(
            stream,
            SessionNews("一", "problems", 1),
            SessionNews("", "units"),
            SessionNews("一", "problems", 2),
            SessionNews("一", "pages", 3),
        )
        found += [parsed(await anext(page)) for page in pages for _ in range(3)]
        for page in pages:
            await page.aclose()
        return found

    news = [
        ("unit", {"unit": "一", "version": 2, "what": "problems"}),
        ("units", ROWS),
        ("unit", {"unit": "一", "version": 3, "what": "pages"}),
    ]
    assert run(listen()) == [("units", ROWS), ("units", ROWS), *news, *news]


def test_a_closed_stream_ends_for_all_who_listen() -> None:
    async def listen() -> int:
        stream = EventStream()
        pages = [stream.listen(list), stream.listen(list)]
        for page in pages:
            await anext(page)
        thread = Thread(target=stream.close)
        thread.start()
        thread.join()
        later = [[event async for event in page] for page in pages]
        return sum(map(len, later))

    assert run(listen()) == 0


def test_nobody_has_listened_since_the_last_page_left() -> None:
    async def listen() -> None:
        stream = EventStream()
        before = stream.idle_seconds
        assert before >= 0
        page = stream.listen(list)
        await anext(page)
        assert stream.idle_seconds == 0
        await page.aclose()
        stream.tell(SessionNews("", "units"))
        assert stream.idle_seconds > 0

    run(listen())


def test_what_is_told_to_nobody_is_forgotten() -> None:
    EventStream().tell(SessionNews("", "units"))
    EventStream().close()
