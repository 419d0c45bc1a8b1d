"""Work done item by item, by this process or by several: what comes out does not depend on it.

Results come in the order of the items, and only a few items are ahead of the one that is asked for,
so that memory does not grow with their number.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from typing import Any, Generic, Protocol, TypeVar

Item = TypeVar("Item")
Done = TypeVar("Done")
Done_co = TypeVar("Done_co", covariant=True)
Item_contra = TypeVar("Item_contra", contravariant=True)

_AHEAD = 3
"""Items per worker that are under way or wait to be fetched."""


class Task(Protocol[Item_contra, Done_co]):
    """What is done to each item. It is sent to each worker once, and may keep things there."""

    def __call__(self, item: Item_contra, /) -> Done_co:
        """The result for one item; nothing is raised."""

    def failed(self, item: Item_contra, reason: Exception, /) -> Done_co:
        """The result when a worker died of it."""


class Pending(Protocol[Done_co]):
    """A result to come: of a process pool, of a cluster."""

    def result(self) -> Done_co:
        """The result, when it is there."""

    def cancel(self) -> object:
        """Nobody wants it any more."""


def cores() -> int:
    """How many processes can work at once on this machine."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def map_ordered(work: Task[Item, Done], items: Sequence[Item], jobs: int) -> Iterator[Done]:
    """The result for each item, in order, by up to ``jobs`` processes."""
    if min(jobs, len(items)) > 1:
        return _Processes(work, min(jobs, len(items))).do(items)
    return map(work, items)


@contextmanager
def closing(results: Iterator[Done]) -> Iterator[Iterator[Done]]:
    """``results`` for a ``with`` block, at whose end the work ends too, be it by Ctrl-C.

    A generator that is left half done ends with the interpreter, when pools are gone already.
    """
    try:
        yield results
    finally:
        if isinstance(results, Generator):
            results.close()


def ordered_futures(
    submit: Callable[[Item], Pending[Done]], items: Iterable[Item], ahead: int
) -> Iterator[Done]:
    """The results in the order of ``items``, ``ahead`` of which are submitted before they count."""
    waiting: deque[Pending[Done]] = deque()
    try:
        for item in items:
            waiting.append(submit(item))
            if len(waiting) >= ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for one in waiting:
            one.cancel()


class _Processes(Generic[Item, Done]):
    def __init__(self, work: Task[Item, Done], jobs: int) -> None:
        self._work, self._jobs = work, jobs

    def do(self, items: Sequence[Item]) -> Iterator[Done]:
        """A worker that dies takes the pool with it: the item is tried alone, the rest anew."""
        rest = deque(items)
        while rest:
            try:
                for done in self.together(list(rest), self._jobs):
                    rest.popleft()
                    yield done
            except BrokenProcessPool:
                yield self.alone(rest.popleft())

    def together(self, items: Sequence[Item], jobs: int) -> Iterator[Done]:
        pool = ProcessPoolExecutor(jobs, _context(), _begin, (self._work,))
        try:
            with _uninterrupted():
                pool.submit(_nothing)  # starts the workers
            yield from ordered_futures(lambda one: pool.submit(_call, one), items, _AHEAD * jobs)
        finally:
            pool.shutdown(cancel_futures=True)

    def alone(self, item: Item) -> Done:
        try:
            return next(iter(self.together([item], 1)))
        except BrokenProcessPool as reason:
            return self._work.failed(item, reason)


def _context() -> BaseContext:
    """Forking is quick, and safe where no other thread holds a lock."""
    forks = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if forks else "spawn")


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C waits for the end of the block; workers that are started here never get it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_work: Any = None


def _begin(work: Any) -> None:
    """Ctrl-C is for the process that people see; it ends its workers."""
    global _work
    _work = work
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _nothing() -> None:
    pass


def _call(item: Any) -> Any:
    return _work(item)
