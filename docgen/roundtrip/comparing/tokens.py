"""Splits a paragraph into tokens, and compares two versions of it.

A token is a number (``1,260.00`` is one), a Latin word, or any other single character; each has
its weight. Chinese is compared character by character, figures as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from rapidfuzz.distance import Indel

from docgen.roundtrip.comparing.align import merged_opcodes
from docgen.roundtrip.reading.docx_model import OBJECT, DocxObject, DocxParagraph

_TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[A-Za-z]+|.", re.DOTALL)


@dataclass(frozen=True)
class Token:
    """One token and the weight of its first character; an object is its own weight."""

    text: str
    weight: str | DocxObject


def tokens(text: str, weights: str, cuts: Sequence[int] = ()) -> list[Token]:
    """Returns the tokens of ``text``; none extends over an offset in ``cuts``."""
    edges = sorted({0, *cuts, len(text)})
    pieces = ((edges[i], text[edges[i] : edges[i + 1]]) for i in range(len(edges) - 1))
    return [
        Token(match[0], weights[start + match.start()])
        for start, piece in pieces
        for match in _TOKEN.finditer(piece)
    ]


def _tokens_of(paragraph: DocxParagraph, cuts: Sequence[int] = ()) -> list[Token]:
    """Returns the tokens of a paragraph; the weight of an object is the object itself."""
    objects = iter(paragraph.objects)
    return [
        Token(OBJECT, next(objects, "")) if token.text == OBJECT else token
        for token in tokens(paragraph.text, paragraph.weights, cuts)
    ]


@dataclass(frozen=True)
class Change:
    """Characters ``start:stop`` of the old text became ``to_start:to_stop`` of the new text.

    ``text`` and ``weights`` are those of the new characters, ``objects`` the objects among
    them.
    """

    start: int
    stop: int
    to_start: int
    to_stop: int
    text: str
    weights: str
    objects: tuple[DocxObject, ...] = ()

    @property
    def key(self) -> object:
        """Equal for changes that do the same to the old text."""
        return self.start, self.stop, self.text, self.weights, self.objects


@dataclass(frozen=True)
class Revision:
    """The changes from one version of a paragraph to another; ``cuts`` split tokens of the old."""

    old: DocxParagraph
    new: DocxParagraph
    cuts: tuple[int, ...] = ()

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The changes, in order; the text between them is equal in both versions."""
        return tuple(self._changes())

    def _changes(self) -> Iterator[Change]:
        before, after = _tokens_of(self.old, self.cuts), _tokens_of(self.new)
        ends = [0, *accumulate(len(token.text) for token in before)]
        to_ends = [0, *accumulate(len(token.text) for token in after)]
        for same, (start, stop, to_start, to_stop) in merged_opcodes(Indel.opcodes(before, after)):
            if not same:
                span = (ends[start], ends[stop], to_ends[to_start], to_ends[to_stop])
                part = slice(span[2], span[3])
                weights = (token.weight for token in after[to_start:to_stop])
                objects = tuple(weight for weight in weights if isinstance(weight, DocxObject))
                yield Change(*span, self.new.text[part], self.new.weights[part], objects)
