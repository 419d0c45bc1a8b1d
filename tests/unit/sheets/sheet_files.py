"""Workbooks for the tests: written by openpyxl, and saved by LibreOffice Calc."""

from __future__ import annotations

import csv
import io
import subprocess
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from docgen.diagnostics import Problem
from docgen.sheets.sheet import Sheet
from docgen.sheets.workbook import open_workbook
from docgen.sheets.workbook_file import WorkbookError
from tests.support import SOFFICE

NAME = "决算表.xlsx"
"""What messages call the workbooks."""

Rows = Sequence[Sequence[Any]]


def as_bytes(workbook: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def written(rows: Rows, merged: Iterable[str] = (), title: str = "财决01表") -> bytes:
    """A workbook of one sheet with these rows; ``None`` is an empty cell."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for cells in merged:
        sheet.merge_cells(cells)
    return as_bytes(workbook)


def sheet_of(rows: Rows, merged: Iterable[str] = ()) -> Sheet:
    return open_workbook(written(rows, merged), NAME).sheets[0]


def formatted(values: Iterable[tuple[Any, str]]) -> bytes:
    """A workbook with each value under its number format, one below the other."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    for row, (value, code) in enumerate(values, 1):
        cell = sheet.cell(row, 1, value)
        cell.number_format = code
    return as_bytes(workbook)


def saved_by_calc(file: Path, folder: Path, *endings: str) -> dict[str, Path]:
    """The workbook as Calc saves it, by ending; ``csv`` has each cell as it is shown."""
    for ending in endings:
        kind = "csv:Text - txt - csv (StarCalc):44,34,76" if ending == "csv" else ending
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [str(SOFFICE), profile, "--headless", "--convert-to", kind]
        command += ["--outdir", str(folder / ending), str(file)]
        subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {ending: folder / ending / f"{file.stem}.{ending}" for ending in endings}


def shown_by_calc(file: Path) -> list[str]:
    """What Calc shows of the first column."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [row[0] if row else "" for row in csv.reader(lines)]


def repacked(data: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """The package with some of its parts changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, bytes)(old.read(name)), zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def refusal(function: Callable[..., object], *arguments: object) -> Problem:
    """The problem for which a call is refused."""
    with pytest.raises(WorkbookError) as caught:
        function(*arguments)
    return caught.value.problem
