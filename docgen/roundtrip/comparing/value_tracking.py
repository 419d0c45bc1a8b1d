"""Finds the values of a paragraph again after the office has edited it.

A value is unchanged if nothing inside it changed. An overtyped figure is found by its position: if
a change has as many figures in the old text as in the new, they correspond in order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from docgen.content.blocks import PLAIN
from docgen.roundtrip.comparing.tokens import Change, Revision
from docgen.roundtrip.reading.docx_model import DocxParagraph
from docgen.templates.provenance import Stretch

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


@dataclass(frozen=True)
class TrackedValue:
    """A value of the old paragraph that is ``new.text[start:stop]``; ``same`` if unchanged."""

    stretch: Stretch
    start: int
    stop: int
    same: bool

    @property
    def found(self) -> Stretch:
        """Where it stands in the new paragraph."""
        return replace(self.stretch, start=self.start, stop=self.stop)


@dataclass(frozen=True)
class TrackedValues:
    """The values that were found again, and the changes outside of them."""

    values: tuple[TrackedValue, ...]
    other_changes: tuple[Change, ...]

    @property
    def whole(self) -> tuple[TrackedValue, ...]:
        """The values without those beside which the new paragraph alone has words.

        Nobody knows whether such words are a part of the value.
        """
        return tuple(
            value
            for value in self.values
            if not any(change.text and _adjoins(change, value) for change in self.other_changes)
        )

    def widened(self) -> TrackedValues:
        """Returns the values extended by text that was inserted right before or behind them."""
        values, other_changes = list(self.values), list[Change]()
        for change in self.other_changes:
            beside = (i for i, tracked in enumerate(values) if _is_beside(change, tracked))
            index = next(beside, None)
            if index is None:
                other_changes.append(change)
            else:
                value = values[index]
                start, stop = min(value.start, change.to_start), max(value.stop, change.to_stop)
                values[index] = replace(value, start=start, stop=stop, same=False)
        return TrackedValues(tuple(values), tuple(other_changes))


def _adjoins(change: Change, value: TrackedValue) -> bool:
    return change.to_stop == value.start or change.to_start == value.stop


def _is_beside(change: Change, value: TrackedValue) -> bool:
    """Whether the change is an insertion at the start or end of the value."""
    edges = (value.stretch.start, value.stretch.stop)
    return change.start == change.stop and change.start in edges


def join_paragraphs(paragraphs: Sequence[DocxParagraph], end: str = "") -> DocxParagraph:
    """Returns one paragraph with the texts of several, ``end`` between them.

    It has the objects of all, and the other properties of the first.
    """
    starts = [0, *accumulate(len(paragraph.text) + len(end) for paragraph in paragraphs)]
    sources = tuple(
        replace(stretch, start=stretch.start + start, stop=stretch.stop + start)
        for paragraph, start in zip(paragraphs, starts, strict=False)
        for stretch in paragraph.sources
    )
    return replace(
        paragraphs[0],
        text=end.join(paragraph.text for paragraph in paragraphs),
        weights=(PLAIN * len(end)).join(paragraph.weights for paragraph in paragraphs),
        objects=tuple(digest for paragraph in paragraphs for digest in paragraph.objects),
        sources=sources,
    )


def track_values(
    old: DocxParagraph, new: DocxParagraph, stretches: Sequence[Stretch]
) -> TrackedValues:
    """Finds ``stretches`` of the old paragraph in the new one; removed values are left out."""
    cuts = tuple(edge for stretch in stretches for edge in (stretch.start, stretch.stop))
    tracker = _ValueTracker(old, new, Revision(old, new, cuts).changes)
    values = tuple(filter(None, map(tracker.find, stretches)))
    return TrackedValues(
        values, tuple(change for change in tracker.changes if not _is_inside(change, values))
    )


def _is_inside(change: Change, values: Sequence[TrackedValue]) -> bool:
    """Whether the change is inside one of the changed values, in the old and the new text."""
    return any(
        not value.same
        and value.stretch.start <= change.start
        and change.stop <= value.stretch.stop
        and value.start <= change.to_start
        and change.to_stop <= value.stop
        for value in values
    )


@dataclass(frozen=True)
class _ValueTracker:
    old: DocxParagraph
    new: DocxParagraph
    changes: tuple[Change, ...]

    def find(self, stretch: Stretch) -> TrackedValue | None:
        """Returns the value of ``stretch`` in the new text, or ``None`` if it was removed."""
        start, stop = stretch.start, stretch.stop
        touching = [change for change in self.changes if _touches(change, stretch)]
        if not touching:
            new_start = self.new_offset(start, behind=True)
            return TrackedValue(stretch, new_start, new_start + stop - start, True)
        if len(touching) == 1 and (figure := self.figure(stretch, touching[0])):
            return figure
        if all(start <= change.start and change.stop <= stop for change in touching):
            empty = start == stop  # and what is inserted there is its new text
            start = self.new_offset(start, behind=not empty)
            stop = self.new_offset(stop, behind=empty)
            return TrackedValue(stretch, start, stop, False) if start < stop else None
        return None

    def new_offset(self, offset: int, *, behind: bool) -> int:
        """Returns the offset in the new text; ``behind`` or before text that was inserted there."""
        shift = 0
        for change in self.changes:
            inserted_here = change.start == change.stop == offset
            if change.stop < offset or (change.stop == offset and (behind or not inserted_here)):
                shift = change.to_stop - change.stop
        return offset + shift

    def figure(self, stretch: Stretch, change: Change) -> TrackedValue | None:
        """Returns the figure of the new text at the position of the old one, or ``None``."""
        old = list(_NUMBER.finditer(self.old.text[change.start : change.stop]))
        new = list(_NUMBER.finditer(change.text))
        spans = [(change.start + match.start(), change.start + match.end()) for match in old]
        if len(old) != len(new) or (stretch.start, stretch.stop) not in spans:
            return None
        figure = new[spans.index((stretch.start, stretch.stop))]
        start, stop = change.to_start + figure.start(), change.to_start + figure.end()
        old_text = self.old.text[stretch.start : stretch.stop]
        return TrackedValue(stretch, start, stop, figure[0] == old_text)


def _touches(change: Change, stretch: Stretch) -> bool:
    """Whether the change is inside the stretch; an insertion at an empty stretch is."""
    if stretch.start == stretch.stop:
        return change.start <= stretch.start <= change.stop and bool(change.text)
    if change.start == change.stop:
        return stretch.start < change.start < stretch.stop
    return change.start < stretch.stop and stretch.start < change.stop
