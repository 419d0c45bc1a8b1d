"""Locates paragraphs, rows and tables of a Word file by heading, table, row, cell and label."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import accumulate

from lxml import etree

from docgen.diagnostics import DocumentPlace
from docgen.roundtrip.align import Item
from docgen.roundtrip.docx_model import Block, DocxFile, DocxRow, DocxTable, words_of
from docgen.word.grid import span_of
from docgen.word.xml import w

_SHORT = 14
_FIGURE = re.compile(r"[\d.,%\s－—-]*")
_ANNEX = re.compile(r"\s*附件\s*\d*\s*$")
"""The line 附件N above an annex (GB/T 9704-2012, 7.3.7); it counts as a heading."""


class Locations:
    """The places of a file's paragraphs, rows and tables."""

    def __init__(self, file: DocxFile) -> None:
        self._places: dict[etree._Element, DocumentPlace] = {}
        self._heading, self._tables = "", 0
        for block in file.body:
            self._block(block, DocumentPlace())

    def of(self, item: Item | None) -> DocumentPlace:
        """Returns the place of ``item``; an empty place for ``None`` or an unknown item."""
        return self._places.get(item.element, DocumentPlace()) if item else DocumentPlace()

    def _block(self, block: Block, inside: DocumentPlace) -> None:
        if isinstance(block, DocxTable):
            self._table(block)
            return
        if not inside.table and (block.kind.name == "heading" or _ANNEX.match(block.text)):
            self._heading = block.text.strip()
        place = DocumentPlace(
            heading=self._heading if self._heading != block.text.strip() else "",
            table=inside.table,
            row=inside.row,
            cell=inside.cell,
            label=inside.label,
            words="" if inside.table else _short(block.text),
        )
        self._places[block.element] = place
        for box in block.boxes:
            self._places[box.element] = place

    def _table(self, table: DocxTable) -> None:
        self._tables += 1
        number, heads = self._tables, _Heads(table)
        self._places[table.element] = DocumentPlace(heading=self._heading, table=number)
        above: dict[int, str] = {}
        for row_number, row in enumerate(table.rows, 1):
            labels = _labels(row, above)
            here = DocumentPlace(heading=self._heading, table=number, row=row_number)
            self._places[row.element] = _with_label(here, next(iter(labels.values()), ""), "")
            for cell_number, cell in enumerate(row.cells, 1):
                left = [text for column, text in labels.items() if column < cell_number]
                place = DocumentPlace(table=number, row=row_number, cell=cell_number)
                head = heads.of(row, cell_number)
                for block in cell.blocks:
                    self._block(block, _with_label(place, left[-1] if left else "", head))


def _with_label(place: DocumentPlace, row: str, column: str) -> DocumentPlace:
    label = "／".join(_short(text) for text in (row, column) if text)
    return replace(place, label=label)


def _labels(row: DocxRow, above: dict[int, str]) -> dict[int, str]:
    """Returns the texts of the row's label cells by cell number, from 1; figures are no labels.

    A merged region labels all its rows; ``above`` has the text above, by cell number.
    """
    for number, cell in enumerate(row.cells, 1):
        if not cell.covered:
            above[number] = cell.text.strip()
    texts = {number: above.get(number, "") for number in range(1, len(row.cells) + 1)}
    return {number: text for number, text in texts.items() if not _FIGURE.fullmatch(text)}


class _Heads:
    """The column heads of a table: from its repeating header row, or else the nearest row above.

    A form has header rows for each of its blocks.
    """

    def __init__(self, table: DocxTable) -> None:
        marked = [row for row in table.rows if row.element.find(f".//{w('tblHeader')}") is not None]
        self._repeating = {
            number: cell.text for row in marked[-1:] for number, cell in enumerate(row.cells, 1)
        }
        self._marked = [id(row) for row in marked]
        self._above: dict[int, dict[tuple[int, int], str]] = {}
        heads: dict[tuple[int, int], str] = {}
        for row in table.rows:
            self._above[id(row)] = dict(heads)
            cells = zip(_columns(row), row.cells, strict=True)
            heads |= {span: cell.text for span, cell in cells if not _FIGURE.fullmatch(cell.text)}

    def of(self, row: DocxRow, number: int) -> str:
        """Returns the head of the cell with this number, from 1; ``""`` if it has none."""
        if self._marked:
            return "" if id(row) in self._marked else self._repeating.get(number, "")
        return self._above[id(row)].get(_columns(row)[number - 1], "") if number > 1 else ""


def _columns(row: DocxRow) -> list[tuple[int, int]]:
    """Returns the first grid column and the span of each cell."""
    spans = [span_of(cell.element) for cell in row.cells]
    return list(zip(accumulate([0, *spans]), spans, strict=False))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[:_SHORT]}…"


def excerpt(items: tuple[Item, ...]) -> str:
    """Returns the text of the items for a message, cut at 200 characters."""
    text = " ¶ ".join(" ".join(words_of(item).split()) for item in items)
    return text if len(text) <= 200 else f"{text[:200]}…"
