"""Sums over the parts of a year: quarters, half-years, months.

一季度 | 二季度 | 三季度 | 四季度 | 全年累计     the year is what its quarters add up to
1月 | 2月 | 3月 | 一季度 | 4月 | ...              a quarter is what its months add up to
一季度 | 上半年 | 前三季度 | 全年                 do not: each holds the one before
期末参保人数                                      is counted at one time and is never added
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from docgen.scaffold.pack.formulas.field_types import unit_of_label
from docgen.scaffold.pack.formulas.measures import measure_of
from docgen.scaffold.pack.formulas.quantities import FormQuantity, word_of

_NUMERALS = "一二三四五六七八九十"
_QUARTER = re.compile(r"^第?([一二三四1-4])季度?$")
_HALF = re.compile(r"^([上下])半年(?:度)?$")
_MONTH = re.compile(r"^(\d{1,2}|十?[一二]|[三四五六七八九十])月份?$")
_YEAR = re.compile(r"^(?:全年|本年|当年|年度|年)?(?:累计|合计|总计|小计|共计)(?:数|额|金额)?$")
"""The year; 全年 alone may be a plan, or what is known when the year is over."""
_AT_ONE_TIME = re.compile(
    r"[年期月季]末|[年期月季]初|余额|存量|库存|结存|累计|滚存|资产|负债|在[职编册校岗用]|职工|人员|存栏|编制"
)
"""What is counted at one time: the figure of a year is not the sum of its quarters."""
_EVENTS = frozenset(("人次", "次", "件", "起", "场", "期", "份", "笔", "批"))
"""Units of what happens, which is counted anew in each quarter."""

_ALL = frozenset(range(1, 13))

Item = tuple[tuple[str, ...], FormQuantity]


def period_parts(whole: Item, items: Sequence[Item]) -> list[Item]:
    """The columns that make up the year, or the quarter, of another; none if they do not."""
    labels, own = whole
    months = _ALL if _YEAR.match(word_of(labels[-1])) else months_of(labels[-1])
    beside = [it for it in items if it[0][:-1] == labels[:-1] and it[1] is not own]
    spans = [(months_of(heads[-1]), (heads, it)) for heads, it in beside]
    inside = [(span, item) for span, item in spans if span and span < months]
    outer = [(span, item) for span, item in inside if not any(span < it for it, _ in inside)]
    covered = [month for span, _ in outer for month in span]
    return [item for _, item in outer] if sorted(covered) == sorted(months) else []


def overlap(items: Sequence[Item]) -> bool:
    """Whether some columns hold a period twice: 1月 and 一季度."""
    months = [month for labels, _ in items for month in months_of(labels[-1])]
    return len(months) > len(set(months))


def months_of(head: str) -> frozenset[int]:
    """The months of the quarter, half-year or month that a head names; none if it does not."""
    word = word_of(head)
    if quarter := _QUARTER.match(word):
        first = 3 * ((_NUMERALS.find(quarter[1]) + 1 or int(quarter[1])) - 1) + 1
        return frozenset(range(first, first + 3))
    if half := _HALF.match(word):
        return frozenset(range(1, 7) if half[1] == "上" else range(7, 13))
    month = _month(match[1]) if (match := _MONTH.match(word)) else 0
    return frozenset([month] if 0 < month < 13 else ())


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return sum(_NUMERALS.index(sign) + 1 for sign in text)


def is_flow(row: tuple[str, ...], head: str) -> bool:
    """Whether what a row holds adds up over time: amounts and what happens, not what there is.

    Below 合计 any count does, as the form says that it is a sum; below 累计 only one of events.
    """
    label = row[-1] if row else ""
    measure = measure_of((label,))
    if measure in ("rate", "price", "none") or _AT_ONE_TIME.search(word_of(label)):
        return False
    is_event = unit_of_label(label) in _EVENTS or word_of(label).endswith(("人次", "次数"))
    return measure != "count" or is_event or not word_of(head).endswith("累计")
