"""Limits of what an expression may make: each filter, function and operator is held to them.

A form prints texts of some hundred characters. Without limits, ``{{ 名称 | center(9999999999) }}``
would exhaust the machine's memory, and stop the other units as well.
"""

from __future__ import annotations

import inspect
import math
import sys
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from decimal import Decimal
from functools import wraps
from itertools import chain, islice
from typing import Any

from docgen.content.blocks import Document
from docgen.content.values import Blank, Figure, Items, Node
from docgen.packs.expressions.missing import Missing
from docgen.packs.expressions.refusals import RefusalError
from docgen.packs.expressions.setting import Setting

LONGEST = 1_000_000
"""The most characters of a text that an expression makes; of its arguments as well."""

MOST_ITEMS = 10_000
"""The most items of a list that an expression makes."""

MOST_IN_ALL = 1_000_000
"""The most items of all lists that an expression makes, or all expressions of a form."""

MOST_LEVELS = 100
"""The most lists inside each other that an expression makes."""

CALL = 5
"""The items that a call of a macro counts as."""

WIDEST = 10_000
"""The largest number that counts characters, places or items."""

DIGITS = 200
"""The most digits of a number, before or behind its point."""

_LARGEST_PRODUCT = 50_000_000
"""The most characters that a filter could make of its value and one argument: ``replace`` puts one
in the place of each character of the other."""

_SHORT = 1000
"""Characters of a text of which any filter makes a short text, given another such text."""

_LARGEST = 10**DIGITS
_PIECES = 1000

SINGLE = (str, int, float, Decimal, Figure, Blank, Missing)
"""What is a single value, which a text can be made of."""

_made: ContextVar[list[int] | None] = ContextVar("items-made", default=None)

_NONE: dict[object, object] = {}
_GROUPS = (list, tuple, dict, type(_NONE.keys()), type(_NONE.values()), type(_NONE.items()))


def single(value: object) -> object:
    """The value. Raises ``TypeError`` if it is none that a text can be made of."""
    if not isinstance(value, SINGLE):
        raise TypeError(f"{type(value).__name__}: no single value")
    return value


def bounded(value: Any) -> Any:
    """What an expression has made; an iterator becomes a list.

    Raises :class:`RefusalError` if it is beyond the limits.
    """
    if isinstance(value, str):
        if len(value) > LONGEST:
            raise RefusalError("too-long", limit=LONGEST)
    elif isinstance(value, (int, float, Decimal, Figure)):
        if not _is_plain(value):
            raise RefusalError("too-large", limit=DIGITS)
    elif isinstance(value, range) or _is_list(value):
        if len(value) > MOST_ITEMS:
            raise RefusalError("too-many", limit=MOST_ITEMS)
        count(_items_in(value))
    elif isinstance(value, Iterator):
        return bounded(list(islice(value, MOST_ITEMS + 1)))
    return value


def _items_in(value: Any) -> int:
    """The items of a list and of the lists in it, each as often as it stands there.

    As many are looked at when two such lists are compared, which nothing can interrupt. Lists and
    groups of the content count as one. Raises :class:`RefusalError` if it is nested too deeply.
    """
    total, level = len(value), [value]
    for _ in range(MOST_LEVELS):
        level = [item for items in level for item in _members(items) if _is_list(item)]
        total += sum(map(len, level))
        if not level or total > MOST_IN_ALL:
            return total
    raise RefusalError("too-nested", limit=MOST_LEVELS)


def _is_list(value: object) -> bool:
    """Whether a value is a list or a group that an expression has made."""
    return isinstance(value, _GROUPS) and not isinstance(value, (Node, Items))


def _members(items: Any) -> Iterable[Any]:
    return chain.from_iterable(items.items()) if isinstance(items, dict) else items


def counted() -> Setting[list[int]]:
    """Counts the items that are made in the block, and calls: of an expression, or of a whole form.

    A filter that is mapped over a list makes a list for each item.
    """
    return Setting(_made, [0])


