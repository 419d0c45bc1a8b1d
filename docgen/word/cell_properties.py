"""The order of a cell's properties, which the schema fixes (ECMA-376-1, CT_TcPr)."""

from __future__ import annotations

import re

from docx.oxml.table import CT_Tc
from lxml import etree

from docgen.word.xml import w

_ORDER = (
    *("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge", "tcBorders", "shd", "noWrap", "tcMar"),
    *("textDirection", "tcFitText", "vAlign", "hideMark", "headers", "cellIns", "cellDel"),
    *("cellMerge", "tcPrChange"),
)
_RANK = {w(name): rank for rank, name in enumerate(_ORDER)}
_LAST = re.compile(r"<w:(?:vMerge|gridSpan)\b[^>]*/></w:tcPr>")
"""A merge behind the other properties of its cell, where docxtpl puts it."""


def has_properties_out_of_order(xml: str) -> bool:
    """Whether a cell may have its properties in an order that Word does not take."""
    return _LAST.search(xml) is not None


def order_properties(root: etree._Element) -> None:
    """Puts the properties of all cells into their order, in place."""
    for properties in root.iter(w("tcPr")):
        children = list(properties)
        ordered = sorted(children, key=lambda child: _RANK.get(child.tag, len(_RANK)))
        if ordered != children:
            properties[:] = ordered


def with_properties(cell: etree._Element) -> None:
    """Gives a cell without any properties a width, as Word does."""
    assert isinstance(cell, CT_Tc)
    properties = cell.get_or_add_tcPr()
    if not len(properties):
        width = etree.SubElement(properties, w("tcW"))
        width.set(w("w"), "0")
        width.set(w("type"), "auto")
