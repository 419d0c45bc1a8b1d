"""Tables whose columns come and go with the unit: their grid follows.

A table names its columns in ``w:tblGrid``. Where cells are repeated or left out, ``{%tc … %}``, the
form cannot know how many there will be, and each program would make a grid of its own. Such a
table's grid bears a mark, and once it is filled has the columns of its widest row: the drawn width
is shared out as docxtpl shares it.
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from docgen.word.marks import twips, w

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
