"""Averages: 培训12期360人，平均每期30人; 支出428.16万元，惠及2973人次，次均1440元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from docgen.checking.claims.added_parts import TOTAL
from docgen.checking.claims.claim import Claim, ClaimKind
from docgen.checking.claims.distant_averages import distant_averages, measures_of
from docgen.checking.claims.operands import Reading, added, sum_words
from docgen.checking.claims.quotients import amounts_before, is_mean, is_open, quotient
from docgen.checking.claims.reading import ReportReading, operand_of, operand_of_fact
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.claims.subjects import shares_words
from docgen.checking.quantities.units import MEASURES, MONEY, PERCENT, POINTS, dimension_of
from docgen.content.agreement import Interval
from docgen.ordinals import value_of

_MEASURE = f"{MEASURES}|生|年|月|床"
_COST = "成本|投资|造价|费用|支出|投入|产值|收入"
_OF = rf"(?P<many>[百千万]?)(?:名)?(?P<of>{_MEASURE})"
_WHAT = r"(?P<what>[^，。；\d]{0,12})\Z"
_AVERAGES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"每{_OF}平均{_WHAT}",
        rf"平均(?:每{_OF})?{_WHAT}",
        rf"(?P<many>)(?P<of>{_MEASURE})均{_WHAT}",
        rf"每{_OF}(?P<what>[^，。；\d]{{0,8}}(?:{_COST}))(?:约?为|达到?)?\Z",
        rf"每(?=[百千万]){_OF}{_WHAT}",
        rf"(?:[^\W\d](?<![准助贴价额需按])){{4}}每{_OF}(?P<what>)\Z",
    )
)
"""平均每人, 户均补贴, 每公里成本, 每千名老年人拥有, 路面修复养护每公里."""
_EACH = re.compile("[均每]")
_TIMES = {"": 1, "百": 100, "千": 1000, "万": 10000}
_GENERAL = re.compile(
    r"(?:约|为|达|是|补助|投入|费用|成本|造价|支出|报销|发放|救助|花费|经费|金额|单价|使用|安排|"
    r"处罚|罚款|奖励|贷款|拨付|资金|额|投资|[：:])*+"
)
_LISTED = re.compile(r"([两二三四五六七八九十]|\d{1,2})[^，。；\d]{1,6}\Z")
_TOTAL_BEHIND = re.compile(r"共|合计|总")
_REST = re.compile("其余|其他|其它")
"""Before what is left of a count: 全镇村均 is not for each of 其余8个村."""
_FEWEST = 2
_FAR = 8
"""Clauses between an average and the figures that it is surely of."""


@dataclass(frozen=True)
class _Average:
    """An average in its sentence: ``each`` is the measure of what it is for each of, or empty."""

    sentence: Sentence
    term: Term
    each: str
    what: str
    factor: Decimal
    start: int


def average_claims(
    sentence: Sentence, before: Sentence | None, report: ReportReading
) -> Iterator[Claim]:
    """The averages of a sentence, each with what they should be."""
    for term in sentence.terms:
        is_level = term.role is Role.LEVEL and not is_open(term)
        is_amount = is_level and term.quantity.dimension not in ("", PERCENT, POINTS)
        if average := _average_of(sentence, term) if is_amount else None:
            readings = tuple(_readings(average, before, report))
            yield Claim(ClaimKind.AVERAGE, sentence, term, readings)


def _average_of(sentence: Sentence, term: Term) -> _Average | None:
    is_average = _EACH.search(term.words) is not None
    found = (pattern.search(term.words) for pattern in _AVERAGES if is_average)
    match = next((it for it in found if it), None)
    if match is None:
        return None
    factor = Decimal(_TIMES[match["many"] or ""])
    return _Average(sentence, term, match["of"] or "", match["what"], factor, match.start())


def _readings(
    average: _Average, above: Sentence | None, report: ReportReading
) -> Iterator[Reading]:
    sentence, term, each = average.sentence, average.term, average.each
    dimension = term.quantity.dimension
    near = [it for of in measures_of(dimension) for it in report.near(sentence, of)]
    amounts = [it for it in near if _is_of(term, it)]
    counts = [it for it in _counts(sentence, term, each, report) if _is_of(term, it)]
    yield from _of_row(average, report)
    yield from _of_list(average)
    pair = _pair(sentence, term, average.what, amounts, counts)
    likely = _likely(sentence, above, term, amounts, counts) if pair is None else []
    for amount, count in product(amounts, counts):
        is_pair = pair == (amount, count)
        part, whole = report.operands(sentence, (amount, count))
        yield from quotient(
            part,
            whole,
            is_sure=is_pair and bool(each) and amount in sentence.terms,
            is_likely=is_pair or (amount, count) in likely,
            factor=average.factor,
        )
    if pair is None and each:
        yield from distant_averages(sentence, term, each, average.factor, report)


def _is_of(mean: Term, term: Term) -> bool:
    """Whether a figure may be the amount or the count of a mean: it is of its time, and no mean."""
    is_level = term.role is Role.LEVEL and term.period == mean.period
    is_rest = _REST.search(term.words) is not None
    return term is not mean and is_level and not is_mean(term) and not is_rest


def _of_row(average: _Average, report: ReportReading) -> Iterator[Reading]:
    """The quotient of two columns of the row that the sentence names."""
    term, each = average.term, average.each
    facts = report.row_of(average.sentence, term)
    amounts = [it for it in facts if it.dimension == term.quantity.dimension]
    counts = [it for it in facts if it.dimension in ("", dimension_of(each)) and it not in amounts]
    for amount, count in product(amounts, counts):
        part, whole = operand_of_fact(amount), operand_of_fact(count)
        if amount.column[0] == count.column[0]:
            yield from quotient(part, whole, is_likely=True, factor=average.factor)


def _of_list(average: _Average) -> Iterator[Reading]:
    """The mean of what the sentence lists: 分别为352天、346天和318天，平均339天."""
    term = average.term
    words = term.words[: average.start]
    counted = _LISTED.search(words)
    before = average.sentence.before(term)
    alike = [it for it in before if it.quantity.dimension == term.quantity.dimension]
    alike = [it for it in alike if not is_open(it) and not TOTAL.search(it.lead)]
    number = value_of(counted[1].replace("两", "二")) if counted else 0
    if average.each or len(alike) < _FEWEST:
        return
    listed = alike[-number:] if number else alike
    if len(listed) < _FEWEST or (number and number != len(listed)):
        return
    operands = [operand_of(it) for it in listed]
    count = Decimal(len(listed))
    together = added(it.interval for it in operands)
    yield Reading(
        Interval(together.low / count, together.high / count),
        sum((it.value for it in operands), Decimal(0)) / count,
        f"({sum_words(operands)}) ÷ {len(listed)}",
        tuple(operands),
        is_sure=bool(number),
        is_likely=True,
    )


def _counts(sentence: Sentence, term: Term, each: str, report: ReportReading) -> list[Term]:
    """What an average may be divided by: what is counted in its measure, or named like it."""
    dimensions = measures_of(each) if each else _counted(sentence, term)
    counts = [it for of in dimensions for it in report.near(sentence, of) if it is not term]
    counts = [it for it in counts if it.quantity.dimension != term.quantity.dimension] or counts
    named = [it for it in report.near(sentence, "个") if each and _is_followed(it, each)]
    return counts + [it for it in named if it not in counts]


def _is_followed(term: Term, noun: str) -> bool:
    """Whether a noun stands right behind a count: 14个班."""
    quantity = term.quantity
    return quantity.paragraph.text.startswith(noun, quantity.end)


def _counted(sentence: Sentence, term: Term) -> list[str]:
    """The dimensions of what is counted in the sentence, where the average names none."""
    found = (it.quantity.dimension for it in sentence.terms if it is not term)
    others = (it for it in found if it not in ("", PERCENT, POINTS, MONEY))
    return [it for it in dict.fromkeys(others) if it != term.quantity.dimension]


def _pair(
    sentence: Sentence, term: Term, what: str, amounts: Sequence[Term], counts: Sequence[Term]
) -> tuple[Term, Term] | None:
    """The amount and the count that an average is surely of.

    Those whose clauses name what it is of; else those right before it.
    """
    before = [*amounts_before(sentence, term), *_in_brackets(sentence, term)]
    mean = term.quantity.value  # of two or more it is less than their amount
    own_amounts = [it for it in before if it in amounts and it.quantity.value > mean]
    main = sentence.main_before(term)
    own_counts = [it for it in before if it in counts and (it in main or it.depth > term.depth)]
    if not own_amounts and len(own_counts) == 1:
        return _named_before(term, what, amounts, own_counts[0])
    amount, is_named = _of_words(own_amounts, what)
    count, is_counted = _of_words(own_counts, what)
    behind = sentence.behind(term)[:1]
    if behind and _TOTAL_BEHIND.search(behind[0].words) and behind[0] in amounts:
        return None  # 平均每公里造价38.6万元，共投入2644.10万元
    if amount is None or count is None or amount is count:
        return None
    is_alone = len(own_amounts) == 1 and len(own_counts) == 1
    is_beside = {amount, count} == set(before[-2:])
    is_near = min(amount.clause, count.clause) >= term.clause - _FAR
    is_meant = is_named or is_counted or _GENERAL.fullmatch(what) is not None
    return (amount, count) if is_near and is_meant and (is_alone or is_beside or is_named) else None


def _named_before(
    term: Term, what: str, amounts: Sequence[Term], count: Term
) -> tuple[Term, Term] | None:
    """The only amount of the paragraph that the words of an average name, with the count beside it.

    到馆86.42万人次。人均到馆次数4.7次（常住人口18.4万人）.
    """
    larger = (it for it in amounts if it.quantity.value > term.quantity.value)
    named = [it for it in larger if shares_words(it.words, what)]
    return (named[0], count) if len(named) == 1 else None


def _in_brackets(sentence: Sentence, term: Term) -> list[Term]:
    """The figures in brackets right behind: 平均成本61.5万元（9片共支出553.5万元）."""
    behind = sentence.behind(term)
    outside = next((at for at, it in enumerate(behind) if it.depth <= term.depth), len(behind))
    return behind[:outside]


def _likely(
    sentence: Sentence,
    above: Sentence | None,
    term: Term,
    amounts: Sequence[Term],
    counts: Sequence[Term],
) -> list[tuple[Term, Term]]:
    """The first amount and the only count of the sentence, or of it and the one before."""
    for near in (sentence.before(term), [*(above.terms if above else ()), *sentence.before(term)]):
        own_amounts = [
            it for it in amounts if it in near and it.quantity.value > term.quantity.value
        ]
        own_counts = [it for it in counts if it in near]
        if own_amounts and len(own_counts) == 1:
            return [(own_amounts[0], own_counts[0])]
    return []


def _of_words(terms: Sequence[Term], what: str) -> tuple[Term | None, bool]:
    """The first figure whose clause has two signs of the words, or the last; and if it has."""
    named = next((it for it in terms if shares_words(what.strip("的约为达是"), it.words)), None)
    if named:
        return named, True
    return (terms[-1] if terms else None), False
