"""A unit waives one rule at one place and gives the reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docgen.checking.check_registry import all_checks
from docgen.checking.checks.against_tables import TEXT_DIFFERS
from docgen.checking.checks.blank_fields import NOT_FILLED
from docgen.checking.checks.punctuation import REPEATED
from docgen.checking.checks.typos import DOCUMENT_NUMBER
from docgen.checking.checks.unrevised import STILL_LAST_YEARS
from docgen.checking.todo_lists import FILE_DONE
from docgen.checking.waivers import (
    EXCEPTION_UNUSED,
    Waived,
    apply_waivers,
    figure_of,
    may_be_waived,
    waiver_of,
)
from docgen.content.values import Node
from docgen.diagnostics import Place, Problem, error, warning
from docgen.packs.rules import RULE_BROKEN
from docgen.packs.schema import WRONG_TYPE
from tests.unit.checking.units import read, said
from tests.unit.helpers import collect

all_checks()  # what a check may find is known when it is imported

FILE = "content/2023/甲/narrative/7-problems.md"
REPEATED_HERE = error(REPEATED, Place(FILE, 3, 5), text="。。")
BROKEN = warning(RULE_BROKEN, Place(FILE, 3, 9), rule="得分不超过分值")


def applied(waivers: str, *problems: Problem) -> tuple[list[Waived], list[str]]:
    """What is waived of these problems, and what is left or wrong."""
    left = collect()
    waived = apply_waivers(read(f"例外:{waivers}").data, problems, left)
    return waived, said(left)


@pytest.mark.parametrize(
    ("rule", "where", "problem"),
    [
        ("repeated", "narrative/7-problems.md", REPEATED_HERE),
        ("repeated", "7-problems.md", REPEATED_HERE),
        ("repeated", FILE, REPEATED_HERE),
        ("repeated", "narrative/7-problems.md:3", REPEATED_HERE),
        ("rule-broken", "narrative/7-problems.md", BROKEN),
        ("得分不超过分值", "narrative/7-problems.md:3", BROKEN),
    ],
)
def test_a_problem_is_waived_by_code_or_rule_and_by_file_or_line(
    rule: str, where: str, problem: Problem
) -> None:
    waivers = f" [{{规则: {rule}, 位置: '{where}', 理由: 原文如此}}]"
    assert applied(waivers, problem) == ([Waived(problem, "原文如此")], [])


@pytest.mark.parametrize("problem", [REPEATED_HERE, BROKEN])
def test_the_waiver_of_a_problem_is_of_its_rule_in_its_line_alone(problem: Problem) -> None:
    assert may_be_waived(problem)
    waiver = waiver_of(problem, "content/2023/甲", "原文如此")
    assert waiver["位置"] == "narrative/7-problems.md:3"
    lines = "".join(f"\n    {key}: '{value}'" for key, value in waiver.items())
    elsewhere = replace(problem, place=Place(FILE, 4, 5))
    waived, left = applied(f"\n  -{lines}", problem, elsewhere)
    assert waived == [Waived(problem, "原文如此")]
    assert [waived[0].place.line, len(left)] == [3, 1]


def test_a_blank_is_waived_and_what_no_check_has_found_in_the_content_is_not() -> None:
    assert may_be_waived(warning(NOT_FILLED, Place(FILE, 3, 5)))
    for code in (STILL_LAST_YEARS, EXCEPTION_UNUSED, FILE_DONE, WRONG_TYPE):
        assert not may_be_waived(warning(code, Place(FILE, 3, 5)))


@pytest.mark.parametrize(
    ("rule", "where", "problem"),
    [
        ("numbering", "narrative/7-problems.md", REPEATED_HERE),
        ("repeat", "narrative/7-problems.md", REPEATED_HERE),
        ("repeated", "narrative/7-problems.md:4", REPEATED_HERE),
        ("repeated", "narrative/7-problems.md:3:5", REPEATED_HERE),
        ("repeated", "narrative/6-performance.md", REPEATED_HERE),
        ("repeated", "narrative", REPEATED_HERE),
        ("repeated", "problems.md", REPEATED_HERE),
        ("repeated", ":3", REPEATED_HERE),
        ("在职人数不超过编制数", "narrative/7-problems.md", BROKEN),
    ],
)
def test_a_waiver_that_matches_nothing_is_a_warning(
    rule: str, where: str, problem: Problem
) -> None:
    waived, left = applied(f" [{{规则: {rule}, 位置: '{where}', 理由: 原文如此}}]", problem)
    assert waived == []
    assert left == [
        *said([problem]),
        f"1:6 warning exception-unused; rule={rule}; where={where}",
    ]


def test_a_waiver_waives_all_that_it_matches_and_the_first_that_matches_is_used() -> None:
    waivers = """
