"""Markdown blocks as WordprocessingML.

Paragraphs take the properties of the slot's paragraph; headings, lists and tables take the pack's
built-in styles (:mod:`docgen.word.styles`). In a table cell all paragraphs keep the look of the
slot, and list items only get their numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from docgen.content.blocks import (
    Block,
    Break,
    Document,
    Heading,
    Inlines,
    Item,
    Marker,
    Paragraph,
    Picture,
    Span,
    Table,
)
from docgen.diagnostics import Place
from docgen.templates.captions import Caption, captions
from docgen.templates.drawings import Drawing, Room, caption_indent
from docgen.templates.marks import NUMBERING, escaped
from docgen.templates.part_outline import SlotModel
from docgen.templates.text_tables import CELL_MARGIN, ColumnLook, TableLook, table_look
from docgen.word.made_styles import CAPTION, TABLE_GRID, TABLE_TEXT, TEXT_TABLE
from docgen.word.tag_pattern import DELIMITER, LITERAL

_HINT = '<w:rFonts w:hint="eastAsia"/>'
_LEADING_RPR = re.compile(r"(?:<w:(?:rStyle|rFonts)\b[^>]*/>)*")
_BRACES = re.compile(DELIMITER)
_WEIGHT = re.compile(r"<w:(?:b|bCs|i|iCs)\b[^>]*/>")
_PICTURE_PPR = '<w:spacing w:before="120" w:after="60" w:line="240" w:lineRule="auto"/>'
_USUAL = 0.8
"""Of the width of the page: a picture without a width is no wider, as offices set photographs."""
_SMALL = 8
"""Rows below the header up to which a table stays on one page; a longer one keeps its first row."""

_TITLES = {
    Caption.TABLE_TITLE: (CAPTION, ""),
    Caption.FIGURE_TITLE: (CAPTION, ""),
    Caption.UNIT: (TEXT_TABLE, '<w:jc w:val="right"/>'),
    Caption.NOTE: (TABLE_TEXT, '<w:jc w:val="left"/>'),
    Caption.FIGURE_NOTE: (TABLE_TEXT, '<w:jc w:val="center"/>'),
}
"""The style of each title, and what it has besides."""

_NO_TEXT = Document((), Place(""))

_GAP = (
    '<w:p><w:pPr><w:keepNext/><w:snapToGrid w:val="0"/><w:spacing w:before="110" w:after="0" '
    'w:line="10" w:lineRule="exact"/></w:pPr></w:p>'
)
"""Six points around a table; also, Word joins tables that nothing parts.

