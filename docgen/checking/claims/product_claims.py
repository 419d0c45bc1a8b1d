"""Products: 补助学生742人次，每人次1,500元，共111.3万元."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.checking.claims.claim import Claim, Kind
from docgen.checking.claims.operands import Operand, Reading
from docgen.checking.claims.quotients import is_open
from docgen.checking.claims.reading import ReportReading, operand_of
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.quantities.units import MEASURES, dimension_of
from docgen.content.agreement import Interval

_RATE = re.compile(
    rf"(?<!平均)(?:每(?:个)?(?P<each>{MEASURES})[^，。；\d]{{0,8}}|人均[^，。；\d]{{0,6}})\Z"
)
_TOTAL = re.compile(r"(?:共|计|合计|总额|总值|需|应补助|应到位|应发放|项目资金)[^，。；\d]{0,8}\Z")
_NEAR = 3
_OTHER_FACTOR = re.compile(r"每[月年天日]|个月|按\d+天|×")


def product_claims(sentence: Sentence, report: ReportReading) -> Iterator[Claim]:
    """The totals of a sentence that a count and a price for each give."""
    for term in sentence.terms:
        if term.quantity.is_money and term.role is Role.LEVEL and not is_open(term):
            readings = tuple(_readings(sentence, term)) if _TOTAL.search(term.words) else ()
            if readings:
                yield Claim(Kind.PRODUCT, sentence, term, readings)


def _readings(sentence: Sentence, total: Term) -> Iterator[Reading]:
    before = [it for it in sentence.before(total) if it.clause >= total.clause - _NEAR]
    before = [it for it in before if not it.quantity.is_range]
    for price in before:
        match = _RATE.search(price.words)
        each = dimension_of(match["each"]) if match and match["each"] else "人" if match else ""
        counts = [it for it in before if each and it.quantity.dimension == each]
        for count in counts[-1:]:
            words = sentence.between(price.quantity.start, total.quantity.start)
            is_whole = not _OTHER_FACTOR.search(price.words + words)
            yield _product(price, count, is_probable=is_whole and count in before)


def _product(price: Term, count: Term, *, is_probable: bool) -> Reading:
    one, other = (operand_of(it, with_unit=True) for it in (price, count))
    return Reading(
        _times(one, other),
        one.value * other.value,
        f"{one.words} × {other.words}",
        (one, other),
        is_sure=False,
        is_likely=True,
        is_probable=is_probable,
    )


def _times(one: Operand, other: Operand) -> Interval:
    return Interval(one.interval.low * other.interval.low, one.interval.high * other.interval.high)
