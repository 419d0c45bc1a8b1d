"""Problems, their places and exit codes, and which problems merely follow from others."""

from __future__ import annotations

import pickle
from collections.abc import Iterable

import pytest

from docgen.atomic import FILE_OPEN as PLAIN
from docgen.diagnostics import (
    DocgenError,
    DocumentPlace,
    EditsAtRiskError,
    ExitCode,
    OutputError,
    PdfError,
    Place,
    Problem,
    Problems,
    Severity,
    TemplatePlace,
    UsageError,
    deviation,
    error,
    of_pack,
    template_error,
    warning,
)
from docgen.packs.expressions.evaluate import EXPRESSION_FAILED as FOLLOWS
from docgen.packs.schema import REQUIRED_FIELD as MISSING
from tests.unit.helpers import codes

HERE, THERE = Place("甲.yaml", 3, 5), Place("甲.yaml", 4, 5)
SITE = TemplatePlace("form.docx", 1, 2, 3)


def test_exit_codes_are_those_of_the_docs() -> None:
    assert {code.name: int(code) for code in ExitCode} == {
        "DONE": 0,
        "CONTENT": 1,
        "USAGE": 2,
        "TEMPLATE": 3,
        "NO_PDF": 4,
        "EDITS_AT_RISK": 5,
        "OUTPUT": 6,
    }


@pytest.mark.parametrize(
    ("place", "text"),
    [
        (Place("甲.yaml"), "甲.yaml"),
        (Place("甲.yaml", 3), "甲.yaml:3:0"),
        (HERE, "甲.yaml:3:5"),
        (HERE.shifted(2, 7), "甲.yaml:5:7"),
        (HERE.shifted(0, 1), "甲.yaml:3:1"),
    ],
)
def test_a_place_is_a_link(place: Place, text: str) -> None:
    assert str(place) == text


def test_places_are_in_the_order_in_which_they_are_read() -> None:
    places = [Place("a", 2), Place("a", 1, 9), Place("a", 1, 2), Place("a"), Place("B", 7)]
    assert sorted(places) == places[::-1]
    sites = [TemplatePlace("a", 1, 1), TemplatePlace("a", 1), TemplatePlace("a", paragraph=3)]
    assert sorted(sites) == sites[::-1]


def test_what_a_place_does_not_say_is_nought() -> None:
    assert Place("甲") == Place("甲", 0, 0)
    assert TemplatePlace("甲") == TemplatePlace("甲", 0, 0, 0, 0, "")
    assert DocumentPlace() == DocumentPlace(0, 0, "", 0, 0, 0, "", "", "")


@pytest.mark.parametrize(
    ("problem", "expected"),
    [
        (error(PLAIN, HERE, number=3), (Severity.ERROR, ExitCode.CONTENT, True, None)),
        (error(PLAIN, HERE, SITE, number=3), (Severity.ERROR, ExitCode.CONTENT, True, SITE)),
        (warning(PLAIN, HERE, SITE, number=3), (Severity.WARNING, ExitCode.DONE, False, SITE)),
        (template_error(PLAIN, HERE, number=3), (Severity.ERROR, ExitCode.TEMPLATE, True, None)),
        (
            deviation(PLAIN, HERE, DocumentPlace(2), number=3),
            (Severity.ERROR, ExitCode.CONTENT, True, None),
        ),
    ],
)
def test_a_problem_has_a_severity_an_exit_code_and_words_as_text(
    problem: Problem, expected: tuple[Severity, ExitCode, bool, TemplatePlace | None]
) -> None:
    found = (problem.severity, problem.exit_code, problem.is_error, problem.template)
    assert found == expected
    assert (problem.code, problem.place, dict(problem.words)) == (PLAIN, HERE, {"number": "3"})
    assert problem.document == (DocumentPlace(2) if problem.document else None)


ERROR, WARNING, OF_PACK = error(PLAIN, HERE), warning(PLAIN, HERE), template_error(PLAIN, HERE)


@pytest.mark.parametrize(
    ("problem", "severity", "exit_code"),
    [
        (ERROR.as_error(), Severity.ERROR, ExitCode.CONTENT),
        (WARNING.as_error(), Severity.ERROR, ExitCode.CONTENT),
        (OF_PACK.as_error(), Severity.ERROR, ExitCode.TEMPLATE),
        (ERROR.as_warning(), Severity.WARNING, ExitCode.DONE),
        (OF_PACK.as_warning(), Severity.WARNING, ExitCode.DONE),
        (ERROR.of_pack(), Severity.ERROR, ExitCode.TEMPLATE),
        (next(of_pack([ERROR])), Severity.ERROR, ExitCode.TEMPLATE),
    ],
)
def test_a_problem_becomes_graver_or_less_grave(
    problem: Problem, severity: Severity, exit_code: ExitCode
) -> None:
    assert (problem.severity, problem.exit_code) == (severity, exit_code)
    assert (problem.code, problem.place) == (PLAIN, HERE)


