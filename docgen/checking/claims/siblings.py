"""Claims that nothing gives for sure, judged by others beside them that hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from docgen.checking.claims.claim import Claim, ClaimKind
from docgen.checking.claims.solver import Judgement, of_reading
from docgen.checking.claims.verdict import Status
from docgen.checking.paragraph_texts import ParagraphText

_TWO = 2
_NARROWER = re.compile(r"[^，。；：\d]{2,14}中[，：]")
"""业务收入中，: the shares of such a sentence are of that."""


def by_siblings(judgements: Sequence[Judgement]) -> list[Judgement]:
    """The judgements, in their order, with those that others of their paragraph settle."""
    beside: dict[ParagraphText, list[Judgement]] = defaultdict(list)
    for judgement in judgements:
        if judgement.status is not Status.WRONG and judgement.reading:
            beside[judgement.claim.sentence.paragraph].append(judgement)
    return [
        _settled(it, beside[it.claim.sentence.paragraph])
        if it.status is Status.SEEN and it.claim.readings
        else it
        for it in judgements
    ]


def _settled(judgement: Judgement, beside: Sequence[Judgement]) -> Judgement:
    ways = {ClaimKind.SHARE: _of_share, ClaimKind.GROWTH: _of_change}
    way = ways.get(judgement.claim.kind)
    return way(judgement, beside) if way else judgement


def _of_share(judgement: Judgement, beside: Sequence[Judgement]) -> Judgement:
    """A share beside others that hold is one of the same whole."""
    claim = judgement.claim
    part = claim.readings[0].operands[0].place
    wholes = {
        it.reading.operands[1].place
        for it in beside
        if it.reading and it.claim.kind is ClaimKind.SHARE and _are_beside(it.claim, claim)
    }
    for reading in claim.readings:
        if reading.operands[0].place == part and reading.operands[1].place in wholes:
            return of_reading(claim, reading)
    return judgement


def _are_beside(one: Claim, other: Claim) -> bool:
    """Whether two shares may be of one whole: of one sentence, or of none that is named."""
    wholes = {words for it in (one, other) if (words := it.term.words.rpartition("占")[2])}
    if one.sentence is other.sentence:
        return len(wholes) < _TWO
    is_narrower = any(_NARROWER.match(it.sentence.text) for it in (one, other))
    return not wholes and not is_narrower


def _of_change(judgement: Judgement, beside: Sequence[Judgement]) -> Judgement:
    """A change whose rate holds is the difference of the figures that give the rate."""
    claim = judgement.claim
    for it in beside:
        is_rate = it.claim.kind is ClaimKind.GROWTH_RATE and it.claim.sentence is claim.sentence
        if is_rate and it.reading and it.claim.term.clause == claim.term.clause + 1:
            places = {operand.place for operand in it.reading.operands}
            for reading in claim.readings:
                if {operand.place for operand in reading.operands} == places:
                    return of_reading(claim, reading)
    return judgement
