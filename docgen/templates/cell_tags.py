"""Tags that set a property of their cell: ``{% colspan 列 | length %}``, ``{% cellbg "D9D9D9" %}``.

They are docxtpl's. Here they become a property of the cell whose value is an expression, in the
order of the schema: docxtpl puts the property first, which the schema does not allow.
"""

from __future__ import annotations

import re
from typing import Any, Final

from docx.oxml.table import CT_Tc
from lxml import etree
from markupsafe import Markup

from docgen.packs.expressions import Missing
from docgen.packs.expressions.filter_registry import tag_filter
from docgen.word.grid import columns_of
from docgen.word.xml import twips, w

_COLOR = re.compile(r"[0-9A-Fa-f]{6}|auto")
_MOST_COLUMNS = 63
"""The most columns of a table in Word."""

_BEFORE_SPAN = {w(name) for name in ("cnfStyle", "tcW")}
_BEFORE_SHADE = _BEFORE_SPAN | {w(name) for name in ("gridSpan", "hMerge", "vMerge", "tcBorders")}


def set_cell_property(cell: etree._Element, tag: str, value: str) -> None:
    """Sets the property of a ``colspan`` or ``cellbg`` tag; ``value`` is its expression."""
    assert isinstance(cell, CT_Tc)
    properties = cell.get_or_add_tcPr()
    if tag == "colspan":
        attributes, before = {"val": value}, _BEFORE_SPAN
        mark_grid(cell)
    else:
        attributes, before = {"val": "clear", "color": "auto", "fill": value}, _BEFORE_SHADE
    element = etree.Element(w("gridSpan" if tag == "colspan" else "shd"))
    for old in properties.findall(element.tag):
        properties.remove(old)
    for name, text in attributes.items():
        element.set(w(name), text)
    properties.insert(sum(child.tag in before for child in properties), element)


@tag_filter("_colspan")
def colspan(value: Any) -> Markup:
    """The number of columns a cell spans, 1 to 63. Raises ``TypeError`` for others."""
    text = str(value)
    if isinstance(value, Missing):
        text = "1"
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_COLUMNS:
        raise TypeError(f"colspan takes a whole number from 1 to {_MOST_COLUMNS}, not {text!r}")
    return Markup(text)


@tag_filter("_cellbg")
def cellbg(value: Any) -> Markup:
    """The fill of a cell, ``RRGGBB``, or ``auto`` if empty. Raises ``TypeError`` for others."""
    text = str(value) or "auto"
    if not _COLOR.fullmatch(text):
        raise TypeError(f"cellbg takes a colour such as D9D9D9, not {text!r}")
    return Markup(text)


GRID_MARK: Final = "docgen:columns"
"""The comment that marks a ``w:tblGrid`` to be fitted."""


def mark_grid(inside: etree._Element) -> None:
    """Marks the grid of the table around ``inside`` to be fitted after filling."""
    table = next(inside.iterancestors(w("tbl")), None)
    grid = table.find(w("tblGrid")) if table is not None else None
    if grid is not None and not _marks(grid):
        grid.append(etree.Comment(GRID_MARK))


def fit_grids(root: etree._Element) -> None:
    """Gives each marked grid as many columns as its rows have, in place."""
    for grid in root.iter(w("tblGrid")):
        for mark in _marks(grid):
            grid.remove(mark)
            _fit(grid)


def _marks(grid: etree._Element) -> list[etree._Element]:
    return [comment for comment in grid.iterchildren(etree.Comment) if comment.text == GRID_MARK]


def _fit(grid: etree._Element) -> None:
    table, columns = grid.getparent(), grid.findall(w("gridCol"))
    rows = table.findall(w("tr")) if table is not None else []
    number = max(map(columns_of, rows), default=0)
    if not number or not columns or number == len(columns):
        return
    widths = _fitted_widths([twips(column) for column in columns], number)
    grid[:] = [etree.Element(w("gridCol")) for _ in widths]
    for column, width in zip(grid, widths, strict=True):
        column.set(w("w"), str(width))


def _fitted_widths(widths: list[int], number: int) -> list[int]:
    """The widths of ``number`` columns, whose total is about that of ``widths``."""
    total, old_number = sum(widths), len(widths)
    if number > old_number:
        narrowed = [width * old_number // number for width in widths]
        return narrowed + [total // number] * (number - old_number)
    return [width + sum(widths[number:]) // number for width in widths[:number]]
