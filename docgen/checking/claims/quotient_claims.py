"""Shares, rates and averages: one figure of a sentence divided by another.

基本支出420.71万元，占总支出的67.8%        a share
应办15件，办结14件，办结率93.3%           a rate
培训12期360人，平均每期30人               an average
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from docgen.checking.claims.claim import Claim, Kind
from docgen.checking.claims.operands import Operand, Reading, divided, scaled
from docgen.checking.claims.reading import ReportReading, operand_of
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.claims.subjects import speaks_of
from docgen.checking.quantities.units import MONEY, PERCENT, POINTS

_SHARE = re.compile(
    r"占(?P<whole>[^，。；占]{0,30}?)(?:的?(?:比例|比重)|的|比)?(?:为|达到?|约|是|近|超过?|[：:]|\s)*\Z"
)
_RATE = re.compile(
    r"(?P<stem>[^\W\d]{2,6}?)(?:率|进度|比例)(?:为|达到|达|是|实现|完成|[：:]|\s)*\Z"
)
_OF_PLAN = re.compile(
    r"(?:(?:完成|达到?|占|为|相当于|执行)[^，。；]{0,12}?(?:预算|计划|目标|任务|指标|应[^，。；]{1,4})[^，。；]{0,6}的|完成率?)"
    r"(?:约|近|\s)*\Z"
)
_WHOLE = re.compile(
    "预算|计划|下达|安排|应|目标|任务|共|总|发现|受理|收到|核定|编制|到位|指标|批复|抽查|检查|接收|收回|发放|立案"
)
_PART = re.compile(
    "支出|执行|支付|完成|实际|使用|拨付|到位|办结|整改|验收|合格|达标|实现|化解|回收|收回|答复|兑现|落实|签约|入户|参与|在职|就业"
)
_AVERAGE = re.compile(
    r"(?:平均|人均|户均|次均|件均|亩均|项均|期均|村均|校均|每(?:个)?(?P<each>[人户期次项个件家亩场村名所辆公里]))[^，。；\d]{0,12}\Z"
)
_HEADS = {
    "人均": "人",
    "户均": "户",
    "次均": "次",
    "件均": "件",
    "亩均": "亩",
    "项均": "项",
    "期均": "期",
}
_NO_RATE = re.compile(
    "增长|下降|上升|同比|满意|分别|均|各|平均|目标|不低于|以上|要求|力争|确保|原|此前|计划(?:到|在)"
)
_PERCENT = Decimal(100)


def quotient_claims(sentence: Sentence, report: ReportReading) -> Iterator[Claim]:
    """The shares, rates and averages of a sentence, each with what they should be."""
    for term in sentence.terms:
        quantity = term.quantity
        if term.role is Role.CHANGE or quantity.is_about or quantity.is_range:
            continue
        lead = sentence.between(sentence.clause_start(term.clause), quantity.start)
        if quantity.dimension == PERCENT:
            yield from _per_cent(sentence, term, lead, report)
        elif quantity.dimension != POINTS and _AVERAGE.search(lead):
            yield _average(sentence, term, lead, report)


def _per_cent(sentence: Sentence, term: Term, lead: str, report: ReportReading) -> Iterator[Claim]:
    if _OF_PLAN.search(lead):
        yield _rate(sentence, term, lead, report)
    elif share := _SHARE.search(lead):
        yield _share(sentence, term, share["whole"], report)
    elif _RATE.search(lead) and not _NO_RATE.search(lead):
        yield _rate(sentence, term, lead, report)


def _share(sentence: Sentence, term: Term, words: str, report: ReportReading) -> Claim:
    """The share of a figure before it in the whole that the words name."""
    named = report.subjects.bare(words)
    readings: list[Reading] = []
    for part in _levels_before(sentence, term)[::-1]:
        dimension = part.quantity.dimension
        nearest = not readings and part is _levels_before(sentence, term)[-1]
        near = [it for it in report.near(sentence, dimension) if it is not part]
        meant = [it for it in near if named and it.subject == named and it.period == term.period]
        operands = [operand_of(it, is_sure=True) for it in meant[:1]]
        operands += report.stated(named, dimension, term.period) if not meant else []
        first = _levels_before(sentence, term)[0]
        if not named and "其中" in sentence.text and first is not part:
            operands += [operand_of(first, is_sure=first.quantity.dimension == dimension)]
        others = [operand_of(it) for it in near if it not in meant]
        for whole in (*operands, *others):
            reading = _quotient(operand_of(part), whole, is_sure=nearest and whole.is_sure)
            readings += [reading] if reading else []
    return Claim(Kind.SHARE, sentence, term, tuple(readings))


def _rate(sentence: Sentence, term: Term, lead: str, report: ReportReading) -> Claim:
    """The rate of two figures before it, of which one is the whole and one what was done."""
    before = _levels_before(sentence, term)
    readings = []
    pair = _whole_and_part(sentence, before)
    for dimension in dict.fromkeys(it.quantity.dimension for it in reversed(before)):
        near = report.near(sentence, dimension)
        for part, whole in product(near, near):
            if part is not whole:
                is_sure = (whole, part) == pair
                reading = _quotient(operand_of(part), operand_of(whole), is_sure=is_sure)
                readings += [reading] if reading else []
    return Claim(Kind.RATE, sentence, term, tuple(readings))


def _whole_and_part(sentence: Sentence, before: Sequence[Term]) -> tuple[Term, Term] | None:
    """The only two figures before a rate, if their clauses say which is the whole."""
    if len(before) != 2 or before[0].quantity.dimension != before[1].quantity.dimension:
        return None
    first, second = (
        sentence.between(sentence.clause_start(it.clause), it.quantity.start) for it in before
    )
    if _WHOLE.search(first) and _PART.search(second) and not _WHOLE.search(second[-4:]):
        return before[0], before[1]
    return None


def _average(sentence: Sentence, term: Term, lead: str, report: ReportReading) -> Claim:
    """The quotient of an amount and a count: 平均每期30人 of 360人 in 12期."""
    match = _AVERAGE.search(lead)
    words = match[0] if match else ""
    each = (match["each"] if match and match["each"] else "") or _HEADS.get(words[:2], "")
    counts = [
        it
        for it in report.near(sentence, each or "个")
        if it is not term and not it.quantity.is_range
    ]
    if not each:
        counts = [
            it
            for it in sentence.terms
            if it.quantity.dimension not in ("", PERCENT, POINTS, MONEY, term.quantity.dimension)
        ]
    amounts = [it for it in report.near(sentence, term.quantity.dimension) if it is not term]
    own_counts = [it for it in counts if it in sentence.before(term)]
    own_amounts = [it for it in amounts if it in sentence.before(term)]
    readings = []
    for amount, count in product(amounts, counts):
        is_sure = own_amounts == [amount] and own_counts == [count]
        reading = _quotient(
            operand_of(amount), operand_of(count), is_sure=is_sure, factor=Decimal(1)
        )
        readings += [reading] if reading else []
    return Claim(Kind.AVERAGE, sentence, term, tuple(readings))


def _quotient(
    part: Operand, whole: Operand, *, is_sure: bool, factor: Decimal = _PERCENT
) -> Reading | None:
    quotient = divided(part.interval, whole.interval)
    if quotient is None or part.place == whole.place or not whole.value:
        return None
    return Reading(
        scaled(quotient, factor),
        part.value / whole.value * factor,
        f"{part.words} ÷ {whole.words}",
        (part, whole),
        is_sure,
        "%" if factor == _PERCENT else "",
    )


def _levels_before(sentence: Sentence, term: Term) -> list[Term]:
    """The amounts and counts before a figure."""
    return [
        it
        for it in sentence.before(term)
        if it.role is Role.LEVEL and it.quantity.dimension not in ("", PERCENT, POINTS)
    ]


def names_part(words: str, stem: str) -> bool:
    """Whether the words of a clause speak of what a rate is of: 办结14件 of 办结率."""
    return speaks_of(stem, words)
