"""Tests on an indicator: whether it is blank, repeats its target, and how far it attains it."""

from __future__ import annotations

import re
from decimal import Decimal

from docgen.content.blocks import Document, Span
from docgen.content.values import Blank, Figure
from docgen.packs.expressions.filter_registry import Example, filter_

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_TARGET = re.compile(rf"(≥|≤|>|<|^)({_NUMBER})(%|[^\d\s，。；]{{1,2}})$")
"""A numeric target: a number with a unit, after a comparison sign or at the start."""

_LESS_OR_MORE = re.compile(r"[天日月年时分秒元]")
"""Units without a direction: of 180天 it is unknown whether 165天 is better."""

_UTMOST = re.compile(r"=?(?:100%|0\D{0,3})")
"""Targets that only the same value meets."""

_CHANGE = re.compile(r"[比较][^，。；]*$")
_WHOLE = re.compile(r"(?:达到?|为|共计?|合计|总计|累计|总数|总量)(?:完成|达到?)?$")


@filter_(
    "is_blank",
    Example("说明:", '{{ "没有" if 说明 | is_blank else 说明 }}', "没有"),
    en="for rules: whether nothing is in it",
    zh="规则用：是否留空",
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
    en="for rules: whether it is only the target again",
    zh="规则用：是否照抄指标值",
)
def repeats(value: object, target: object) -> bool:
    """Whether a value only repeats its target, such as ``≥98%``.

    Texts without a digit may be repeated, and so may 100% and 0起, which nothing else attains.
    """
    texts = [_plain_text(field) for field in (value, target)]
    equal = texts[0] == texts[1] != "" and any(character.isdigit() for character in texts[1])
    return equal and not _UTMOST.fullmatch(texts[1])


@filter_(
    "attained",
    Example("指标值: ≥4期\n完成值: 2期", "{{ 完成值 | attained(指标值) | percent }}", "50%"),
    en="for rules: how far a number reaches its target, at most 1; blank where that cannot be told",
    zh="规则用：达到指标值的比例，最多为 1；无法比较的为空",
)
def attained(actual: object, target: object) -> Figure | Blank:
    """The attainment of a target, at most 1; blank where the two cannot be compared.

    ``4期`` of ``≥3期`` is 1, ``2期`` is 0.67; of ``≤15万元``, ``20万元`` is 0.75.
    """
    goal = _TARGET.search(_plain_text(target))
    if not goal or (not goal[1] and _LESS_OR_MORE.fullmatch(goal[3][-1])):
        return Blank()
    number = _number_of(_plain_text(actual), goal[3])
    if number is None:
        return Blank()
    reached, wanted = Figure(number), Figure(_decimal(goal[2]))
    ratio = wanted / reached if goal[1] in ("≤", "<") else reached / wanted
    return min(ratio, Figure(1)) if isinstance(ratio, Figure) else Blank()


def _number_of(text: str, unit: str) -> Decimal | None:
    """The total that a text states, not a change: 43.5 in ``较上年提高2.1%，达到43.5%``."""
    numbers = [
        (text[: match.start()], _decimal(match[1]))
        for match in re.finditer(rf"(?<![\d.,])({_NUMBER}){re.escape(unit)}", text)
        if not _CHANGE.search(text[: match.start()])
    ]
    whole = [number for before, number in numbers if _WHOLE.search(before)]
    return next(iter([*whole, *(number for _, number in numbers)]), None)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _plain_text(value: object) -> str:
    """A field without blanks and without the marks of Markdown."""
    if isinstance(value, Document):
        spans = (part for inlines in value.inlines() for part in inlines if isinstance(part, Span))
        return "".join("".join(span.text for span in spans).split())
    return "".join(str(value).split())
