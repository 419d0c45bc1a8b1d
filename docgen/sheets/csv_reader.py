"""Reads .csv: a workbook of one sheet of texts, in the encodings in which offices save it."""

from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from pathlib import PurePath

from docgen.diagnostics import Place
from docgen.diagnostics.codes import problem_code
from docgen.sheets.cells import CellKind, StoredCell
from docgen.sheets.sheet import StoredSheet
from docgen.sheets.workbook_file import (
    CELLS_LIMIT,
    DAMAGED_WORKBOOK,
    MOST_CELLS,
    WORKBOOK_TOO_LARGE,
    WorkbookError,
)

UNCLOSED_QUOTE = problem_code(
    "unclosed-quote",
    en=(
        'a cell begins with " and does not end with it',
        'write the text of the cell without ", or save the list in Excel as .xlsx',
    ),
    zh=(
        '有一格以英文引号 " 开头，却不以 " 结尾',
        '去掉这一格的英文引号 "，或者用 Excel 把它另存为 .xlsx',
    ),
)

_DELIMITERS = ",\t;"
_SAMPLE = 50
_LONGEST_TITLE = 31
"""Excel calls the sheet of a .csv as the file, up to this many characters."""


def read_csv(data: bytes, place: Place) -> list[StoredSheet]:
    """The one sheet of a text of rows, which has the name of the file.

    Raises :class:`WorkbookError` if it is not in UTF-8, UTF-16 or GBK.
    """
    lines = list(io.StringIO(_decoded(data, place), newline=""))
    stored = StoredSheet(PurePath(place.file).stem[:_LONGEST_TITLE])
    reader = csv.reader(lines, strict=True)
    try:
        reader = csv.reader(lines, delimiter=_delimiter(lines[:_SAMPLE]), strict=True)
        stored.rows = _rows(reader, place)
    except csv.Error as reason:
        line = Place(place.file, max(reader.line_num, 1), 1)
        raise WorkbookError(UNCLOSED_QUOTE, line) from reason
    if lines[0].lower().startswith("sep="):
        del stored.rows[1]
    return [stored]


def _rows(reader: Iterator[list[str]], place: Place) -> dict[int, dict[int, StoredCell]]:
    rows, left = dict[int, dict[int, StoredCell]](), MOST_CELLS
    for row, texts in enumerate(reader, 1):
        filled = ((column, text) for column, text in enumerate(texts, 1) if text.strip())
        if cells := {column: StoredCell(CellKind.TEXT, text) for column, text in filled}:
            rows[row] = cells
            left -= len(cells)
            if left < 0:
                raise WorkbookError(WORKBOOK_TOO_LARGE, place, limit=CELLS_LIMIT)
    return rows


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
    rows = [len(row) for row in csv.reader(lines, delimiter=sign) if row]
    return (sorted(rows)[len(rows) // 2] if rows else 0), sum(rows)
