"""A worker builds one unit after the other; what goes wrong with one is told of that one."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.diagnostics import ExitCode, Place
from docgen.project import Project
from docgen.runs import UNIT_SECONDS, unit_task
from docgen.runs.edition import Edition
from docgen.runs.failures import failure
from docgen.runs.unit_task import Builder
from tests.support import SmallProject
from tests.unit.helpers import codes

FOLDER = Path("/nowhere/content/2023/one")
PLACE = Place("content/2023/one")


def edition_of(project: SmallProject) -> Edition:
    return Edition(Project(project.root), "2023")


def test_a_unit_is_built_and_its_report_returned_if_wanted(project: SmallProject) -> None:
    result = Builder(edition_of(project))(project.unit)
    assert result.report is not None
    assert (result.report.name, result.folder) == ("报告.docx", project.unit)
    assert (result.outcome.name, result.outcome.problems, result.of_packs) == ("one", (), ())
    assert Builder(edition_of(project), return_report=False)(project.unit).report is None


def test_packs_are_loaded_once_and_their_problems_come_with_each_unit(
    project: SmallProject,
) -> None:
    (project.pack / "pack.yaml").write_text("parts: 3\n", "utf-8")
    builder = Builder(edition_of(project))
    first, second = builder(project.unit), builder(project.unit)
    assert builder.packs is builder.packs
    assert codes(first.outcome.problems) == []
    assert codes(first.of_packs) == codes(second.of_packs) != []


def test_a_unit_over_which_docgen_fails_is_told(
    project: SmallProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise KeyError("甲")

    monkeypatch.setattr(unit_task, "build_unit", failing)
    result = Builder(edition_of(project))(project.unit)
    assert (result.report, result.of_packs, result.outcome.docx) == (None, (), None)
    (problem,) = result.outcome.problems
    assert (problem.code, problem.place) == ("docgen-failed", PLACE)
    line = failing.__code__.co_firstlineno + 1
    where = f"test_unit_task.py:{line}"
    assert dict(problem.words) == {"reason": "KeyError: '甲'", "where": where}


@pytest.mark.parametrize(
    ("reason", "code", "words"),
    [
        (TimeoutError(), "unit-timeout", {"seconds": "120", "step": "build"}),
        (OSError("gone"), "docgen-failed", {"reason": "OSError: gone", "where": "—"}),
    ],
)
def test_a_unit_that_took_too_long_or_killed_its_worker_is_told(
    reason: Exception, code: str, words: dict[str, str]
) -> None:
    builder = Builder(Edition(Project(Path("/nowhere")), "2023"))
    result = builder.failed(FOLDER, reason)
    assert (result.folder, result.report, result.outcome.name) == (FOLDER, None, "one")
    (problem,) = result.outcome.problems
    assert (problem.code, problem.place, dict(problem.words)) == (code, PLACE, words)
    assert problem.exit_code is ExitCode.CONTENT
    assert UNIT_SECONDS == 120


@pytest.mark.parametrize(("length", "kept"), [(188, 200), (189, 200), (500, 200), (10, 22)])
def test_a_reason_has_at_most_200_characters(length: int, kept: int) -> None:
    reason = failure(PLACE, "build", ValueError("字" * length)).words["reason"]
    assert len(reason) == kept
    assert reason.startswith("ValueError: 字")
