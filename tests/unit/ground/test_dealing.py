"""How tests are dealt out to processes, and what these send of each."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from xdist.workermanage import parse_tx_spec_config

from tests.dealing import FilesInTurn, only_what_is_needed

IDS = [
    *("a.py::one", "a.py::two[x::y]", "a.py::three"),
    *("b.py::one", "c.py::one", "c.py::two"),
    *("d.py::one", "d.py::two"),
]


class _Process:
    """A process that notes what it is given to run."""

    gateway = SimpleNamespace(id="gw")
    shutting_down = False

    def __init__(self) -> None:
        self.given: list[int] = []

    def send_runtest_some(self, indices: list[int]) -> None:
        self.given += indices

    def shutdown(self) -> None:
        self.shutting_down = True


@pytest.fixture
def started(pytestconfig: pytest.Config, monkeypatch: pytest.MonkeyPatch) -> tuple[Any, Any, Any]:
    """Two processes that have found the same tests, and who deals these out."""
    monkeypatch.setattr(pytestconfig.option, "tx", ["2*popen"])
    monkeypatch.setattr(pytestconfig.option, "loadscopereorder", False)
    assert len(parse_tx_spec_config(pytestconfig)) == 2
    dealer: Any = FilesInTurn(pytestconfig)
    one, other = _Process(), _Process()
    for process in (one, other):
        dealer.add_node(process)
        dealer.add_node_collection(process, IDS)
    dealer.schedule()
    return dealer, one, other


def test_a_process_gets_whole_files_and_more_once_few_are_left(started: Any) -> None:
    dealer, one, other = started
    assert (one.given, other.given) == ([0, 1, 2], [3, 4, 5])
    dealer.mark_test_complete(one, 0)
    assert one.given == [0, 1, 2, 6, 7]
    for index in (1, 2, 6):
        dealer.mark_test_complete(one, index)
    for index in (3, 4):
        assert not dealer.tests_finished
        dealer.mark_test_complete(other, index)
    assert dealer.tests_finished, "each runs its last, and is told that nothing follows"
    assert dealer.has_pending
    dealer.mark_test_complete(other, 5)
    dealer.mark_test_complete(one, 7)
    assert not dealer.has_pending


def test_what_a_process_that_died_had_left_goes_to_another(started: Any) -> None:
    dealer, one, other = started
    assert dealer.remove_node(other) == IDS[3]
    for index in (0, 1, 2, 6, 7):
        dealer.mark_test_complete(one, index)
    assert one.given == [0, 1, 2, 6, 7, 3, 4, 5]


def test_that_all_went_well_is_said_once() -> None:
    sent: list[str] = []
    send = only_what_is_needed(lambda name, **_: sent.append(name))
    send("logstart", nodeid="a")
    for when, outcome in (("setup", "passed"), ("call", "passed"), ("teardown", "passed")):
        send("testreport", data={"when": when, "outcome": outcome})
    send("testreport", data={"when": "teardown", "outcome": "failed"})
    send("testreport", data={"when": "setup", "outcome": "skipped"})
    send("logfinish", nodeid="a")
    send("runtest_protocol_complete", item_index=0, duration=1.0)
    assert sent == ["testreport"] * 3 + ["runtest_protocol_complete"]
