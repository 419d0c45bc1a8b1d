"""The values a writer types, each of which knows its place.

YAML gives *texts* and *blanks* only; the pack's schema says which of them are *figures* and which
are Markdown (see :mod:`docgen.packs.schema`). A figure is an exact decimal that prints as it was
typed. Arithmetic gives new figures without a place: they are *derived*, and nothing can be
written back to them.
"""

from __future__ import annotations

from collections.abc import ItemsView
from typing import Any, TypeAlias

from docgen.content.numbers import Blank, Figure
from docgen.diagnostics import Place

__all__ = ["Blank", "Figure", "Items", "Node", "Scalar", "Text", "Value"]

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
