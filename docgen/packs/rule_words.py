"""A rule that does not hold, told as a clerk would: the sum, the fields, and where they stand.

基本支出 420.71 + 项目支出 200.00 = 620.71，全年执行数填的是 620.17（第 8 行）
得分是 8，分值是 10，偏差原因没有填
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import starmap
from typing import Any

from docgen.content.blocks import Document, Span
from docgen.content.values import Blank, Figure, Node, Text, Value
from docgen.diagnostics import Place, Problems
from docgen.diagnostics.bilingual import NOTHING, Bilingual, listed
from docgen.packs.expressions import evaluate, paths_in
from docgen.packs.expressions.filter_registry import functions
from docgen.packs.field_labels import short_labels
from docgen.packs.worked_sums import WorkedSum, told_figure

TO_CORRECT = Bilingual(
    "改正填错的一处；确实如此的，在 report.yaml 的「例外」里写明理由",
    "correct what is wrong; if all is right, state the reason under 例外 in report.yaml",
)
"""What to do, where the pack has no hint of its own."""

_BROKEN = {
    "<=": Bilingual("{} 大于{}", "{} is more than {}"),
    "<": Bilingual("{} 不小于{}", "{} is not less than {}"),
    ">=": Bilingual("{} 小于{}", "{} is less than {}"),
    ">": Bilingual("{} 不大于{}", "{} is not more than {}"),
}
"""What is the case where a comparison does not hold."""

_LIMITS = {
    "<=": Bilingual("按规则最多{}", "the rule allows {} at most"),
    "<": Bilingual("按规则应小于{}", "by the rule it is less than {}"),
    ">=": Bilingual("按规则至少{}", "the rule asks for {} at least"),
    ">": Bilingual("按规则应大于{}", "by the rule it is more than {}"),
    "==": Bilingual("按规则应为{}", "by the rule it is {}"),
}
"""The result of a side that is no sum to write down."""

_MOST_PLACES = 4
"""Decimal places of a limit that is worked out."""

_LONGEST_TEXT = 24
"""Characters of a text that a message quotes."""


@dataclass(frozen=True)
class ReadField:
    """A field that an expression reads.

    Attributes:
        path: its path, as the expression has it.
        label: what messages call it.
        value: its value.
        origin: the labels of the fields that it is worked out from, if nobody typed it.
    """

    path: str
    label: str
    value: Any
    origin: tuple[str, ...] = ()

    @property
    def place(self) -> Place | None:
        """Where it was typed; ``None`` if it was not."""
        place = getattr(self.value, "place", None)
        return place if isinstance(place, Place) else None

    @property
    def is_single(self) -> bool:
        """Whether it is one value: no group, and no list of rows."""
        return isinstance(self.value, (Figure, str, Blank, Document))

    @property
    def told(self) -> Bilingual:
        """The field with its value."""
        text = _plain(self.value)
        if not text:
            return Bilingual(f"{self.label}没有填", f"{self.label} is blank")
        if isinstance(self.value, Figure):
            return Bilingual(f"{self.label}是 {text}", f"{self.label} is {text}")
        return Bilingual(f"{self.label}是「{text}」", f"{self.label} is 「{text}」")


def operands_of(
    expression: str, names: Sequence[Node], formulas: Mapping[str, str], group: str
) -> list[ReadField]:
    """The fields that an expression reads, in order.

    Args:
        expression: the expression.
        names: the groups where its names are looked up.
        formulas: the formula of each field that nobody types, by its full path.
        group: the path of the group that the expression is of.
    """
    paths = [path for path in paths_in(expression) if path not in functions()]
    labels = short_labels(paths)
    found = []
    for path in paths:
        value = evaluate(path, Place(""), Problems(), *names)
        is_typed = getattr(value, "place", None) is not None
        origin = () if is_typed else _origin(f"{group}.{path}".lstrip("."), formulas)
        found.append(ReadField(path, labels[path], value, origin))
    return found


def _origin(path: str, formulas: Mapping[str, str]) -> tuple[str, ...]:
    """The labels of the fields that the formula of a field reads."""
    for field, formula in formulas.items():
        if path == field or path.startswith(f"{field}."):
            read = [name for name in paths_in(formula) if name not in functions()]
            return tuple(short_labels(read).values())
    return ()


def comparison_told(sides: Sequence[WorkedSum | None], operator: str) -> Bilingual:
    """Why a comparison does not hold; nothing if a side of it is no sum to write down."""
    left, right = sides
    if left is None or right is None:
        return NOTHING
    if operator == "==":
        return _unequal(left, right)
    other = right.with_result
    if not right.alone and not right.is_sum:
        other = Bilingual(" {}", "{}").filled(other)  # in Chinese a blank parts it from a number
    return _BROKEN[operator].filled(left.with_result, other)


def _unequal(left: WorkedSum, right: WorkedSum) -> Bilingual:
    """Two sums that should be one: the sum first, then what is typed."""
    first, second = (right, left) if right.is_sum and not left.is_sum else (left, right)
    if not second.is_sum and not second.alone:
        return Bilingual("{}，应为 {}", "{}, and it should be {}").filled(
            _typed(first), second.words
        )
    return Bilingual("{}，{}", "{}, and {}").filled(_typed(first), _typed(second))


def _typed(side: WorkedSum) -> Bilingual:
    """A sum with its result, or what a field says."""
    return side.alone or side.with_result


def limit_told(result: object, operator: str) -> Bilingual:
    """What the other side of a comparison allows, where that is no sum to write down."""
    if operator not in _LIMITS or not isinstance(result, (Figure, str)) or not str(result):
        return NOTHING
    if isinstance(result, str):
        return _LIMITS[operator].filled(Bilingual.same(f"「{result}」"))
    told = result.rounded(_MOST_PLACES).text
    return _LIMITS[operator].filled(Bilingual(f" {told}", told))


def fields_told(operands: Iterable[ReadField]) -> Bilingual:
    """What each field says."""
    return listed(operand.told for operand in operands if operand.is_single)


def where_told(operands: Sequence[ReadField], place: Place) -> Bilingual:
    """Where the fields stand, but for those in the line of a message, in brackets; or nothing.

    A field that nobody typed is told with those that it is worked out from.
    """
    places = dict.fromkeys(operand.place for operand in operands if operand.place)
    near = [it for it in places if it.file == place.file and it.line and not it.cell_name]
    lines = sorted({it.line for it in near} - {place.line})
    far = [Bilingual.same(str(it)) for it in places if it not in near and it != place]
    numbers = [_line_numbers(lines)] if lines and not place.cell_name else []
    origins: dict[tuple[str, ...], list[str]] = {}
    for operand in operands:
        if operand.origin:
            origins.setdefault(operand.origin, []).append(operand.label)
    told = listed((*numbers, *far, *starmap(_origin_told, origins.items())), "；", "; ")
    return Bilingual("（{}）", " ({})").filled(told) if told else NOTHING


def _line_numbers(lines: Sequence[int]) -> Bilingual:
    numbers = [str(line) for line in lines]
    noun = "line" if len(numbers) == 1 else "lines"
    return Bilingual(f"第 {'、'.join(numbers)} 行", f"{noun} {', '.join(numbers)}")


def _origin_told(read: Sequence[str], labels: Sequence[str]) -> Bilingual:
    verb = "is" if len(labels) == 1 else "are"
    return Bilingual(
        f"{'、'.join(labels)}由 {'、'.join(read)} 算出",
        f"{', '.join(labels)} {verb} worked out from {', '.join(read)}",
    )


def row_told(names: Sequence[str]) -> Bilingual:
    """The rows that a rule is about, the innermost first, as a message names them; or nothing."""
    if not names:
        return NOTHING
    quoted = [f"「{name}」" for name in names]
    return Bilingual("的".join(reversed(quoted)), f" for {' of '.join(quoted)}")


def row_name(row: Node) -> str:
    """The name of a row: its field 名称, or 三级指标, or else its first text."""
    texts = [(key, _plain(value)) for key, value in row.items() if isinstance(value, Text)]
    of_keys = (text for part in ("名称", "三级") for key, text in texts if part in key and text)
    return next(of_keys, next((text for _, text in texts if text), ""))


def group_name(group: Node, data: Node) -> str:
    """The key of a group in the content; empty if it is not there."""
    for key, value in data.items():
        if value is group:
            return key
        if isinstance(value, Node) and (name := group_name(group, value)):
            return name
    return ""


def _plain(value: Value) -> str:
    """A value in a line of a message."""
    if isinstance(value, Figure):
        return told_figure(value)
    if isinstance(value, Document):
        spans = (part.text for line in value.inlines() for part in line if isinstance(part, Span))
        text = "".join(spans)
    else:
        text = str(value)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"
