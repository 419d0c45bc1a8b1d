"""The sheets of a workbook as the tables of a text."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.content.blocks import Block, Document, Inlines, Paragraph, Span, Table
from docgen.diagnostics import Place
from docgen.sheets.cells import Cell
from docgen.sheets.sheet import Sheet
from docgen.sheets.workbook import Workbook

_TITLES = 3
"""The rows at the top of a sheet that may be its title, or say its unit."""


def workbook_document(workbook: Workbook) -> Document:
    """The sheets that are shown, each a table below its name and the lines of its first rows.

    A merged cell stands in each row and column that it covers, as one object.
    """
    blocks = (block for sheet in workbook.sheets if not sheet.hidden for block in _blocks(sheet))
    return Document(tuple(blocks), Place(workbook.name))


def _blocks(sheet: Sheet) -> Iterator[Block]:
    made: dict[Place, Inlines] = {}

    def inlines(cell: Cell) -> Inlines:
        if cell.place not in made:
            made[cell.place] = (Span("" if cell.is_empty else cell.text, cell.place),)
        return made[cell.place]

    rows = [[inlines(cell) for cell in row] for row in sheet.rows()]
    if not rows:
        return
    yield Paragraph((Span(sheet.title, sheet.place),), sheet.place)
    for row in rows[:_TITLES]:
        texts = [part.text for cell in row for part in cell if isinstance(part, Span) and part.text]
        if len(set(texts)) == 1:
            yield Paragraph((Span(texts[0], sheet.place),), sheet.place)
    width = max(map(len, rows))
    empty: Inlines = (Span("", sheet.place),)
    filled = tuple((*row, *([empty] * (width - len(row)))) for row in rows)
    yield Table((None,) * width, filled, sheet.place, len(rows))
