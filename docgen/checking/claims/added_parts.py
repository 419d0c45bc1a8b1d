"""The parts of a total, and their sum."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from docgen.checking.claims.operands import Reading, added, sum_words
from docgen.checking.claims.quotients import is_mean, is_open, is_whole_of_rate
from docgen.checking.claims.reading import operand_of
from docgen.checking.claims.sentence import Role, Term
from docgen.checking.quantities.units import PERCENT, POINTS

TOTAL = re.compile(r"(?:(?<=，)累计|合计|共计|总计|(?<!公)共|总共|总分|总得分)[^，。；、\d]{0,8}\Z")
"""The words before a total."""
_SCORE = re.compile(r"得")
FEWEST = 2
"""Figures of a list."""


def is_amount(term: Term) -> bool:
    """Whether a figure is of something that can be added up, and neither round nor a limit."""
    return not is_open(term) and term.quantity.dimension not in ("", PERCENT, POINTS)


def alike(terms: Sequence[Term], total: Term, depth: int = 0) -> list[Term]:
    """The figures that may be parts of a total: of its dimension, time, and depth in brackets.

    Points that were won are no parts of points that can be won.
    """
    won = _SCORE.search(total.lead) is not None
    found = [
        it
        for it in terms
        if it.role is Role.LEVEL
        and it.quantity.dimension == total.quantity.dimension
        and it.period == total.period
        and not it.quantity.is_range
        and it.depth <= max(depth, total.depth)
        and not is_whole_of_rate(it)
        and (it is total or not (TOTAL.search(it.lead) or is_mean(it)))
    ]
    if total.quantity.dimension != "分":
        return found
    scores = [it for it in found if (_SCORE.search(it.lead) is not None) is won]
    return scores if len(scores) >= FEWEST else [it for it in found if "满分" not in it.words]


def sum_of(
    parts: Sequence[Term],
    *,
    is_sure: bool = False,
    is_likely: bool = False,
    is_probable: bool = False,
) -> Reading:
    """The reading of a total as the sum of its parts."""
    operands = tuple(operand_of(it) for it in parts)
    return Reading(
        added(it.interval for it in operands),
        sum((it.value for it in operands), Decimal(0)),
        sum_words(operands),
        operands,
        is_sure,
        is_likely,
        is_probable,
    )
