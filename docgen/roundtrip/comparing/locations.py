"""Locates paragraphs, rows and tables of a Word file by heading, table, row, cell and label.

Tables count from 1 below each heading, so that another table in annex 1 leaves the numbers of
annex 2 as they are. A file that was edited is located with the help of the file it was made from:
an annex begins where it began there, whatever its line says now, and a row has the name it had.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from lxml import etree

from docgen.diagnostics import DocumentPlace
from docgen.roundtrip.comparing.labelled_table import LabelledTable
from docgen.roundtrip.reading.docx_model import (
    OBJECT,
    Block,
    DocxCell,
    DocxFile,
    DocxParagraph,
    DocxRow,
    DocxTable,
)
from docgen.templates.table_labels import FormLabels

if TYPE_CHECKING:  # it aligns, for which it loads more than locating needs
    from docgen.roundtrip.comparing.align import Item

_SHORT = 14
_ANNEX = re.compile(r"\s*附[件表]\s*(\d+|[一二三四五六七八九十]+)?(\s*[-－–—.．]\s*\d+)*\s*$")
"""The line 附件N above an annex (GB/T 9704-2012, 7.3.7); it counts as a heading."""

Label: TypeAlias = Callable[[], str]


class Locations:
    """The places of a file's paragraphs, rows and tables.

    Args:
        file: the file.
        form: the labels that its tables print.
        origin: the locations of the file it was made from.
        partners: blocks of the file, each with the block of the origin that it was.
    """

    def __init__(
        self,
        file: DocxFile,
        form: FormLabels,
        origin: Locations | None = None,
        partners: dict[etree._Element, etree._Element] | None = None,
    ) -> None:
        self._form, self._origin, self._partners = form, origin, dict(partners or {})
        self._kept = set(self._partners.values())
        self._places: dict[etree._Element, DocumentPlace] = {}
        self._labels: dict[etree._Element, tuple[Label, ...]] = {}
        self._cells: dict[etree._Element, Callable[[str], str]] = {}
        self._rows: dict[etree._Element, Label] = {}
        self._annexes: dict[etree._Element, str] = {}
        self._annex_of: dict[etree._Element, etree._Element | None] = {}
        self._annex: etree._Element | None = None
        self._heading, self._tables = "", 0
        for block in file.body:
            self._enter(block)
            self._block(block)

    def of(self, item: Item | None) -> DocumentPlace:
        """Returns the place of ``item``; an empty place for ``None`` or an unknown item."""
        if item is None or item.element not in self._places:
            return DocumentPlace()
        labels = [label() for label in self._labels.get(item.element, ())]
        return self._places[item.element].labelled(labels)

    def pair(self, old: DocxRow | DocxCell, new: DocxRow | DocxCell) -> None:
        """Lets ``new`` have the label of ``old``, which is in the file that it was made from."""
        self._partners[new.element] = old.element

    def _enter(self, block: Block) -> None:
        """Begins an annex or a heading at ``block``, if one begins there."""
        own, partner = block.element, self._partners.get(block.element)
        if isinstance(block, DocxParagraph):
            known = self._origin is not None and partner in self._origin._annexes
            if known or _ANNEX.match(block.text):
                self._annexes[own] = block.text.strip()
                self._begin(block.text, partner if known else own)
            elif block.kind.name == "heading":
                self._begin(block.text, self._annex)
        if self._origin is not None and partner is not None:
            annex = self._origin._annex_of[partner]
            if annex is not None and annex is not self._annex and annex not in self._kept:
                self._begin(self._origin._annexes[annex], annex)
        self._annex_of[own] = self._annex

    def _begin(self, heading: str, annex: etree._Element | None) -> None:
        self._heading, self._annex, self._tables = heading.strip(), annex, 0

    def _block(self, block: Block) -> None:
        if isinstance(block, DocxTable):
            self._tables += 1
            self._table(block, DocumentPlace(heading=self._heading, table=self._tables), ())
            return
        heading = self._heading if self._heading != block.text.strip() else ""
        place = DocumentPlace(heading=heading, words=_short(block.text))
        for paragraph in (block, *block.boxes):
            self._places[paragraph.element] = place

    def _table(self, table: DocxTable, place: DocumentPlace, around: tuple[Label, ...]) -> None:
        """Locates the parts of a table, which is at ``place``, in cells labelled ``around``."""
        labelled = LabelledTable(table, self._form)
        self._places[table.element], self._labels[table.element] = place, around
        for number, row in enumerate(table.rows, 1):
            self._rows[row.element] = partial(_row_label, labelled, row)
            self._places[row.element] = place.innermost(row=number)
            self._labels[row.element] = (*around, partial(self._row_label, row))
            for cell_number, cell in enumerate(row.cells, 1):
                self._cells[cell.element] = partial(_cell_label, labelled, cell)
                self._cell(cell, place.innermost(row=number, cell=cell_number), around)

    def _cell(self, cell: DocxCell, place: DocumentPlace, around: tuple[Label, ...]) -> None:
        tables = 0
        for block in cell.blocks:
            text = block.text if isinstance(block, DocxParagraph) else ""
            labels: tuple[Label, ...] = (*around, partial(self._cell_label, cell, text))
            if isinstance(block, DocxTable):
                tables += 1
                self._table(block, DocumentPlace(table=tables).within(place), labels)
                continue
            for paragraph in (block, *block.boxes):
                self._places[paragraph.element] = place
                self._labels[paragraph.element] = labels

    def _row_label(self, row: DocxRow) -> str:
        named = self._origin._rows if self._origin else {}
        return named.get(self._partners.get(row.element, row.element), self._rows[row.element])()

    def _cell_label(self, cell: DocxCell, line: str) -> str:
        named = self._origin._cells if self._origin else {}
        partner = self._partners.get(cell.element, cell.element)
        return named.get(partner, self._cells[cell.element])(line)


def _row_label(table: LabelledTable, row: DocxRow) -> str:
    return _short(table.row_label(row))


def _cell_label(table: LabelledTable, cell: DocxCell, line: str) -> str:
    return "／".join(_short(text) for text in table.labels(cell, line) if text)


def _short(text: str) -> str:
    line = " ".join(text.replace(OBJECT, "").split())
    return line if len(line) <= _SHORT else f"{line[:_SHORT]}…"
