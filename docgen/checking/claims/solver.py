"""Judges claims: silent if any reading fits, told only where the sentence can mean nothing else.

An error needs operands that the sentence itself makes certain. Where they are only likely, a
figure is told, as a warning, if one digit or a swap of two would mend it. All else stays grey.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from docgen.checking.claims.claim import Claim, ClaimKind
from docgen.checking.claims.operands import Reading, shown
from docgen.checking.claims.slips import is_one_edit, is_one_slip, significant, variants
from docgen.checking.claims.verdict import Status
from docgen.content.agreement import Agreement, Interval, PrintedFigure, stands_for
from docgen.content.numbers import places_of

_FEWEST_DIGITS = 3
"""Significant digits of a figure of which a near miss means something."""
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
    printed = _printed(claim)
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
    if sure:
        return Judgement(claim, Status.WRONG, sure, _certainty(claim, sure))
    if turned := next((it for it in readings if it.is_meant and _is_turned(printed, it)), None):
        return Judgement(claim, Status.WRONG, turned, Certainty.LIKELY)
    if likely := next(_likely(claim), None):
        return Judgement(claim, Status.WRONG, likely, Certainty.LIKELY)
    return Judgement(claim, Status.SEEN)


def of_reading(claim: Claim, reading: Reading) -> Judgement:
    """The judgement of a claim that hardly means another reading than this one."""
    fits = stands_for(_printed(claim), reading.result) is not Agreement.DIFFERENT
    return Judgement(claim, Status.VERIFIED if fits else Status.WRONG, reading, Certainty.LIKELY)


def _allowed(claim: Claim, *, is_sure: bool) -> list[Reading]:
    """The readings that may hold: where some are meant, none by chance; of a list any beginning."""
    is_meant = is_sure or any(it.is_likely for it in claim.readings)
    if claim.kind is ClaimKind.SUM or not is_meant:
        return list(claim.readings)
    if is_sure:
        return [it for it in claim.readings if it.is_sure or it.is_probable or _may_be(claim, it)]
    return [it for it in claim.readings if it.is_meant or not it.is_far]


def _may_be(claim: Claim, reading: Reading) -> bool:
    """Whether the sentence may mean a reading though another is sure.

    Of a share that is another whole of the same part; the share of another part that fits is one
    that was copied.
    """
    if reading.is_far or significant(claim.term.quantity.text) < _FEWEST_DIGITS:
        return reading.is_meant and not reading.is_far and claim.kind in _OF_GROWTH
    if claim.kind is ClaimKind.SHARE:
        meant = next((it for it in claim.readings if it.is_sure or it.is_probable), reading)
        return reading.operands[0].is_same(meant.operands[0])
    return claim.kind in (ClaimKind.RATE, ClaimKind.AVERAGE, *_OF_GROWTH)


def _is_turned(printed: PrintedFigure, reading: Reading) -> bool:
    """Whether a rise is said to be a fall, by the right amount."""
    turned = Interval(-reading.result.high, -reading.result.low)
    return reading.value < 0 and stands_for(printed, turned) is not Agreement.DIFFERENT


def _printed(claim: Claim) -> PrintedFigure:
    """The figure of a claim; a mean is rounded even if it is whole."""
    quantity = claim.term.quantity
    is_rounded = claim.kind in (ClaimKind.AVERAGE, ClaimKind.PRODUCT)
    return PrintedFigure(quantity.value) if is_rounded else quantity.printed


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
        is_slip = _misses_sum(claim, reading) or _is_slip(claim, reading)
        is_clear = len(results) == 1 or significant(claim.term.quantity.text) > _FEWEST_DIGITS
        if is_slip or (is_clear and _loses_digit(claim, reading)):
            yield reading


def _loses_digit(claim: Claim, reading: Reading) -> bool:
    """Whether a digit was lost or doubled, or two were swapped over the point: 6.9% for 96.9%."""
    quantity = claim.term.quantity
    power = places_of(quantity.value) - places_of(quantity.number)
    result = shown(reading.value.scaleb(power), places_of(quantity.number))
    digits = [text.replace(".", "").replace(",", "") for text in (quantity.text, result)]
    return min(map(len, digits)) > 1 and is_one_edit(*digits)


def _misses_sum(claim: Claim, reading: Reading) -> bool:
    """Whether a sum or difference is missed by one slip in one of its figures."""
    if claim.kind not in (ClaimKind.SUM, ClaimKind.DIFFERENCE, ClaimKind.GROWTH, ClaimKind.POINTS):
        return False
    missing = claim.term.quantity.value - reading.value
    figures = [(claim.term.quantity.value, -missing)]
    figures += [(it.value, missing) for it in reading.operands]
    return any(
        is_one_slip(value, value + change) or is_one_slip(value, value - change)
        for value, change in figures
    )


def _is_slip(claim: Claim, reading: Reading) -> bool:
    """Whether another digit, or two digits swapped, would make the figure fit."""
    text = claim.term.quantity.text
    if _is_shifted(claim, reading):
        return True
    if significant(text) < _FEWEST_DIGITS:
        return False
    return any(
        stands_for(_printed_as(variant, claim), reading.result) is not Agreement.DIFFERENT
        for variant in variants(text.replace(",", ""))
    )


def _is_shifted(claim: Claim, reading: Reading) -> bool:
    """Whether the decimal point moved, or was lost: 983% for 98.3%."""
    quantity = claim.term.quantity
    moved = (PrintedFigure(quantity.value.scaleb(power)) for power in (-8, -4, -2, -1, 1, 2, 4, 8))
    return any(stands_for(it, reading.result) is not Agreement.DIFFERENT for it in moved)


def _printed_as(text: str, claim: Claim) -> PrintedFigure:
    quantity = claim.term.quantity
    power = quantity.value.adjusted() - quantity.number.adjusted() if quantity.number else 0
    return PrintedFigure(Decimal(text).scaleb(power), quantity.printed.is_exact)
