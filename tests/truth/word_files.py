"""Writes a text as the Word file of an office: a title, headings, merged cells of real tables."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from zlib import crc32

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.table import Table

from tests.truth.tables import PipeTable, pipe_tables

_HEADING = re.compile("(#+) (.*)")


@dataclass
class WordFile:
    """A Word file and where its parts come from.

    Attributes:
        origins: the line of the text for each paragraph and each cell, in reading order.
        rows: the line for each row of each table, both counted from 1.
    """

    document: Document = field(default_factory=docx.Document)
    origins: list[int] = field(default_factory=list)
    rows: dict[tuple[int, int], int] = field(default_factory=dict)

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()


def word_file(name: str, source: str) -> WordFile:
    """A text as a Word file; every second one has headings without a style, in bold type."""
    made = WordFile()
    has_styles = crc32(name.encode()) % 2 == 0
    lines = source.split("\n")
    tables = {table.lines[0]: table for table in pipe_tables(lines)}
    for number, line in enumerate(lines, 1):
        if number in tables:
            _add_table(made, tables[number], sum(first <= number for first in tables))
        elif line and not line.startswith("|"):
            _add_line(made.document, line, has_styles)
            made.origins.append(number)
    return made


def _add_line(document: Document, line: str, has_styles: bool) -> None:
    heading = _HEADING.match(line)
    if not heading:
        style = "List Bullet" if line.startswith("- ") else None
        document.add_paragraph(line.removeprefix("- "), style)
    elif heading[1] == "#":
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = paragraph.add_run(heading[2])
        run.bold, run.font.size = True, Pt(22)
    elif has_styles:
        document.add_heading(heading[2], len(heading[1]) - 1)
    else:
        document.add_paragraph().add_run(heading[2]).bold = True


def _add_table(made: WordFile, table: PipeTable, number: int) -> None:
    lines = [table.lines[0], *(row.line for row in table.rows)]
    texts = [table.heads, *(row.cells for row in table.rows)]
    word_table = made.document.add_table(len(texts), len(table.heads), "Table Grid")
    for row, (line, cells) in enumerate(zip(lines, texts, strict=True)):
        made.rows[number, row + 1] = line
        for cell, text in zip(word_table.rows[row].cells, cells, strict=True):
            cell.text = text
    merged = _merge_down(word_table, texts)
    for row, line in enumerate(lines):
        made.origins += [line] * sum((row, column) not in merged for column in range(len(texts[0])))


def _merge_down(word_table: Table, texts: list[tuple[str, ...]]) -> set[tuple[int, int]]:
    """Merges blank cells of the first columns with the one above, as 一级指标 has them."""
    merged = set()
    for column in range(2 if "级" in texts[0][0] else 0):
        for row in range(2, len(texts)):
            left = column == 0 or (row, column - 1) in merged or texts[row][column - 1]
            if not texts[row][column] and left and texts[row][column + 1]:
                word_table.cell(row - 1, column).merge(word_table.cell(row, column))
                merged.add((row, column))
    return merged
