"""Faults in the structure of tables, which Word repairs silently and other programs do not.

A merged region is a rectangle: a covered cell stands below a cell of the same columns that is
merged down too, and holds no text. Each row covers the columns of ``w:tblGrid``, and each cell is
as wide as the columns it covers (ECMA-376 part 1, 17.4.48 and 17.4.84). A row with only a ``{%tr``
tag disappears from reports and is skipped as an upper row; a row with ``{% colspan … %}`` is not
measured, as its widths are known in a report only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from docgen.diagnostics import Place, Problem, TemplatePlace, template_error
from docgen.templates.table_labels import drops_row
from docgen.word.grid import GridCell, cells_of, columns_of
from docgen.word.xml import twips, w

_TOLERANCE = 20
"""In twips: a point, which is invisible."""

_SPANS = re.compile(r"\{%\s*colspan\b")
_TWIPS_A_MILLIMETRE = 1440 / 25.4


def table_faults(root: etree._Element, part: str, story: str) -> Iterator[Problem]:
    """The faults of every table below ``root``."""
    for number, table in enumerate(root.iter(w("tbl")), 1):
        place = TemplatePlace(part, number, story=story)
        grid = [twips(column) for column in table.iterfind(f"{w('tblGrid')}/{w('gridCol')}")]
        above: list[GridCell] = []
        reported: set[tuple[int, int, int]] = set()
        for row in cells_of(table):
            yield from _widths(row, grid, place, reported)
            yield from _merges(row, above, place)
            above = above if drops_row(row) else row


def _problem(code: str, table: TemplatePlace, cell: GridCell, /, **words: object) -> Problem:
    place = replace(table, row=cell.row, cell=cell.number)
    return template_error(code, Place(place.part), place, **words)


def _widths(
    row: list[GridCell],
    grid: list[int],
    place: TemplatePlace,
    reported: set[tuple[int, int, int]],
) -> Iterator[Problem]:
    """Wrong numbers of columns and widths; equal faults of the same column are reported once."""
    if not row or any(_SPANS.search(cell.text) for cell in row):
        return
    last = row[-1]
    covered = columns_of(next(last.element.iterancestors(w("tr"))))
    if covered != len(grid):
        if (-1, -1, covered) in reported:
            return
        reported.add((-1, -1, covered))
        yield _problem("table-grid", place, last, found=covered, wanted=len(grid))
        return
    for cell in row:
        width = cell.element.find(f"{w('tcPr')}/{w('tcW')}")
        if width is None or width.get(w("type"), "dxa") != "dxa":
            continue
        found, wanted = twips(width), sum(grid[cell.column : cell.column + cell.span])
        key = (cell.column, cell.span, found)
        if abs(found - wanted) > _TOLERANCE and key not in reported:
            reported.add(key)
            words = {"found": _shown(found), "wanted": _shown(wanted)}
            yield _problem("table-cell-width", place, cell, **words)


def _shown(width: int) -> str:
    return f"{width / _TWIPS_A_MILLIMETRE:.1f}"


def _merges(row: list[GridCell], above: list[GridCell], place: TemplatePlace) -> Iterator[Problem]:
    for cell in row:
        if cell.merge != "continue":
            continue
        upper = next((other for other in above if other.column == cell.column), None)
        if upper is None or not upper.merge or upper.span != cell.span:
            yield _problem("table-merge", place, cell)
        elif text := cell.text.strip():
            yield _problem("table-covered-text", place, cell, text=text[:20])
