"""Workbooks: .xlsx, .xlsm, .xls, .ods and .csv, opened by what they hold."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from docgen.diagnostics import Place, nearest
from docgen.diagnostics.bilingual import listed_names
from docgen.diagnostics.codes import problem_code
from docgen.diagnostics.file_names import the_one_meant
from docgen.sheets.csv_reader import read_csv
from docgen.sheets.ods_reader import read_ods
from docgen.sheets.sheet import Sheet, StoredSheet
from docgen.sheets.workbook_file import (
    CELLS_LIMIT,
    EMPTY_WORKBOOK,
    LOCKED_WORKBOOK,
    MOST_CELLS,
    NOT_A_WORKBOOK,
    WORKBOOK_TOO_LARGE,
    WorkbookError,
    bytes_of,
    format_of,
    format_of_package,
    unzipped,
)
from docgen.sheets.xls_reader import read_xls
from docgen.sheets.xlsx_reader import read_xlsx

UNKNOWN_SHEET = problem_code(
    "unknown-sheet",
    en=(
        "the workbook has no sheet 「{title}」{nearest}",
        "write one that there is, if it was renamed: {known}",
    ),
    zh=("表格文件中没有工作表「{title}」{nearest}", "工作表改了名的，写新名称；其中有：{known}"),
)

_TEXT_ENDINGS = (".csv", ".tsv", ".txt")


@dataclass(frozen=True)
class Workbook:
    """A workbook that was read whole.

    Attributes:
        name: what messages call the file.
        digest: the BLAKE2b digest of its bytes, as hexadecimal figures.
        sheets: its sheets with cells, in their order, hidden ones included.
    """

    name: str
    digest: str
    sheets: tuple[Sheet, ...]

    def sheet(self, title: str) -> Sheet:
        """The sheet of a title; full width, capitals and blanks at its ends make no difference.

        Raises :class:`WorkbookError` if there is none, with the nearest title and all others.
        """
        by_title = {sheet.title: sheet for sheet in self.sheets}
        meant = the_one_meant(title, by_title)
        if meant:
            return by_title[meant]
        words = {"nearest": nearest(title, by_title), "known": listed_names(by_title)}
        raise WorkbookError(UNKNOWN_SHEET, Place(self.name), title=title, **words)


def open_workbook(source: Path | bytes, name: str) -> Workbook:
    """The workbook ``source``, which messages call ``name``.

    Raises :class:`WorkbookError` if it is not there, empty, damaged, locked or too large, or no
    workbook.
    """
    place = Place(name)
    data = bytes_of(source, place)
    stored, from_1904 = _stored(data, place)
    if sum(map(_merged_rows, stored)) > MOST_CELLS:
        raise WorkbookError(WORKBOOK_TOO_LARGE, place, limit=CELLS_LIMIT)
    sheets = tuple(Sheet(sheet, name, from_1904=from_1904) for sheet in stored)
    return Workbook(name, blake2b(data).hexdigest(), sheets)


def _merged_rows(sheet: StoredSheet) -> int:
    """The rows of all merged ranges together, as far as the sheet is filled."""
    last = max(sheet.rows, default=0)
    return sum(max(min(merged.last_row, last) - merged.row + 1, 0) for merged in sheet.merged)


def _stored(data: bytes, place: Place) -> tuple[list[StoredSheet], bool]:
    """The sheets of the file, and whether its dates count from 1904."""
    kind = format_of(data)
    if kind == "nothing":
        raise WorkbookError(EMPTY_WORKBOOK, place)
    if kind == "locked":
        raise WorkbookError(LOCKED_WORKBOOK, place)
    if kind == "xls":
        return read_xls(data, place)
    if kind == "text" and place.file.lower().endswith(_TEXT_ENDINGS):
        return read_csv(data, place), False
    if kind == "zip":
        entries = unzipped(data, place)
        kind = format_of_package(entries)
        if kind == "xlsx":
            return read_xlsx(entries, place)
        if kind == "ods":
            return read_ods(entries, place), False
    raise WorkbookError(NOT_A_WORKBOOK, place, holds=kind)
