"""Word reports that docgen did not make, as offices and programs write them."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from docgen.content.blocks import Block, Inlines, Span, Table
from docgen.content.blocks import Document as Read
from docgen.diagnostics import Place
from docgen.roundtrip.reading.report_blocks import report_document
from docgen.word.package_file import open_package
from docgen.word.rendered_pages import rendered_pages
from docgen.word.xml import W

_NAMES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
NAME = "报告.docx"


def report(*parts: str | Sequence[Sequence[str]] | Callable[[Document], Any]) -> Document:
    """A report: texts are paragraphs, lists of rows tables, XML as it is, and calls as they do."""
    document = docx.Document()
    for part in parts:
        if callable(part):
            part(document)
        elif isinstance(part, str):
            if part.startswith("<w:"):
                add(document, part)
            else:
                document.add_paragraph(part)
        else:
            table(part)(document)
    return document


def table(
    rows: Sequence[Sequence[str]], *merged: tuple[int, int, int, int]
) -> Callable[[Document], Any]:
    """Adds a table; ``merged`` are first row and column, last row and column, from 0."""

    def added(document: Document) -> Any:
        made = document.add_table(len(rows), len(rows[0]), "Table Grid")
        for row, texts in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        for top, left, bottom, right in merged:
            made.cell(top, left).merge(made.cell(bottom, right))
        return made

    return added


def centred(text: str) -> Callable[[Document], None]:
    """Adds a line in the middle, in black type."""

    def added(document: Document) -> None:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.add_run(text).bold = True

    return added


def element(xml: str) -> Any:
    """An element of WordprocessingML."""
    return parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {_NAMES}", xml, count=1))


def add(document: Document, xml: str) -> None:
    """Adds a block of WordprocessingML to the end of the body."""
    document.element.body.insert(len(document.element.body) - 1, element(xml))


def with_footnote(text: str) -> Callable[[Document], None]:
    """Adds the part with footnote 2, which says ``text``."""

    def added(document: Document) -> None:
        xml = (
            f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2"><w:p><w:r><w:t>{text}</w:t></w:r>'
            "</w:p></w:footnote></w:footnotes>"
        )
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, xml.encode(), document.part.package)
        document.part.relate_to(part, RT.FOOTNOTES)

    return added


def data_of(document: Document) -> bytes:
    """The bytes of a file."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def read(document: Document | bytes) -> Read:
    """The report as docgen reads it after it was saved."""
    data = document if isinstance(document, bytes) else data_of(document)
    opened = open_package(data, Place(NAME))
    return report_document(opened, NAME, rendered_pages(opened.element.body))


def shown(document: Read) -> list[str]:
    """Its blocks: ``## 一、甲``, ``1. 乙``, ``甲|乙//丙|丁``."""
    return [_shown(block) for block in document.blocks]


def text_of(inlines: Inlines) -> str:
    """The text of a cell, with / for a line end."""
    parts = (part.text if isinstance(part, Span) else "/" for part in inlines)
    return "".join(parts)


def _shown(block: Block) -> str:
    if isinstance(block, Table):
        return "//".join("|".join(map(text_of, row)) for row in block.rows)
    kind = type(block).__name__
    signs = {"Heading": "#" * getattr(block, "level", 0) + " ", "Item": "* "}
    return signs.get(kind, "") + text_of(block.inlines)


def places(document: Read) -> dict[str, str]:
    """The place of each text as messages name it, behind the file's name; of cells too."""
    return {
        span.text: str(span.place).removeprefix(NAME)
        for inlines in document.inlines()
        for span in inlines
        if isinstance(span, Span)
    }
