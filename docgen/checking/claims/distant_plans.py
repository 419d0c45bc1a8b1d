"""What was planned, and is told in another paragraph: 执行率97.1%，结转8.5万元.

A report says in one place what it had to spend, and in many what was spent of it.
"""

from __future__ import annotations

import re
from decimal import Decimal

from docgen.checking.claims.operands import Operand
from docgen.checking.claims.quotients import is_mean
from docgen.checking.claims.reading import ReportReading, operand_of, operand_of_fact
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.claims.subjects import shares_words
from docgen.checking.claims.table_facts import TableFact

_PLANNED = re.compile(
    "预算|到位|下达|安排|概算|收入|计划|批复|目标|任务|应|核定|总额|合计|可用|上级|拨入"
)
_OF_ALL = re.compile(
    r"(?:实际|全年|全部|累计|资金|经费|项目|总|年末|本年|当年|年度|部门|财政|专项|共|计|已|支出|支付|执行|使用"
    r"|拨付|完成|合计|数|额|投资)*"
)
"""The subject of all that was spent; another is of a part of it, 三公经费."""
_MOST = 4
"""The plans nearest before a figure; those further off are of something else."""
_LEAST = 2
"""A part is at least one in so many of what was planned."""


def distant_plans(sentence: Sentence, part: Term, report: ReportReading) -> list[Operand]:
    """What was planned in other paragraphs that a part may be of, the nearest before first."""
    levels = report.levels(part.quantity.dimension)
    is_part = part in levels and not _PLANNED.search(part.lead)
    before = levels[: levels.index(part)] if is_part else []
    found: dict[Decimal, Term] = {}
    for it in reversed(before):
        if it.quantity.paragraph is not sentence.paragraph and _is_plan(it, part):
            found.setdefault(it.quantity.value, it)
    plans = [operand_of(it) for it in list(found.values())[:_MOST]]
    return plans + _of_totals(part, report)


def _of_totals(part: Term, report: ReportReading) -> list[Operand]:
    """What the row of totals of a table planned, where what was spent is the part."""
    totals = [it for it in report.table_facts if it.is_total]
    spent = [it for it in totals if _is_same(it, part) and not _PLANNED.search(it.head)]
    tables = {it.column[0] for it in spent}
    planned = (it for it in totals if it.column[0] in tables and _PLANNED.search(it.head))
    return [operand_of_fact(it) for it in planned if it.dimension == part.quantity.dimension]


def _is_same(fact: TableFact, part: Term) -> bool:
    return fact.dimension == part.quantity.dimension and fact.printed.value == part.quantity.value


def _is_plan(term: Term, part: Term) -> bool:
    is_level = term.role is Role.LEVEL and term.period == part.period and not is_mean(term)
    value, least = term.quantity.value, part.quantity.value
    is_of_all = _OF_ALL.fullmatch(part.subject) is not None
    is_named = is_of_all or shares_words(part.subject, term.words)
    is_planned = _PLANNED.search(term.words) is not None
    return is_level and is_planned and is_named and least <= value <= least * _LEAST
