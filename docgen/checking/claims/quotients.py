"""Quotients of two figures, and the figures of a sentence that they may be made of."""

from __future__ import annotations

import re
from decimal import Decimal

from docgen.checking.claims.operands import Operand, Reading, divided, scaled
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.quantities.units import PERCENT, POINTS

IN_PERCENT, PLAIN = Decimal(100), Decimal(1)
"""Factors of a quotient."""
_MEAN = re.compile("平均|每|[人户次]均")


def quotient(
    part: Operand,
    whole: Operand,
    *,
    is_sure: bool = False,
    is_likely: bool = False,
    is_probable: bool = False,
    factor: Decimal = IN_PERCENT,
) -> list[Reading]:
    """The reading of a figure as ``part`` ÷ ``whole``; none where that cannot be."""
    result = divided(part.interval, whole.interval)
    if result is None or part.is_same(whole) or not whole.value:
        return []
    formula = f"{part.words} ÷ {whole.words}"
    value = part.value / whole.value * factor
    return [
        Reading(
            scaled(result, factor),
            value,
            formula,
            (part, whole),
            is_sure,
            is_likely,
            is_probable,
            of=lambda values: values[0] / values[1] * factor,
        )
    ]


def amounts_before(sentence: Sentence, term: Term) -> list[Term]:
    """The amounts and counts before a figure, in order; no rates, and no limits."""
    return [
        it
        for it in sentence.before(term)
        if it.role is not Role.CHANGE
        and it.quantity.dimension not in ("", PERCENT, POINTS)
        and not it.quantity.is_range
    ]


def is_open(term: Term) -> bool:
    """Whether a figure is round, a limit or one end of a range: nothing gives it exactly."""
    return term.quantity.is_about or term.quantity.is_range


def is_mean(term: Term) -> bool:
    """Whether a figure is itself an average or a price for each."""
    return _MEAN.search(term.words) is not None


def is_whole_of_rate(term: Term) -> bool:
    """Whether a rate is told of a figure, which is no part nor total: 完成预算5.50万元的84%."""
    quantity = term.quantity
    return quantity.paragraph.text.startswith("的", quantity.end)
