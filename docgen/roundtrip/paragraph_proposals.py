"""What edits of paragraphs mean for the content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from docgen.content.blocks import Heading
from docgen.content.content_edits import Drafts
from docgen.content.markdown_text import NewBlock
from docgen.content.markdown_writer import Bound, Prose
from docgen.diagnostics import Place
from docgen.roundtrip.align import Item
from docgen.roundtrip.diff import Edit
from docgen.roundtrip.docx_model import OBJECT, PAGE, Kind, Paragraph, paragraphs
from docgen.roundtrip.origins import BlockOf, Origins
from docgen.roundtrip.proposals import Proposal, Why, Write
from docgen.roundtrip.value_tracking import Fate, Fates, fates, joined
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
            proposal.stays(Why.OBJECT)
        if [_said(one) for one in olds] == [_said(one) for one in news]:
            return proposal.stays(Why.OBJECT)
        if any(OBJECT in one.text for one in olds):
            return proposal.stays(Why.OBJECT)
        if block := self._origins.block(olds[0]):
            return self._markdown(proposal, block, olds, news)
        return self._values(proposal, olds, news)

    def _markdown(
        self, proposal: Proposal, block: BlockOf, olds: list[Paragraph], news: list[Paragraph]
    ) -> Proposal:
        blocks = [self._origins.block(one) for one in olds]
        if any(one is None or one.document is not block.document for one in blocks):
            return proposal.stays(Why.FIXED)
        old, new = joined(olds), joined(news)
        bound = [one for one in old.sources if one.source.binding]
        found = fates(old, new, bound)
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

    def _figures(self, proposal: Proposal, old: Paragraph, new: Paragraph, found: Fates) -> None:
        """A bound value that was overtyped goes to its field, if there is one."""
        for one in found.found:
            if not one.same:
                self._value(proposal, one.stretch, old, new.text[one.start : one.stop])

    def _value(self, proposal: Proposal, stretch: Stretch, old: Paragraph, text: str) -> None:
        was = old.text[stretch.start : stretch.stop]
        place = self._origins.typed(stretch, was)
        if place is not None and _FIGURE.fullmatch(was) and not _may_be_figure(text):
            proposal.place = proposal.place or place
            proposal.stays(Why.FIGURE)
        elif place is not None:
            proposal.place = proposal.place or place
            proposal.values.append((place, text.strip()))
        elif stretch.source.place is not None:
            typed = self._origins.drafts.keys(stretch.source.place)
            proposal.stays(Why.KEY if typed is None else Why.PART)
        else:
            proposal.stays(Why.DERIVED, self._origins.formula(stretch.source.value))

    def _blocks(
        self, block: BlockOf, olds: list[Paragraph], news: list[Paragraph], found: Fates
    ) -> Iterator[NewBlock]:
        """The new paragraphs, each with the bindings that are still in it."""
        at = 0
        source = block.document.blocks[block.number]
        for new in news:
            prose = Prose(new.text, new.looks, tuple(self._bindings(found.found, at, new)))
            at += len(new.text)
            same = new.kind == olds[0].kind
            if isinstance(source, Heading) and same and new.kind == Kind():
                prose = replace(prose, looks=" " * len(prose.looks))  # a heading in a cell
            kind = Kind("same") if same else new.kind
            yield NewBlock(kind.name, kind.level, prose)

    def _bindings(self, found: Sequence[Fate], at: int, new: Paragraph) -> Iterator[Bound]:
        for one in found:
            binding = one.stretch.source.binding
            if binding and at <= one.start and one.stop <= at + len(new.text):
                expression = self._origins.drafts.expression(binding)
                yield Bound(one.start - at, one.stop - at, expression)

    def _values(self, proposal: Proposal, olds: list[Paragraph], news: list[Paragraph]) -> Proposal:
        """Values that are printed in a paragraph of the form."""
        old = olds[0]
        if not old.sources:
            return proposal.stays(Why.FIXED)
        if len(olds) > 1:
            return proposal.stays(Why.PART)
        if _is_value(old):
            self._value(proposal, old.sources[0], old, "\n".join(one.text for one in news))
            if any(one.looks.strip() for one in news):
                proposal.stays(Why.LOOK)
            return proposal
        if len(news) > 1:
            return proposal.stays(Why.FIXED)
        found = fates(old, news[0], old.sources).widened()
        self._figures(proposal, old, news[0], found)
        return proposal.stays(Why.FIXED) if found.outside else proposal

    def added(self, edit: Edit) -> Proposal:
        """A new paragraph belongs to the text that stands before it, or else behind it."""
        proposal = Proposal(edit)
        (new,) = (_bare(one) for one in _texts(edit.new))
        if OBJECT in edit.new[0].text or PAGE in edit.new[0].text:  # type: ignore[union-attr]
            proposal.stays(Why.OBJECT)
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

    def _neighbours(self, edit: Edit) -> Iterator[tuple[Paragraph, int]]:
        """The paragraph before, the empty ones here, the one behind; 1 for what comes behind."""
        around = edit.around or ()
        if edit.at:
            yield from ((one, 0) for one in list(paragraphs(around[edit.at - 1]))[-1:])
        for item in around[edit.at :]:
            first = next(paragraphs(item), None)
            if first is not None:
                yield first, 1
            if not (isinstance(item, Paragraph) and item.empty):
                return

    def _appended(self, proposal: Proposal, edit: Edit, new: Paragraph) -> Proposal:
        """Words in a cell whose value is a plain text, or was blank."""
        for one, offset in self._neighbours(edit):
            if _is_value(one) and (one.empty or offset == 0):
                text = new.text if one.empty else f"{one.text}\n{new.text}"
                self._value(proposal, one.sources[0], one, text)
                return proposal
        return proposal.stays(Why.NOWHERE)

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
        return proposal.stays(Why.FIXED)

    def moved(self, edit: Edit) -> Proposal:
        """A paragraph that stands elsewhere now: it goes as it was typed, if its words stayed."""
        proposal = Proposal(edit)
        old, new = _texts(edit.old)[0], _bare(_texts(edit.new)[0])
        block, target = self._origins.block(old), self.target(edit)
        if block is None or target is None or block.cell or target[0].cell:
            return proposal.stays(Why.NOWHERE if block else Why.FIXED)
        proposal.place = self._block_place(block)
        bound = [one for one in old.sources if one.source.binding]
        found = fates(old, new, bound)
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


def _texts(items: Sequence[Item]) -> list[Paragraph]:
    return [one for one in items if isinstance(one, Paragraph)]


def _is_value(paragraph: Paragraph) -> bool:
    """Whether all of it is one value."""
    spans = [(one.start, one.stop) for one in paragraph.sources]
    return spans == [(0, len(paragraph.text))]


def _things(items: Sequence[Item]) -> list[str]:
    texts = _texts(items)
    return [thing for one in texts for thing in (*one.objects, *(PAGE * one.text.count(PAGE)))]


def _bare(paragraph: Paragraph) -> Paragraph:
    """Without pictures and page breaks, which no content file can say."""
    kept = [i for i, one in enumerate(paragraph.text) if one not in (OBJECT, PAGE)]
    text, looks = ("".join(side[i] for i in kept) for side in (paragraph.text, paragraph.looks))
    return replace(paragraph, text=text, looks=looks)


def _said(paragraph: Paragraph) -> tuple[object, ...]:
    return paragraph.text.strip(), paragraph.looks.strip(), paragraph.kind


def _new_block(paragraph: Paragraph) -> NewBlock:
    kind = paragraph.kind
    return NewBlock(kind.name, kind.level, Prose(paragraph.text, paragraph.looks))


def replacing(block: BlockOf, writing: list[NewBlock]) -> Write:
    """A block becomes ``writing``; a cell of a table its first."""

    def write(drafts: Drafts) -> bool:
        text = drafts.markdown(block.document.place)
        if block.cell:
            return text.replace_cell(block.number, block.cell, writing[0].prose)
        return text.replace(block.number, writing)

    return write


def removing(block: BlockOf) -> Write:
    """A block goes; a cell of a table is emptied."""

    def write(drafts: Drafts) -> bool:
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

    def write(drafts: Drafts) -> bool:
        lines = drafts.markdown(block.document.place).source(block.number)
        item = lines[0].lstrip()[:1] in "-*+0123456789"
        drafts.markdown(target.document.place).insert_lines(after, lines, item=item)
        return True

    return write
