"""Counts of what is listed, and ranks among it."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.claims.listed_counts import COUNT_DIFFERS
from docgen.checking.claims.ranks import RANK_DIFFERS
from docgen.checking.findings import Finding
from docgen.diagnostics import Problem, Severity


@check(
    Finding(
        COUNT_DIFFERS,
        Severity.WARNING,
        en="“三项措施” (three measures), and only “一是” and “二是” are listed",
        zh="写「三项措施」，只列了「一是」「二是」",
    ),
    Finding(
        RANK_DIFFERS,
        Severity.WARNING,
        en="“甲镇最多” (it has the most), and “乙镇” has more",
        zh="「甲镇最多」，而乙镇更多",
    ),
)
def listed_figures(unit: CheckedUnit) -> Iterator[Problem]:
    """A warning for each count that its list does not have, and for each rank that is another."""
    for verdict in (*unit.listed_counts, *unit.ranks):
        if verdict.problem:
            yield verdict.problem
