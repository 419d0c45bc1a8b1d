"""Accepts all tracked changes of a part, so that no author, date or former text is left.

The elements are those of ECMA-376 part 1, 17.13.5, with those of moved and merged cells.
"""

from __future__ import annotations

from lxml import etree

from docgen.word.revisions import strip_revisions
from docgen.word.xml import child_at, remove, w

_FORMER = tuple(
    w(f"{name}Change")
    for name in ("rPr", "pPr", "sectPr", "tblPr", "tblGrid", "tcPr", "trPr", "tblPrEx", "numbering")
)
_RANGES = tuple(
    w(f"{kind}Range{end}")
    for kind in (
        *("moveFrom", "moveTo", "customXmlIns", "customXmlDel"),
        *("customXmlMoveFrom", "customXmlMoveTo"),
    )
    for end in ("Start", "End")
)
_LEFT = (*_RANGES, *map(w, ("cellIns", "cellMerge", "delText", "delInstrText")))
_CHANGES = (*_FORMER, *map(w, ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel")))


def count_changes(root: etree._Element) -> int:
    """How many tracked changes a part has."""
    return sum(1 for _ in root.iter(*_CHANGES, w("cellMerge")))


def accept_changes(root: etree._Element) -> None:
    """Accepts the changes of a part in place; a row whose cells were all deleted is gone."""
    for change in list(root.iter(*_FORMER)):
        remove(change)
    for mark in list(root.iter(w("cellDel"))):
        cell = next(mark.iterancestors(w("tc")), None)
        if cell is not None:
            remove(cell)
    strip_revisions(root)
    for mark in list(root.iter(*_LEFT)):
        remove(mark)
    mend_tables(root)


def mend_tables(root: etree._Element) -> None:
    """Removes rows without cells and tables without rows; a cell ends with a paragraph."""
    for row in list(root.iter(w("tr"))):
        if child_at(row, w("tc")) is None and row.find(f".//{w('tc')}") is None:
            remove(row)
    for table in list(root.iter(w("tbl"))):
        if table.find(f".//{w('tr')}") is None:
            remove(table)
    for cell in root.iter(w("tc"), w("hdr"), w("ftr"), w("txbxContent"), w("footnote")):
        if cell.find(f".//{w('p')}") is None:
            etree.SubElement(cell, w("p"))
