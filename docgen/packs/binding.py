"""Binding: the expressions in a unit's Markdown are replaced by values, before templates run.

An expression is evaluated in the mapping that holds the text first, then in each enclosing
mapping: the text of a project names the project's own fields directly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docgen.content.blocks import Binding, Document
from docgen.content.values import Node, Text, Unfilled, Value
from docgen.diagnostics import Problem, Problems, error
from docgen.packs.expressions import as_text, evaluate
from docgen.packs.expressions.evaluate import EXPRESSION_FAILED, UNKNOWN_NAME
from docgen.packs.full_paths import FIELD_WITHOUT_PATH, with_paths


def bind_documents(data: Node, problems: Problems) -> None:
    """Replaces every document in ``data`` by its bound form, in place.

    A missing name is reported once, where it is first used.
    """
    with problems.within(_first_uses) as found:
        _bind(data, (), found)


def _first_uses(found: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, of each missing name only the first."""
    reported: set[tuple[str, str]] = set()
    for problem in found:
        key = (problem.words.get("name", ""), problem.words.get("owner", ""))
        if problem.code not in (UNKNOWN_NAME, FIELD_WITHOUT_PATH) or key not in reported:
            yield problem
        reported.add(key)


def _bind(value: Value, enclosing: tuple[Node, ...], problems: Problems) -> Value:
    if isinstance(value, Node):
        for key, child in list(value.items()):
            value[key] = _bind(child, (value, *enclosing), problems)
    elif isinstance(value, list):
        value[:] = [_bind(item, enclosing, problems) for item in value]
    elif isinstance(value, Document):
        return value.bound(lambda binding: _bound_value(binding, enclosing, problems))
    return value


def _bound_value(binding: Binding, names: tuple[Node, ...], problems: Problems) -> Text | Unfilled:
    with problems.within(lambda found: (with_paths(each, names) for each in found)) as found:
        value = evaluate(binding.expression, binding.place, found, *names)
    if isinstance(value, Unfilled):
        return value
    try:
        return as_text(value)
    except TypeError as reason:
        words = {"expression": binding.expression, "reason": reason}
        problems.add(error(EXPRESSION_FAILED, binding.place, **words))
        return Text("")
