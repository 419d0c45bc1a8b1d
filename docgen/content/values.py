"""The values a writer types, each of which knows its place.

YAML gives *texts* and *blanks* only; the pack's schema says which of them are *figures* and which
are Markdown (see :mod:`docgen.packs.schema`). A figure is an exact decimal that prints as it was
typed. Arithmetic gives new figures without a place: they are *derived*, and nothing can be
written back to them.
"""

from __future__ import annotations

import re
from collections.abc import ItemsView, Iterator
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import total_ordering
from typing import Any, TypeAlias

from docgen.diagnostics import Place

_FIGURE = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,12})?")
"""No sign but minus, no leading zeros, no exponent: what is printed is what was typed."""

_EXACT = Context(prec=200)
"""Digits enough that no sum or product of typed figures is rounded."""

Scalar: TypeAlias = "Text | Figure | Blank"
Value: TypeAlias = "Text | Figure | Blank | Node | Items | Any"


class Text(str):
    """A string with its place.

    Attributes:
        place: where the value begins in its file, or ``None`` for a derived text.
        body: where its first character stands; for a YAML block scalar that is a line further
            down than ``place``, so that Markdown in it can name its own lines.
    """

    __slots__ = ("body", "place")
    place: Place | None
    body: Place | None

    def __new__(cls, text: str, place: Place | None = None, body: Place | None = None) -> Text:
        """A text at a place; ``body`` is ``place`` unless said otherwise."""
        self = super().__new__(cls, text)
        self.place = place
        self.body = body or place
        return self


class Blank:
    """A cell that is left empty: neither zero nor missing. Sums pass over it."""

    __slots__ = ("place",)

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
        return other

    __radd__ = __add__

    def _nothing(self, _: object) -> Blank:
        return Blank()

    __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __rsub__ = __sub__ = _nothing

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __lt__(self, _: object) -> bool:
        """Below every figure, so that the least of a figure and a blank is blank."""
        return True

    def __gt__(self, _: object) -> bool:
        return False

    __le__, __ge__ = __lt__, __gt__


@total_ordering
class Figure:
    """An exact number.

    Attributes:
        value: the number to count with.
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
        """The figure that ``text`` spells, or ``None``: ``-12.50``, and nothing more fanciful."""
        return cls(Decimal(text), text, place) if _FIGURE.fullmatch(text) else None

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

    def __add__(self, other: object) -> Any:
        if isinstance(other, Blank):
            return self
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
        """A quotient; a rate of nothing is blank, as forms leave it."""
        number = _decimal(other)
        if number is None:
            return NotImplemented
        return Figure(self.value / number) if number else Blank()

    def __rtruediv__(self, other: object) -> Any:
        number = _decimal(other)
        return NotImplemented if number is None else Figure(number) / self

    def rounded(self, digits: int) -> Figure:
        """Rounded half up (四舍五入) to ``digits`` places, printed without needless zeros."""
        value = self.value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _EXACT)
        value = value or abs(value)  # no "-0"
        text = f"{value:f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return Figure(Decimal(text), text)


def _decimal(other: object) -> Decimal | None:
    if isinstance(other, Figure):
        return other.value
    if isinstance(other, bool):
        return None
    # A number that stands in an expression, 0.5, means what is written there.
    return Decimal(repr(other)) if isinstance(other, (int, float)) else None


class Node(dict[str, Value]):
    """A mapping that knows its place and each key's, and which keys an expression has read.

    ``used`` lets a key that no template, formula or text asks for be told to its writer. Only
    :meth:`read` and :meth:`read_all` leave a trace there; Python code that looks does not.
    """

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.key_places: dict[str, Place] = {}
        self.used: set[str] = set()

    def add(self, key: str, value: Value, place: Place) -> None:
        """Set ``key``, typed at ``place``."""
        self[key] = value
        self.key_places[key] = place

    def __str__(self) -> str:
        """A group has no text of its own; printing it would print this program's."""
        raise TypeError("a group of fields is no single value")

    def read(self, key: str) -> Value:
        """The value of ``key`` for an expression. Raises ``KeyError``."""
        self.used.add(key)
        return self[key]

    def read_all(self) -> ItemsView[str, Value]:
        """Every item, for an expression."""
        self.used.update(self)
        return self.items()

    def with_labels(self, labels: dict[str, Value]) -> Node:
        """A copy with further keys; reading the copy leaves its trace in this node."""
        copy = Node(self.place)
        copy.update(labels)
        copy.update(self)
        copy.key_places, copy.used = self.key_places, self.used
        return copy


class Items(list[Value]):
    """A list that knows its place."""

    def __str__(self) -> str:
        """A list has no text of its own; printing it would print this program's."""
        raise TypeError("a list is no single value")

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
