"""What is said of many places of a file is told once, and no place is lost."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.checking.checks.typed_characters import FULL_WIDTH
from docgen.diagnostics import Place, Problem, error, warning
from docgen.diagnostics.codes import Language
from docgen.wording.alike_problems import alike, places_line
from docgen.wording.problem_texts import problems_github, problems_json


def wide(file: str, line: int, text: str = "１", *, column: int = 1) -> Problem:
    place = Place(file, line, column)
    return warning(FULL_WIDTH, place, text=text, wanted="1").fixed_by(text, "1", place)


def test_three_that_say_the_same_of_one_file_are_together_where_the_first_stands() -> None:
    first, other, *more = wide("a", 1), wide("a", 2, "２"), wide("a", 3), wide("a", 9)
    assert alike([first, other, *more]) == [[first, *more], [other]]


@pytest.mark.parametrize(
    "problems",
    [
        [wide("a", 1), wide("a", 2)],
        [wide("a", 1), wide("b", 2), wide("c", 3)],
        [wide("a", 1), wide("a", 2, "２"), wide("a", 3, "３")],
        [wide("a", 1), wide("a", 2), wide("a", 3).as_error()],
        [wide("a", 1), wide("a", 2), error(FULL_WIDTH, Place("a", 3, 1), text="１", wanted="1")],
    ],
)
def test_fewer_or_others_stay_alone(problems: list[Problem]) -> None:
    assert alike(problems) == [[problem] for problem in problems]


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(1, 9), st.sampled_from("１２"))))
def test_no_problem_is_lost_and_none_is_told_twice(places: list[tuple[str, int, str]]) -> None:
    problems = [wide(*place, column=number) for number, place in enumerate(places, 1)]
    groups = alike(problems)
    told = [problem for group in groups for problem in group]
    assert sorted(map(id, told)) == sorted(map(id, problems))
    assert [group[0] for group in groups] == [
        problem for problem in problems if any(problem is group[0] for group in groups)
    ]


@pytest.mark.parametrize(
    ("lines", "language", "wanted"),
    [
        ([12], "zh", ""),
        ([12, 15, 18], "zh", "（共 3 处：第 12、15、18 行）"),
        ([12, 15, 18], "en", " (3 times: lines 12, 15, 18)"),
        ([12, 12, 15], "zh", "（共 3 处：第 12、15 行）"),
        (list(range(1, 13)), "zh", "（共 12 处：第 1、2、3、4、5、6、7、8、9、10 行…）"),
        (list(range(1, 13)), "en", " (12 times: lines 1, 2, 3, 4, 5, 6, 7, 8, 9, 10…)"),
    ],
)
def test_a_line_names_ten_places_at_most(lines: list[int], language: Language, wanted: str) -> None:
    assert places_line([wide("a", line) for line in lines], language) == wanted


def test_in_a_workbook_and_in_word_the_place_is_named_as_one_finds_it() -> None:
    cells = [
        warning(FULL_WIDTH, Place("b.xlsx", line, 1, "表", "a.yaml:1:1"), text="１", wanted="1")
        for line in (1, 2, 3)
    ]
    assert places_line(cells, "zh") == "（共 3 处：b.xlsx!表!A1；b.xlsx!表!A2；b.xlsx!表!A3）"


def test_json_has_every_place_with_its_fix_and_github_a_line_for_each() -> None:
    problems = [wide("a", 1), wide("a", 5), wide("a", 7), wide("b", 2)]
    first, second = json.loads(problems_json(problems, "en"))
    assert [(place["line"], place["fix"]["range"]["start"]) for place in first["places"]] == [
        (line, {"line": line, "column": 1}) for line in (1, 5, 7)
    ]
    assert (first["line"], first["fix"]) == (1, first["places"][0]["fix"])
    assert (second["file"], [place["line"] for place in second["places"]]) == ("b", [2])
    assert len(problems_github(problems, "en").splitlines()) == len(problems)
