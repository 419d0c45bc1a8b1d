"""What the tags of a free template may make: no more than memory and Word hold.

Such templates come from anybody, and are as free as Jinja's sandbox is: without bounds,
``{{ 'a' * 10**12 }}`` exhausts the memory of the machine, and a power of large numbers cannot even
be stopped. The values of the data, and what a program's own filters make, are not held to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sized
from functools import wraps
from itertools import islice
from types import BuiltinFunctionType, BuiltinMethodType, FunctionType, MethodType
from typing import Any

from jinja2 import nodes, pass_eval_context
from jinja2.nodes import EvalContext
from jinja2.runtime import markup_join, str_join
from jinja2.utils import generate_lorem_ipsum
from jinja2.visitor import NodeTransformer

from docgen.packs.expressions import RefusalError
from docgen.packs.expressions.limits import DIGITS, WIDEST, width_parameters

LONGEST = 10_000_000
"""The most characters of a text, and items of a list: no XML parser takes a longer text (libxml2,
``XML_MAX_TEXT_LENGTH``)."""

CONCAT = "_concat"
"""The filter that ``~`` is compiled to."""

Filters = Mapping[str, Callable[..., Any]]

_WIDE = re.compile(r"\d{5,}")
_REPEATED = (str, bytes, list, tuple)
_WIDTH_METHODS = frozenset(("center", "ljust", "rjust", "zfill", "expandtabs"))
_WIDTH_FILTERS = frozenset(("center", "indent", "batch", "slice", "round"))
_REPEATING = frozenset(("replace", "join", "indent"))
"""Filters that put one argument in the place of each part of another."""

_FUNCTIONS = (FunctionType, BuiltinFunctionType, MethodType, BuiltinMethodType)


def refuse_function(value: object) -> None:
    """Raises ``TypeError`` for a function: what was meant is what it gives, or a field."""
    if isinstance(value, _FUNCTIONS):
        raise TypeError(f"{value.__name__} is a function, and no single value")


def check_operands(operator: str, left: Any, right: Any) -> None:
    """Raises :class:`RefusalError` if an operator would make too much of its operands."""
    if operator == "**":
        _check_power(left, right)
    elif operator == "%" and isinstance(left, str):
        _check_directives(left)
    elif operator == "*":
        for items, times in ((left, right), (right, left)):
            if isinstance(items, _REPEATED) and isinstance(times, int):
                _check_size(len(items) * times)
    elif operator == "+" and isinstance(left, _REPEATED) and isinstance(right, _REPEATED):
        _check_size(len(left) + len(right))


def checked_arguments(function: Any, arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """The arguments of a call, counted.

    Raises :class:`RefusalError` if the method of a text would make too much of it.
    """
    method = getattr(function, "__wrapped__", function)  # Jinja wraps str.format
    text, name = getattr(method, "__self__", None), getattr(method, "__name__", "")
    if not isinstance(text, str):
        return arguments
    if name in _WIDTH_METHODS:
        _check_widths(*arguments)
    elif name.startswith("format"):
        _check_fields(text, arguments)
    elif name in ("replace", "join", "translate"):
        arguments = _counted(arguments)
        _check_product(text, *arguments)
    return arguments


def bounded_filters(filters: Filters, *, have_widths: bool = True) -> Filters:
    """Filters that make no more than Word holds.

    A parameter that is declared ``int`` is a width or a count where ``have_widths``, and in some of
    Jinja's; in others of these it is any number.
    """
    return {
        name: _bounded_filter(name, function, have_widths or name in _WIDTH_FILTERS)
        for name, function in filters.items()
    }


def _bounded_filter(
    name: str, function: Callable[..., Any], has_widths: bool
) -> Callable[..., Any]:
    own = int(hasattr(function, "jinja_pass_arg"))  # Jinja's context comes first
    widths = width_parameters(function) if has_widths else {}
    if not widths and name not in _REPEATING and name != "format":
        return function

    @wraps(function)
    def checked(*arguments: Any, **named: Any) -> Any:
        given = arguments[own:]
        _check_widths(*(given[index] for index in widths if index < len(given)))
        _check_widths(*(named[key] for key in widths.values() if key in named))
        if name in _REPEATING:
            arguments = _counted(arguments)
            _check_product(*arguments[own:], *named.values())
        elif name == "format":
            _check_directives(str(given[0]))
        return function(*arguments, **named)

    return checked


class BoundConcatenations(NodeTransformer):
    """Makes ``~`` a filter that looks at the length of what it makes."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        """The parts, filtered by :func:`concatenated`."""
        parts = nodes.Tuple([self.visit(part) for part in node.nodes], "load")
        made = nodes.Filter(parts, CONCAT, [], [], None, None)
        return made.set_lineno(node.lineno)


@pass_eval_context
def concatenated(context: EvalContext, parts: tuple[Any, ...]) -> str:
    """The text that ``~`` makes of its parts."""
    _check_size(sum(len(part) for part in parts if isinstance(part, str)))
    join: Callable[..., str] = markup_join if context.autoescape else str_join
    return join(parts)


def sample_text(n: int = 5, html: bool = True, **words: int) -> str:
    """Jinja's ``lipsum``, within bounds."""
    _check_size(n * words.get("max", 100) * 10)
    return generate_lorem_ipsum(n, html, **words)


def check_text(text: str) -> None:
    """Raises :class:`RefusalError` for a text that is longer than any that can be printed."""
    _check_size(len(text))


def _check_size(size: int) -> None:
    if size > LONGEST:
        raise RefusalError("too-long", limit=LONGEST)


def _check_widths(*numbers: Any) -> None:
    for number in numbers:
        if isinstance(number, (int, float)) and abs(number) > WIDEST:
            raise RefusalError("too-wide", number=str(number)[:20], limit=WIDEST)


def _counted(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """``values``, lists in the place of what ``map`` and the like give item by item."""
    return tuple(
        list(islice(value, LONGEST + 1)) if isinstance(value, Iterator) else value
        for value in values
    )


def _check_product(*values: Any) -> None:
    """Refuses arguments of which one in the place of each item of another would be too much."""
    sizes = [len(value) for value in values if isinstance(value, Sized)]
    if len(sizes) > 1 and sizes[0] * max(sizes[1:]) > LONGEST and max(sizes[1:]) > 1:
        raise RefusalError("too-long", limit=LONGEST)


def _check_power(base: Any, exponent: Any) -> None:
    """Refuses an exact power of more digits than a form could print; floats end by themselves."""
    if isinstance(base, int) and isinstance(exponent, int):
        digits = base.bit_length() * abs(exponent) * 0.30103
        if digits > DIGITS:
            raise RefusalError("too-large", limit=DIGITS)


def _check_directives(text: str) -> None:
    """Refuses ``%99999d`` and ``%*d``, whose width is an argument."""
    for directive in re.findall(r"%[^a-zA-Z%]*", text):
        if _WIDE.search(directive) or "*" in directive:
            raise RefusalError("format", text=text[:20])


def _check_fields(text: str, arguments: tuple[Any, ...]) -> None:
    """Refuses ``{:99999d}``, and ``{:{}d}`` with such a width as an argument."""
    is_nested = re.search(r"\{[^{}]*\{", text)
    if re.search(r":[^{}]*\d{5,}", text):
        raise RefusalError("format", text=text[:20])
    if is_nested:
        _check_widths(*arguments)
