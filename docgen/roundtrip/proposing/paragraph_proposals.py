"""Proposes content changes for edits of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from docgen.content.blocks import PLAIN, Heading
from docgen.content.content_edits import ContentEdits
from docgen.content.markdown_text import NewBlock
from docgen.content.markdown_writer import BoundRange, Prose
from docgen.diagnostics import Place
from docgen.roundtrip.comparing.align import Item
from docgen.roundtrip.comparing.diff import Edit
from docgen.roundtrip.comparing.tokens import Revision
from docgen.roundtrip.comparing.value_tracking import (
    TrackedValue,
    TrackedValues,
    join_paragraphs,
    track_values,
)
from docgen.roundtrip.merging.paragraph_merge import merge_texts
from docgen.roundtrip.proposing.origins import Origins, SourceBlock
from docgen.roundtrip.proposing.proposals import Proposal, SkipReason, Write
from docgen.roundtrip.reading.docx_model import OBJECT, PAGE, DocxParagraph, Kind, paragraphs
from docgen.templates.provenance import Stretch

_FIGURE = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
"""A number as it is typed in content files."""


class ParagraphProposals:
    """Proposes content changes for paragraphs, by the origins of the document.

    Paragraphs of ``gone`` do not stand in the office's document as they did.
    """

    def __init__(self, origins: Origins, gone: Collection[DocxParagraph] = ()) -> None:
        self._origins = origins
        self._gone = {id(paragraph) for paragraph in gone}

    def reworded(self, edit: Edit) -> Proposal:
        """Returns the proposal for paragraphs that were changed, split or joined."""
        olds = _paragraphs(edit.old)
        news = [_without_objects(paragraph) for paragraph in _paragraphs(edit.new)]
        proposal = Proposal(edit)
        if _objects(edit.old) != _objects(edit.new):
            proposal.skip(SkipReason.OBJECT)
            if _stand_for_words(olds, _paragraphs(edit.new)):
                return self._replaced(proposal, olds, _paragraphs(edit.new))
        if list(map(_text_key, olds)) == list(map(_text_key, news)):
            return proposal.skip(SkipReason.BLANK)
        if any(map(_blanks_around, news)) and not any(map(_blanks_around, olds)):
            proposal.skip(SkipReason.BLANK)
            news = list(map(_without_blanks_around, news))
        block = self._origins.block(olds[0])
        if any(OBJECT in paragraph.text for paragraph in olds):
            if block or proposal.reason:
                return proposal.skip(SkipReason.OBJECT)
            return self._values(proposal, olds, _paragraphs(edit.new))
        if block:
            return self._markdown(proposal, block, olds, news)
        return self._values(proposal, olds, news)

    def _replaced(
        self, proposal: Proposal, olds: list[DocxParagraph], news: list[DocxParagraph]
    ) -> Proposal:
        """Removes paragraphs of a text that a picture or the like has replaced; values stay."""
        blocks = [self._origins.block(old) for old in olds]
        words = "".join(_without_objects(new).text for new in news).strip()
        is_read = any(obj.reads_as_text for new in news for obj in new.objects)
        if words or is_read or not all(block and block.cell is None for block in blocks):
            return proposal
        proposal.writes += [removing(block) for block in blocks if block]
        return proposal

    def _markdown(
        self,
        proposal: Proposal,
        block: SourceBlock,
        olds: list[DocxParagraph],
        news: list[DocxParagraph],
    ) -> Proposal:
        blocks = [self._origins.block(paragraph) for paragraph in olds]
        if any(other is None or other.document is not block.document for other in blocks):
            return proposal.skip(SkipReason.FIXED)
        old, new = join_paragraphs(olds), join_paragraphs(news)
        bound = _bound(old)
        tracked = track_values(old, new, bound)
        proposal.place = self._block_place(block)
        self._overtyped(proposal, old, new, tracked)
        changed = (
            tracked.other_changes
            or [old.kind for old in olds] != [new.kind for new in news]
            or len(tracked.values) < len(bound)
        )
        if not changed:
            return proposal
        if not new.text.strip():
            proposal.writes += [removing(other) for other in blocks if other]
            return proposal
        new_blocks = list(self._blocks(block, olds, news, tracked))
        proposal.writes.append(replacing(block, new_blocks))
        rest = [other.number for other in blocks[1:] if other]
        proposal.writes += [removing(replace(block, number=number)) for number in rest]
        return proposal

    def _block_place(self, block: SourceBlock) -> Place:
        blocks = block.document.blocks
        return blocks[block.number].place if block.number < len(blocks) else block.document.place

    def _overtyped(
        self, proposal: Proposal, old: DocxParagraph, new: DocxParagraph, tracked: TrackedValues
    ) -> None:
        """Proposes the new text of each overtyped value for its field."""
        for value in tracked.values:
            if not value.same:
                self._value(proposal, value.stretch, old, new.text[value.start : value.stop])

    def _value(self, proposal: Proposal, stretch: Stretch, old: DocxParagraph, text: str) -> None:
        """Proposes ``text`` for the value of ``stretch``, or sets the reason why it is skipped."""
        if OBJECT in text or PAGE in text:
            proposal.skip(SkipReason.OBJECT)
            return
        old_text = old.text[stretch.start : stretch.stop]
        place = self._origins.typed(stretch, old_text)
        if place is not None and _FIGURE.fullmatch(old_text) and not _may_be_figure(text):
            proposal.place = proposal.place or place
            proposal.skip(SkipReason.FIGURE)
        elif place is not None:
            proposal.place = proposal.place or place
            proposal.values.append((place, text.strip()))
        elif stretch.source.place is not None:
            keys = self._origins.drafts.keys(stretch.source.place)
            proposal.skip(SkipReason.KEY if keys is None else SkipReason.PART)
        else:
            proposal.skip(SkipReason.DERIVED, self._origins.formula(stretch.source.value))

    def _blocks(
        self,
        block: SourceBlock,
        olds: list[DocxParagraph],
        news: list[DocxParagraph],
        tracked: TrackedValues,
    ) -> Iterator[NewBlock]:
        """Yields the new paragraphs, each with the bindings that are still in it."""
        at = 0
        source = next(iter(block.document.blocks[block.number :]), None)  # a chapter may be empty
        for new in news:
            prose = Prose(new.text, new.weights, tuple(self._bindings(tracked.values, at, new)))
            at += len(new.text)
            same = new.kind == olds[0].kind
            if isinstance(source, Heading) and same and new.kind == Kind():
                # A heading in a cell is printed as bold text: its weight is not typed.
                prose = replace(prose, weights=PLAIN * len(prose.weights))
            kind = Kind("same") if same else new.kind
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

    def _values(
        self, proposal: Proposal, olds: list[DocxParagraph], news: list[DocxParagraph]
    ) -> Proposal:
        """Proposes for values that are printed in a paragraph of the form."""
        old = olds[0]
        if not old.sources:
            return proposal.skip(SkipReason.FIXED)
        if len(olds) > 1:
            return proposal.skip(SkipReason.PART)
        if value := _whole_value(old):
            if "\n".join(new.text for new in news) == old.text:
                return proposal.skip(SkipReason.LOOK)
            self._value(proposal, value, old, "\n".join(new.text for new in news))
            if any(new.weights.strip() for new in news):
                proposal.skip(SkipReason.LOOK)
            return proposal
        if len(news) > 1:
            return proposal.skip(SkipReason.FIXED)
        tracked = track_values(old, news[0], old.sources).widened()
        self._overtyped(proposal, old, news[0], tracked)
        return proposal.skip(SkipReason.FIXED) if tracked.other_changes else proposal

    def added(self, edit: Edit) -> Proposal:
        """Returns the proposal for a new paragraph: it joins the text before it, or else after."""
        proposal = Proposal(edit)
        (shown,) = _paragraphs(edit.new)
        new = _without_objects(shown)
        if new.text != shown.text:
            proposal.skip(SkipReason.OBJECT)
        if not new.text.strip() or any(obj.reads_as_text for obj in shown.objects):
            return proposal
        target = self.target(edit)
        if target is None:
            return self._appended(proposal, edit, new)
        block, after = target
        proposal.place = self._block_place(block)
        proposal.writes.append(inserting(block, after, _new_block(new)))
        return proposal

    def target(self, edit: Edit) -> tuple[SourceBlock, int] | None:
        """Returns a block of the text to insert into, and the number of the block before."""
        for paragraph, offset in sorted(self._neighbours(edit), key=self._comes_later):
            block = self._origins.block(paragraph)
            if block and (block.cell is None or offset == 0):
                return block, block.number - offset if block.document.blocks else -1
        return None

    def _comes_later(self, neighbour: tuple[DocxParagraph, int]) -> bool:
        """False for the mark of an empty chapter that was typed over: the text belongs there."""
        block = self._origins.block(neighbour[0])
        return not (block and not block.document.blocks and id(neighbour[0]) in self._gone)

    def _neighbours(self, edit: Edit) -> Iterator[tuple[DocxParagraph, int]]:
        """Yields the paragraph before with 0; then the empty ones and the next, each with 1."""
        siblings = edit.siblings or ()
        if edit.index:
            before = list(paragraphs(siblings[edit.index - 1]))
            yield from ((paragraph, 0) for paragraph in before[-1:])
        for item in siblings[edit.index :]:
            first = next(paragraphs(item), None)
            if first is not None:
                yield first, 1
            if not (isinstance(item, DocxParagraph) and item.empty):
                return

    def _appended(self, proposal: Proposal, edit: Edit, new: DocxParagraph) -> Proposal:
        """Appends text in a cell to its value, if that is plain text or blank."""
        for paragraph, offset in self._neighbours(edit):
            value = _whole_value(paragraph)
            if value and (paragraph.empty or offset == 0):
                text = new.text if paragraph.empty else f"{paragraph.text}\n{new.text}"
                self._value(proposal, value, paragraph, text)
                return proposal
        return proposal.skip(SkipReason.NOWHERE)

    def removed(self, edit: Edit) -> Proposal:
        """Returns the proposal for a removed paragraph."""
        proposal = Proposal(edit)
        (old,) = _paragraphs(edit.old)
        if block := self._origins.block(old):
            proposal.place = self._block_place(block)
            proposal.writes.append(removing(block))
            return proposal
        if value := _whole_value(old):
            self._value(proposal, value, old, "")
            return proposal
        return proposal.skip(SkipReason.FIXED)

    def moved(self, edit: Edit) -> Proposal:
        """Returns the proposal for a moved paragraph; its lines move as typed if unchanged."""
        proposal = Proposal(edit)
        (old,), (new,) = _paragraphs(edit.old), map(_without_objects, _paragraphs(edit.new))
        block, target = self._origins.block(old), self.target(edit)
        if block is None or target is None or block.cell or target[0].cell:
            return proposal.skip(SkipReason.NOWHERE if block else SkipReason.FIXED)
        proposal.place = self._block_place(block)
        tracked = track_values(old, new, _bound(old))
        self._overtyped(proposal, old, new, tracked)
        if tracked.other_changes or old.kind != new.kind:
            (new_block,) = self._blocks(block, [old], [new], tracked)
            new_block = replace(new_block, kind=new.kind.name, level=new.kind.level)
            proposal.writes.append(inserting(*target, new_block))
        else:
            proposal.writes.append(moving(block, *target))
        proposal.writes.append(removing(block))
        return proposal


def _may_be_figure(text: str) -> bool:
    """Whether ``text`` may replace a figure: another figure, or nothing."""
    return not text.strip() or _FIGURE.fullmatch(text.strip()) is not None


def _bound(paragraph: DocxParagraph) -> list[Stretch]:
    """Returns the stretches that a ``{{ }}`` in Markdown printed."""
    return [stretch for stretch in paragraph.sources if stretch.source.binding]


def _paragraphs(items: Sequence[Item]) -> list[DocxParagraph]:
    return [item for item in items if isinstance(item, DocxParagraph)]


def _whole_value(paragraph: DocxParagraph) -> Stretch | None:
    """The value that the whole paragraph is, or ``None``."""
    match paragraph.sources:
        case [value] if (value.start, value.stop) == (0, len(paragraph.text)):
            return value
    return None


def _objects(items: Sequence[Item]) -> list[object]:
    """Returns the objects, and :data:`PAGE` for each page break."""
    objects: list[object] = []
    for paragraph in _paragraphs(items):
        objects += [*paragraph.objects, *(PAGE * paragraph.text.count(PAGE))]
    return objects


def _stand_for_words(olds: list[DocxParagraph], news: list[DocxParagraph]) -> bool:
    """Whether new objects replace words, or are read as words: then no words go back."""
    old, new = join_paragraphs(olds), join_paragraphs(news)
    objects = [obj for paragraph in (*olds, *news) for obj in paragraph.objects]
    return any(obj.reads_as_text for obj in objects) or any(
        OBJECT in change.text
        and not change.text.replace(OBJECT, "").strip()
        and old.text[change.start : change.stop].strip()
        for change in Revision(old, new).changes
    )


def _without_objects(paragraph: DocxParagraph) -> DocxParagraph:
    """Returns the paragraph without objects and page breaks, which content files cannot hold."""
    kept = [i for i, char in enumerate(paragraph.text) if char not in (OBJECT, PAGE)]
    text, weights = ("".join(side[i] for i in kept) for side in (paragraph.text, paragraph.weights))
    return replace(paragraph, text=text, weights=weights)


def _blanks_around(paragraph: DocxParagraph) -> bool:
    """Whether it begins or ends with full-width spaces or tabs, which no content file keeps."""
    return paragraph.text.strip(" ") != paragraph.text.strip()


def _without_blanks_around(paragraph: DocxParagraph) -> DocxParagraph:
    start = len(paragraph.text) - len(paragraph.text.lstrip())
    kept = slice(start, start + len(paragraph.text.strip()))
    return replace(paragraph, text=paragraph.text[kept], weights=paragraph.weights[kept])


def _text_key(paragraph: DocxParagraph) -> tuple[object, ...]:
    """Equal for paragraphs of equal text, weights and kind."""
    return paragraph.text.strip(), paragraph.weights.strip(), paragraph.kind


def _new_block(paragraph: DocxParagraph) -> NewBlock:
    kind = paragraph.kind
    return NewBlock(kind.name, kind.level, Prose(paragraph.text, paragraph.weights))


def replacing(block: SourceBlock, new_blocks: list[NewBlock]) -> Write:
    """Returns the write that replaces a block, or a table cell by the first of ``new_blocks``."""

    def write(drafts: ContentEdits) -> bool:
        text = drafts.markdown(block.document.place)
        if not block.document.blocks:
            return all(text.insert(-1, new) for new in new_blocks)
        if block.cell:
            return text.replace_cell(block.number, block.cell, new_blocks[0].prose)
        return text.replace(block.number, new_blocks, merge_texts)

    return write


def removing(block: SourceBlock) -> Write:
    """Returns the write that removes a block, or empties a table cell."""

    def write(drafts: ContentEdits) -> bool:
        text = drafts.markdown(block.document.place)
        if block.cell:
            return text.replace_cell(block.number, block.cell, Prose("", ""))
        if block.document.blocks:
            text.remove(block.number)
        return True

    return write


def inserting(block: SourceBlock, after: int, new: NewBlock) -> Write:
    """Returns the write that inserts a block behind the block number ``after``."""
    return lambda drafts: drafts.markdown(block.document.place).insert(after, new)


def moving(block: SourceBlock, target: SourceBlock, after: int) -> Write:
    """Returns the write that copies the lines of a block behind ``after`` of the target's text."""

    def write(drafts: ContentEdits) -> bool:
        lines = drafts.markdown(block.document.place).source(block.number)
        item = lines[0].lstrip()[:1] in "-*+0123456789"
        drafts.markdown(target.document.place).insert_lines(after, lines, item=item)
        return True

    return write
