"""Reads a .docx from Word, WPS or LibreOffice into :mod:`docgen.roundtrip.reading.docx_model`.

A table of contents is nobody's text, and left out. Tracked changes are read as accepted:
insertions are included, deletions are not.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from lxml import etree

from docgen.content.blocks import PLAIN, weight_of
from docgen.roundtrip.reading.docx_model import (
    OBJECT,
    PAGE,
    Block,
    DocxCell,
    DocxFile,
    DocxMargin,
    DocxObject,
    DocxPaper,
    DocxParagraph,
    DocxRow,
    DocxSection,
    DocxTable,
    Kind,
    Trail,
    without_empty,
)
from docgen.roundtrip.reading.object_reader import ObjectReader
from docgen.roundtrip.reading.run_text import (
    ALTERNATE,
    box_paragraphs,
    children,
    run_text,
    runs,
    runs_and_fields,
)
from docgen.templates.provenance import Trace
from docgen.word.fields.field import contents_paragraphs, fields_of
from docgen.word.grid import Grid, GridCell, Region, row_cells
from docgen.word.list_counts import ListCounts
from docgen.word.notes import NOTES
from docgen.word.style_cascade import Cascade
from docgen.word.xml import R, child_at, twips, w

_PARAGRAPH, _TABLE, _ROW, _CELL, _COMMENT = map(w, ("p", "tbl", "tr", "tc", "commentReference"))
_PROPERTIES, _MARK, _ROW_PROPERTIES, _DELETED, _PAGE_BREAK = map(
    w, ("pPr", "rPr", "trPr", "del", "pageBreakBefore")
)
_TWIPS_PER_MILLIMETRE = 1440 / 25.4
_TRACKED = (w("ins"), _DELETED, w("moveFrom"), w("moveTo"))


def open_document(data: bytes) -> Document:
    """Opens the .docx in ``data`` with python-docx, whose exceptions pass through."""
    return docx.Document(io.BytesIO(data))


def read_document(document: Document, trace: Trace | None = None) -> DocxFile:
    """Reads an open document; ``trace`` has the sources of the values it was filled with."""
    reader = _DocxReader(document, trace or Trace())
    root = document.element.body
    body, margins = tuple(reader.blocks(root)), tuple(reader.margins())
    outside = tuple(reader.outside()) if trace else ()
    return DocxFile(body, margins, reader.comments, root, tuple(_sections(root, body)), outside)


class _DocxReader:
    def __init__(self, document: Document, trace: Trace) -> None:
        self._document, self._trace = document, trace
        self._cascade = Cascade(document)
        self._counts = ListCounts(document)
        self._worked_out = contents_paragraphs(fields_of(document.element.body))
        self._objects = ObjectReader(document.part, dict(self._notes()))
        self.comments = dict(self._comments())

    def _comments(self) -> Iterator[tuple[str, tuple[str, str]]]:
        for root in self._roots(RT.COMMENTS):
            for comment in root.iter(w("comment")):
                text = "\n".join(_text(paragraph) for paragraph in comment.iter(w("p")))
                yield comment.get(w("id"), ""), (comment.get(w("author"), ""), text)

    def _roots(self, *kinds: str) -> Iterator[etree._Element]:
        for relation in self._document.part.rels.values():
            if relation.reltype in kinds and not relation.is_external:
                yield etree.fromstring(relation.target_part.blob)

    def _headers_and_footers(self) -> Iterator[etree._Element]:
        parts = self._document.part.related_parts
        references = self._document.element.body.iter(w("headerReference"), w("footerReference"))
        for name in dict.fromkeys(reference.get(f"{{{R}}}id", "") for reference in references):
            if name in parts:
                yield etree.fromstring(parts[name].blob)

    def _notes(self) -> Iterator[tuple[tuple[str, str], str]]:
        """Yields the text of each note by its kind and id."""
        for relation, name in NOTES.items():
            for root in self._roots(relation):
                for note in root.iter(w(name)):
                    text = "\n".join(_text(paragraph) for paragraph in note.iter(w("p")))
                    plain = self._trace.read(text, "")[0].replace(OBJECT, "").strip()
                    yield (name, note.get(w("id"), "")), plain

    def margins(self) -> Iterator[DocxMargin]:
        """Yields each header and footer that a section refers to, unless it is empty."""
        for root in self._headers_and_footers():
            lines, objects = list[str](), list[DocxObject]()
            for paragraph in root.iter(w("p")):
                text, inside = self._line(paragraph)
                lines.append(text)
                objects += inside
            text = self._trace.read("\n".join(filter(None, lines)), "")[0]
            if text:
                yield DocxMargin(text, tuple(objects))

    def outside(self) -> Iterator[DocxParagraph]:
        """Yields the text of each paragraph of headers, footers and notes, with its sources."""
        for root in chain(self._headers_and_footers(), self._roots(*NOTES)):
            for paragraph in root.iter(w("p")):
                text, _, sources = self._trace.read(_text(paragraph), "")
                if text.strip():
                    yield replace(DocxParagraph.of_text(text), sources=sources)

    def _line(self, paragraph: etree._Element) -> tuple[str, list[DocxObject]]:
        """The text of a line in a header or footer, and its objects, without page numbers."""
        text, objects = "", list[DocxObject]()
        for run, of_field in runs_and_fields(paragraph):
            inside = [obj for obj, _ in self._objects.objects(run, of_field)]
            if not any(obj.kind == "page" for obj in inside):
                text += run_text(run)
                objects += inside
        return text.strip(), objects

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Yields the blocks below ``parent``; a deleted paragraph mark joins two paragraphs."""
        unfinished: list[etree._Element] = []
        for element in children(parent):
            if element in self._worked_out:
                continue
            if element.tag == _PARAGRAPH:
                unfinished.append(element)
                if child_at(element, _PROPERTIES, _MARK, _DELETED) is None:
                    yield self.paragraph(unfinished)
                    unfinished = []
            elif element.tag == _TABLE:
                yield self.table(element)
            elif element.tag == ALTERNATE and len(element):
                yield from self.blocks(element[0])
        if unfinished:
            yield self.paragraph(unfinished)

    def table(self, element: etree._Element) -> DocxTable:
        rows = [row for row in children(element) if row.tag == _ROW]
        cells = [row_cells(row, number, _cells(row)) for number, row in enumerate(rows, 1)]
        grid, read = Grid(cells, Region), dict[Region, DocxCell]()
        return DocxTable(
            tuple(
                DocxRow(tuple(self.cells(row_of_cells, grid, read)), row)
                for row, row_of_cells in zip(rows, cells, strict=True)
                if child_at(row, _ROW_PROPERTIES, _DELETED) is None
            ),
            element,
        )

    def cells(
        self, row: list[GridCell], grid: Grid[Region], read: dict[Region, DocxCell]
    ) -> Iterator[DocxCell]:
        """Yields the cells of a row; ``read`` has the first cell of each region read so far."""
        for cell in row:
            region, blocks = grid.of(cell.element), tuple(self.blocks(cell.element))
            opens = region.cell is cell and region.rows > 1
            above = None if region.cell is cell else read.get(region)
            docx_cell = DocxCell(cell.merge == "continue", opens, blocks, cell.element, above)
            if opens:
                read[region] = docx_cell
            yield docx_cell

    def paragraph(self, elements: list[etree._Element], *, in_box: bool = False) -> DocxParagraph:
        """Reads one ``w:p``, or several joined by deleted paragraph marks, as one paragraph.

        Kind and style are those of the first element with text, or else of the last. In a text
        box, which has a place of its own, items are not counted.
        """
        *joined, last = elements
        first = next((element for element in joined if _has_words(element)), last)
        numbering = self._cascade.numbering(first)
        number = None if in_box else self._counts.next(*numbering)
        texts, weights, objects = list[str](), list[str](), list[DocxObject]()
        boxes: list[DocxParagraph] = []
        if child_at(first, _PROPERTIES, _PAGE_BREAK) is not None:
            texts, weights = [PAGE], [PLAIN]
        for run, of_field in chain.from_iterable(map(runs_and_fields, elements)):
            text = run_text(run)
            texts.append(text)
            weights.append(self.weights(first, run, text))
            for obj, element in self._objects.objects(run, of_field) if OBJECT in text else ():
                objects.append(obj)
                boxes += [self.paragraph([box], in_box=True) for box in box_paragraphs(element)]
        kind = self.kind(first, numbering)
        trail = _trail(elements, self.comments)
        text, weight, sources = self._trace.read("".join(texts), "".join(weights))
        contents = (tuple(objects), tuple(boxes))
        return DocxParagraph(text, weight, kind, *contents, trail, first, sources, number)

    def weights(self, paragraph: etree._Element, run: etree._Element, text: str) -> str:
        letter = weight_of(*self._cascade.weight(paragraph, run))
        if letter == PLAIN:
            return PLAIN * len(text)
        return "".join(PLAIN if char.isspace() or char == OBJECT else letter for char in text)

    def kind(self, paragraph: etree._Element, numbering: tuple[str, str]) -> Kind:
        style = self._cascade.style_name(paragraph)
        if style.startswith("heading ") and style[8:].isdecimal():
            return Kind("heading", int(style[8:]))
        number, level = numbering
        if number in ("", "0"):
            return Kind()
        name = "number" if "%" in self._cascade.number_text(paragraph) else "bullet"
        return Kind(name, int(level) + 1 if level.isdecimal() else 1)


