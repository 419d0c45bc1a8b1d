"""On which page of its layout each line of a report stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from docgen.content.blocks import Block, Document, Inline, Inlines, Span, Table
from docgen.diagnostics import Place

_SHORTEST, _UNIQUE, _COMPARED = 4, 10, 24
"""Characters that tell a page from the next one, or from all others; and those compared."""


def with_pages(document: Document, texts: Sequence[str]) -> Document:
    """The document with the pages of a layout in its places.

    Args:
        document: a report whose places have no pages.
        texts: the text of each page, without blanks.
    """
    lines = [[part for part in inlines if isinstance(part, Span)] for inlines in document.inlines()]
    found = pages_of(("".join(span.text for span in spans) for spans in lines), texts)
    pages = {
        span.place.line: page
        for spans, page in zip(lines, found, strict=True)
        for span in spans
        if span.place
    }

    def paged(place: Place) -> Place:
        spot = place.spot
        page = pages.get(place.line, 0)
        return place._replace(spot=replace(spot, page=page)) if spot and page else place

    return _replaced(document, paged)


def pages_of(lines: Iterable[str], texts: Sequence[str]) -> list[int]:
    """The page of each line of a report, from 1.

    Args:
        lines: the texts of its paragraphs and cells, in order.
        texts: the text of each page of its layout, without blanks.
    """
    pages, page = list[int](), 1
    for line in lines:
        page = _page("".join(line.split())[:_COMPARED], page, texts)
        pages.append(page)
    return pages


def _page(text: str, page: int, texts: Sequence[str]) -> int:
    """The page that a text stands on, if that before it stands on ``page``.

    It is that page or the next one, unless the text stands on one page alone.
    """
    if len(text) < _SHORTEST:
        return page
    near = range(page, min(page + 1, len(texts)) + 1)
    if found := next((each for each in near if text in texts[each - 1]), 0):
        return found
    elsewhere = [each for each, other in enumerate(texts, 1) if each > page and text in other]
    return elsewhere[0] if len(elsewhere) == 1 and len(text) >= _UNIQUE else page


def _replaced(document: Document, paged: Callable[[Place], Place]) -> Document:
    """The document with other places; a cell that is repeated stays one object."""
    known: dict[int, Inlines] = {}

    def inlines(old: Inlines) -> Inlines:
        if id(old) not in known:
            known[id(old)] = tuple(map(inline, old))
        return known[id(old)]

    def inline(part: Inline) -> Inline:
        if isinstance(part, Span) and part.place:
            return replace(part, place=paged(part.place))
        return part

    def block(old: Block) -> Block:
        place = paged(old.place)
        if isinstance(old, Table):
            return replace(
                old, place=place, rows=tuple(tuple(map(inlines, row)) for row in old.rows)
            )
        return replace(old, place=place, inlines=inlines(old.inlines))

    return replace(document, blocks=tuple(map(block, document.blocks)))
