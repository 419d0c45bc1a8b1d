"""What comes back from a cluster: a result, an item that failed, or a problem that ends the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from distributed import Client, Future, KilledWorker

from docgen.diagnostics import Place, UsageError
from docgen.runs.cluster.worker import WorkerDiffersError

Done = TypeVar("Done")

SCHEDULER_TIMEOUT = 5
"""Seconds in which the scheduler has to answer, and a first worker to be there."""

LONG = 60
"""Seconds without a result after which it is asked whether anyone is still at work."""


@dataclass(frozen=True)
class RemoteResult(Generic[Done]):
    """What will have been done by a worker.

    Attributes:
        future: what the worker gives.
        done: makes the result of it.
        failed: makes a result of the reason, when several workers have died of the item.
        place: the scheduler's address.
    """

    future: Future[Any]
    done: Callable[[Any], Done]
    failed: Callable[[Exception], Done]
    place: Place

    def result(self) -> Done:
        """The result, when it is there. Raises :class:`UsageError` if the cluster fails."""
        try:
            with as_usage_error(self.place):
                given = self._given()
        except KilledWorker as reason:
            return self.failed(reason)
        return self.done(given)

    def _given(self) -> Any:
        while True:
            try:
                return self.future.result(timeout=LONG)
            except TimeoutError:
                await_workers(self.future.client, self.place)

    def cancel(self) -> None:
        """Nobody wants it any more."""
        with suppress(Exception):  # a cluster that is lost does nothing more
            self.future.cancel()


@dataclass(frozen=True)
class ReadyResult(Generic[Done]):
    """What this machine has done itself."""

    done: Done

    def result(self) -> Done:
        """The result."""
        return self.done

    def cancel(self) -> None:
        """It is done."""


def await_workers(client: Client, place: Place) -> None:
    """Raises :class:`UsageError` if no worker is there, and none comes."""
    try:
        client.wait_for_workers(1, timeout=SCHEDULER_TIMEOUT)
    except TimeoutError as reason:
        raise UsageError("no-workers", place) from reason


@contextmanager
def as_usage_error(place: Place) -> Iterator[None]:
    """What ends the run is told as a problem; an item that kills its workers does not end it."""
    try:
        yield
    except (KilledWorker, UsageError):
        raise
    except WorkerDiffersError as reason:
        raise UsageError("worker-differs", place, versions=reason) from reason
    except Exception as reason:
        said = f"{type(reason).__name__}: {reason}".splitlines()[0][:200]
        raise UsageError("cluster-failed", place, reason=said) from reason
