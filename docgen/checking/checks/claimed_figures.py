"""The arithmetic of sentences: a figure that the other figures of its sentence do not give."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.claims.told import (
    AVERAGE_DIFFERS,
    BALANCE_DIFFERS,
    GROWTH_DIFFERS,
    PRODUCT_DIFFERS,
    RATIO_DIFFERS,
    SHARE_DIFFERS,
    TOTAL_DIFFERS,
    UNIT_DIFFERS,
    problem_of,
)
from docgen.checking.findings import Finding
from docgen.diagnostics import Problem, Severity


@check(
    Finding(
        GROWTH_DIFFERS,
        Severity.ERROR,
        en="“由3.20万元降至2.88万元，下降12%”; or 1.9 points said to be 2.9",
        zh="“由3.20万元降至2.88万元，下降12%”，增加额、百分点同",
    ),
    Finding(
        SHARE_DIFFERS,
        Severity.ERROR,
        en="420.71 of 620.71, “占66.8%”",
        zh="620.71 中的 420.71，“占66.8%”",
    ),
    Finding(RATIO_DIFFERS, Severity.ERROR, en="“应办15件，办结14件，办结率95%”", zh="比率算得不对"),
    Finding(TOTAL_DIFFERS, Severity.ERROR, en="“甲35个、乙28个，共62个”", zh="各项相加不对"),
    Finding(AVERAGE_DIFFERS, Severity.ERROR, en="“12期360人，平均每期35人”", zh="平均数不对"),
    Finding(
        PRODUCT_DIFFERS,
        Severity.WARNING,
        en="“742人次，每人次1,500元，共113.1万元”",
        zh="“742人次，每人次1,500元，共113.1万元”",
    ),
    Finding(
        UNIT_DIFFERS, Severity.ERROR, en="“3.26亿元（3,260万元）”", zh="“3.26亿元（3,260万元）”"
    ),
    Finding(
        BALANCE_DIFFERS, Severity.ERROR, en="“预算450万元，支出420万元，结余35万元”", zh="差额不对"
    ),
)
def claimed_figures(unit: CheckedUnit) -> Iterator[Problem]:
    """A problem for each figure that the figures of its sentence surely do not give."""
    told = set()
    for judgement in unit.judgements:
        problem = problem_of(judgement)
        if problem and problem.place not in told:
            told.add(problem.place)
            yield problem
