"""The Markdown of a report's chapters and long cells, with the pictures in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from docx.document import Document
from lxml import etree

from docgen.roundtrip.reading.docx_model import Block, DocxParagraph, DocxTable
from docgen.roundtrip.reading.docx_reader import read_document
from docgen.scaffold.taken.chapters.chapter_text import ChapterText, cell_text, chapter_text
from docgen.scaffold.taken.chapters.left_parts import LeftPart
from docgen.scaffold.taken.chapters.numbered_report import NumberedReport
from docgen.scaffold.taken.report_reading import Keys, ReadText

_PICTURES, _CHAPTERS = "images", "narrative"


@dataclass
class TakenTexts:
    """Markdown by field.

    Attributes:
        markdown: the text of each field that holds Markdown.
        pictures: the bytes of their pictures, by file names in the unit's folder.
        left: what Markdown cannot say.
    """

    markdown: dict[Keys, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    left: list[LeftPart] = field(default_factory=list)

    def add(self, keys: Keys, text: ChapterText) -> None:
        """Adds the text of a field."""
        self.markdown[keys] = text.markdown.strip("\n")
        self.pictures |= text.pictures
        self.left += text.left


def taken_texts(document: Document, texts: Iterable[ReadText]) -> TakenTexts:
    """The Markdown of those ``texts`` of a report whose fields hold Markdown."""
    taken, blocks = TakenTexts(), dict(_blocks(read_document(document).body))
    report = NumberedReport(document)
    for found in texts:
        if not found.is_markdown:
            continue
        own = [blocks[element] for element in found.elements if element in blocks]
        first = len(taken.pictures) + 1
        if found.keys[0] == _CHAPTERS:
            text = chapter_text(own, report, _PICTURES, first, from_folder=_CHAPTERS)
        else:
            text = cell_text(own, report, _PICTURES, first)
        taken.add(found.keys, text)
    return taken


def _blocks(blocks: Iterable[Block]) -> Iterator[tuple[etree._Element, Block]]:
    """Every paragraph and table with its element, those in cells included."""
    for block in blocks:
        if isinstance(block, DocxParagraph):
            yield block.element, block
        elif isinstance(block, DocxTable):
            yield block.element, block
            for row in block.rows:
                for cell in row.cells:
                    yield from _blocks(cell.blocks)
