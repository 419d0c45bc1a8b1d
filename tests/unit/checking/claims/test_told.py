"""How a wrong figure is told: what it is, the sum, what it gives, and where its figures stand."""

from __future__ import annotations

import pytest

from docgen.wording.problem_texts import problem_text
from tests.unit.checking.claims.judged_texts import problems_of, statuses

CASES = [
    (
        "预算450.00万元，支出420.00万元，结余35.00万元。",
        "「结余35.00万元」：450.00 − 420.00 = 30.00万元，不是 35.00万元",
        "「结余35.00万元」: 450.00 − 420.00 = 30.00万元, and not 35.00万元",
    ),
    (
        "应办15件，办结14件，办结率95.3%。",
        "「办结率95.3%」：14 ÷ 15 = 93.3%，不是 95.3%",
        "「办结率95.3%」: 14 ÷ 15 = 93.3%, and not 95.3%",
    ),
    (
        "城南35个、城北28个，共62个。",
        "「共62个」：各项相加 35 + 28 = 63个，不是 62个",
        "「共62个」: the parts add up to 35 + 28 = 63个, and not 62个",
    ),
]


@pytest.mark.parametrize(("text", "zh", "en"), CASES)
def test_the_sum_is_done_in_both_languages(text: str, zh: str, en: str) -> None:
    (problem,) = problems_of(text)
    assert zh in problem_text(problem, "zh")
    assert en in problem_text(problem, "en")
    assert "正文.md:1:" in problem_text(problem, "zh").split("\n")[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("应办15件，办结14件，办结率93.3%。", ["93.3%: verified"]),
        ("应办15件，办结14件，办结率95.3%。", ["95.3%: wrong"]),
        ("办结率95.3%。", ["95.3%: seen"]),
    ],
)
def test_a_claim_is_verified_wrong_or_only_seen(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected
