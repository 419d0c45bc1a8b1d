"""Targets that are a day: ``12月底前``, ``2023年6月30日前``, and when something was done."""

from __future__ import annotations

import re
from typing import NamedTuple

from docgen.packs.expressions.target_readings import normal

_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])日?"
_DATE = rf"(?:(?P<year>20\d\d)年)?(?P<month>1[0-2]|0?[1-9])月(?:份|{_DAY}|(?P<end>[底末]))?"
_DEADLINE = re.compile(rf"(?:在|于|截至|截止)?{_DATE}(?:之?前|以前|内)(?:[^\d前后]{{0,12}})")
_DONE = re.compile(rf"{_DATE}(?P<before>之?前|以前)?")
_LAST_DAY = 31


class _Day(NamedTuple):
    """A day as it was written; a month alone is its last day, and its first in ``first``."""

    year: int
    month: int
    first: int
    last: int


def is_in_time(actual: str, target: str) -> bool | None:
    """Whether what is said was done by the day of the target; ``None`` if that is not sure.

    Both have to name a year, or neither: of ``1月`` and ``12月底前`` nobody knows.
    """
    wanted = _DEADLINE.fullmatch(normal(target))
    found = list(_DONE.finditer(normal(actual)))
    if wanted is None or len(found) != 1 or found[0]["before"]:
        return None
    limit, done = _day(wanted), _day(found[0])
    if bool(limit.year) != bool(done.year):
        return None
    if (done.year, done.month, done.last) <= (limit.year, limit.month, limit.last):
        return True
    is_late = (done.year, done.month, done.first) > (limit.year, limit.month, limit.last)
    return False if is_late else None


def _day(match: re.Match[str]) -> _Day:
    last = int(match["day"] or _LAST_DAY)
    first = int(match["day"] or (_LAST_DAY if match["end"] else 1))
    return _Day(int(match["year"] or 0), int(match["month"]), first, last)
