"""The figures that a sum is done with, and the arithmetic of their intervals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from docgen.checking.quantities.units import PERCENT, POINTS
from docgen.content.agreement import Interval
from docgen.content.numbers import rounded
from docgen.diagnostics import Place


@dataclass(frozen=True)
class Operand:
    """A figure that takes part in a sum: of a sentence, of a form, or of another document.

    Attributes:
        interval: what it may stand for, in the plain unit of its dimension.
        value: its number in that unit.
        words: the number with its unit, as :func:`with_unit` writes them.
        place: where it stands.
        is_sure: whether it is known to be the one that the sentence means.
        is_far: whether it is of another sentence, and nothing names it.
        is_main: whether it is the first of its paragraph.
        is_named: whether it alone has the subject that the claim names.
        is_given: whether a form or a table gives it, and no sentence.
    """

    interval: Interval
    value: Decimal
    words: str
    place: Place
    is_sure: bool = False
    is_far: bool = False
    is_named: bool = False
    is_main: bool = False
    is_given: bool = False

    def is_same(self, other: Operand) -> bool:
        """Whether it is the same figure; two that a formula gives may have one place."""
        return self.place == other.place and self.value == other.value


@dataclass(frozen=True)
class Reading:
    """One way to read a claim: what the figure should be if these are its operands.

    Attributes:
        result: the range of the result.
        value: the result of the printed numbers.
        formula: the sum with the words of its figures, as :func:`formula_words` tells it.
        operands: the figures it is done with.
        is_sure: whether the sentence can mean nothing else.
        is_probable: whether the sentence hardly means anything else: a warning.
        is_likely: whether it is what the sentence means, if one digit would make it fit.
        turned: of a change, the figures that say which way it went: ``375.10 → 420.71``.
        is_distant: whether other paragraphs have the figures, and no words name the amount.
        of: of a quotient, the result that other values of its operands would have.
    """

    result: Interval
    value: Decimal
    formula: str
    operands: tuple[Operand, ...]
    is_sure: bool
    is_likely: bool = False
    is_probable: bool = False
    turned: str = ""
    is_distant: bool = False
    of: Callable[[Sequence[Decimal]], Decimal] | None = None

    @property
    def is_meant(self) -> bool:
        """Whether more than chance says that the claim is about these figures."""
        return self.is_sure or self.is_probable or self.is_likely

    @property
    def is_far(self) -> bool:
        """Whether it takes figures of other sentences that nothing names."""
        return any(operand.is_far for operand in self.operands)


def added(intervals: Iterable[Interval]) -> Interval:
    """The range of a sum."""
    parts = list(intervals)
    low = sum((part.low for part in parts), Decimal(0))
    return Interval(low, sum((part.high for part in parts), Decimal(0)))


def taken(first: Interval, second: Interval) -> Interval:
    """The range of a difference."""
    return Interval(first.low - second.high, first.high - second.low)


def divided(part: Interval, whole: Interval) -> Interval | None:
    """The range of a quotient; ``None`` where the divisor may be zero."""
    if whole.low <= 0:
        return None
    ends = [part.low / whole.low, part.low / whole.high, part.high / whole.low]
    ends.append(part.high / whole.high)
    return Interval(min(ends), max(ends))


def scaled(interval: Interval, factor: Decimal) -> Interval:
    """The range, multiplied by a positive number."""
    return Interval(interval.low * factor, interval.high * factor)


def shown(number: Decimal, places: int) -> str:
    """A computed number as it is told, to ``places`` decimal places."""
    value = rounded(number, max(places, 0))
    return f"{value or abs(value):f}"


_UNIT = re.compile("⟨([^⟩]*)⟩")
_ALWAYS = "%"
"""A unit that is told even where all figures have it: 93.5% − 91.2%."""


def with_unit(text: str, unit: str) -> str:
    """A figure and its unit apart, as a formula has them until it is told."""
    return f"{text}⟨{unit}⟩" if unit else text


def units_of(formula: str) -> set[str]:
    """The units of the figures of a formula."""
    return set(_UNIT.findall(formula))


def formula_words(formula: str, unit: str) -> str:
    """A formula as it is told: with units where they differ, or are not that of the result.

    (420.71 − 375.10) ÷ 375.10 has none, since all is 万元; 2216.4万元 ÷ 5680人次 has its own.
    """
    units = units_of(formula)
    others = units if unit in (PERCENT, POINTS) else units | {unit}
    is_told = len(others) > 1 or _ALWAYS in units
    return _UNIT.sub(r"\1" if is_told else "", formula)


def sum_words(operands: Sequence[Operand], sign: str = "+") -> str:
    """The figures of a sum between its signs: ``12 + 8 + 5``."""
    return f" {sign} ".join(operand.words for operand in operands)
