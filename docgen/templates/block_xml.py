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
    Align,
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
from docgen.templates.marks import NUMBERING, escaped
from docgen.templates.part_outline import SlotModel
from docgen.word.text_width import half_ems

_EMU_PER_TWIP = 635
_HINT = '<w:rFonts w:hint="eastAsia"/>'
_LEADING_RPR = re.compile(r"(?:<w:(?:rStyle|rFonts)\b[^>]*/>)*")
_WEIGHT = re.compile(r"<w:(?:b|bCs|i|iCs)\b[^>]*/>")
_PICTURE_PPR = '<w:spacing w:before="60" w:after="60" w:line="240" w:lineRule="auto"/>'


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

    def numbering(self, item: Item) -> tuple[int, int]:
        """Numbering instance and level of a list item."""

    def picture(self, picture: Picture, room: int) -> str:
        """The ``w:drawing`` of a picture, at most ``room`` EMU (1/914400 inch) wide."""

    @property
    def width(self) -> int:
        """The text width of the page, in twips."""

    def marked(self, text: str, span: Span | None, at: At) -> str:
        """``text`` between trace marks, if there is a trace; without ``span``, of the block."""


def blocks_xml(document: Document, model: SlotModel, resources: Resources) -> str:
    """The block elements of ``document``; one empty paragraph where it has none."""
    at = At(document)
    parts = [
        _BlockWriter(model, resources, replace(at, block=index)).block(block)
        for index, block in enumerate(document.blocks)
    ]
    ends_with_table = bool(document.blocks) and isinstance(document.blocks[-1], Table)
    if not parts or (model.in_cell and ends_with_table):
        parts.append(_BlockWriter(model, resources, at).paragraph((), model.properties))
    return "".join(parts)


class _BlockWriter:
    """Writes a block in the look of ``model``."""

    def __init__(self, model: SlotModel, resources: Resources, at: At) -> None:
        self._model, self._resources, self._at = model, resources, at
        self._room = (model.width or resources.width) * _EMU_PER_TWIP

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
            case Paragraph():
                return self.text(block.inlines)

    def text(self, inlines: Inlines) -> str:
        pictures = [part for part in inlines if isinstance(part, Picture)]
        if not pictures:
            return self.paragraph(inlines, self._model.properties)
        if len(pictures) < len(inlines):
            return self.paragraph(inlines, self._model.style + _PICTURE_PPR)
        return "".join(map(self.figure, pictures))

    def figure(self, picture: Picture) -> str:
        """A picture in a paragraph of its own, with its caption below, both centred."""
        centred = '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>'
        xml = self.paragraph((picture,), f"<w:keepNext/>{_PICTURE_PPR}{centred}")
        if picture.caption:
            caption = Span(picture.caption, picture.place)
            xml += self.paragraph((caption,), self._model.style + centred)
        return xml

    def item(self, item: Item) -> str:
        bullet = item.marker is Marker.BULLET
        style = _style(self._resources.style("List Bullet" if bullet else "List Number"))
        if not item.first:
            return self.text(item.inlines)
        number, level = self._resources.numbering(item)
        bold = bool(item.inlines) and isinstance(item.inlines[0], Span) and item.inlines[0].bold
        numbered = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        mark = "<w:rPr><w:b/></w:rPr>" if bold else ""
        if self._model.in_cell:
            properties = self._model.item_properties.replace(NUMBERING, numbered)
            return self.paragraph(item.inlines, properties + mark)
        return self.paragraph(item.inlines, style + numbered + mark, styled=True)

    def table(self, table: Table) -> str:
        room = self._room // _EMU_PER_TWIP
        widths = _column_widths(table, room - 120 if self._model.in_cell else room)
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = "".join(
            self.row(index, cells, widths, table.aligns) for index, cells in enumerate(table.rows)
        )
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._resources.style("Table Grid")}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
        )

    def row(
        self, number: int, cells: Iterable[Inlines], widths: list[int], aligns: Iterable[Align]
    ) -> str:
        style = _style(self._resources.style("Table Text"))
        parts = []
        for column, (cell, width, align) in enumerate(zip(cells, widths, aligns, strict=True)):
            justify = f'<w:jc w:val="{align.value if number else "center"}"/>'
            model, at = replace(self._model, width=width), replace(self._at, cell=(number, column))
            writer = _BlockWriter(model, self._resources, at)
            inner = writer.paragraph(cell, style + justify, styled=True)
            parts.append(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/>'
                f"</w:tcPr>{inner}</w:tc>"
            )
        repeated = "" if number else "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
        return f"<w:tr>{repeated}{''.join(parts)}</w:tr>"

    def paragraph(self, inlines: Inlines, properties: str, *, styled: bool = False) -> str:
        """A paragraph; ``styled`` text does not take the run properties of the slot."""
        look = _HINT if styled else self._model.run_properties or _HINT
        runs = "".join(self.run(part, look) for part in inlines)
        if mark := self._resources.marked("", None, self._at):
            runs = f"<w:r><w:t>{mark}</w:t></w:r>{runs}"
        return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"

    def run(self, part: object, look: str) -> str:
        match part:
            case Span(bold=bold, italic=italic):
                text = part.text if part.unfilled is None else part.unfilled.mark
                weight = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
                if weight:
                    look = _weighted(look, weight)
                lines = self._resources.marked(escaped(text), part, self._at).split("\n")
                inner = "<w:br/>".join(f'<w:t xml:space="preserve">{line}</w:t>' for line in lines)
                if "\t" in inner:
                    inner = inner.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
                return f"<w:r><w:rPr>{look}</w:rPr>{inner}</w:r>"
            case Picture():
                return f"<w:r>{self._resources.picture(part, self._room)}</w:r>"
            case Break():
                return "<w:r><w:br/></w:r>"
            case _:
                raise TypeError(f"{part!r} is not bound")


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
    return tuple(
        Span(part.text, part.place, True, part.italic) if isinstance(part, Span) else part
        for part in inlines
    )


def _column_widths(table: Table, room: int) -> list[int]:
    """``room`` twips divided in proportion to each column's longest text, of 4 to 30 letters."""
    longest = [
        max(4, min(30, max(_width(row[column]) for row in table.rows)))
        for column in range(len(table.aligns))
    ]
    widths = [room * length // sum(longest) for length in longest]
    widths[-1] += room - sum(widths)
    return widths


def _width(inlines: Inlines) -> int:
    return half_ems("".join(part.text for part in inlines if isinstance(part, Span)))
