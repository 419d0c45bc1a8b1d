"""Products: 补助学生742人次，每人次1,500元，共111.3万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from docgen.checking.claims.claim import Claim, ClaimKind
from docgen.checking.claims.operands import Operand, Reading, scaled
from docgen.checking.claims.quotients import is_open
from docgen.checking.claims.reading import ReportReading, operand_of
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.quantities.units import MEASURES, dimension_of
from docgen.content.agreement import Interval

_RATE = re.compile(
    rf"(?<!平均)(?:每(?:个)?(?P<each>{MEASURES})[^，。；\d]{{0,8}}|人均[^，。；\d]{{0,6}})\Z"
)
_TOTAL = re.compile(r"(?:共|计|合计|总额|总值|需|应补助|应到位|应发放|项目资金)[^，。；\d]{0,8}\Z")
_DAYS = re.compile(r"(\d{1,3})天")
_ONCE = (Decimal(1), "")


def product_claims(sentence: Sentence, report: ReportReading) -> Iterator[Claim]:
    """The totals of a sentence that a count and a price for each give."""
    for term in sentence.terms:
        if term.quantity.is_money and term.role is Role.LEVEL and not is_open(term):
            readings = tuple(_readings(sentence, term)) if _TOTAL.search(term.words) else ()
            if readings:
                yield Claim(ClaimKind.PRODUCT, sentence, term, readings)


def _readings(sentence: Sentence, total: Term) -> Iterator[Reading]:
    before = [it for it in sentence.before(total) if not it.quantity.is_range]
    for price in before:
        match = _RATE.search(price.words)
        each = dimension_of(match["each"]) if match and match["each"] else "人" if match else ""
        counts = [it for it in before if each and it.quantity.dimension == each]
        factors = [_ONCE, *_factors(sentence, price, total)] if counts else []
        for factor in factors:
            yield _product(price, counts[-1], *factor)


def _factors(sentence: Sentence, price: Term, total: Term) -> Iterator[tuple[Decimal, str]]:
    """How often a price is paid: 12 times if each month, on 200 days."""
    words = sentence.between(price.quantity.start, total.quantity.start)
    if "每月" in price.words or "月" in price.words[-4:]:
        yield Decimal(12), " × 12"
    for days in _DAYS.findall(words) if "天" in price.words or "日" in price.words else ():
        yield Decimal(days), f" × {days}"


def _product(price: Term, count: Term, factor: Decimal, words: str) -> Reading:
    one, other = (operand_of(it) for it in (price, count))
    return Reading(
        scaled(_times(one, other), factor),
        one.value * other.value * factor,
        f"{one.words} × {other.words}{words}",
        (one, other),
        is_sure=False,
        is_likely=True,
    )


def _times(one: Operand, other: Operand) -> Interval:
    return Interval(one.interval.low * other.interval.low, one.interval.high * other.interval.high)
