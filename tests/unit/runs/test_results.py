"""Outcomes and results of runs, and the gravest of their exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.atomic import DISK_FULL, FILE_OPEN
from docgen.diagnostics import ExitCode, Place, Problem, error, template_error, warning
from docgen.runs.results import Outcome, Result, Review, UnitStatus, gravest

PLACE = Place("甲.yaml")
OPEN, FULL = error(FILE_OPEN, PLACE), error(DISK_FULL, PLACE)
CODES: dict[ExitCode, Problem] = {
    code: Problem(FILE_OPEN, PLACE, exit_code=code)
    for code in ExitCode
    if code not in (ExitCode.DONE, ExitCode.USAGE)
}


@pytest.mark.parametrize(
    ("problems", "code"),
    [
        ([], ExitCode.DONE),
        ([warning(FILE_OPEN, PLACE)], ExitCode.DONE),
        ([template_error(FILE_OPEN, PLACE).as_warning()], ExitCode.DONE),
        ([OPEN], ExitCode.CONTENT),
        ([warning(FILE_OPEN, PLACE), template_error(FILE_OPEN, PLACE)], ExitCode.TEMPLATE),
    ],
)
def test_only_errors_have_an_exit_code(problems: list[Problem], code: ExitCode) -> None:
    assert gravest(problems) is code


def test_the_gravest_exit_code_is_that_of_the_run() -> None:
    order = ["EDITS_AT_RISK", "TEMPLATE", "CONTENT", "OUTPUT", "NO_PDF"]
    found = []
    left = dict(CODES)
    while left:
        found.append(gravest(left.values()))
        del left[found[-1]]
    assert [code.name for code in found] == order


def test_a_result_has_the_problems_of_the_run_before_those_of_its_units() -> None:
    outcomes = (
        Outcome("a", None, problems=(OPEN, FULL)),
        Outcome("b", None),
        Outcome("c", None, problems=(FULL,)),
    )
    result = Result(outcomes, (FULL, OPEN))
    assert list(result.all_problems()) == [FULL, OPEN, OPEN, FULL, FULL]
    assert result.exit_code is ExitCode.CONTENT
    assert Result(()).exit_code is ExitCode.DONE
    less = result.without(DISK_FULL)
    assert list(less.all_problems()) == [OPEN, OPEN]
    assert [outcome.name for outcome in less.outcomes] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("docx", "pdf", "files"),
    [
        (None, None, ()),
        (Path("a.docx"), None, (Path("a.docx"),)),
        (None, Path("a.pdf"), (Path("a.pdf"),)),
        (Path("a.docx"), Path("a.pdf"), (Path("a.docx"), Path("a.pdf"))),
    ],
)
def test_an_outcome_has_the_files_that_there_are(
    docx: Path | None, pdf: Path | None, files: tuple[Path, ...]
) -> None:
    assert Outcome("a", docx, pdf).files == files


def test_an_outcome_gets_more_problems() -> None:
    outcome = Outcome("a", Path("a.docx"), problems=(OPEN,))
    assert outcome.with_problems(FULL) == Outcome("a", Path("a.docx"), problems=(OPEN, FULL))
    assert outcome.with_problems() == outcome


def test_what_is_not_said_of_a_run_is_usual() -> None:
    assert Outcome("a", None) == Outcome(
        "a",
        None,
        None,
        (),
        changed=True,
        merged=False,
        edited=False,
        built=True,
        pdf_changed=True,
        silenced=(),
    )
    assert Result(()) == Result((), (), {}, 0, checked=False)
    assert Review("a", Path("a.docx")) == Review("a", Path("a.docx"), (), (), (), ())
    assert UnitStatus("a", None) == UnitStatus("a", None, (), 0, 0)
