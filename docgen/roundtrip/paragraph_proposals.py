"""What edits of paragraphs mean for the content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from docgen.content.blocks import PLAIN, Heading
from docgen.content.content_edits import ContentEdits
from docgen.content.markdown_text import NewBlock
from docgen.content.markdown_writer import Bound, Prose
from docgen.diagnostics import Place
from docgen.roundtrip.align import Item
from docgen.roundtrip.diff import Edit
from docgen.roundtrip.docx_model import OBJECT, PAGE, DocxParagraph, Kind, paragraphs
from docgen.roundtrip.origins import BlockOf, Origins
from docgen.roundtrip.proposals import Proposal, SkipReason, Write
from docgen.roundtrip.value_tracking import TrackedValue, TrackedValues, joined, track_values
from docgen.templates.provenance import Stretch

_FIGURE = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
"""A number as content files have it."""


class ParagraphProposals:
    """Proposes for paragraphs of the document that ``origins`` knows."""

    def __init__(self, origins: Origins) -> None:
        self._origins = origins

    def reworded(self, edit: Edit) -> Proposal:
        """Paragraphs that were changed, split or joined."""
        olds, news = _texts(edit.old), [_bare(one) for one in _texts(edit.new)]
        proposal = Proposal(edit)
        if _things(edit.old) != _things(edit.new):
            proposal.stays(SkipReason.OBJECT)
        if [_said(one) for one in olds] == [_said(one) for one in news]:
            return proposal.stays(SkipReason.OBJECT)
        if any(OBJECT in one.text for one in olds):
            return proposal.stays(SkipReason.OBJECT)
        if block := self._origins.block(olds[0]):
            return self._markdown(proposal, block, olds, news)
        return self._values(proposal, olds, news)

    def _markdown(
        self,
        proposal: Proposal,
        block: BlockOf,
        olds: list[DocxParagraph],
        news: list[DocxParagraph],
    ) -> Proposal:
        blocks = [self._origins.block(one) for one in olds]
        if any(one is None or one.document is not block.document for one in blocks):
            return proposal.stays(SkipReason.FIXED)
        old, new = joined(olds), joined(news)
        bound = [one for one in old.sources if one.source.binding]
        found = track_values(old, new, bound)
        proposal.place = self._block_place(block)
        self._figures(proposal, old, new, found)
        if not (found.outside or len(olds) != len(news) or len(found.found) < len(bound)
                or olds[0].kind != news[0].kind):  # fmt: skip
            return proposal
        writing = list(self._blocks(block, olds, news, found))
        proposal.writes.append(replacing(block, writing))
        rest = [one.number for one in blocks[1:] if one]
        proposal.writes += [removing(replace(block, number=number)) for number in rest]
        return proposal

    def _block_place(self, block: BlockOf) -> Place:
        blocks = block.document.blocks
        return blocks[block.number].place if block.number < len(blocks) else block.document.place

    def _figures(
        self, proposal: Proposal, old: DocxParagraph, new: DocxParagraph, found: TrackedValues
    ) -> None:
        """A bound value that was overtyped goes to its field, if there is one."""
        for one in found.found:
            if not one.same:
                self._value(proposal, one.stretch, old, new.text[one.start : one.stop])

    def _value(self, proposal: Proposal, stretch: Stretch, old: DocxParagraph, text: str) -> None:
        was = old.text[stretch.start : stretch.stop]
        place = self._origins.typed(stretch, was)
        if place is not None and _FIGURE.fullmatch(was) and not _may_be_figure(text):
            proposal.place = proposal.place or place
            proposal.stays(SkipReason.FIGURE)
        elif place is not None:
            proposal.place = proposal.place or place
            proposal.values.append((place, text.strip()))
        elif stretch.source.place is not None:
            typed = self._origins.drafts.keys(stretch.source.place)
            proposal.stays(SkipReason.KEY if typed is None else SkipReason.PART)
        else:
            proposal.stays(SkipReason.DERIVED, self._origins.formula(stretch.source.value))

    def _blocks(
        self,
        block: BlockOf,
        olds: list[DocxParagraph],
        news: list[DocxParagraph],
        found: TrackedValues,
    ) -> Iterator[NewBlock]:
        """The new paragraphs, each with the bindings that are still in it."""
        at = 0
        source = block.document.blocks[block.number]
        for new in news:
            prose = Prose(new.text, new.weights, tuple(self._bindings(found.found, at, new)))
            at += len(new.text)
            same = new.kind == olds[0].kind
            if isinstance(source, Heading) and same and new.kind == Kind():
                prose = replace(prose, weights=PLAIN * len(prose.weights))  # a heading in a cell
            kind = Kind("same") if same else new.kind
            yield NewBlock(kind.name, kind.level, prose)

    def _bindings(
        self, found: Sequence[TrackedValue], at: int, new: DocxParagraph
    ) -> Iterator[Bound]:
        for one in found:
            binding = one.stretch.source.binding
            if binding and at <= one.start and one.stop <= at + len(new.text):
                expression = self._origins.drafts.expression(binding)
                yield Bound(one.start - at, one.stop - at, expression)

    def _values(
        self, proposal: Proposal, olds: list[DocxParagraph], news: list[DocxParagraph]
    ) -> Proposal:
        """Values that are printed in a paragraph of the form."""
        old = olds[0]
        if not old.sources:
            return proposal.stays(SkipReason.FIXED)
        if len(olds) > 1:
            return proposal.stays(SkipReason.PART)
        if _is_value(old):
            self._value(proposal, old.sources[0], old, "\n".join(one.text for one in news))
            if any(one.weights.strip() for one in news):
                proposal.stays(SkipReason.LOOK)
            return proposal
        if len(news) > 1:
            return proposal.stays(SkipReason.FIXED)
        found = track_values(old, news[0], old.sources).widened()
        self._figures(proposal, old, news[0], found)
        return proposal.stays(SkipReason.FIXED) if found.outside else proposal

    def added(self, edit: Edit) -> Proposal:
        """A new paragraph belongs to the text that stands before it, or else behind it."""
        proposal = Proposal(edit)
        (new,) = (_bare(one) for one in _texts(edit.new))
        if OBJECT in edit.new[0].text or PAGE in edit.new[0].text:  # type: ignore[union-attr]
            proposal.stays(SkipReason.OBJECT)
        if not new.text.strip():
            return proposal
        target = self.target(edit)
        if target is None:
            return self._appended(proposal, edit, new)
        block, after = target
        proposal.place = self._block_place(block)
        proposal.writes.append(inserting(block, after, _new_block(new)))
        return proposal

    def target(self, edit: Edit) -> tuple[BlockOf, int] | None:
        """The Markdown text into which something is put, and the block behind which."""
        for one, offset in self._neighbours(edit):
            block = self._origins.block(one)
            if (block and block.cell is None) or (block and offset == 0):
                return block, block.number - offset if block.document.blocks else -1
        return None

    def _neighbours(self, edit: Edit) -> Iterator[tuple[DocxParagraph, int]]:
        """The paragraph before, the empty ones here, the one behind; 1 for what comes behind."""
        around = edit.around or ()
        if edit.at:
            yield from ((one, 0) for one in list(paragraphs(around[edit.at - 1]))[-1:])
        for item in around[edit.at :]:
            first = next(paragraphs(item), None)
            if first is not None:
                yield first, 1
            if not (isinstance(item, DocxParagraph) and item.empty):
                return

    def _appended(self, proposal: Proposal, edit: Edit, new: DocxParagraph) -> Proposal:
        """Words in a cell whose value is a plain text, or was blank."""
        for one, offset in self._neighbours(edit):
            if _is_value(one) and (one.empty or offset == 0):
                text = new.text if one.empty else f"{one.text}\n{new.text}"
                self._value(proposal, one.sources[0], one, text)
                return proposal
        return proposal.stays(SkipReason.NOWHERE)

    def removed(self, edit: Edit) -> Proposal:
        """A paragraph that is gone."""
        proposal = Proposal(edit)
        (old,) = _texts(edit.old)
        if block := self._origins.block(old):
            proposal.place = self._block_place(block)
            proposal.writes.append(removing(block))
            return proposal
        if (
            len(old.sources) == 1
            and old.text == old.text[old.sources[0].start : old.sources[0].stop]
        ):
            self._value(proposal, old.sources[0], old, "")
            return proposal
        return proposal.stays(SkipReason.FIXED)

    def moved(self, edit: Edit) -> Proposal:
        """A paragraph that stands elsewhere now: it goes as it was typed, if its words stayed."""
        proposal = Proposal(edit)
        old, new = _texts(edit.old)[0], _bare(_texts(edit.new)[0])
        block, target = self._origins.block(old), self.target(edit)
        if block is None or target is None or block.cell or target[0].cell:
            return proposal.stays(SkipReason.NOWHERE if block else SkipReason.FIXED)
        proposal.place = self._block_place(block)
        bound = [one for one in old.sources if one.source.binding]
        found = track_values(old, new, bound)
        self._figures(proposal, old, new, found)
        if found.outside or old.kind != new.kind:
            (written,) = self._blocks(block, [old], [new], found)
            written = replace(written, kind=new.kind.name, level=new.kind.level)
            proposal.writes.append(inserting(*target, written))
        else:
            proposal.writes.append(moving(block, *target))
        proposal.writes.append(removing(block))
        return proposal


def _may_be_figure(text: str) -> bool:
    """A figure may be overtyped by a figure, or taken out."""
    return not text.strip() or _FIGURE.fullmatch(text.strip()) is not None


def _texts(items: Sequence[Item]) -> list[DocxParagraph]:
    return [one for one in items if isinstance(one, DocxParagraph)]


def _is_value(paragraph: DocxParagraph) -> bool:
    """Whether all of it is one value."""
    spans = [(one.start, one.stop) for one in paragraph.sources]
    return spans == [(0, len(paragraph.text))]


def _things(items: Sequence[Item]) -> list[str]:
    texts = _texts(items)
    return [thing for one in texts for thing in (*one.objects, *(PAGE * one.text.count(PAGE)))]


def _bare(paragraph: DocxParagraph) -> DocxParagraph:
    """Without pictures and page breaks, which no content file can say."""
    kept = [i for i, one in enumerate(paragraph.text) if one not in (OBJECT, PAGE)]
    text, weights = ("".join(side[i] for i in kept) for side in (paragraph.text, paragraph.weights))
    return replace(paragraph, text=text, weights=weights)


def _said(paragraph: DocxParagraph) -> tuple[object, ...]:
    return paragraph.text.strip(), paragraph.weights.strip(), paragraph.kind


def _new_block(paragraph: DocxParagraph) -> NewBlock:
    kind = paragraph.kind
    return NewBlock(kind.name, kind.level, Prose(paragraph.text, paragraph.weights))


def replacing(block: BlockOf, writing: list[NewBlock]) -> Write:
    """A block becomes ``writing``; a cell of a table its first."""

    def write(drafts: ContentEdits) -> bool:
        text = drafts.markdown(block.document.place)
        if block.cell:
            return text.replace_cell(block.number, block.cell, writing[0].prose)
        return text.replace(block.number, writing)

    return write


def removing(block: BlockOf) -> Write:
    """A block goes; a cell of a table is emptied."""

    def write(drafts: ContentEdits) -> bool:
        text = drafts.markdown(block.document.place)
        if block.cell:
            return text.replace_cell(block.number, block.cell, Prose("", ""))
        text.remove(block.number)
        return True

    return write


def inserting(block: BlockOf, after: int, new: NewBlock) -> Write:
    """A new block behind the block ``after``."""
    return lambda drafts: drafts.markdown(block.document.place).insert(after, new)


def moving(block: BlockOf, target: BlockOf, after: int) -> Write:
    """The lines of a block, once more, behind ``after`` of another text."""

    def write(drafts: ContentEdits) -> bool:
        lines = drafts.markdown(block.document.place).source(block.number)
        item = lines[0].lstrip()[:1] in "-*+0123456789"
        drafts.markdown(target.document.place).insert_lines(after, lines, item=item)
        return True

    return write
