"""What became of the values in a paragraph that the office has edited.

A value is still there if nothing inside it changed. A figure that was overtyped is found by its
place: in a changed stretch of words, the first figure of the old words became the first of the new
ones, and so on, if both have as many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from docgen.roundtrip.docx_model import DocxParagraph
from docgen.roundtrip.tokens import Change, Revision
from docgen.templates.provenance import Stretch

_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


@dataclass(frozen=True)
class TrackedValue:
    """A value of the old paragraph is ``new.text[start:stop]`` now; ``same`` if unchanged."""

    stretch: Stretch
    start: int
    stop: int
    same: bool


@dataclass(frozen=True)
class TrackedValues:
    """What became of each value, and what else was changed. A value that is gone has no fate."""

    found: tuple[TrackedValue, ...]
    outside: tuple[Change, ...]

    def widened(self) -> TrackedValues:
        """What was put in right before or behind a value belongs to that value."""
        values, outside = list(self.found), list[Change]()
        for change in self.outside:
            at = next((i for i, one in enumerate(values) if _is_beside(change, one)), None)
            if at is None:
                outside.append(change)
            else:
                one = values[at]
                start, stop = min(one.start, change.to_start), max(one.stop, change.to_stop)
                values[at] = replace(one, start=start, stop=stop, same=False)
        return TrackedValues(tuple(values), tuple(outside))


def _is_beside(change: Change, fate: TrackedValue) -> bool:
    edges = (fate.stretch.start, fate.stretch.stop)
    return change.start == change.stop and change.start in edges


def joined(paragraphs: Sequence[DocxParagraph]) -> DocxParagraph:
    """Paragraphs as if they were one."""
    starts = [0, *accumulate(len(one.text) for one in paragraphs)]
    sources = tuple(
        replace(stretch, start=stretch.start + start, stop=stretch.stop + start)
        for one, start in zip(paragraphs, starts, strict=False)
        for stretch in one.sources
    )
    return replace(
        paragraphs[0],
        text="".join(one.text for one in paragraphs),
        weights="".join(one.weights for one in paragraphs),
        sources=sources,
    )


def track_values(
    old: DocxParagraph, new: DocxParagraph, stretches: Sequence[Stretch]
) -> TrackedValues:
    """What became of ``stretches`` of the old paragraph in the new one."""
    cuts = tuple(edge for one in stretches for edge in (one.start, one.stop))
    following = _Following(old, new, Revision(old, new, cuts).changes)
    found = tuple(filter(None, map(following.fate, stretches)))
    return TrackedValues(
        found, tuple(one for one in following.changes if not _is_inside(one, found))
    )


def _is_inside(change: Change, found: Sequence[TrackedValue]) -> bool:
    """Whether nothing but a value changed."""
    return any(
        not one.same
        and one.stretch.start <= change.start
        and change.stop <= one.stretch.stop
        and one.start <= change.to_start
        and change.to_stop <= one.stop
        for one in found
    )


@dataclass(frozen=True)
class _Following:
    old: DocxParagraph
    new: DocxParagraph
    changes: tuple[Change, ...]

    def fate(self, stretch: Stretch) -> TrackedValue | None:
        start, stop = stretch.start, stretch.stop
        touching = [one for one in self.changes if _touches(one, stretch)]
        if not touching:
            at = self.moved(start, behind=True)
            return TrackedValue(stretch, at, at + stop - start, True)
        if len(touching) == 1 and (figure := self.figure(stretch, touching[0])):
            return figure
        if all(start <= one.start and one.stop <= stop for one in touching):
            first, last = touching[0].to_start, touching[-1].to_stop
            start = first if touching[0].start == start else self.moved(start, behind=True)
            stop = last if touching[-1].stop == stop else self.moved(stop, behind=False)
            return TrackedValue(stretch, start, stop, False) if start < stop else None
        return None

    def moved(self, at: int, *, behind: bool) -> int:
        """Where the seam ``at`` of the old text is in the new; ``behind`` what was put in there."""
        shift = 0
        for one in self.changes:
            inserted_here = one.start == one.stop == at
            if one.stop < at or (one.stop == at and (behind or not inserted_here)):
                shift = one.to_stop - one.stop
        return at + shift

    def figure(self, stretch: Stretch, change: Change) -> TrackedValue | None:
        """The figure in the new words that has the place of this one in the old."""
        old = list(_NUMBER.finditer(self.old.text[change.start : change.stop]))
        new = list(_NUMBER.finditer(change.text))
        spans = [(change.start + one.start(), change.start + one.end()) for one in old]
        if len(old) != len(new) or (stretch.start, stretch.stop) not in spans:
            return None
        match = new[spans.index((stretch.start, stretch.stop))]
        at = change.to_start + match.start()
        text = self.old.text[stretch.start : stretch.stop]
        return TrackedValue(stretch, at, change.to_start + match.end(), match[0] == text)


def _touches(change: Change, stretch: Stretch) -> bool:
    """Whether something inside the stretch changed; an empty one is filled by what is put in."""
    if stretch.start == stretch.stop:
        return change.start <= stretch.start <= change.stop and bool(change.text)
    if change.start == change.stop:
        return stretch.start < change.start < stretch.stop
    return change.start < stretch.stop and stretch.start < change.stop
