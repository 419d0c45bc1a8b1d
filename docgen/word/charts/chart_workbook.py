"""The workbook inside a chart, which Word opens with "Edit Data".

The sheet of the template is kept, with its looks and the names of its sheets; its figures are
replaced by those that the chart shows. What is no workbook that can be read is made anew.
"""

from __future__ import annotations

import io
import re
from decimal import Decimal

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from docgen.diagnostics import Place
from docgen.word.charts.chart_table import ChartTable, column_letters
from docgen.word.package_file import PackageError, unzipped
from docgen.word.zip import zip_file

_MEGABYTES = 16
"""The most that a workbook of a template may unpack to; Word's own has a thousandth of it."""

_DATES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_DAY = rb"\g<1>2000-01-01T00:00:00Z"
_UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LONGEST_SHEET = 31
_GENERAL = "General"


def chart_workbook(
    template: bytes | None, table: ChartTable, sheet: str, formats: list[str]
) -> bytes:
    """The bytes of an .xlsx with the figures of ``table`` on the sheet of that name.

    ``template`` is the workbook that the chart had; ``None`` if it had none. ``formats`` are the
    number formats of its series; the last is that of further ones. The same table gives the same
    bytes.
    """
    workbook = _opened(template)
    own = next((each for each in workbook.worksheets if each.title == sheet), None)
    if own is None:
        workbook = openpyxl.Workbook()
        own = workbook.worksheets[0]
        own.title = sheet[:_LONGEST_SHEET]
    _write(own, table, formats)
    _fit_tables(own, table)
    workbook.active = own
    buffer = io.BytesIO()
    workbook.save(buffer)
    entries = unzipped(buffer.getvalue(), Place(""), _MEGABYTES << 21)
    core = "docProps/core.xml"
    return zip_file({**entries, core: _DATES.sub(_DAY, entries[core])}, {})


def _opened(template: bytes | None) -> openpyxl.Workbook:
    """The workbook of the template; an empty one if it cannot be read, or is of an older format."""
    if template is None:
        return openpyxl.Workbook()
    try:
        unzipped(template, Place(""), _MEGABYTES << 20)
        return openpyxl.load_workbook(io.BytesIO(template))
    except PackageError:
        return openpyxl.Workbook()
    # A workbook may be damaged in any way, and the chart needs none of what is in it.
    except Exception:
        return openpyxl.Workbook()


def _write(sheet: Worksheet, table: ChartTable, formats: list[str]) -> None:
    """Empties the cells that stood there, and writes the table from A1 on."""
    for row in list(sheet.merged_cells.ranges):
        sheet.unmerge_cells(str(row))
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.value = None
    _write_text(sheet, 1, 1, table.header)
    for row, category in enumerate(table.categories, 2):
        _write_text(sheet, row, 1, category)
    for number, column in enumerate(table.columns):
        _write_text(sheet, 1, number + 2, column.name)
        for row, value in enumerate(column.values, 2):
            cell = sheet.cell(row, number + 2)
            cell.value = _cell_value(value)
            used = formats[min(number, len(formats) - 1)] if formats else _GENERAL
            if used != _GENERAL:
                cell.number_format = used


def _write_text(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Writes a text as a text, even one that begins like a formula."""
    cell = sheet.cell(row, column)
    cell.value = _UNSTORABLE.sub("", text)
    if cell.data_type == "f":
        cell.data_type = "s"


def _cell_value(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _fit_tables(sheet: Worksheet, table: ChartTable) -> None:
    """Makes the table around the cells end where the figures do; others go.

    The headings of its columns are those of the cells, or Excel repairs the file.
    """
    first = next((t for t in sheet.tables.values() if range_boundaries(t.ref)[:2] == (1, 1)), None)
    for name in list(sheet.tables):
        del sheet.tables[name]
    headings = [table.header, *(column.name for column in table.columns)]
    if first is None or len(set(map(str.lower, headings))) != len(headings) or "" in headings:
        return
    whole = f"A1:{column_letters(len(headings))}{table.last_row}"
    fitted = Table(displayName=first.displayName, id=first.id, name=first.name, ref=whole)
    fitted.tableStyleInfo = first.tableStyleInfo
    fitted.tableColumns = [
        TableColumn(id=number, name=heading) for number, heading in enumerate(headings, 1)
    ]
    sheet.add_table(fitted)
