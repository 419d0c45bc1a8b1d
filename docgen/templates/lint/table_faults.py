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
from docgen.diagnostics.codes import Code, problem_code
from docgen.templates.table_labels import drops_row
from docgen.word.grid import GridCell, cells_of, columns_of
from docgen.word.xml import twips, w

TABLE_GRID = problem_code(
    "table-grid",
    en=(
        "this row covers {found:# column|# columns}, and the table has {wanted} ({template})",
        "split and merge its cells again in Word, or draw the row anew",
    ),
    zh=(
        "这一行占 {found} 列，表格有 {wanted} 列（{template}）",
        "在 Word 里重新拆分、合并这一行的格，或重画这一行",
    ),
)
TABLE_CELL_WIDTH = problem_code(
    "table-cell-width",
    en=(
        "the cell is {found} mm wide, and its columns {wanted} mm ({template})",
        "set the width of the column again in Word, with the whole column selected",
    ),
    zh=(
        "这一格宽 {found} 毫米，它所占的列宽 {wanted} 毫米（{template}）",
        "在 Word 里选中整列，重新设列宽",
    ),
)
TABLE_MERGE = problem_code(
    "table-merge",
    en=(
        "this cell is covered from above, and no merged cell of the same columns stands there ("
        "{template})",
        "split the cells of this region and merge them again, as a rectangle",
    ),
    zh=(
        "这一格并入上面的格，而上面没有同样宽的合并格（{template}）",
        "把这一片拆开，重新合并成矩形",
    ),
)
TABLE_COVERED_TEXT = problem_code(
    "table-covered-text",
    en=(
        "a covered cell holds 「{text}」, which nobody sees ({template})",
        "split the cells, move the text, and merge them again",
    ),
    zh=("被合并盖住的格里有「{text}」，谁也看不见（{template}）", "拆开，移走文字，再合并"),
)

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


def _problem(code: Code, table: TemplatePlace, cell: GridCell, /, **words: object) -> Problem:
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
        yield _problem(TABLE_GRID, place, last, found=covered, wanted=len(grid))
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
            yield _problem(TABLE_CELL_WIDTH, place, cell, **words)


def _shown(width: int) -> str:
    return f"{width / _TWIPS_A_MILLIMETRE:.1f}"


def _merges(row: list[GridCell], above: list[GridCell], place: TemplatePlace) -> Iterator[Problem]:
    for cell in row:
        if cell.merge != "continue":
            continue
        upper = next((other for other in above if other.column == cell.column), None)
        if upper is None or not upper.merge or upper.span != cell.span:
            yield _problem(TABLE_MERGE, place, cell)
        elif text := cell.text.strip():
            yield _problem(TABLE_COVERED_TEXT, place, cell, text=text[:20])
