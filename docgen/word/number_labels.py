"""The numbers that Word prints before paragraphs: ``（一）``, ``1.2`` (ECMA-376 part 1, 17.9)."""

from __future__ import annotations

import re
from typing import NamedTuple

from docx.document import Document
from lxml import etree

from docgen.word.list_counts import ListCounts
from docgen.word.number_formats import written_number
from docgen.word.numberings import numberings_of
from docgen.word.style_cascade import Cascade
from docgen.word.xml import w

_LEVEL = re.compile(r"%([1-9])")
_VAL = w("val")


class NumberLabel(NamedTuple):
    """A number before a paragraph, and what stands between both: ``tab``, ``space``, ``nothing``.

    ``text`` is empty where there is no number; bullets are none.
    """

    text: str = ""
    behind: str = "nothing"


class NumberLabels:
    """Works out the numbers of a document's paragraphs, which are to be asked for in order."""

    def __init__(self, document: Document, cascade: Cascade) -> None:
        self._cascade, self._counts = cascade, ListCounts(document)
        self._formats = _formats(document)

    def next(self, paragraph: etree._Element) -> NumberLabel:
        """The number of the next paragraph."""
        identifier, level = self._cascade.numbering(paragraph)
        if self._counts.next(identifier, level) is None:
            return NumberLabel()
        element = self._cascade.numbering_level(paragraph)
        if element is None:
            return NumberLabel()
        numbers = self._counts.counted(identifier, level)
        is_legal = element.find(w("isLgl")) is not None

        def written(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            name = "decimal" if is_legal else self._formats.get((identifier, str(at)), "decimal")
            return written_number(numbers[at], name) if at < len(numbers) else ""

        return NumberLabel(_LEVEL.sub(written, _value(element, "lvlText")), _behind(element))


def _behind(level: etree._Element) -> str:
    return _value(level, "suff") or "tab"


def _formats(document: Document) -> dict[tuple[str, str], str]:
    """The number format of each instance and level."""
    root = numberings_of(document)
    if root is None:
        return {}
    definitions = {
        definition.get(w("abstractNumId"), ""): list(definition.iterfind(w("lvl")))
        for definition in root.iterfind(w("abstractNum"))
    }
    return {
        (number.get(w("numId"), ""), level.get(w("ilvl"), "0")): _value(level, "numFmt")
        for number in root.iterfind(w("num"))
        for level in definitions.get(_value(number, "abstractNumId"), ())
    }


def _value(element: etree._Element, tag: str) -> str:
    child = element.find(w(tag))
    return child.get(_VAL, "") if child is not None else ""
