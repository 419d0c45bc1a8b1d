"""Judges claims: silent if any reading fits, told only where the sentence can mean nothing else.

An error needs operands that the sentence itself makes certain. Where they are only likely, a
figure is told, as a warning, if one digit or a swap of two would mend it. All else stays grey.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from docgen.checking.claims.claim import Claim, ClaimKind
from docgen.checking.claims.explained import (
    FEWEST_DIGITS,
    is_explained,
    is_slip,
    is_turned,
    loses_digit,
    misses_sum,
    printed_of,
)
from docgen.checking.claims.nearest_figures import is_beside
from docgen.checking.claims.operands import Reading
from docgen.checking.claims.slips import significant
from docgen.checking.claims.verdict import Status
from docgen.content.agreement import Agreement, PrintedFigure, stands_for

_OF_GROWTH = (ClaimKind.GROWTH, ClaimKind.GROWTH_RATE, ClaimKind.POINTS)


class Certainty(Enum):
    """How sure it is that a figure is wrong."""

    SURE = "sure"
    LIKELY = "likely"


@dataclass(frozen=True)
class Judgement:
    """What was found out about a claim.

    Attributes:
        claim: the claim.
        status: how far it was checked.
        reading: the reading that fits, or that it was found wrong by; ``None`` if there is none.
        certainty: of a wrong figure, how sure that is.
    """

    claim: Claim
    status: Status
    reading: Reading | None = None
    certainty: Certainty = Certainty.SURE


def judged(claim: Claim) -> Judgement:
    """The judgement of a claim.

    Where the sentence can mean only some figures, others that happen to fit mean nothing.
    """
    printed = printed_of(claim)
    sure = next((it for it in claim.readings if it.is_sure), None)
    sure = sure or next((it for it in claim.readings if it.is_probable), None)
    readings = _allowed(claim, is_sure=sure is not None)
    fitting = [
        (reading, agreement)
        for reading in readings
        if (agreement := stands_for(printed, reading.result)) is not Agreement.DIFFERENT
    ]
    if fitting:
        reading, agreement = max(fitting, key=lambda it: (it[0].is_sure, it[1] is Agreement.EQUAL))
        is_plain = _is_plain(agreement, printed, reading)
        return Judgement(claim, Status.VERIFIED if is_plain else Status.ROUNDED, reading)
    if sure and (is_beside(claim, sure) or is_explained(claim, sure)):
        return Judgement(claim, Status.WRONG, sure, _certainty(claim, sure))
    if turned := next((it for it in readings if it.is_meant and is_turned(claim, it)), None):
        return Judgement(claim, Status.WRONG, turned, Certainty.LIKELY)
    if likely := next(_likely(claim), None):
        return Judgement(claim, Status.WRONG, likely, Certainty.LIKELY)
    return Judgement(claim, Status.SEEN)


def of_reading(claim: Claim, reading: Reading) -> Judgement:
    """The judgement of a claim that hardly means another reading than this one."""
    fits = stands_for(printed_of(claim), reading.result) is not Agreement.DIFFERENT
    return Judgement(claim, Status.VERIFIED if fits else Status.WRONG, reading, Certainty.LIKELY)


def _allowed(claim: Claim, *, is_sure: bool) -> list[Reading]:
    """The readings that may hold: where some are meant, none by chance; of a list any beginning."""
    is_meant = is_sure or any(it.is_likely for it in claim.readings)
    if claim.kind is ClaimKind.SUM or not is_meant:
        return list(claim.readings)
    if is_sure:
        return [it for it in claim.readings if it.is_sure or it.is_probable or _may_be(claim, it)]
    return [
        it for it in claim.readings if it.is_meant or not it.is_far or _is_other_whole(claim, it)
    ]


def _is_other_whole(claim: Claim, reading: Reading) -> bool:
    """Whether a share may be of another figure of the paragraph than the one that is likely."""
    likely = next((it for it in claim.readings if it.is_likely), reading)
    is_long = significant(claim.term.quantity.text) >= FEWEST_DIGITS
    is_share = claim.kind is ClaimKind.SHARE and is_long
    return is_share and reading.operands[0].is_same(likely.operands[0])


def _may_be(claim: Claim, reading: Reading) -> bool:
    """Whether the sentence may mean a reading though another is sure.

    Of a share that is another whole of the same part; the share of another part that fits is one
    that was copied.
    """
    quantity = claim.term.quantity
    is_exact = reading.value == quantity.value and len(quantity.text) >= FEWEST_DIGITS
    is_long = is_exact or significant(quantity.text) >= FEWEST_DIGITS
    if reading.is_far or not is_long:
        return reading.is_meant and not reading.is_far and claim.kind in _OF_GROWTH
    if claim.kind is ClaimKind.SHARE:
        meant = next((it for it in claim.readings if it.is_sure or it.is_probable), reading)
        return reading.operands[0].is_same(meant.operands[0])
    return claim.kind in (ClaimKind.RATE, ClaimKind.AVERAGE, *_OF_GROWTH)


def _is_plain(agreement: Agreement, printed: PrintedFigure, reading: Reading) -> bool:
    """Whether the printed figures give the printed result, rounded as it is printed."""
    rounds = PrintedFigure(printed.value).interval
    return agreement is Agreement.EQUAL or rounds.low <= reading.value <= rounds.high


def _certainty(claim: Claim, reading: Reading) -> Certainty:
    """A rate less than one unit of its last place off was cut off rather than mistaken."""
    if not reading.is_sure:
        return Certainty.LIKELY
    quantity = claim.term.quantity
    distance = abs(reading.value - quantity.value)
    is_cut = quantity.is_rate and distance < 2 * quantity.printed.half
    return Certainty.LIKELY if is_cut else Certainty.SURE


def _likely(claim: Claim) -> Iterator[Reading]:
    """The readings that one digit, or a swap of two, in one of the figures would make fit."""
    likely = [it for it in claim.readings if it.is_likely]
    results = {it.value for it in likely}
    for reading in likely:
        has_slip = misses_sum(claim, reading) or is_slip(claim, reading)
        is_clear = len(results) == 1 or significant(claim.term.quantity.text) > FEWEST_DIGITS
        if has_slip or (is_clear and loses_digit(claim, reading)):
            yield reading
