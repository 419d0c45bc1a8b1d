"""Rows that must not break across pages, but are taller than a page.

Word breaks such a row all the same; LibreOffice silently cuts off what does not fit. So a row that
may be too tall loses its ``w:cantSplit``; a shorter one keeps it.
"""

from __future__ import annotations

from math import ceil
from typing import cast

from lxml import etree

from docgen.word.text_width import half_ems
from docgen.word.xml import W, remove, text_of, twips, w

_CHARACTER = 240
"""Width of a Chinese character in twips: 12 pt. Table text is smaller, so heights come out high."""

_LINE = 360
"""Height of a line in twips: 18 pt."""

_LONG_CELLS = etree.XPath(
    "//w:tr[w:trPr/w:cantSplit]/w:tc[string-length(.) + count(.//w:p) > $lines]",
    namespaces={"w": W},
)
"""Cells that can be too tall: a cell has at most a line per character and per paragraph."""

_MARKS = etree.XPath("../w:trPr/w:cantSplit", namespaces={"w": W})
"""What keeps the row of a cell on one page."""


def let_tall_rows_break(root: etree._Element, page: int) -> None:
    """Removes ``w:cantSplit`` from rows that may be taller than ``page`` twips, in place."""
    for cell in cast("list[etree._Element]", _LONG_CELLS(root, lines=page // _LINE)):
        for mark in cast("list[etree._Element]", _MARKS(cell)) if _height(cell) > page else ():
            remove(mark)


def _height(cell: etree._Element) -> int:
    width = cell.find(f"{w('tcPr')}/{w('tcW')}")
    room = max(twips(width) if width is not None else 0, _CHARACTER)
    texts = (text_of(paragraph) for paragraph in cell.iter(w("p")))
    lines = (ceil(half_ems(text) * _CHARACTER / 2 / room) for text in texts)
    return sum(max(number, 1) for number in lines) * _LINE
