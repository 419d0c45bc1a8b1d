"""The rules that every evaluation form has, in the unit's YAML and in the tables of its texts.

A pack switches one off by its name, under ``without`` of its ``checks``; what a rule of the pack
says of the same value is not told twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from types import MappingProxyType

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.blank_fields import blank_fields
from docgen.checking.checks.pack_rules import pack_rules
from docgen.checking.checks.unrevised import unrevised
from docgen.checking.findings import Finding
from docgen.checking.form_rules import rule_codes as codes
from docgen.checking.form_rules.form_rows import EvaluationForm
from docgen.checking.form_rules.point_rules import (
    blank_problems,
    failed_problems,
    reason_problems,
    score_problems,
)
from docgen.checking.form_rules.rate_rules import budget_score_problems, rate_problems
from docgen.checking.form_rules.sum_rules import group_problems, total_problems, weight_problems
from docgen.checking.form_rules.target_rules import (
    attained_problems,
    copied_problems,
    full_problems,
)
from docgen.checking.form_rules.unit_forms import unit_forms
from docgen.diagnostics import Problem, Severity
from docgen.packs.row_sums import SUM_DIFFERS, SUM_UNFINISHED
from docgen.packs.rules import StandardRule

FormRule = Callable[[EvaluationForm], Iterable[Problem]]

RULES: dict[StandardRule, FormRule] = {
    "执行率等于执行数除以预算数": rate_problems,
    "资金得分等于分值乘以执行率": budget_score_problems,
    "得分不超过分值": score_problems,
    "分值合计100": weight_problems,
    "指标组分值与标题一致": group_problems,
    "总分等于得分之和": total_problems,
    "未达到指标值却得满分": full_problems,
    "未完成却得满分": failed_problems,
    "达到指标值却扣分": attained_problems,
    "扣分要写明原因": reason_problems,
    "实际完成值不照抄指标值": copied_problems,
    "实际完成值不留空": blank_problems,
}
"""Each rule by its name."""

_SUMS = (codes.WEIGHTS_DIFFER, codes.GROUP_WEIGHTS_DIFFER)
_OF_PACK = (SUM_DIFFERS, SUM_UNFINISHED)


@check(
    Finding(
        codes.EXECUTION_RATE_DIFFERS,
        Severity.ERROR,
        en="97% of 439.45 ÷ 469.32",
        zh="执行率算得不对",
    ),
    Finding(
        codes.BUDGET_SCORE_DIFFERS,
        Severity.ERROR,
        en="9.63 of 10 × 93.64%; only a warning where the form may count in steps",
        zh="满分 10，执行率 93.64%，得了 9.63；可能分档计分的只警告",
    ),
    Finding(
        codes.SCORE_OVER_WEIGHT,
        Severity.ERROR,
        en="“得分 16” of “分值 15”: more points than there are",
        zh="得分 16，分值 15",
    ),
    Finding(
        codes.WEIGHTS_DIFFER, Severity.ERROR, en="“分值” (points) add up to 99", zh="分值合计 99"
    ),
    Finding(
        codes.GROUP_WEIGHTS_DIFFER,
        Severity.ERROR,
        en="“产出指标（40分）” (40 points), with rows of 39",
        zh="「产出指标（40分）」，各行合计 39",
    ),
    Finding(
        codes.TOTAL_SCORE_DIFFERS,
        Severity.ERROR,
        en="“总分” (total of points) 99.63, and the points add up to 99.36",
        zh="总分 99.63，得分相加 99.36",
    ),
    Finding(
        codes.NOT_ATTAINED_FULL,
        Severity.WARNING,
        en="target ≥98%, attained 97%, 10 of 10 points",
        zh="≥98%，完成 97%，得满分",
    ),
    Finding(
        codes.FAILED_FULL,
        Severity.WARNING,
        en="“未完成” (not done), and 10 of 10 points",
        zh="写着「未完成」，得满分",
    ),
    Finding(
        codes.ATTAINED_LESS,
        Severity.WARNING,
        en="target ≥98%, attained 99%, 8 of 10 points",
        zh="≥98%，完成 99%，10 分只得 8 分",
    ),
    Finding(
        codes.NO_REASON,
        Severity.ERROR,
        en="8 of 10 points, and no reason",
        zh="10 分得 8 分，没写原因",
    ),
    Finding(
        codes.TARGET_COPIED,
        Severity.WARNING,
        en="`≥98%` again, as what was attained",
        zh="完成值照抄 `≥98%`",
    ),
    Finding(
        codes.ACTUAL_BLANK,
        Severity.WARNING,
        en="10 points where nothing is said to be attained",
        zh="得了 10 分，没有完成值",
    ),
)
def standard_rules(unit: CheckedUnit) -> Iterator[Problem]:
    """What does not hold in a form of the unit, but for what the pack's own rules say."""
    told = [problem for problem in unit.found_by(pack_rules) if "rule" in problem.words]
    blanks = (*unit.found_by(blank_fields), *unit.found_by(unrevised))
    silenced = {problem.place for problem in (*told, *blanks) if problem.to_do in ("", "blank")}
    for form in unit_forms(unit.data, unit.documents):
        for name, rule in RULES.items():
            if name not in unit.pack.checks.without:
                for problem in rule(form):
                    if problem.place not in silenced and not _is_told(problem, name, form, told):
                        yield _named(problem, name)


def _is_told(
    problem: Problem, rule: StandardRule, form: EvaluationForm, told: Sequence[Problem]
) -> bool:
    """Whether a rule of the pack says it, of the same row or of the sums of the same form."""
    if problem.code in _SUMS:
        return any(other.code in _OF_PACK and other.place in form.places for other in told)
    alike = [other.place for other in told if other.words["rule"].endswith(rule)]
    return any(
        problem.place in row.places and not row.places.isdisjoint(alike) for row in form.rows
    )


def _named(problem: Problem, rule: StandardRule) -> Problem:
    """The problem with the name of its rule, by which a unit may waive it."""
    return replace(problem, words=MappingProxyType({**problem.words, "rule": rule}))
