"""Results come in order from other processes, whatever becomes of the processes."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pebble
import pytest
from pebble.common.types import CONSTS

from docgen import pool
from docgen.pool import closing, cores, map_here, map_ordered, ordered_futures

SOON = 20
"""Seconds; no test here comes near it."""


@dataclass
class CallTask:
    """Does with each number what a function says; an item that fails says why."""

    do: Callable[[int], object]

    def __call__(self, item: int) -> object:
        return item, self.do(item)

    def failed(self, item: int, reason: Exception) -> object:
        return item, type(reason).__name__


def mapped(do: Callable[[int], object], count: int, jobs: int, seconds: float = SOON) -> list[Any]:
    return list(map_ordered(CallTask(do), range(count), jobs, seconds))


def pid(_: int) -> int:
    return os.getpid()


@pytest.mark.parametrize(
    ("platform", "allowed", "count", "expected"),
    [("linux", {1, 5}, 8, 2), ("darwin", {1, 5}, 8, 8), ("win32", {1}, None, 1)],
)
def test_cores_are_those_that_this_process_may_use(
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    allowed: set[int],
    count: int | None,
    expected: int,
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(os, "sched_getaffinity", {0: allowed}.__getitem__, raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: count)
    assert cores() == expected


@pytest.mark.parametrize(("count", "jobs"), [(0, 4), (1, 4), (1, 0)])
def test_one_item_needs_no_other_process(count: int, jobs: int) -> None:
    assert mapped(pid, count, jobs) == [(item, os.getpid()) for item in range(count)]


@pytest.mark.parametrize("jobs", [0, 1])
def test_one_job_is_one_other_process(jobs: int) -> None:
    found = {process for _, process in mapped(pid, 3, jobs)}
    assert len(found) == 1
    assert os.getpid() not in found


def endless(_: int) -> None:
    while True:
        try:
            time.sleep(SOON)
        except Exception as reason:  # as code may that expects any error of a parser
            raise AssertionError from reason


def test_an_item_has_its_time_in_this_process_too() -> None:
    before = signal.getsignal(signal.SIGALRM)
    tasks: list[Callable[[int], object]] = [lambda _: None, endless, lambda item: item]
    found = list(map_here(CallTask(lambda item: tasks[item](item)), range(3), 0.1))
    assert found == [(0, None), (1, "TimeoutError"), (2, 2)]
    time.sleep(0.2)  # no alarm is left
    assert signal.getsignal(signal.SIGALRM) is before
    assert mapped(endless, 1, 4, 0.1) == [(0, "TimeoutError")]


def test_in_another_thread_there_is_no_alarm() -> None:
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.extend(mapped(lambda _: 1, 1, 1)))
    thread.start()
    thread.join()
    assert found == [(0, 1)]


@pytest.mark.parametrize(("count", "jobs"), [(2, 2), (2, 5), (9, 3)])
def test_results_come_in_order_from_no_more_processes_than_asked_for(count: int, jobs: int) -> None:
    def slow_at_first(item: int) -> int:
        time.sleep(0.05 / (item + 1))
        return os.getpid()

    found = mapped(slow_at_first, count, jobs)
    assert [item for item, _ in found] == list(range(count))
    workers = {worker for _, worker in found}
    assert os.getpid() not in workers
    assert 1 <= len(workers) <= min(count, jobs)


def test_each_worker_gets_the_task_once_and_keeps_its_state() -> None:
    seen: list[int] = []

    def note(item: int) -> tuple[int, int]:
        seen.append(item)
        time.sleep(0.01)
        return os.getpid(), len(seen)

    found = mapped(note, 8, 2)
    assert seen == []
    for worker in {worker for _, (worker, _) in found}:
        counts = [count for _, (other, count) in found if other == worker]
        assert sorted(counts) == list(range(1, len(counts) + 1))


def die(item: int) -> str:
    if item == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def hang(item: int) -> str:
    if item in (0, 1, 4):
        time.sleep(600)
    return "done"


def crash(item: int) -> str:
    if item < 2:
        os._exit(1)
    return "done"


def leave(item: int) -> str:
    if item == 1:
        os._exit(0)
    return "done"


@pytest.mark.parametrize(
    ("do", "failing", "reason"),
    [
        (die, {3}, "ProcessExpired"),
        (hang, {0, 1, 4}, "TimeoutError"),
        (crash, {0, 1}, "ProcessExpired"),
        (leave, {1}, "TimeoutError"),
    ],
)
def test_an_item_that_kills_its_worker_or_hangs_costs_the_others_nothing(
    do: Callable[[int], object], failing: set[int], reason: str
) -> None:
    found = mapped(do, 5, 2, 0.3)
    assert found == [(item, reason if item in failing else "done") for item in range(5)]


def test_an_item_whose_worker_was_killed_by_others_is_done_again(tmp_path: Path) -> None:
    def die_once(item: int) -> str:
        if item == 3 and not (tmp_path / "killed").exists():
            (tmp_path / "killed").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    assert mapped(die_once, 5, 2) == [(item, "done") for item in range(5)]


def test_workers_that_are_killed_while_they_wait_cost_nothing() -> None:
    results: Iterator[Any] = map_ordered(CallTask(pid), range(20), 2, SOON)
    first: Any = next(results)
    time.sleep(0.2)  # all that was submitted ahead is done
    os.kill(first[1], signal.SIGKILL)
    time.sleep(0.3)
    assert [item for item, _ in [first, *results]] == list(range(20))


@dataclass
class Poison:
    """An item that kills the worker that unpickles it, as often as there are marks in a folder."""

    number: int
    marks: Path
    home: int

    def __reduce__(self) -> tuple[object, ...]:
        return swallow, (self.number, self.marks, self.home)


def swallow(number: int, marks: Path, home: int) -> Poison:
    mark = next(iter(marks.glob(f"{number}-*")), None)
    if mark and os.getpid() != home:
        mark.unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    return Poison(number, marks, home)


@dataclass
class PoisonTask:
    """Gives back the numbers."""

    def __call__(self, item: Poison) -> object:
        return item.number

    def failed(self, item: Poison, reason: Exception) -> object:
        return item.number, type(reason).__name__


@pytest.mark.parametrize(("marks", "dead"), [(1, False), (9, True)])
def test_a_worker_that_dies_while_it_takes_an_item_costs_the_others_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, marks: int, dead: bool
) -> None:
    """It holds the lock of the queue then, for which the others wait a minute."""
    monkeypatch.setattr(CONSTS, "channel_lock_timeout", 0.2)
    for mark in range(marks):
        (tmp_path / f"3-{mark}").touch()
    items = [Poison(number, tmp_path, os.getpid()) for number in range(6)]
    found = list(map_ordered(PoisonTask(), items, 2, SOON))
    assert found == [0, 1, 2, (3, "BrokenProcessPool") if dead else 3, 4, 5]


def refuse(item: int) -> str:
    if item == 2:
        raise ValueError(f"{item} is not wanted")
    return "done"


def test_what_a_task_raises_is_raised_here() -> None:
    results = map_ordered(CallTask(refuse), range(6), 2, SOON)
    assert [next(results), next(results)] == [(0, "done"), (1, "done")]
    with pytest.raises(ValueError, match="2 is not wanted"):
        next(results)


@dataclass
class Scheduled:
    """A pool that does in this process what is scheduled, and notes it; it may break."""

    jobs: int
    items: list[Any]
    breaks_at: Callable[[int], bool]
    active = True

    def schedule(self, function: object, args: tuple[int, int], timeout: float) -> Future[object]:
        if self.breaks_at(len(self.items)):
            raise RuntimeError("The Pool is not active")
        self.items.append((args[1], self.jobs, timeout))
        future: Future[object] = Future()
        future.set_result(args[1])
        return future

    def stop(self) -> None:
        self.items.append("stop")

    def join(self) -> None:
        self.items.append("join")


def scheduled(monkeypatch: pytest.MonkeyPatch, breaks_at: Callable[[int], bool]) -> list[Any]:
    """What is scheduled, instead of what is done."""
    items: list[Any] = []
    monkeypatch.setattr(pebble, "ProcessPool", lambda jobs, **_: Scheduled(jobs, items, breaks_at))
    return items


def test_three_items_for_each_worker_are_submitted_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    items = scheduled(monkeypatch, lambda _: False)
    with closing(map_ordered(CallTask(pid), range(20), 2, 7.5)) as results:
        assert items == []
        assert next(results) == 0
        assert items == [(item, 2, 7.5) for item in range(6)]
        next(results)
        assert items[6:] == [(6, 2, 7.5)]
    assert items[7:] == ["stop", "join"]


def test_a_pool_that_is_no_longer_active_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first is found broken when nothing was done, the second after one result."""
    items = scheduled(monkeypatch, lambda scheduled: scheduled in (1, 12))
    found = list(map_ordered(CallTask(pid), range(9), 2, SOON))
    assert found == list(range(9))
    assert items.count("stop") == items.count("join") == 4  # each pool that was started
    alone = [item for item, jobs, _ in set(items) - {"stop", "join"} if jobs == 1]
    assert len(alone) == 2


