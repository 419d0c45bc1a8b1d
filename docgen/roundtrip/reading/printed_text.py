"""The text of a paragraph as it is printed: with what fields, symbols and boxes to tick show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.content.blocks import BOLD, BOLD_ITALIC
from docgen.roundtrip.reading.docx_model import OBJECT, PAGE, DocxObject, DocxParagraph

_SENTENCE_END = re.compile(r"[。；：！？…]\s*\Z")
_SYMBOL = re.compile(r" \(.*\)\Z")
_CODE = re.compile(r"[0-9A-F]{4}\Z")

PrintedLine = list[tuple[str, bool]]
"""The characters of a line, each with whether it is bold."""


def printed_lines(paragraph: DocxParagraph) -> Iterator[PrintedLine]:
    """The lines of a paragraph that are paragraphs to its reader, without blanks at their ends.

    A forced line break parts what stands before it if that ends a sentence; a title that is broken
    into two lines is one.
    """
    line: PrintedLine = []
    for sign, is_bold in _characters(paragraph):
        if sign != "\n":
            line.append((sign, is_bold))
        elif _SENTENCE_END.search("".join(sign for sign, _ in line[-3:])):
            yield _stripped(line)
            line = []
    yield _stripped(line)


def every_line(paragraph: DocxParagraph) -> Iterator[PrintedLine]:
    """The lines of a paragraph in a cell, where each forced line break begins another."""
    line: PrintedLine = []
    for sign, is_bold in [*_characters(paragraph), ("\n", False)]:
        if sign == "\n":
            yield _stripped(line)
            line = []
        else:
            line.append((sign, is_bold))


def text_in(line: PrintedLine) -> str:
    """The characters of a line."""
    return "".join(sign for sign, _ in line)


def _characters(paragraph: DocxParagraph) -> Iterator[tuple[str, bool]]:
    objects = iter(paragraph.objects)
    for sign, weight in zip(paragraph.text, paragraph.weights, strict=True):
        is_bold = weight in (BOLD, BOLD_ITALIC)
        if sign == OBJECT:
            found = next(objects, None)
            yield from ((shown, is_bold) for shown in (shown_by(found) if found else ""))
        elif sign == "\t":
            yield " ", is_bold
        elif sign != PAGE:
            yield sign, is_bold


def shown_by(of: DocxObject) -> str:
    """The characters that an object prints in its line; none for a picture, or a hidden text."""
    if of.kind in ("symbol", "checkbox"):
        sign = _SYMBOL.sub("", of.detail)
        return "" if _CODE.match(sign) else sign
    return of.words if of.reads_as_text and of.kind != "control" else ""


def _stripped(line: PrintedLine) -> PrintedLine:
    start, stop = 0, len(line)
    while start < stop and line[start][0].isspace():
        start += 1
    while start < stop and line[stop - 1][0].isspace():
        stop -= 1
    return line[start:stop]
