"""Where the annexes of a writer begin in a joined document: bookmarks that Word does not show.

They stand before the first paragraph of each, and stay there when the file is edited and saved.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from docgen.word.xml import w

_MARK: Final = "_docgenAnnex"


def mark_beginning(body: etree._Element, number: int, identifier: str) -> None:
    """Marks the beginning of the annex ``body``, the ``number``-th from 1, by a bookmark."""
    first = next(iter(body), None)
    inside = first is not None and first.tag == w("p")
    parent = first if inside and first is not None else body
    place = 1 if inside and len(parent) and parent[0].tag == w("pPr") else 0
    start, end = etree.Element(w("bookmarkStart")), etree.Element(w("bookmarkEnd"))
    for element in (start, end):
        element.set(w("id"), identifier)
    start.set(w("name"), f"{_MARK}{number}")
    parent[place:place] = [start, end]


def annex_blocks(body: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    """Yields the blocks of a body that are of annexes, each with the number of its annex."""
    number = 0
    for block in body.iterchildren(etree.Element):
        number = _beginning(block) or number
        if number:
            yield block, number


def _beginning(block: etree._Element) -> int:
    """The number of the annex that begins with a block; 0 if none does."""
    for start in block.iter(w("bookmarkStart")):
        name = start.get(w("name"), "")
        if name.startswith(_MARK) and name[len(_MARK) :].isdecimal():
            return int(name[len(_MARK) :])
    return 0
