"""What is sent to a cluster, in which order, and what comes of the answers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import dask
import pytest
from distributed import KilledWorker

from docgen.atomic import FILE_OPEN
from docgen.diagnostics import Place, UsageError, warning
from docgen.pdf.converter import Converter
from docgen.pdf.programs import installed_programs
from docgen.pool import ordered_futures
from docgen.project import Project
from docgen.runs.cluster import client, worker
from docgen.runs.cluster.client import ClusterExecutor, connected
from docgen.runs.edition import Edition
from docgen.runs.results import Outcome
from tests.support import SmallProject
from tests.unit.helpers import codes
from tests.unit.runs.cluster.test_remote_results import DaskFuture

ADDRESS = "tcp://10.0.0.1:8786"


class DaskClient:
    """A cluster of two workers with three threads; ``answers`` has what a function gives."""

    def __init__(self, answers: dict[Any, Callable[..., object]]) -> None:
        self.answers = answers
        self.submitted: list[tuple[str, tuple[Any, ...]]] = []
        self.workers = 1

    def nthreads(self) -> dict[str, int]:
        return {"tcp://a": 1, "tcp://b": 2}

    def submit(self, function: Callable[..., object], *arguments: Any, pure: bool) -> DaskFuture:
        assert not pure
        self.submitted.append((function.__name__, arguments))
        try:
            value = self.answers.get(function, worker.return_upload)(*arguments)
        except Exception as reason:
            value = reason
        return DaskFuture(value)

    def run(self, function: Any, *arguments: Any) -> dict[str, object]:
        answer = self.answers[function]
        return {address: answer(address) for address in self.nthreads()}

    def wait_for_workers(self, count: int, timeout: int) -> None:
        if self.workers < count:
            raise TimeoutError

    def __enter__(self) -> DaskClient:
        return self

    def __exit__(self, *_: object) -> None:
        self.submitted.append(("closed", ()))


def cluster(
    project: SmallProject, answers: dict[Any, Callable[..., object]]
) -> tuple[ClusterExecutor, DaskClient]:
    dask_client: Any = DaskClient(answers)
    edition = Edition(Project(project.root), "2023")
    return ClusterExecutor(dask_client, Place(ADDRESS), edition), dask_client


@pytest.fixture
def ahead(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many items are submitted ahead."""
    found: list[int] = []

    def noting(submit: Callable[[Any], Any], items: Iterable[Any], count: int) -> Iterator[Any]:
        found.append(count)
        return ordered_futures(submit, items, count)

    monkeypatch.setattr(client, "ordered_futures", noting)
    return found


def test_units_are_sent_as_bytes_and_packs_once(project: SmallProject, ahead: list[int]) -> None:
    outcome = Outcome("one", None)
    executor, dask_client = cluster(project, {worker.build: lambda *_: (None, outcome, ())})
    results = list(executor.build([project.unit, project.unit]))
    assert [(result.folder, result.outcome) for result in results] == [(project.unit, outcome)] * 2
    upload, *builds = dask_client.submitted
    assert (upload[0], [name for name, _ in builds]) == ("return_upload", ["build", "build"])
    files, unit, edition, packs, draft = builds[0][1]
    assert (unit, edition, draft) == ("content/2023/one", "2023", False)
    assert files["content/2023/one/report.yaml"].startswith("模板".encode())
    assert packs is builds[1][1][3]
    assert ahead == [24]


@pytest.mark.parametrize(("threads", "count"), [(1, 24), (8, 24), (9, 27)])
def test_three_items_a_thread_are_ahead_and_24_at_least(
    project: SmallProject, ahead: list[int], threads: int, count: int
) -> None:
    class OneWorker(DaskClient):
        def nthreads(self) -> dict[str, int]:
            return {"tcp://a": threads}

    some: Any = OneWorker({worker.convert: lambda files, *_: ([b""] * len(files), {})})
    executor = ClusterExecutor(some, Place(ADDRESS), Edition(Project(project.root), "2023"))
    assert list(executor.build([])) == []
    assert list(executor.verify([])) == []
    list(executor.convert(Converter("LibreOffice", ""), [], 9))
    assert ahead == [count, count, 2 * threads]


