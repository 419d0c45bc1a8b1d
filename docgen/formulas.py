"""What a derived value is and follows from, in the words of its pack."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.content.blocks import Span
from docgen.content.values import Node, Value
from docgen.packs.pack import Derived
from docgen.packs.rules import owners_at


def formula_of(value: object, data: Node, formulas: Sequence[Derived]) -> str:
    """``三公经费 = total(公务用车, 出国经费)`` of a value that is derived; else nothing."""
    text = value.text if isinstance(value, Span) else str(value)
    for formula in formulas:
        groups, _, name = formula.field.rpartition(".")
        for owner in owners_at(data, groups):
            if any(one is value for one in _within(owner.get(name))):
                return f"{name} = {formula.formula}"
    if isinstance(value, Span):
        return _by_text(text, data, formulas)
    return ""


def _by_text(text: str, data: Node, formulas: Sequence[Derived]) -> str:
    """A value bound in Markdown is only known by its text; if just one formula gives it."""
    found = {
        f"{formula.field.rpartition('.')[2]} = {formula.formula}"
        for formula in formulas
        for owner in owners_at(data, formula.field.rpartition(".")[0])
        for one in _within(owner.get(formula.field.rpartition(".")[2]))
        if str(one) == text
    }
    return found.pop() if len(found) == 1 else ""


def _within(value: Value) -> Iterator[Value]:
    if isinstance(value, Node):
        yield from value.values()
    elif value is not None:
        yield value
