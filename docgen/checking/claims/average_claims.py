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
from docgen.checking.quantities.units import MEASURES, MONEY, PERCENT, POINTS, dimension_of

_MEASURE = f"{MEASURES}|生|年|月|床"
_AVERAGE = re.compile(
    rf"(?:平均每?(?P<of>{_MEASURE})?|(?P<head>{_MEASURE})均)"
    r"(?P<what>[^，。；\d]{0,12})\Z"
)
_TOTAL_BEHIND = re.compile(r"共|合计|总")
_FAR = 3
"""Clauses between an average and the figures that it is surely of."""
_HEADS = {
    "人": ("人", "人次"),
    "次": ("次", "人次"),
    "生": ("人",),
    "天": ("天", "日"),
    "日": ("天", "日"),
}
_GENERAL = re.compile(
    r"(?:约|为|达|是|补助|投入|费用|成本|造价|支出|报销|发放|救助|花费|经费|金额|单价|使用|安排|处罚|罚款|奖励|贷款|拨付|资金|额|[：:])*"
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
    each = match["of"] or match["head"] or ""
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
    """The amount and the count that an average is surely of.

    Those whose clauses name what it is of; else those right before it.
    """
    before = amounts_before(sentence, term)
    mean = term.quantity.value  # of two or more it is less than their amount
    own_amounts = [it for it in before if it in amounts and it.quantity.value > mean]
    own_counts = [it for it in before if it in counts]
    amount, is_named = _of_words(own_amounts, what)
    count, is_counted = _of_words(own_counts, what)
    if amount is None or count is None or amount is count:
        return None
    is_alone = len(own_amounts) == 1 and len(own_counts) == 1
    is_beside = {amount, count} == set(before[-2:])
    behind = sentence.behind(term)[:1]
    if behind and _TOTAL_BEHIND.search(behind[0].words) and behind[0] in amounts:
        return None  # 平均每公里造价38.6万元，共投入2644.10万元
    is_near = min(amount.clause, count.clause) >= term.clause - _FAR
    is_meant = is_named or is_counted or _GENERAL.fullmatch(what) is not None
    return (amount, count) if is_near and is_meant and (is_alone or is_beside or is_named) else None


def _of_words(terms: Sequence[Term], what: str) -> tuple[Term | None, bool]:
    """The first figure whose clause has the words, or else the last one; and whether it has."""
    plain = what.strip("的约为达是")
    named = [it for it in terms if len(plain) > 1 and plain in it.words]
    if named:
        return named[0], True
    return (terms[-1] if terms else None), False
