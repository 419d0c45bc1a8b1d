"""Dates, times and years in a line:     年  月  日, 2023年, ____年度."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.content.characters import columns
from docgen.drafting.lines import GAP, Gap, Line, label_before, word_before

_DAY = rf"(?:{GAP}|\t)"
_CLOCK = rf"(?:{_DAY}+时(?:{_DAY}+分)?)"
_DATE = re.compile(
    rf"(?:20)?{_DAY}*年{_DAY}+月{_DAY}+日{_CLOCK}?"
    rf"|(?:20{_DAY}+|{_DAY}{{2,}})年{_DAY}+月(?:{_DAY}+日{_CLOCK}?)?"
    rf"|(?:^|{_DAY}+)月{_DAY}+日{_CLOCK}?|{_DAY}+时{_DAY}+分|20{_DAY}+年(?!度|末|初)"
)
_UNTIL = ("至", "到", "—", "－", "-", "~")
_SAYS_DATE = re.compile(
    r"日期|时间|年月|[日期]$|[期时]限|时刻|起止|何时|[自于截]$|年[度份]$|期间|出生|成立"
)
_YEAR = re.compile(
    rf"(?P<blank>20{GAP}+|{GAP}{{2,}}|[×xX]{{2,4}}|20[_×xX]{{2}})(?=年度)"
    r"|(?P<marks>(?<![—－~至-])(?:_{2,}|[×xX]{2,4}|20[_×xX]{2}))(?=年[^_\s月—－~至-])"
)
_PRINTED_YEAR = re.compile(r"20\d\d(?=年)")
_WIDE, _LEFT = 6, 4
"""Columns before 年 that are room for more than a year, and those of them that are the year's."""


def dates(text: str) -> Iterator[Gap]:
    """Room for dates and times of day; 部门：        年  月  日 is room for a name before one."""
    for match in _DATE.finditer(text):
        before = text[: match.start()]
        if label := label_before(before):
            yield from _behind_label(match, label)
        elif before.rstrip().endswith(_UNTIL):
            yield Gap(match.start(), match.end(), "date", "结束日期", sure=False)
        elif near := word_before(before.rstrip("_ 于在自从至到")):
            yield Gap(match.start(), match.end(), "date", f"{near}日期", sure=False)
        else:
            yield Gap(match.start(), match.end(), "date")


def _behind_label(match: re.Match[str], label: str) -> Iterator[Gap]:
    room = match[0][: len(match[0]) - len(match[0].lstrip(" \t\u3000\u00a0\u2002\u2003"))]
    if "\t" in room and not says_date(label):
        start = match.start() + room.index("\t")
        yield Gap(match.start(), start, "room", label)
        yield Gap(start, match.end(), "date")
        return
    if says_date(label) or columns(room) < _WIDE:
        yield Gap(match.start(), match.end(), "date", label)
        return
    cut = len(room)
    while columns(room[cut - 1 :]) <= _LEFT:
        cut -= 1
    yield Gap(match.start(), match.start() + cut, "room", label)
    yield Gap(match.start() + cut, match.end(), "date")


def says_date(label: str) -> bool:
    """Whether a label asks for a date by its own words."""
    return _SAYS_DATE.search(label) is not None


def has_date(line: Line) -> bool:
    """Whether there is room for a date, be it for a pen."""
    return _DATE.search(line.shape) is not None


def years(text: str) -> Iterator[Gap]:
    """Years, blank or printed; of a stretch of years with blanks none is the edition's for sure."""
    for match in _YEAR.finditer(text):
        yield Gap(match.start(), match.end(), "year")
    for match in _PRINTED_YEAR.finditer(text):
        yield Gap(match.start(), match.end(), "year", year=int(match[0]))
