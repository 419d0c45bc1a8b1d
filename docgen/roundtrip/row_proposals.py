"""What added, removed and moved rows mean for the content: items of a list, rows of Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.content.blocks import PLAIN
from docgen.content.content_edits import ContentEdits, filled_item
from docgen.content.markdown_text import NewBlock, markdown_of
from docgen.content.markdown_writer import Prose
from docgen.content.yaml_writer import Path as Keys
from docgen.roundtrip.diff import Edit
from docgen.roundtrip.docx_model import DocxCell, DocxParagraph, DocxRow, solid
from docgen.roundtrip.origins import BlockOf, Origins
from docgen.roundtrip.proposals import Proposal, SkipReason, Write

Entry = tuple[str, Keys]
"""A file, and the list item in it."""


class RowProposals:
    """Proposes for rows of the document that ``origins`` knows."""

    def __init__(self, origins: Origins) -> None:
        self._origins = origins

    def removed(self, edit: Edit) -> Proposal:
        """A row that is gone."""
        proposal, row = Proposal(edit), _row(edit.old)
        if block := self._block(row):
            proposal.writes.append(_row_removed(block))
        elif item := self._item(row):
            proposal.writes.append(lambda drafts: drafts.remove_item(*item))
        else:
            proposal.stays(SkipReason.ROW)
        return proposal

    def added(self, edit: Edit) -> Proposal:
        """A new row is an item like that of the row above it, or else below it."""
        proposal, row = Proposal(edit), _row(edit.new)
        for model, before in self._models(edit):
            if block := self._block(model):
                proposal.writes.append(_row_inserted(block, row, before=before))
                return proposal
            item = self._item(model)
            if item and len(model.cells) == len(row.cells):
                text = self._item_of(row, model, item)
                if text is not None:
                    proposal.writes.append(_item_inserted(item, text, before=before))
                    return proposal
        return proposal.stays(SkipReason.ROW)

    def moved(self, edit: Edit) -> Proposal:
        """A row that stands elsewhere now, with its item as it was typed."""
        proposal, old = Proposal(edit), _row(edit.old)
        own = self._item(old)
        if own is None:
            both = (self.removed(edit), self.added(edit))
            proposal.writes = [write for one in both for write in one.writes]
            return proposal if all(one.writes for one in both) else proposal.stays(SkipReason.ROW)
        for model, before in self._models(edit):
            item = self._item(model)
            if item and item != own:
                proposal.writes += [
                    _item_moved(own, item, before=before),
                    lambda drafts: drafts.remove_item(*own),
                ]
                return proposal
        return proposal.stays(SkipReason.ROW)

    def _models(self, edit: Edit) -> Iterator[tuple[DocxRow, bool]]:
        """The rows above and below the place, and whether the new one goes before it."""
        around = edit.around or ()
        above, below = around[edit.at - 1 : edit.at], around[edit.at : edit.at + 1]
        for rows, before in ((above, False), (below, True)):
            yield from ((one, before) for one in rows if isinstance(one, DocxRow))

    def _item(self, row: DocxRow) -> Entry | None:
        return self._origins.item(row)

    def _block(self, row: DocxRow) -> BlockOf | None:
        """The row of a Markdown table that ``row`` is."""
        for cell in row.cells:
            for one in cell.blocks:
                block = self._origins.block(one) if isinstance(one, DocxParagraph) else None
                if block and block.cell:
                    return block
        return None

    def _item_of(self, row: DocxRow, model: DocxRow, item: Entry) -> str | None:
        """The lines of an item that says what ``row`` says; the rest of ``model``'s is blank."""
        values: dict[Keys, str] = {}
        for cell, like in zip(row.cells, model.cells, strict=True):
            known = self._origins.cell_keys(like.blocks, item[1])
            if known and not like.covered:
                keys, is_markdown = known
                text = _markdown(cell) if is_markdown else cell.text
                if text is None:
                    return None
                values[keys] = text
        source = self._origins.drafts.item_text(*item)
        return filled_item(source, values) if source and values else None


def _row(items: tuple[object, ...]) -> DocxRow:
    (row,) = items
    assert isinstance(row, DocxRow)
    return row


def _paragraphs(cell: DocxCell) -> list[DocxParagraph]:
    return [one for one in solid(cell.blocks) if isinstance(one, DocxParagraph)]


def _markdown(cell: DocxCell) -> str | None:
    blocks = (
        NewBlock(one.kind.name, one.kind.level, Prose(one.text, one.weights))
        for one in _paragraphs(cell)
    )
    return markdown_of(list(blocks))


def _row_removed(block: BlockOf) -> Write:
    def write(drafts: ContentEdits) -> bool:
        assert block.cell
        if not block.cell[0]:
            return False
        drafts.markdown(block.document.place).remove_row(block.number, block.cell[0])
        return True

    return write


def _row_inserted(block: BlockOf, row: DocxRow, *, before: bool) -> Write:
    def write(drafts: ContentEdits) -> bool:
        assert block.cell
        cells = [
            Prose(" ".join(one.text for one in texts), PLAIN.join(one.weights for one in texts))
            for texts in map(_paragraphs, row.cells)
        ]
        after = block.cell[0] - before
        return drafts.markdown(block.document.place).insert_row(block.number, after, cells)

    return write


def _item_inserted(item: Entry, text: str, *, before: bool) -> Write:
    return lambda drafts: drafts.insert_item(*item, text, before=before)


def _item_moved(own: Entry, target: Entry, *, before: bool) -> Write:
    def write(drafts: ContentEdits) -> bool:
        text = drafts.item_text(*own)
        return text is not None and drafts.insert_item(*target, text, before=before)

    return write
