"""Rows that must not break across pages, but are taller than a page.

Word breaks such a row all the same; LibreOffice cuts off what does not fit, without a word. So a
row that may be too tall loses its ``w:cantSplit``; a short one keeps it and stays in one piece.
"""

from __future__ import annotations

import re
from math import ceil
from typing import cast

from lxml import etree

from docgen.word.xml import W, text_of, twips, w

_CHARACTER = 240
"""Twips of a wide character: 12 pt. Table text is smaller, so heights are over-estimated."""

_NARROW = re.compile("[\x00-\xa6\xa9-\xac]")
"""Latin letters, digits and signs are half as wide as Chinese ones."""

_LINE = 360
"""Twips of a line: 18 pt."""


_LONG_ROWS = etree.XPath(
    "//w:tr[w:trPr/w:cantSplit][w:tc[string-length(.) + count(.//w:p) > $lines]]",
    namespaces={"w": W},
)
"""Only they are looked at: a cell takes no more lines than it has characters and paragraphs."""


def let_tall_rows_break(root: etree._Element, page: int) -> None:
    """Takes ``w:cantSplit`` from rows that may be taller than ``page`` twips, in place."""
    for row in cast("list[etree._Element]", _LONG_ROWS(root, lines=page // _LINE)):
        properties = row.find(w("trPr"))
        if properties is not None and _height(row) > page:
            for mark in properties.findall(w("cantSplit")):
                properties.remove(mark)


def _height(row: etree._Element) -> int:
    return max(map(_cell_height, row.iterfind(w("tc"))), default=0)


def _cell_height(cell: etree._Element) -> int:
    width = cell.find(f"{w('tcPr')}/{w('tcW')}")
    room = max(twips(width) if width is not None else 0, _CHARACTER)
    texts = (text_of(one) for one in cell.iter(w("p")))
    return sum(max(ceil(_width(text) / room), 1) for text in texts) * _LINE


def _width(text: str) -> int:
    """Twips, as if the text stood on one line."""
    narrow = len(_NARROW.findall(text))
    return (2 * len(text) - narrow) * _CHARACTER // 2
