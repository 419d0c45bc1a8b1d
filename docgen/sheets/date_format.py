"""What a date shows: the days since 1900 or 1904 that Excel keeps, under a number format."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from docgen.sheets.format_code import FormatToken, Section

_LAST_DAY = 2_958_465
"""9999-12-31, the last date of Excel."""

_FIRST_OF_1904 = 1462
_DAY = 86_400
_PLACES = 9
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_CHINESE_DAYS = "日一二三四五六"
_TEN, _HUNDRED = 10, 100

_DIGITS = ("0123456789", "〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "０１２３４５６７８９")
_TENS = ("", "十", "拾", "")


class _Moment(NamedTuple):
    """A date and time; the seconds are exact, ``total`` are those since the first day."""

    year: int
    month: int
    day: int
    weekday: int
    hour: int
    minute: int
    second: Decimal
    total: Decimal


def shown_date(value: float, section: Section, *, from_1904: bool) -> str | None:
    """What ``value`` shows under a section with dates; ``None`` where Excel shows ####."""
    places = max(
        (len(token.text) - 1 for token in section.tokens if token.kind == "fraction"), default=0
    )
    moment = _moment(value, places, from_1904=from_1904)
    if moment is None:
        return None
    tokens = section.tokens
    return "".join(_piece(tokens, index, moment, section) for index in range(len(tokens)))


def chinese_digits(text: str, numerals: int) -> str:
    """The text with its digits as those of ``[DBNum1]`` to ``[DBNum3]``."""
    return text.translate(str.maketrans(_DIGITS[0], _DIGITS[numerals])) if numerals else text


def _moment(value: float, places: int, *, from_1904: bool) -> _Moment | None:
    """The moment, rounded to seconds or to the ``places`` that are shown of them."""
    first = _FIRST_OF_1904 if from_1904 else 0
    if not 0 <= value < _LAST_DAY + 1 - first:
        return None
    exact = Decimal(repr(value)) * _DAY
    total = exact.quantize(Decimal(1).scaleb(-min(places, _PLACES)), ROUND_HALF_UP)
    days, seconds = divmod(total, _DAY)
    day = min(int(days) + first, _LAST_DAY)
    minutes, second = divmod(seconds, 60)
    hour, minute = divmod(int(minutes), 60)
    return _Moment(*_calendar_day(day), hour, minute, second, total)


def _calendar_day(day: int) -> tuple[int, int, int, int]:
    """Year, month, day and weekday: Excel has a 29th of February 1900, and a day 0 before it."""
    weekday = (day + 6) % 7
    if day == 0:
        return 1900, 1, 0, weekday
    if day == 60:
        return 1900, 2, 29, weekday
    found = date(1899, 12, 31 if day < 60 else 30) + timedelta(day)
    return found.year, found.month, found.day, weekday


def _piece(tokens: Sequence[FormatToken], index: int, moment: _Moment, section: Section) -> str:
    token = tokens[index]
    if token.kind == "date":
        return _dated(tokens, index, moment, section)
    if token.kind == "elapsed":
        unit = {"h": 3600, "m": 60, "s": 1}[token.text[0]]
        return f"{int(moment.total // unit):0{len(token.text)}}"
    if token.kind == "fraction":
        return f".{f'{moment.second % 1:f}'.partition('.')[2]}"
    if token.kind == "noon":
        return _noon(token.text, moment, section)
    return "" if token.kind in ("typed", "general") else token.text


def _noon(text: str, moment: _Moment, section: Section) -> str:
    first, _, second = text.partition("/")
    if section.is_chinese or first == "上午":
        return "下午" if moment.hour >= 12 else "上午"
    return (second if moment.hour >= 12 else first).upper()


def _dated(tokens: Sequence[FormatToken], index: int, moment: _Moment, section: Section) -> str:
    text = tokens[index].text
    letter, width = text[0], len(text)
    if letter in "ye":
        year = f"{moment.year % _HUNDRED:02}" if letter == "y" and width < 3 else str(moment.year)
        return chinese_digits(year, section.numerals)
    if letter == "a":
        day = _CHINESE_DAYS[moment.weekday]
        return f"星期{day}" if width == 4 else day
    if letter == "m" and not _is_minute(tokens, index):
        return _month(moment.month, width, section)
    if letter == "d" and width > 2:
        return _weekday(moment.weekday, width, section)
    numbers = {"m": moment.minute, "d": moment.day, "s": int(moment.second), "h": moment.hour}
    number = numbers[letter]
    if letter == "h" and section.has("noon"):
        number = (number + 11) % 12 + 1
    return _number(number, width, section)


def _number(number: int, width: int, section: Section) -> str:
    """A number of a date; in Chinese it is spoken: 二十一."""
    if not section.numerals or section.numerals == 3:
        return chinese_digits(f"{number:0{width}}", section.numerals)
    tens, ones = divmod(number, _TEN)
    digits, ten = _DIGITS[section.numerals], _TENS[section.numerals]
    if not tens:
        return digits[ones]
    first = digits[tens] if tens > 1 or section.numerals == 2 else ""
    return f"{first}{ten}{digits[ones] if ones else ''}"


def _month(month: int, width: int, section: Section) -> str:
    if width < 3:
        return _number(month, width, section)
    if section.is_chinese:
        return f"{_number(month, 1, Section((), numerals=1)) if width == 4 else month}月"
    name = _MONTHS[month - 1]
    return {3: name[:3], 5: name[0]}.get(width, name)


def _weekday(weekday: int, width: int, section: Section) -> str:
    if section.is_chinese:
        return f"{'星期' if width == 4 else '周'}{_CHINESE_DAYS[weekday]}"
    return _DAYS[weekday] if width > 3 else _DAYS[weekday][:3]


def _is_minute(tokens: Sequence[FormatToken], index: int) -> bool:
    """Whether ``m`` is a minute: behind hours, or before seconds, and no other part between."""
    if len(tokens[index].text) > 2:
        return False
    dated = [token.text[0] for token in tokens[:index] if token.kind in ("date", "elapsed")]
    later = [token.text[0] for token in tokens[index + 1 :] if token.kind in ("date", "elapsed")]
    return dated[-1:] == ["h"] or later[:1] == ["s"]
