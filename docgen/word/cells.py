"""Tags about the cell they stand in: ``{% colspan 列 | length %}``, ``{% cellbg "D9D9D9" %}``.

They are docxtpl's. What they say becomes a property of the cell, whose value is an expression, in
the place the schema gives it: docxtpl puts it first, where the format has something else.
"""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.table import CT_Tc
from lxml import etree
from markupsafe import Markup

from docgen.expressions import Missing
from docgen.word.columns import mark_grid
from docgen.word.marks import w

_COLOR = re.compile(r"[0-9A-Fa-f]{6}|auto")
_MOST_COLUMNS = 63
"""Word's limit."""

_BEFORE_SPAN = {w(name) for name in ("cnfStyle", "tcW")}
_BEFORE_SHADE = _BEFORE_SPAN | {w(name) for name in ("gridSpan", "hMerge", "vMerge", "tcBorders")}


def say_of_cell(cell: etree._Element, tag: str, value: str) -> None:
    """Gives ``cell`` what a ``colspan`` or ``cellbg`` tag says; ``value`` is its expression."""
    assert isinstance(cell, CT_Tc)
    properties = cell.get_or_add_tcPr()
    if tag == "colspan":
        said, before = {"val": value}, _BEFORE_SPAN
        mark_grid(cell)
    else:
        said, before = {"val": "clear", "color": "auto", "fill": value}, _BEFORE_SHADE
    element = etree.Element(w("gridSpan" if tag == "colspan" else "shd"))
    for old in properties.findall(element.tag):
        properties.remove(old)
    for name, text in said.items():
        element.set(w(name), text)
    properties.insert(sum(child.tag in before for child in properties), element)


def colspan(value: Any) -> Markup:
    """The columns a cell spans. Raises ``TypeError`` for what is no such number."""
    text = str(value)
    if isinstance(value, Missing):
        text = "1"
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_COLUMNS:
        raise TypeError(f"colspan takes a whole number from 1 to {_MOST_COLUMNS}, not {text!r}")
    return Markup(text)


def cellbg(value: Any) -> Markup:
    """The colour behind a cell; nothing is none. Raises ``TypeError`` for what is no colour."""
    text = str(value) or "auto"
    if not _COLOR.fullmatch(text):
        raise TypeError(f"cellbg takes a colour such as D9D9D9, not {text!r}")
    return Markup(text)


FILTERS = {"_colspan": colspan, "_cellbg": cellbg}
