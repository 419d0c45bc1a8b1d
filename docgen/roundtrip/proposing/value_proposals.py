"""Proposes new values for the fields of the content that edited paragraphs print."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.roundtrip.comparing.diff import Edit
from docgen.roundtrip.comparing.value_tracking import TrackedValues, track_values
from docgen.roundtrip.proposing.origins import Origins
from docgen.roundtrip.proposing.proposals import Proposal, SkipReason
from docgen.roundtrip.reading.docx_model import OBJECT, PAGE, DocxParagraph, paragraphs
from docgen.templates.provenance import Stretch

_FIGURE = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
"""A number as it is typed in content files."""


class ValueProposals:
    """Proposes values, by the origins of the document."""

    def __init__(self, origins: Origins) -> None:
        self._origins = origins

    def whole(self, proposal: Proposal, old: DocxParagraph, text: str) -> bool:
        """Proposes ``text`` for the value that the paragraph is; returns whether it is one."""
        value = _whole_value(old)
        if value:
            self._value(proposal, value, old, text)
        return value is not None

    def overtyped(
        self, proposal: Proposal, old: DocxParagraph, new: DocxParagraph, tracked: TrackedValues
    ) -> None:
        """Proposes the new text of each overtyped value for its field."""
        for value in tracked.values:
            if not value.same:
                self._value(proposal, value.stretch, old, new.text[value.start : value.stop])

    def reworded(
        self, proposal: Proposal, olds: list[DocxParagraph], news: list[DocxParagraph]
    ) -> Proposal:
        """Proposes the values of paragraphs of the form; its own words stay."""
        old = olds[0]
        if not old.sources:
            return proposal.skip(SkipReason.FIXED)
        if len(olds) > 1:
            return proposal.skip(SkipReason.PART)
        text = "\n".join(new.text for new in news)
        if _whole_value(old):
            if text == old.text:
                return proposal.skip(SkipReason.LOOK)
            self.whole(proposal, old, text)
            if any(new.weights.strip() for new in news):
                proposal.skip(SkipReason.LOOK)
            return proposal
        if len(news) > 1:
            return proposal.skip(SkipReason.FIXED)
        tracked = track_values(old, news[0], old.sources).widened()
        self.overtyped(proposal, old, news[0], tracked)
        return proposal.skip(SkipReason.FIXED) if tracked.other_changes else proposal

    def appended(self, proposal: Proposal, new: DocxParagraph) -> Proposal:
        """Appends text in a cell to its value, if that is plain text or blank."""
        for paragraph, is_above in neighbours(proposal.edit):
            text = new.text if paragraph.empty else f"{paragraph.text}\n{new.text}"
            if (paragraph.empty or is_above) and self.whole(proposal, paragraph, text):
                return proposal
        return proposal.skip(SkipReason.NOWHERE)

    def _value(self, proposal: Proposal, stretch: Stretch, old: DocxParagraph, text: str) -> None:
        """Proposes ``text`` for the value of ``stretch``, or sets the reason why it is skipped."""
        if OBJECT in text or PAGE in text:
            proposal.skip(SkipReason.OBJECT)
            return
        old_text = old.text[stretch.start : stretch.stop]
        place, source = self._origins.typed(stretch, old_text), stretch.source.place
        if source is not None and source.is_taken:
            proposal.skip(SkipReason.CELL, str(source))
        elif source is not None and self._origins.drafts.is_elsewhere(source.file):
            proposal.skip(SkipReason.UNIT, str(source))
        elif place is not None and _FIGURE.fullmatch(old_text) and not _may_be_figure(text):
            proposal.skip(SkipReason.FIGURE)
        elif place is not None:
            proposal.values.append((place, text.strip()))
        elif source is not None:
            keys = self._origins.drafts.keys(source)
            proposal.skip(SkipReason.KEY if keys is None else SkipReason.PART)
        else:
            proposal.skip(SkipReason.DERIVED, self._origins.formula(stretch.source.value))


def neighbours(edit: Edit) -> Iterator[tuple[DocxParagraph, bool]]:
    """Yields the paragraph above a new one, then the empty ones and the next below.

    Each comes with whether it is above.
    """
    siblings = edit.siblings or ()
    if edit.index:
        above = list(paragraphs(siblings[edit.index - 1]))
        yield from ((paragraph, True) for paragraph in above[-1:])
    for item in siblings[edit.index :]:
        first = next(paragraphs(item), None)
        if first is not None:
            yield first, False
        if not (isinstance(item, DocxParagraph) and item.empty):
            return


def _may_be_figure(text: str) -> bool:
    """Whether ``text`` may replace a figure: another figure, or nothing."""
    return not text.strip() or _FIGURE.fullmatch(text.strip()) is not None


def _whole_value(paragraph: DocxParagraph) -> Stretch | None:
    """The value that the whole paragraph is, or ``None``."""
    match paragraph.sources:
        case [value] if (value.start, value.stop) == (0, len(paragraph.text)):
            return value
    return None
