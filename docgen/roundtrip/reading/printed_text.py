"""The text of a paragraph as it is printed: with what fields, symbols and boxes to tick show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from docgen.content.blocks import BOLD, BOLD_ITALIC
from docgen.ordinals import ordinal_of
from docgen.roundtrip.reading.docx_model import OBJECT, PAGE, DocxObject, DocxParagraph

_SENTENCE_END = re.compile(r"[。；：！？…]\s*\Z")
_HEADING = re.compile(r"[^，；：。]{2,25}")
_CHINESE_LEVELS = 2
"""The levels of 一、 and （一）."""
_SYMBOL = re.compile(r" \(.*\)\Z")
_CODE = re.compile(r"[0-9A-F]{4}\Z")


class PrintedSign(NamedTuple):
    """A character of a line, and the one of a paragraph that prints it.

    Attributes:
        text: the character.
        is_bold: whether it is bold.
        paragraph: the paragraph; ``None`` for the text of a note.
        offset: the offset in it.
    """

    text: str
    is_bold: bool
    paragraph: DocxParagraph | None = None
    offset: int = 0


PrintedLine = list[PrintedSign]
"""The characters of a line."""


def printed_lines(paragraph: DocxParagraph) -> Iterator[PrintedLine]:
    """The lines of a paragraph that are paragraphs to its reader, without blanks at their ends.

    A forced line break parts two of them if a sentence or a heading ends before it, or a number
    begins behind it; a title that is broken into two lines is one.
    """
    line: PrintedLine = []
    for piece in every_line(paragraph):
        if line and _are_parted(text_in(line), text_in(piece)):
            yield line
            line = []
        line = [*line, *piece]
    yield line


def _are_parted(above: str, below: str) -> bool:
    ordinal = ordinal_of(above)
    is_heading = ordinal and ordinal.level <= _CHINESE_LEVELS and _HEADING.fullmatch(above)
    return bool(is_heading or _SENTENCE_END.search(above) or ordinal_of(below))


def every_line(paragraph: DocxParagraph) -> Iterator[PrintedLine]:
    """The lines of a paragraph in a cell, where each forced line break begins another."""
    line: PrintedLine = []
    for sign in [*_characters(paragraph), PrintedSign("\n", False)]:
        if sign.text == "\n":
            yield _stripped(line)
            line = []
        else:
            line.append(sign)


def text_in(line: PrintedLine) -> str:
    """The characters of a line."""
    return "".join(sign.text for sign in line)


def line_of_note(note: str) -> PrintedLine:
    """The text of a note as a line."""
    return [PrintedSign(sign, False) for sign in note]


def _characters(paragraph: DocxParagraph) -> Iterator[PrintedSign]:
    objects = iter(paragraph.objects)
    for at, (sign, weight) in enumerate(zip(paragraph.text, paragraph.weights, strict=True)):
        shown = sign
        if sign == OBJECT:
            found = next(objects, None)
            shown = shown_by(found) if found else ""
        elif sign in ("\t", PAGE):
            shown = " " if sign == "\t" else ""
        for each in shown:
            yield PrintedSign(each, weight in (BOLD, BOLD_ITALIC), paragraph, at)


def shown_by(of: DocxObject) -> str:
    """The characters that an object prints in its line; none for a picture, or a hidden text."""
    if of.kind in ("symbol", "checkbox"):
        sign = _SYMBOL.sub("", of.detail)
        return "" if _CODE.match(sign) else sign
    return of.words if of.reads_as_text and of.kind != "control" else ""


def _stripped(line: PrintedLine) -> PrintedLine:
    start, stop = 0, len(line)
    while start < stop and line[start].text.isspace():
        start += 1
    while start < stop and line[stop - 1].text.isspace():
        stop -= 1
    return line[start:stop]
