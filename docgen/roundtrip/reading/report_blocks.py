"""A Word file of any make as the blocks that a Markdown text has, with places in the file.

    .docx -> DocxFile (docx_reader) -> Document of Paragraph | Heading | Item | Table

Body and tables stand in reading order: text boxes behind the paragraph that holds them, notes
behind the paragraph that refers to them, nested tables behind the table around them. Numbers that
Word makes are no text. Every line has a place of its own, whose ``spot`` is page, table, row and
cell, or the heading above and the first words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.document import Document as WordDocument

from docgen.content.blocks import Block, Document, Heading, Item, Marker, Paragraph
from docgen.diagnostics import DocumentPlace, Place
from docgen.roundtrip.reading.docx_model import Block as DocxBlock
from docgen.roundtrip.reading.docx_model import DocxFile, DocxParagraph, DocxTable
from docgen.roundtrip.reading.docx_reader import read_document
from docgen.roundtrip.reading.heading_looks import HeadingLooks
from docgen.roundtrip.reading.placed_lines import Pages, PlacedLines, place_of, plain_words
from docgen.roundtrip.reading.printed_text import (
    PrintedLine,
    line_of_note,
    printed_lines,
    text_in,
)
from docgen.roundtrip.reading.report_tables import TableReader
from docgen.word.style_cascade import Cascade

_HEADING = 24
"""Characters of a heading that tell where a paragraph is."""


def report_document(document: WordDocument, file: str, pages: Pages) -> Document:
    """What a reader of an open Word file sees, as a text whose places are in ``file``.

    ``pages`` are the pages of its paragraphs, as far as they are known.
    """
    reader = _ReportReader(document, PlacedLines(file, pages))
    return Document(tuple(reader.blocks(read_document(document).body)), Place(file))


def report_lines(document: WordDocument) -> tuple[DocxFile, list[PrintedLine]]:
    """What was read of an open file, and the lines that its :func:`report_document` counts."""
    file, lines = read_document(document), PlacedLines("", {})
    for _ in _ReportReader(document, lines).blocks(file.body):
        pass  # each block that is made counts its lines
    return file, lines.made


class _ReportReader:
    """Turns the blocks of one file into blocks of content, and counts as it goes."""

    def __init__(self, document: WordDocument, lines: PlacedLines) -> None:
        self._lines = lines
        self._looks = HeadingLooks(Cascade(document))
        self._tables = self._lists = 0
        self._heading, self._in_list = "", False

    def blocks(self, read: Sequence[DocxBlock]) -> Iterator[Block]:
        """The blocks of the body; a table of one cell is a frame around what stands in it."""
        for block in read:
            if isinstance(block, DocxParagraph):
                yield from self._paragraphs(block)
            elif len(block.rows) == 1 and len(block.rows[0].cells) == 1:
                yield from self.blocks(block.rows[0].cells[0].blocks)
            else:
                yield from self._table(block)

    def _table(self, table: DocxTable) -> Iterator[Block]:
        self._in_list = False
        self._tables += 1
        yield from TableReader(self._lines).tables(table, self._tables)

    def _paragraphs(self, paragraph: DocxParagraph) -> Iterator[Block]:
        """A paragraph, or several where line breaks part them; then its text boxes and notes."""
        for line in printed_lines(paragraph):
            text = text_in(line)
            if text and not self._looks.is_of_contents(paragraph.element, paragraph.text):
                yield self._block(paragraph, line, text)
        for box in paragraph.boxes:
            yield from self._paragraphs(box)
        for note in filter(None, paragraph.notes):
            spot = self._spot(paragraph)
            inlines = self._lines.paragraph(line_of_note(note), spot)
            yield Paragraph(inlines, place_of(inlines))

    def _spot(self, paragraph: DocxParagraph) -> DocumentPlace:
        return DocumentPlace(page=self._lines.page(paragraph.element), heading=self._heading)

    def _block(self, paragraph: DocxParagraph, line: PrintedLine, text: str) -> Block:
        level = self._looks.level(paragraph.element, text)
        inlines = self._lines.paragraph(line, self._spot(paragraph))
        place, kind = place_of(inlines), paragraph.kind
        is_item = not level and kind.name in ("number", "bullet")
        self._lists += is_item and not self._in_list
        self._in_list = is_item
        if level:
            self._heading = plain_words(text, _HEADING)
            return Heading(level, inlines, place, 1)
        if is_item:
            marker = Marker.BULLET if kind.name == "bullet" else Marker.POINT
            depth = max(kind.level - 1, 0)
            return Item(marker, depth, self._lists, 1, True, inlines, place, "", 1)
        return Paragraph(inlines, place)
