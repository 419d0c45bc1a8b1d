"""Growth: 比上年增加45.61万元, 增长12.2%, 提高1.9个百分点.

level 420.71, base 375.10    the change is 45.61, or 12.2% of the base
level 420.71, change 45.61   the base is their difference, and the change 12.2% of it
level 83.2%, base 61.5%      the change is 21.7 points, or 35.3% of the base
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import product

from docgen.checking.claims.claim import Claim
from docgen.checking.claims.operands import Operand, Reading, added, divided, scaled, taken
from docgen.checking.claims.quotients import IN_PERCENT, is_open
from docgen.checking.claims.reading import ReportReading, operand_of, operand_of_fact
from docgen.checking.claims.said_change import SaidChange
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.claims.table_facts import TableFact
from docgen.checking.claims.times import THIS
from docgen.checking.quantities.units import PERCENT, POINTS
from docgen.content.agreement import Interval


def growth_claims(sentence: Sentence, report: ReportReading) -> Iterator[Claim]:
    """The changes of a sentence, each with what they should be."""
    for term in sentence.terms:
        if term.role is Role.CHANGE and term.quantity.dimension and not is_open(term):
            change = SaidChange(sentence, term, report)
            if not change.is_of_another_base:
                yield Claim(change.kind, sentence, term, tuple(_readings(change)))


def _readings(change: SaidChange) -> Iterator[Reading]:
    """Each choice of a level and a base, or of a level and the change in its own unit."""
    dimension = change.term.quantity.dimension
    if dimension == PERCENT:
        for of in change.dimensions():
            yield from _rates(change, of)
        yield from _of_row(change)
    else:
        yield from _differences(change, PERCENT if dimension == POINTS else dimension)
        yield from _of_two_rows(change, dimension)
        yield from _net(change, dimension)


def _net(change: SaidChange, dimension: str) -> Iterator[Reading]:
    """新增97人，减少118人，净减少21人."""
    before = change.sentence.before_in_part(change.term)[-2:]
    same = [it for it in before if it.quantity.dimension == dimension]
    if "净" in change.term.words and len(same) == 2:
        less, more = sorted(same, key=lambda it: it.quantity.value)
        pair = (operand_of(more), operand_of(less))
        yield Reading(
            taken(pair[0].interval, pair[1].interval),
            pair[0].value - pair[1].value,
            f"{pair[0].words} − {pair[1].words}",
            pair,
            is_sure=False,
            is_probable=True,
        )


def _differences(change: SaidChange, dimension: str) -> Iterator[Reading]:
    for now, base in product(change.levels(dimension), change.bases(dimension)):
        if not now.is_same(base):
            more, less = (base, now) if change.term.falls else (now, base)
            result = taken(more.interval, less.interval)
            value, formula = more.value - less.value, f"{more.words} − {less.words}"
            is_sure = now.is_sure and base.is_sure
            yield Reading(
                result,
                value,
                formula,
                (more, less),
                is_sure,
                base.is_sure,
                turned=f"{base.words} → {now.words}",
            )


def _of_two_rows(change: SaidChange, dimension: str) -> Iterator[Reading]:
    """小修保养支出比预防性养护支出多237.13万元: two rows of a table, in one column."""
    own = change.report.row_named(change.own_words)
    for one, other in product(own, change.report.row_named(change.base_words)):
        is_alike = one.column == other.column and one.dimension == dimension
        if is_alike and one.label != other.label:
            more, less = (other, one) if change.term.falls else (one, other)
            yield from _difference_of_rows(more, less)


def _rates(change: SaidChange, dimension: str) -> Iterator[Reading]:
    levels = change.levels(dimension)
    for now, base in product(levels, change.bases(dimension)):
        if not now.is_same(base):
            yield from _rate(change, now, base)
    amounts = change.amounts(dimension)
    for now, by in product(levels, amounts):
        yield from _rate_by_amount(change, now, by)
    sure = (base for base in change.bases(dimension) if base.is_sure)
    for by, base in product(amounts, sure):
        yield from _rate_of_base(change, by, base)


def _of_row(change: SaidChange) -> Iterator[Reading]:
    """The change that the columns of two years give the row which the sentence names."""
    row = change.report.row_of(change.sentence, change.term)
    facts = [it for it in row if it.dimension != PERCENT and not change.is_of_other(it)]
    now = [it for it in facts if it.period == THIS]
    base = [it for it in facts if it.period == change.report.times.last]
    for one, other in product(now, base):
        if one.column[0] == other.column[0]:
            operands = (operand_of_fact(one), operand_of_fact(other))
            for reading in _rate(change, *operands):
                yield replace(reading, is_sure=False, is_likely=True)


def _rate_of_base(change: SaidChange, by: Term, base: Operand) -> Iterator[Reading]:
    """Of 985页, 275页 are 27.9%."""
    amount = operand_of(by)
    result = divided(amount.interval, base.interval)
    if result is None or not base.value:
        return
    is_same_way = by.falls is change.term.falls
    turned = result if is_same_way else Interval(-result.high, -result.low)
    value = amount.value / base.value * IN_PERCENT
    formula = f"{amount.words} ÷ {base.words}"
    yield Reading(
        scaled(turned, IN_PERCENT),
        value if is_same_way else -value,
        formula,
        (amount, base),
        base.is_sure,
        base.is_sure,
        turned=formula,
        of=lambda values: values[0] / values[1] * IN_PERCENT,
    )


def _rate(change: SaidChange, now: Operand, base: Operand) -> Iterator[Reading]:
    """The base is in both places of the quotient: (now - base) / base is now / base - 1."""
    quotient = divided(now.interval, base.interval)
    if quotient is None or not base.value:
        return
    low, high = quotient.low - 1, quotient.high - 1
    falls = change.term.falls
    more, less = (base, now) if falls else (now, base)
    yield Reading(
        scaled(Interval(-high, -low) if falls else Interval(low, high), IN_PERCENT),
        (more.value - less.value) / base.value * IN_PERCENT,
        f"({more.words} − {less.words}) ÷ {base.words}",
        (now, base),
        now.is_sure and base.is_sure,
        base.is_sure,
        turned=f"{base.words} → {now.words}",
        of=lambda values: abs(values[0] / values[1] - 1) * IN_PERCENT,
    )


def _rate_by_amount(change: SaidChange, now: Operand, by: Term) -> Iterator[Reading]:
    """The rate of a change whose amount is given; below zero if one rises and one falls."""
    amount = operand_of(by)
    pair = (now.interval, amount.interval)
    base = added(pair) if by.falls else taken(*pair)
    quotient = divided(amount.interval, base)
    if quotient is None:
        return
    is_same_way = by.falls is change.term.falls
    turned = quotient if is_same_way else Interval(-quotient.high, -quotient.low)
    value = amount.value / _base_of(now.value, amount.value, falls=by.falls)
    formula = f"{amount.words} ÷ ({now.words} {'+' if by.falls else '−'} {amount.words})"
    yield Reading(
        scaled(turned, IN_PERCENT),
        (value if is_same_way else -value) * IN_PERCENT,
        formula,
        (now, amount),
        now.is_sure,
        now.is_sure or (not is_same_way and change.only_says_again(by)),
        turned=formula,
        of=lambda values: values[1] / _base_of(*values, falls=by.falls) * IN_PERCENT,
    )


def _base_of(now: Decimal, change: Decimal, *, falls: bool) -> Decimal:
    """What a change was counted from."""
    return now + change if falls else now - change


def _difference_of_rows(more: TableFact, less: TableFact) -> Iterator[Reading]:
    one, other = operand_of_fact(more), operand_of_fact(less)
    yield Reading(
        taken(one.interval, other.interval),
        one.value - other.value,
        f"{one.words} − {other.words}",
        (one, other),
        is_sure=False,
        is_likely=True,
    )
