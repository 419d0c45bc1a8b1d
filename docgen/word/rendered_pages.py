"""The pages of a .docx as the program that saved it last has laid them out.

Word puts a ``w:lastRenderedPageBreak`` into the run with which a page
begins (ECMA-376 part 1, 17.3.3.13); LibreOffice and WPS put none, and what makes files without
laying them out cannot.
"""

from __future__ import annotations

from lxml import etree

from docgen.word.xml import w

_MARK, _ROW, _CELL, _PARAGRAPH = map(w, ("lastRenderedPageBreak", "tr", "tc", "p"))
_ASIDE = frozenset(map(w, ("drawing", "pict", "object", "del", "moveFrom")))
"""What does not flow with the text: no page begins in it."""


def rendered_pages(body: etree._Element) -> dict[etree._Element, int]:
    """The page that each ``w:p`` begins on, from 1; empty if the file does not say."""
    pages: dict[etree._Element, int] = {}
    if next(body.iter(_MARK), None) is not None:
        _walk(body, 1, pages)
    return pages


def _walk(element: etree._Element, page: int, pages: dict[etree._Element, int]) -> int:
    """The page behind an element that begins on ``page``; cells of a row stand side by side."""
    if element.tag == _MARK:
        return page + 1
    ends = [page]
    for child in element.iterchildren(etree.Element):
        if child.tag not in _ASIDE:
            start = page if element.tag == _ROW and child.tag == _CELL else ends[-1]
            ends.append(_walk(child, start, pages))
    end = max(ends)
    if element.tag == _PARAGRAPH:
        pages[element] = page + _begins_page(element)
    return end


def _begins_page(paragraph: etree._Element) -> bool:
    """Whether a page begins before the first character of a paragraph."""
    first = next(paragraph.iter(_MARK, w("t")), None)
    return first is not None and first.tag == _MARK
