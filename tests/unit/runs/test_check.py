"""A check says what is wrong with the content of each unit, and writes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from docgen.diagnostics import ExitCode, Severity, UsageError
from docgen.runs import check
from docgen.runs.check import check_edition
from tests.support import SmallProject
from tests.unit.helpers import codes
from tests.unit.runs.executors import HereExecutor


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> HereExecutor:
    executor = HereExecutor()
    monkeypatch.setattr(check, "executor_for", executor)
    return executor


@pytest.fixture
def units(project: SmallProject) -> SmallProject:
    """Three units: without a problem, with a warning, with an error."""
    project.template("{{ 名称 }}", "{{ 数 }}")
    project.content("数: 1\n")
    for name, text in (("two", "数: 1\n多余: 2\n"), ("zero", "")):
        path = project.unit.parent / name / "report.yaml"
        path.parent.mkdir()
        path.write_text(f"模板: form\n名称: {name}\n{text}", "utf-8")
    return project


def test_each_unit_has_its_problems_and_nothing_is_written(
    units: SmallProject, here: HereExecutor
) -> None:
    result = check_edition("2023", root=units.root)
    assert [(outcome.name, codes(outcome.problems)) for outcome in result.outcomes] == [
        ("one", []),
        ("two", ["unused-key"]),
        ("zero", ["missing-field"]),
    ]
    assert (result.checked, result.problems, result.exit_code) == (True, (), ExitCode.CONTENT)
    assert all(outcome.docx is None for outcome in result.outcomes)
    assert here.asked == [
        ("executor_for", "2023", 0, "none"),
        ("build", ["one", "two", "zero"], False),
    ]
    assert not (units.root / "build").exists()


@pytest.mark.parametrize(
    ("strict", "severity", "exit_code"),
    [
        (None, Severity.WARNING, ExitCode.DONE),
        (False, Severity.WARNING, ExitCode.DONE),
        (True, Severity.ERROR, ExitCode.CONTENT),
    ],
)
def test_asked_to_be_strict_warnings_are_errors(
    units: SmallProject,
    here: HereExecutor,
    strict: bool | None,
    severity: Severity,
    exit_code: ExitCode,
) -> None:
    asked: dict[str, Any] = {} if strict is None else {"strict": strict}
    result = check_edition("2023", root=units.root, units=["two"], **asked)
    (problem,) = result.all_problems()
    assert (problem.severity, result.exit_code) == (severity, exit_code)
    assert here.called("build") == [[["two"], False]]


def test_progress_is_told_after_each_unit(units: SmallProject, here: HereExecutor) -> None:
    steps: list[tuple[str, int, int]] = []
    check_edition("2023", root=units.root, jobs=5, progress=lambda *step: steps.append(step))
    assert steps == [("check", 1, 3), ("check", 2, 3), ("check", 3, 3)]
    assert here.called("executor_for") == [["2023", 5, "none"]]


def test_problems_of_a_pack_are_told_once(units: SmallProject, here: HereExecutor) -> None:
    (units.pack / "pack.yaml").write_text("parts: 3\n", "utf-8")
    result = check_edition("2023", root=units.root)
    assert result.problems
    assert all(result.problems.count(problem) == 1 for problem in result.problems)
    assert list(result.all_problems()) == list(result.problems)
    assert result.exit_code is ExitCode.TEMPLATE
    assert here.called("build")


def test_what_is_not_there_is_told(units: SmallProject, tmp_path: Path) -> None:
    for edition, names in (("2021", []), ("2023", ["nothing"])):
        with pytest.raises(UsageError):
            check_edition(edition, root=tmp_path, units=names)
