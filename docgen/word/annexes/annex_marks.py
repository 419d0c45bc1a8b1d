"""Where the annexes of a writer begin in a joined document: bookmarks that Word does not show.

They stand before the first paragraph of each, with the name of its file as far as a bookmark can
have it, and stay there when the file is edited and saved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final

from lxml import etree

from docgen.word.sections import reopen_last_section
from docgen.word.xml import child_within, w

MARK: Final = "_docgenAnnex"
"""What the names of these bookmarks begin with."""

_MARKED: Final = re.compile(rf"{MARK}\d+_(.+)")
_LONGEST: Final = 40
"""The most characters of a bookmark's name, which has letters, digits and underscores alone."""


def mark_beginning(body: etree._Element, file: str, number: int, identifier: str) -> None:
    """Marks the beginning of the annex ``body``, the ``number``-th from 1, by a bookmark.

    ``file`` is the name of its file, ``identifier`` a number of no other mark.
    """
    first = next(iter(body), None)
    inside = first is not None and first.tag == w("p")
    parent = first if inside and first is not None else body
    place = 1 if inside and len(parent) and parent[0].tag == w("pPr") else 0
    start, end = etree.Element(w("bookmarkStart")), etree.Element(w("bookmarkEnd"))
    for element in (start, end):
        element.set(w("id"), identifier)
    plain = re.sub(r"\W+", "_", PurePath(file).stem).strip("_") or "annex"
    start.set(w("name"), f"{MARK}{number}_{plain}"[:_LONGEST])
    parent[place:place] = [start, end]


def annex_blocks(body: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Yields the blocks of a body that are of annexes, each with the name of its annex."""
    name = ""
    for block in body.iterchildren(etree.Element):
        name = _beginning(block) or name
        if name:
            yield block, name


def annex_of(element: etree._Element) -> str:
    """The name of the annex that an element stands in; empty if it is the report's."""
    body = next(element.iterancestors(w("body")), None)
    if body is None:
        return ""
    block: etree._Element | None = child_within(body, element)
    while block is not None:
        if name := _beginning(block):
            return name
        block = block.getprevious()
    return ""


def cut_annexes(body: etree._Element) -> list[etree._Element]:
    """Takes the annexes out of a body, which ends with the report's last section again.

    Returns their blocks, in order.
    """
    blocks = [block for block, _ in annex_blocks(body)]
    for block in blocks:
        body.remove(block)
    if blocks:
        reopen_last_section(body)
    return blocks


def _beginning(block: etree._Element) -> str:
    """The name of the annex that begins with a block; empty if none does."""
    names = (start.get(w("name"), "") for start in block.iter(w("bookmarkStart")))
    marked = (_MARKED.fullmatch(name) for name in names if name.startswith(MARK))
    return next((found[1] for found in marked if found), "")
