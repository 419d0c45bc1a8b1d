"""Figures told together of several things: 分别占66.0%和34.0%, 分别增长7.75%、5.72%、8.92%."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docgen.checking.claims.quotients import amounts_before
from docgen.checking.claims.sentence import Sentence, Term

_RESPECTIVE = re.compile("分别|依次")
_LISTED = re.compile(r"[、，]|[、，]?(?:和|与|及|以及)")


@dataclass(frozen=True)
class Respective:
    """A figure that is one of several told together.

    Attributes:
        first: the first of them, whose words say of all what they are.
        of: the amount that this one is about; ``None`` if the sentence lists not so many.
    """

    first: Term
    of: Term | None


def respective(sentence: Sentence, term: Term) -> Respective | None:
    """What a figure is told together with; ``None`` if it is told alone."""
    run = _run(sentence, term)
    if not _RESPECTIVE.search(run[0].words):
        return None
    outside = [it for it in amounts_before(sentence, run[0]) if it.depth <= run[0].depth]
    amounts = _last_alike(outside)
    is_each = len(amounts) >= len(run) > 1
    return Respective(run[0], amounts[-len(run) :][run.index(term)] if is_each else None)


def _run(sentence: Sentence, term: Term) -> list[Term]:
    """The figures of one unit that are listed with a figure, in order."""
    terms = sentence.terms
    first = last = terms.index(term)
    while first and _are_listed(sentence, *terms[first - 1 : first + 1]):
        first -= 1
    while last + 1 < len(terms) and _are_listed(sentence, *terms[last : last + 2]):
        last += 1
    return terms[first : last + 1]


def _are_listed(sentence: Sentence, one: Term, other: Term) -> bool:
    between = sentence.between(one.quantity.end, other.quantity.start)
    return one.quantity.unit == other.quantity.unit and _LISTED.fullmatch(between) is not None


def _last_alike(amounts: Sequence[Term]) -> list[Term]:
    """The amounts that measure what the last one does."""
    return [it for it in amounts if it.quantity.dimension == amounts[-1].quantity.dimension]
