"""Derived values: fields that the formulas of pack.yaml compute from typed ones.

A formula sees the fields of the derived field's own group first, then those of each group around
it, and last those of the root; never what was typed for its own field. Where the field was typed as
well, the two values are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docgen.content.agreement import Agreement, PrintedFigure, compare, printed_figure
from docgen.content.values import Blank, Figure, Node, Text, Unfilled, Value
from docgen.diagnostics import Place, Problem, Problems, error
from docgen.diagnostics.bilingual import NOTHING, Bilingual
from docgen.diagnostics.codes import problem_code
from docgen.packs.expressions import evaluate
from docgen.packs.expressions.evaluate import UNKNOWN_NAME
from docgen.packs.formula_order import Derived
from docgen.packs.rule_words import operands_of, where_told
from docgen.packs.rules import scopes_at
from docgen.packs.worked_sums import worked_sum

MISSING_FOR_DERIVED = problem_code(
    "missing-for-derived",
    en=(
        "「{derived}」 follows from 「{name}」, which is missing (formula at {rule})",
        "add a line `{name}:` (leave it blank if there is nothing to say)",
    ),
    zh=(
        "推算「{derived}」需要「{name}」，但没有这个字段（公式在 {rule}）",
        "添上一行 {name}:（没有内容就留空）",
    ),
    says_missing=True,
)
DERIVED_DIFFERS = problem_code(
    "derived-differs",
    en=(
        "「{name}」 says {typed}, and its formula gives {derived}{sum}",
        "delete the line and let the pack count; or correct the figures that it follows from",
    ),
    zh=(
        "「{name}」填的是 {typed}，按公式应为 {derived}{sum}",
        "删去这一行，由模板推算；或改正算它用的数",
    ),
)

_GROUP = "…"
"""What messages show of a group or a list."""


def add_derived(data: Node, formulas: tuple[Derived, ...], problems: Problems) -> None:
    """Adds every derived field to ``data``, in place.

    A group that nobody typed is added if all that its formula reads is there, blank or not.
    """
    for formula in formulas:
        groups, _, name = formula.field.rpartition(".")
        added = list(_add_groups(data, groups))
        for owners in scopes_at(data, groups):
            is_added = any(owners[0] is group for _, _, group in added)
            missing = Problems()
            _derive(owners, name, formula, missing if is_added else problems)
            if missing:
                del owners[0][name]
        for owner, key, group in reversed(added):
            if not group:
                del owner[key]


def _add_groups(node: Value | None, path: str) -> Iterator[tuple[Node, str, Node]]:
    """Adds the groups at a path that are missing, each given with what it is in and its key."""
    step, _, rest = path.partition(".")
    if not step or not isinstance(node, Node):
        return
    if step.endswith("[]"):
        items = node.get(step.removesuffix("[]"))
        for item in items if isinstance(items, list) else ():
            yield from _add_groups(item, rest)
        return
    if step not in node:
        group = Node(node.place)
        node[step] = group
        yield node, step, group
    yield from _add_groups(node[step], rest)


def _derive(owners: tuple[Node, ...], name: str, formula: Derived, problems: Problems) -> None:
    owner = owners[0]

    def of_formula(found: Iterable[Problem]) -> Iterator[Problem]:
        for problem in found:
            if problem.code == UNKNOWN_NAME:
                words = {"name": problem.words["name"], "derived": formula.field}
                yield error(MISSING_FOR_DERIVED, owner.place, rule=formula.place, **words)
            else:
                yield problem.of_pack()

    typed = owner.pop(name, None)
    with problems.within(of_formula) as found:
        value = evaluate(formula.formula, formula.place, found, *owners)
        value = Unfilled(name) if found else value
    if isinstance(value, Node) and not value.place.file:
        value.place = owner.place  # a total has no place of its own
    if typed is not None and not found:
        compared = _TypedValues(formula.formula, owners, problems)
        compared.compare(typed, value, owner, name)
    owner[name] = _without_place(value)


def _without_place(value: Value) -> Value:
    """Removes places: a formula may return a typed figure, but a derived value was not typed."""
    if isinstance(value, Figure) and value.place:
        return Figure(value.value, value.text)
    if isinstance(value, Blank):
        return Unfilled(value.field) if isinstance(value, Unfilled) else Blank()
    if isinstance(value, Text):
        return Text(value)
    if isinstance(value, Node):
        for key, child in value.items():
            value[key] = _without_place(child)
    return value


@dataclass(frozen=True)
class _TypedValues:
    """Compares what was typed with what a formula gives.

    Attributes:
        formula: the formula.
        names: the groups where its names are looked up.
        problems: is extended by a problem for each value that differs.
    """

    formula: str
    names: tuple[Node, ...]
    problems: Problems

    def compare(self, typed: Value, value: Value, owner: Node, name: str, column: str = "") -> None:
        """Compares one value, or those of a row: the field ``name`` of ``owner``."""
        if isinstance(typed, Node) and isinstance(value, Node):
            for key, child in typed.items():
                if key in value:
                    self.compare(child, value[key], typed, key, key)
            return
        if isinstance(typed, Blank) or isinstance(value, Unfilled) or _agree(typed, value):
            return
        place = getattr(typed, "place", None) or owner.key_places.get(name, owner.place)
        words = {"name": name, "typed": _shown(typed), "derived": _shown(value)}
        told = self._sum(column, place) if isinstance(value, Figure) else NOTHING
        self.problems.add(error(DERIVED_DIFFERS, place, **words, **told.words("sum")))

    def _sum(self, column: str, place: Place) -> Bilingual:
        """The sum that the formula is, with its figures; nothing if it is no sum."""
        worked = worked_sum(self.formula, self.names, column=column)
        if worked is None or not worked.is_sum:
            return NOTHING
        operands = operands_of(self.formula, self.names, {}, "")
        told = Bilingual("：{}{}", ": {}{}")
        return told.filled(worked.with_result, where_told(operands, place))


def _agree(typed: Value, value: Value) -> bool:
    """Whether a typed value is what a formula gives, as far as it is typed: 98% is 97.66%."""
    if typed == value or _shown(typed) == _shown(value) != _GROUP:
        return True
    where = getattr(typed, "place", None) or Place("")
    figure = Figure.read_percent(typed, where) if isinstance(typed, Text) else typed
    if not isinstance(value, Figure) or not isinstance(figure, Figure):
        return False
    exact = PrintedFigure(value.value, is_exact=True)
    readings = [printed_figure(figure)]
    if value.text.endswith("%") and not figure.text.endswith("%"):
        readings.append(PrintedFigure(figure.value.scaleb(-2)))  # 97.66 for 97.66%
    return any(compare(reading, exact) is not Agreement.DIFFERENT for reading in readings)


def _shown(value: Value) -> str:
    return _GROUP if isinstance(value, (Node, list)) else str(value)
