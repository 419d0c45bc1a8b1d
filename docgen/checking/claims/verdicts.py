"""All claims of a report, judged; and the verdict on each of its figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from docgen.checking.claims.adjusted_claims import adjusted_claims
from docgen.checking.claims.average_claims import average_claims
from docgen.checking.claims.claim import Claim, ClaimKind
from docgen.checking.claims.difference_claims import difference_claims
from docgen.checking.claims.growth_claims import growth_claims
from docgen.checking.claims.product_claims import product_claims
from docgen.checking.claims.rate_claims import rate_claims
from docgen.checking.claims.reading import ReportReading
from docgen.checking.claims.restated_claims import restated_claims
from docgen.checking.claims.sentence import Sentence
from docgen.checking.claims.share_claims import share_claims
from docgen.checking.claims.solver import Judgement, judged, of_reading
from docgen.checking.claims.sum_claims import sum_claims
from docgen.checking.claims.verdict import Status
from docgen.diagnostics import Place


def claims_of(
    sentence: Sentence, before: Sentence | None, report: ReportReading
) -> Iterator[Claim]:
    """The claims of a sentence about the figures in it; ``before`` is the sentence before."""
    yield from growth_claims(sentence, report)
    yield from share_claims(sentence, report)
    yield from rate_claims(sentence, report)
    yield from average_claims(sentence, before, report)
    yield from difference_claims(sentence, report)
    yield from sum_claims(sentence, before, report)
    yield from product_claims(sentence, report)
    yield from restated_claims(sentence)
    yield from adjusted_claims(sentence)


def judgements(report: ReportReading) -> list[Judgement]:
    """The judgement of every claim of a report, in reading order.

    A figure that nothing gives is verified too where another claim holds by it: the 45.61 of
    增加45.61万元，增长7.9%.
    """
    found = [
        judged(claim)
        for sentences in report.sentences.values()
        for before, sentence in pairwise([None, *sentences])
        if sentence
        for claim in claims_of(sentence, before, report)
    ]
    found = [_of_sibling(judgement, found) for judgement in found]
    holding: dict[Place, Status] = {
        operand.place: judgement.status
        for judgement in found
        if judgement.status in (Status.VERIFIED, Status.ROUNDED) and judgement.reading
        for operand in judgement.reading.operands
    }
    return [_held(judgement, holding) for judgement in found]


def _of_sibling(judgement: Judgement, found: list[Judgement]) -> Judgement:
    """A share beside others that hold is one of the same whole."""
    claim = judgement.claim
    if (
        claim.kind is not ClaimKind.SHARE
        or judgement.status is not Status.SEEN
        or not claim.readings
    ):
        return judgement
    part = claim.readings[0].operands[0].place
    wholes = {
        it.reading.operands[1].place
        for it in found
        if it.reading
        and it.claim.kind is ClaimKind.SHARE
        and it.status is not Status.WRONG
        and _is_beside(it.claim, claim)
    }
    for reading in claim.readings:
        if reading.operands[0].place == part and reading.operands[1].place in wholes:
            return of_reading(claim, reading)
    return judgement


def _is_beside(one: Claim, other: Claim) -> bool:
    """Whether two shares are of one sentence, or of one paragraph and neither names its whole."""
    if one.sentence is other.sentence:
        return True
    is_near = one.sentence.paragraph is other.sentence.paragraph
    return is_near and all(it.term.words.endswith("占") for it in (one, other))


def _held(judgement: Judgement, holding: dict[Place, Status]) -> Judgement:
    status = holding.get(judgement.claim.term.quantity.place)
    return (
        replace(judgement, status=status)
        if status and judgement.status is Status.SEEN
        else judgement
    )
