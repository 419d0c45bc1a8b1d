"""Splits a paragraph into tokens, and compares two versions of it.

A token is a number (``1,260.00`` is one), a Latin word, or any other single character; each has
its weight. Chinese is compared character by character, figures as a whole. Where values are to be
whole, each value that a ``{{ }}`` printed is one token: 2025年3月20日.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, chain, pairwise

from rapidfuzz.distance import Indel

from docgen.roundtrip.comparing.align import merged_opcodes
from docgen.roundtrip.reading.docx_model import OBJECT, DocxObject, DocxParagraph

_TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[A-Za-z]+|.", re.DOTALL)


@dataclass(frozen=True)
class Token:
    """One token and the weight of its first character; an object is its own weight.

    A value has the weights of all its characters, and is equal to a value alone.
    """

    text: str
    weight: str | tuple[str, ...] | DocxObject


def tokens(
    text: str, weights: str, cuts: Sequence[int] = (), values: Collection[tuple[int, int]] = ()
) -> list[Token]:
    """Returns the tokens of ``text``; none extends over an offset in ``cuts``.

    What stands from start to stop of one of the ``values`` is one token.
    """
    edges = sorted({0, *cuts, *chain.from_iterable(values), len(text)})
    found = list[Token]()
    for start, stop in pairwise(edges):
        if (start, stop) in values:
            found.append(Token(text[start:stop], tuple(weights[start:stop])))
        else:
            pieces = _TOKEN.finditer(text, start, stop)
            found += [Token(piece[0], weights[piece.start()]) for piece in pieces]
    return found


def tokens_of(
    paragraph: DocxParagraph, cuts: Sequence[int] = (), *, whole_values: bool = False
) -> list[Token]:
    """Returns the tokens of a paragraph; the weight of an object is the object itself."""
    objects = iter(paragraph.objects)
    values = {(value.start, value.stop) for value in paragraph.values} if whole_values else ()
    found = list[Token]()
    for token in tokens(paragraph.text, paragraph.weights, cuts, values):
        inside = [next(objects, "") for _ in range(token.text.count(OBJECT))]
        found.append(Token(OBJECT, inside[0]) if token.text == OBJECT else token)
    return found


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
    """The changes from one version of a paragraph to another.

    Attributes:
        old: the old version.
        new: the new version.
        cuts: offsets that split tokens of the old version.
        whole_values: whether each value of either version is one token.
    """

    old: DocxParagraph
    new: DocxParagraph
    cuts: tuple[int, ...] = ()
    whole_values: bool = False

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The changes, in order; the text between them is equal in both versions."""
        return tuple(self._changes())

    def _changes(self) -> Iterator[Change]:
        before = tokens_of(self.old, self.cuts, whole_values=self.whole_values)
        after = tokens_of(self.new, whole_values=self.whole_values)
        ends = [0, *accumulate(len(token.text) for token in before)]
        to_ends = [0, *accumulate(len(token.text) for token in after)]
        for same, (start, stop, to_start, to_stop) in merged_opcodes(Indel.opcodes(before, after)):
            if not same:
                span = (ends[start], ends[stop], to_ends[to_start], to_ends[to_stop])
                new = part(self.new, span[2], span[3])
                yield Change(*span, new.text, new.weights, new.objects)

    def words_of(self, change: Change) -> Iterator[Change]:
        """Yields the changes within one of the changes, with its values compared by words."""
        old = part(self.old, change.start, change.stop)
        new = part(self.new, change.to_start, change.to_stop)
        for inner in Revision(old, new).changes:
            yield replace(
                inner,
                start=inner.start + change.start,
                stop=inner.stop + change.start,
                to_start=inner.to_start + change.to_start,
                to_stop=inner.to_stop + change.to_start,
            )


def part(paragraph: DocxParagraph, start: int, stop: int) -> DocxParagraph:
    """Characters ``start:stop`` of a paragraph, with their objects and the sources among them."""
    first = paragraph.text.count(OBJECT, 0, start)
    objects = paragraph.objects[first : first + paragraph.text.count(OBJECT, start, stop)]
    sources = tuple(
        replace(stretch, start=stretch.start - start, stop=stretch.stop - start)
        for stretch in paragraph.sources
        if start <= stretch.start and stretch.stop <= stop
    )
    text, weights = paragraph.text[start:stop], paragraph.weights[start:stop]
    return replace(paragraph, text=text, weights=weights, objects=objects, sources=sources)
