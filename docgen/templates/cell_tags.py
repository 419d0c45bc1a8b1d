"""Tags about the cell they stand in: ``{% colspan 列 | length %}``, ``{% cellbg "D9D9D9" %}``.

They are docxtpl's. What they say becomes a property of the cell, whose value is an expression, in
the place the schema gives it: docxtpl puts it first, where the format has something else.
"""

from __future__ import annotations

import re
from typing import Any, Final

from docx.oxml.table import CT_Tc
from lxml import etree
from markupsafe import Markup

from docgen.packs.expressions import Missing
from docgen.word.xml import twips, w

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


GRID_MARK: Final = "docgen:columns"
"""The comment in a grid that is to be fitted."""


def mark_grid(inside: etree._Element) -> None:
    """Has the grid of the table around ``inside`` fitted when it is filled."""
    table = next(inside.iterancestors(w("tbl")), None)
    grid = table.find(w("tblGrid")) if table is not None else None
    if grid is not None and not _marks(grid):
        grid.append(etree.Comment(GRID_MARK))


def fit_grids(root: etree._Element) -> None:
    """Gives each marked grid the columns that its rows have, in place."""
    for grid in root.iter(w("tblGrid")):
        for mark in _marks(grid):
            grid.remove(mark)
            _fit(grid)


def _marks(grid: etree._Element) -> list[etree._Element]:
    return [one for one in grid.iterchildren(etree.Comment) if one.text == GRID_MARK]


def _fit(grid: etree._Element) -> None:
    table, columns = grid.getparent(), grid.findall(w("gridCol"))
    rows = table.findall(w("tr")) if table is not None else []
    wanted = max(map(_columns, rows), default=0)
    if not wanted or not columns or wanted == len(columns):
        return
    widths = _shared_out([twips(column) for column in columns], wanted)
    grid[:] = [etree.Element(w("gridCol")) for _ in widths]
    for column, width in zip(grid, widths, strict=True):
        column.set(w("w"), str(width))


def _shared_out(widths: list[int], wanted: int) -> list[int]:
    """The widths of ``wanted`` columns, together as wide as ``widths``."""
    total, drawn = sum(widths), len(widths)
    if wanted > drawn:
        return [one * drawn // wanted for one in widths] + [total // wanted] * (wanted - drawn)
    return [one + sum(widths[wanted:]) // wanted for one in widths[:wanted]]


def _columns(row: etree._Element) -> int:
    """How many columns the cells of ``row`` take, those left free beside them included."""
    spans = (cell.find(f"{w('tcPr')}/{w('gridSpan')}") for cell in row.iterfind(w("tc")))
    beside = (row.find(f"{w('trPr')}/{w(name)}") for name in ("gridBefore", "gridAfter"))
    taken = sum(1 if span is None else twips(span, "val") for span in spans)
    return taken + sum(twips(one, "val") for one in beside if one is not None)
