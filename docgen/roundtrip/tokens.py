"""Words of a paragraph, and how one version of it became another.

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

from docgen.roundtrip.align import gaps
from docgen.roundtrip.docx_model import DocxParagraph

_TOKEN = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|[A-Za-z]+|.", re.DOTALL)


@dataclass(frozen=True)
class Token:
    """One word, and its weight."""

    text: str
    weight: str


def tokens(text: str, weights: str, cuts: Sequence[int] = ()) -> list[Token]:
    """The tokens of ``text``; none reaches over one of the offsets in ``cuts``."""
    edges = sorted({0, *cuts, len(text)})
    pieces = ((edges[i], text[edges[i] : edges[i + 1]]) for i in range(len(edges) - 1))
    return [
        Token(match[0], weights[start + match.start()])
        for start, piece in pieces
        for match in _TOKEN.finditer(piece)
    ]


@dataclass(frozen=True)
class Change:
    """Characters ``start:stop`` of the old text became ``to_start:to_stop`` of the new one."""

    start: int
    stop: int
    to_start: int
    to_stop: int
    text: str
    weights: str


@dataclass(frozen=True)
class Revision:
    """How one version of a paragraph became another; ``cuts`` are seams of the old text."""

    old: DocxParagraph
    new: DocxParagraph
    cuts: tuple[int, ...] = ()

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What was changed, in order; what stands between them is the same in both."""
        return tuple(self._changes())

    def _changes(self) -> Iterator[Change]:
        before = tokens(self.old.text, self.old.weights, self.cuts)
        after = tokens(self.new.text, self.new.weights)
        ends = [0, *accumulate(len(one.text) for one in before)]
        to_ends = [0, *accumulate(len(one.text) for one in after)]
        for same, (start, stop, to_start, to_stop) in gaps(Indel.opcodes(before, after)):
            if not same:
                span = (ends[start], ends[stop], to_ends[to_start], to_ends[to_stop])
                part = slice(span[2], span[3])
                yield Change(*span, self.new.text[part], self.new.weights[part])

    def includes(self, other: Revision) -> bool:
        """Whether all that ``other`` did to the same old paragraph was done here as well."""
        did = {(one.start, one.stop, one.text, one.weights) for one in self.changes}
        other_did = {(one.start, one.stop, one.text, one.weights) for one in other.changes}
        old = self.old
        return (
            other_did <= did
            and other.new.kind in (old.kind, self.new.kind)
            and other.new.objects in (old.objects, self.new.objects)
            and all(box.key in {one.key for one in (*old.boxes, *self.new.boxes)}
                    for box in other.new.boxes)
        )  # fmt: skip
