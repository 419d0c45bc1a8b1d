"""A result of a cluster comes, or is said to have failed, or ends the run with a reason."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from distributed import KilledWorker

from docgen.atomic import FILE_OPEN
from docgen.diagnostics import ExitCode, Place, Problem, UsageError
from docgen.runs.cluster import remote_results
from docgen.runs.cluster.remote_results import ReadyResult, RemoteResult, await_workers
from docgen.runs.cluster.worker import WorkerDiffersError
from tests.support import known

ADDRESS = "tcp://10.0.0.1:8786"
PLACE = Place(ADDRESS)


class DaskClient:
    """A client with so many workers, or one of which nothing is known."""

    def __init__(self, workers: int = 1) -> None:
        self.workers = workers
        self.waits: list[tuple[int, int]] = []

    def wait_for_workers(self, count: int, timeout: int) -> None:
        self.waits.append((count, timeout))
        if self.workers < count:
            raise TimeoutError


class DaskFuture:
    """A future that gives these one after the other; an exception is raised."""

    def __init__(self, *values: object, client: DaskClient | None = None) -> None:
        self.values = list(values)
        self.client = client or DaskClient()
        self.waits: list[int] = []
        self.is_cancelled = False

    def result(self, timeout: int) -> object:
        self.waits.append(timeout)
        value = self.values.pop(0)
        if isinstance(value, Exception):
            raise value
        return value

    def cancel(self) -> None:
        self.is_cancelled = True
        if self.values:
            raise RuntimeError("the cluster is lost")


def remote(future: Any) -> RemoteResult[str]:
    return RemoteResult(
        future,
        lambda value: f"decoded {value}",
        lambda reason: f"failed {type(reason).__name__}",
        PLACE,
    )


def problem_of(future: DaskFuture) -> Problem:
    with pytest.raises(UsageError) as caught:
        remote(future).result()
    problem = caught.value.problem
    assert (problem.place, problem.exit_code) == (PLACE, ExitCode.USAGE)
    return problem


def test_a_value_is_decoded() -> None:
    future = DaskFuture("built")
    assert remote(future).result() == "decoded built"
    assert future.waits == [60]


def test_while_there_are_workers_a_result_is_waited_for() -> None:
    future = DaskFuture(TimeoutError(), TimeoutError(), "built")
    assert remote(future).result() == "decoded built"
    assert (future.waits, future.client.waits) == ([60, 60, 60], [(1, 5), (1, 5)])


def test_without_workers_the_run_ends() -> None:
    future = DaskFuture(TimeoutError(), "built", client=DaskClient(0))
    assert problem_of(future).code == "no-workers"


def test_an_item_that_kills_its_workers_has_failed() -> None:
    dead: Any = SimpleNamespace(address="tcp://a")
    assert remote(DaskFuture(KilledWorker("build", dead, 3))).result() == "failed KilledWorker"


@pytest.mark.parametrize(
    ("reason", "code", "words"),
    [
        (WorkerDiffersError("lxml 5 ≠ 6"), "worker-differs", known("lxml 5 ≠ 6", name="versions")),
        (OSError("lost"), "cluster-failed", {"reason": "OSError: lost"}),
        (OSError("one\ntwo"), "cluster-failed", {"reason": "OSError: one"}),
        (OSError("x" * 300), "cluster-failed", {"reason": "OSError: " + "x" * 191}),
        (UsageError(FILE_OPEN, PLACE, holder="甲"), "file-open", {"holder": "甲"}),
    ],
)
def test_another_error_ends_the_run(reason: Exception, code: str, words: dict[str, str]) -> None:
    problem = problem_of(DaskFuture(reason))
    assert (problem.code, dict(problem.words)) == (code, words)


def test_what_decoding_raises_is_an_error_of_docgen() -> None:
    def decode(value: object) -> str:
        raise KeyError(value)

    future: Any = DaskFuture("built")
    with pytest.raises(KeyError):
        RemoteResult(future, decode, str, PLACE).result()


def test_a_result_that_is_not_needed_is_cancelled_if_the_cluster_is_there() -> None:
    for future in (DaskFuture(), DaskFuture("lost")):
        remote(future).cancel()
        assert future.is_cancelled


def test_a_result_of_this_machine_is_ready() -> None:
    ready = ReadyResult("built")
    assert ready.result() == "built"
    ready.cancel()
    assert ready.result() == "built"


@pytest.mark.parametrize(("workers", "found"), [(0, False), (1, True), (2, True)])
def test_a_first_worker_is_waited_for(workers: int, found: bool) -> None:
    client: Any = DaskClient(workers)
    if found:
        await_workers(client, PLACE)
    else:
        with pytest.raises(UsageError, match="no-workers"):
            await_workers(client, PLACE)
    assert client.waits == [(1, remote_results.SCHEDULER_TIMEOUT)] == [(1, 5)]
