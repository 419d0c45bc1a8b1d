"""Proposes content changes for edits of rows: items of a list, or rows of a Markdown table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from docgen.content.block_writer import NewBlock
from docgen.content.blocks import PLAIN
from docgen.content.content_edits import ContentEdits, changed_item, filled_item
from docgen.content.markdown_text import blocks_markdown
from docgen.content.markdown_writer import Prose
from docgen.content.yaml_writer import KeyPath as Keys
from docgen.diagnostics import Place
from docgen.roundtrip.comparing.diff import Edit
from docgen.roundtrip.proposing.origins import Origins, SourceBlock
from docgen.roundtrip.proposing.proposals import Proposal, SkipReason, Write
from docgen.roundtrip.reading.docx_model import (
    DocxCell,
    DocxParagraph,
    DocxRow,
    paragraphs,
    without_empty,
)

Entry = tuple[str, Keys]
"""A content file, and the keys of a list item in it."""


class RowProposals:
    """Proposes content changes for rows, by the origins of the document."""

    def __init__(self, origins: Origins) -> None:
        self._origins = origins

    def removed(self, edit: Edit) -> Proposal:
        """Returns the proposal for a removed row."""
        proposal, row = Proposal(edit), _row(edit.old)
        block, item = self._block(row), self._item(row)
        if block and block.cell and block.cell[0]:
            proposal.write(self._place(block), _row_removed(block, block.cell[0]))
        elif block or item is None:  # the header of a table stays
            proposal.skip(SkipReason.ROW)
        elif self._origins.drafts.item_text(*item) is None:
            proposal.skip(SkipReason.ONE_LINE)
        else:
            proposal.write(self._place(item), lambda drafts: drafts.remove_item(*item))
        return proposal

    def added(self, edit: Edit) -> Proposal:
        """Returns the proposal for a new row: an item like that of the row above, or else below.

        One in which nothing is filled in has nothing to carry.
        """
        proposal, row = Proposal(edit), _row(edit.new)
        if not any(cell.text.strip() for cell in row.cells):
            return proposal.skip(SkipReason.BLANK_ROW)
        if any(paragraph.objects for paragraph in paragraphs(row)):
            return proposal.skip(SkipReason.OBJECT)
        for model, before in self._models(edit):
            if block := self._block(model):
                proposal.write(self._place(block), _row_inserted(block, row, before=before))
                return proposal
            item = self._item(model)
            if item and len(model.cells) == len(row.cells):
                values = self._values(row, model, item)
                if values and not any(text.strip() for text in values.values()):
                    return proposal.skip(SkipReason.BLANK_ROW)
                source = self._origins.drafts.item_text(*item)
                if source is None:
                    return proposal.skip(SkipReason.ONE_LINE)
                if values:
                    text = filled_item(source, values)
                    proposal.write(self._place(item), _item_inserted(item, text, before=before))
                    return proposal
        return proposal.skip(SkipReason.ROW)

    def moved(self, edit: Edit) -> Proposal:
        """Returns the proposal for a moved row; its item is moved as typed, but for new values."""
        proposal, old, new = Proposal(edit), _row(edit.old), _row(edit.new)
        own = self._item(old)
        if own is None:
            parts = (self.removed(edit), self.added(edit))
            proposal.writes = [write for part in parts for write in part.writes]
            proposal.written = [place for part in parts for place in part.written]
            return proposal if all(part.writes for part in parts) else proposal.skip(SkipReason.ROW)
        if self._origins.drafts.item_text(*own) is None:
            return proposal.skip(SkipReason.ONE_LINE)
        changed = dict(self._typed(proposal, self._changed(old, new, own), own))
        for model, before in self._models(edit):
            item = self._item(model)
            if item and item != own:
                move = _item_moved(own, item, changed, before=before)
                proposal.write(self._place(own), move, lambda drafts: drafts.remove_item(*own))
                return proposal
        return proposal.skip(SkipReason.ROW)

    def remerged(self, edit: Edit) -> Proposal:
        """Returns the proposal for a row with other merged cells: what they say are its values.

        Cells that docgen did not merge stay: the office merged them for the eye.
        """
        proposal = Proposal(edit)
        match edit.old, edit.new:
            case [DocxRow() as old], [DocxRow() as new] if item := self._item(old):
                pairs = [
                    (was, now)
                    for was, now in zip(old.cells, new.cells, strict=False)
                    if was.shape != now.shape and (was.covered or was.opens)
                ]
                before = replace(old, cells=tuple(was for was, _ in pairs))
                after = replace(new, cells=tuple(now for _, now in pairs))
                changed = self._changed(before, after, item)
                for keys, text in self._typed(proposal, changed, item):
                    if place := self._origins.drafts.place(item[0], (*item[1], *keys)):
                        proposal.values.append((place, text))
        return proposal if proposal.values else proposal.skip(SkipReason.CELLS)

    def _typed(
        self, proposal: Proposal, changed: Mapping[Keys, str], item: Entry
    ) -> Iterator[tuple[Keys, str]]:
        """Those of the ``changed`` values of an item that are typed; others stay, with a reason."""
        file = self._origins.drafts.yaml(item[0])
        for keys, text in changed.items():
            path = (*item[1], *keys)
            if file and path in file.places and file.is_taken(path):
                proposal.skip(SkipReason.CELL, file.value(file.places[path]))
            else:
                yield keys, text

    def _changed(self, old: DocxRow, new: DocxRow, item: Entry) -> dict[Keys, str]:
        """The values of ``item``, which ``old`` prints, that are others in ``new``."""
        if len(old.cells) != len(new.cells):
            return {}
        before, after = self._values(old, old, item), self._values(new, old, item)
        return {keys: text for keys, text in after.items() if text != before.get(keys)}

    def _models(self, edit: Edit) -> Iterator[tuple[DocxRow, bool]]:
        """Yields the rows above and below, each with whether the new row goes before it."""
        siblings, index = edit.siblings or (), edit.index
        above, below = siblings[index - 1 : index], siblings[index : index + 1]
        for rows, before in ((above, False), (below, True)):
            yield from ((row, before) for row in rows if isinstance(row, DocxRow))

    def _place(self, near: SourceBlock | Entry) -> Place:
        """The place of an item, or of a table."""
        if isinstance(near, SourceBlock):
            return near.document.blocks[near.number].place
        return self._origins.drafts.item_place(*near)

    def _item(self, row: DocxRow) -> Entry | None:
        return self._origins.item(row)

    def _block(self, row: DocxRow) -> SourceBlock | None:
        """Returns the cell of a Markdown table that a paragraph of ``row`` prints, or ``None``."""
        for cell in row.cells:
            for item in cell.blocks:
                block = self._origins.block(item) if isinstance(item, DocxParagraph) else None
                if block and block.cell:
                    return block
        return None

    def _values(self, row: DocxRow, model: DocxRow, item: Entry) -> dict[Keys, str]:
        """The values of ``row`` by the keys of ``item``, which ``model`` prints.

        There are none if Markdown cannot express one of them. A merged cell that covers the row
        gives its text.
        """
        values: dict[Keys, str] = {}
        for cell, model_cell in zip(row.cells, model.cells, strict=True):
            shown = model_cell.seen
            target = self._origins.cell_keys(shown.blocks, item[1], in_list=model_cell.covered)
            if target:
                keys, is_markdown = target
                text = _markdown(cell.seen) if is_markdown else cell.seen.text
                if text is None:
                    return {}
                values[keys] = text
        return values


def _row(items: tuple[object, ...]) -> DocxRow:
    (row,) = items
    assert isinstance(row, DocxRow)
    return row


def _paragraphs(cell: DocxCell) -> list[DocxParagraph]:
    return [block for block in without_empty(cell.blocks) if isinstance(block, DocxParagraph)]


def _markdown(cell: DocxCell) -> str | None:
    blocks = (
        NewBlock(
            paragraph.kind.name, paragraph.kind.level, Prose(paragraph.text, paragraph.weights)
        )
        for paragraph in _paragraphs(cell)
    )
    return blocks_markdown(list(blocks))


def _cell_prose(lines: list[DocxParagraph]) -> Prose:
    """Joins paragraphs with spaces, since a cell of a Markdown table is one line."""
    return Prose(" ".join(line.text for line in lines), PLAIN.join(line.weights for line in lines))


def _row_removed(block: SourceBlock, row: int) -> Write:
    def write(drafts: ContentEdits) -> bool:
        drafts.markdown(block.document.place).table(block.number).remove(row)
        return True

    return write


def _row_inserted(block: SourceBlock, row: DocxRow, *, before: bool) -> Write:
    def write(drafts: ContentEdits) -> bool:
        assert block.cell
        cells = [_cell_prose(_paragraphs(cell)) for cell in row.cells]
        after = block.cell[0] - before
        return drafts.markdown(block.document.place).table(block.number).insert(after, cells)

    return write


def _item_inserted(item: Entry, text: str, *, before: bool) -> Write:
    return lambda drafts: drafts.insert_item(*item, text, before=before)


def _item_moved(own: Entry, target: Entry, changed: Mapping[Keys, str], *, before: bool) -> Write:
    def write(drafts: ContentEdits) -> bool:
        text = drafts.item_text(*own)
        if text is None:
            return False
        return drafts.insert_item(*target, changed_item(text, changed), before=before)

    return write
