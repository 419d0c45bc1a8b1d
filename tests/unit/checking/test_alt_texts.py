"""Each picture of a text is asked for what it shows, and nothing else is."""

from __future__ import annotations

import pytest

from docgen.checking.checks.alt_texts import alt_texts
from docgen.diagnostics import Severity
from docgen.wording.problem_texts import problem_text
from tests.unit.checking.units import checked

GOOD = "![园区东门外的两栋新教学楼]"


def asked(text: str) -> list[tuple[int, int]]:
    """Line and column of each picture that is asked for."""
    unit = checked({"report.yaml": "名称: 中心\n", "narrative/1.md": text})
    problems = unit.found_by(alt_texts)
    assert all(problem.code == "no-alt-text" for problem in problems)
    assert all(problem.severity is Severity.WARNING for problem in problems)
    return [(problem.place.line, problem.place.column) for problem in problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![](a.png)", [(1, 1)]),
        ("正文。\n\n![图片](a.png)\n\n![a](a.png)", [(3, 1), (5, 1)]),
        ("见图![](a.png)和![b.png](b.png)。", [(1, 3), (1, 14)]),
        ('![](a.png "图1 园区全景")', [(1, 1)]),
        ("| 甲 | 乙 |\n| --- | --- |\n| 丙 | ![](a.png) |", [(3, 7)]),
        ("- ![](a.png){width=8cm}", [(1, 3)]),
        (f"{GOOD}(a.png)", []),
        (f'正文{GOOD}(a.png "图1 园区全景")', []),
        ("没有图片。", []),
    ],
)
def test_each_picture_without_a_text_is_asked_for_one(
    text: str, expected: list[tuple[int, int]]
) -> None:
    assert asked(text) == expected


def test_the_message_shows_what_to_type_and_what_was_typed() -> None:
    unit = checked({"report.yaml": "名称: 中心\n", "narrative/1.md": "![图片](images/a.png)"})
    (problem,) = unit.found_by(alt_texts)
    for language in ("zh", "en"):
        text = problem_text(problem, language)
        assert "「图片」" in text
        assert "](images/a.png)" in text
