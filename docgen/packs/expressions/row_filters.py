"""Filters over rows: which of them, the best and the worst, averages, and figures of many units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docgen.content.values import Blank, Figure, Node, Text
from docgen.diagnostics import Place
from docgen.packs.expressions.filter_registry import Example, Gives, filter_
from docgen.packs.expressions.filters import percent, sum_of
from docgen.packs.expressions.missing import Missing
from docgen.packs.expressions.refusals import RefusalError

_SCORES = "单位: [{名称: 甲, 得分: 96}, {名称: 乙, 得分: 80}, {名称: 丙, 得分: 90}]"
_WEIGHTED = "单位: [{预算: 100, 得分: 96}, {预算: 300, 得分: 80}, {预算: , 得分: 90}]"


@filter_(
    "having",
    Example(
        "单位: [{名称: 甲, 等级: 优}, {名称: 乙, 等级: 良}, {名称: 丙, 等级: 优}]",
        '{{ 单位 | having("等级", "优") | join("、", attribute="名称") }}',
        "甲、丙",
    ),
    en="The rows whose field is one of the values.",
    zh="字段是这个值（或这几个值之一）的那些行。",
    gives=Gives.SOME,
    names_field=True,
)
def having(rows: object, name: str, *wanted: object) -> list[Node]:
    """The rows whose field ``name`` is one of ``wanted``, in their order."""
    return [row for row in _rows(rows) if _field(row, name) in wanted]


@filter_(
    "top",
    Example(_SCORES, '{{ 单位 | top("得分", 2) | join("、", attribute="名称") }}', "甲、丙"),
    en="The rows with the largest figures, so many, the largest first; blanks are left out.",
    zh="某字段最大的几行，从大到小；空着的不算。",
    gives=Gives.SOME,
    names_field=True,
)
def top(rows: object, name: str, count: int = 1) -> list[Node]:
    """The ``count`` rows whose field ``name`` is largest; of equal ones the first come first."""
    return _by_figure(rows, name, is_falling=True)[: int(count)]


@filter_(
    "bottom",
    Example(_SCORES, '{{ 单位 | bottom("得分", 2) | join("、", attribute="名称") }}', "乙、丙"),
    en="The rows with the smallest figures, so many, the smallest first; blanks are left out.",
    zh="某字段最小的几行，从小到大；空着的不算。",
    gives=Gives.SOME,
    names_field=True,
)
def bottom(rows: object, name: str, count: int = 1) -> list[Node]:
    """The ``count`` rows whose field ``name`` is smallest; of equal ones the first come first."""
    return _by_figure(rows, name, is_falling=False)[: int(count)]


@filter_(
    "average",
    Example(_WEIGHTED, '{{ 单位 | average("得分", by="预算") }}', "84"),
    en="The average of a field, weighted with the field `by` if one is named, printed to two "
    "places; rows with a blank are left out.",
    zh="字段的平均数，写了 by 就按那个字段加权，印两位小数；空着的行不算。",
    names_field=True,
)
def average(rows: object, name: str, *, by: str = "", digits: int = 2) -> Figure | Blank:
    """The exact average of the field ``name``, which prints to ``digits`` places.

    Weighted with the field ``by``, if one is named. Rows in which one of the two is blank are left
    out; without any other, or if the weights add up to nothing, it is blank. Of ratios it is one.
    """
    pairs = list(_weighted(rows, name, by))
    whole: Any = sum_of(weight for _, weight in pairs)
    if not pairs or not whole:
        return Blank()
    mean: Any = sum_of(figure * weight for figure, weight in pairs) / whole
    if all(_is_ratio(figure) for figure, _ in pairs):
        ratio = percent(mean, digits)
        return ratio if isinstance(ratio, Figure) else Blank()
    return Figure(mean.value, mean.rounded(digits).text)


@filter_(
    "rolled_up",
    Example(
        "单位: [{预算: 100, 完成率: 90%}, {预算: 300, 完成率: 98%}]",
        '{{ 单位 | rolled_up("完成率", by="预算") }}',
        "96%",
    ),
    en="A figure of many units as the forms have it: amounts are added up, ratios are averaged, "
    "weighted with the field `by`.",
    zh="把各单位的指标汇总：绝对值直接累加，相对值（百分数）按 by 写的资金额度加权平均。",
    names_field=True,
)
def rolled_up(rows: object, name: str, *, by: str) -> object:
    """The sum of amounts, or the weighted average of ratios.

    Forms print that rule below performance targets: 绝对值直接累加，相对值按资金额度加权平均.
    Raises :class:`RefusalError` where some are amounts and some are ratios.
    """
    figures = [figure for row in _rows(rows) if (figure := _figure(row, name)) is not None]
    ratios = [figure for figure in figures if _is_ratio(figure)]
    if ratios and len(ratios) < len(figures):
        amount = next(figure for figure in figures if not _is_ratio(figure))
        raise RefusalError("mixed-figures", label=name, ratio=ratios[0], amount=amount)
    return average(rows, name, by=by) if ratios else sum_of(figures)


def _rows(rows: object) -> Iterator[Node]:
    if not isinstance(rows, Iterable) or isinstance(rows, (str, Node)):
        raise TypeError(f"{rows!r} has no rows")
    for row in rows:
        if not isinstance(row, Node):
            raise TypeError(f"{row!r} is no row")
        yield row


def _field(row: Node, name: str) -> object:
    """A field of a row; that there is none of that name is noted, and it is then blank."""
    if name in row:
        return row.read(name)
    str(Missing(obj=row, name=name))
    return Blank()


def _figure(row: Node, name: str) -> Figure | None:
    """The figure in a field; ``None`` if it is blank. Raises ``TypeError`` for a text."""
    value = _field(row, name)
    if isinstance(value, Text):
        value = Figure.read_percent(value, value.place or Place("")) or Figure.read(value) or value
    if isinstance(value, Blank) or value == "":
        return None
    if not isinstance(value, Figure):
        raise RefusalError("no-figure", label=name, text=value)
    return value


def _is_ratio(figure: Figure) -> bool:
    return figure.text.endswith("%")


def _by_figure(rows: object, name: str, *, is_falling: bool) -> list[Node]:
    figures = [(row, _figure(row, name)) for row in _rows(rows)]
    known = [(row, figure) for row, figure in figures if figure is not None]
    known.sort(key=lambda pair: pair[1].value, reverse=is_falling)
    return [row for row, _ in known]


def _weighted(rows: object, name: str, by: str) -> Iterator[tuple[Figure, Figure]]:
    """The figures of a field, each with its weight."""
    for row in _rows(rows):
        figure, weight = _figure(row, name), _figure(row, by) if by else Figure(1)
        if figure is not None and weight is not None:
            yield figure, weight
