"""Products: 补助学生742人次，每人次1,500元，共111.3万元; 48人×12个月×1,500元，计86.40万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from docgen.checking.claims.claim import Claim, ClaimKind
from docgen.checking.claims.operands import Operand, Reading, scaled
from docgen.checking.claims.quotients import is_open
from docgen.checking.claims.reading import ReportReading, operand_of
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.quantities.units import MEASURES, dimension_of
from docgen.content.agreement import Interval

_RATE = re.compile(r"(?<!平均)(?:每[^，。；\d]{1,12}|[人生]均[^，。；\d]{0,12})\Z")
_EACH = re.compile(rf"每个?(?P<each>{MEASURES}|生|年|月)|(?P<head>[人生])均")
_TIMES = ("月", "年", "天", "日")
_TOTAL = re.compile(r"(?:共|计|合计|总额|总值|需|应补助|应到位|应发放|项目资金)[^，。；\d]{0,8}\Z")
_DAYS = re.compile(r"(\d{1,3})天")
_BY = re.compile(r"\s*[×*]\s*")
_ONCE = (Decimal(1), "")


def product_claims(sentence: Sentence, report: ReportReading) -> Iterator[Claim]:
    """The totals of a sentence that a count and a price for each give."""
    for term in sentence.terms:
        if term.quantity.is_money and term.role is Role.LEVEL and not is_open(term):
            is_total = _TOTAL.search(term.words) is not None
            readings = tuple(_readings(sentence, term, report)) if is_total else ()
            if readings:
                yield Claim(ClaimKind.PRODUCT, sentence, term, readings)


def _readings(sentence: Sentence, total: Term, report: ReportReading) -> Iterator[Reading]:
    if written := _written(sentence, total):
        yield written
    own = sentence.before(total)
    around = report.sentences[sentence.paragraph]
    earlier = [it for other in around[: around.index(sentence)] for it in other.terms]
    before = [it for it in (*earlier, *own) if not it.quantity.is_range]
    for price in own:
        if price.quantity.is_money and _RATE.search(price.words):
            names = [it["each"] or it["head"] for it in _EACH.finditer(price.words)]
            of = [dimension_of({"生": "人"}.get(it, it)) for it in names if it not in _TIMES]
            counts = [it for it in before if of and it.quantity.dimension == of[0]]
            factors = [_ONCE, *_factors(sentence, price, total)] if counts else []
            for factor in factors:
                yield _product([price, counts[-1]], *factor, is_sure=False)


def _written(sentence: Sentence, total: Term) -> Reading | None:
    """The product that is written out right before a total; ``None`` if there is none."""
    factors: list[Term] = []
    for term in reversed(sentence.before(total)):
        between = sentence.between(term.quantity.end, (factors or [total])[0].quantity.start)
        if factors and not _BY.fullmatch(between.replace("个月", "")):
            break
        factors.insert(0, term)
    is_product = len(factors) > 1 and factors[-1].clause >= total.clause - 1
    return _product(factors, *_ONCE, is_sure=True) if is_product else None


def _factors(sentence: Sentence, price: Term, total: Term) -> Iterator[tuple[Decimal, str]]:
    """How often a price is paid: 12 times if each month, on 200 days."""
    words = sentence.between(price.quantity.start, total.quantity.start)
    if "每月" in price.words or "月" in price.words[-4:]:
        yield Decimal(12), " × 12"
    for days in _DAYS.findall(words) if "天" in price.words or "日" in price.words else ():
        yield Decimal(days), f" × {days}"


def _product(terms: Sequence[Term], factor: Decimal, words: str, *, is_sure: bool) -> Reading:
    operands = [operand_of(it) for it in terms]
    result, value = operands[0].interval, operands[0].value
    for operand in operands[1:]:
        result, value = _times(result, operand), value * operand.value
    formula = " × ".join(operand.words for operand in operands)
    return Reading(
        scaled(result, factor),
        value * factor,
        f"{formula}{words}",
        tuple(operands),
        is_sure,
        is_likely=True,
    )


def _times(one: Interval, other: Operand) -> Interval:
    return Interval(one.low * other.interval.low, one.high * other.interval.high)
