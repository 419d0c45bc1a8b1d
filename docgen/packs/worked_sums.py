"""Expressions as the sums that a clerk would write down, with the figures put in.

按支出性质分.基本支出 + 按支出性质分.项目支出      基本支出 420.71 + 项目支出 200.00
(全年执行数 / 全年预算数) | percent            全年执行数 439.45 ÷ 全年预算数 469.32
绩效指标 | rows | sum(attribute="得分")        绩效指标各行得分合计 85

What is no such sum has none: messages name the fields that it reads instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from jinja2 import nodes

from docgen.content.agreement import Interval, printed_figure
from docgen.content.numbers import places_of, rounded
from docgen.content.values import Blank, Figure, Node
from docgen.diagnostics import Place, Problems
from docgen.diagnostics.bilingual import NOTHING, Bilingual, listed
from docgen.packs.expressions import evaluate, paths_in, tree_of
from docgen.packs.expressions.paths import path_of
from docgen.packs.field_labels import short_labels

_MOST_PLACES = 4
"""Decimal places of what a sum gives; a typed figure has all that are typed."""

_OPERATORS: Mapping[type[nodes.BinExpr], tuple[str, int]] = {
    nodes.Add: ("+", 1),
    nodes.Sub: ("−", 1),
    nodes.Mul: ("×", 2),
    nodes.Div: ("÷", 2),
}
"""The sign of each operation, and how strongly it binds."""

_SUM = 3
"""How strongly a figure alone binds."""


@dataclass(frozen=True)
class WorkedSum:
    """A part of an expression, worked out.

    Attributes:
        words: the sum as it is written down, without its result; a field alone with its value.
        value: the exact result.
        interval: what the result may be if each figure in it is rounded.
        is_percent: whether it prints as a percentage.
        strength: how strongly its last operation binds; brackets follow from it.
        is_sum: whether anything is added or worked out, or it is a field or a number alone.
        alone: what a field alone says, in words.
    """

    words: Bilingual
    value: Decimal
    interval: Interval
    is_percent: bool = False
    strength: int = _SUM
    is_sum: bool = False
    alone: Bilingual = NOTHING

    @property
    def result(self) -> str:
        """The result as messages tell it."""
        return result_text(self.value, is_percent=self.is_percent)

    @property
    def with_result(self) -> Bilingual:
        """The sum and what it gives."""
        if not self.is_sum:
            return self.words
        return Bilingual.same("{} = {}").filled(self.words, Bilingual.same(self.result))


def worked_sum(
    expression: str,
    names: Sequence[Node],
    labels: Mapping[str, str] | None = None,
    column: str = "",
) -> WorkedSum | None:
    """The sum that an expression is; ``None`` if it is another kind of expression.

    Args:
        expression: the expression.
        names: the groups where its names are looked up, the innermost first.
        labels: what each path is called; by its own label if it is left out.
        column: for an expression that gives a row of figures, such as a total: the key of one.
    """
    tree = tree_of(expression)
    if tree is None:
        return None
    labels = short_labels(paths_in(expression)) if labels is None else labels
    return _Worker(names, labels, column).worked(tree)


def result_text(value: Decimal, *, is_percent: bool = False) -> str:
    """A result with as many decimal places as anyone reads: ``620.71``, ``97.66%``."""
    if is_percent:
        return f"{Figure(value * 100).rounded(2)}%"
    if places_of(value) <= _MOST_PLACES:
        return f"{value:f}"
    return Figure(value).rounded(_MOST_PLACES).text


class _Worker:
    """Walks the tree of an expression."""

    def __init__(self, names: Sequence[Node], labels: Mapping[str, str], column: str) -> None:
        self._names, self._labels, self._column = names, labels, column

    def worked(self, node: nodes.Node) -> WorkedSum | None:
        match node:
            case nodes.Const(value=int() | float() as number) if not isinstance(number, bool):
                value = Decimal(repr(number))
                return WorkedSum(Bilingual.same(f"{value:f}"), value, Interval(value, value))
            case nodes.BinExpr():
                return self._operation(node)
            case nodes.Filter(name="percent" | "round", node=nodes.Node() as inner):
                return self._printed(node, inner)
            case nodes.Filter(name="sum", node=nodes.Node() as rows):
                return self._row_sum(node, rows)
            case nodes.Filter(name="min" | "max", node=nodes.List(items=items)):
                return self._chosen(items, min if node.name == "min" else max)
            case nodes.Call(node=nodes.Name(name="total"), args=arguments):
                return self._added([self.worked(argument) for argument in arguments], arguments)
            case _:
                return self._field(path_of(node))

    def _value(self, expression: str) -> Any:
        """The value of an expression, or of the column in the row that it gives."""
        found = Problems()
        value = evaluate(expression, Place(""), found, *self._names)
        if self._column and isinstance(value, Node):
            value = value.get(self._column)
        return None if found else value

    def _field(self, path: str) -> WorkedSum | None:
        value = self._value(path) if path else None
        if isinstance(value, list) and self._column:
            return self._sum_of_rows(path, value, self._column)
        if not isinstance(value, Figure):
            return None
        label, text = self._label(path), told_figure(value)
        interval, is_percent = printed_figure(value).interval, text.endswith("%")
        is_typed = value.place is not None
        alone = (
            Bilingual("{}填的是 {}", "{} says {}") if is_typed else Bilingual("{}是 {}", "{} is {}")
        )
        said = alone.filled(Bilingual.same(label), Bilingual.same(text))
        words = Bilingual.same(f"{label} {text}")
        return WorkedSum(words, value.value, interval, is_percent, alone=said)

    def _label(self, path: str) -> str:
        return self._labels.get(path, path)

    def _is_blank(self, node: nodes.Node) -> bool:
        path = path_of(node)
        return bool(path) and isinstance(self._value(path), Blank)

    def _operation(self, node: nodes.BinExpr) -> WorkedSum | None:
        sign, strength = _OPERATORS.get(type(node), ("", 0))
        if not sign:
            return None
        if isinstance(node, nodes.Add):
            sides = [self.worked(side) for side in (node.left, node.right)]
            return self._added(sides, (node.left, node.right))
        left, right = self.worked(node.left), self.worked(node.right)
        if left is None or right is None:
            return None
        is_endless = sign == "÷" and right.interval.low <= 0 <= right.interval.high
        return None if is_endless else _with_sign(left, right, sign, strength)

    def _added(
        self, terms: Sequence[WorkedSum | None], sources: Sequence[nodes.Node]
    ) -> WorkedSum | None:
        """The sum of terms; those that are blank are left out, as they are in sums of the pack."""
        pairs = zip(terms, sources, strict=True)
        known = [(term, source) for term, source in pairs if term or not self._is_blank(source)]
        whole = [term for term, _ in known if term]
        if not whole or len(whole) < len(known):
            return None
        total = whole[0]
        for term in whole[1:]:
            total = _with_sign(total, term, "+", 1)
        return total

    def _printed(self, node: nodes.Filter, inner: nodes.Node) -> WorkedSum | None:
        """The sum within a filter that only rounds what it gives."""
        found = self.worked(inner)
        given = [part.value for part in node.args if isinstance(part, nodes.Const)]
        if found is None or len(given) < len(node.args):
            return None
        if node.name == "percent":
            return replace(found, is_percent=True)
        digits = given[0] if given else 0
        ends = (rounded(end, digits) for end in found.interval)
        return replace(found, value=rounded(found.value, digits), interval=Interval(*ends))

    def _row_sum(self, node: nodes.Filter, rows: nodes.Node) -> WorkedSum | None:
        """The sum of a field over the rows of a group."""
        is_flat = isinstance(rows, nodes.Filter) and rows.name == "rows"
        path = path_of(rows.node if isinstance(rows, nodes.Filter) and rows.node else rows)
        field = next((keyword.value for keyword in node.kwargs if keyword.key == "attribute"), None)
        if not path or not isinstance(field, nodes.Const):
            return None
        value = self._value(f"{path} | rows" if is_flat else path)
        return self._sum_of_rows(path, value, field.value) if isinstance(value, list) else None

    def _sum_of_rows(self, path: str, rows: Iterable[object], field: str) -> WorkedSum | None:
        values = [row.get(field) for row in rows if isinstance(row, Node)]
        figures = [value for value in values if isinstance(value, Figure)]
        if not figures:
            return None
        total = sum((figure.value for figure in figures), Decimal(0))
        ranges = [printed_figure(figure).interval for figure in figures]
        low = sum((one.low for one in ranges), Decimal(0))
        high = sum((one.high for one in ranges), Decimal(0))
        group, told = self._label(path), result_text(total)
        words = Bilingual(f"{group}各行{field}合计 {told}", f"the sum of {field} in {group} {told}")
        return WorkedSum(words, total, Interval(low, high))

    def _chosen(self, items: list[nodes.Expr], choose: Callable[..., Any]) -> WorkedSum | None:
        """The least or the greatest of some sums."""
        found = [self.worked(item) for item in items]
        whole = [item for item in found if item]
        if not whole or len(whole) < len(found):
            return None
        chosen: WorkedSum = choose(whole, key=lambda item: item.value)
        return chosen


def told_figure(figure: Figure) -> str:
    """A figure as messages tell it: with the digits that it prints, unless these are endless."""
    text = figure.text
    is_endless = len(text.partition(".")[2]) > _MOST_PLACES + 2 and figure.place is None
    return result_text(figure.value) if is_endless else text


_RESULTS: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": Decimal.__add__,
    "−": Decimal.__sub__,
    "×": Decimal.__mul__,
    "÷": Decimal.__truediv__,
}


def _with_sign(left: WorkedSum, right: WorkedSum, sign: str, strength: int) -> WorkedSum:
    """Two sums with the sign between them."""
    operation = _RESULTS[sign]
    ends = [operation(one, other) for one in left.interval for other in right.interval]
    first = _in_brackets(left, left.strength < strength)
    is_within = right.strength < strength + (sign in "−÷")
    second = _in_brackets(right, is_within)
    return WorkedSum(
        listed((first, second), f" {sign} ", f" {sign} "),
        operation(left.value, right.value),
        Interval(min(ends), max(ends)),
        strength=strength,
        is_sum=True,
    )


def _in_brackets(term: WorkedSum, is_within: bool) -> Bilingual:
    return Bilingual.same("({})").filled(term.words) if is_within else term.words
