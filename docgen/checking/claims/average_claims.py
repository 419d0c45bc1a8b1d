"""Averages: 培训12期360人，平均每期30人; 支出428.16万元，惠及2973人次，次均1440元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from docgen.checking.claims.claim import Claim, Kind
from docgen.checking.claims.operands import Reading
from docgen.checking.claims.quotients import PLAIN, amounts_before, is_open, quotient
from docgen.checking.claims.reading import ReportReading
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.quantities.units import MONEY, PERCENT, POINTS, dimension_of

_MEASURE = (
    "人次|人|名|户|次|期|场|项|个|件|家|亩|村|所|辆|公里|台|座|"
    "批|起|册|笔|篇|处|套|天|日|月|年|床|张|生"
)
_AVERAGE = re.compile(
    rf"(?:平均每?(?P<of>{_MEASURE})?|(?P<head>{_MEASURE})均|每(?P<each>{_MEASURE}))"
    r"(?P<what>[^，。；\d]{0,12})\Z"
)
_HEADS = {
    "人": ("人", "人次"),
    "次": ("次", "人次"),
    "生": ("人",),
    "天": ("天", "日"),
    "日": ("天", "日"),
}
_GENERAL = re.compile(
    r"(?:约|为|达|是|补助|投入|费用|成本|造价|支出|报销|发放|救助|花费|经费|金额|单价|使用|安排|[：:])*"
)


def average_claims(sentence: Sentence, report: ReportReading) -> Iterator[Claim]:
    """The averages of a sentence, each with what they should be."""
    for term in sentence.terms:
        is_level = term.role is Role.LEVEL and not is_open(term)
        is_amount = is_level and term.quantity.dimension not in ("", PERCENT, POINTS)
        if match := _AVERAGE.search(term.words) if is_amount else None:
            readings = tuple(_readings(sentence, term, match, report))
            yield Claim(Kind.AVERAGE, sentence, term, readings)


def _readings(
    sentence: Sentence, term: Term, match: re.Match[str], report: ReportReading
) -> Iterator[Reading]:
    each = match["of"] or match["head"] or match["each"] or ""
    dimensions = _HEADS.get(each, (dimension_of(each),)) if each else _counted(sentence, term)
    amounts = [it for it in report.near(sentence, term.quantity.dimension) if it is not term]
    counts = [it for of in dimensions for it in report.near(sentence, of) if it is not term]
    pair = _pair(sentence, term, match["what"], amounts, counts)
    for amount, count in product(amounts, counts):
        is_likely = pair == (amount, count)
        is_sure = is_likely and bool(each)
        part, whole = report.operands(sentence, (amount, count), with_unit=True)
        yield from quotient(part, whole, is_sure=is_sure, is_likely=is_likely, factor=PLAIN)


def _counted(sentence: Sentence, term: Term) -> list[str]:
    """The dimensions of what is counted in the sentence, where the average names none."""
    found = (it.quantity.dimension for it in sentence.terms if it is not term)
    others = (it for it in found if it not in ("", PERCENT, POINTS, MONEY))
    return [it for it in dict.fromkeys(others) if it != term.quantity.dimension]


def _pair(
    sentence: Sentence, term: Term, what: str, amounts: Sequence[Term], counts: Sequence[Term]
) -> tuple[Term, Term] | None:
    """The amount and the count that an average is surely of: those right before it."""
    before = amounts_before(sentence, term)
    near = [it for it in before if it.clause >= term.clause - 2]
    mean = term.quantity.value  # of two or more it is less than their amount
    own_amounts = [it for it in near if it in amounts and it.quantity.value > mean]
    own_counts = [it for it in near if it in counts]
    if not own_amounts or not own_counts:
        return None
    amount, count = own_amounts[-1], own_counts[-1]
    is_alone = len(own_amounts) == 1 and len(own_counts) == 1
    is_beside = amount.clause == count.clause and {amount, count} == set(before[-2:])
    is_same_thing = _GENERAL.fullmatch(what) is not None or (what.strip("约为达") in amount.lead)
    return (amount, count) if (is_alone or is_beside) and is_same_thing else None
