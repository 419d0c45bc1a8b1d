"""A quantity: a number of a text with its unit, and what it may stand for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from docgen.checking.paragraph_texts import ParagraphText
from docgen.checking.quantities.units import MONEY, PERCENT, POINTS, dimension_of, power_of
from docgen.content.agreement import Interval, PrintedFigure
from docgen.content.numbers import places_of
from docgen.diagnostics import Place


@dataclass(frozen=True, eq=False)
class Quantity:
    """A number in a text. Two are never equal: each stands at a place of its own.

    Attributes:
        paragraph: the text it stands in.
        start: offset of its first character in the text.
        end: offset behind it and its unit.
        text: its digits as they are written, without the unit.
        unit: as it is written, ``%`` for ``％``; ``元/人`` is a unit of its own.
        number: the number in its own unit, to the place that is written.
        is_about: whether 约, 近, 余, 以上 or the like stands beside it.
        is_range: whether it is one end of a range, or a limit.
    """

    paragraph: ParagraphText
    start: int
    end: int
    text: str
    unit: str
    number: Decimal
    is_about: bool = False
    is_range: bool = False

    @cached_property
    def dimension(self) -> str:
        """What it measures: see :func:`dimension_of`."""
        return dimension_of(self.unit)

    @cached_property
    def value(self) -> Decimal:
        """Its value in the plain unit of its dimension: money in 万元."""
        return self.number.scaleb(power_of(self.unit))

    @cached_property
    def printed(self) -> PrintedFigure:
        """What it may stand for: whole amounts are exact, unless 约 or the like says otherwise."""
        is_rate = self.dimension in (PERCENT, POINTS)
        is_whole = places_of(self.number) <= 0 and power_of(self.unit) <= 0
        return PrintedFigure(self.value, is_whole and not is_rate and not self.is_about)

    @cached_property
    def interval(self) -> Interval:
        """The numbers that it may stand for: 80余 is up to a unit of its last digit, or a tenth."""
        if not self.is_about:
            return self.printed.interval
        last = Decimal(1).scaleb(places_of(self.value.normalize()) * -1)
        reach = max(min(last, abs(self.value) / 10), self.printed.half)
        return Interval(self.value - reach, self.value + reach)

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of money."""
        return self.dimension == MONEY

    @property
    def is_rate(self) -> bool:
        """Whether it is a per cent or points of it."""
        return self.dimension in (PERCENT, POINTS)

    @property
    def words(self) -> str:
        """The figure as it is told, with its unit."""
        return f"{self.text}{self.unit}"

    @property
    def place(self) -> Place:
        """The place of its first character."""
        return self.paragraph.place(self.start)

    @property
    def bound(self) -> bool:
        """Whether a binding gave it."""
        return self.paragraph.is_bound(self.start)
