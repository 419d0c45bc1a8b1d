"""A figure as somebody typed it into a report, as content has it: without its unit.

2870.55万元   2870.55   where the form prints 万元 for it
38人          38        also where it prints no unit: persons are counted in nothing else
2870.55万元   nothing   where the form prints 元, or no unit: its place would say another sum
"""

from __future__ import annotations

import re

from docgen.content.numbers import Figure, NoFigure
from docgen.scaffold.taken.line_pattern import plain
from docgen.templates.units_of_measure import UNITS

_MINUS = str.maketrans("−–—", "---")
_TYPED = re.compile(
    r"(?:共计?|合?计)?(?:人民币)?(?P<sign>¥?)\s*"
    r"(?P<figure>[+-]?\s*(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d+)?)"
    r"\s*\(?(?P<unit>[^\d\s().,]{0,4}?2?)整?\)?"
)
_NOTHING = re.compile(r"[/\\_…⋯-]+|无|没有|暂无|空")
_ALIKE = {
    "名": "人",
    "位": "人",
    "圆": "元",
    "㎡": "平方米",
    "m2": "平方米",
    "km": "公里",
    "kg": "公斤",
    "千克": "公斤",
    "个月": "月",
}
"""Units by another name."""
_SEVERAL = re.compile(
    r".?元|万.+|年|月|日|天|周|工作日|日历天|小时|分钟?|学时|课时|亩|.*平方.*|公顷|吨|公斤|公里|米"
    r"|升|立方米|千瓦|[A-Za-z]+|%"
)
"""Units of quantities that have others: a figure without its unit may mean another of them."""
_SCALES = "千万亿"


def figure_typed(text: str, unit: str, *, is_rate: bool = False) -> str | None:
    """The figure that a text is, for a place of this unit; ``None`` if it is none for sure.

    Args:
        text: what was typed.
        unit: the unit that the form has for it; empty if it has none.
        is_rate: whether it may be typed as 95%.
    """
    found = _TYPED.fullmatch(plain(text).translate(_MINUS).strip())
    if found is None:
        return None
    figure = re.sub(r"[+, ]", "", found["figure"])
    own = found["unit"] or ("元" if found["sign"] else "")
    if Figure.read(figure) is None:
        return None
    if own == "%" and is_rate:
        return f"{figure}%"
    return figure if not own or _fits(own, unit) else None


def has_figure(text: str) -> bool:
    """Whether a text is a figure, whatever its unit."""
    return _TYPED.fullmatch(plain(text).translate(_MINUS).strip()) is not None


def is_no_figure(text: str) -> bool:
    """Whether a text says that there is no figure, in words or signs that content has not."""
    narrow = plain(text).translate(_MINUS).strip()
    return _NOTHING.fullmatch(narrow) is not None and NoFigure.read(text.strip()) is None


def _fits(own: str, unit: str) -> bool:
    """Whether a figure typed with the unit ``own`` is one of the form's ``unit``."""
    typed, wanted = (_ALIKE.get(each, each) for each in (plain(own), plain(unit)))
    if wanted:
        return typed == wanted or (typed in _SCALES and wanted.startswith(typed))
    return typed in UNITS and _SEVERAL.fullmatch(typed) is None
