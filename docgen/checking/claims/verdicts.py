"""All claims of a report, judged; and the verdict on each of its figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from docgen.checking.claims.adjusted_claims import adjusted_claims
from docgen.checking.claims.average_claims import average_claims
from docgen.checking.claims.claim import Claim
from docgen.checking.claims.difference_claims import difference_claims
from docgen.checking.claims.growth_claims import growth_claims
from docgen.checking.claims.product_claims import product_claims
from docgen.checking.claims.rate_claims import rate_claims
from docgen.checking.claims.reading import ReportReading
from docgen.checking.claims.restated_claims import restated_claims
from docgen.checking.claims.sentence import Sentence
from docgen.checking.claims.share_claims import share_claims
from docgen.checking.claims.siblings import by_siblings
from docgen.checking.claims.solver import Judgement, judged
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
    found = by_siblings(found)
    holding: dict[Place, Status] = {
        operand.place: judgement.status
        for judgement in found
        if judgement.status in (Status.VERIFIED, Status.ROUNDED) and judgement.reading
        for operand in judgement.reading.operands
    }
    return [_held(judgement, holding) for judgement in found]


def _held(judgement: Judgement, holding: dict[Place, Status]) -> Judgement:
    status = holding.get(judgement.claim.term.quantity.place)
    return (
        replace(judgement, status=status)
        if status and judgement.status is Status.SEEN
        else judgement
    )
