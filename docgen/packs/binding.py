"""Binding: the expressions in a unit's Markdown are replaced by values, before templates run.

An expression is evaluated in the mapping that holds the text first, then in each enclosing
mapping: the text of a project names the project's own fields directly.
"""

from __future__ import annotations

from docgen.content.blocks import Binding, Document
from docgen.content.values import Node, Text, Value
from docgen.diagnostics import Problem, error
from docgen.packs.expressions import as_text, evaluate


def bind_documents(data: Node, problems: list[Problem]) -> None:
    """Replaces every document in ``data`` by its bound form, in place.

    A missing name is reported once, where it is first used.
    """
    found: list[Problem] = []
    _bind(data, (), found)
    reported: set[tuple[str, str]] = set()
    for problem in found:
        key = (problem.words.get("name", ""), problem.words.get("owner", ""))
        if problem.code != "unknown-name" or key not in reported:
            problems.append(problem)
        reported.add(key)


def _bind(value: Value, enclosing: tuple[Node, ...], problems: list[Problem]) -> Value:
    if isinstance(value, Node):
        for key, child in list(value.items()):
            value[key] = _bind(child, (value, *enclosing), problems)
    elif isinstance(value, list):
        value[:] = [_bind(item, enclosing, problems) for item in value]
    elif isinstance(value, Document):
        return value.bound(lambda binding: _bound_text(binding, enclosing, problems))
    return value


def _bound_text(binding: Binding, names: tuple[Node, ...], problems: list[Problem]) -> Text:
    value = evaluate(binding.expression, binding.place, problems, *names)
    try:
        return as_text(value)
    except TypeError as reason:
        words = {"expression": binding.expression, "reason": reason}
        problems.append(error("expression-failed", binding.place, **words))
        return Text("")