def test_a_unit_that_bytes_do_not_tell_is_built_here(project: SmallProject) -> None:
    (project.unit / "link").symlink_to("nowhere")
    executor, dask_client = cluster(project, {})
    (result,) = executor.build([project.unit])
    assert result.report is not None
    assert dask_client.submitted == []


def killing(*_: object) -> None:
    dead: Any = SimpleNamespace(address="tcp://a")
    raise KilledWorker("build", dead, 3)


def test_a_unit_that_kills_its_workers_is_told(project: SmallProject) -> None:
    executor, _ = cluster(project, {worker.build: killing})
    (result,) = executor.build([project.unit])
    assert codes(result.outcome.problems) == ["docgen-failed"]


def test_deviations_are_named_as_on_this_machine(project: SmallProject, ahead: list[int]) -> None:
    project.output.mkdir(parents=True)
    files = [project.output / "报告.docx", project.output / "报告.pdf"]
    for file in files:
        file.write_bytes(file.name.encode())

    def verified(sent: dict[str, bytes], edition: str, packs: object) -> object:
        assert edition == "2023"
        problems = [warning(FILE_OPEN, Place(name, 3), holder="") for name in sent]
        return (*problems, warning(FILE_OPEN, Place("word_templates/form"), holder="")), len(sent)

    executor, dask_client = cluster(project, {worker.verify: verified})
    (result,) = executor.verify([files])
    places = [str(problem.place) for problem in result.all_problems()]
    assert places == ["build/2023/报告.docx:3:0", "build/2023/报告.pdf:3:0", "word_templates/form"]
    assert (result.verified, result.outcomes) == (2, ())
    sent = dask_client.submitted[-1][1][0]
    assert sent == {f"verified/{file.name}": file.name.encode() for file in files}


def test_files_that_cannot_be_read_or_kill_their_workers_are_told(project: SmallProject) -> None:
    project.output.mkdir(parents=True)
    file = project.output / "报告.docx"
    executor, dask_client = cluster(project, {worker.verify: killing})
    (result,) = executor.verify([[file]])
    assert codes(result.all_problems()) == ["unreadable-docx"]
    assert dask_client.submitted == []
    file.write_bytes(b"1")
    (result,) = executor.verify([[file]])
    assert codes(result.all_problems()) == ["docgen-failed"]


def test_each_file_is_converted_by_itself(project: SmallProject, ahead: list[int]) -> None:
    def converted(file: bytes, fonts: object, seconds: int, archive: bool, chosen: str) -> object:
        return b"%PDF " + file, {f"font {len(file)}": None}

    files = [project.root / f"{number}.docx" for number in range(5)]
    for file in files[1:]:
        file.write_bytes(file.name.encode())
    executor, dask_client = cluster(project, {worker.convert: converted})
    found = executor.find_converter
    dask_client.answers[installed_programs] = lambda _: {"LibreOffice": "soffice"}
    converter = found()
    assert converter == Converter("LibreOffice", "", {})
    for archive in (False, True):
        chosen = {"archive": True} if archive else {}
        pdfs = list(executor.convert(converter, files, 9, **chosen))
        assert pdfs[0] == (files[0], b"%PDF ")  # it cannot be read
        assert pdfs[1:] == [(file, b"%PDF " + file.name.encode()) for file in files[1:]]
        *_, (name, (sent, _, *how)) = dask_client.submitted
        assert (name, sent, how) == ("convert", b"4.docx", [9, archive, ""])
    assert converter.substituted == {"font 0": None, "font 6": None}
    assert ahead == [6, 6]
    dask_client.answers[worker.convert] = killing
    reasons = executor.convert(converter, files, 9)
    assert list(reasons) == [(file, "KilledWorker") for file in files]


