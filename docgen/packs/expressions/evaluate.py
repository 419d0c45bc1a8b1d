"""Evaluating an expression, or the expressions in a text, at a place."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, MutableMapping
from decimal import Decimal, DecimalException
from functools import cache, lru_cache
from typing import Any

from jinja2 import Template, TemplateError, nodes
from jinja2.runtime import Context

from docgen.content.values import Blank, Figure, Text
from docgen.diagnostics import Place, Problem, error
from docgen.packs.expressions.missing import Missing, noting_missing
from docgen.packs.expressions.sandbox import Scope, new_environment

_EXPRESSIONS = new_environment()

FAILURES = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    DecimalException,
    LookupError,
    MemoryError,
    OverflowError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What an expression written by a person can raise."""


_PRINTABLE = (str, int, Decimal, Figure, Blank, Missing)


def names_in(tree: nodes.Node) -> set[str]:
    """Every name, attribute and constant key that a parsed template speaks of."""
    found = {node.name for node in tree.find_all(nodes.Name)}
    found |= {node.attr for node in tree.find_all(nodes.Getattr)}
    constants = (node.value for node in tree.find_all(nodes.Const))
    return found | {value for value in constants if isinstance(value, str)}


def paths_in(expression: str) -> list[str]:
    """The fields an expression reads, ``组.甲`` as a whole, in the order they stand there."""
    tree = _EXPRESSIONS.parse(f"{{{{ {expression} }}}}")
    chained: Any = list(tree.find_all((nodes.Getattr, nodes.Getitem)))
    inner = {id(node.node) for node in chained}
    whole = (node for node in tree.find_all((nodes.Name, nodes.Getattr, nodes.Getitem)))
    paths = (_path(node) for node in whole if id(node) not in inner)
    return list(dict.fromkeys(path for path in paths if path))


def _path(node: nodes.Node) -> str:
    match node:
        case nodes.Name(name=name):
            return str(name)
        case nodes.Getattr(node=owner, attr=attribute):
            above = _path(owner)
            return f"{above}.{attribute}" if above else ""
        case nodes.Getitem(node=owner, arg=nodes.Const(value=value)):
            above = _path(owner)
            return f"{above}[{value!r}]" if above else ""
        case _:
            return ""


@cache
def _compiled(expression: str) -> Template:
    """``expression`` as a template that leaves its value in ``result``.

    Raises what Jinja raises for a wrong one.
    """
    # compile_expression would copy its arguments into a dict; its template keeps the scope.
    return _EXPRESSIONS.compile_expression(expression, undefined_to_none=False)._template


@lru_cache(maxsize=4096)
def _expanding(text: str) -> Template:
    """``text`` as a template. Raises what Jinja raises for a wrong one."""
    return _EXPRESSIONS.from_string(text)


def evaluate(
    expression: str, place: Place, problems: list[Problem], *names: MutableMapping[str, Any]
) -> Any:
    """The value of ``expression`` over ``names``, the nearest first.

    After a problem at ``place`` it is a :class:`Blank`.
    """

    def value() -> Any:
        context = _context(_compiled(expression), names)
        deque(_compiled(expression).root_render_func(context), maxlen=0)
        result = context.vars["result"]
        if isinstance(result, Missing):
            str(result)
        return result

    return _noted(value, expression, place, problems)


def expand(
    text: str, place: Place, problems: list[Problem], *names: MutableMapping[str, Any]
) -> str:
    """``text`` with its ``{{ expressions }}`` replaced; empty after a problem at ``place``."""

    def value() -> str:
        template = _expanding(text)
        return "".join(template.root_render_func(_context(template, names)))

    return str(_noted(value, text, place, problems))


def _context(template: Template, names: Iterable[MutableMapping[str, Any]]) -> Context:
    # A shared context is not copied into a dict, so the scope sees what is read.
    scope = Scope(*names, template.globals)
    return template.new_context(scope, shared=True)  # type: ignore[arg-type]


def _noted(work: Callable[[], Any], expression: str, place: Place, problems: list[Problem]) -> Any:
    """What ``work`` gives, or a blank after its failures have become problems."""
    with noting_missing() as uses:
        try:
            value = work()
        except FAILURES as reason:
            problems.append(error("expression-failed", place, expression=expression, reason=reason))
            return Blank(place)
    for use in {(use.name, use.owner): use for use in uses}.values():
        words = {"name": use.name, "owner": use.owner or "", "nearest": use.nearest}
        problems.append(error("unknown-name", place, expression=expression, **words))
    return Blank(place) if uses else value


def as_text(value: object) -> Text:
    """What a value prints as, with the value's place where it has one.

    Raises ``TypeError`` for what is no single value: groups, lists, Markdown, functions, floats.
    """
    if isinstance(value, bool) or not isinstance(value, _PRINTABLE):
        raise TypeError(f"{type(value).__name__}: no single value")
    return Text(str(value), getattr(value, "place", None))
