"""A preview in which a build, or a review of the office's file, takes long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import pytest

from docgen.preview import build_queue, event_stream, report_builder
from docgen.runs import build
from docgen.runs.office_desk import OfficeDesk
from tests.preview_client import PATIENCE, PreviewClient, served
from tests.support import SmallProject

pytestmark = pytest.mark.slow

API = "/api/units/one"
TOLD = {
    "en": "something else takes long, and this has to wait for it; "
    "try again later, or look for what is so large",
    "zh-CN": "前面的操作还没有做完，请稍候再试；如果一直这样，看看是不是哪里的内容太多",
}


class Held:
    """Holds whoever calls ``act`` until the end of the block."""

    def __init__(self, act: Callable[..., Any]) -> None:
        self._act, self.begun, self._goes_on = act, Event(), Event()

    def __call__(self, *arguments: Any) -> Any:
        self.begun.set()
        self._goes_on.wait(PATIENCE)
        return self._act(*arguments)

    @contextmanager
    def until_end(self) -> Iterator[None]:
        try:
            assert self.begun.wait(PATIENCE)
            yield
        finally:
            self._goes_on.set()


@pytest.fixture
def project(project: SmallProject, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    """A report, in a preview that is soon tired of waiting."""
    project.template("{{ 名称 }}")
    monkeypatch.setattr(build_queue, "PATIENCE", 0.1)
    monkeypatch.setattr(event_stream, "_ALIVE_SECONDS", 0.1)
    return project


def test_a_build_that_takes_long_says_for_how_long_and_what_is_written_has_to_wait(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(build.build_unit)
    monkeypatch.setattr(report_builder, "build_unit", held)
    with served(project.root) as client:
        with held.until_end(), client.events() as happened:
            assert happened.get(timeout=PATIENCE)[0] == "units"  # as it was
            for path in ("save", "undo"):
                assert client.post(f"{API}/{path}", {}).status == 503, path
            while (news := happened.get(timeout=PATIENCE))[0] != "units" or not is_long(news[1]):
                pass
        assert client.settled("one")["state"] == "ready"
        assert client.post(f"{API}/undo", {}).status == 200
        client.settled("one")
        assert client.rows()["one"]["building"] == 0


def is_long(rows: Any) -> bool:
    return bool(rows[0]["building"] >= 1)


def test_a_review_that_takes_long_lets_others_wait_no_longer_than_they_can(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    with served(project.root) as client:
        client.settled("one")
        held = Held(OfficeDesk.review)
        monkeypatch.setattr(OfficeDesk, "review", lambda desk: held(desk))
        statuses = list[int]()
        first = Thread(target=lambda: statuses.append(client.get(f"{API}/office").status))
        first.start()
        with held.until_end():
            for language, told in TOLD.items():
                answer = client.get(f"{API}/office", language)
                assert (answer.status, answer.json) == (503, {"error": told})
        first.join()
        assert statuses == [200]
        assert office(client) == []


def office(client: PreviewClient) -> Any:
    return client.get(f"{API}/office").json["edits"]
