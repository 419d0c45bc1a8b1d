"""Joins cells of a report that the template has as one and somebody split.

产出 | 数量 | 12      the template has 产出 over both rows: the second is
产出 | 质量 | 98%     repeated, or empty, and is joined to the first again
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.scaffold.pack.update.label_paths import squeezed
from docgen.scaffold.taken.line_pattern import plain
from docgen.word.grid import Grid, GridCell, Region, cells_of
from docgen.word.xml import w


def join_split_cells(template: etree._Element, table: etree._Element) -> None:
    """Joins the split cells of a report's ``table``, changed in place, as its template has them."""
    tall = dict(_tall_labels(template))
    if not tall:
        return
    grid = Grid(cells_of(table), Region)
    joined: set[Region] = set()
    for region in grid.regions:
        rows = 0 if region in joined else tall.get(_words(region.cell), 0)
        if rows > region.rows:
            below = list(_below(grid, region, rows))
            _join(region, below)
            joined.update(below)


def _tall_labels(template: etree._Element) -> Iterator[tuple[str, int]]:
    """The labels over several rows, each with the number of its rows."""
    grid = Grid(cells_of(template), Region)
    for region in grid.regions:
        words = _words(region.cell)
        if region.rows > 1 and "{" not in words and any(map(str.isalpha, words)):
            yield words, region.rows


def _words(cell: GridCell) -> str:
    return squeezed(plain(cell.own_text))


def _below(grid: Grid[Region], region: Region, rows: int) -> Iterator[Region]:
    """The cells below that say the same or nothing, up to the height of the template's cell."""
    words = _words(region.cell)
    for number in range(region.end, region.row + rows):
        below = grid.at(number, region.column)
        if below is None or not below.same_columns(region) or below.row != number:
            return
        if _words(below.cell) not in ("", words):
            return
        yield below


def _join(region: Region, below: list[Region]) -> None:
    for place, kind in ((region, "restart"), *((each, "continue") for each in below)):
        properties = place.cell.element.find(w("tcPr"))
        if properties is None:
            properties = place.cell.element.makeelement(w("tcPr"), {}, None)
            place.cell.element.insert(0, properties)
        for mark in properties.findall(w("vMerge")):
            properties.remove(mark)
        etree.SubElement(properties, w("vMerge")).set(w("val"), kind)
