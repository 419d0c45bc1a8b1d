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
        en="“由3.20万元降至2.88万元，下降12%” (it fell by 10%); or 1.9 points said to be 2.9",
        zh="「由3.20万元降至2.88万元，下降12%」（应为 10%）；或相差 1.9 个百分点，写成 2.9",
    ),
    Finding(
        SHARE_DIFFERS,
        Severity.ERROR,
        en="420.71 of 620.71, “占66.8%” (a share of 66.8%)",
        zh="620.71 中的 420.71，写「占66.8%」",
    ),
    Finding(
        RATIO_DIFFERS,
        Severity.ERROR,
        en="“应办15件，办结14件，办结率95%” (14 of 15 are 93.3%)",
        zh="「应办15件，办结14件，办结率95%」，应为 93.3%",
    ),
    Finding(
        TOTAL_DIFFERS,
        Severity.ERROR,
        en="“甲35个、乙28个，共62个” (35 and 28 are not 62)",
        zh="「甲35个、乙28个，共62个」，应为 63",
    ),
    Finding(
        AVERAGE_DIFFERS,
        Severity.ERROR,
        en="“12期360人，平均每期35人” (360 people in 12 courses are not 35 in each)",
        zh="「12期360人，平均每期35人」，平均数不对",
    ),
    Finding(
        PRODUCT_DIFFERS,
        Severity.WARNING,
        en="“742人次，每人次1,500元，共113.1万元” (they come to 111.3)",
        zh="「742人次，每人次1,500元，共113.1万元」，应为 111.3",
    ),
    Finding(
        UNIT_DIFFERS,
        Severity.ERROR,
        en="“3.26亿元（3,260万元）”: one amount in two units",
        zh="「3.26亿元（3,260万元）」，两种单位的数不同",
    ),
    Finding(
        BALANCE_DIFFERS,
        Severity.ERROR,
        en="“预算450万元，支出420万元，结余35万元” (420 of 450 leave 30, not 35)",
        zh="「预算450万元，支出420万元，结余35万元」，差额不对",
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
