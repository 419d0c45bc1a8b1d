"""Figures, exact and printed as typed, and blanks, which are neither zero nor missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from functools import total_ordering
from numbers import Number
from typing import Any, ClassVar

from docgen.content.characters import UNFILLED_CLOSE, UNFILLED_OPEN, WAITING_OPEN
from docgen.diagnostics import Place

_FIGURE = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,12})?")
"""No plus sign, no leading zeros, no exponent."""

_STROKE = re.compile("[/／]|[—–－-]{1,2}")

_EXACT = Context(prec=200)
"""Precise enough that no sum or product of typed figures is rounded."""

_OF_WHOLE_NUMBERS = "bcdoxX"
"""The kinds of Python's formats that whole numbers alone have."""

_OF_DOUBLES = 15
"""Significant digits that a binary number of Excel's is sure of; noise stands in the last ones."""
_SHORT = Context(prec=12)
_MUCH_SHORTER = 6
"""Digits by which a number is shorter without its noise, at least."""


def without_noise(text: str) -> str:
    """A number without what binary arithmetic adds: 4612.15 for ``4612.150000000001``.

    Any other number stays as it is: 0.333333333333 has no shorter one beside it.
    """
    number = Decimal(text)
    if len(number.as_tuple().digits) < _OF_DOUBLES:
        return text
    short = f"{_SHORT.plus(number).normalize():f}"
    return short if len(text) - len(short) >= _MUCH_SHORTER else text


def places_of(number: Decimal) -> int:
    """The decimal places of a number as it is written: 2 of ``136.60``."""
    return -int(number.as_tuple().exponent)


def rounded(number: Decimal, places: int) -> Decimal:
    """The number rounded half up (四舍五入) to ``places`` decimal places."""
    return number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _EXACT)


def rounding_of(parts: int, places: int) -> Decimal:
    """By how much a sum of rounded figures may differ from its own rounded figure.

    Half a unit of the last place for each of the ``parts``, and for the sum.
    """
    return (parts + 1) * Decimal(5).scaleb(-places - 1)


class Blank:
    """A cell left blank: neither zero nor missing.

    Sums skip it; differences, products and quotients with it are blank.
    """

    __slots__ = ("place",)

    is_left_open: ClassVar[bool] = True
    """Whether it may still be filled in."""

    def __init__(self, place: Place | None = None) -> None:
        self.place = place

    def __str__(self) -> str:
        return ""

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Blank) or other == ""

    def __hash__(self) -> int:
        return hash("")

    def __add__(self, other: object) -> object:
        """The other term, as a result: nobody typed a sum where one of its terms stands."""
        if isinstance(other, Figure):
            return Figure(other.value, other.text)
        return other._result() if isinstance(other, Blank) else other

    __radd__ = __add__

    def _result(self) -> Blank:
        return Blank()

    def _nothing(self, _: object) -> Blank:
        return Blank()

    __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __rsub__ = __sub__ = _nothing

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __lt__(self, _: object) -> bool:
        """A blank is less than every figure, so that the minimum with a blank is blank."""
        return True

    def __gt__(self, _: object) -> bool:
        return False

    __le__, __ge__ = __lt__, __gt__


class NoFigure(Blank):
    """The stroke in a cell that asks for a number where there is none: ``/``, ``—``.

    It is printed as it was typed; sums and rules take it for a blank that nobody has to fill in.

    Attributes:
        text: the stroke.
        place: where it stands.
    """

    __slots__ = ("text",)

    is_left_open = False

    def __init__(self, text: str, place: Place | None = None) -> None:
        super().__init__(place)
        self.text = text

    @classmethod
    def read(cls, text: str, place: Place | None = None) -> NoFigure | None:
        """The stroke that is all of a text; ``None`` for any other text."""
        return cls(text, place) if _STROKE.fullmatch(text) else None

    def __str__(self) -> str:
        return self.text


class Unfilled(Blank):
    """In a draft, a blank that is still to be filled in; what is computed from it is one as well.

    Attributes:
        field: the name of the field to fill in.
        place: where it stands; ``None`` for what is computed.
    """

    __slots__ = ("field",)

    def __init__(self, field: str, place: Place | None = None) -> None:
        super().__init__(place)
        self.field = field

    @property
    def mark(self) -> str:
        """What is printed in its place: the name of the field between marks."""
        return f"{UNFILLED_OPEN if self.place else WAITING_OPEN}{self.field}{UNFILLED_CLOSE}"

    def _result(self) -> Unfilled:
        return Unfilled(self.field)

    def _waiting(self, _: object) -> Unfilled:
        return Unfilled(self.field)

    __add__ = __radd__ = __sub__ = __rsub__ = _waiting
    __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _waiting


