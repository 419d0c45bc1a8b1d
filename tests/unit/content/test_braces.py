"""Expressions in braces, found in a text."""

from __future__ import annotations

import time

import pytest

from docgen.content.braces import IN_BRACES, in_braces


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("甲{{ 年度 }}乙{{月}}", [" 年度 ", "月"]),
        ('{{ {"一": 1}[级] }}', [' {"一": 1}[级] ']),
        ("{{ 列\n| sum }}", [" 列\n| sum "]),
        ("{{ 甲 {{ 乙 }}", [" 乙 "]),
        ("{{ 甲 } }", []),
        ("{ 甲 }}", []),
    ],
)
def test_expressions_in_a_text(text: str, found: list[str]) -> None:
    assert [match["expression"] for match in IN_BRACES.finditer(text)] == found


def test_what_is_put_in_braces_is_found_there() -> None:
    match = IN_BRACES.fullmatch(in_braces("支出.合计"))
    assert match
    assert match["expression"].strip() == "支出.合计"


@pytest.mark.parametrize("piece", ["{{", "{{ ", "{{ 甲", "{ {", "{{ }"])
def test_braces_without_an_end_take_time_linear_in_the_text(piece: str) -> None:
    start = time.perf_counter()
    assert IN_BRACES.search(piece * 100_000) is None
    assert time.perf_counter() - start < 2
