"""The times that a sentence gives its figures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

THIS = ""
"""The year of the report."""

_YEAR = r"(?:19|20)\d\d(?:年度?|(?=[—–～~至-](?:19|20)\d\d年))"
_LAST = r"上年度?|上一年度?|去年"
_NOW = r"本年度?|今年|当年|全年|年内|报告期内?|本期"
_OTHER = r"前年|前[两三]年|近[两二三四五]年|历年|往年|明年|下一?年度?|次年"
_PART = (
    r"第?[一二三四]季度|[上下]半年|前[一二三四五六七八九十\d]{1,2}个?(?:月|季度)"
    r"|(?:\d\d?[—–～至-])?\d\d?月(?:\d\d?日|份)?"
)
_TIME = re.compile(
    rf"(?=[\d上下一去本今当全年报前近历往明次第二三四同])(?:(?:(?P<year>{_YEAR})|(?P<last>{_LAST})|(?P<now>{_NOW})|(?P<other>{_OTHER}))"
    rf"(?P<part>{_PART})?|(?P<alone>{_PART}))(?P<same>同期)?|(?P<period>同期)"
)
_COMPARED = re.compile(r"[比较与同和占由从自]\s*\Z")
_WHOLE = re.compile(r"12月(?:31日|份)?")


@dataclass(frozen=True)
class _Mark:
    start: int
    end: int
    period: str
    is_compared: bool
    in_digits: bool
    depth: int


@dataclass(frozen=True)
class Clock:
    """The times of one sentence, by offset in its text."""

    text: str
    marks: Sequence[_Mark]
    start: int

    def at(self, offset: int, *, is_base: bool) -> str:
        """The time of a quantity at ``offset``: that named last before it.

        What is only compared with (比上年) is the time of a base alone; a time in brackets holds
        there; 上年 holds up to a semicolon, a year in digits to the end of the sentence.
        """
        holding = (it for it in reversed(self.marks) if self._holds(it, offset, is_base))
        return next((mark.period for mark in holding), THIS)

    def _holds(self, mark: _Mark, offset: int, is_base: bool) -> bool:
        if mark.start >= offset or (mark.is_compared and not is_base):
            return False
        between = self.text[mark.end : offset]
        is_closed = mark.depth > 0 and "）" in between
        return not is_closed and (mark.in_digits or "；" not in between)


@dataclass(frozen=True)
class Times:
    """Reads times relative to the report's year.

    Attributes:
        year: the year of the report in digits; empty if it is not known.
    """

    year: str

    pattern = _TIME
    """Any time."""

    @cached_property
    def last(self) -> str:
        """The name of the year before."""
        return str(int(self.year) - 1) if self.year else "last"

    def clock(self, text: str, start: int, end: int) -> Clock:
        """The times of the sentence from ``start`` to ``end``."""
        return Clock(
            text, [self._mark(it, start) for it in _TIME.finditer(text, start, end)], start
        )

    def period(self, match: re.Match[str]) -> str:
        """The name of a time: ``""`` for the year of the report, ``2022``, or its words."""
        part = match["part"] or match["alone"] or ""
        part = "" if _WHOLE.fullmatch(part) else part
        if match["last"] or match["period"] or (match["alone"] and match["same"]):
            return self.last + part
        if match["other"]:
            return match["other"] + part
        year = (match["year"] or "")[:4]
        return (THIS if year == self.year or not year else year) + part

    def _mark(self, match: re.Match[str], start: int) -> _Mark:
        before = match.string[start : match.start()]
        depth = max(before.count("（") - before.count("）"), 0)
        is_compared = _COMPARED.search(before[-2:]) is not None
        period = self.period(match)
        return _Mark(*match.span(), period, is_compared, bool(match["year"]), depth)
