"""Totals and differences: parts that add up, and what is left.

支出620.71万元，其中：基本支出420.71万元、项目支出200万元
城南35个、城北28个，共63个
预算450万元，支出420万元，结余30万元
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise

from docgen.checking.claims.claim import Claim, Kind
from docgen.checking.claims.operands import Reading, added, sum_words, taken
from docgen.checking.claims.reading import ReportReading, operand_of
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.quantities.units import PERCENT, POINTS

_TOTAL = re.compile(r"(?:合计|共计|总计|共|总共|累计)[^，。；、\d]{0,8}\Z")
_AMONG = re.compile(r"其中|包括|分别[为是]|由")
_LEFT = re.compile(
    r"(?:结余|结转|节约|节余|节省|超支|缺口|差额|相差|剩余|余额|尚有|还有|余|未支付|未完成|未整改|未办结|盈余|超出)"
    r"(?:和结余|结余|结转|资金|数|额|为|了|约|共|[：:])*\Z"
)
_INCOME = re.compile("预算|收入|计划|下达|安排|到位|应|目标|共|总|受理|发现|概算|限价")
_SPENT = re.compile("支出|执行|支付|完成|实际|使用|拨付|办结|整改|中标|成交|决算|结算")
_LISTED = re.compile(r"、|，|和")
_MOST_TERMS = 8
_COMPLETE = re.compile(r"其他|其余|分别[为是]|由[^。]*组成|构成")
_TWO_PARTS = ({"基本支出", "项目支出"},)


def total_claims(sentence: Sentence, report: ReportReading) -> Iterator[Claim]:
    """The totals and differences of a sentence, each with what they should be."""
    for term in sentence.terms:
        quantity = term.quantity
        if quantity.is_about or quantity.is_range or quantity.dimension in ("", PERCENT, POINTS):
            continue
        lead = sentence.between(sentence.clause_start(term.clause), quantity.start)
        if _LEFT.search(lead):
            yield _difference(sentence, term, report)
        elif term.role is Role.LEVEL and _TOTAL.search(lead):
            yield from _total_behind(sentence, term)
    yield from _totals_before(sentence, report)


def _difference(sentence: Sentence, term: Term, report: ReportReading) -> Claim:
    """What is left of one figure after another: of two, or of a sum of two and one."""
    near = [it for it in report.near(sentence, term.quantity.dimension) if it is not term]
    before = [it for it in sentence.levels(term.quantity.dimension) if it in sentence.before(term)]
    readings = []
    for first, second in combinations(near[:_MOST_TERMS], 2):
        is_sure = before == [first, second] and _is_income_and_cost(sentence, first, second)
        more, less = sorted((first, second), key=lambda it: it.quantity.value, reverse=True)
        readings.append(_rest((more,), less, is_sure=is_sure))
    for three in combinations(near[:_MOST_TERMS], 3):
        for less in three:
            gains = tuple(it for it in three if it is not less)
            readings.append(_rest(gains, less, is_sure=False))
    return Claim(Kind.DIFFERENCE, sentence, term, tuple(readings))


def _is_income_and_cost(sentence: Sentence, first: Term, second: Term) -> bool:
    words = [
        sentence.between(sentence.clause_start(it.clause), it.quantity.start)
        for it in (first, second)
    ]
    return bool(_INCOME.search(words[0]) and _SPENT.search(words[1]))


def _rest(more: Sequence[Term], less: Term, *, is_sure: bool) -> Reading:
    gains, cost = [operand_of(it) for it in more], operand_of(less)
    return Reading(
        taken(added(it.interval for it in gains), cost.interval),
        sum((it.value for it in gains), Decimal(0)) - cost.value,
        f"{sum_words(gains)} − {cost.words}",
        (*gains, cost),
        is_sure,
    )


def _total_behind(sentence: Sentence, term: Term) -> Iterator[Claim]:
    """A total behind its parts: 城南35个、城北28个，共63个."""
    parts = [
        it
        for it in sentence.before(term)
        if it.role is Role.LEVEL
        and it.quantity.dimension == term.quantity.dimension
        and it.period == term.period
        and not it.quantity.is_range
    ]
    if len(parts) >= 2:
        readings = [
            _sum(
                parts[-count:],
                is_sure=count == len(parts) and _is_plain_list(sentence, parts, term),
            )
            for count in range(len(parts), 1, -1)
        ]
        yield Claim(Kind.SUM, sentence, term, tuple(readings))


def _is_plain_list(sentence: Sentence, parts: Sequence[Term], total: Term) -> bool:
    """Whether the parts follow each other as a list right before their total."""
    terms = sentence.terms
    first, last = terms.index(parts[0]), terms.index(total)
    words = sentence.between(sentence.start, total.quantity.start)
    is_unbroken = terms[first:last] == list(parts)
    between = [
        sentence.between(part.quantity.end, following.quantity.start)
        for part, following in pairwise(parts)
    ]
    is_listed = all(_LISTED.search(it) for it in between)
    return is_unbroken and is_listed and not total.subject and not _AMONG.search(words)


def _totals_before(sentence: Sentence, report: ReportReading) -> Iterator[Claim]:
    """A total before its parts: 支出620.71万元，其中：基本支出420.71万元、项目支出200万元."""
    for match in _AMONG.finditer(sentence.text):
        at = sentence.start + match.end()
        before = [it for it in sentence.terms if it.quantity.end < at and it.role is Role.LEVEL]
        if not before or before[-1].quantity.is_range:
            continue
        total = before[-1]
        following = _AMONG.search(sentence.text, match.end())
        end = sentence.start + following.start() if following else sentence.end
        parts = [
            it
            for it in sentence.terms
            if at <= it.quantity.start < end
            and it.role is Role.LEVEL
            and it.quantity.dimension == total.quantity.dimension
            and it.depth == total.depth
            and it.period == total.period
        ]
        if len(parts) >= 2:
            yield _total_of(sentence, total, parts, report)


def _total_of(
    sentence: Sentence, total: Term, parts: Sequence[Term], report: ReportReading
) -> Claim:
    subjects = {it.subject for it in parts}
    is_whole = bool(_COMPLETE.search(sentence.text)) or subjects in _TWO_PARTS
    return Claim(Kind.SUM, sentence, total, (_sum(parts, is_sure=is_whole),))


def _sum(parts: Sequence[Term], *, is_sure: bool) -> Reading:
    operands = tuple(operand_of(it) for it in parts)
    return Reading(
        added(it.interval for it in operands),
        sum((it.value for it in operands), Decimal(0)),
        sum_words(operands),
        operands,
        is_sure,
    )