def _sections(root: etree._Element, body: Iterable[Block]) -> Iterator[DocxSection]:
    """Yields the sections that show something; a ``w:sectPr`` ends its section."""
    ends, at = list[etree._Element](), dict[etree._Element, int]()
    for element in children(root):
        at[element] = len(ends)
        end = element if element.tag == w("sectPr") else element.find(f"{w('pPr')}/{w('sectPr')}")
        ends += [end] if end is not None else []
    shown = without_empty(body)
    for number, end in enumerate(ends):
        blocks = tuple(block for block in shown if at.get(block.element) == number)
        size = end.find(w("pgSz"))
        if blocks and size is not None:
            yield DocxSection(DocxPaper(_millimetres(size, "w"), _millimetres(size, "h")), blocks)


def _millimetres(size: etree._Element, side: str) -> int:
    return round(twips(size, side) / _TWIPS_PER_MILLIMETRE)


def _cells(row: etree._Element) -> list[etree._Element]:
    return [child for child in children(row) if child.tag == _CELL]


def _text(paragraph: etree._Element) -> str:
    return "".join(map(run_text, runs(paragraph)))


def _has_words(paragraph: etree._Element) -> bool:
    return any(run_text(run) for run in runs(paragraph))


def _trail(elements: list[etree._Element], comments: dict[str, tuple[str, str]]) -> Trail:
    tracked = chain.from_iterable(element.iter(*_TRACKED) for element in elements)
    authors = dict.fromkeys(change.get(w("author"), "") for change in tracked)
    marks = chain.from_iterable(element.iter(_COMMENT) for element in elements)
    numbers = (mark.get(w("id"), "") for mark in marks)
    return Trail(tuple(authors), tuple(number for number in numbers if number in comments))
