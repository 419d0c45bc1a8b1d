"""The rules of the pack, and what differs from its formulas.

A field that was typed and that a formula computes is compared where the formula runs,
:mod:`docgen.packs.derived`.
"""

from __future__ import annotations

from collections.abc import Iterator

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.blank_fields import blank_fields
from docgen.checking.checks.unrevised import unrevised
from docgen.checking.findings import Finding, add_findings
from docgen.diagnostics import Problem, Severity
from docgen.packs.derived import DERIVED_DIFFERS
from docgen.packs.row_sums import GROUP_MISSING, SUM_DIFFERS, SUM_UNFINISHED
from docgen.packs.rules import RULE_BROKEN, RULE_ROUNDING, check_rules

add_findings(
    Finding(
        DERIVED_DIFFERS,
        Severity.ERROR,
        en="“执行率” (rate of execution) typed as 97%, worked out as 98%",
        zh="执行率填了 97%，推算是 98%",
    )
)


@check(
    Finding(
        RULE_BROKEN,
        Severity.ERROR,
        en="“得分 16，分值 15”: more points than the indicator has",
        zh="「得分 16，分值 15」，得分超过分值",
    ),
    Finding(RULE_ROUNDING, Severity.WARNING, en="99.99 + 0 = 100.00", zh="99.99 + 0 = 100.00"),
    Finding(
        SUM_DIFFERS,
        Severity.ERROR,
        en="“分值” (points) of “产出指标” add up to 30 and should be 40",
        zh="产出指标的分值合计 30，应为 40",
    ),
    Finding(
        GROUP_MISSING,
        Severity.ERROR,
        en="“满意度指标”, where the form prints “满意度指标（10分）”",
        zh="写成「满意度指标」，表上印的是「满意度指标（10分）」",
    ),
    Finding(
        SUM_UNFINISHED,
        Severity.ERROR,
        en="the same, where the points of a row are still blank; "
        "only a warning in a file of “待填写” (to be filled in)",
        zh="同上，还有一行没填；「待填写」里的文件只警告",
    ),
    of_source=True,
)
def pack_rules(unit: CheckedUnit) -> Iterator[Problem]:
    """A problem for each rule of the pack that does not hold; some rules only warn."""
    found = (*unit.found_by(blank_fields), *unit.found_by(unrevised))
    still_open = frozenset(problem.place for problem in found if problem.to_do == "blank")
    formulas = {derived.field: derived.formula for derived in unit.pack.derived}
    return check_rules(unit.unit.data, unit.pack.rules, still_open, formulas)
