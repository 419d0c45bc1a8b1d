"""Finds the quantities of a paragraph in one scan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from docgen.checking.paragraph_texts import ParagraphText
from docgen.checking.quantities.quantity import Quantity
from docgen.checking.quantities.units import UNIT
from docgen.ordinals import value_of

_DIGITS = r"\d{1,3}(?:,\d{3}){1,5}+(?:\.\d{1,12})?|\d{1,18}(?:\.\d{1,12})?"
_NUMBER = re.compile(
    rf"(?=\d)(?<![\d.A-Za-z〔\[第])(?<!第\s)(?<!月(?=\d\d日))(?<!月(?=\d日))(?P<digits>{_DIGITS})(?![\d.,]\d|\d)(?!年|月|[A-Za-z])"
    rf"\s*(?P<unit>{UNIT})?"
)
_COUNT = re.compile(
    r"(?<![第每某各同另单唯万亿千百十零一二两三四五六七八九])(?P<digits>[二两三四五六七八九十][一二三四五六七八九十百]{0,4})"
    r"(?P<unit>大?(?:个|项|名|位|次|家|期|场|件|户|处|类|种|条|方面|所|篇|起|批|支|点))(?!率|[^，。；\d]{0,4}(?:合计|共计|总计))"
)
"""A count in Chinese numerals; 一 is mostly no count: 一个, 一次性, 一项."""

_DIGIT = re.compile(r"\d")
_NUMERAL = re.compile("[二两三四五六七八九十][大个项名位次家期场件户处类种条方所篇起批支点]")
"""Signs without which a paragraph has no quantity."""
_ABOUT_BEFORE = re.compile(
    r"(?:(?<![节合条签制集预])约|(?<![最附])近|大概|不到|逾|超过?|突破|(?<![结节业剩])余)\s*\Z"
)
_ABOUT_BEHIND = re.compile(r"\s*(?:左右|上下|余|多(?![于数]))")
_LIMIT_BEHIND = re.compile(r"\s*及?(?:以上|以内|以下|之内|之间)")
_LIMIT_BEFORE = re.compile(
    r"(?:不低于|不少于|不超过|不高于|不大于|大于|小于|高于|低于|≥|≤|＞|＜|[><]=?)\s*\Z"
)
_RANGE = r"\s*(?:[—–～~至\-]|－|—)+\s*"
_RANGE_BEHIND = re.compile(rf"{_RANGE}\d")
_RANGE_BEFORE = re.compile(rf"\d(?:{UNIT})?{_RANGE}\Z")
_OPEN_BEFORE = re.compile(r"[超约近概到逾过破余于≥≤＞＜><=—–～~至\-－]\s*\Z")
_OPEN_BEHIND = re.compile(r"\s*[左上余多及以之—–～~至\-－]")
"""Signs without which a number is no round one, no limit and no end of a range."""
_NEAR = 12
"""Characters before a number that may say it is a round one or a limit."""


def scan_quantities(paragraph: ParagraphText) -> Iterator[Quantity]:
    """The quantities of a paragraph in order: in digits, and counts in Chinese numerals."""
    text = paragraph.text
    found = (
        [_in_digits(paragraph, it) for it in _NUMBER.finditer(text)] if _DIGIT.search(text) else []
    )
    if _NUMERAL.search(text):
        found += [_in_numerals(paragraph, match) for match in _COUNT.finditer(text)]
    return (quantity for quantity in sorted(found, key=lambda it: it.start))


def _in_digits(paragraph: ParagraphText, match: re.Match[str]) -> Quantity:
    text, start, end = paragraph.text, *match.span()
    before = text[max(start - _NEAR, 0) : start]
    is_open = _OPEN_BEFORE.search(before) is not None
    is_about = is_open and _ABOUT_BEFORE.search(before) is not None
    is_limit = is_open and _LIMIT_BEFORE.search(before) is not None
    is_end = is_open and _RANGE_BEFORE.search(before) is not None
    if _OPEN_BEHIND.match(text, end):
        is_about = is_about or _ABOUT_BEHIND.match(text, end) is not None
        is_limit = is_limit or _LIMIT_BEHIND.match(text, end) is not None
        is_end = is_end or _RANGE_BEHIND.match(text, end) is not None
    unit = (match["unit"] or "").replace("％", "%")
    number = Decimal(match["digits"].replace(",", ""))
    return Quantity(
        paragraph, start, end, match["digits"], unit, number, is_about, is_limit or is_end
    )


def _in_numerals(paragraph: ParagraphText, match: re.Match[str]) -> Quantity:
    value = value_of(match["digits"].replace("两", "二"))
    unit = match["unit"].removeprefix("大")
    is_about = bool(_ABOUT_BEHIND.match(paragraph.text, match.end()))
    number = Decimal(value)
    return Quantity(paragraph, *match.span(), match["digits"], unit, number, is_about, not value)