def test_a_worker_without_a_converter_is_named(project: SmallProject) -> None:
    there = {"tcp://a": {"LibreOffice": "soffice"}, "tcp://b": {}}
    executor, _ = cluster(project, {installed_programs: there.get})
    assert executor.find_converter() is None
    problem = executor.no_converter(Place("build")).problem
    assert (problem.code, problem.place) == ("no-converter", Place("tcp://b"))
    executor, _ = cluster(project, {installed_programs: lambda _: {}})
    assert executor.no_converter(Place("build")).problem.place == Place("tcp://a")


@pytest.mark.parametrize(
    ("error", "place", "reason"),
    [
        (PermissionError(13, "locked", "form.docx"), "form.docx", "locked"),
        (OSError("odd"), "word_templates", "odd"),
    ],
)
def test_packs_that_cannot_be_read_end_the_run(
    project: SmallProject,
    monkeypatch: pytest.MonkeyPatch,
    error: OSError,
    place: str,
    reason: str,
) -> None:
    def locked(folder: Path, root: Path) -> None:
        raise error

    monkeypatch.setattr(client, "upload_of", locked)
    executor, _ = cluster(project, {})
    with pytest.raises(UsageError) as caught:
        list(executor.build([project.unit]))
    problem = caught.value.problem
    assert (problem.code, problem.place) == ("unreadable-file", Place(place))
    assert dict(problem.words) == {"reason": reason}


@contextmanager
def dask_clients(
    monkeypatch: pytest.MonkeyPatch, found: DaskClient | Exception
) -> Iterator[list[Any]]:
    """What clients are made with, which are all this one; or none can be made."""
    asked: list[Any] = []

    def made(*address: str, **options: object) -> DaskClient:
        asked.append((address, options))
        if isinstance(found, Exception):
            raise found
        return found

    monkeypatch.setattr(client, "Client", made)
    yield asked


EDITION = Edition(Project(Path("/nowhere")), "2023")


def test_a_cluster_is_connected_for_the_time_of_a_run(monkeypatch: pytest.MonkeyPatch) -> None:
    logger, setting = (
        logging.getLogger("distributed"),
        "distributed.admin.large-graph-warning-threshold",
    )
    before = (logger.level, dask.config.get(setting, None))
    there = DaskClient({find_spec: lambda _: "a module"})
    with dask_clients(monkeypatch, there) as asked, connected(ADDRESS, EDITION) as executor:
        assert isinstance(executor, ClusterExecutor)
        assert logger.level == logging.CRITICAL
        assert dask.config.get(setting) == "1TiB"
        assert there.submitted == []
    assert there.submitted == [("closed", ())]
    assert asked == [((ADDRESS,), {"timeout": 5, "set_as_default": False, "name": "docgen"})]
    assert (logger.level, dask.config.get(setting, None)) == before


@pytest.mark.parametrize("reason", [OSError("refused"), ValueError("no address")])
def test_a_scheduler_that_does_not_answer_is_told(
    monkeypatch: pytest.MonkeyPatch, reason: Exception
) -> None:
    with dask_clients(monkeypatch, reason), pytest.raises(UsageError) as caught:  # noqa: SIM117
        with connected(ADDRESS, EDITION):
            pass
    problem = caught.value.problem
    assert (problem.code, problem.place) == ("no-scheduler", Place(ADDRESS))
    assert dict(problem.words) == {"seconds": "5"}


def test_a_cluster_without_workers_or_without_docgen_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    there = DaskClient({find_spec: {"tcp://a": "a module"}.get})
    with dask_clients(monkeypatch, there):
        with pytest.raises(UsageError) as caught, connected(ADDRESS, EDITION):
            pass
        problem = caught.value.problem
        assert (problem.code, problem.place) == ("worker-differs", Place("tcp://b"))
        assert dict(problem.words) == {"versions": "docgen: —"}
        there.workers = 0
        with pytest.raises(UsageError, match="no-workers"), connected(ADDRESS, EDITION):
            pass