def test_a_problem_travels_between_processes() -> None:
    problem = deviation(MISSING, HERE, DocumentPlace(2), name="甲").as_warning()
    assert pickle.loads(pickle.dumps(problem)) == problem


@pytest.mark.parametrize(
    ("kind", "exit_code"),
    [
        (UsageError, ExitCode.USAGE),
        (PdfError, ExitCode.NO_PDF),
        (EditsAtRiskError, ExitCode.EDITS_AT_RISK),
        (OutputError, ExitCode.OUTPUT),
    ],
)
def test_an_exception_carries_its_problem(
    kind: type[UsageError | PdfError | EditsAtRiskError | OutputError], exit_code: ExitCode
) -> None:
    reason = kind(PLAIN, HERE, number=3)
    assert isinstance(reason, DocgenError)
    assert reason.problem == Problem(PLAIN, HERE, {"number": "3"}, exit_code=exit_code)
    assert str(reason) == "甲.yaml:3:5: file-open {'number': '3'}"


@pytest.mark.parametrize(
    ("earlier", "kept"),
    [
        # without an error, nothing follows
        ([], [PLAIN, PLAIN, FOLLOWS, PLAIN]),
        ([warning(MISSING, HERE, name="甲")], [PLAIN, PLAIN, FOLLOWS, PLAIN]),
        # an error has consequences: at its place, of its field, and what may always follow
        ([error(PLAIN, HERE)], [PLAIN, PLAIN]),
        ([error(PLAIN, Place("乙.yaml"))], [PLAIN, PLAIN, PLAIN]),
        ([error(MISSING, Place("乙.yaml"), name="甲")], [PLAIN, PLAIN]),
        ([error(PLAIN, Place("乙.yaml"), name="甲")], [PLAIN, PLAIN, PLAIN]),
        ([error(PLAIN, HERE), error(MISSING, THERE, name="甲")], []),
    ],
)
def test_what_merely_follows_from_an_error_is_left_out(
    earlier: list[Problem], kept: list[str]
) -> None:
    later = [
        error(PLAIN, HERE),
        error(PLAIN, THERE, name="乙"),
        error(FOLLOWS, Place("丙.yaml")),
        error(PLAIN, Place("丁.yaml"), name="甲"),
    ]
    assert codes(Problems(earlier).without_consequences(iter(later))) == kept


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        ([], True),
        ([error(MISSING, HERE, name="甲")], True),
        ([error(MISSING, HERE, name="甲"), error(PLAIN, HERE)], False),
        ([error(FOLLOWS, HERE)], False),
    ],
)
def test_problems_may_be_of_missing_fields_only(problems: list[Problem], expected: bool) -> None:
    assert Problems(problems).only_missing() is expected


def test_a_problem_says_what_its_code_says() -> None:
    problems = (error(PLAIN, HERE), error(MISSING, HERE, name="甲"), error(FOLLOWS, HERE))
    assert [problem.says_missing for problem in problems] == [False, True, False]
    assert [problem.may_follow for problem in problems] == [False, False, True]


def test_problems_are_collected_in_order() -> None:
    problems = Problems([WARNING])
    assert not problems.has_errors
    problems.add(ERROR)
    problems.extend([OF_PACK, WARNING])
    assert list(problems) == [WARNING, ERROR, OF_PACK, WARNING]
    assert (len(problems), problems.has_errors, bool(Problems())) == (4, True, False)
    assert repr(Problems([WARNING])) == f"Problems([{WARNING!r}])"


def test_the_problems_of_a_step_are_added_at_its_end() -> None:
    problems = Problems([WARNING])

    def no_warnings(found: Iterable[Problem]) -> list[Problem]:
        return [problem for problem in found if problem.is_error]

    with problems.within(no_warnings) as found:
        found.extend([WARNING, OF_PACK])
        assert len(problems) == 1
    assert list(problems) == [WARNING, OF_PACK]
    with problems.within() as found:
        found.add(ERROR)
    assert list(problems) == [WARNING, OF_PACK, ERROR]
