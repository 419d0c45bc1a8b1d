"""Results of a cluster: a result, an item that failed, or an error that ends the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from distributed import Client, Future, KilledWorker

from docgen.diagnostics import Place, UsageError
from docgen.runs.cluster.worker import WorkerDiffersError

Output = TypeVar("Output")

SCHEDULER_TIMEOUT = 5
"""Seconds within which the scheduler has to answer and a first worker to connect."""

WORKER_CHECK_INTERVAL = 60
"""Seconds without a result after which the presence of workers is checked."""


@dataclass(frozen=True)
class RemoteResult(Generic[Output]):
    """The result of a task on a worker.

    Attributes:
        future: the future of the worker's return value.
        decode: makes the result of that value.
        failed: makes the result of the reason, if the item has killed several workers.
        place: the scheduler's address.
    """

    future: Future[Any]
    decode: Callable[[Any], Output]
    failed: Callable[[Exception], Output]
    place: Place

    def result(self) -> Output:
        """Waits for the result. Raises :class:`UsageError` if the cluster fails."""
        try:
            with as_usage_error(self.place):
                value = self._value()
        except KilledWorker as reason:
            return self.failed(reason)
        return self.decode(value)

    def _value(self) -> Any:
        while True:
            try:
                return self.future.result(timeout=WORKER_CHECK_INTERVAL)
            except TimeoutError:
                await_workers(self.future.client, self.place)

    def cancel(self) -> None:
        """Cancels the task; the result is not needed."""
        with suppress(Exception):  # a cluster that is lost runs nothing any more
            self.future.cancel()


@dataclass(frozen=True)
class ReadyResult(Generic[Output]):
    """A result that was computed on this machine."""

    value: Output

    def result(self) -> Output:
        """The result."""
        return self.value

    def cancel(self) -> None:
        """Does nothing; the result is there."""


def await_workers(client: Client, place: Place) -> None:
    """Waits for a first worker. Raises :class:`UsageError` if none connects in time."""
    try:
        client.wait_for_workers(1, timeout=SCHEDULER_TIMEOUT)
    except TimeoutError as reason:
        raise UsageError("no-workers", place) from reason


@contextmanager
def as_usage_error(place: Place) -> Iterator[None]:
    """Turns an exception into a :class:`UsageError`, except that of an item that kills workers."""
    try:
        yield
    except (KilledWorker, UsageError):
        raise
    except WorkerDiffersError as reason:
        raise UsageError("worker-differs", place, versions=reason) from reason
    except Exception as reason:
        message = f"{type(reason).__name__}: {reason}".splitlines()[0][:200]
        raise UsageError("cluster-failed", place, reason=message) from reason
