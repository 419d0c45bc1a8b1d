"""Printed figures and the sums that they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import product
from types import CodeType

_LITERAL = re.compile(r"\d+(?:\.\d+)?")
_MOST_INEXACT = 6
"""Operands that are taken to be rounded; 2 ** 6 corners are tried."""


@cache
def value_of(printed: str) -> Decimal:
    """The number of ``1,234.56`` or ``12.2%``, which is 12.2."""
    return Decimal(printed.replace(",", "").removesuffix("%"))


@cache
def half_step(printed: str) -> Decimal:
    """Half of the last place of a printed number."""
    exponent = value_of(printed).as_tuple().exponent
    assert isinstance(exponent, int)
    return Decimal(5).scaleb(exponent - 1)


def result(formula: str, printed: str) -> Decimal:
    """What a formula gives, in per cents if ``printed`` is in per cents."""
    return _evaluated(formula, [Decimal(text) for text in _LITERAL.findall(formula)], printed)


@cache
def interval(formula: str, printed: str) -> tuple[Decimal, Decimal]:
    """The least and the most that it may give if numbers with a decimal point are rounded."""
    results = [_evaluated(formula, corner, printed) for corner in _corners(formula)]
    return min(results), max(results)


def is_beyond(new: str, printed: str, formula: str) -> bool:
    """Whether ``new`` in the place of ``printed`` cannot be made true by any rounding."""
    low, high = interval(formula, printed) if formula else (value_of(printed),) * 2
    room = max(half_step(new), half_step(printed))
    return not low - room <= value_of(new) <= high + room


def _corners(formula: str) -> Iterator[list[Decimal]]:
    literals = _LITERAL.findall(formula)
    inexact = [number for number, text in enumerate(literals) if "." in text][:_MOST_INEXACT]
    for signs in product((-1, 1), repeat=len(inexact)):
        corner = [Decimal(text) for text in literals]
        for number, sign in zip(inexact, signs, strict=True):
            corner[number] += sign * half_step(literals[number])
        yield corner


def _evaluated(formula: str, numbers: list[Decimal], printed: str) -> Decimal:
    given = eval(_compiled(formula), {"__builtins__": {}}, {"n": numbers})  # our own texts only
    assert isinstance(given, Decimal)
    return given * 100 if printed.endswith("%") else given


@cache
def _compiled(formula: str) -> CodeType:
    names = iter(range(len(formula)))
    return compile(_LITERAL.sub(lambda _: f"n[{next(names)}]", formula), formula, "eval")
