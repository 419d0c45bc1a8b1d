"""The characters that a paragraph prints: without its number, without what is hidden or deleted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from lxml import etree

from docgen.word.xml import child_at, text_of, w

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""The copy of a text box for old programs."""
_P, _RUN, _TEXT, _LOOK, _HIDDEN, _VAL = map(w, ("p", "r", "t", "rPr", "vanish", "val"))
_MARK, _KIND, _SIMPLE = map(w, ("fldChar", "fldCharType", "fldSimple"))
_SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
    w("sym"): "\ufffc",
}
_APART = frozenset((*map(w, ("del", "moveFrom", "txbxContent", "pPr", "rPr", "rt")), FALLBACK))
"""What prints nothing, or is no part of the line: a text box has paragraphs of its own."""
_ODD = (_MARK, _HIDDEN, f"{_MATH}t", *_SIGNS, *_APART - {w("pPr"), w("rPr")})
"""Elements of a paragraph that prints more or less than the text in it."""
_OFF = ("0", "false", "off")


def visible_text(paragraph: etree._Element) -> str:
    """The characters of a paragraph; a tab, a line end and a symbol are one each."""
    reader = _VisibleReader()
    for child in paragraph:
        reader.read(child)
    return "".join(reader.written)


def visible_texts(root: etree._Element, paragraphs: Iterable[etree._Element]) -> list[str]:
    """The :func:`visible_text` of paragraphs below ``root``; nearly all print the text in them."""
    odd = {paragraph for element in root.iter(*_ODD) for paragraph in element.iterancestors(_P)}
    return [
        visible_text(paragraph) if paragraph in odd else text_of(paragraph)
        for paragraph in paragraphs
    ]


def field_offsets(paragraph: etree._Element) -> set[int]:
    """The offsets of the characters in :func:`visible_text` that results of fields are."""
    reader = _VisibleReader()
    for child in paragraph:
        reader.read(child)
    return reader.in_fields


class _VisibleReader:
    """Reads elements in their order; ``open_fields`` says of each whether its result has begun."""

    def __init__(self) -> None:
        self.written = list[str]()
        self.in_fields = set[int]()
        self._length = 0
        self.open_fields = list[bool]()

    def read(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == _RUN:
            self._run(element)
        elif tag not in _APART and isinstance(tag, str):
            if tag in (_TEXT, f"{_MATH}t"):
                self._write(element.text or "")
            elif tag in _SIGNS:
                self._write(_SIGNS[tag])
            elif tag == _MARK:
                self._mark(element.get(_KIND, ""))
            else:
                self._inside(element)

    def _inside(self, element: etree._Element) -> None:
        is_field = element.tag == _SIMPLE
        self.open_fields += [True] * is_field
        for child in element:
            self.read(child)
        if is_field:
            self.open_fields.pop()

    def _run(self, run: etree._Element) -> None:
        hidden = child_at(run, _LOOK, _HIDDEN)
        if hidden is None or hidden.get(_VAL) in _OFF:
            for child in run:
                self.read(child)
            return
        for mark in run.iterchildren(_MARK):
            self.read(mark)

    def _mark(self, kind: str) -> None:
        if kind == "begin":
            self.open_fields.append(False)
        elif self.open_fields and kind == "separate":
            self.open_fields[-1] = True
        elif self.open_fields and kind == "end":
            self.open_fields.pop()

    def _write(self, words: str) -> None:
        if all(self.open_fields):
            self.written.append(words)
            if self.open_fields:
                self.in_fields |= set(range(self._length, self._length + len(words)))
            self._length += len(words)
