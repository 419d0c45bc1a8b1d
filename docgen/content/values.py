"""The values that a writer types, with their places.

YAML gives only *texts* and *blanks*; the pack's schema makes *figures* and Markdown documents of
some of them (see :mod:`docgen.packs.schema`). A figure is an exact decimal that prints as it was
typed. Results of arithmetic are *derived*: they have no place, and cannot be written back.
"""

from __future__ import annotations

from collections.abc import ItemsView
from typing import Any, Self, TypeAlias

from docgen.content.numbers import Blank, Figure, NoFigure, Unfilled
from docgen.diagnostics import Place

__all__ = [
    "NO",
    "YES",
    "Blank",
    "CellText",
    "Figure",
    "Flag",
    "Items",
    "NoFigure",
    "Node",
    "Scalar",
    "Text",
    "Unfilled",
    "Value",
]

Scalar: TypeAlias = "Text | Figure | Blank"
Value: TypeAlias = "Text | Figure | Blank | Node | Items | Any"


class Text(str):
    """A string with its place.

    Attributes:
        place: where the value begins in its file, or ``None`` for a derived text.
        body: where its first character stands; in a YAML block scalar, a line below ``place``, so
            that Markdown in it has the right lines.
    """

    __slots__ = ("body", "place")
    place: Place | None
    body: Place | None

    def __new__(cls, text: str, place: Place | None = None, body: Place | None = None) -> Self:
        """Creates a text at a place; ``body`` defaults to ``place``."""
        self = super().__new__(cls, text)
        self.place = place
        self.body = body or place
        return self


class CellText(Text):
    """What a cell of a workbook shows; its place is the cell.

    Attributes:
        number: the figure that it shows, without commas and units; empty if it shows none.
    """

    __slots__ = ("number",)
    number: str

    def __new__(
        cls, text: str, place: Place | None = None, body: Place | None = None, number: str = ""
    ) -> Self:
        """Creates a text at a cell."""
        self = super().__new__(cls, text, place, body)
        self.number = number
        return self


YES, NO = ("是", "yes", "true"), ("否", "no", "false")
"""What may be typed in a field that is true or false."""


class Flag(Text):
    """A text that says yes or no: it prints as typed, and in a condition it is true or false.

    To Python it is a text like any other, true unless it is empty.
    """

    __slots__ = ()

    @classmethod
    def read(cls, text: Text) -> Flag | None:
        """The flag in ``text``; ``None`` if it says neither yes nor no."""
        known = text.strip().lower() in (*YES, *NO)
        return cls(text, text.place, text.body) if known else None

    @property
    def says_yes(self) -> bool:
        """Whether it says yes."""
        return self.strip().lower() in YES

    def __eq__(self, other: object) -> bool:
        """Whether the texts are equal, or the flag says what ``other`` says, if that is a bool."""
        return self.says_yes is other if isinstance(other, bool) else super().__eq__(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__


class Node(dict[str, Value]):
    """A mapping with its place, the place of each key, and the keys that expressions have read.

    Keys that no template, formula or text reads are reported to the writer. Only :meth:`read` and
    :meth:`read_all` add to ``used``; other access from Python does not.
    """

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.key_places: dict[str, Place] = {}
        self.used: set[str] = set()

    def add(self, key: str, value: Value, place: Place) -> None:
        """Sets ``key``, typed at ``place``."""
        self[key] = value
        self.key_places[key] = place

    def __str__(self) -> str:
        """Raises ``TypeError``, so that no template prints the representation of a mapping."""
        raise TypeError("a group of fields is no single value")

    def read(self, key: str) -> Value:
        """The value of ``key``, marked as used.

        Raises:
            KeyError: there is no such key.
        """
        self.used.add(key)
        return self[key]

    def read_all(self) -> ItemsView[str, Value]:
        """Every key and value, all marked as used."""
        self.used.update(self)
        return self.items()

    def with_labels(self, labels: dict[str, Value]) -> Node:
        """A copy with further keys; keys read in the copy are marked as used in this node."""
        copy = Node(self.place)
        copy.update(labels)
        copy.update(self)
        copy.key_places, copy.used = self.key_places, self.used
        return copy

    def without(self, keys: frozenset[str]) -> Node:
        """The node without some keys; what is read in it is marked as used in this node."""
        if keys.isdisjoint(self):
            return self
        copy = Node(self.place)
        copy.update((key, value) for key, value in self.items() if key not in keys)
        copy.key_places, copy.used = self.key_places, self.used
        return copy


class Items(list[Value]):
    """A list with its place."""

    def __str__(self) -> str:
        """Raises ``TypeError``, so that no template prints the representation of a list."""
        raise TypeError("a list is no single value")

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