- {规则: document-number, 位置: 7-problems.md, 理由: 甲}
- {规则: repeated, 位置: 7-problems.md, 理由: 乙}
- {规则: repeated, 位置: 7-problems.md, 理由: 丙}
"""
    again = error(REPEATED, Place(FILE, 4, 5))
    other = warning(DOCUMENT_NUMBER, Place("content/2023/甲/report.yaml", 3, 5))
    waived, left = applied(waivers, REPEATED_HERE, other, again)
    assert waived == [Waived(REPEATED_HERE, "乙"), Waived(again, "乙")]
    assert left == [
        "3:5 warning document-number",
        "2:3 warning exception-unused; rule=document-number; where=7-problems.md",
        "4:3 warning exception-unused; rule=repeated; where=7-problems.md",
    ]


@pytest.mark.parametrize(
    ("waivers", "place"),
    [
        (" [{规则: repeated, 位置: 7-problems.md}]", "1:6"),
        (" [{规则: repeated, 理由: 甲}]", "1:6"),
        (" [{位置: 7-problems.md, 理由: 甲}]", "1:6"),
        (" [{规则: repeated, 位置: 7-problems.md, 理由: }]", "1:6"),
        (" [{规则: repeated, 位置: 7-problems.md, 理由: 3}]", "1:6"),
        (" [{规则: [repeated], 位置: 7-problems.md, 理由: 甲}]", "1:6"),
        (" [[{规则: repeated, 位置: 7-problems.md, 理由: 甲}]]", "1:6"),
        (" [ repeated]", "1:7"),
        (" [ 3]", "1:7"),
        ("\n- ", "2:2"),
        ("  repeated", "1:6"),
        (" {规则: repeated}", "1:5"),
    ],
)
def test_an_incomplete_waiver_is_an_error_and_waives_nothing(waivers: str, place: str) -> None:
    waived, left = applied(waivers, REPEATED_HERE)
    assert waived == []
    assert left == [
        f"{place} error exception-wrong",
        *said([REPEATED_HERE]),
    ]


@pytest.mark.parametrize("waivers", ["", " []", " {}"])
def test_a_unit_need_not_waive_anything(waivers: str) -> None:
    assert applied(waivers, REPEATED_HERE) == ([], said([REPEATED_HERE]))
    assert apply_waivers(read("名称: 甲").data, [], collect()) == []


def test_one_waiver_need_not_be_a_list() -> None:
    waivers = " {规则: repeated, 位置: 7-problems.md, 理由: 甲}"
    assert applied(waivers, REPEATED_HERE) == ([Waived(REPEATED_HERE, "甲")], [])


def test_the_keys_of_waivers_are_used() -> None:
    data = read("例外: {规则: a, 位置: b, 理由: c, 备注: d}").data
    apply_waivers(data, [], collect())
    waiver = data["例外"]
    assert isinstance(waiver, Node)
    assert (data.used, waiver.used) == ({"例外"}, {"规则", "位置", "理由", "数"})


def differs(typed: str, line: int = 3) -> Problem:
    """A figure of a text that is not the form's."""
    words = {"label": "支出", "value": "90.00", "path": "甲[12].支出", "other": Place("乙", 12, 7)}
    return error(TEXT_DIFFERS, Place(FILE, line, 5), typed=typed, **words)


OF_FIGURE = " [{{规则: text-differs, 位置: 7-problems.md, 数: '{}', 理由: 原文如此}}]"


@pytest.mark.parametrize(
    ("figure", "typed"),
    [
        ("18.74", "18.74万元"),
        ("18.74万元", "18.74万元"),
        ("12.4%", "12.4%"),
        ("98", "98%"),
        ("-1.2", "-1.2"),
    ],
)
def test_a_waiver_of_a_figure_waives_that_figure_in_any_line(figure: str, typed: str) -> None:
    problem = differs(typed, line=40)
    assert applied(OF_FIGURE.format(figure), problem) == ([Waived(problem, "原文如此")], [])


@pytest.mark.parametrize("typed", ["18.75万元", "118.74万元", "18.745万元", "18.7万元", "8.74"])
def test_a_waiver_ends_when_another_figure_stands_there(typed: str) -> None:
    waived, left = applied(OF_FIGURE.format("18.74"), differs(typed))
    assert waived == []
    assert left == [
        *said([differs(typed)]),
        "1:6 warning exception-ended; rule=text-differs; where=7-problems.md; figure=18.74",
    ]


@pytest.mark.parametrize("figure", ["12", "7"])
def test_the_numbers_of_a_place_are_no_figures(figure: str) -> None:
    assert applied(OF_FIGURE.format(figure), differs("18.74万元"))[0] == []


def test_a_waiver_of_a_figure_that_nothing_is_wrong_with_is_unused() -> None:
    assert applied(OF_FIGURE.format("18.74"))[1] == [
        "1:6 warning exception-unused; rule=text-differs; where=7-problems.md"
    ]


def test_the_waiver_of_a_figure_names_it_and_holds_when_lines_move() -> None:
    waiver = waiver_of(differs("18.74万元"), "content/2023/甲", "原文如此")
    assert waiver == {
        "规则": "text-differs",
        "位置": "narrative/7-problems.md",
        "理由": "原文如此",
        "数": "18.74万元",
    }
    lines = "".join(f"\n    {key}: '{value}'" for key, value in waiver.items())
    moved, other = differs("18.74万元", line=9), differs("18.47万元")
    waived, left = applied(f"\n  -{lines}", moved, other)
    assert ([each.problem for each in waived], left) == ([moved], said([other]))


@pytest.mark.parametrize(
    ("words", "figure"),
    [
        ({"typed": "18.74万元", "value": "90.00"}, "18.74万元"),
        ({"figure": "620.17", "typed": "1"}, "620.17"),
        ({"typed": "没有", "value": "3"}, "3"),
        ({"text": "。。"}, ""),
        ({}, ""),
    ],
)
def test_the_figure_that_a_problem_says_is_wrong(words: dict[str, str], figure: str) -> None:
    assert figure_of(error(TEXT_DIFFERS, Place(FILE, 3, 5), **words)) == figure
