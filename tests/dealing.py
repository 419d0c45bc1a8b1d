"""How a run on all cores is dealt out and reported: what it takes for each of 24,000 tests.

As it comes, pytest-xdist counts all tests of a process again with each message, and a process
sends six messages for a test: 24,000 tests that do nothing took two minutes and a half on two
cores, and 40 seconds on one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

Workload = dict[str, dict[str, bool]]
"""The tests that are left to a process, by their file."""


class _Ids(list[str]):
    """The ids of all tests, which knows where each is."""

    def __init__(self, ids: Sequence[str]) -> None:
        super().__init__(ids)
        self._places = {each: place for place, each in reversed([*enumerate(ids)])}

    def index(self, value: str, *_: Any) -> int:
        """Where it is, without a search."""
        return self._places[value]


class FilesInTurn(LoadFileScheduling):
    """Files go to the processes in turn; what is done is forgotten, so that counting is cheap."""

    def add_node_collection(self, node: Any, collection: Sequence[str]) -> None:
        """Takes the ids of all tests from a process."""
        super().add_node_collection(node, collection)
        if node in self.registered_collections:
            self.registered_collections[node] = _Ids(self.registered_collections[node])

    def mark_test_complete(self, node: Any, item_index: int, duration: float = 0) -> None:
        """Forgets a test that has been run; gives the process more files once it has few left."""
        test = self.registered_collections[node][item_index]
        file = self._split_scope(test)
        self.assigned_work[node][file].pop(test, None)
        if not self.assigned_work[node][file]:
            del self.assigned_work[node][file]
        self._reschedule(node)

    def _pending_of(self, workload: Workload) -> int:
        return sum(map(len, workload.values()))


class Dealing:
    """Deals files out as :class:`FilesInTurn` does, and has processes send what is looked at."""

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_make_scheduler(self, config: pytest.Config, log: Any) -> Any:
        """Only ``--dist loadfile`` is dealt out anew."""
        return FilesInTurn(config, log) if config.getvalue("dist") == "loadfile" else None

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """In a process of several: it keeps to itself that a test begins, and that all went well.

        Not if somebody wants to read it, the time that fixtures take, or a file for a machine.
        """
        option = session.config.option
        if option.verbose > 0 or option.durations is not None or option.xmlpath:
            return
        for plugin in session.config.pluginmanager.get_plugins():
            if type(plugin).__name__ == "WorkerInteractor":
                plugin.sendevent = only_what_is_needed(plugin.sendevent)


def only_what_is_needed(send: Callable[..., None]) -> Callable[..., None]:
    """``send`` less what the report of the test itself says as well."""

    def send_needed(name: str, **kwargs: Any) -> None:
        if name not in ("logstart", "logfinish") and not _is_plain(kwargs.get("data")):
            send(name, **kwargs)

    return send_needed


def _is_plain(report: Any) -> bool:
    """Whether a report says no more than that a fixture did its work."""
    return (
        report is not None
        and report.get("when") in ("setup", "teardown")
        and report["outcome"] == "passed"
    )
