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
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
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


BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
    '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="3600000" cy="900000"/>'
    '<wp:docPr id="9" name="框"/><a:graphic><a:graphicData '
    'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
    '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="3600000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    "</wps:spPr><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
    "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
    '<v:shape style="width:283pt;height:71pt"><v:textbox><w:txbxContent>{0}</w:txbxContent>'
    "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)
"""A run with a text box, and its fallback for old programs; ``{0}`` is what stands in it."""


def run(text: str, properties: str = "") -> str:
    """A run of WordprocessingML."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of these runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def field(instruction: str, result: str) -> str:
    """A field and what it shows."""
    marks = [
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    ]
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"{marks[0]}{code}{marks[1]}{run(result)}{marks[2]}"


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


def read(document: Document | bytes, name: str = NAME) -> Read:
    """The report as docgen reads it after it was saved."""
    data = document if isinstance(document, bytes) else data_of(document)
    opened = open_package(data, Place(name))
    return report_document(opened, name, rendered_pages(opened.element.body))


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
