"""Maps tasks over items in processes that the tasks share.

Results come in input order, whatever the number of workers. Only a few items are taken ahead of the
one that is fetched, so that memory does not grow with the number of items, and one task can feed
the next. pebble replaces a worker that hangs; after one that dies all are replaced here.
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
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing.context import BaseContext
from typing import Any, Generic, Protocol, TypeVar

Item = TypeVar("Item")
Output = TypeVar("Output")
Output_co = TypeVar("Output_co", covariant=True)
Item_contra = TypeVar("Item_contra", contravariant=True)

_AHEAD = 3
"""Items per worker that are running, or finished and not yet fetched."""

_DEATHS = (BrokenProcessPool, CancelledError, OSError)
"""What the death of a worker raises: that of one with an item is pebble's own ``OSError``, and what
was not begun in a pool that is given up is cancelled."""


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
    """The results of ``task`` for each item, in order, from up to ``jobs`` processes."""
    with Workers(min(jobs, len(items)), seconds, task) as workers:
        yield from workers.map(task, items)


class Workers:
    """Processes that share the items of some tasks, which are known before the first starts.

    They start with the first task that has two items; a single item is done in this process. They
    end with the ``with`` block.

    An item whose worker takes longer than ``seconds`` costs the others nothing; one whose worker
    dies is tried once more by itself.

    Args:
        jobs: the number of processes; at least one is started.
        seconds: the time limit of an item.
        tasks: whose items they do.
    """

    def __init__(self, jobs: int, seconds: float, *tasks: Task[Any, Any]) -> None:
        self.jobs, self.seconds = max(jobs, 1), seconds
        self._tasks = tasks
        self._pool: _Pool | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.stop()

    def start(self) -> None:
        """Starts the processes, if they do not run: before other threads, they start faster."""
        self._running()

    def map(self, task: Task[Item, Output], items: Iterable[Item]) -> Iterator[Output]:
        """The results of ``task`` for each item, in order; items are taken a few ahead."""
        items = iter(items)
        first = tuple(islice(items, 2))
        if len(first) <= 1:
            return map_here(task, first, self.seconds)
        number = self._tasks.index(task)
        return ordered_futures(
            lambda item: _Retried(self, task, number, item), chain(first, items), _AHEAD * self.jobs
        )

    def _running(self) -> _Pool:
        if self._pool is None:
            self._pool = _Pool(self._tasks, self.jobs, self.seconds)
        return self._pool

    def _given_up(self, broken: _Pool) -> bool:
        """Ends ``broken``, in which a worker died; whether nobody else has done so before."""
        if self._pool is not broken:
            return False
        self._pool = None
        broken.stop()
        return True

    def _alone(self, number: int, item: Any) -> Any:
        """The result of an item whose worker has died. Raises one of ``_DEATHS`` the next time."""
        pool = _Pool(self._tasks, 1, self.seconds)
        try:
            return pool.submit(number, item).result()
        finally:
            pool.stop()


class _Retried(Generic[Item, Output]):
    """The result of an item; it is done again if a worker died.

    pebble gives up all items if a worker dies that has none. One that dies while it takes or
    returns an item holds a lock for ever, so that the others die too, with the items they have. So
    the pool of a dead worker is given up. Of its items, the first that is fetched is done alone,
    as it may be the one that kills; the others go to the next pool.
    """

    def __init__(self, workers: Workers, task: Task[Item, Output], number: int, item: Item) -> None:
        self._workers, self._task, self._number, self._item = workers, task, number, item
        self._submit()

    def _submit(self) -> None:
        self._pool = self._workers._running()
        self._future: Future[Output] | None
        try:
            self._future = self._pool.submit(self._number, self._item)
        except BrokenProcessPool:
            self._future = None

    def result(self) -> Output:
        """Waits for the result and returns it."""
        try:
            return self._result()
        except (TimeoutError, *_DEATHS) as reason:
            return self._task.failed(self._item, reason)

    def _result(self) -> Output:
        while True:
            try:
                return self._fetched()
            except TimeoutError:  # an OSError too
                raise
            except _DEATHS:
                if self._workers._given_up(self._pool):
                    result: Output = self._workers._alone(self._number, self._item)
                    return result
                self._submit()

    def _fetched(self) -> Output:
        if self._future is None or (self._pool.is_stopped and not self._future.done()):
            raise BrokenProcessPool  # nobody will do it
        return self._future.result()

    def cancel(self) -> object:
        """Cancels the item."""
        return self._future and self._future.cancel()


class _Pool:
    """Processes of pebble, which replaces those that are late."""

    def __init__(self, tasks: Sequence[Task[Any, Any]], jobs: int, seconds: float) -> None:
        from pebble import ProcessPool  # a run with nothing to do needs none

        self._seconds, self.is_stopped = seconds, False
        self._pool = ProcessPool(
            jobs, initializer=_start_worker, initargs=(tasks,), context=_context()
        )
        with _sigint_blocked():
            self._pool.active  # noqa: B018  # starts the workers

    def submit(self, number: int, item: Any) -> Future[Any]:
        """The future result of a task's item. Raises one of ``_DEATHS`` if the pool is broken."""
        try:
            return self._pool.schedule(_run_task, args=(number, item), timeout=self._seconds)
        except RuntimeError as reason:
            raise BrokenProcessPool(str(reason)) from reason

    def stop(self) -> None:
        """Ends the processes, with what they do."""
        self.is_stopped = True
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()


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


_tasks: Sequence[Any] = ()


def _start_worker(tasks: Sequence[Any]) -> None:
    """Initializes a worker: keeps the tasks, and ignores Ctrl-C, which is for the main process.

    What the program consists of is never garbage, and is not searched for any again and again.
    """
    global _tasks
    _tasks = tasks
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run_task(number: int, item: Any) -> Any:
    return _tasks[number](item)
