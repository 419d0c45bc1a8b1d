"""The place of a tag in its part, and the look of the paragraph around it."""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.oxml.text.paragraph import CT_P
from lxml import etree

from docgen.diagnostics import TemplatePlace
from docgen.templates.marks import NUMBERING
from docgen.word.xml import twips, w


@dataclass(frozen=True)
class SlotModel:
    """The look of a slot's paragraph, for the blocks that replace it.

    Attributes:
        properties: the children of its ``w:pPr``, as XML.
        style: its ``w:pStyle``, or the empty string.
        item_properties: the same for a list item, flush left if the slot has no indent;
            :data:`NUMBERING` stands in place of ``w:numPr``.
        run_properties: the children of its run's ``w:rPr``, as XML.
        width: the width of its cell in twips; 0 for the width of the page.
        in_cell: whether the slot is in a table cell.
    """

    properties: str
    style: str
    item_properties: str
    run_properties: str
    width: int
    in_cell: bool


def _cell_of(element: etree._Element) -> etree._Element | None:
    return next(element.iterancestors(w("tc")), None)


def _is_seen(paragraph: etree._Element) -> bool:
    """Whether a reader sees it as a paragraph: separator lines are stored among the notes."""
    parent = paragraph.getparent()
    return parent is None or parent.get(w("type")) is None


class PartOutline:
    """Counts the tables, rows, cells and paragraphs of a story as they are seen in Word."""

    def __init__(self, root: etree._Element) -> None:
        self._tables = {table: number for number, table in enumerate(root.iter(w("tbl")), 1)}
        self._rows = {
            row: number
            for table in self._tables
            for number, row in enumerate(table.iterfind(w("tr")), 1)
        }
        outside = (
            paragraph
            for paragraph in root.iter(w("p"))
            if _cell_of(paragraph) is None and _is_seen(paragraph)
        )
        self._paragraphs = {paragraph: number for number, paragraph in enumerate(outside, 1)}

    def place(self, paragraph: etree._Element, part: str, story: str) -> TemplatePlace:
        """Table, row and cell of ``paragraph``, or its number if it is outside tables."""
        cell = _cell_of(paragraph)
        if cell is None:
            return TemplatePlace(part, paragraph=self._paragraphs.get(paragraph, 0), story=story)
        row = next(cell.iterancestors(w("tr")))
        table = next(row.iterancestors(w("tbl")))
        cells = row.findall(w("tc"))
        row_number = self._rows.get(row, 0)
        cell_number = cells.index(cell) + 1 if cell in cells else 0
        return TemplatePlace(part, self._tables[table], row_number, cell_number, story=story)

    def slot_model(self, text: etree._Element) -> SlotModel:
        """The look of the paragraph and run that contain ``text``."""
        run = next(text.iterancestors(w("r")))
        paragraph = next(text.iterancestors(w("p")))
        cell = next(text.iterancestors(w("tc")), None)
        width = cell.find(f"{w('tcPr')}/{w('tcW')}") if cell is not None else None
        return SlotModel(
            properties=_children(paragraph.find(w("pPr"))),
            style=_outer(paragraph.find(f"{w('pPr')}/{w('pStyle')}")),
            item_properties=_item_properties(paragraph),
            run_properties=_children(run.find(w("rPr"))),
            width=twips(width) if width is not None and width.get(w("type")) != "pct" else 0,
            in_cell=cell is not None,
        )


def _item_properties(paragraph: etree._Element) -> str:
    copy = deepcopy(paragraph)
    assert isinstance(copy, CT_P)
    properties: Any = copy.get_or_add_pPr()
    for part in (*properties.findall(w("rPr")), *properties.findall(w("numPr"))):
        properties.remove(part)
    numbering = properties.get_or_add_numPr()
    if properties.ind is None:
        indent = properties.get_or_add_ind()
        for name in ("left", "firstLineChars", "firstLine"):
            indent.set(w(name), "0")
    return _children(properties).replace(_outer(numbering), NUMBERING)


def _children(element: etree._Element | None) -> str:
    """The element's children as XML, without namespace declarations."""
    return "".join(map(_outer, element)) if element is not None else ""


def _outer(element: etree._Element | None) -> str:
    """The element as XML without namespace declarations; empty for ``None``."""
    if element is None:
        return ""
    xml = etree.tostring(element, encoding="unicode", with_tail=False)
    return re.sub(r' xmlns:\w+="[^"]*"', "", xml)
