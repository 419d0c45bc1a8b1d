"""Tracked changes of WordprocessingML: runs and paragraph marks that are inserted or deleted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from itertools import count

from lxml import etree

from docgen.word.xml import w

_CHANGES = tuple(map(w, ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange")))
_NOT_FORMER = tuple(map(w, ("rPr", "sectPr", "pPrChange")))
"""Properties that ``w:pPrChange`` does not hold (ECMA-376 part 1, 17.3.1.25)."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class Author:
    """Who makes the changes, and when: ``2024-03-01T09:30:00Z``."""

    name: str
    date: str


class TrackedChanges:
    """Marks changes in the document of ``body`` as those of ``author``."""

    def __init__(self, body: etree._Element, author: Author) -> None:
        self._author = author
        taken = (change.get(w("id"), "") for change in body.iter(*_CHANGES))
        self._ids: Iterator[int] = count(
            max((int(number) for number in taken if number.isdecimal()), default=0) + 1
        )

    def inserted(self, runs: Sequence[etree._Element]) -> None:
        """Marks neighbouring runs as inserted."""
        self._wrap(runs, "ins")

    def deleted(self, runs: Iterable[etree._Element]) -> None:
        """Marks runs as deleted; the text stays in them."""
        for run in runs:
            for text in list(run.iter(w("t"), w("instrText"))):
                text.tag = w("delText") if text.tag == w("t") else w("delInstrText")
                text.set(_SPACE, "preserve")
            self._wrap([run], "del")

    def _wrap(self, runs: Sequence[etree._Element], tag: str) -> None:
        mark = self._mark(tag)
        runs[0].addprevious(mark)
        mark.extend(runs)

    def paragraph_end(self, paragraph: etree._Element, tag: str) -> None:
        """Marks the end of a paragraph as inserted (``ins``) or deleted (``del``)."""
        properties = _child(paragraph, "pPr", 0)
        before = sum(
            1 for child in properties if child.tag not in (w("sectPr"), w("pPrChange"), w("rPr"))
        )
        _child(properties, "rPr", before).insert(0, self._mark(tag))

    def paragraph(self, paragraph: etree._Element, tag: str) -> None:
        """Marks a paragraph as a whole as inserted (``ins``) or deleted (``del``)."""
        runs = [run for run in paragraph.iter(w("r")) if not _is_within(run, tag, paragraph)]
        for run in runs:
            self.inserted([run]) if tag == "ins" else self.deleted([run])
        self.paragraph_end(paragraph, tag)

    def blocks(self, elements: Iterable[etree._Element], tag: str) -> None:
        """Marks paragraphs, rows and tables as inserted (``ins``) or deleted (``del``)."""
        for element in elements:
            for row in element.iter(w("tr")):
                _row_properties(row).append(self._mark(tag))
            for paragraph in element.iter(w("p")):
                self.paragraph(paragraph, tag)

    def properties(self, paragraph: etree._Element, old: etree._Element | None) -> None:
        """Marks the properties of a paragraph as changed from ``old``."""
        change, former = self._mark("pPrChange"), etree.Element(w("pPr"))
        kept = [] if old is None else [child for child in old if child.tag not in _NOT_FORMER]
        former.extend(deepcopy(child) for child in kept)
        change.append(former)
        _child(paragraph, "pPr", 0).append(change)

    def _mark(self, tag: str) -> etree._Element:
        mark = etree.Element(w(tag))
        mark.set(w("id"), str(next(self._ids)))
        mark.set(w("author"), self._author.name)
        mark.set(w("date"), self._author.date)
        return mark


def _child(parent: etree._Element, tag: str, index: int) -> etree._Element:
    """The child ``tag``, added at ``index`` if there is none."""
    found = parent.find(w(tag))
    if found is None:
        found = etree.Element(w(tag))
        parent.insert(index, found)
    return found


def _row_properties(row: etree._Element) -> etree._Element:
    """The ``w:trPr``; the schema wants a property in it beside the mark of a change."""
    properties = _child(row, "trPr", sum(child.tag == w("tblPrEx") for child in row))
    if not len(properties):
        none = etree.SubElement(properties, w("gridBefore"))
        none.set(w("val"), "0")
    return properties


def _is_within(run: etree._Element, tag: str, paragraph: etree._Element) -> bool:
    """Whether a run is marked already, or stands in a text box of the paragraph."""
    ancestors = list(run.iterancestors(w(tag), w("p")))
    return ancestors[0] is not paragraph
