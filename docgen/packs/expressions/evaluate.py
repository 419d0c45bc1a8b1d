"""Evaluation of an expression, or of the expressions in a text; failures become problems."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, MutableMapping, Sequence
from functools import cache, lru_cache
from typing import Any

from jinja2 import Template, TemplateError, nodes

from docgen.content.braces import in_braces
from docgen.content.values import Blank, Text, Unfilled
from docgen.diagnostics import Place, Problems, error
from docgen.diagnostics.codes import problem_code
from docgen.packs.expressions.failure_reasons import reason_words
from docgen.packs.expressions.limits import SINGLE, counted, joined
from docgen.packs.expressions.missing import Missing, recording_missing
from docgen.packs.expressions.paths import paths_of
from docgen.packs.expressions.refusals import EXPRESSION_REFUSED, RefusalError
from docgen.packs.expressions.sandbox import Scope, ScopeContext, new_environment

EXPRESSION_FAILED = problem_code(
    "expression-failed",
    en=(
        "the expression {expression} fails: {reason}",
        "check its field names, brackets and quotes",
    ),
    zh=("表达式 {expression} 算不出来：{reason}", "检查表达式里的字段名、括号和引号"),
    may_follow=True,
)
UNKNOWN_NAME = problem_code(
    "unknown-name",
    en=(
        "the expression {expression} speaks of 「{name}」, and there is no such field{nearest}",
        "add 「{name}」 to the content, or correct the name",
    ),
    zh=(
        "表达式 {expression} 中的「{name}」没有这个字段{nearest}",
        "在内容文件中添上「{name}」，或改正名称",
    ),
)

FAILURES = (
    RefusalError,
    TemplateError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    NameError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""Exceptions that a typed expression can raise."""

_GUARDED = "true if ({}) else false"
"""A condition, as a value that is true or false."""

_PRINTABLE = tuple(kind for kind in SINGLE if kind is not float)


def as_text(value: object) -> Text:
    """A value as it prints, with the value's place if it has one. Raises as :func:`printed`."""
    return Text(printed(value), getattr(value, "place", None))


def printed(value: object) -> str:
    """A value as it prints.

    Raises ``TypeError`` for what is not a single value: groups, lists, Markdown, functions, floats.
    """
    if isinstance(value, bool) or not isinstance(value, _PRINTABLE):
        raise TypeError(f"{type(value).__name__}: no single value")
    return value.mark if isinstance(value, Unfilled) else str(value)


_EXPRESSIONS = new_environment(finalize=as_text)


def paths_in(expression: str) -> list[str]:
    """The paths an expression reads, in order; ``组.甲`` is one path."""
    return paths_in_text(in_braces(expression))


def parsed(expression: str) -> nodes.Template:
    """The tree of an expression. Raises one of :data:`FAILURES`."""
    return _EXPRESSIONS.parse(in_braces(expression))


def tree_of(expression: str) -> nodes.Expr | None:
    """The syntax tree of an expression; ``None`` if it is none."""
    try:
        body = parsed(expression).body
    except FAILURES:
        return None
    inside = body[0].nodes if len(body) == 1 and isinstance(body[0], nodes.Output) else []
    return inside[0] if len(inside) == 1 else None


def paths_in_text(text: str) -> list[str]:
    """The paths that the ``{{ expressions }}`` in a text read, in order."""
    return list(_paths_in_text(text))


@lru_cache(maxsize=4096)
def _paths_in_text(text: str) -> tuple[str, ...]:
    return tuple(paths_of(_EXPRESSIONS.parse(text)))


@cache
def _compiled(expression: str) -> Template:
    """``expression`` as a template that stores its value in ``result``.

    Raises ``jinja2.TemplateSyntaxError``, or what Python raises for code beyond its limits.
    """
    # compile_expression copies its arguments into a dict; running its template keeps the scope.
    return _EXPRESSIONS.compile_expression(expression, undefined_to_none=False)._template


@lru_cache(maxsize=4096)
def _text_template(text: str) -> Template:
    """``text`` as a template. Raises as :func:`_compiled` does."""
    return _EXPRESSIONS.from_string(text)


def evaluate(
    expression: str, place: Place, problems: Problems, *names: MutableMapping[str, Any]
) -> Any:
    """The value of ``expression`` over the mappings ``names``, the innermost first.

    A failure or a missing name is a problem at ``place``; the value is then a :class:`Blank`.
    """
    return _with_problems(lambda: _value(expression, names), expression, place, problems)


def holds(
    condition: str, place: Place, problems: Problems, *names: MutableMapping[str, Any]
) -> Any:
    """Whether ``condition`` is true, as :func:`evaluate` finds it."""
    guarded = _GUARDED.format(condition)
    return _with_problems(lambda: _value(guarded, names), condition, place, problems)


def each_holds(conditions: Sequence[str], *names: MutableMapping[str, Any]) -> list[bool]:
    """Whether each condition is true; none is if one of them fails or uses a missing name."""
    found = Problems()
    whole = f"[{', '.join(map(_GUARDED.format, conditions))}]"
    values = evaluate(whole, Place(""), found, *names)
    return [False for _ in conditions] if found else values


def _value(expression: str, names: Iterable[MutableMapping[str, Any]]) -> Any:
    template = _compiled(expression)
    context = _context(template, names)
    deque(template.root_render_func(context), maxlen=0)
    result = context.vars["result"]
    if isinstance(result, Missing):
        str(result)
    return result


def expand(text: str, place: Place, problems: Problems, *names: MutableMapping[str, Any]) -> str:
    """``text`` with its ``{{ expressions }}`` replaced; empty after a problem at ``place``."""

    def value() -> str:
        template = _text_template(text)
        return joined(template.root_render_func(_context(template, names)))

    return str(_with_problems(value, text, place, problems))


def _context(template: Template, names: Iterable[MutableMapping[str, Any]]) -> ScopeContext:
    # A context that Jinja makes would gather all names first; here the scope records what is read.
    scope: Any = Scope(*names, _EXPRESSIONS.globals)
    return ScopeContext(_EXPRESSIONS, scope, template.name, template.blocks)


def _with_problems(
    compute: Callable[[], Any], expression: str, place: Place, problems: Problems
) -> Any:
    """The result of ``compute``; a blank if it fails or uses missing names, which are reported."""
    with recording_missing() as uses, counted():
        try:
            value = compute()
        except RefusalError as reason:
            problems.add(error(EXPRESSION_REFUSED, place, expression=expression, **reason.words))
            return Blank(place)
        except FAILURES as reason:
            why = reason_words(reason)
            problems.add(error(EXPRESSION_FAILED, place, expression=expression, **why))
            return Blank(place)
    for use in {(use.name, use.owner): use for use in uses}.values():
        words = {"name": use.name, "owner": use.owner or "", "nearest": use.nearest}
        problems.add(error(UNKNOWN_NAME, place, expression=expression, **words))
    return Blank(place) if uses else value