def count(items: int) -> None:
    """Counts items. Raises :class:`RefusalError` if it were more than ``MOST_IN_ALL``."""
    made = _made.get()
    so_far = made[0] if made is not None else 0
    if so_far + items > MOST_IN_ALL:
        raise RefusalError("too-much", limit=MOST_IN_ALL)
    if made is not None:
        made[0] += items


def _is_plain(number: float | Decimal | Figure) -> bool:
    """Whether a number is finite and has no more digits than a form could print."""
    if isinstance(number, Figure):
        number = number.value
    if isinstance(number, Decimal):
        return number.is_finite() and abs(number.adjusted()) <= DIGITS
    return math.isfinite(number) if isinstance(number, float) else -_LARGEST < number < _LARGEST


def joined(pieces: Iterable[str], longest: int = LONGEST) -> str:
    """The text of ``pieces``, which a template makes one by one.

    Raises :class:`RefusalError` if it is longer than ``longest``.
    """
    texts: list[str] = []
    rest, length = iter(pieces), 0
    while some := "".join(islice(rest, _PIECES)):
        texts.append(some)
        length += len(some)
        if length > longest:
            raise RefusalError("too-long", limit=longest)
    return "".join(texts)


def limited(function: Callable[..., Any], *, of_texts: bool = False) -> Callable[..., Any]:
    """``function`` with limits on its arguments and on what it makes.

    A parameter that is declared ``int`` is a width or a count. With ``of_texts``, all arguments
    must be single values.
    """
    own = int(hasattr(function, "jinja_pass_arg"))  # Jinja's context comes first
    counts = width_parameters(function)
    before_counts = min(counts, default=sys.maxsize)

    @wraps(function)
    def checked(*arguments: Any, **named: Any) -> Any:
        given = arguments[own:]
        if named or len(given) > before_counts or not all(map(_is_small, given)):
            for value in given if of_texts else ():
                single(value)
            numbers = [given[index] for index in counts if index < len(given)]
            numbers += [named[name] for name in counts.values() if name in named]
            _check_sizes([*given, *named.values()], numbers)
        return bounded(function(*arguments, **named))

    return checked


def _is_small(value: object) -> bool:
    """Whether a value is as most are: a short text, a figure, or blank."""
    return len(value) < _SHORT if isinstance(value, str) else isinstance(value, (Figure, Blank))


def width_parameters(function: Callable[..., Any]) -> dict[int, str]:
    """The names of the parameters that are declared ``int``, by their position."""
    innermost = inspect.unwrap(function)
    parameters = list(inspect.signature(innermost).parameters.values())
    return {
        index: parameter.name
        for index, parameter in enumerate(parameters[hasattr(innermost, "jinja_pass_arg") :])
        if "int" in str(parameter.annotation) and parameter.kind is not parameter.VAR_POSITIONAL
    }


def _check_sizes(values: list[Any], numbers: list[Any]) -> None:
    """Refuses numbers that are too wide, and arguments of which too much could be made."""
    sizes = [size(value, LONGEST) for value in values]
    for number in numbers:
        if isinstance(number, (int, float, Figure)):
            if not -WIDEST <= number <= WIDEST:
                raise RefusalError("too-wide", number=str(number)[:20], limit=WIDEST)
            sizes.append(abs(int(number)))
    if len(sizes) > 1 and sizes[0] * max(sizes[1:]) > _LARGEST_PRODUCT:
        raise RefusalError("too-long", limit=LONGEST)


def size(value: object, room: int) -> int:
    """The characters of all texts in ``value``, and its items.

    Raises:
        RefusalError: it is more than ``room``; then the rest is not looked at.
        TypeError: it is no data, but a function or a part of a template.
    """
    if isinstance(value, str):
        used = len(value)
    elif isinstance(value, Node) or not isinstance(value, _GROUPS):
        if value is not None and not isinstance(value, (*SINGLE, Node, Document, range)):
            raise TypeError(f"{type(value).__name__}: no data")
        return len(value) if isinstance(value, range) else 1
    else:
        used = 1
        for item in value.values() if isinstance(value, dict) else value:
            used += size(item, room - used)
    if used > room:
        raise RefusalError("too-long", limit=LONGEST)
    return used
