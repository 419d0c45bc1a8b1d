"""Results of sums as they are told beside the figure that is another: digits and commas."""

from __future__ import annotations

from decimal import Decimal

from docgen.content.numbers import places_of, rounded

_MORE = 2
"""Decimal places that a sum is told to beyond those of the figure that claims it."""
_SMALL = 100
"""Below this a whole number is told too roughly: 6% for 5.8%."""


def places_told(value: Decimal, places: int, *, is_quotient: bool) -> int:
    """The decimal places that a result is told to, where a figure of ``places`` is another.

    All that a sum has, up to two more; of a small quotient at least one.
    """
    if not is_quotient:
        return max(places, min(places_of(value.normalize()), places + _MORE))
    is_rough = places <= 0 and abs(value) < _SMALL and rounded(value, 1) != rounded(value, 0)
    return 1 if is_rough else places


def in_thousands(number: str, typed: str, others: str) -> str:
    """A number with commas where the figure that claims it has some, or the others of the sum."""
    digits = typed.partition(".")[0]
    is_long = sum(sign.isdecimal() for sign in digits) > len("999")
    is_parted = "," in typed or ("," in others and not is_long)
    return f"{Decimal(number):,f}" if is_parted else number
