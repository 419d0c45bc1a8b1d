"""Where in a Word file something stands, in the words of whoever reads it."""

from __future__ import annotations

import re

from lxml import etree

from docgen.diagnostics import DocumentPlace
from docgen.edits.align import Item
from docgen.edits.model import Block, File, Row, Table, words
from docgen.word.marks import w

_SHORT = 14
_FIGURE = re.compile(r"[\d.,%\s－—-]*")


class Whereabouts:
    """The places of a file's paragraphs, rows and tables."""

    def __init__(self, file: File) -> None:
        self._known: dict[etree._Element, DocumentPlace] = {}
        self._heading, self._tables = "", 0
        for block in file.body:
            self._block(block, DocumentPlace())

    def of(self, item: Item | None) -> DocumentPlace:
        """Where ``item`` stands."""
        return self._known.get(item.element, DocumentPlace()) if item else DocumentPlace()

    def _block(self, block: Block, inside: DocumentPlace) -> None:
        if isinstance(block, Table):
            self._table(block)
            return
        if block.kind.name == "heading" and not inside.table:
            self._heading = block.text
        place = DocumentPlace(
            heading=self._heading if self._heading != block.text else "",
            table=inside.table,
            row=inside.row,
            cell=inside.cell,
            label=inside.label,
            words="" if inside.table else _short(block.text),
        )
        self._known[block.element] = place
        for box in block.boxes:
            self._known[box.element] = place

    def _table(self, table: Table) -> None:
        self._tables += 1
        number, heads = self._tables, _heads(table)
        self._known[table.element] = DocumentPlace(heading=self._heading, table=number)
        above: dict[int, str] = {}
        for row_number, row in enumerate(table.rows, 1):
            labels = _labels(row, above)
            here = DocumentPlace(heading=self._heading, table=number, row=row_number)
            self._known[row.element] = _with_label(here, next(iter(labels.values()), ""), "")
            for cell_number, cell in enumerate(row.cells, 1):
                left = [text for column, text in labels.items() if column < cell_number]
                place = DocumentPlace(table=number, row=row_number, cell=cell_number)
                head = "" if row is table.rows[0] else heads.get(cell_number, "")
                for block in cell.blocks:
                    self._block(block, _with_label(place, left[-1] if left else "", head))


def _with_label(place: DocumentPlace, row: str, column: str) -> DocumentPlace:
    label = "／".join(_short(one) for one in (row, column) if one)
    return DocumentPlace(place.page, place.section, place.heading, place.table, place.row,
                         place.cell, label)  # fmt: skip


def _labels(row: Row, above: dict[int, str]) -> dict[int, str]:
    """The row's cells that name it, by number; a merged region names all its rows."""
    for number, cell in enumerate(row.cells, 1):
        if not cell.covered:
            above[number] = cell.text.strip()
    texts = {number: above.get(number, "") for number in range(1, len(row.cells) + 1)}
    return {number: text for number, text in texts.items() if not _FIGURE.fullmatch(text)}


def _heads(table: Table) -> dict[int, str]:
    """What the last header row says above each cell, where rows have as many cells."""
    marked = [row for row in table.rows if row.element.find(f".//{w('tblHeader')}") is not None]
    head = (marked or list(table.rows[:1]))[-1:]
    return {n: cell.text for row in head for n, cell in enumerate(row.cells, 1)}


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else f"{line[:_SHORT]}…"


def said(items: tuple[Item, ...]) -> str:
    """The words of a few items, for a message."""
    text = " ¶ ".join(" ".join(words(one).split()) for one in items)
    return text if len(text) <= 200 else f"{text[:200]}…"
