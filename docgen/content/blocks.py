"""A writer's Markdown as blocks, before and after its bindings are resolved.

    Markdown text -> Document of Inline (Span | Binding | ...) -> bound Document (no Binding left)

The two stages share the block types; :class:`Binding` stands only in the first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import TypeAlias

from docgen.content.values import Text
from docgen.diagnostics import Place

_BINDING = re.compile(r"\{\{\s*(.*?)\s*\}\}")

PLAIN, BOLD, ITALIC, BOLD_ITALIC = " ", "b", "i", "x"
"""The weights of a character, a letter each: a text of 20 characters has 20 letters of weight."""


def weight_of(bold: bool, italic: bool) -> str:
    """The letter for one weight."""
    return (BOLD_ITALIC if italic else BOLD) if bold else (ITALIC if italic else PLAIN)


@dataclass(frozen=True)
class Span:
    """A run of text in one style.

    Attributes:
        place: where it was typed; of a bound value, where that was typed, or ``None`` if derived.
        binding: of a bound value, where its ``{{ }}`` stands in the text.
    """

    text: str
    place: Place | None
    bold: bool = False
    italic: bool = False
    binding: Place | None = None


@dataclass(frozen=True)
class Binding:
    """``{{ expression }}``: a value put in its place when the unit is bound."""

    expression: str
    place: Place
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Break:
    """A forced line break."""


@dataclass(frozen=True)
class Picture:
    """An image file, named relative to the file that shows it, with its alternative text."""

    path: str
    alt: str
    caption: str
    place: Place


Inline: TypeAlias = Span | Binding | Break | Picture
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text; ``lines`` is how many it takes in its file."""

    inlines: Inlines
    place: Place
    lines: int = 1


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` counts as in Markdown, ``##`` is 2."""

    level: int
    inlines: Inlines
    place: Place
    lines: int = 1


class Marker(Enum):
    """How a list item is marked in Markdown: ``-``, ``1.`` or ``1)``."""

    BULLET = "-"
    POINT = "."
    PARENTHESIS = ")"


@dataclass(frozen=True)
class Item:
    """One paragraph of a list item.

    Attributes:
        marker: the list's mark.
        depth: 0 for an outer list.
        list_id: the same for all items of one list, so that each list counts by itself.
        start: the number of the list's first item.
        first: whether it is the item's first paragraph, which bears the number.
        typed: the number that was typed there; Word counts by itself.
    """

    marker: Marker
    depth: int
    list_id: int
    start: int
    first: bool
    inlines: Inlines
    place: Place
    typed: str = ""
    lines: int = 1


class Align(Enum):
    """How a table column is aligned."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Table:
    """A table; ``rows[0]`` is its header, every row has a cell for each of ``aligns``."""

    aligns: tuple[Align, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    place: Place
    lines: int = 1


Block: TypeAlias = Paragraph | Heading | Item | Table


@dataclass(frozen=True)
class Document:
    """The blocks of a Markdown text and where it begins."""

    blocks: tuple[Block, ...]
    place: Place

    def __str__(self) -> str:
        """Blocks have no text of one line; printing them as one would print this program's."""
        raise TypeError("a Markdown text is no single value")

    def bindings(self) -> Iterator[Binding]:
        """Every binding, in reading order."""
        for inlines in self.inlines():
            yield from (inline for inline in inlines if isinstance(inline, Binding))

    def pictures(self) -> Iterator[Picture]:
        """Every picture, in reading order."""
        for inlines in self.inlines():
            yield from (inline for inline in inlines if isinstance(inline, Picture))

    def inlines(self) -> Iterator[Inlines]:
        """The inlines of every block and cell, in reading order."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield from (cell for row in block.rows for cell in row)
            else:
                yield block.inlines

    def bound(self, resolve: Callable[[Binding], Text]) -> Document:
        """The document with each binding replaced by the text that ``resolve`` gives for it."""

        def bind(inlines: Inlines) -> Inlines:
            return tuple(_bound(part, resolve) for part in inlines)

        return Document(tuple(_mapped(block, bind) for block in self.blocks), self.place)


def _bound(part: Inline, resolve: Callable[[Binding], Text]) -> Inline:
    match part:
        case Binding(bold=bold, italic=italic):
            text = resolve(part)
            return Span(text, text.place, bold, italic, part.place)
        case Picture(alt=alt, caption=caption, place=place):

            def filled(words: str) -> str:
                return _BINDING.sub(lambda found: resolve(Binding(found[1], place)), words)

            return replace(part, alt=filled(alt), caption=filled(caption))
        case _:
            return part


def _mapped(block: Block, change: Callable[[Inlines], Inlines]) -> Block:
    if isinstance(block, Table):
        return replace(block, rows=tuple(tuple(map(change, row)) for row in block.rows))
    return replace(block, inlines=change(block.inlines))
