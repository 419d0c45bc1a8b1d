"""Blocks of a Markdown text, before and after its bindings are resolved.

    Markdown text -> Document of Inline (Span | Binding | ...) -> bound Document (no Binding left)

Both stages share the block types; :class:`Binding` occurs only in the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from typing import TypeAlias

from docgen.content.braces import IN_BRACES
from docgen.content.typed_lines import TypedLines
from docgen.content.values import Text, Unfilled, Value
from docgen.diagnostics import Place

PLAIN, BOLD, ITALIC, BOLD_ITALIC = " ", "b", "i", "x"
"""The weights of a character, one letter each: a text of n characters has n such letters."""


def weight_of(bold: bool, italic: bool) -> str:
    """The letter of a weight."""
    return (BOLD_ITALIC if italic else BOLD) if bold else (ITALIC if italic else PLAIN)


@dataclass(frozen=True)
class Span:
    """A run of text in one style.

    Attributes:
        text: its characters.
        place: where it was typed; for a bound value, where that was typed, ``None`` if derived.
        bold: whether it is bold.
        italic: whether it is italic.
        binding: for a bound value, the place of its ``{{ }}``, else ``None``.
        unfilled: the value, if it is still to be filled in; ``text`` is empty then.
        typed: what was typed for it, where escapes stand in it; empty where that is ``text``.
        columns: how far behind ``place`` each character of ``text`` stands, and the end of the
            last; only with ``typed``.
    """

    text: str
    place: Place | None
    bold: bool = False
    italic: bool = False
    binding: Place | None = None
    unfilled: Unfilled | None = None
    typed: str = field(default="", compare=False, repr=False)
    columns: tuple[int, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True)
class Binding:
    """``{{ expression }}``, replaced by its value when the unit is bound; ``typed`` with braces."""

    expression: str
    place: Place
    bold: bool = False
    italic: bool = False
    typed: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True)
class Break:
    """A forced line break."""


class Align(Enum):
    """The place of a picture between the edges of the text, or of a text in its column."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Width:
    """The width of a picture as it was typed: ``60%`` of the room, ``8cm`` or ``80mm``."""

    number: Decimal
    unit: str

    def __str__(self) -> str:
        """As it is typed."""
        return f"{self.number:f}{self.unit}"

    def within(self, room: float) -> float:
        """The width in millimetres where there is room for ``room`` millimetres."""
        scale = {"%": room / 100, "cm": 10.0, "mm": 1.0}[self.unit]
        return float(self.number) * scale


@dataclass(frozen=True)
class Picture:
    """An image.

    Attributes:
        path: its file, relative to the file that shows it.
        alt: the alternative text.
        caption: the caption below it; may be empty.
        place: where it was typed.
        width: the width that was asked for; ``None`` for its own.
        align: where it stands.
        path_place: where its path begins.
    """

    path: str
    alt: str
    caption: str
    place: Place
    width: Width | None = None
    align: Align = Align.CENTER
    path_place: Place | None = field(default=None, compare=False, repr=False)


Inline: TypeAlias = Span | Binding | Break | Picture
Inlines: TypeAlias = tuple[Inline, ...]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text; ``lines`` counts its lines in the file."""

    inlines: Inlines
    place: Place
    lines: int = 1

    @property
    def figures(self) -> tuple[Picture, ...]:
        """Its pictures, if there is nothing beside them but blanks."""
        pictures = tuple(part for part in self.inlines if isinstance(part, Picture))
        others = (part for part in self.inlines if not isinstance(part, Picture))
        alone = all(isinstance(part, Span) and not part.text.strip() for part in others)
        return pictures if alone else ()


@dataclass(frozen=True)
class Heading:
    """A heading; ``level`` is that of Markdown, 2 for ``##``."""

    level: int
    inlines: Inlines
    place: Place
    lines: int


class Marker(Enum):
    """The marker of a list item in Markdown: ``-``, ``1.`` or ``1)``."""

    BULLET = "-"
    POINT = "."
    PARENTHESIS = ")"


@dataclass(frozen=True)
class Item:
    """One paragraph of a list item.

    Attributes:
        marker: the list's marker.
        depth: nesting of the list, 0 for an outer one.
        list_id: identifies the list, because each list is numbered by itself.
        start: the number of the list's first item.
        first: whether it is the item's first paragraph, which has the number.
        inlines: its text.
        place: its first character, behind the indent.
        typed: the number as it was typed; Word numbers items itself.
        lines: how many lines it has in the file.
    """

    marker: Marker
    depth: int
    list_id: int
    start: int
    first: bool
    inlines: Inlines
    place: Place
    typed: str
    lines: int


@dataclass(frozen=True)
class Table:
    """A table; ``rows[0]`` is its header, and every row has a cell for each item of ``aligns``.

    The alignment of a column is ``None`` where none was typed.
    """

    aligns: tuple[Align | None, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    place: Place
    lines: int


Block: TypeAlias = Paragraph | Heading | Item | Table


@dataclass(frozen=True)
class Document:
    """The blocks of a Markdown text, where it begins, and its lines."""

    blocks: tuple[Block, ...]
    place: Place
    typed: TypedLines = field(default=TypedLines(Place("")), compare=False, repr=False)

    def __str__(self) -> str:
        """Raises ``TypeError``, so that no template prints the representation of blocks."""
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

    def bound(self, resolve: Callable[[Binding], Text | Unfilled]) -> Document:
        """The document with each binding replaced by the value that ``resolve`` gives for it."""

        def bind(inlines: Inlines) -> Inlines:
            return tuple(_bound(inline, resolve) for inline in inlines)

        return replace(self, blocks=tuple(_mapped(block, bind) for block in self.blocks))


def _bound(inline: Inline, resolve: Callable[[Binding], Text | Unfilled]) -> Inline:
    match inline:
        case Binding(bold=bold, italic=italic):
            value = resolve(inline)
            unfilled = value if isinstance(value, Unfilled) else None
            return Span(str(value), value.place, bold, italic, inline.place, unfilled)
        case Picture(alt=alt, caption=caption, place=place):

            def bound_text(text: str) -> str:
                return IN_BRACES.sub(
                    lambda match: str(resolve(Binding(match["expression"].strip(), place))), text
                )

            return replace(inline, alt=bound_text(alt), caption=bound_text(caption))
        case _:
            return inline


def _mapped(block: Block, change: Callable[[Inlines], Inlines]) -> Block:
    if isinstance(block, Table):
        return replace(block, rows=tuple(tuple(map(change, row)) for row in block.rows))
    return replace(block, inlines=change(block.inlines))


def documents_in(value: Value) -> list[Document]:
    """Every Markdown document in ``value``, in reading order."""
    if isinstance(value, Document):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [document for item in items for document in documents_in(item)]
