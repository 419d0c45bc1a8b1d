"""Workbooks for tests, as openpyxl and Calc save them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

Cells = Mapping[str, Any]
"""Values by address; of ``(value, format)`` the second is the number format."""


def workbook_of(**sheets: Cells) -> Workbook:
    """A workbook of these sheets."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, cells in sheets.items():
        sheet = workbook.create_sheet(title)
        for address, value in cells.items():
            if isinstance(value, tuple):
                sheet[address], sheet[address].number_format = value
            else:
                sheet[address] = value
    return workbook


def save_workbook(path: Path, **sheets: Cells) -> Path:
    """Saves a workbook of these sheets at a path, whose folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    workbook_of(**sheets).save(path)
    return path


def table(heads: Sequence[str], rows: Sequence[Sequence[Any]], first: int = 1) -> dict[str, Any]:
    """The cells of a table that begins in a row of column A."""
    lines = [heads, *rows]
    return {
        f"{chr(ord('A') + column)}{first + number}": value
        for number, line in enumerate(lines)
        for column, value in enumerate(line)
        if value is not None
    }
