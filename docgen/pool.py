"""Maps a task over items in a process pool.

Results come in input order, whatever the number of workers. Only a few items are submitted ahead of
the one that is fetched, so that memory does not grow with the number of items. pebble replaces a
worker that hangs; after one that dies all are replaced here.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from typing import Any, Generic, Protocol, TypeVar

Item = TypeVar("Item")
Output = TypeVar("Output")
Output_co = TypeVar("Output_co", covariant=True)
Item_contra = TypeVar("Item_contra", contravariant=True)

_AHEAD = 3
"""Items per worker that are running, or finished and not yet fetched."""

_DEATHS = (BrokenProcessPool, OSError)
"""What the death of a worker raises: that of one with an item is pebble's own ``OSError``."""


class Task(Protocol[Item_contra, Output_co]):
    """A callable for one item. Each worker gets it once, and it may keep state there."""

    def __call__(self, item: Item_contra, /) -> Output_co:
        """Returns the result for ``item``; must not raise."""

    def failed(self, item: Item_contra, reason: Exception, /) -> Output_co:
        """Returns the result for an ``item`` that made its worker die."""


class Pending(Protocol[Output_co]):
    """A future: of a process pool or of a cluster."""

    def result(self) -> Output_co:
        """Waits for the result and returns it."""

    def cancel(self) -> object:
        """Cancels the task; the result is not needed."""


def cores() -> int:
    """The number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def map_ordered(
    task: Task[Item, Output], items: Sequence[Item], jobs: int, seconds: float
) -> Iterator[Output]:
    """The results of ``task`` for each item, in order, from up to ``jobs`` processes.

    An item whose worker takes longer than ``seconds`` costs the others nothing; one whose worker
    dies is tried once more by itself. A single item needs no worker.
    """
    if len(items) <= 1:
        return map_here(task, items, seconds)
    return _in_pools(task, items, max(min(jobs, len(items)), 1), seconds)


def map_here(task: Task[Item, Output], items: Iterable[Item], seconds: float) -> Iterator[Output]:
    """The results of ``task`` for each item, in order, in this process; for what cannot be sent.

    The time limit holds where there are alarm signals, and for the main thread only.
    """
    for item in items:
        try:
            with _alarm(seconds):
                result = task(item)
        except _OutOfTime:
            result = task.failed(item, TimeoutError())
        yield result


class _OutOfTime(BaseException):
    """Passes through whatever catches each ``Exception`` on its way."""


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Raises :class:`_OutOfTime` in the block when it takes longer than ``seconds``."""
    is_main = threading.current_thread() is threading.main_thread()
    if not (is_main and hasattr(signal, "setitimer")):
        yield
        return

    def out_of_time(*_: object) -> None:
        raise _OutOfTime

    before = signal.signal(signal.SIGALRM, out_of_time)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def closing(results: Iterator[Output]) -> Iterator[Iterator[Output]]:
    """Closes the generator ``results`` at the end of a ``with`` block, also after Ctrl-C.

    Otherwise an unfinished generator is closed at interpreter exit, when its pool no longer works.
    """
    try:
        yield results
    finally:
        if isinstance(results, Generator):
            results.close()


def ordered_futures(
    submit: Callable[[Item], Pending[Output]], items: Iterable[Item], ahead: int
) -> Iterator[Output]:
    """Yields the results in the order of ``items``; at most ``ahead`` are pending at a time."""
    pending: deque[Pending[Output]] = deque()
    try:
        for item in items:
            pending.append(submit(item))
            if len(pending) >= ahead:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:
        for future in pending:
            future.cancel()


def _in_pools(
    task: Task[Item, Output], items: Sequence[Item], jobs: int, seconds: float
) -> Iterator[Output]:
    """Yields the results from ``jobs`` processes; after the death of one, from other processes.

    pebble gives up all items if a worker dies that has none. One that dies while it takes or
    returns an item holds a lock for ever, so that the others die too, with the items they have.
    """
    rest = deque(items)
    while rest:
        try:
            for result in _in_pool(task, tuple(rest), jobs, seconds):
                rest.popleft()
                yield result
        except _DEATHS:
            yield _alone(task, rest.popleft(), seconds)


def _alone(task: Task[Item, Output], item: Item, seconds: float) -> Output:
    """The result of an item whose worker has died; of the reason if that happens again."""
    try:
        (result,) = _in_pool(task, [item], 1, seconds)
    except _DEATHS as reason:
        return task.failed(item, reason)
    return result


def _in_pool(
    task: Task[Item, Output], items: Iterable[Item], jobs: int, seconds: float
) -> Iterator[Output]:
    """Yields the results from one pool. Raises one of ``_DEATHS`` if a worker dies."""
    from pebble import ProcessPool  # a run with nothing to do needs none

    pool = ProcessPool(jobs, initializer=_start_worker, initargs=(task,), context=_context())

    def submit(item: Item) -> Pending[Output]:
        try:
            future = pool.schedule(_run_task, args=(item,), timeout=seconds)
        except RuntimeError as reason:
            raise BrokenProcessPool(str(reason)) from reason
        return _PoolResult(future, lambda reason: task.failed(item, reason))

    try:
        with _sigint_blocked():
            pool.active  # noqa: B018  # starts the workers
        yield from ordered_futures(submit, items, _AHEAD * jobs)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


@dataclass(frozen=True)
class _PoolResult(Generic[Output]):
    """The result of an item; ``failed`` makes it of the reason if the worker was late."""

    future: Future[Output]
    failed: Callable[[Exception], Output]

    def result(self) -> Output:
        """Waits for the result and returns it."""
        try:
            return self.future.result()
        except TimeoutError as reason:
            return self.failed(reason)

    def cancel(self) -> object:
        """Cancels the task."""
        return self.future.cancel()


def _context() -> BaseContext:
    """Fork on Linux, if no other thread can hold a lock; otherwise spawn, which is slower."""
    forks = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if forks else "spawn")


@contextmanager
def _sigint_blocked() -> Iterator[None]:
    """Blocks SIGINT until the end of the block; workers that are started in it inherit the mask."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_task: Any = None


def _start_worker(task: Any) -> None:
    """Initializes a worker: keeps the task, and ignores Ctrl-C, which is for the main process.

    What the program consists of is never garbage, and is not searched for any again and again.
    """
    global _task
    _task = task
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run_task(item: Any) -> Any:
    return _task(item)
