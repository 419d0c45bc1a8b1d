"""A list in a sheet: one row of heads, and a row for each item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from docgen.diagnostics import Problem, error
from docgen.diagnostics.codes import problem_code
from docgen.sheets.cells import Cell, CellKind
from docgen.sheets.sheet import MergedRange, Sheet
from docgen.sheets.workbook_file import WorkbookError

NO_TABLE_HEAD = problem_code(
    "no-table-head",
    en=(
        "the sheet has no row of heads above a list",
        "write the names of the columns into the row above the first item, one in each cell",
    ),
    zh=("工作表中找不到表头", "在第一条数据的上一行逐格写上各列的名称"),
)
HEAD_TWICE = problem_code(
    "head-twice",
    en=(
        "two columns are headed 「{head}」: this one, and the one at {other}",
        "give one of them another name",
    ),
    zh=("有两列的表头都是「{head}」：这一列，和 {other} 那一列", "把其中一列改成别的名称"),
)

_SEARCHED = 100
"""A head is looked for in this many of the filled rows."""

_YEAR = re.compile(r"(?:19|20)\d\d")
_LINE = re.compile(r"[:：]\s*\S")
"""A line above a list says what something is: 单位：万元."""

_BLANKS = re.compile(r"\s+")
_CHINESE_BLANK = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")


@dataclass(frozen=True)
class TableRow:
    """An item of a list.

    Attributes:
        number: the row of the sheet, from 1.
        cells: the cell of each head.
    """

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class SheetTable:
    """A list of a sheet.

    Attributes:
        head_row: the row of the sheet that the heads begin in, from 1.
        heads: the names of the columns, from the left.
        rows: the rows below that have a filled cell, totals and notes included.
        problems: heads that stand twice, of which the first counts.
    """

    head_row: int
    heads: tuple[str, ...]
    rows: list[TableRow]
    problems: tuple[Problem, ...] = ()


def table(sheet: Sheet, head_row: int | None = None) -> SheetTable:
    """The list of a sheet whose heads are in ``head_row``, or in the first row like one of heads.

    That is a row in which most columns of the list are filled, mostly with texts; a title, or a
    line with the unit of the figures, fills fewer. Where heads are merged, or stand below a merged
    one, the head has several rows, and its names are joined: ``预算.年初``. A merged cell counts
    for each row that it covers. Columns without a head are left out.

    Raises :class:`WorkbookError` if there is no such row.
    """
    first = head_row or _head_row(sheet)
    if not first:
        raise WorkbookError(NO_TABLE_HEAD, sheet.place)
    last = _last_head_row(sheet, first)
    columns, problems = _columns(sheet, first, last)
    if not columns:
        raise WorkbookError(NO_TABLE_HEAD, sheet.place)
    rows = [
        TableRow(number, {head: sheet.cell(number, column) for head, column in columns.items()})
        for number, cells in sheet.numbered_rows()
        if number > last and not all(cell.is_empty for cell in cells)
    ]
    return SheetTable(first, tuple(columns), rows, tuple(problems))


def head_text(cell: Cell) -> str:
    """The name that a head gives its column: in one line, without blanks beside Chinese."""
    return _CHINESE_BLANK.sub("", _BLANKS.sub(" ", cell.text.strip()))


def is_head_like(cell: Cell) -> bool:
    """Whether a cell may be a head: a text, or a year."""
    if cell.kind is CellKind.TEXT:
        return cell.number is None and not cell.is_empty
    return cell.kind is CellKind.NUMBER and _YEAR.fullmatch(cell.text) is not None


def _head_row(sheet: Sheet) -> int:
    """The row of the heads; 0 if there is none."""
    rows = list(islice(_filled_rows(sheet), _SEARCHED))
    width = max((len(filled) for _, filled in rows), default=0)
    for index, (number, filled) in enumerate(rows):
        if 2 * len(filled) > width and _is_mostly_heads(filled):
            later = rows[index + 1 : index + 3]
            wider = (row for row, cells in later if _is_wider_head(filled, cells))
            return next(wider, number)
    return 0


def _filled_rows(sheet: Sheet) -> Iterator[tuple[int, dict[int, Cell]]]:
    """The filled cells of each row by their columns; a title over all of them fills one."""
    for number, cells in sheet.numbered_rows():
        filled = {column: cell for column, cell in enumerate(cells, 1) if not cell.is_empty}
        single = len({cell.place for cell in filled.values()}) == 1
        yield number, dict(islice(filled.items(), 1)) if single else filled


def _is_mostly_heads(filled: dict[int, Cell]) -> bool:
    return 2 * sum(map(is_head_like, filled.values())) > len(filled)


def _is_wider_head(filled: dict[int, Cell], below: dict[int, Cell]) -> bool:
    """Whether the row below is the one of heads, and this a line above it: 单位：万元."""
    says_more = any(_LINE.search(cell.text) for cell in filled.values())
    return says_more and len(below) > len(filled) and all(map(is_head_like, below.values()))


def _last_head_row(sheet: Sheet, first: int) -> int:
    """The last row of the heads that begin in ``first``: as far as one is merged down."""
    ranges = {sheet.range_at(first, column) for column in range(1, sheet.last_column + 1)}
    last = max((merged.last_row for merged in ranges), default=first)
    parted = [merged for merged in ranges if merged.last_column > merged.column]
    if last == first and parted and all(_has_heads_below(sheet, merged) for merged in parted):
        last = first + 1
    return last


def _has_heads_below(sheet: Sheet, merged: MergedRange) -> bool:
    columns = range(merged.column, min(merged.last_column, sheet.last_column) + 1)
    return all(is_head_like(sheet.cell(merged.last_row + 1, column)) for column in columns)


def _columns(sheet: Sheet, first: int, last: int) -> tuple[dict[str, int], list[Problem]]:
    """The column of each head, and the heads that stand twice."""
    columns, problems = dict[str, int](), list[Problem]()
    for column in range(1, sheet.last_column + 1):
        cells = [sheet.cell(row, column) for row in range(first, last + 1)]
        parts = dict.fromkeys(cells_by_place(cells).values())
        name = ".".join(filter(None, parts))
        if name in columns:
            other = sheet.cell(last, columns[name]).place.address
            problems.append(error(HEAD_TWICE, cells[-1].place, head=name, other=other))
        elif name:
            columns[name] = column
    return columns, problems


def cells_by_place(cells: list[Cell]) -> dict[str, str]:
    """The name of each head by its address; a merged one counts once."""
    return {cell.place.address: head_text(cell) for cell in cells}
