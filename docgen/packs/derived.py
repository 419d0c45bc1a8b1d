"""Derived values: fields that the formulas of pack.yaml compute from typed ones.

A formula sees the fields of the derived field's own group first, then those of the root. Formulas
run in the order of pack.yaml. Where the field was typed as well, the two values are compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docgen.content.values import Blank, Figure, Node, Text, Unfilled, Value
from docgen.diagnostics import Problem, Problems, error
from docgen.diagnostics.codes import problem_code
from docgen.packs.expressions import evaluate
from docgen.packs.expressions.evaluate import UNKNOWN_NAME
from docgen.packs.pack import Derived
from docgen.packs.rules import owners_at

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
        "「{name}」 says {typed}, its formula gives {derived}",
        "delete the line and let the pack count; or correct the figures it follows from",
    ),
    zh=(
        "「{name}」填的是 {typed}，按公式推算是 {derived}",
        "删去这一行，由模板推算；或改正相加、相除的数",
    ),
)

_GROUP = "…"
"""What messages show of a group or a list."""


def add_derived(data: Node, formulas: tuple[Derived, ...], problems: Problems) -> None:
    """Adds every derived field to ``data``, in place."""
    for formula in formulas:
        groups, _, name = formula.field.rpartition(".")
        for owner in owners_at(data, groups):
            _derive(owner, name, data, formula, problems)


def _derive(owner: Node, name: str, data: Node, formula: Derived, problems: Problems) -> None:
    def of_formula(found: Iterable[Problem]) -> Iterator[Problem]:
        for problem in found:
            if problem.code == UNKNOWN_NAME:
                words = {"name": problem.words["name"], "derived": formula.field}
                yield error(MISSING_FOR_DERIVED, owner.place, rule=formula.place, **words)
            else:
                yield problem.of_pack()

    with problems.within(of_formula) as found:
        value = evaluate(formula.formula, formula.place, found, owner, data)
    if isinstance(value, Node) and not value.place.file:
        value.place = owner.place  # a total has no place of its own
    typed = owner.get(name)
    if typed is not None and not found:
        problems.extend(_differences(typed, value, owner, name))
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


def _differences(typed: Value, value: Value, owner: Node, name: str) -> Iterator[Problem]:
    if isinstance(typed, Node) and isinstance(value, Node):
        for key, child in typed.items():
            if key in value:
                yield from _differences(child, value[key], typed, key)
        return
    shown = _shown(typed), _shown(value)
    if isinstance(value, Unfilled):
        return
    if not (isinstance(typed, Blank) or typed == value or shown[0] == shown[1] != _GROUP):
        place = getattr(typed, "place", None) or owner.key_places.get(name, owner.place)
        yield error(DERIVED_DIFFERS, place, name=name, typed=shown[0], derived=shown[1])


def _shown(value: Value) -> str:
    return _GROUP if isinstance(value, (Node, list)) else str(value)
