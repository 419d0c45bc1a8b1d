"""The texts of a unit as a reader sees them: a passage a paragraph, each letter with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from docgen.content.blocks import Document, Span
from docgen.content.values import Items, Node, Text, Value
from docgen.diagnostics import Place


@dataclass(frozen=True)
class Piece:
    """Letters of a passage, typed at ``place`` or bound by a ``{{ }}`` that stands there."""

    text: str
    place: Place
    bound: bool


@dataclass(frozen=True)
class ParagraphText:
    """A paragraph of Markdown, or a line of a field.

    Attributes:
        field: the keys that lead to it, joined by points; all passages of one text have the same.
        pieces: its letters in order.
        in_row: whether its text is in a list, as the cells of a repeated row are.
    """

    field: str
    pieces: tuple[Piece, ...]
    in_row: bool = False

    @cached_property
    def text(self) -> str:
        """All of its letters."""
        return "".join(piece.text for piece in self.pieces)

    def place(self, offset: int) -> Place:
        """Where the letter at ``offset`` stands in its file."""
        piece, within = self._piece(offset)
        return piece.place if piece.bound else piece.place.shifted(0, piece.place.column + within)

    def is_bound(self, offset: int) -> bool:
        """Whether the letter at ``offset`` came by a binding."""
        return self._piece(offset)[0].bound

    def _piece(self, offset: int) -> tuple[Piece, int]:
        for piece in self.pieces:
            if offset < len(piece.text):
                return piece, offset
            offset -= len(piece.text)
        return self.pieces[-1], len(self.pieces[-1].text)


def paragraph_texts(data: Node) -> list[ParagraphText]:
    """Every passage of the unit, in the order of its files."""
    return [passage for passage in _passages(data, "") if passage.pieces and passage.text.strip()]


def documents(value: Value) -> Iterator[Document]:
    """Every Markdown text of the unit."""
    if isinstance(value, Document):
        yield value
    below = value.values() if isinstance(value, Node) else value if isinstance(value, list) else ()
    for one in below:
        yield from documents(one)


def _passages(value: Value, field: str, in_row: bool = False) -> Iterator[ParagraphText]:
    if isinstance(value, Node):
        for key, below in value.items():
            # Derived fields were not typed; there is nothing to correct in them.
            if key in value.key_places:
                yield from _passages(below, f"{field}.{key}".lstrip("."), in_row)
    elif isinstance(value, Items):
        in_row = in_row or value.place.line > 0  # the files of a folder are no rows
        for number, below in enumerate(value):
            yield from _passages(below, f"{field}[{number}]", in_row)
    elif isinstance(value, Document):
        for inlines in value.inlines():
            spans = (part for part in inlines if isinstance(part, Span))
            pieces = tuple(_piece(span) for span in spans if span.text)
            yield ParagraphText(field, pieces, in_row)
    elif isinstance(value, Text) and value.body:
        for number, line in enumerate(value.split("\n")):
            column = value.body.column if number or value.body.column else 1
            place = Place(value.body.file, value.body.line + number, column)
            yield ParagraphText(field, (Piece(line, place, False),), in_row)


def _piece(span: Span) -> Piece:
    place = span.binding or span.place or Place("")
    return Piece(span.text, place, span.binding is not None)