Nearly all of it is space before, which vanishes at the top of a page, where 22 lines have to fit.
"""


@dataclass(frozen=True)
class At:
    """A position in a Markdown text: the index of the block, and in a table row and column."""

    document: Document
    block: int = 0
    cell: tuple[int, int] | None = None


class Resources(Protocol):
    """What blocks need from the document they are written to."""

    def style(self, name: str) -> str:
        """The id of the style called ``name``."""

    def size(self, name: str) -> float:
        """The size of text in a style that docgen makes where there is none, in points."""

    def numbering(self, item: Item) -> tuple[int, int]:
        """Numbering instance and level of a list item."""

    def picture(self, picture: Picture, room: Room) -> Drawing:
        """A picture as it fits the room."""

    @property
    def width(self) -> int:
        """The text width of the page, in twips."""

    def marked(self, text: str, span: Span | None, at: At) -> str:
        """``text`` between trace marks, if there is a trace; without ``span``, of the block."""


def blocks_xml(document: Document, model: SlotModel, resources: Resources) -> str:
    """The block elements of ``document``; one empty paragraph where it has none."""
    roles = {} if model.in_cell else captions(document.blocks)
    parts = list[str]()
    for index, block in enumerate(document.blocks):
        before, after = roles.get(index - 1), roles.get(index + 1)
        is_parted = parts[-1:] == [_GAP] or (before and not before.is_below)
        parts += [_GAP] if isinstance(block, Table) and not is_parted else []
        kept = after is not None and after.is_below
        writer = _BlockWriter(model, resources, At(document, index), roles.get(index), kept=kept)
        parts.append(writer.block(block))
        parts += [_GAP] if isinstance(block, Table) else []
    if not parts:
        parts.append(_BlockWriter(model, resources, At(document)).paragraph((), model.properties))
    return "".join(parts)


def inlines_xml(inlines: Inlines, model: SlotModel, resources: Resources) -> str:
    """Runs in the look of ``model``, for a place within a paragraph."""
    writer = _BlockWriter(model, resources, At(_NO_TEXT))
    look = model.run_properties or _HINT
    return "".join(writer.run(part, look) for part in inlines)


class _BlockWriter:
    """Writes a block in the look of ``model``.

    ``caption`` is what a paragraph is to the table or picture beside it; a block that is ``kept``
    has such a paragraph below it, on the same page.
    """

    def __init__(
        self,
        model: SlotModel,
        resources: Resources,
        at: At,
        caption: Caption | None = None,
        *,
        kept: bool = False,
    ) -> None:
        self._model, self._resources, self._at = model, resources, at
        self._caption, self._kept = caption, kept
        width = model.width or resources.width
        self._room = width - 2 * CELL_MARGIN * model.in_cell

    def block(self, block: Block) -> str:
        match block:
            case Heading() if not self._model.in_cell:
                style = self._resources.style(f"Heading {block.level}")
                return self.paragraph(block.inlines, _style(style), styled=True)
            case Heading():
                return self.paragraph(_bold(block.inlines), self._model.properties)
            case Item():
                return self.item(block)
            case Table():
                return self.table(block)
            case Paragraph(figures=(_, *_) as figures):
                return "".join(map(self.figure, figures))
            case Paragraph():
                return self.text(block.inlines)

    def text(self, inlines: Inlines) -> str:
        if self._caption:
            return self.title(inlines, self._caption)
        if any(isinstance(part, Picture) for part in inlines):
            return self.paragraph(inlines, self._model.style + _PICTURE_PPR)
        return self.paragraph(inlines, self._model.properties)

    def title(self, inlines: Inlines, caption: Caption) -> str:
        """A title that was typed as a paragraph, the unit of a table's figures, or a note."""
        name, own = _TITLES[caption]
        kept = "<w:keepNext/>" if self._kept or not caption.is_below else ""
        properties = _style(self._resources.style(name)) + kept + own
        return self.paragraph(inlines, properties, styled=True)

    def figure(self, picture: Picture) -> str:
        """A picture in a paragraph of its own, with its caption below it on the same page."""
        drawing = self.drawing(picture)
        flush = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
        off_grid = '<w:snapToGrid w:val="0"/>'  # else up to a line stays free below the picture
        kept = "<w:keepNext/>" if picture.caption or self._kept else ""
        align = f'<w:jc w:val="{picture.align.value}"/>'
        run = self.marked_block(f"<w:r>{drawing.xml}</w:r>")
        xml = f"<w:p><w:pPr>{kept}{off_grid}{_PICTURE_PPR}{flush}{align}</w:pPr>{run}</w:p>"
        if picture.caption:
            span = Span(picture.caption, picture.place)
            if self._model.in_cell:
                return xml + self.paragraph((span,), f"{self._model.style}{flush}{align}")
            style = _style(self._resources.style(CAPTION))
            below = caption_indent(
                picture, drawing.width, self._room, self._resources.size(CAPTION)
            )
            noted = "<w:keepNext/>" if self._kept else ""
            xml += self.paragraph((span,), style + noted + below, styled=True)
        return xml

    def drawing(self, picture: Picture) -> Drawing:
        usual = self._room if self._model.in_cell else round(self._room * _USUAL)
        return self._resources.picture(picture, Room(self._room, usual))

    def item(self, item: Item) -> str:
        bullet = item.marker is Marker.BULLET
        style = _style(self._resources.style("List Bullet" if bullet else "List Number"))
        if not item.first:
            return self.block(Paragraph(item.inlines, item.place))
        number, level = self._resources.numbering(item)
        bold = bool(item.inlines) and isinstance(item.inlines[0], Span) and item.inlines[0].bold
        numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        mark = "<w:rPr><w:b/></w:rPr>" if bold else ""
        if self._model.in_cell:
            properties = self._model.item_properties.replace(NUMBERING, numbered)
            return self.paragraph(item.inlines, properties + mark)
        return self.paragraph(item.inlines, style + numbered + mark, styled=True)

    def table(self, table: Table) -> str:
        look = table_look(table, self._room, self._resources.size, in_cell=self._model.in_cell)
        grid = "".join(f'<w:gridCol w:w="{column.width}"/>' for column in look.columns)
        last = len(table.rows) - 1
        kept = last if last <= _SMALL else 1
        rows = "".join(
            self.row(index, cells, look, kept=index < kept or (self._kept and index == last))
            for index, cells in enumerate(table.rows)
        )
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._resources.style(TABLE_GRID)}"/>'
            f"{look.properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
        )

    def row(self, number: int, cells: Iterable[Inlines], look: TableLook, *, kept: bool) -> str:
        """A row, which is ``kept`` on the page of the next one."""
        style = _style(self._resources.style(look.style))
        parts = []
        for index, (cell, column) in enumerate(zip(cells, look.columns, strict=True)):
            model = replace(self._model, width=column.width, in_cell=True)
            writer = _BlockWriter(model, self._resources, replace(self._at, cell=(number, index)))
            inner = writer.paragraph(
                cell, style + _place_in_cell(number, column, kept), styled=True
            )
            width = f'<w:tcW w:w="{column.width}" w:type="dxa"/>'
            parts.append(f'<w:tc><w:tcPr>{width}<w:vAlign w:val="center"/></w:tcPr>{inner}</w:tc>')
        repeated = "" if number else "<w:tblHeader/>"
        return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(parts)}</w:tr>"

    def paragraph(self, inlines: Inlines, properties: str, *, styled: bool = False) -> str:
        """A paragraph; ``styled`` text does not take the run properties of the slot."""
        look = _HINT if styled else self._model.run_properties or _HINT
        runs = self.marked_block("".join(self.run(part, look) for part in inlines))
        return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"

    def marked_block(self, runs: str) -> str:
        """The runs of a paragraph, with the mark of its block before them if there is a trace."""
        mark = self._resources.marked("", None, self._at)
        return f"<w:r><w:t>{mark}</w:t></w:r>{runs}" if mark else runs

    def run(self, part: object, look: str) -> str:
        match part:
            case Span(bold=bold, italic=italic):
                text = part.text if part.unfilled is None else part.unfilled.mark
                weight = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
                weight += LITERAL if _BRACES.search(text) else ""
                if weight:
                    look = _weighted(look, weight)
                lines = self._resources.marked(escaped(text), part, self._at).split("\n")
                inner = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
                if "\t" in inner:
                    inner = inner.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
                return f"<w:r><w:rPr>{look}</w:rPr>{inner}</w:r>"
            case Picture():
                return f"<w:r>{self.drawing(part).xml}</w:r>"
            case Break():
                return "<w:r><w:br/></w:r>"
            case _:
                raise TypeError(f"{part!r} is not bound")


def _place_in_cell(row: int, column: ColumnLook, kept: bool) -> str:
    """Paragraph properties; the header is centred."""
    keep = "<w:keepNext/>" if kept else ""
    indent = f'<w:ind w:right="{column.indent}"/>' if row and column.indent else ""
    return f'{keep}{indent}<w:jc w:val="{column.align.value if row else "center"}"/>'


def _style(identifier: str) -> str:
    return f'<w:pStyle w:val="{identifier}"/>'


@lru_cache(maxsize=256)
def _weighted(look: str, weight: str) -> str:
    """Run properties with bold or italic, in the order of the schema."""
    plain = _WEIGHT.sub("", look)
    match = _LEADING_RPR.match(plain)
    end = match.end() if match else 0
    return plain[:end] + weight + plain[end:]


def _bold(inlines: Inlines) -> Inlines:
    return tuple(replace(part, bold=True) if isinstance(part, Span) else part for part in inlines)
