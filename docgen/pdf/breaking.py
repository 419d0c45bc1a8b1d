"""Rows of merged cells that must be allowed to break, or LibreOffice loses their label.

Where a page ends after the first row of cells that merge down, and the label is taller than that
row, which may not break, LibreOffice prints no label and draws lines to the foot of the page:

    社会效益 | 接待观众   30万人次     one line, may not break; the label has two
    指标     +----------------------  page ends here
             | 学校集体参观

Such a row is allowed to break in the copy that is laid out. The number of lines is estimated: a row
that may break without need does no harm.
"""

from __future__ import annotations

from math import ceil

from lxml import etree

from docgen.word.grid import row_cells
from docgen.word.text_width import half_ems
from docgen.word.xml import twips, w

_EM = 210
"""Width in twips of a Chinese character at 10.5 pt, the size of text in official tables."""

_MARGIN = 108
"""Word's default margin on each side of a cell, in twips."""

_STACKED = 2
"""Fewest characters per line of a label; narrower ones are vertical and cover many rows."""


def free_first_rows(root: etree._Element) -> bool:
    """Lets first rows break whose label is taller, in place; whether there were any."""
    freed = False
    for row in root.iter(w("tr")):
        for properties in row.findall(w("trPr")):
            for unbroken in properties.findall(w("cantSplit")):
                if _label_is_taller(row):
                    properties.remove(unbroken)
                    freed = True
    return freed


def _label_is_taller(row: etree._Element) -> bool:
    margin = _margin(row)
    labels, others = list[int](), list[int]()
    for cell in row_cells(row):
        room = (_width(cell.element) - 2 * margin) // _EM
        if not cell.merge:
            others.append(_lines(cell.element, max(room, 1)))
        elif cell.merge == "restart" and room >= _STACKED:
            labels.append(_lines(cell.element, room))
    tallest = max(others, default=1)
    return any(lines > tallest for lines in labels)


def _lines(cell: etree._Element, room: int) -> int:
    """The number of lines that the text of a cell takes, at ``room`` Chinese characters a line."""
    lines = (line for paragraph in cell.iter(w("p")) for line in _text(paragraph).split("\n"))
    return sum(max(ceil(half_ems(line) / (2 * room)), 1) for line in lines)


def _text(paragraph: etree._Element) -> str:
    """The text of a paragraph with its line breaks."""
    elements = paragraph.iter(w("t"), w("br"))
    return "".join("\n" if element.tag == w("br") else element.text or "" for element in elements)


def _width(cell: etree._Element) -> int:
    return sum(map(twips, cell.iterfind(f"{w('tcPr')}/{w('tcW')}")))


def _margin(row: etree._Element) -> int:
    table = next(row.iterancestors(w("tbl")), None)
    path = f"{w('tblPr')}/{w('tblCellMar')}/{w('left')}"
    margin = table.find(path) if table is not None else None
    return twips(margin) if margin is not None else _MARGIN
