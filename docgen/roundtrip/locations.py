"""Locates paragraphs, rows and tables of a Word file by heading, table, row, cell and label."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from lxml import etree

from docgen.diagnostics import DocumentPlace
from docgen.roundtrip.align import Item
from docgen.roundtrip.docx_model import (
    Block,
    DocxCell,
    DocxFile,
    DocxParagraph,
    DocxRow,
    DocxTable,
)
from docgen.roundtrip.labelled_table import LabelledTable
from docgen.templates.table_labels import FormLabels

_SHORT = 14
_ANNEX = re.compile(r"\s*附件\s*\d*\s*$")
"""The line 附件N above an annex (GB/T 9704-2012, 7.3.7); it counts as a heading."""


class Locations:
    """The places of a file's paragraphs, rows and tables.

    Args:
        file: the file.
        form: the labels that its tables print.
    """

    def __init__(self, file: DocxFile, form: FormLabels) -> None:
        self._form = form
        self._places: dict[etree._Element, DocumentPlace] = {}
        self._labels: dict[etree._Element, Callable[[], str]] = {}
        self._heading, self._tables = "", 0
        for block in file.body:
            self._block(block, DocumentPlace())

    def of(self, item: Item | None) -> DocumentPlace:
        """Returns the place of ``item``; an empty place for ``None`` or an unknown item."""
        if item is None or item.element not in self._places:
            return DocumentPlace()
        label = self._labels.get(item.element, str)
        return replace(self._places[item.element], label=label())

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
            words="" if inside.table else _short(block.text),
        )
        self._places[block.element] = place
        for box in block.boxes:
            self._places[box.element] = place

    def _table(self, table: DocxTable) -> None:
        self._tables += 1
        number, labelled = self._tables, LabelledTable(table, self._form)
        self._places[table.element] = DocumentPlace(heading=self._heading, table=number)
        for row_number, row in enumerate(table.rows, 1):
            here = DocumentPlace(heading=self._heading, table=number, row=row_number)
            self._places[row.element] = here
            self._labels[row.element] = partial(_row_label, labelled, row)
            for cell_number, cell in enumerate(row.cells, 1):
                place = DocumentPlace(table=number, row=row_number, cell=cell_number)
                for block in cell.blocks:
                    self._block(block, place)
                    if isinstance(block, DocxParagraph):
                        label = partial(_cell_label, labelled, cell, block.text)
                        for paragraph in (block, *block.boxes):
                            self._labels[paragraph.element] = label


def _row_label(table: LabelledTable, row: DocxRow) -> str:
    return _short(table.row_label(row))


def _cell_label(table: LabelledTable, cell: DocxCell, line: str) -> str:
    return "／".join(_short(text) for text in table.labels(cell, line) if text)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[:_SHORT]}…"
