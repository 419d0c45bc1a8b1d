"""Putting values into the Markdown of a unit: the last step before the templates run.

An expression in a file sees the mapping it stands in first, then each mapping around it: a
project's text speaks of its own fields by their names.
"""

from __future__ import annotations

from docgen.content.blocks import Binding, Document
from docgen.content.values import Node, Text, Value
from docgen.diagnostics import Problem, error
from docgen.packs.expressions import as_text, evaluate


def bind_documents(data: Node, problems: list[Problem]) -> None:
    """Replaces every document in ``data`` by its bound form, in place.

    A name that is missing is reported once, where it is first used.
    """
    found: list[Problem] = []
    _bind(data, (), found)
    told: set[tuple[str, str]] = set()
    for problem in found:
        key = (problem.words.get("name", ""), problem.words.get("owner", ""))
        if problem.code != "unknown-name" or key not in told:
            problems.append(problem)
        told.add(key)


def _bind(value: Value, around: tuple[Node, ...], problems: list[Problem]) -> Value:
    if isinstance(value, Node):
        for key, below in list(value.items()):
            value[key] = _bind(below, (value, *around), problems)
    elif isinstance(value, list):
        value[:] = [_bind(item, around, problems) for item in value]
    elif isinstance(value, Document):
        return value.bound(lambda binding: _resolved(binding, around, problems))
    return value


def _resolved(binding: Binding, names: tuple[Node, ...], problems: list[Problem]) -> Text:
    value = evaluate(binding.expression, binding.place, problems, *names)
    try:
        return as_text(value)
    except TypeError as reason:
        words = {"expression": binding.expression, "reason": reason}
        problems.append(error("expression-failed", binding.place, **words))
        return Text("")
