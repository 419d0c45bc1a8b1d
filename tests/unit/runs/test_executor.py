"""Work goes to the cores of this machine, or to a cluster if its address is given."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from docgen.diagnostics import ExitCode, Place, UsageError
from docgen.pdf import converter as pdf
from docgen.pdf.converter import Converter
from docgen.pool import Workers
from docgen.project import Project
from docgen.runs import executor
from docgen.runs.edition import Edition
from docgen.runs.executor import LocalExecutor, executor_for
from docgen.runs.unit_task import Builder
from docgen.runs.verify import Verifier

EDITION = Edition(Project(Path("/nowhere")), "2023")


@pytest.mark.parametrize(("arguments", "jobs"), [((), 7), ((0,), 7), ((3,), 3), ((1, ""), 1)])
def test_without_an_address_this_machine_works(
    monkeypatch: pytest.MonkeyPatch, arguments: tuple[Any, ...], jobs: int
) -> None:
    monkeypatch.setattr(executor, "cores", lambda: 7)
    with executor_for(EDITION, *arguments) as found:
        assert isinstance(found, LocalExecutor)
        assert found.jobs == jobs


def test_with_an_address_a_cluster_works(monkeypatch: pytest.MonkeyPatch) -> None:
    client = ModuleType("docgen.runs.cluster.client")
    client.connected = lambda *asked: nullcontext(asked)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "docgen.runs.cluster.client", client)
    monkeypatch.setattr(executor, "find_spec", {"distributed": "a module"}.get)
    with executor_for(EDITION, 3, "tcp://10.0.0.1:8786") as found:
        assert found == ("tcp://10.0.0.1:8786", EDITION)  # type: ignore[comparison-overlap]


def test_without_dask_an_address_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(executor, "find_spec", {}.get)
    with pytest.raises(UsageError) as caught:
        executor_for(EDITION, 0, "tcp://10.0.0.1:8786")
    problem = caught.value.problem
    assert (problem.code, problem.place) == ("no-dask", Place("tcp://10.0.0.1:8786"))
    assert problem.exit_code is ExitCode.USAGE


def test_units_are_built_and_verified_in_as_many_processes_and_with_a_time_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with LocalExecutor(EDITION, 3) as here:
        workers = here._workers
        assert (workers.jobs, workers.seconds) == (3, 120)
        monkeypatch.setattr(workers, "map", lambda *given: given)
        calls: list[Any] = [here.build([Path("a")]), here.verify([[Path("b")]])]
    (builder, folders), (verifier, units) = calls
    assert (builder, folders) == (Builder(EDITION), [Path("a")])
    assert (verifier, units) == (Verifier(EDITION.project), [[Path("b")]])


@pytest.mark.parametrize(("units", "started"), [(0, 0), (1, 0), (2, 1), (9, 1)])
def test_processes_start_for_several_units(
    monkeypatch: pytest.MonkeyPatch, units: int, started: int
) -> None:
    starts: list[object] = []
    monkeypatch.setattr(Workers, "start", lambda workers: starts.append(workers))
    with LocalExecutor(EDITION, 2) as here:
        here.expect(units, pdf_seconds=0)
    assert len(starts) == started


def test_pdfs_are_made_in_as_many_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    found: list[Any] = []

    def convert(*asked: Any, **chosen: Any) -> Iterator[tuple[Path, bytes]]:
        found.append((asked, chosen))
        return iter([(Path("a.docx"), b"%PDF")])

    word, here = Converter("Word", ""), LocalExecutor(EDITION, 3)
    there = {(EDITION.project.fonts, ""): word}
    monkeypatch.setattr(pdf, "convert", convert)
    monkeypatch.setattr(pdf, "find_converter", lambda *asked: there[asked])
    files = [Path("a.docx")]
    assert here.find_converter() is word
    assert here.no_converter(Place("甲")).problem.code == "no-converter"
    assert list(here.convert(word, files, 9)) == [(Path("a.docx"), b"%PDF")]
    here.convert(word, files, 9, archive=True)
    asked = (word, files, EDITION.project.fonts, 9)
    assert found == [(asked, {"archive": archive, "jobs": 3}) for archive in (False, True)]
