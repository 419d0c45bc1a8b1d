"""Paragraphs, rows and tables as the round trip reads them, made without a Word file."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from docgen.roundtrip.reading.docx_model import (
    Block,
    DocxCell,
    DocxFile,
    DocxMargin,
    DocxObject,
    DocxParagraph,
    DocxRow,
    DocxTable,
    Kind,
    Trail,
    words_of,
)
from docgen.templates.provenance import Stretch, ValueSource
from docgen.word.xml import w

HEADING = Kind("heading", 2)
NUMBER = Kind("number", 1)
PICTURE = DocxObject("picture")


def paragraph(
    text: str = "",
    weights: str = "",
    kind: Kind = Kind(),  # noqa: B008
    *,
    objects: tuple[DocxObject, ...] = (),
    boxes: tuple[DocxParagraph, ...] = (),
    sources: tuple[Stretch, ...] = (),
    number: int | None = None,
) -> DocxParagraph:
    """A paragraph, plain if there are no weights."""
    weights = weights or " " * len(text)
    element = etree.Element(w("p"))
    return DocxParagraph(text, weights, kind, objects, boxes, Trail(), element, sources, number)


def paragraphs(texts: str) -> list[DocxParagraph]:
    """A paragraph for each word of ``甲 乙 丙``."""
    return [paragraph(text) for text in texts.split()]


def cell(text: str = "", *, covered: bool = False, opens: bool = False) -> DocxCell:
    """A cell with a paragraph for each line of the text."""
    blocks = tuple(paragraph(line) for line in text.split("\n"))
    return DocxCell(covered, opens, blocks, etree.Element(w("tc")))


def row(texts: str) -> DocxRow:
    """A row of the cells ``甲|乙``."""
    return DocxRow(tuple(cell(text) for text in texts.split("|")), etree.Element(w("tr")))


def table(*rows: str) -> DocxTable:
    return DocxTable(tuple(map(row, rows)), etree.Element(w("tbl")))


def file(*blocks: Block, margins: tuple[str, ...] = ()) -> DocxFile:
    return DocxFile(blocks, tuple(map(DocxMargin, margins)), {}, etree.Element(w("body")))


def words(items: Sequence[Block | DocxRow]) -> str:
    """The words of items: ``甲 乙``."""
    return " ".join(words_of(item).replace("\n", "|") for item in items)


def valued(text: str, source: ValueSource | None = None) -> DocxParagraph:
    """A paragraph of which ``[…]`` in the text are values, all from one source."""
    plain, stretches = "", list[Stretch]()
    for number, piece in enumerate(text.replace("]", "[").split("[")):
        if number % 2:
            where = (len(plain), len(plain) + len(piece))
            stretches.append(Stretch(*where, source or ValueSource(None)))
        plain += piece
    return paragraph(plain, sources=tuple(stretches))
