"""Results of a cluster: a result, an item that failed, or an error that ends the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from distributed import Client, Future, KilledWorker

from docgen.diagnostics import Place, UsageError
from docgen.diagnostics.bilingual import listed_names
from docgen.diagnostics.codes import problem_code
from docgen.runs.cluster.worker import WorkerDiffersError

NO_WORKERS = problem_code(
    "no-workers",
    en=("the scheduler has no workers", "run dask worker on each machine; see docs/en/scale.md"),
    zh=("调度器没有任何工作进程", "在各台机器上运行 dask worker；见 docs/zh/scale.md"),
)
WORKER_DIFFERS = problem_code(
    "worker-differs",
    en=(
        "a worker has other versions than this machine, and other files would come out: {versions}",
        "install the same versions on every machine, from the same wheel file of docgen and its "
        "list of versions: pip install -c constraints.txt './docgen_gongwen-….whl[dask]'; then "
        "start dask worker again",
    ),
    zh=(
        "有工作进程的程序版本与这台机器不同，生成的文件会不同：{versions}",
        "在每台机器上安装同样的版本，用同一个 docgen 安装文件和版本清单：pip install "
        "-c constraints.txt './docgen_gongwen-….whl[dask]'，再重新启动 dask worker",
    ),
)
CLUSTER_FAILED = problem_code(
    "cluster-failed",
    en=(
        "the Dask cluster failed, and the run has stopped: {reason}",
        "files that were written are whole; look at what scheduler and workers print: "
        "docgen with Dask has to be installed on every machine, the scheduler's too; then run it "
        "again",
    ),
    zh=(
        "Dask 集群出错，已停止：{reason}",
        "已写好的文件是完整的；检查调度器和工作进程的输出，每台机器（包括调度器）都要安装 "
        "docgen 和 Dask；然后再运行",
    ),
)

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
        raise UsageError(NO_WORKERS, place) from reason


@contextmanager
def as_usage_error(place: Place) -> Iterator[None]:
    """Turns an exception into a :class:`UsageError`, except that of an item that kills workers."""
    try:
        yield
    except (KilledWorker, UsageError):
        raise
    except WorkerDiffersError as reason:
        raise UsageError(WORKER_DIFFERS, place, versions=listed_names(reason.args)) from reason
    except Exception as reason:
        message = f"{type(reason).__name__}: {reason}".splitlines()[0][:200]
        raise UsageError(CLUSTER_FAILED, place, reason=message) from reason