def test_an_item_that_breaks_a_pool_of_its_own_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    scheduled(monkeypatch, lambda _: True)
    failed = [(item, "BrokenProcessPool") for item in range(3)]
    assert list(map_ordered(CallTask(pid), range(3), 2, SOON)) == failed


def interrupts(_: int) -> tuple[bool, bool]:
    blocked = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    return blocked, signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def test_ctrl_c_is_for_this_process_alone() -> None:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    results: Iterator[Any] = map_ordered(CallTask(interrupts), range(8), 2, SOON)
    first = next(results)
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == before
    assert {interrupted for _, interrupted in [first, *results]} == {(True, True)}


def test_a_system_without_signal_masks_has_workers_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "pthread_sigmask")
    assert mapped(lambda item: item, 4, 2) == [(item, item) for item in range(4)]


def test_ctrl_c_ends_the_workers_at_once() -> None:
    results: Iterator[Any] = map_ordered(CallTask(hang_from_third), range(9), 2, SOON)
    workers = {worker for _, worker in [next(results), next(results)]}
    timer = threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT))
    timer.start()
    begun = time.monotonic()
    with pytest.raises(KeyboardInterrupt), closing(results):
        list(results)
    timer.join()
    assert time.monotonic() - begun < SOON / 2
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


def hang_from_third(item: int) -> int:
    if item >= 2:
        time.sleep(600)
    return os.getpid()


