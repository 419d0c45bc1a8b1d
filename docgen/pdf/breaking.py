"""Rows of merged cells that have to break, or LibreOffice loses their label.

Where a page ends behind the first row of cells that merge down, and the label is taller than that
row, which may not break, LibreOffice prints no label and draws lines to the foot of the page:

    社会效益 | 接待观众   30万人次     one line, may not break; the label has two
    指标     +----------------------  page ends here
             | 学校集体参观

Such a row may break in the copy that is laid out. What is two lines is estimated: no harm comes of
a row that may break and need not.
"""

from __future__ import annotations

from unicodedata import east_asian_width

from lxml import etree

from docgen.word.xml import twips, w

_EM = 210
"""Twips of a Chinese sign at 10.5 pt, the size of text in official tables."""

_MARGIN = 108
"""Twips on each side of a cell, where the table does not say."""

_STACKED = 2
"""Signs in a line of a label that stands upright; those reach over many rows."""


def free_first_rows(root: etree._Element) -> bool:
    """Lets the first rows of taller labels break; says whether there were any."""
    freed = False
    for row in root.iter(w("tr")):
        for unbroken in row.findall(f"{w('trPr')}/{w('cantSplit')}"):
            properties = unbroken.getparent()
            if properties is not None and _label_is_taller(row):
                properties.remove(unbroken)
                freed = True
    return freed


def _label_is_taller(row: etree._Element) -> bool:
    margin = _margin(row)
    labels, others = [0], [1]
    for cell in row.findall(w("tc")):
        merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
        room = (_width(cell) - 2 * margin) // _EM
        if merge is None:
            others.append(_lines(cell, max(room, 1)))
        elif merge.get(w("val")) == "restart" and room >= _STACKED:
            labels.append(_lines(cell, room))
    return max(labels) > max(others)


def _lines(cell: etree._Element, room: int) -> int:
    """Lines that the text of a cell takes, ``room`` Chinese signs in each."""
    lines = (line for one in cell.iter(w("p")) for line in _text(one).split("\n"))
    lengths = (sum(1.0 if east_asian_width(sign) in "WFA" else 0.5 for sign in line)
               for line in lines)  # fmt: skip
    return sum(max(int(-(-length // room)), 1) for length in lengths)


def _text(paragraph: etree._Element) -> str:
    """The text of a paragraph with its line ends."""
    signs = paragraph.iter(w("t"), w("br"))
    return "".join("\n" if one.tag == w("br") else one.text or "" for one in signs)


def _width(cell: etree._Element) -> int:
    width = cell.find(f"{w('tcPr')}/{w('tcW')}")
    return twips(width) if width is not None else 0


def _margin(row: etree._Element) -> int:
    table = row.getparent()
    path = f"{w('tblPr')}/{w('tblCellMar')}/{w('left')}"
    margin = table.find(path) if table is not None else None
    return twips(margin) if margin is not None else _MARGIN
