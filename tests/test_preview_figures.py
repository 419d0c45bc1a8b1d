"""Figures of workbooks on the page, by HTTP: where they are from, what changed, and taking it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exports import export, exported_project
from tests.preview_client import PreviewClient, is_settled, served
from tests.support import SmallProject
from tests.test_preview_edits import API, after, source_of, typed

pytestmark = pytest.mark.slow

RECORD = "figures/taken.yaml"


@pytest.fixture
def files(tmp_path: Path) -> SmallProject:
    """A unit of three figures of an export, which were taken."""
    project = exported_project(tmp_path, 3)
    export(project, 3, lambda number: 100.0 + number)
    project.render(jobs=1, verify=False)
    return project


@pytest.fixture
def client(files: SmallProject) -> Iterator[PreviewClient]:
    with served(files.root) as found:
        found.settled("one")
        yield found


def codes(client: PreviewClient) -> set[str]:
    return {problem["code"] for problem in client.unit("one")["problems"]} - {"near-names"}


def exported_anew(client: PreviewClient, files: SmallProject) -> None:
    version = client.unit("one")["version"]
    client.until(
        "one",
        lambda unit: is_settled(unit) and unit["version"] > version,
        lambda: export(files, 3, lambda number: 100.5 + number),
    )


def problem_of(client: PreviewClient, code: str) -> dict[str, object]:
    problems = client.unit("one")["problems"]
    return next(problem for problem in problems if problem["code"] == code)


def test_a_click_on_a_figure_shows_its_cell_and_its_line(client: PreviewClient) -> None:
    source = source_of(client, "101.00")
    assert source["kind"] == "cell"
    assert source["taken_from"] == "决算表.xlsx!财决01表!C3"
    assert (source["file"], source["line"]) == ("content/2023/one/report.yaml", 5)
    assert (source["edit"]["kind"], "决算表.xlsx!财决01表!C3" in source["edit"]["why"]) == (
        "none",
        True,
    )
    assert (source["row"]["number"], source["row"]["count"]) == (2, 3)


def test_what_is_worked_out_from_it_names_it_among_its_inputs(client: PreviewClient) -> None:
    inputs = source_of(client, "20.2%")["inputs"]
    assert ("决算表.xlsx!财决01表!C3", "101.00") in {
        (each["taken_from"], each["value"]) for each in inputs
    }


def test_it_cannot_be_typed_over(files: SmallProject, client: PreviewClient) -> None:
    before = (files.unit / "report.yaml").read_bytes()
    source = source_of(client, "101.00")
    edit = {**source["edit"], "kind": "value", "text": "决算表.xlsx!财决01表!C3"}
    answer = client.post(f"{API}/edit", typed(edit, "7")).json
    assert (answer["ok"], answer["problem"]["code"]) == (False, "from-cell")
    assert (files.unit / "report.yaml").read_bytes() == before


def test_a_changed_export_is_listed_and_shown_on_draft_pages(
    files: SmallProject, client: PreviewClient
) -> None:
    exported_anew(client, files)
    assert codes(client) == {"figure-changed", "figures-not-taken"}
    unit = client.unit("one")
    assert unit["draft"]
    changed = [problem for problem in unit["problems"] if problem["code"] == "figure-changed"]
    assert [problem["taken_from"].rpartition("!")[2] for problem in changed] == ["C2", "C3", "C4"]
    assert all(problem["boxes"] for problem in changed)
    assert source_of(client, "101.50")["taken_from"] == "决算表.xlsx!财决01表!C3"


def test_what_is_listed_can_be_taken(files: SmallProject, client: PreviewClient) -> None:
    exported_anew(client, files)
    problem = problem_of(client, "figures-not-taken")
    assert problem["taking"]
    unit = after(client, "take", {"id": problem["id"]})
    assert not unit["draft"]
    assert codes(client) == set()
    assert '"101.50"' in (files.unit / RECORD).read_text("utf-8")


def test_what_was_saved_meanwhile_is_not_taken(files: SmallProject, client: PreviewClient) -> None:
    exported_anew(client, files)
    problem, before = problem_of(client, "figures-not-taken"), (files.unit / RECORD).read_bytes()
    export(files, 3, lambda number: 300.0 + number)
    answer = client.post(f"{API}/take", {"id": problem["id"]})
    assert answer.status == 409 or answer.json["problem"]["code"] == "export-changed"
    assert (files.unit / RECORD).read_bytes() == before
