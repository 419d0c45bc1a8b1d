"""The rules of the pack, and what differs from its formulas.

A field that was typed and that a formula computes is compared where the formula runs,
:mod:`docgen.packs.derived`.
"""

from __future__ import annotations

from collections.abc import Iterator

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding, add_findings
from docgen.diagnostics import Problem, Severity
from docgen.packs.derived import DERIVED_DIFFERS
from docgen.packs.rules import RULE_BROKEN, RULE_ROUNDING, check_rules

add_findings(
    Finding(
        DERIVED_DIFFERS,
        Severity.ERROR,
        en="执行率 typed as 97 %, computed 98 %",
        zh="填的与推算的不同",
    )
)


@check(
    Finding(RULE_BROKEN, Severity.ERROR, en="得分 16，分值 15"),
    Finding(RULE_ROUNDING, Severity.WARNING, en="99.99 + 0 = 100.00"),
)
def pack_rules(unit: CheckedUnit) -> Iterator[Problem]:
    """A problem for each rule of the pack that does not hold; some rules only warn."""
    return check_rules(unit.data, unit.pack.rules)
