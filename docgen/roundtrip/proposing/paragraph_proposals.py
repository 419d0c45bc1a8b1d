"""Proposes content changes for edits of paragraphs.

Whatever the office did to paragraphs of a text, other blocks come into the place of those that
printed them (:meth:`docgen.content.markdown_text.MarkdownText.splice`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from docgen.content.block_writer import SAME, NewBlock, TypedBlock
from docgen.content.blocks import PLAIN, Heading, Paragraph
from docgen.content.content_edits import ContentEdits
from docgen.content.markdown_writer import BoundRange, Prose
from docgen.roundtrip.comparing.diff import Edit
from docgen.roundtrip.comparing.value_tracking import (
    TrackedValue,
    TrackedValues,
    join_paragraphs,
    track_values,
)
from docgen.roundtrip.merging.paragraph_merge import merge_texts
from docgen.roundtrip.proposing.origins import Origins, TextSpan
from docgen.roundtrip.proposing.plain_words import (
    has_blanks_around,
    objects_of,
    paragraphs_of,
    stand_for_words,
    without_blanks_around,
)
from docgen.roundtrip.proposing.proposals import Proposal, SkipReason, Write
from docgen.roundtrip.proposing.value_proposals import ValueProposals, neighbours
from docgen.roundtrip.reading.docx_model import OBJECT, DocxParagraph, DocxTable, Kind
from docgen.templates.provenance import Stretch


class ParagraphProposals:
    """Proposes content changes for paragraphs, by the origins of the document.

    Paragraphs of ``gone`` do not stand in the office's document as they did.
    """

    def __init__(self, origins: Origins, gone: Collection[DocxParagraph] = ()) -> None:
        self._origins = origins
        self._gone = {id(paragraph) for paragraph in gone}
        self._values = ValueProposals(origins)

    def reworded(self, edit: Edit) -> Proposal:
        """Returns the proposal for paragraphs that were changed, split or joined."""
        olds, shown = paragraphs_of(edit.old), paragraphs_of(edit.new)
        news = [paragraph.without_objects for paragraph in shown]
        proposal = Proposal(edit)
        if objects_of(edit.old) != objects_of(edit.new):
            proposal.skip(SkipReason.OBJECT)
            if stand_for_words(olds, shown):
                return self._replaced(proposal, olds, shown)
        if list(map(_text_key, olds)) == list(map(_text_key, news)):
            return proposal.skip(SkipReason.BLANK)
        if any(map(has_blanks_around, news)) and not any(map(has_blanks_around, olds)):
            proposal.skip(SkipReason.BLANK)
            news = list(map(without_blanks_around, news))
        is_text = self._origins.block(olds[0]) is not None
        if any(OBJECT in paragraph.text for paragraph in olds):
            if is_text or proposal.reason:
                return proposal.skip(SkipReason.OBJECT)
            return self._values.reworded(proposal, olds, shown)
        if caption := self._caption(olds):
            text = news[0].text if len(news) == 1 and not news[0].weights.strip() else None
            return self._recaptioned(proposal, caption, olds[0], text)
        if is_text:
            return self._in_text(proposal, olds, news)
        return self._values.reworded(proposal, olds, news)

    def _replaced(
        self, proposal: Proposal, olds: list[DocxParagraph], shown: list[DocxParagraph]
    ) -> Proposal:
        """Removes paragraphs of a text that a picture or the like has replaced; values stay."""
        words = "".join(new.without_objects.text for new in shown).strip()
        is_read = any(obj.reads_as_text for new in shown for obj in new.objects)
        span = self._origins.span(olds)
        if span and span.cell is None and not words and not is_read:
            proposal.write(span.place, splicing(span, []))
        return proposal

    def _in_text(
        self, proposal: Proposal, olds: list[DocxParagraph], news: list[DocxParagraph]
    ) -> Proposal:
        """Puts the new paragraphs in the place of the old ones' blocks, unless only values changed.

        The text of a value goes into its field.
        """
        span = self._origins.span(olds)
        if span is None:
            return proposal.skip(SkipReason.FIXED)
        tracked = self._tracked(proposal, olds, news)
        if proposal.reason and proposal.reason.why is SkipReason.FIGURE:
            return proposal  # words in the place of a figure belong to those beside it
        if _is_reworded(olds, news, tracked):
            is_blank = not any(new.text.strip() for new in news)
            blocks = [] if is_blank else list(self._blocks(span, olds, news, tracked))
            proposal.write(span.place, splicing(span, blocks))
        return proposal

    def _caption(self, olds: list[DocxParagraph]) -> TextSpan | None:
        """The block of the picture whose caption a paragraph is; ``None`` if it is none."""
        span = self._origins.span(olds) if len(olds) == 1 and OBJECT not in olds[0].text else None
        block = span.document.blocks[span.first] if span and span.first < span.last else None
        return span if isinstance(block, Paragraph) and block.figures else None

    def _recaptioned(
        self, proposal: Proposal, span: TextSpan, old: DocxParagraph, new: str | None
    ) -> Proposal:
        """Changes the caption of a picture; that of a text in several weights stays in Word."""
        if new is None:
            return proposal.skip(SkipReason.MARKDOWN)

        def write(drafts: ContentEdits) -> bool:
            return drafts.markdown(span.document.place).recaption(span.first, old.text, new)

        proposal.write(span.place, write)
        return proposal

    def _tracked(
        self, proposal: Proposal, olds: list[DocxParagraph], news: list[DocxParagraph]
    ) -> TrackedValues:
        """The bound values in the new paragraphs; proposes those that were overtyped."""
        old, new = join_paragraphs(olds), join_paragraphs(news)
        tracked = track_values(old, new, _bound(old))
        self._values.overtyped(proposal, old, new, tracked)
        return tracked

    def _blocks(
        self,
        span: TextSpan,
        olds: list[DocxParagraph],
        news: list[DocxParagraph],
        tracked: TrackedValues,
    ) -> Iterator[NewBlock]:
        """Yields the new paragraphs, each with the bindings that are still in it."""
        at = 0
        source = next(iter(span.document.blocks[span.first :]), None)  # a chapter may be empty
        for new in news:
            prose = Prose(new.text, new.weights, tuple(self._bindings(tracked.values, at, new)))
            at += len(new.text)
            same = new.kind == olds[0].kind
            if isinstance(source, Heading) and same and new.kind == Kind():
                # A heading in a cell is printed as bold text: its weight is not typed.
                prose = replace(prose, weights=PLAIN * len(prose.weights))
            kind = Kind(SAME) if same else new.kind
            yield NewBlock(kind.name, kind.level, prose)

    def _bindings(
        self, values: Sequence[TrackedValue], at: int, new: DocxParagraph
    ) -> Iterator[BoundRange]:
        """Yields the bindings in ``new``, which begins at the offset ``at`` of the joined text."""
        for value in values:
            binding = value.stretch.source.binding
            if binding and at <= value.start and value.stop <= at + len(new.text):
                expression = self._origins.drafts.expression(binding)
                yield BoundRange(value.start - at, value.stop - at, expression)

    def added(self, edit: Edit) -> Proposal:
        """Returns the proposal for a new paragraph: it joins the text before it, or else after."""
        proposal = Proposal(edit)
        (shown,) = paragraphs_of(edit.new)
        new = shown.without_objects
        if new.text != shown.text:
            proposal.skip(SkipReason.OBJECT)
        if has_blanks_around(new):
            proposal.skip(SkipReason.BLANK)
            new = without_blanks_around(new)
        if not new.text.strip() or any(obj.reads_as_text for obj in shown.objects):
            return proposal
        target = self._target(edit)
        if target is None:
            return self._values.appended(proposal, new)
        block = NewBlock(new.kind.name, new.kind.level, Prose(new.text, new.weights))
        proposal.write(target.place, splicing(target, [block]))
        return proposal

    def _target(self, edit: Edit) -> TextSpan | None:
        """Returns the place in a text where a new paragraph goes."""
        is_below_table = edit.index and isinstance((edit.siblings or ())[edit.index - 1], DocxTable)
        for paragraph, is_above in sorted(neighbours(edit), key=self._comes_later):
            block = self._origins.block(paragraph)
            if block and (block.cell is None or (is_above and is_below_table)):
                at = block.number + 1 if is_above and block.document.blocks else block.number
                return TextSpan(block.document, at, at)
        return None

    def _comes_later(self, neighbour: tuple[DocxParagraph, bool]) -> bool:
        """False for the mark of an empty chapter that was typed over: the text belongs there."""
        block = self._origins.block(neighbour[0])
        return not (block and not block.document.blocks and id(neighbour[0]) in self._gone)

    def removed(self, edit: Edit) -> Proposal:
        """Returns the proposal for a removed paragraph."""
        proposal = Proposal(edit)
        (old,) = paragraphs_of(edit.old)
        if caption := self._caption([old]):
            return self._recaptioned(proposal, caption, old, "")
        if span := self._origins.span([old]):
            proposal.write(span.place, splicing(span, []))
        elif not self._values.whole(proposal, old, ""):
            proposal.skip(SkipReason.FIXED)
        return proposal

    def moved(self, edit: Edit) -> Proposal:
        """Returns the proposal for a moved paragraph; its lines move as typed if unchanged."""
        proposal = Proposal(edit)
        (old,), (shown,) = paragraphs_of(edit.old), paragraphs_of(edit.new)
        new = shown.without_objects
        span, target = self._origins.span([old]), self._target(edit)
        if span is None or target is None or span.cell:
            return proposal.skip(SkipReason.NOWHERE if span else SkipReason.FIXED)
        tracked = self._tracked(proposal, [old], [new])
        block: NewBlock | TypedBlock
        if tracked.other_changes or old.kind != new.kind:
            (block,) = self._blocks(span, [old], [new], tracked)
            block = replace(block, kind=new.kind.name, level=new.kind.level)
        else:
            block = self._origins.drafts.markdown(span.document.place).blocks[span.first]
        proposal.write(span.place, splicing(span, []))
        proposal.write(target.place, splicing(target, [block]))
        return proposal


def _is_reworded(
    olds: list[DocxParagraph], news: list[DocxParagraph], tracked: TrackedValues
) -> bool:
    """Whether more changed than the text of values."""
    kinds = [old.kind for old in olds] != [new.kind for new in news]
    lost = len(tracked.values) < sum(len(_bound(old)) for old in olds)
    return bool(tracked.other_changes) or kinds or lost


def _bound(paragraph: DocxParagraph) -> list[Stretch]:
    """Returns the stretches that a ``{{ }}`` in Markdown printed."""
    return [stretch for stretch in paragraph.sources if stretch.source.binding]


def _text_key(paragraph: DocxParagraph) -> tuple[object, ...]:
    """Equal for paragraphs of equal text, weights and kind."""
    return paragraph.text.strip(), paragraph.weights.strip(), paragraph.kind


def splicing(span: TextSpan, new: Sequence[NewBlock | TypedBlock]) -> Write:
    """Returns the write that puts blocks in the place of others, or words into a table's cell."""

    def write(drafts: ContentEdits) -> bool:
        text = drafts.markdown(span.document.place)
        if span.cell is None:
            return text.splice(span.first, span.last, new, merge_texts)
        prose = next((block.prose for block in new if isinstance(block, NewBlock)), Prose("", ""))
        return text.table(span.first).replace_cell(*span.cell, prose)

    return write
