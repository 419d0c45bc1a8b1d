"""Slips of the pen in figures: another digit, two digits swapped, a point that moved."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from docgen.content.numbers import places_of


def is_one_slip(typed: Decimal, meant: Decimal) -> bool:
    """Whether one digit was changed, or two swapped, or the point moved, and no more."""
    if meant <= 0 or places_of(meant) > places_of(typed) + 2:
        return False
    places = max(places_of(typed.normalize()), places_of(meant.normalize()), 0)
    first, second = (f"{number:.{places}f}" for number in (typed, meant))
    digits = [text.replace(".", "").strip("0") for text in (first, second)]
    if digits[0] == digits[1]:
        return True
    return len(first) == len(second) and is_one_edit(first, second)


def is_one_edit(one: str, other: str) -> bool:
    """Whether one sign is another, or too many, or swapped with the next one."""
    from rapidfuzz.distance import OSA  # most reports have no figure to ask this of

    return OSA.distance(one, other) == 1


def variants(text: str) -> Iterator[str]:
    """The numbers that one other digit, or two neighbours swapped, make of a number."""
    for at, sign in enumerate(text):
        if sign.isdecimal():
            yield from (
                text[:at] + digit + text[at + 1 :] for digit in "0123456789" if digit != sign
            )
            following = text[at + 1 : at + 2]
            if following.isdecimal() and following != sign:
                yield text[:at] + following + sign + text[at + 2 :]


def significant(text: str) -> int:
    """The significant digits of a number as it is written; the zeros of 1,500 are none."""
    digits = text.replace(",", "")
    digits = digits.replace(".", "") if "." in digits else digits.rstrip("0")
    return len(digits.lstrip("0"))
