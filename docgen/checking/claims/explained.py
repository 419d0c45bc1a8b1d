"""Whether a slip of the pen explains why a figure is not what the others give.

Another digit, a digit lost or doubled, two swapped, a point that moved, a fall called a rise, a
figure copied from beside: in the figure itself, or in one that it is worked out of. What no slip
explains is rather a sentence that means other figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from docgen.checking.claims.claim import Claim, ClaimKind
from docgen.checking.claims.nearest_figures import is_beside
from docgen.checking.claims.operands import Operand, Reading, shown
from docgen.checking.claims.slips import is_one_edit, is_one_slip, significant, variants
from docgen.content.agreement import Agreement, Interval, PrintedFigure, stands_for
from docgen.content.numbers import places_of

FEWEST_DIGITS = 3
"""Significant digits of a figure of which a near miss means something."""
_LONG = 4
"""Significant digits of a quotient that another operand gives by no chance."""
_FEWEST_LEFT = 2
"""Digits of a figure that has lost one, or will."""
_NEAR = 400
"""Characters before and behind a sentence from which a figure may have been copied."""
_ROUGH = 20
"""Halves of the last place of a figure that the range of a result may be wide."""
_ADDED = (ClaimKind.SUM, ClaimKind.DIFFERENCE, ClaimKind.GROWTH, ClaimKind.POINTS)


def is_explained(claim: Claim, reading: Reading) -> bool:
    """Whether a slip in the figure, or in one that it is made of, explains the difference."""
    return (
        misses_sum(claim, reading)
        or is_slip(claim, reading)
        or loses_digit(claim, reading)
        or is_turned(claim, reading)
        or _is_copied(claim, reading)
        or _is_of_slip(claim, reading)
    )


def is_turned(claim: Claim, reading: Reading) -> bool:
    """Whether a rise is said to be a fall, by the right amount."""
    turned = Interval(-reading.result.high, -reading.result.low)
    is_same = stands_for(printed_of(claim), turned) is not Agreement.DIFFERENT
    return reading.value < 0 and is_same


def misses_sum(claim: Claim, reading: Reading) -> bool:
    """Whether a sum or difference is missed by one slip in one of its figures."""
    if claim.kind not in _ADDED or reading.value <= 0:
        return False
    is_near = claim.kind is ClaimKind.SUM or is_beside(claim, reading)
    missing = claim.term.quantity.value - reading.value
    figures = [(claim.term.quantity.value, -missing)]
    figures += [(it.value, missing) for it in reading.operands]
    long = [it for it in figures if is_near or significant(f"{it[0]:f}") >= FEWEST_DIGITS]
    return any(
        is_one_slip(value, value + change) or is_one_slip(value, value - change)
        for value, change in long
    )


def is_slip(claim: Claim, reading: Reading) -> bool:
    """Whether another digit, or two digits swapped, would make the figure fit."""
    text = claim.term.quantity.text
    if not reading.is_distant and _is_shifted(claim, reading):
        return True
    is_rough = _is_rough(printed_of(claim), reading) and not is_beside(claim, reading)
    if is_rough or significant(text) < FEWEST_DIGITS:
        return False
    meant = reading.result
    if not is_beside(claim, reading):  # what others far off give has to be met exactly
        meant = Interval(reading.value, reading.value)
    return any(
        stands_for(_printed_as(variant, claim), meant) is not Agreement.DIFFERENT
        for variant in variants(text.replace(",", ""))
    )


def _is_rough(printed: PrintedFigure, reading: Reading) -> bool:
    """Whether the operands are so rounded that one of many slips would fit by chance."""
    return reading.result.high - reading.result.low > _ROUGH * printed.half


def loses_digit(claim: Claim, reading: Reading) -> bool:
    """Whether a digit was lost or doubled, or two were swapped over the point: 6.9% for 96.9%."""
    if reading.is_distant:
        return False
    quantity = claim.term.quantity
    power = places_of(quantity.value) - places_of(quantity.number)
    result = shown(reading.value.scaleb(power), places_of(quantity.number))
    digits = [text.replace(".", "").replace(",", "") for text in (quantity.text, result)]
    if min(map(len, digits)) < _FEWEST_LEFT or not is_one_edit(*digits):
        return False
    is_same_length = len(digits[0]) == len(digits[1]) < FEWEST_DIGITS
    is_chance = is_same_length and sorted(digits[0]) != sorted(digits[1])
    return not is_chance or is_beside(claim, reading)


def printed_of(claim: Claim) -> PrintedFigure:
    """The figure of a claim; a mean is rounded even if it is whole."""
    quantity = claim.term.quantity
    is_rounded = claim.kind in (ClaimKind.AVERAGE, ClaimKind.PRODUCT)
    return PrintedFigure(quantity.value) if is_rounded else quantity.printed


def _is_shifted(claim: Claim, reading: Reading) -> bool:
    """Whether the decimal point moved, or was lost: 983% for 98.3%."""
    quantity = claim.term.quantity
    powers = (-8, -4, -2, -1, 1, 2, 4, 8)
    moved = [PrintedFigure(quantity.value.scaleb(power)) for power in powers]
    near = is_beside(claim, reading)
    return any(
        stands_for(it, reading.result) is not Agreement.DIFFERENT
        for it in moved
        if near or not _is_rough(it, reading)
    )


def _printed_as(text: str, claim: Claim) -> PrintedFigure:
    quantity = claim.term.quantity
    power = quantity.value.adjusted() - quantity.number.adjusted() if quantity.number else 0
    return PrintedFigure(Decimal(text).scaleb(power), quantity.printed.is_exact)


def _is_copied(claim: Claim, reading: Reading) -> bool:
    """Whether the figure, or one that it is made of, stands once more near the sentence."""
    fewest = FEWEST_DIGITS if claim.kind is not ClaimKind.SUM else _FEWEST_LEFT
    figures = [(claim.term.quantity.text, claim.term.quantity.unit)]
    figures += [_figure_of(operand) for operand in reading.operands]
    sentence = claim.sentence
    text = sentence.between(max(sentence.start - _NEAR, 0), sentence.end + _NEAR)
    return any(
        significant(digits) >= fewest
        and len(re.findall(rf"(?<![\d.,]){re.escape(digits + unit)}(?![\d.])", text)) > 1
        for digits, unit in figures
        if digits[:1].isdecimal()
    )


def _figure_of(operand: Operand) -> tuple[str, str]:
    """The digits of an operand as they are printed, and its unit."""
    digits, _, unit = operand.words.partition("⟨")
    return digits, unit.rstrip("⟩")


def _is_of_slip(claim: Claim, reading: Reading) -> bool:
    """Whether a quotient would be the figure, were it not for a slip in one of its operands."""
    if reading.of is None or significant(claim.term.quantity.text) < _LONG:
        return False
    slack = (reading.result.high - reading.result.low) / 2
    interval = printed_of(claim).interval
    values = [operand.value for operand in reading.operands]
    for at, operand in enumerate(reading.operands):
        for value in _slipped(operand):
            result = reading.of([*values[:at], value, *values[at + 1 :]])
            if interval.low - slack <= result <= interval.high + slack:
                return True
    return False


def _slipped(operand: Operand) -> Iterator[Decimal]:
    """What an operand may have been before one slip; never zero."""
    text = _figure_of(operand)[0].replace(",", "")
    if not text.replace(".", "").isdecimal() or not operand.value:
        return
    unit = operand.value / Decimal(text)
    numbers = (Decimal(variant) for variant in variants(text))
    yield from (number * unit for number in numbers if number)
