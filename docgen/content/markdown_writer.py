"""Writes a paragraph as Markdown.

The result is parsed again and returned only if it reads the same. Characters that Markdown would
take for markup, or a check for markup gone wrong, are escaped where that is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from docgen.content.blocks import (
    BOLD,
    BOLD_ITALIC,
    ITALIC,
    PLAIN,
    Binding,
    Block,
    Break,
    Paragraph,
    Picture,
    Span,
    Table,
    weight_of,
)
from docgen.content.braces import in_braces
from docgen.content.markdown import parse_markdown
from docgen.content.picture_attributes import attributes_markdown
from docgen.diagnostics import Place, Problems

_SIGNS = re.compile(r"([\\`*_\[\]<>~&#!|{}]|^[-+]|(?<=\d)[.)])", re.MULTILINE)
_TITLE_SIGNS = re.compile(r'["\\&]')
_WEIGHTS = {PLAIN: "", BOLD: "**", ITALIC: "*", BOLD_ITALIC: "***"}

Pieces = list[tuple[str, str, bool]]
"""Text, weight, and whether it is an expression."""


@dataclass(frozen=True)
class BoundRange:
    """``text[start:stop]`` is the value of ``expression``, ``{{ 支出.合计 }}`` with its braces."""

    start: int
    stop: int
    expression: str


@dataclass(frozen=True)
class Prose:
    """A paragraph's text, a letter of weight for each character, and its bindings."""

    text: str
    weights: str
    bindings: tuple[BoundRange, ...] = ()


def inline_markdown(prose: Prose, *, in_table: bool = False) -> str | None:
    """The Markdown of ``prose``; ``None`` if Markdown cannot express it.

    In a table it can have neither line ends nor ``|``.
    """
    pieces = list(_pieces(prose))
    wanted = _merged(pieces)
    for escape in (False, True):
        markdown = "".join(_with_markup(pieces, escape))
        pieces_read = _read(markdown, doubtful=escape)
        if pieces_read == wanted and not (in_table and ("\n" in markdown or "|" in markdown)):
            return markdown
    return None


def _pieces(prose: Prose) -> Iterator[tuple[str, str, bool]]:
    """A piece for each binding and for each character outside of them."""
    stop = 0
    for bound in sorted(prose.bindings, key=lambda bound: bound.start):
        yield from _characters(prose, stop, bound.start)
        weights = prose.weights[bound.start : bound.stop].strip() or PLAIN
        yield bound.expression, weights[0], True
        stop = bound.stop
    yield from _characters(prose, stop, len(prose.text))


def _characters(prose: Prose, start: int, stop: int) -> Iterator[tuple[str, str, bool]]:
    pairs = zip(prose.text[start:stop], prose.weights[start:stop], strict=True)
    return ((character, weight, False) for character, weight in pairs)


def _merged(pieces: Pieces) -> Pieces:
    """Joins neighbours of the same weight; drops blanks at both ends.

    A blank takes the weight of its neighbours if they have the same, else it is plain.
    """
    while pieces and pieces[0][0] == " ":
        pieces = pieces[1:]
    while pieces and pieces[-1][0] == " ":
        pieces = pieces[:-1]
    weights = [None if not text.strip() else weight for text, weight, _ in pieces]
    merged: Pieces = []
    for number, (text, _, is_expression) in enumerate(pieces):
        weight = weights[number]
        if weight is None:
            before = next(filter(None, reversed(weights[:number])), PLAIN)
            after = next(filter(None, weights[number:]), PLAIN)
            weight = before if before == after else PLAIN
        if merged and not is_expression and not merged[-1][2] and merged[-1][1] == weight:
            merged[-1] = (merged[-1][0] + text, weight, False)
        else:
            merged.append((text, weight, is_expression))
    return merged


def _with_markup(pieces: Pieces, escape: bool) -> Iterator[str]:
    for weight, group in groupby(_merged(pieces), key=lambda piece: piece[1]):
        texts = (
            text if is_expression else _typed(text, escape) for text, _, is_expression in group
        )
        mark = _WEIGHTS[weight]
        yield f"{mark}{''.join(texts)}{mark[::-1]}"


def _typed(text: str, escape: bool) -> str:
    """The text with line ends, and with signs if ``escape``, as Markdown has them."""
    text = _SIGNS.sub(r"\\\1", text) if escape else text
    return text.replace("\n", "\\\n")


def _read(markdown: str, *, doubtful: bool) -> Pieces | None:
    """The pieces of a Markdown text; ``None`` if it is not one block or has an error.

    Unless it may be ``doubtful``, also if it has a sign that is hardly meant to print.
    """
    problems = Problems()
    blocks = parse_markdown(markdown, Place(""), problems).blocks
    is_refused = problems.has_errors or (problems and not doubtful)
    if len(blocks) != 1 or isinstance(blocks[0], Table) or is_refused:
        return None
    return _merged(list(_block_pieces(blocks[0])))


def prose_of(block: Block) -> Prose | None:
    """The prose of a block, its bindings as typed; ``None`` for a table or a picture."""
    text, weights, bindings = "", "", list[BoundRange]()
    for piece, weight, is_expression in () if isinstance(block, Table) else _block_pieces(block):
        if is_expression:
            bindings.append(BoundRange(len(text), len(text) + len(piece), piece))
        text, weights = text + piece, weights + weight * len(piece)
    is_prose = not isinstance(block, Table) and not any(
        isinstance(inline, Picture) for inline in block.inlines
    )
    return Prose(text, weights, tuple(bindings)) if is_prose else None


def picture_markdown(picture: Picture) -> str | None:
    """The Markdown of a picture; ``None`` if Markdown cannot express it."""
    for path in (picture.path, f"<{picture.path}>"):
        markdown = _picture(picture, path)
        problems = Problems()
        blocks = parse_markdown(markdown, picture.place, problems).blocks
        if not problems and [block.inlines for block in blocks if isinstance(block, Paragraph)] == [
            (replace(picture, place=blocks[0].place),)
        ]:
            return markdown
    return None


def _picture(picture: Picture, path: str) -> str:
    caption = _TITLE_SIGNS.sub(r"\\\g<0>", picture.caption)
    title = f' "{caption}"' if caption else ""
    return f"![{picture.alt}]({path}{title}){attributes_markdown(picture)}"


def read_same(markdown: str, other: str) -> bool:
    """Whether two Markdown texts are the same blocks of the same words."""
    return _shape(markdown) == _shape(other)


def _shape(markdown: str) -> list[tuple[type[Block], Pieces]]:
    blocks = parse_markdown(markdown, Place(""), Problems()).blocks
    return [
        (type(block), [] if isinstance(block, Table) else _merged(list(_block_pieces(block))))
        for block in blocks
    ]


def _block_pieces(block: Block) -> Iterator[tuple[str, str, bool]]:
    assert not isinstance(block, Table)
    for inline in block.inlines:
        match inline:
            case Span(text, _, bold, italic):
                yield from ((character, weight_of(bold, italic), False) for character in text)
            case Binding(expression, _, bold, italic):
                yield in_braces(expression), weight_of(bold, italic), True
            case Break():
                yield "\n", PLAIN, False
            case Picture():
                yield _picture(inline, inline.path), "?", True