@pytest.mark.parametrize(
    ("platform", "threads", "method"),
    [("linux", 1, "fork"), ("linux", 2, "spawn"), ("darwin", 1, "spawn"), ("win32", 2, "spawn")],
)
def test_only_where_no_thread_may_hold_a_lock_a_process_is_forked(
    monkeypatch: pytest.MonkeyPatch, platform: str, threads: int, method: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(threading, "active_count", lambda: threads)
    assert pool._context().get_start_method() == method


@dataclass
class Coming:
    """A result that is still to come; all are noted as they are made, fetched or cancelled."""

    item: int
    log: list[str]

    def result(self) -> int:
        self.log.append(f"fetch {self.item}")
        if self.item == 3:
            raise BrokenProcessPool
        return self.item

    def cancel(self) -> None:
        self.log.append(f"cancel {self.item}")


def coming(log: list[str], items: Sequence[int], ahead: int) -> Iterator[int]:
    def submit(item: int) -> Coming:
        log.append(f"submit {item}")
        return Coming(item, log)

    return ordered_futures(submit, items, ahead)


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [
        (1, ["submit 0", "fetch 0", "submit 1", "fetch 1", "submit 2", "fetch 2"]),
        (2, ["submit 0", "submit 1", "fetch 0", "submit 2", "fetch 1", "fetch 2"]),
        (3, ["submit 0", "submit 1", "submit 2", "fetch 0", "fetch 1", "fetch 2"]),
        (9, ["submit 0", "submit 1", "submit 2", "fetch 0", "fetch 1", "fetch 2"]),
    ],
)
def test_only_so_many_results_are_waited_for_at_a_time(ahead: int, expected: list[str]) -> None:
    log: list[str] = []
    assert list(coming(log, range(3), ahead)) == [0, 1, 2]
    assert log == expected


def test_what_is_no_longer_wanted_is_cancelled() -> None:
    log: list[str] = []
    with closing(coming(log, range(9), 3)) as results:
        assert next(results) == 0
    assert log[-3:] == ["fetch 0", "cancel 1", "cancel 2"]


def test_after_a_failure_the_others_are_cancelled() -> None:
    log: list[str] = []
    with pytest.raises(BrokenProcessPool):
        list(coming(log, range(9), 2))
    assert log[-2:] == ["fetch 3", "cancel 4"]


def test_an_iterator_that_cannot_be_closed_is_left_alone() -> None:
    with closing(map(str, [1, 2])) as results:
        assert next(results) == "1"
    assert list(results) == ["2"]
