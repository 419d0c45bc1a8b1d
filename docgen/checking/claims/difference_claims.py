"""Differences: 预算450万元，支出420万元，结余30万元; 较控制价930万元节约62万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from docgen.checking.claims.claim import Claim, ClaimKind
from docgen.checking.claims.distant_plans import distant_plans
from docgen.checking.claims.operands import Operand, Reading, added, sum_words, taken
from docgen.checking.claims.quotients import is_open
from docgen.checking.claims.reading import ReportReading, operand_of, operand_of_fact
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.quantities.units import PERCENT, POINTS

_LEFT = re.compile(
    r"(?:结余|结转|节约|节余|节省|节支|超支|缺口|差额|相差|剩余|余额|尚有|还有|空编|空缺|缺编|余|盈余|超出|超额完成|其余|下浮|核减|审减|追加|调增|调减|核增|少支[出付]|少用|扣减"
    r"|未(?P<undone>[^，。；的]{1,8})的?)"
    r"(?:和结余|结余|结转|下年|继续|使用|资金|经费|成本|财政资金|数|额|为|了|约|共|[：:])*\Z"
)
_INCOME = re.compile(
    "可用|编制|核定|预算|收入|计划|下达|安排|到位|应|目标|共|总|受理|发现|概算|限价|控制价|监测|纳入|概算|送审|排查|拨款|任务|下拨|拨入|拨付给"
)
_SPENT = re.compile(
    "实有|在编|在职|支出|执行|支付|完成|实际|使用|拨付|整改|办结|整改|中标|成交|决算|结算|审定|合同|消除|结案"
)
_CARRIED_IN = re.compile("年初|上年|期初|使用[^，]*结余")
"""Before what was left of another year: it is an amount to begin with."""
_ADJUSTED = re.compile("追加|调增|调减|核增|核减")
_BALANCE = re.compile("收支|(?:年末|本年)(?:滚存)?结[转余]")
_CARRIED = (
    "年初结转和结余",
    "年初结转",
    "上年结转",
    "上年结转和结余",
    "结转和结余",
    "年初结转结余",
)
_TOTAL_INCOME = re.compile(r"收入(?:总计|合计|总额)[^，。；\d]{0,4}\Z")
_TOTAL_COST = re.compile(r"支出(?:总计|合计|总额)[^，。；\d]{0,4}\Z")
_MOST_TERMS = 8


def difference_claims(sentence: Sentence, report: ReportReading) -> Iterator[Claim]:
    """The differences of a sentence, each with what they should be."""
    for term in sentence.terms:
        if is_open(term) or term.quantity.dimension in ("", PERCENT, POINTS):
            continue
        match = None if _CARRIED_IN.search(term.words) else _LEFT.search(term.words)
        if match and term.role is not Role.BASE:
            readings = tuple(_readings(sentence, term, match["undone"] or "", report))
            yield Claim(ClaimKind.DIFFERENCE, sentence, term, readings)


def _readings(
    sentence: Sentence, term: Term, undone: str, report: ReportReading
) -> Iterator[Reading]:
    """Of one figure and another, or of two together and one."""
    dimension = term.quantity.dimension
    near = [it for it in report.near(sentence, dimension) if it is not term]
    main = sentence.main_before(term)
    before = [it for it in sentence.levels(dimension) if it in main]
    for first, second in combinations(near[:_MOST_TERMS], 2):
        is_pair = {id(it) for it in before[-2:]} == {id(first), id(second)} and len(before) > 1
        is_sure = is_pair and _is_told(before, undone)
        is_likely = _is_of_base(first, second, sentence)
        more, less = sorted((first, second), key=lambda it: it.quantity.value, reverse=True)
        is_sure = is_sure and more.quantity.value != less.quantity.value
        gains, costs = (report.operands(sentence, [it]) for it in (more, less))
        yield _rest(gains, costs[0], is_sure=is_sure, is_likely=is_likely)
    if len(before) == 1:
        for plan in distant_plans(sentence, before[0], report):
            yield _rest([plan], operand_of(before[0]), is_sure=False, is_likely=True)
    yield from _adjusted(sentence, term, near)
    yield from _of_row(sentence, term, report)
    if _BALANCE.search(term.words) or "收支" in sentence.text:
        yield from _of_totals(near)
        yield from _balances(dimension, term, report)
    for three in combinations(near[:_MOST_TERMS], 3):
        operands = report.operands(sentence, three)
        for less_operand in operands:
            gains = [it for it in operands if it is not less_operand]
            yield _rest(gains, less_operand, is_sure=False)


def _of_row(sentence: Sentence, term: Term, report: ReportReading) -> Iterator[Reading]:
    """The difference of two columns of the row that the sentence names."""
    facts = report.row_of(sentence, term)
    alike = [it for it in facts if it.dimension == term.quantity.dimension]
    for one, other in combinations(alike, 2):
        if one.column[0] == other.column[0]:
            less, more = sorted((one, other), key=lambda it: it.printed.value)
            yield _rest(
                [operand_of_fact(more)], operand_of_fact(less), is_sure=False, is_likely=True
            )


def _adjusted(sentence: Sentence, term: Term, near: Sequence[Term]) -> Iterator[Reading]:
    """Of a budget before and behind what was added to it or taken off: 追加148.9万元."""
    dimension = term.quantity.dimension
    levels = [it for it in near if it in sentence.terms and not _ADJUSTED.search(it.words)]
    before = [it for it in levels if it in sentence.before(term)][-1:]
    behind = [it for it in levels if it in sentence.behind(term)][:1]
    if not (before and behind and _ADJUSTED.search(term.words) and "预算" in behind[0].words):
        return
    start, end = before[0].quantity.end, behind[0].quantity.start
    between = [it for it in sentence.terms if start <= it.quantity.start < end]
    others = [it for it in between if it is not term and it.quantity.dimension == dimension]
    if not others:
        pair = sorted((before[0], behind[0]), key=lambda it: it.quantity.value)
        yield _rest([operand_of(pair[1])], operand_of(pair[0]), is_sure=True)


def _is_of_base(first: Term, second: Term, sentence: Sentence) -> bool:
    """Whether one is the base of the sentence, and one the amount that the text spoke of before."""
    base, other = (first, second) if first.role is Role.BASE else (second, first)
    return base.role is Role.BASE and base in sentence.terms and other not in sentence.terms


def _is_told(before: Sequence[Term], undone: str) -> bool:
    """Whether the clauses of the last two figures say what there was and what was done of it."""
    first, second = (it.words for it in before[-2:])
    if undone:
        return undone in second
    is_carried = any("结转" in it.words or "结余" in it.words for it in before[:-2])
    if is_carried and "可用" not in first:
        return False  # what was carried over is part of what is left
    if before[-2].role is Role.BASE and before[-1].clause == before[-2].clause:
        return True
    is_only = (
        len(before) == 2
        or before[-1].role is Role.BASE
        or before[-2].clause == before[-1].clause - 1
    )
    one_way = _INCOME.search(first) and _SPENT.search(second)
    other_way = _SPENT.search(first) and before[-1].role is Role.BASE
    return bool(is_only and (one_way or other_way))


def _of_totals(near: Sequence[Term]) -> Iterator[Reading]:
    """收入总计 of the paragraph without its 支出合计."""
    incomes = [it for it in near if _TOTAL_INCOME.search(it.words)]
    costs = [it for it in near if _TOTAL_COST.search(it.words)]
    if incomes and costs:
        pair = operand_of(incomes[-1]), operand_of(costs[-1])
        yield _rest([pair[0]], pair[1], is_sure=False, is_likely=True)


def _balances(dimension: str, term: Term, report: ReportReading) -> Iterator[Reading]:
    """收支结余, of the income and the expenditure that the report states."""
    carried = [
        operand
        for subject in _CARRIED
        for operand in report.stated(subject, dimension, term.period)[:1]
    ]
    in_all = report.stated("收入总计", dimension, term.period)[:1]
    for income in [*report.stated("收入", dimension, term.period)[:2], *in_all]:
        for cost in report.stated("支出", dimension, term.period)[:2]:
            yield _rest([income], cost, is_sure=False, is_likely=not carried)
            for other in carried:
                yield _rest([income, other], cost, is_sure=False, is_likely=True)


def _rest(
    gains: Sequence[Operand], cost: Operand, *, is_sure: bool, is_likely: bool = False
) -> Reading:
    return Reading(
        taken(added(it.interval for it in gains), cost.interval),
        sum((it.value for it in gains), Decimal(0)) - cost.value,
        f"{sum_words(gains)} − {cost.words}",
        (*gains, cost),
        is_sure,
        is_likely,
    )