@Number.register
@total_ordering
class Figure:
    """An exact number.

    Attributes:
        value: the number to calculate with.
        text: the number as it prints; ``136.60`` stays ``136.60``.
        place: where it was typed, or ``None`` when it is derived.
    """

    __slots__ = ("place", "text", "value")

    def __init__(
        self, value: Decimal | int, text: str | None = None, place: Place | None = None
    ) -> None:
        self.value = Decimal(value)
        self.text = text if text is not None else f"{self.value:f}"
        self.place = place

    @classmethod
    def read(cls, text: str, place: Place | None = None) -> Figure | None:
        """The figure in ``text``, such as ``-12.50``; ``None`` if it has another form."""
        return cls(Decimal(text), text, place) if _FIGURE.fullmatch(text) else None

    @classmethod
    def read_percent(cls, text: str, place: Place | None = None) -> Figure | None:
        """The ratio in ``97.66%``, which is 0.9766 and prints as typed; ``None`` in other texts."""
        number = cls.read(text.rstrip("%％").rstrip()) if text.endswith(("%", "％")) else None
        return (
            cls(number.value.scaleb(-2), f"{number.text}%", place) if number is not None else None
        )

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Figure({self.text})"

    def __bool__(self) -> bool:
        return bool(self.value)

    def __int__(self) -> int:
        return int(self.value)

    def __float__(self) -> float:
        return float(self.value)

    def __abs__(self) -> Figure:
        return Figure(abs(self.value))

    __index__ = __int__

    def __hash__(self) -> int:
        return hash(self.value)

    def __eq__(self, other: object) -> bool:
        number = _decimal(other)
        return number is not None and self.value == number

    def __lt__(self, other: object) -> bool:
        number = _decimal(other)
        return NotImplemented if number is None else self.value < number

    def __neg__(self) -> Figure:
        return Figure(-self.value)

    def __pos__(self) -> Figure:
        return Figure(self.value)

    def __add__(self, other: object) -> Any:
        number = _decimal(other)
        return NotImplemented if number is None else Figure(_EXACT.add(self.value, number))

    __radd__ = __add__

    def __sub__(self, other: object) -> Any:
        number = _decimal(other)
        return NotImplemented if number is None else Figure(_EXACT.subtract(self.value, number))

    def __rsub__(self, other: object) -> Any:
        number = _decimal(other)
        return NotImplemented if number is None else Figure(_EXACT.subtract(number, self.value))

    def __mul__(self, other: object) -> Any:
        number = _decimal(other)
        return NotImplemented if number is None else Figure(_EXACT.multiply(self.value, number))

    __rmul__ = __mul__

    def __truediv__(self, other: object) -> Any:
        """The quotient; blank for a divisor of zero, as on the forms."""
        number = _decimal(other)
        if number is None:
            return NotImplemented
        return Figure(self.value / number) if number else Blank()

    def __rtruediv__(self, other: object) -> Any:
        number = _decimal(other)
        return NotImplemented if number is None else Figure(number) / self

    def __floordiv__(self, other: object) -> Any:
        """The quotient rounded down, as Python does; blank for a divisor of zero."""
        number = _decimal(other)
        if number is None:
            return NotImplemented
        return Figure(_floor_of(self.value, number)) if number else Blank()

    def __rfloordiv__(self, other: object) -> Any:
        number = _decimal(other)
        return NotImplemented if number is None else Figure(number) // self

    def __mod__(self, other: object) -> Any:
        """What :meth:`__floordiv__` leaves; blank for a divisor of zero."""
        number = _decimal(other)
        if number is None:
            return NotImplemented
        if not number:
            return Blank()
        taken = _EXACT.multiply(_floor_of(self.value, number), number)
        return Figure(_EXACT.subtract(self.value, taken))

    def __rmod__(self, other: object) -> Any:
        number = _decimal(other)
        return NotImplemented if number is None else Figure(number) % self

    def __pow__(self, other: object) -> Any:
        number = _decimal(other)
        return NotImplemented if number is None else Figure(self.value**number)

    def __rpow__(self, other: object) -> Any:
        number = _decimal(other)
        return NotImplemented if number is None else Figure(number**self.value)

    def __round__(self, digits: int = 0) -> Figure:
        """Rounded half up (四舍五入) to ``digits`` places, which print."""
        value = rounded(self.value, digits)
        return Figure(value or abs(value))

    def __format__(self, spec: str) -> str:
        """The exact number in Python's format ``spec``, rounded half up; as typed without one."""
        if not spec:
            return self.text
        if spec[-1] in _OF_WHOLE_NUMBERS and self.value == self.value.to_integral_value():
            return format(int(self.value), spec)
        with localcontext() as context:
            context.rounding = ROUND_HALF_UP
            return format(self.value, spec)

    def rounded(self, digits: int) -> Figure:
        """Rounded half up (四舍五入) to ``digits`` places, printed without trailing zeros."""
        value = rounded(self.value, digits)
        value = value or abs(value)  # no "-0"
        text = f"{value:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return Figure(Decimal(text), text)


def _floor_of(number: Decimal, divisor: Decimal) -> Decimal:
    """The whole number below the quotient."""
    quotient, rest = _EXACT.divmod(number, divisor)
    return quotient - 1 if rest and (rest < 0) != (divisor < 0) else quotient


def _decimal(other: object) -> Decimal | None:
    if isinstance(other, Figure):
        return other.value
    if isinstance(other, bool):
        return None
    # By way of ``repr``, so that 0.5 in an expression is exactly 0.5.
    return Decimal(repr(other)) if isinstance(other, (int, float)) else None
