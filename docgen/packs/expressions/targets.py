"""Tests on an indicator: whether it is blank, repeats its target, and how far it attains it."""

from __future__ import annotations

import re

from docgen.content.blocks import Document, Span
from docgen.content.values import Blank, Figure
from docgen.packs.expressions.filter_registry import Example, filter_
from docgen.packs.expressions.target_readings import attained_values, normal, target_of

_MET_BY_ITSELF = re.compile(r"=.*|0\D{0,3}|(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日)?|20\d\d年")
"""Targets that the same text meets: ``=100%``, no accident, a day."""

_LESS_OR_MORE = re.compile(r"[天日月年时分秒元]")
"""Units without a direction: of 180天 it is unknown whether 165天 is better."""


@filter_(
    "is_blank",
    Example("说明:", '{{ "没有" if 说明 | is_blank else 说明 }}', "没有"),
    en="For rules: whether a field has nothing in it.",
    zh="用在规则里：字段是否空着。",
)
def is_blank(value: object) -> bool:
    """Whether a text, figure or Markdown field is empty."""
    return _plain_text(value) == ""


@filter_(
    "repeats",
    Example(
        "指标值: ≥98%\n完成值: ≥98%",
        '{{ "照抄" if 完成值 | repeats(指标值) else 完成值 }}',
        "照抄",
    ),
    en="For rules: whether a value is only its target again.",
    zh="用在规则里：完成值是否只是照抄指标值。",
)
def repeats(value: object, target: object) -> bool:
    """Whether a value only repeats its target, such as ``≥98%``.

    A number alone may be the target's: who wants 4期 may have made 4期. Texts without a digit may
    be repeated, too.
    """
    actual, wanted = (normal(_plain_text(field)) for field in (value, target))
    if not actual or not any(character.isdigit() for character in wanted):
        return False
    goal = target_of(wanted)
    if actual == wanted:
        return not (goal and goal.is_plain) and not _MET_BY_ITSELF.fullmatch(wanted)
    return goal is not None and not goal.is_plain and not goal.is_rank and target_of(actual) == goal


@filter_(
    "attained",
    Example("指标值: ≥4期\n完成值: 2期", "{{ 完成值 | attained(指标值) | percent }}", "50%"),
    en="For rules: how far a value reaches its target, at most 1; blank where that cannot be told.",
    zh="用在规则里：完成值达到指标值的几成，最多为 1；比不出来的为空。",
)
def attained(actual: object, target: object) -> Figure | Blank:
    """The attainment of a target, at most 1; blank where the two cannot be compared.

    ``4期`` of ``≥3期`` is 1, ``2期`` is 0.67; of ``≤15万元``, ``20万元`` is 0.75.
    """
    goal = target_of(_plain_text(target))
    if goal is None or goal.is_rank or (goal.low and goal.high and not goal.is_plain):
        return Blank()
    if goal.is_plain and (not goal.unit or _LESS_OR_MORE.fullmatch(goal.unit[-1])):
        return Blank()
    number = next(iter(attained_values(_plain_text(actual), goal)), None)
    wanted = goal.low if goal.low is not None else goal.high
    if number is None or number.low != number.high or wanted is None:
        return Blank()
    reached, goal_figure = Figure(number.low), Figure(wanted)
    ratio = goal_figure / reached if goal.low is None else reached / goal_figure
    return min(ratio, Figure(1)) if isinstance(ratio, Figure) else Blank()


def _plain_text(value: object) -> str:
    """A field without blanks and without the marks of Markdown."""
    if isinstance(value, Document):
        spans = (part for inlines in value.inlines() for part in inlines if isinstance(part, Span))
        return "".join("".join(span.text for span in spans).split())
    return "".join(str(value).split())
