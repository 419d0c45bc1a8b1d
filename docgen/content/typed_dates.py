"""Dates as people type them, in the form that a field asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from unicodedata import normalize

_DIGITS = str.maketrans("〇○◯零Oo一二三四五六七八九", "000000123456789")
_PARTS = re.compile(
    r"(?P<year>\d{4}|\d{2})\s*[年.\-/,、\s]\s*(?P<month>\d{1,2})\s*[月.\-/,、\s]\s*(?P<day>\d{1,2})\s*[日号]?\.?"
)
_TOGETHER = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)")
_SERIAL = re.compile(r"[345]\d{4}")
_EXCEL = date(1899, 12, 30)
"""The day 0 of Excel."""
_IN_WORDS = re.compile(r"[〇○◯零Oo0一二三四五六七八九十]+(?=[年月日号])")


def dates_in(text: str) -> Iterator[tuple[str, bool]]:
    """Yields the ways to write the date that ``text`` means, and whether it can mean no other.

    Nothing if it is none, or does not exist.
    """
    plain = _IN_WORDS.sub(_number, normalize("NFKC", text).strip().strip("\"'“”"))
    match = _PARTS.fullmatch(plain) or _TOGETHER.fullmatch(plain)
    if match:
        year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
        try:
            day = date(year, int(match["month"]), int(match["day"]))
        except ValueError:
            return
    elif _SERIAL.fullmatch(plain):
        day = _EXCEL + timedelta(int(plain))
    else:
        return
    for written in _written(day):
        yield written, match is not None and len(match["year"]) == 4


def _number(words: re.Match[str]) -> str:
    """Chinese numerals as digits: 二〇二四, 二十六."""
    text = words[0]
    if "十" not in text:
        return text.translate(_DIGITS)
    tens, _, ones = text.partition("十")
    return (tens.translate(_DIGITS) or "1") + (ones.translate(_DIGITS) or "0")


def _written(day: date) -> Iterator[str]:
    year, month, number = day.year, day.month, day.day
    yield f"{year}年{month}月{number}日"
    yield f"{year}.{month:02}.{number:02}"
    yield f"{year}-{month:02}-{number:02}"
    yield f"{year}/{month:02}/{number:02}"
    yield f"{year}.{month}.{number}"
    yield f"{year}年{month:02}月{number:02}日"
    yield f"{year}{month:02}{number:02}"
