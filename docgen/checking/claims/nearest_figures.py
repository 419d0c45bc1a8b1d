"""Whether the figures that a claim is about stand right beside it, so that it means no others."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.checking.claims.claim import Claim, ClaimKind
from docgen.checking.claims.operands import Reading
from docgen.checking.claims.sentence import Term


def is_beside(claim: Claim, reading: Reading) -> bool:
    """Whether no other figure of its kind stands between a claim and the operands of a reading.

    What a form or a table gives by its name need not stand there. A rate has its two figures in
    clauses of their own; a list may leave parts out, so that a total is never so sure.
    """
    if claim.kind is ClaimKind.SUM:
        return False
    terms = {it.quantity.place: it for it in claim.sentence.terms}
    own = [terms.get(operand.place) for operand in reading.operands]
    pairs = zip(own, reading.operands, strict=True)
    if not all(term or operand.is_given for term, operand in pairs):
        return False
    found = [term for term in own if term]
    clauses = {term.clause for term in found}
    is_apart = claim.kind is not ClaimKind.RATE or len(clauses) == len(found)
    return is_apart and _are_nearest(claim, found)


def _are_nearest(claim: Claim, found: Sequence[Term]) -> bool:
    """Whether figures are the last of their dimension before a claim, or the next behind it."""
    before = [it for it in claim.sentence.before_in_part(claim.term) if _is_outside(it, claim.term)]
    behind = claim.sentence.behind(claim.term)
    earlier = [term for term in found if term in before]
    later = [term for term in found if term in behind]
    if len(earlier) + len(later) < len(found) or set(later) != set(behind[: len(later)]):
        return False
    for dimension in {term.quantity.dimension for term in earlier}:
        own = {term for term in earlier if term.quantity.dimension == dimension}
        alike = [term for term in before if term.quantity.dimension == dimension]
        if set(alike[-len(own) :]) != own:
            return False
    return True


def _is_outside(term: Term, claimed: Term) -> bool:
    """Whether a figure stands in no bracket of its own: 用时54天（共1,458天），较上年的58天."""
    return term.depth <= claimed.depth
