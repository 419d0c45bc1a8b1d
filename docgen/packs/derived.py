"""Derived values: what the pack says follows from what was typed.

A formula sees the fields beside the derived one first, then those at the top. Formulas run from
top to bottom. Where a writer typed the field all the same, the two are compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from docgen.content.values import Blank, Figure, Node, Text, Value
from docgen.diagnostics import Problem, error
from docgen.packs.expressions import evaluate
from docgen.packs.pack import Derived
from docgen.packs.rules import owners_at


def add_derived(data: Node, formulas: tuple[Derived, ...], problems: list[Problem]) -> None:
    """Adds every derived field to ``data``, in place."""
    for formula in formulas:
        groups, _, name = formula.field.rpartition(".")
        for owner in owners_at(data, groups):
            _derive(owner, name, data, formula, problems)


def _derive(owner: Node, name: str, data: Node, formula: Derived, problems: list[Problem]) -> None:
    found: list[Problem] = []
    value = evaluate(formula.formula, formula.place, found, owner, data)
    for problem in found:
        if problem.code == "unknown-name":
            words = {"name": problem.words["name"], "derived": formula.field}
            problems.append(error("missing-for-derived", owner.place, rule=formula.place, **words))
        else:
            problems.append(problem.of_pack())
    if isinstance(value, Node) and not value.place.file:
        value.place = owner.place  # a total stands nowhere of its own
    typed = owner.get(name)
    if typed is not None and not found:
        problems.extend(_differences(typed, value, owner, name))
    owner[name] = _of_no_place(value)


def _of_no_place(value: Value) -> Value:
    """A formula may hand on a typed figure as it is; what is derived was typed nowhere."""
    if isinstance(value, Figure) and value.place:
        return Figure(value.value, value.text)
    if isinstance(value, Text):
        return Text(value)
    if isinstance(value, Node):
        for key, below in value.items():
            value[key] = _of_no_place(below)
    return value


def _differences(typed: Value, value: Value, owner: Node, name: str) -> Iterator[Problem]:
    if isinstance(typed, Node) and isinstance(value, Node):
        for key, below in typed.items():
            if key in value:
                yield from _differences(below, value[key], typed, key)
    elif isinstance(typed, Blank) or str(typed) == str(value):
        return
    elif not (isinstance(typed, Figure) and isinstance(value, Figure) and typed == value):
        place = getattr(typed, "place", None) or owner.key_places.get(name, owner.place)
        yield error("derived-differs", place, name=name, typed=typed, derived=value)
