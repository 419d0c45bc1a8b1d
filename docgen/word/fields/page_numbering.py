"""The number that each page prints, by the sections of its document (ECMA-376 part 1, 17.6.12)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from lxml import etree

from docgen.word.number_formats import written_number
from docgen.word.xml import child_at, w, whole

_PARAGRAPH, _PROPERTIES, _SECTION, _NUMBERS, _TYPE = map(
    w, ("p", "pPr", "sectPr", "pgNumType", "type")
)


class Layout(Protocol):
    """Where the paragraphs of a document stand on its pages, which count from 1."""

    @property
    def count(self) -> int:
        """The number of pages."""

    def page(self, paragraph: etree._Element, offset: int = 0) -> int | None:
        """The page of a character of a paragraph; ``offset`` counts those that have ink.

        ``None`` where it is not known, as of an empty paragraph.
        """


@dataclass
class _Section:
    """A section: its properties, its paragraphs, and its pages."""

    properties: etree._Element | None
    paragraphs: list[etree._Element] = field(default_factory=list)


@dataclass(frozen=True)
class PageNumbers:
    """The numbers that pages print.

    Attributes:
        labels: the label of each page, by its place from 1.
        lengths: the number of pages of the section of each page.
    """

    labels: Mapping[int, str]
    lengths: Mapping[int, int]


def page_labels(body: etree._Element, layout: Layout) -> PageNumbers:
    """The labels of the pages that ``body`` is laid out on.

    A page has the number of the section that begins it, and a section that begins within a page
    those of the following ones. LibreOffice leaves out the blank page before a section on an odd
    page, which has a number all the same.
    """
    labels, lengths = dict[int, str](), dict[int, int]()
    number, begins, last = 1, list[tuple[int, _Section]](), 0
    for section in _sections(body):
        pages = list(filter(None, map(layout.page, section.paragraphs)))
        first = max(pages[0], last + 1) if pages and begins else 1
        last = max([last, *pages])
        if not begins or begins[-1][0] < first <= last:
            begins.append((first, section))
    stops = [first for first, _ in begins[1:]] + [layout.count + 1] * bool(begins)
    for (first, section), stop in zip(begins, stops, strict=True):
        number = _first_number(section, number)
        name = _numbering(section, "fmt") or "decimal"
        for page in range(first, stop):
            labels[page], lengths[page] = written_number(number, name), stop - first
            number += 1
    return PageNumbers(labels, lengths)


def _first_number(section: _Section, number: int) -> int:
    start = whole(_numbering(section, "start"))
    if start is not None:
        return start
    properties = section.properties
    kind = child_at(properties, _TYPE) if properties is not None else None
    wanted = {"oddPage": 1, "evenPage": 0}.get(kind.get(w("val"), "") if kind is not None else "")
    return number if wanted is None or number % 2 == wanted else number + 1


def _numbering(section: _Section, name: str) -> str:
    properties = section.properties
    numbers = child_at(properties, _NUMBERS) if properties is not None else None
    return numbers.get(w(name), "") if numbers is not None else ""


def _sections(body: etree._Element) -> Iterator[_Section]:
    paragraphs = list[etree._Element]()
    for element in body:
        paragraphs += element.iter(_PARAGRAPH)
        end = element if element.tag == _SECTION else child_at(element, _PROPERTIES, _SECTION)
        if end is not None:
            yield _Section(end, paragraphs)
            paragraphs = []
    if paragraphs:
        yield _Section(None, paragraphs)
