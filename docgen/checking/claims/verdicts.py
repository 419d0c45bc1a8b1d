"""All claims of a report, judged; and the verdict on each of its figures."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.checking.claims.claim import Claim
from docgen.checking.claims.growth_claims import growth_claims
from docgen.checking.claims.quotient_claims import quotient_claims
from docgen.checking.claims.reading import ReportReading
from docgen.checking.claims.sentence import Sentence
from docgen.checking.claims.solver import Judgement, judged
from docgen.checking.claims.total_claims import total_claims


def claims_of(sentence: Sentence, report: ReportReading) -> Iterator[Claim]:
    """The claims of a sentence about the figures in it."""
    yield from growth_claims(sentence, report)
    yield from quotient_claims(sentence, report)
    yield from total_claims(sentence, report)


def judgements(report: ReportReading) -> list[Judgement]:
    """The judgement of every claim of a report, in reading order."""
    return [
        judged(claim)
        for sentences in report.sentences.values()
        for sentence in sentences
        for claim in claims_of(sentence, report)
    ]
