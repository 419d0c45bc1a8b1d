"""The codes of number formats, as tokens: ``#,##0.00;[Red]-0.00`` (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple


class FormatToken(NamedTuple):
    """A part of a code.

    Attributes:
        kind: ``text``, ``blank`` (of the width of a sign), ``digit``, ``point``, ``comma``,
            ``percent``, ``exponent``, ``slash``, ``general``, ``typed`` (``@``), ``date``,
            ``elapsed``, ``fraction`` (of a second) or ``noon`` (AM/PM).
        text: what is shown of a text; of the others their signs, those of dates in small letters.
    """

    kind: str
    text: str


@dataclass(frozen=True)
class Section:
    """One of the up to four parts of a code.

    Attributes:
        tokens: what it shows.
        compares: how it compares values with ``limit``, if it has a condition.
        limit: what it compares with.
        numerals: 1 for 一二三, 2 for 壹贰叁, 3 for digits of full width, else 0.
        is_chinese: whether it names months and days in Chinese.
    """

    tokens: tuple[FormatToken, ...]
    compares: Callable[[Decimal, Decimal], bool] | None = None
    limit: Decimal = Decimal(0)
    numerals: int = 0
    is_chinese: bool = False

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of its tokens."""
        return frozenset(token.kind for token in self.tokens)

    @property
    def is_date(self) -> bool:
        """Whether it shows a date or a time."""
        return not self.kinds.isdisjoint(("date", "elapsed", "noon"))

    def has(self, kind: str) -> bool:
        """Whether it has a token of a kind."""
        return kind in self.kinds

    def fits(self, value: Decimal) -> bool:
        """Whether the value meets its condition."""
        return self.compares is not None and self.compares(value, self.limit)


_COMPARISONS = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "<>": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
}
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)")
_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | !(?P<raised>[^0-9#?]) | (?P<filled>\*.)
  | _(?P<blank>.) | \[(?P<bracket>[^\]]*)\] | (?P<general>general|g/通用格式)
  | (?P<noon>am/pm|a/p|上午/下午) | (?P<exponent>e[+-])
  | (?P<date>y+|m+|d+|h+|s+|e+|aaaa?) | (?P<fraction>(?<=[sS])\.0+|(?<=[sS]\])\.0+)
  | (?P<digit>[0\#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<slash>/)
  | (?P<typed>@) | (?P<end>;) | (?P<text>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_NUMERALS = re.compile(r"dbnum([123])$|\$[^-]*-(1e|1f|20)[0-9a-f]{6}$", re.IGNORECASE)
_SHAPES = {"1e": 1, "1f": 2, "20": 3}
"""The shape of numerals in a language code of eight figures, as Calc writes it."""

_CHINESE = re.compile(r"-(?:[0-9a-f]*0)?(?:804|404|1004|c04)\b|-zh", re.IGNORECASE)


_LONGEST = 255
"""Characters of a code (Excel specifications and limits)."""


@lru_cache(maxsize=1024)
def sections_of(code: str) -> tuple[Section, ...]:
    """The sections of a code; there is at least one."""
    found: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(code[:_LONGEST]):
        if match.lastgroup == "end":
            found.append([])
        else:
            found[-1].append(match)
    return tuple(map(_section, found[:4]))


def _numerals(brackets: list[str]) -> Iterator[re.Match[str]]:
    return filter(None, map(_NUMERALS.match, brackets))


def _section(matches: list[re.Match[str]]) -> Section:
    brackets = [match["bracket"] for match in matches if match["bracket"] is not None]
    condition = next(filter(None, map(_CONDITION.fullmatch, brackets)), None)
    numerals = [int(match[1] or _SHAPES[match[2].lower()]) for match in _numerals(brackets)]
    return Section(
        tokens=tuple(_tokens(matches)),
        compares=_COMPARISONS[condition[1]] if condition else None,
        limit=Decimal(condition[2]) if condition else Decimal(0),
        numerals=numerals[0] if numerals else 0,
        is_chinese=any(map(_CHINESE.search, brackets)),
    )


def _tokens(matches: list[re.Match[str]]) -> Iterator[FormatToken]:
    for match in matches:
        kind = match.lastgroup or ""
        text = match[kind]
        if kind == "bracket":
            yield from _bracket(text)
        elif kind in ("quoted", "escaped", "raised"):
            yield FormatToken("text", text)
        elif kind == "blank":
            yield FormatToken("blank", " ")
        elif kind != "filled":
            yield FormatToken(kind, text.lower() if kind in ("date", "noon") else text)


def _bracket(text: str) -> Iterator[FormatToken]:
    """``[$¥-804]`` shows ¥, ``[h]`` hours beyond 24; colours and conditions show nothing."""
    if text.startswith("$"):
        sign = text[1:].partition("-")[0]
        if sign:
            yield FormatToken("text", sign)
    elif _ELAPSED.fullmatch(text):
        yield FormatToken("elapsed", text.lower())
