"""Ordinals of official documents: 一、 （一） 1. （1） (GB/T 9704-2012, 7.3.3), and ①."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

NUMERALS = "一二三四五六七八九十"
CHINESE = f"[{NUMERALS}]{{1,3}}"
"""The pattern of a Chinese number up to 九十九."""

_TENS = ("", *(f"{tens}十" for tens in ("", *NUMERALS[1:9])))
_IN_CHINESE = [*(f"{tens}{ones}" for tens in _TENS for ones in ("", *NUMERALS[:9])), "一百"]
"""The numbers up to 100, by their values. Each report has such ordinals, and cn2an takes 70 ms."""
_VALUES = {number: value for value, number in enumerate(_IN_CHINESE) if number}

CIRCLED = "[①-⑳]"
_MOST_CIRCLED = 20

_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\s*({CHINESE})[、.．]",
        rf"\s*[（(]({CHINESE})[）)]",
        r"\s*(\d{1,2})[、.．](?!\d)",
        r"\s*[（(](\d{1,2})[）)]",
        rf"\s*({CIRCLED})",
    )
)
"""The levels, from outer to inner; ``1.5`` is no ordinal."""


@dataclass(frozen=True)
class Ordinal:
    """An ordinal at the beginning of a text.

    Attributes:
        level: 1 for 一、 to 4 for （1）, as of headings; 5 for ①.
        value: its number.
        text: the ordinal with its signs.
    """

    level: int
    value: int
    text: str


def ordinal_of(text: str) -> Ordinal | None:
    """The ordinal that ``text`` begins with; ``None`` if there is none."""
    for level, form in enumerate(_FORMS, 1):
        if match := form.match(text):
            return Ordinal(level, value_of(match[1]), match[0].strip())
    return None


def without_ordinals(text: str) -> str:
    """The text without all ordinals that it begins with: ``（一）1.经费`` is 经费."""
    start = 0
    while match := next(filter(None, (form.match(text, start) for form in _FORMS)), None):
        start = match.end()
    return text[start:]


@cache
def value_of(number: str) -> int:
    """The value of ``12``, ``⑫`` or ``十二``; 0 for what is no number, such as 十十."""
    if number.isdecimal():
        return int(number)
    if re.fullmatch(CIRCLED, number):
        return ord(number) - ord("①") + 1
    return _VALUES.get(number[1:] if number.startswith("一十") else number, 0)


def numeral_like(number: str, value: int) -> str:
    """``value`` in the numerals of ``number``: 十二 like 三, ⑫ like ③; 12 where there is none."""
    if re.fullmatch(CIRCLED, number) and 1 <= value <= _MOST_CIRCLED:
        return chr(ord("①") + value - 1)
    if number.isdecimal() or re.fullmatch(CIRCLED, number):
        return str(value)
    return _IN_CHINESE[value] if 0 < value < len(_IN_CHINESE) else str(value)
