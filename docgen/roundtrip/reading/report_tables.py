"""The tables of a Word file as tables of content: a cell in each row and column that it covers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from docgen.content.blocks import Inlines, Span, Table
from docgen.diagnostics import DocumentPlace
from docgen.roundtrip.reading.docx_model import DocxCell, DocxParagraph, DocxTable
from docgen.roundtrip.reading.placed_lines import PlacedLines, place_of, plain_words
from docgen.roundtrip.reading.printed_text import PrintedLine, every_line, line_of_note
from docgen.word.grid import Grid, Region, row_cells

_LABEL = 16
"""Characters of a row's label that tell where a cell is."""
_FIGURE = re.compile(r"[\d,.%％—-]*")


@dataclass
class TableReader:
    """Reads tables of a file whose ``lines`` are counted."""

    lines: PlacedLines

    def tables(
        self, table: DocxTable, number: int, outer: DocumentPlace | None = None
    ) -> Iterator[Table]:
        """A table, then those in its cells; ``number`` counts from 1, in the cell at ``outer``."""
        nested = list[tuple[DocxTable, DocumentPlace]]()
        rows = [
            row_cells(row.element, at, [cell.element for cell in row.cells])
            for at, row in enumerate(table.rows, 1)
        ]
        grid, read = Grid(rows, Region), dict[Region, Inlines]()
        for at, row in enumerate(table.rows, 1):
            label, is_own = "", False
            for count, cell in enumerate(row.cells, 1):
                region = grid.of(cell.element)
                if region not in read:
                    spot = self._spot(cell, DocumentPlace(table=number, row=at, cell=count), outer)
                    spot = spot.innermost(label=label)
                    read[region] = self.lines.cell(_lines(cell), spot)
                    inner = (block for block in cell.blocks if isinstance(block, DocxTable))
                    nested += [(each, spot) for each in inner]
                if not is_own and (found := _label(read[region])):
                    is_own = region.rows == 1  # a label beside several rows tells none of them
                    label = found if is_own or not label else label
        if made := self._table(grid, read, outer):
            yield made
        seen = list[DocumentPlace]()
        for inner_table, spot in nested:
            seen.append(spot)
            yield from self.tables(inner_table, seen.count(spot), spot)

    def _spot(
        self, cell: DocxCell, inner: DocumentPlace, outer: DocumentPlace | None
    ) -> DocumentPlace:
        spot = inner.within(outer) if outer else inner
        return replace(spot, page=self.lines.page(cell.element))

    def _table(
        self, grid: Grid[Region], read: dict[Region, Inlines], outer: DocumentPlace | None
    ) -> Table | None:
        """The rows of a grid, without columns that part no cells from each other."""
        if not read:
            return None
        spot = next(iter(read.values()))
        first = place_of(spot)
        numbers = range(1, grid.height + 1)
        columns = [
            column
            for column in range(grid.width)
            if any(grid.at(row, column) is not grid.at(row, column - 1) for row in numbers)
        ]
        outside: Inlines = (Span("", first),)
        rows = tuple(
            tuple(
                read[region] if (region := grid.at(row, column)) else outside for column in columns
            )
            for row in numbers
        )
        return Table((None,) * len(columns), rows, first, grid.height)


def _lines(cell: DocxCell) -> Iterator[PrintedLine]:
    """The lines of a cell, then those of its text boxes and notes."""
    paragraphs = [block for block in cell.blocks if isinstance(block, DocxParagraph)]
    for paragraph in paragraphs:
        yield from every_line(paragraph)
        for box in paragraph.boxes:
            yield from every_line(box)
        for note in paragraph.notes:
            yield line_of_note(note)


def _label(inlines: Inlines) -> str:
    """The label that a cell gives to those to its right; empty for a figure, or a long text."""
    text = "".join(part.text for part in inlines if isinstance(part, Span)).strip()
    is_label = text and len(text) <= _LABEL and not _FIGURE.fullmatch(text)
    return plain_words(text, _LABEL) if is_label else ""
