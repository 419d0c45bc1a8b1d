"""Writes a report by hand, in the manner of offices, and notes its values by their labels."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

LEFT, CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
BESIDE, ABOVE = "<", "^"
"""A cell that continues the one at its left, or the one above."""


@dataclass(frozen=True)
class Value:
    """A value, its path of labels, and whether it is written on a line."""

    path: str
    text: str
    underlined: bool = False

    @property
    def printed(self) -> str:
        """What is written."""
        return f" {self.text} " if self.underlined else self.text


@dataclass(frozen=True)
class Choice:
    """Boxes, of which some are ticked; its value is what stands beside those."""

    path: str
    options: Sequence[str]
    chosen: Sequence[str]

    @property
    def text(self) -> str:
        """The chosen options."""
        return "、".join(self.chosen)

    @property
    def printed(self) -> str:
        """All options with their boxes."""
        return "  ".join(f"{'☑' if each in self.chosen else '☐'}{each}" for each in self.options)


@dataclass(frozen=True)
class Photo:
    """A picture of a person."""


Piece = str | Value | Choice | Photo
Written = Piece | Sequence[Piece]
"""What a cell has; a line end in a text is a break."""


@dataclass
class Page:
    """A report that is written; ``values`` has its values by the path of their labels."""

    document: Document = field(default_factory=docx.Document)
    values: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        style = self.document.styles["Normal"]
        style.font.name, style.font.size = "Times New Roman", Pt(12)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋_GB2312")

    def title(self, *pieces: Piece) -> None:
        """A centred title in 黑体 of size 18."""
        paragraph = self.line(*pieces, align=CENTRE)
        for run in paragraph.runs:
            run.font.size = Pt(18)
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "黑体")

    def line(
        self, *pieces: Piece, align: WD_ALIGN_PARAGRAPH = LEFT, indent: bool = False
    ) -> Paragraph:
        """A paragraph; an ``indent`` is of two characters."""
        paragraph = self.document.add_paragraph()
        paragraph.alignment = align
        if indent:
            paragraph.paragraph_format.first_line_indent = Pt(24)
        self._write(paragraph, pieces)
        return paragraph

    def text(self, path: str, *texts: str) -> None:
        """Paragraphs of prose, which are one value: its paragraphs, one a line."""
        for text in texts:
            self.line(text, indent=True)
        self.note(path, "\n".join(texts))

    def heading(self, text: str, level: int = 1) -> None:
        """A heading with a style, its number typed."""
        self.document.add_heading(text, level)

    def table(self, rows: Sequence[Sequence[Written]], widths: Sequence[float]) -> Table:
        """A table with lines; widths are in centimetres."""
        table: Table = self.document.add_table(rows=len(rows), cols=len(widths))
        table.style = self.document.styles["Table Grid"]
        for at, width in enumerate(widths):
            table.columns[at].width = Cm(width)
        for number, row in enumerate(rows):
            assert len(row) == len(widths), row
            for column, written in enumerate(row):
                if written not in (BESIDE, ABOVE):
                    self._fill(_merged(table, rows, number, column), written)
        return table

    def note(self, path: str, text: str) -> None:
        """Notes a value; each path is of one."""
        assert path not in self.values, path
        self.values[path] = text

    def _fill(self, cell: _Cell, written: Written) -> None:
        one = isinstance(written, str | Value | Choice | Photo)
        pieces: Sequence[Piece] = (written,) if one else written  # type: ignore[assignment]
        self._write(cell.paragraphs[0], pieces)

    def _write(self, paragraph: Paragraph, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            if isinstance(piece, Photo):
                paragraph.add_run().add_picture(io.BytesIO(_png()), width=Cm(2.5))
            elif isinstance(piece, str):
                paragraph.add_run(piece)
            else:
                run = paragraph.add_run(piece.printed)
                run.underline = True if isinstance(piece, Value) and piece.underlined else None
                self.note(piece.path, piece.text)


def _merged(table: Table, rows: Sequence[Sequence[Written]], number: int, column: int) -> _Cell:
    """A cell, merged with those that continue it."""
    right, below = column, number
    while right + 1 < len(rows[number]) and rows[number][right + 1] == BESIDE:
        right += 1
    while below + 1 < len(rows) and rows[below + 1][column] == ABOVE:
        below += 1
    cell: _Cell = table.cell(number, column)
    return cell.merge(table.cell(below, right)) if (right, below) != (column, number) else cell


def _png() -> bytes:
    """A grey picture of 30 by 42 points."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    head = struct.pack(">IIBBBBB", 30, 42, 8, 0, 0, 0, 0)
    lines = zlib.compress((b"\0" + b"\x99" * 30) * 42)
    chunks = (chunk(b"IHDR", head), chunk(b"IDAT", lines), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
