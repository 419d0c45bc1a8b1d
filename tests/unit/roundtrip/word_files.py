"""Small Word files as lists of texts, and what is read of them in the same notation.

    ## 甲       a heading of level 2            1. 甲       an item with a number
    - 甲        an item with a bullet           甲**乙**    with bold text
    甲|乙       a table; each line is a row     ^           a cell covered by the one above

A text that begins with ``<`` is WordprocessingML.
"""

from __future__ import annotations

import io
import re
from functools import cache
from itertools import groupby, pairwise

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.table import CT_Tc
from docx.text.paragraph import Paragraph
from lxml import etree

from docgen.content.blocks import BOLD, PLAIN
from docgen.roundtrip.reading.docx_model import Block, DocxCell, DocxFile, DocxParagraph, DocxTable
from docgen.roundtrip.reading.docx_reader import read_document
from docgen.word.xml import R, W

_NAMESPACES = {
    "w": W,
    "r": R,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
_KEPT = re.compile(r"Normal|Default|Heading|List (Number|Bullet)$|Title|Table Grid")
_STYLES = {"1. ": "List Number", "- ": "List Bullet", "## ": "Heading 2", "# ": "Heading 1"}
_SIGNS = {"number": "1. ", "bullet": "- ", "text": ""}


@cache
def blank() -> bytes:
    """An empty Word file with few styles, which is quick to open."""
    made = docx.Document()
    for style in list(made.styles):
        if not _KEPT.match(style.name):
            style.delete()
    relations = made.part.rels
    for identifier, relation in list(relations.items()):
        if relation.reltype not in (RT.STYLES, RT.NUMBERING, RT.SETTINGS):
            del relations[identifier]
    return data_of(made)


def element(xml: str) -> etree._Element:
    """An element of WordprocessingML, made by python-docx."""
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    parsed: etree._Element = parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {names}", xml, count=1))
    return parsed


def document(*blocks: str) -> Document:
    """A Word file of these blocks, with the styles of python-docx."""
    made = docx.Document(io.BytesIO(blank()))
    for block in blocks:
        if block.startswith("<"):
            made.element.body.insert(len(made.element.body) - 1, element(block))
        elif "|" in block:
            rows = [line.split("|") for line in block.split("\n")]
            table = made.add_table(len(rows), len(rows[0]))
            for row, texts in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    write(cell.paragraphs[0], text.removeprefix("^"))
            for (above, below), (_, texts) in zip(
                pairwise(table.rows), pairwise(rows), strict=True
            ):
                for number, text in enumerate(texts):
                    if text.startswith("^"):
                        cover(above._tr.tc_lst[number], below._tr.tc_lst[number])
        else:
            start = next((sign for sign in _STYLES if block.startswith(sign)), "")
            write(made.add_paragraph(style=_STYLES.get(start)), block.removeprefix(start))
    return made


def write(paragraph: Paragraph, text: str) -> None:
    """Writes runs, bold between ``**``."""
    for number, piece in enumerate(text.split("**")):
        if piece:
            paragraph.add_run(piece).bold = True if number % 2 else None


def cover(above: CT_Tc, below: CT_Tc) -> None:
    """Lets the upper cell merge down over the lower one."""
    below.vMerge = "continue"
    above.vMerge = above.vMerge or "restart"


def data_of(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def read(*blocks: str) -> DocxFile:
    return read_document(document(*blocks))


def shown(read_file: DocxFile) -> list[str]:
    """The blocks of a file, empty paragraphs left out."""
    return [text for text in map(shown_block, read_file.body) if text]


def shown_block(block: Block) -> str:
    if isinstance(block, DocxTable):
        return "\n".join("|".join(map(_shown_cell, row.cells)) for row in block.rows)
    heading = "#" * block.kind.level + " "
    return _SIGNS.get(block.kind.name, heading) + _shown_text(block)


def _shown_cell(cell: DocxCell) -> str:
    return "^" * cell.covered + "¶".join(map(shown_block, cell.blocks))


def _shown_text(paragraph: DocxParagraph) -> str:
    text = ""
    pairs = zip(paragraph.text, paragraph.weights, strict=True)
    for weight, group in groupby(pairs, key=lambda pair: pair[1]):
        words = "".join(character for character, _ in group)
        mark = {PLAIN: "", BOLD: "**"}.get(weight, "*")
        text += f"{mark}{words}{mark}"
    return text
