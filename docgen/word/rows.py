"""Rows that must not break across pages, but are taller than a page.

Word breaks such a row all the same; LibreOffice cuts off what does not fit, without a word. So a
row that may be too tall loses its ``w:cantSplit``; a short one keeps it and stays in one piece.
"""

from __future__ import annotations

from math import ceil
from unicodedata import east_asian_width

from lxml import etree

from docgen.word.marks import text_of, twips, w

_CHARACTER = 240
"""Twips of a wide character: 12 pt. Table text is smaller, so heights are over-estimated."""

_LINE = 360
"""Twips of a line: 18 pt."""


def let_tall_rows_break(root: etree._Element, page: int) -> None:
    """Takes ``w:cantSplit`` from rows that may be taller than ``page`` twips, in place."""
    for mark in list(root.iter(w("cantSplit"))):
        row = next(mark.iterancestors(w("tr")), None)
        properties = mark.getparent()
        if row is not None and properties is not None and _height(row) > page:
            properties.remove(mark)


def _height(row: etree._Element) -> int:
    return max((_cell_height(cell) for cell in row.iterfind(w("tc"))), default=0)


def _cell_height(cell: etree._Element) -> int:
    width = cell.find(f"{w('tcPr')}/{w('tcW')}")
    room = twips(width) if width is not None else 0
    lines = (ceil(_width(text_of(one)) / max(room, _CHARACTER)) for one in cell.iter(w("p")))
    return sum(max(one, 1) for one in lines) * _LINE


def _width(text: str) -> int:
    wide = sum(east_asian_width(character) in "WFA" for character in text)
    return (wide * 2 + len(text) - wide) * _CHARACTER // 2
