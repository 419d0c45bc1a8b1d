"""Units spread over a Dask cluster: scheduler and workers are processes that share no folder."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import pytest
from distributed import Client, Future, KilledWorker

from docgen import RenderOptions, Result, render_edition
from docgen.diagnostics import ExitCode, Place, Problem, UsageError
from docgen.pdf.programs import installed_programs
from docgen.project import Project
from docgen.runs import executor
from docgen.runs.cluster import client, payloads, remote_results
from docgen.runs.cluster.payloads import unit_files
from docgen.runs.cluster.remote_results import RemoteResult
from docgen.runs.edition import Edition
from tests.bad_units import check_result, make_units
from tests.support import (
    ROOT,
    UNIT,
    SmallProject,
    codes,
    needs_libreoffice,
    whole_project,
)
from tests.test_bulk import outputs, with_units

pytestmark = [pytest.mark.slow, pytest.mark.campaign("computers of a cluster that come and go")]

UNITS = 12
OFFICE = "株洲职业教育科技园管理办公室"
SOON = 30


@dataclass
class Machines:
    """A scheduler, and workers that work elsewhere; each a process of its own."""

    folder: Path
    address: str = ""

    @contextmanager
    def running(self, program: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        self.folder.mkdir(exist_ok=True)
        command = [sys.executable, "-m", f"distributed.cli.dask_{program}", *arguments]
        with (self.folder / f"{program}.log").open("ab") as log:
            process = subprocess.Popen(
                [*command, "--no-dashboard"], cwd=self.folder, stdout=log, stderr=log
            )
        try:
            yield process
        finally:
            process.terminate()
            process.wait(SOON)

    @contextmanager
    def scheduler(self) -> Iterator[subprocess.Popen[bytes]]:
        with self.running("scheduler", "--host", "127.0.0.1", "--port", "0") as process:
            log = self.folder / "scheduler.log"
            wait_for(lambda: "Scheduler at" in log.read_text("utf-8"))
            found = re.search(r"Scheduler at:\s*(\S+)", log.read_text("utf-8"))
            assert found
            self.address = found[1]
            yield process

    @contextmanager
    def workers(self, count: int) -> Iterator[subprocess.Popen[bytes]]:
        options = ["--nworkers", str(count), "--nthreads", "1", "--local-directory", "scratch"]
        with self.running("worker", self.address, *options) as process:
            with self.client() as dask_client:
                dask_client.wait_for_workers(count, timeout=SOON)
            yield process

    @contextmanager
    def client(self) -> Iterator[Client]:
        with Client(self.address, set_as_default=False) as dask_client:
            yield dask_client

    def kill(self) -> None:
        """Every worker, with all that it has done and was given."""
        with self.client() as dask_client:
            for pid in dask_client.run(os.getpid).values():
                os.kill(pid, signal.SIGKILL)


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + SOON
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    machines = Machines(tmp_path_factory.mktemp("elsewhere"))
    with machines.scheduler(), machines.workers(2):
        yield machines


def report_of(result: Result) -> list[object]:
    """All that a run says of each unit and of all."""
    units = [
        (outcome.name, outcome.docx, outcome.pdf, outcome.problems, outcome.silenced)
        for outcome in result.outcomes
    ]
    return [units, result.problems, result.verified, result.substituted]


def files_in(folder: Path) -> dict[str, bytes]:
    """The bytes of each Word file and of each PDF."""
    paths = [*folder.glob("*.docx"), *folder.glob("*.pdf")]
    return {path.name: path.read_bytes() for path in paths}


def at_unit(number: int, do: Callable[[], object]) -> Callable[[str, int, int], None]:
    """Progress that does something in the middle of a run."""

    def progress(step: str, done: int, total: int) -> None:
        if (step, done) == ("render", number):
            do()

    return progress


def test_a_cluster_gives_the_same_files_and_problems(
    project: SmallProject, machines: Machines
) -> None:
    with_units(project, UNITS)
    units = project.unit.parent
    (units / "unit-03" / "report.yaml").write_text("模板: form\n名称: 报告3\n", "utf-8")
    (units / "unit-04" / "report.yaml").write_text("模板: nothing\n名称: 报告4\n", "utf-8")
    (units / "unit-05" / "空").mkdir()
    (units / "unit-05" / "notes.txt").write_text("未用", "utf-8")
    local = project.render(jobs=1)
    before = outputs(project)
    shutil.rmtree(project.output)
    remote = project.render(scheduler=machines.address)
    assert outputs(project) == before
    assert len(before) == UNITS - 2
    assert report_of(remote) == report_of(local)
    assert codes(remote) == ["missing-field", "unknown-pack", "unused-file"]


@needs_libreoffice
def test_pdfs_and_what_is_measured_are_the_same(tmp_path: Path, machines: Machines) -> None:
    """The real form, compared with the year before, and a format from which it departs."""
    root = whole_project(tmp_path)
    pack = root / "word_templates" / "hunan-self-evaluation" / "pack.yaml"
    pack.write_text(pack.read_text("utf-8").replace("bottom: 35", "bottom: 30"), "utf-8")
    unit = root / UNIT.relative_to(ROOT)
    for year in ("2022", "2023"):
        shutil.copytree(unit, root / "content" / year / "with-last-year")
    other = shutil.copytree(unit, root / "content" / "2023" / "another") / "report.yaml"
    other.write_text(other.read_text("utf-8").replace(OFFICE, f"{OFFICE}二"), "utf-8")
    options = RenderOptions(jobs=1)
    local = render_edition("2023", options, root=root, out=root / "out")
    before = files_in(root / "out")
    shutil.rmtree(root / "out")
    there = replace(options, scheduler=machines.address)
    remote = render_edition("2023", there, root=root, out=root / "out")
    assert files_in(root / "out") == before
    assert len(before) == remote.verified == 4
    assert report_of(remote) == report_of(local)
    assert {"format-margin", "last-year-differs"} <= set(codes(remote))


def test_twenty_bad_units_of_eighty_cost_only_themselves(
    project: SmallProject, machines: Machines
) -> None:
    bad = make_units(project, 4)
    check_result(project.render(scheduler=machines.address), bad)


def test_workers_that_are_killed_are_made_up_for(project: SmallProject, machines: Machines) -> None:
    with_units(project, 60)
    local = project.render(jobs=1)
    before = outputs(project)
    shutil.rmtree(project.output)
    remote = project.render(scheduler=machines.address, progress=at_unit(5, machines.kill))
    assert outputs(project) == before
    assert report_of(remote) == report_of(local)
    folders = [path.name for path in (machines.folder / "scratch").rglob("docgen-*")]
    assert len(folders) <= 2, folders


def test_a_unit_that_kills_its_workers_is_told_as_one_that_failed() -> None:
    class DeadFuture:
        def result(self, timeout: float) -> None:
            raise KilledWorker("build", cast(Any, None), 3)

    dead = cast("Future[Any]", DeadFuture())
    answer = RemoteResult(
        dead, str, lambda reason: type(reason).__name__, Place("tcp://127.0.0.1:9")
    )
    assert answer.result() == "KilledWorker"


def test_a_broken_pack_is_told_once(project: SmallProject, machines: Machines) -> None:
    with_units(project, UNITS)
    (project.pack / "pack.yaml").write_text("parts: 3\n", "utf-8")
    remote = project.render(scheduler=machines.address)
    assert report_of(remote) == report_of(project.render(jobs=1))
    assert len(remote.problems) == len(list(remote.all_problems())) == 3


def test_what_bytes_do_not_tell_is_built_here(project: SmallProject, machines: Machines) -> None:
    with_units(project, 2)
    picture = project.root / "a.png"
    shutil.copyfile(ROOT / "docs" / "images" / "pages.png", picture)
    unit = project.unit.parent / "unit-01"
    (unit / "a.png").symlink_to(picture)
    (unit / "narrative").mkdir()
    (unit / "narrative" / "1.md").write_text("![图](../a.png)\n", "utf-8")
    assert unit_files(unit, Edition(Project(project.root), "2023")) is None
    remote = project.render(scheduler=machines.address)
    assert "link-outside" in codes(remote)
    assert report_of(remote) == report_of(project.render(jobs=1))


def test_ctrl_c_cancels_what_was_submitted(project: SmallProject, machines: Machines) -> None:
    with_units(project, 400)
    process = subprocess.Popen(
        command(machines.address),
        cwd=project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    wait_for(lambda: outputs(project))
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=SOON)
    assert process.returncode == 130
    assert "Traceback" not in errors
    assert 0 < len(outputs(project)) < 400
    with machines.client() as dask_client:
        wait_for(lambda: not dask_client.who_has() and not any(dask_client.processing().values()))


def command(address: str) -> list[str]:
    arguments = ["-m", "docgen", "render", "2023", "--no-pdf", "--scheduler", address]
    return [sys.executable, "-W", "error", *arguments, "--lang", "en"]


def test_the_command_line(project: SmallProject, machines: Machines) -> None:
    process = subprocess.run(
        command(machines.address),
        cwd=project.root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert process.stderr == ""
    assert (
        process.stdout == "wrote build/2023/报告.docx\ndone 1, not done 0; errors 0, warnings 0\n"
    )
    assert process.returncode == 0


def test_a_scheduler_that_is_not_there_is_told_soon(project: SmallProject) -> None:
    start = time.monotonic()
    process = subprocess.run(
        command("tcp://127.0.0.1:9"),
        cwd=project.root,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert process.returncode == 2
    assert process.stderr.startswith("tcp://127.0.0.1:9: error[no-scheduler]")
    assert "Traceback" not in process.stderr
    assert time.monotonic() - start < 15


def problem(project: SmallProject, address: str, **options: Any) -> Problem:
    with pytest.raises(UsageError) as caught:
        project.render(scheduler=address, **options)
    assert caught.value.problem.exit_code is ExitCode.USAGE
    return caught.value.problem


def test_what_is_not_an_address(project: SmallProject) -> None:
    assert problem(project, "无:此地").code == "no-scheduler"


def test_dask_that_is_not_installed(project: SmallProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executor, "find_spec", lambda name: None)
    assert problem(project, "tcp://127.0.0.1:9").code == "no-dask"


def test_workers_that_are_not_there_or_go_and_a_scheduler_that_is_lost(
    project: SmallProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_units(project, 60)
    monkeypatch.setattr(remote_results, "SCHEDULER_TIMEOUT", 1)
    monkeypatch.setattr(remote_results, "WORKER_CHECK_INTERVAL", 1)
    machines = Machines(tmp_path / "elsewhere")
    with machines.scheduler() as scheduler:
        assert problem(project, machines.address).code == "no-workers"
        with machines.workers(1) as worker:
            gone = problem(project, machines.address, progress=at_unit(5, worker.terminate))
        assert gone.code == "no-workers"
        with suppress(OSError), machines.workers(1):
            lost = problem(project, machines.address, progress=at_unit(5, scheduler.kill))
        assert lost.code == "cluster-failed"
    assert 5 <= len(outputs(project)) < 60


def test_a_worker_with_other_versions_is_told(
    project: SmallProject, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(payloads, "versions", lambda: (("docgen", "9"), ("lxml", "0")))
    found = problem(project, machines.address)
    assert found.code == "worker-differs"
    assert re.fullmatch(r"docgen 9 ≠ \S+ \S+, lxml 0 ≠ \S+", found.words["versions_en"])


def test_a_worker_without_docgen_is_told(
    project: SmallProject, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "find_spec", {}.get)  # what it finds is nothing
    found = problem(project, machines.address)
    assert found.code == "worker-differs"
    assert found.place.file.startswith("tcp://127.0.0.1:")


def test_a_pack_that_cannot_be_read(
    project: SmallProject, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(folder: Path, root: Path) -> None:
        raise PermissionError(13, "Permission denied", str(project.pack / "form.docx"))

    monkeypatch.setattr(client, "upload_of", locked)
    found = problem(project, machines.address)
    assert (found.code, found.place) == ("unreadable-file", Place("word_templates/form/form.docx"))


no_programs = dict  # with no argument it is empty; workers can unpickle it


@needs_libreoffice
def test_workers_without_libreoffice(
    project: SmallProject, machines: Machines, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert installed_programs()
    monkeypatch.setattr(client, "installed_programs", no_programs)
    found = project.render(pdf=True, scheduler=machines.address)
    assert codes(found) == ["no-converter"]
    assert next(found.all_problems()).place.file.startswith("tcp://127.0.0.1:")
    assert found.outcomes[0].docx
    assert found.exit_code is ExitCode.NO_PDF
