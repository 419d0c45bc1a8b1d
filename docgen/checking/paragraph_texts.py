"""The texts of a unit by paragraph, with the place of each character."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, groupby
from typing import NamedTuple

from docgen.checking.table_heads import cells_with_heads
from docgen.content.blocks import Block, Break, Document, Inline, Inlines, Span, Table
from docgen.content.values import Items, Node, Text, Value
from docgen.diagnostics import Place, Problem


class Piece(NamedTuple):
    """Characters of a paragraph, typed at ``place`` or given by the ``{{ }}`` there.

    ``columns`` says how far behind ``place`` each stands, if they do not follow each other, and
    ``typed`` what was typed for all of them.
    """

    text: str
    place: Place
    bound: bool
    typed: str = ""
    columns: Sequence[int] = ()

    def column(self, offset: int) -> int:
        """How far behind ``place`` the character at ``offset`` stands, or the end of the last."""
        return self.columns[offset] if self.columns else offset

    def typed_between(self, start: int, stop: int) -> str:
        """What was typed for the characters from ``start`` up to ``stop``."""
        first = self.column(0)
        return (self.typed or self.text)[self.column(start) - first : self.column(stop) - first]


@dataclass(frozen=True, eq=False)
class ParagraphText:
    """A paragraph of Markdown, or a line of a field. Two are never equal: each is a key of its own.

    Attributes:
        field: the path of its field, the same for all paragraphs of one text.
        pieces: its characters in order.
        in_row: whether its field is in a list, such as a cell of a repeated row.
        is_markdown: whether its text is Markdown.
        heads: of a line in a table's cell, the heads of its column and its row.
        block: the block of the Markdown text that it is, or whose cell it is.
        has_blank: whether a binding in it gave nothing.
    """

    field: str
    pieces: tuple[Piece, ...]
    in_row: bool
    is_markdown: bool = False
    heads: frozenset[str] = frozenset()
    block: Block | None = None
    has_blank: bool = False

    @cached_property
    def text(self) -> str:
        """Its text without markup."""
        return "".join(piece.text for piece in self.pieces)

    def place(self, offset: int) -> Place:
        """Where the character at ``offset``, or the binding that gave it, stands in its file."""
        piece, within = self._piece(offset)
        column = piece.place.column + piece.column(within)
        return piece.place if piece.bound else piece.place.shifted(0, column)

    def retyped(
        self, problem: Problem, start: int, stop: int, new: str, *, safe: bool = True
    ) -> Problem:
        """The problem with its fix: ``new`` for the characters from ``start`` up to ``stop``.

        Without one where a binding gave some of them, or where they are not of one line and style.
        """
        piece, within = self._piece(start)
        end = within + stop - start
        if piece.bound or end > len(piece.text):
            return problem
        return problem.fixed_by(piece.typed_between(within, end), new, self.place(start), safe=safe)

    def is_bound(self, offset: int) -> bool:
        """Whether a binding gave the character at ``offset``."""
        return self._piece(offset)[0].bound

    def begins_piece(self, offset: int) -> bool:
        """Whether a line, a binding or another style begins at ``offset``."""
        return self._piece(offset)[1] == 0

    def _piece(self, offset: int) -> tuple[Piece, int]:
        number = min(bisect_right(self._starts, offset), len(self.pieces)) - 1
        piece = self.pieces[number]
        return piece, min(offset - self._starts[number], len(piece.text))

    @cached_property
    def _starts(self) -> list[int]:
        """The offset at which each piece begins."""
        return [0, *accumulate(len(piece.text) for piece in self.pieces)][:-1]


def first_key(path: str) -> str:
    """The key of the unit that a path begins with: 经费 of ``经费.专项[0].名称``."""
    return path.partition(".")[0].partition("[")[0]


def paragraph_texts(data: Node) -> list[ParagraphText]:
    """Every paragraph of the unit that is not blank, in the order of its files."""
    return [paragraph for paragraph in _paragraphs(data, "") if paragraph.text.strip()]


def _paragraphs(value: Value, field: str, in_row: bool = False) -> Iterator[ParagraphText]:
    if isinstance(value, Node):
        for key, child in value.items():
            # Derived fields were not typed; there is nothing to correct in them.
            if key in value.key_places:
                yield from _paragraphs(child, f"{field}.{key}".lstrip("."), in_row)
    elif isinstance(value, Items):
        in_row = in_row or value.place.line > 0  # the files of a folder are no rows
        for number, item in enumerate(value):
            yield from _paragraphs(item, f"{field}[{number}]", in_row)
    elif isinstance(value, (Document, Text)):
        yield from field_lines(field, value, in_row=in_row)


def field_lines(field: str, value: Value, *, in_row: bool = False) -> Iterator[ParagraphText]:
    """The paragraphs of a Markdown text, or the lines of another; none of any other value."""
    if isinstance(value, Document):
        yield from _of_document(value, field, in_row)
    elif isinstance(value, Text) and value.body:
        for number, line in enumerate(value.split("\n")):
            place = value.body.shifted(number, value.body.column)
            yield ParagraphText(field, (Piece(line, place, False),), in_row)


def _of_document(document: Document, field: str, in_row: bool) -> Iterator[ParagraphText]:
    for number, block in enumerate(document.blocks):
        if isinstance(block, Table):
            for _, lines in cell_paragraphs(block, f"{field}[{number}]"):
                yield from lines
        else:
            yield markdown_paragraph(field, block.inlines, in_row=in_row, block=block)


def markdown_paragraph(
    field: str, inlines: Inlines, *, in_row: bool = False, block: Block | None = None
) -> ParagraphText:
    """A paragraph of a Markdown text."""
    return ParagraphText(
        field, _pieces(inlines), in_row, True, block=block, has_blank=_has_blank(inlines)
    )


def cell_paragraphs(table: Table, field: str) -> Iterator[tuple[Inlines, list[ParagraphText]]]:
    """Each cell of a table with its lines, merged ones once; a cell is a field of its own.

    ``field`` is the path of the table: that of its text, and its number among the blocks.
    """
    for steps, inlines, heads in cells_with_heads(table):
        lines = [
            tuple(line)
            for is_break, line in groupby(inlines, key=lambda part: isinstance(part, Break))
            if not is_break
        ]
        path = f"{field}{steps}"
        yield (
            inlines,
            [
                ParagraphText(path, _pieces(line), True, True, heads, table, _has_blank(line))
                for line in lines
            ],
        )


def _pieces(inlines: Iterable[Inline]) -> tuple[Piece, ...]:
    return tuple(_piece(part) for part in inlines if isinstance(part, Span) and part.text)


def _has_blank(inlines: Iterable[Inline]) -> bool:
    return any(isinstance(part, Span) and bool(part.binding) and not part.text for part in inlines)


def _piece(span: Span) -> Piece:
    place = span.binding or span.place or Place("")
    return Piece(span.text, place, span.binding is not None, span.typed, span.columns)
