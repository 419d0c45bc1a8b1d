"""What is done to the drafts of content files, put off until it is tried."""

from __future__ import annotations

from docgen.content.drafts import Drafts
from docgen.content.markdown_text import NewBlock
from docgen.content.markdown_writer import Prose
from docgen.edits.origins import BlockOf
from docgen.edits.proposals import Write


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
