"""Reads .xls, the workbooks of Excel before 2007, by xlrd."""

from __future__ import annotations

import io

import xlrd

from docgen.diagnostics import Place
from docgen.sheets.built_in_formats import BUILT_IN, LOCAL_DATES
from docgen.sheets.cells import CellKind, StoredCell
from docgen.sheets.sheet import MergedRange, StoredSheet
from docgen.sheets.workbook_file import (
    DAMAGED_WORKBOOK,
    LOCKED_WORKBOOK,
    NOT_A_WORKBOOK,
    WorkbookError,
    format_of_compound,
)

_KINDS = {
    xlrd.XL_CELL_TEXT: CellKind.TEXT,
    xlrd.XL_CELL_NUMBER: CellKind.NUMBER,
    xlrd.XL_CELL_DATE: CellKind.NUMBER,
    xlrd.XL_CELL_BOOLEAN: CellKind.FLAG,
    xlrd.XL_CELL_ERROR: CellKind.ERROR,
}


def read_xls(data: bytes, place: Place) -> tuple[list[StoredSheet], bool]:
    """The sheets of a workbook, and whether its dates count from 1904.

    Raises :class:`WorkbookError` if it is damaged or locked.
    """
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        )
        return [_sheet(book, sheet) for sheet in book.sheets()], book.datemode == 1
    # A damaged file makes xlrd raise exceptions of many kinds.
    except Exception as reason:
        raise _refused(str(reason).lower(), data, place) from reason


def _refused(reason: str, data: bytes, place: Place) -> WorkbookError:
    if "encrypted" in reason:
        return WorkbookError(LOCKED_WORKBOOK, place)
    if "can't find workbook" in reason:  # the workbook is an object in another file
        return WorkbookError(NOT_A_WORKBOOK, place, holds=format_of_compound(data, unlike="xls"))
    return WorkbookError(DAMAGED_WORKBOOK, place, part="Workbook")


def _sheet(book: xlrd.Book, sheet: xlrd.sheet.Sheet) -> StoredSheet:
    stored = StoredSheet(sheet.name, sheet.visibility != 0)
    stored.hides_zeros = not sheet.show_zero_values
    for row in range(sheet.nrows):
        cells = {
            column + 1: _cell(book, cell)
            for column, cell in enumerate(sheet.row(row))
            if cell.ctype in _KINDS
        }
        if cells:
            stored.rows[row + 1] = cells
            if row in sheet.rowinfo_map and sheet.rowinfo_map[row].hidden:
                stored.hidden_rows.add(row + 1)
    stored.hidden_columns = [
        (column + 1, column + 1) for column, info in sheet.colinfo_map.items() if info.hidden
    ]
    stored.merged = [
        MergedRange(top + 1, left + 1, bottom, right)
        for top, bottom, left, right in sheet.merged_cells
    ]
    return stored


def _cell(book: xlrd.Book, cell: xlrd.sheet.Cell) -> StoredCell:
    kind, value = _KINDS[cell.ctype], cell.value
    if kind is CellKind.ERROR:
        return StoredCell(kind, xlrd.error_text_from_code.get(value, "#VALUE!"))
    if kind is CellKind.FLAG:
        return StoredCell(kind, bool(value))
    return StoredCell(kind, value, _code(book, cell.xf_index))


def _code(book: xlrd.Book, index: int | None) -> str:
    """The number format of a cell; xlrd knows no built-in ones of East Asian Excels."""
    if index is None or index >= len(book.xf_list):
        return "General"
    key = book.xf_list[index].format_key
    known = book.format_map.get(key)
    if known is not None and known.format_str and key not in LOCAL_DATES:
        return str(known.format_str)
    return BUILT_IN.get(key, "General")
