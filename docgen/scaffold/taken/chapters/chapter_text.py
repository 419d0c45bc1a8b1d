"""The blocks of a Word file between two headings as the Markdown of a chapter, or of a cell.

Numbers that docgen prints itself, of headings and of items, are taken out of the text. What
Markdown cannot say is left, with the element that it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docgen.content.block_writer import needs_blank
from docgen.content.paragraph_lines import BULLET
from docgen.roundtrip.reading.docx_model import OBJECT, Block, DocxParagraph, DocxTable
from docgen.scaffold.taken.chapters.chapter_headings import (
    ChapterHeadings,
    TextStretch,
    begins_heading,
    is_deepest,
    stretches,
    without_number,
)
from docgen.scaffold.taken.chapters.chapter_lists import (
    PARTED,
    ChapterLists,
    ItemMarkup,
    list_number,
)
from docgen.scaffold.taken.chapters.chapter_pictures import ChapterPictures
from docgen.scaffold.taken.chapters.chapter_prose import TakenProse, in_one_line, taken_prose
from docgen.scaffold.taken.chapters.chapter_tables import ChapterTables
from docgen.scaffold.taken.chapters.fewest_escapes import heading_markdown, least_markdown
from docgen.scaffold.taken.chapters.left_parts import LeftPart
from docgen.scaffold.taken.chapters.numbered_report import NumberedReport

_FIGURE_TITLE = re.compile(r"图\s*[\d一二三四五六七八九十]+(?:[-—–.．－]\d+)*[\s：:.、]*(\S.*)")
_TITLE_AND_UNIT = re.compile(
    r"((?:续?表|附表)\s*[\d一二三四五六七八九十].*?)\s+[（(]?(?:金额|计量)?单位\s*[：:]\s*\S{1,12}"
)


@dataclass(frozen=True)
class ChapterText:
    """A chapter in Markdown.

    Attributes:
        markdown: its text.
        pictures: the bytes of its pictures, by file names relative to the unit's folder.
        left: what Markdown cannot say.
    """

    markdown: str
    pictures: Mapping[str, bytes]
    left: tuple[LeftPart, ...]


def chapter_text(
    blocks: Sequence[Block],
    report: NumberedReport,
    folder_of_pictures: str,
    first_picture: int,
    *,
    from_folder: str = "narrative",
) -> ChapterText:
    """The blocks below a chapter's heading as Markdown.

    Args:
        blocks: the blocks, as :func:`read_document` reads them of the report.
        report: the Word file.
        folder_of_pictures: where its pictures come to lie, relative to the unit's folder.
        first_picture: the number that the file of its first picture has in its name.
        from_folder: the folder of the file that shows them, relative to the unit's folder.
    """
    pictures = ChapterPictures(report.document, folder_of_pictures, first_picture, from_folder)
    return _ChapterWriter(report, pictures, in_cell=False).text(blocks)


def cell_text(
    blocks: Sequence[Block],
    report: NumberedReport,
    folder_of_pictures: str,
    first_picture: int,
    *,
    from_folder: str = "",
) -> ChapterText:
    """The blocks of a cell as Markdown, which has no headings there."""
    pictures = ChapterPictures(report.document, folder_of_pictures, first_picture, from_folder)
    return _ChapterWriter(report, pictures, in_cell=True).text(blocks)


@dataclass(frozen=True)
class _Written:
    """The lines of a block and its kind, as that of a new block of Markdown."""

    kind: str
    lines: tuple[str, ...]
    is_parted: bool = False


class _ChapterWriter:
    """Writes the blocks of one chapter."""

    def __init__(self, report: NumberedReport, pictures: ChapterPictures, *, in_cell: bool) -> None:
        self._pictures, self._in_cell = pictures, in_cell
        self._cascade, self._labels = report.cascade, report.labels
        self._tables = ChapterTables(self._cascade, self._in_cell_of_table)
        self._lists = ChapterLists()
        self._left = list[LeftPart]()

    def text(self, blocks: Sequence[Block]) -> ChapterText:
        shown = list(_unframed(blocks))
        headings = ChapterHeadings(self._cascade, shown)
        lines, above = list[str](), ""
        for number, block in enumerate(shown):
            below = shown[number + 1 :]
            for written in self._block(number, block, below, headings):
                if above and (written.is_parted or needs_blank(above, written.kind)):
                    lines.append("")
                lines += [PARTED, ""] if written.is_parted else []
                lines += written.lines
                above = written.kind
        markdown = "\n".join(lines) + ("\n" if lines else "")
        return ChapterText(markdown, self._pictures.files, tuple(self._left))

    def _block(
        self, number: int, block: Block, below: Sequence[Block], headings: ChapterHeadings
    ) -> Iterator[_Written]:
        if isinstance(block, DocxTable):
            self._lists.end()
            yield from self._table(block)
            return
        prose = taken_prose(block, self._pictures, _title_of_figure(below))
        self._left += prose.left
        parts = [] if self._in_cell else stretches(prose.text)
        for part in parts if len(parts) > 1 else [TextStretch(0, len(prose.text), False)]:
            shown_part = prose.before(part.stop).behind(part.start)
            level = 0
            if part.is_heading or (len(parts) < 2 and not self._in_cell):
                level = headings.level(number, self._numbered(shown_part, block))
            yield from self._part(shown_part, level, block, below)
        yield from (_Written("text", (line,)) for line in prose.apart)

    def _part(
        self, prose: TakenProse, level: int, block: DocxParagraph, below: Sequence[Block]
    ) -> Iterator[_Written]:
        """A paragraph, or some lines of it: a heading if it has a level, pictures, or a text."""
        if level:
            yield from self._heading(prose, level, block)
        elif prose.pictures:
            self._lists.end()
            yield from (_Written("text", (line,)) for line in prose.pictures)
        elif prose.text:
            yield from self._paragraph(prose, block, below)

    def _numbered(self, prose: TakenProse, block: DocxParagraph) -> str:
        """The words of a paragraph behind a number of Word's that headings have."""
        label = self._labels.get(block.element, "")
        return (label if label and begins_heading(label) else "") + _words(prose)

    def _table(self, table: DocxTable) -> Iterator[_Written]:
        taken = self._tables.taken(table)
        self._left += taken.left
        for prose in taken.above:
            yield from self._text(prose, table)
        if taken.lines:
            yield _Written("table", taken.lines)
        for prose in taken.below:
            yield from self._text(prose, table)

    def _heading(self, prose: TakenProse, level: int, block: Block) -> Iterator[_Written]:
        """A heading without its number; one that is too deep is a paragraph in black type."""
        self._lists.end()
        if is_deepest(level) or OBJECT in prose.text:
            yield from self._text(prose, block)
            return
        line = in_one_line([prose]).plain
        markdown = heading_markdown(line.behind(without_number(line.text)).prose)
        if markdown is None:
            self._leave(prose, block)
        else:
            yield _Written("heading", (f"{'#' * level} {markdown}",))

    def _paragraph(
        self, prose: TakenProse, block: DocxParagraph, below: Sequence[Block]
    ) -> Iterator[_Written]:
        if block.kind.name == "bullet":
            yield from self._item(prose, self._lists.bullet(block.kind.level), block)
            return
        label = self._labels.get(block.element, "") if block.kind.name == "number" else ""
        number, bullet = list_number(label or prose.text), BULLET.match(prose.text)
        is_item = number is not None and number.fits(label, prose.text)
        markup = self._lists.number(number, is_typed=not label) if number and is_item else None
        if number and markup:
            item = prose if label else prose.behind(number.length)
            yield from self._item(item, markup, block)
        elif bullet and not label:
            yield from self._item(prose.behind(bullet.end()), self._lists.bullet(1), block)
        else:
            self._lists.end()
            yield from self._lines(prose.labelled(label), block, below)

    def _lines(
        self, prose: TakenProse, block: DocxParagraph, below: Sequence[Block]
    ) -> Iterator[_Written]:
        """A paragraph; two of a title above a table and the unit of measure in the same line."""
        match = _TITLE_AND_UNIT.fullmatch(prose.text)
        if match and below and isinstance(below[0], DocxTable):
            yield from self._text(prose.before(match.end(1)).plain, block)
            prose = prose.behind(match.end(1)).plain
        yield from self._text(prose, block)

    def _item(self, prose: TakenProse, markup: ItemMarkup, block: Block) -> Iterator[_Written]:
        markdown = least_markdown(prose.prose)
        if markdown is None:
            self._leave(prose, block)
            return
        first, *rest = prose.filled(markdown).split("\n")
        indent = " " * len(markup.prefix)
        lines = (markup.prefix + first, *(indent + line for line in rest))
        yield _Written("number", lines, markup.is_parted)

    def _text(self, prose: TakenProse, block: Block) -> Iterator[_Written]:
        markdown = least_markdown(prose.prose)
        if markdown is None:
            self._leave(prose, block)
        else:
            yield _Written("text", tuple(prose.filled(markdown).split("\n")))

    def _leave(self, prose: TakenProse, block: Block) -> None:
        self._left.append(LeftPart("paragraph", _words(prose), block.element))

    def _in_cell_of_table(self, paragraph: DocxParagraph) -> TakenProse:
        prose = taken_prose(paragraph, self._pictures)
        is_numbered = paragraph.kind.name == "number" and prose.text
        return prose.labelled(self._labels.get(paragraph.element, "")) if is_numbered else prose


def _unframed(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks without empty paragraphs; a table of one cell is a frame around its blocks."""
    for block in blocks:
        if isinstance(block, DocxTable) and [len(row.cells) for row in block.rows] == [1]:
            yield from _unframed(block.rows[0].cells[0].blocks)
        elif isinstance(block, DocxTable) or not block.empty:
            yield block


def _title_of_figure(below: Sequence[Block]) -> str:
    """What the title right below says of a picture."""
    text = below[0].text.strip() if below and isinstance(below[0], DocxParagraph) else ""
    match = _FIGURE_TITLE.fullmatch(text)
    return match[1] if match else ""


def _words(prose: TakenProse) -> str:
    return prose.text.replace(OBJECT, "").strip()
