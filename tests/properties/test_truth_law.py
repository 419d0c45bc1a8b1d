"""Nothing is told of a text from true figures; what is changed in it beyond rounding is told.

Texts are made by a program in random words, order and rounding. Of most claims it is found out
that they hold; after one figure is changed, most are told, and the rest are not called true.
"""

from __future__ import annotations

import os
from decimal import Decimal
from functools import cache
from random import Random

import pytest

from tests.properties.true_reports import Printed, Said, TrueReport, true_report
from tests.properties.truth_law import Counts, count

TEXTS = max(int(os.environ.get("DOCGEN_EXAMPLES", "16")), 100)
"""Fewer than a hundred say little of a share."""

TOLD, GREY, VERIFIED = 0.85, 0.15, 0.06
"""Shares: told of what was changed, grey of all claims, changed and nevertheless held for true."""


@cache
def counts() -> Counts:
    return count(TEXTS)


def test_nothing_is_told_of_true_texts() -> None:
    assert counts().false == []


def test_nothing_is_told_of_true_lists_and_ranks() -> None:
    assert count(TEXTS // 2, with_lists=True).false == []


def test_most_claims_of_true_texts_are_verified() -> None:
    assert counts().grey.total() <= GREY * counts().claims


def test_most_changed_figures_are_told_and_few_are_held_for_true() -> None:
    assert counts().told >= TOLD * counts().texts, counts().missed
    assert counts().verified <= VERIFIED * counts().texts, counts().missed


def test_the_texts_are_varied() -> None:
    texts = [true_report(seed).text for seed in range(TEXTS)]
    assert len(set(texts)) == TEXTS
    assert counts().claims > 4 * TEXTS


@pytest.mark.parametrize("seed", range(16))
def test_the_figures_of_a_text_are_true_and_those_of_a_changed_one_are_not(seed: int) -> None:
    def said(report: TrueReport) -> list[Said]:
        return [it for row in report.paragraphs for it in row if isinstance(it, Said)]

    report = true_report(seed)
    changed = report.changed(Random(seed))
    assert all(it.is_true and it.relations for it in said(report))
    assert sum(not it.is_true for it in said(changed)) == 1
    lines = report.text.split("\n")
    for line, column in report.claims:
        assert lines[line - 1][column - 1].isdecimal()


def test_a_figure_stands_for_what_rounds_to_it() -> None:
    rounded = Printed("12.5", "%", is_exact=False)
    assert rounded.ends == (Decimal("12.45"), Decimal("12.55"))
    exact = Printed("1,200", "元", is_exact=True)
    assert exact.ends == (Decimal(1200), Decimal(1200))
