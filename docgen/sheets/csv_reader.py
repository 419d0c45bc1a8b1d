"""Reads .csv: a workbook of one sheet of texts, in the encodings in which offices save it."""

from __future__ import annotations

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from itertools import islice
from pathlib import PurePath

from docgen.diagnostics import Place
from docgen.sheets.cells import CellKind, StoredCell
from docgen.sheets.sheet import StoredSheet
from docgen.sheets.workbook_file import DAMAGED_WORKBOOK, WorkbookError

_DELIMITERS = ",\t;"
_SAMPLE = 50
_LONGEST_TITLE = 31
"""Excel calls the sheet of a .csv as the file, up to this many characters."""


def read_csv(data: bytes, place: Place) -> list[StoredSheet]:
    """The one sheet of a text of rows, which has the name of the file.

    Raises :class:`WorkbookError` if it is not in UTF-8, UTF-16 or GBK.
    """
    lines = _decoded(data, place).splitlines(keepends=True)
    delimiter = _delimiter(lines)
    if lines and lines[0].lower().startswith("sep="):
        lines[0] = "\n"
    stored = StoredSheet(PurePath(place.file).stem[:_LONGEST_TITLE])
    for row, texts in enumerate(csv.reader(lines, delimiter=delimiter), 1):
        cells = {
            column: StoredCell(CellKind.TEXT, text)
            for column, text in enumerate(texts, 1)
            if text.strip()
        }
        if cells:
            stored.rows[row] = cells
    return [stored]


def _decoded(data: bytes, place: Place) -> str:
    """The text; Excel saves GBK, UTF-8 with a mark, or UTF-16 with a mark as Unicode text."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig" if data.startswith(BOM_UTF8) else "utf-8", "gb18030"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise WorkbookError(DAMAGED_WORKBOOK, place, part=encodings[-1])


def _delimiter(lines: list[str]) -> str:
    """What parts the fields: the sign that makes the most fields of each of the first rows.

    csv.Sniffer takes signs that stand in each line as often, such as those within numbers.
    """
    first = lines[0].strip().lower() if lines else ""
    if first.startswith("sep=") and first[4:] in _DELIMITERS:
        return first[4:] or "\t"
    return max(_DELIMITERS, key=lambda sign: _fewest_fields(lines, sign))


def _fewest_fields(lines: list[str], sign: str) -> tuple[int, int]:
    """How many fields ``sign`` makes of most of the first rows, and of all together."""
    rows = [len(row) for row in islice(csv.reader(lines, delimiter=sign), _SAMPLE) if row]
    return (sorted(rows)[len(rows) // 2] if rows else 0), sum(rows)
