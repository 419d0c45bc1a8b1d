"""Writing Markdown: a paragraph's words as they have to be typed, so that they read the same.

What is written is read again, and only what reads the same is given back. Signs of Markdown's own
are escaped where they would be taken for markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from docgen.content.blocks import (
    BOLD,
    BOLD_ITALIC,
    ITALIC,
    PLAIN,
    Binding,
    Block,
    Break,
    Picture,
    Span,
    Table,
    weight_of,
)
from docgen.content.markdown import parse_markdown
from docgen.diagnostics import Place, Problem, has_errors

_SIGNS = re.compile(r"([\\`*_\[\]<>~&#!|{}]|^[-+]|(?<=\d)[.)])", re.MULTILINE)
_WEIGHTS = {PLAIN: "", BOLD: "**", ITALIC: "*", BOLD_ITALIC: "***"}


@dataclass(frozen=True)
class Bound:
    """``text[start:stop]`` is the value of ``expression``, ``{{ 支出.合计 }}``, braces included."""

    start: int
    stop: int
    expression: str


@dataclass(frozen=True)
class Prose:
    """A paragraph's words, a letter of weight for each (``b``, ``i``, ``x``), and its bindings."""

    text: str
    weights: str
    bindings: tuple[Bound, ...] = ()


def inline_markdown(prose: Prose, *, in_table: bool = False) -> str | None:
    """The Markdown of ``prose``, on one line but for its line ends; ``None`` if there is none."""
    pieces = list(_pieces(prose))
    wanted = _smoothed(pieces)
    for escaped in (False, True):
        written = "".join(_weighted(pieces, escaped))
        read = _read(written)
        if read == wanted and not (in_table and ("\n" in written or "|" in written)):
            return written
    return None


Pieces = list[tuple[str, str, bool]]
"""Text, weight, and whether it is an expression."""


def _pieces(prose: Prose) -> Iterator[tuple[str, str, bool]]:
    at = 0
    for one in sorted(prose.bindings, key=lambda bound: bound.start):
        yield from _letters(prose, at, one.start)
        weights = prose.weights[one.start : one.stop].strip() or PLAIN
        yield one.expression, weights[0], True
        at = one.stop
    yield from _letters(prose, at, len(prose.text))


def _letters(prose: Prose, start: int, stop: int) -> Iterator[tuple[str, str, bool]]:
    pairs = zip(prose.text[start:stop], prose.weights[start:stop], strict=True)
    return ((letter, weight, False) for letter, weight in pairs)


def _smoothed(letters: Pieces) -> Pieces:
    """Neighbours of one weight together; a blank is bold only in the middle of bold words."""
    while letters and letters[0][0] == " ":
        letters = letters[1:]
    while letters and letters[-1][0] == " ":
        letters = letters[:-1]
    weights = [None if not text.strip() else weight for text, weight, _ in letters]
    found: Pieces = []
    for number, (text, _, bound) in enumerate(letters):
        weight = weights[number]
        if weight is None:
            before = next(filter(None, reversed(weights[:number])), PLAIN)
            after = next(filter(None, weights[number:]), PLAIN)
            weight = before if before == after else PLAIN
        if found and not bound and not found[-1][2] and found[-1][1] == weight:
            found[-1] = (found[-1][0] + text, weight, False)
        else:
            found.append((text, weight, bound))
    return found


def _weighted(pieces: Pieces, escaped: bool) -> Iterator[str]:
    for weight, group in groupby(_smoothed(pieces), key=lambda piece: piece[1]):
        texts = (one if bound else _typed(one, escaped) for one, _, bound in group)
        mark = _WEIGHTS[weight]
        yield f"{mark}{''.join(texts)}{mark[::-1]}"


def _typed(text: str, escaped: bool) -> str:
    text = _SIGNS.sub(r"\\\1", text) if escaped else text
    return text.replace("\n", "\\\n")


def _read(markdown: str) -> Pieces | None:
    """What the Markdown says, if it is one paragraph and nothing in it is a problem."""
    problems: list[Problem] = []
    blocks = parse_markdown(markdown, Place(""), problems).blocks
    if len(blocks) != 1 or isinstance(blocks[0], Table) or has_errors(problems):
        return None
    return _smoothed(list(_spans(blocks[0])))


def _spans(block: Block) -> Iterator[tuple[str, str, bool]]:
    assert not isinstance(block, Table)
    for part in block.inlines:
        match part:
            case Span(text, _, bold, italic):
                yield from ((one, weight_of(bold, italic), False) for one in text)
            case Binding(expression, _, bold, italic):
                yield "{{ " + expression + " }}", weight_of(bold, italic), True
            case Break():
                yield "\n", PLAIN, False
            case Picture():
                yield "", "?", True
