"""Whether two printed figures agree: the one comparison of docgen.

A printed figure stands for every number that rounds to it: 420.7 for 420.65 to 420.75, 98% for
97.5% to 98.5%. Two figures agree if some number fits both, so that one may have more digits than
the other; they never contradict each other then. A whole number of people, items or money is
exact, unless 约 or 近 stands beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from docgen.content.numbers import Figure, places_of

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


class Agreement(Enum):
    """How two printed figures stand to each other."""

    EQUAL = "equal"
    """The same number, whatever digits are printed: ``100.00%`` and ``100%``."""

    ROUNDED = "rounded"
    """One is the other with fewer digits: 420.7 and 420.71."""

    DIFFERENT = "different"
    """No number rounds to both."""


class Interval(NamedTuple):
    """The numbers that a figure may stand for, the ends included."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Whether some number is in both."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True)
class PrintedFigure:
    """A number as it is printed.

    Attributes:
        value: the number; its exponent says to which place it is printed, so that 420.70 has two
            decimal places, and 0.42 亿元 is 42E+2 万元.
        is_exact: whether it stands for itself alone, as a count does.
    """

    value: Decimal
    is_exact: bool = False

    @cached_property
    def half(self) -> Decimal:
        """Half a unit of its last printed place: 0.005 for 420.71."""
        return Decimal(5).scaleb(-places_of(self.value) - 1)

    @cached_property
    def interval(self) -> Interval:
        """The numbers that round to it."""
        half = Decimal(0) if self.is_exact else self.half
        return Interval(self.value - half, self.value + half)


def printed_figure(figure: Figure) -> PrintedFigure:
    """A figure with the digits that it prints: of ``98%`` it is 0.98, and may be 0.975 to 0.985.

    A whole number counts things, and is exact; so are a rate that is worked out, and what cannot
    be read back from its print.
    """
    number = figure.text.removesuffix("%")
    is_worked_out = figure.text.endswith("%") and figure.place is None
    if is_worked_out or not _NUMBER.fullmatch(number):
        return PrintedFigure(figure.value, is_exact=True)
    if figure.text.endswith("%"):
        return PrintedFigure(Decimal(number).scaleb(-2))
    return PrintedFigure(Decimal(number), is_exact="." not in number)


def compare(first: PrintedFigure, second: PrintedFigure) -> Agreement:
    """Whether two figures in one unit agree, with the precision of the coarser."""
    if first.value == second.value:
        return Agreement.EQUAL
    is_alike = first.half == second.half  # 420.71 and 420.72: only a half that nobody printed fits
    if is_alike or not first.interval.meets(second.interval):
        return Agreement.DIFFERENT
    return Agreement.ROUNDED


def stands_for(printed: PrintedFigure, computed: Interval) -> Agreement:
    """Whether a figure is the result of a sum whose terms are rounded: ``computed`` its range."""
    if not printed.interval.meets(computed):
        return Agreement.DIFFERENT
    is_sure = computed.low == computed.high == printed.value
    return Agreement.EQUAL if is_sure else Agreement.ROUNDED
