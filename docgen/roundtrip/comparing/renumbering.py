"""Finds the items that have another number, though what stands above them explains none.

1. 甲        1. 甲
2. 乙   ->   1. 乙     the office lets the list begin anew here, and only here
3. 丙        2. 丙
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from docgen.roundtrip.reading.docx_model import Block, DocxFile, DocxParagraph, paragraphs

Items = dict[etree._Element, DocxParagraph]


class Renumbering:
    """Compares the numbers of items, which are to be asked for in document order."""

    def __init__(self, ours: DocxFile, theirs: DocxFile) -> None:
        self._above_ours = dict(_items_above(ours.body))
        self._above_theirs = dict(_items_above(theirs.body))
        self._kept: set[etree._Element] = set()
        self._known: set[etree._Element] = set()
        """Items of ours, and of theirs, that are items on the other side, too."""

    def is_renumbered(self, old: DocxParagraph, new: DocxParagraph) -> bool:
        """Whether ``new``, which was ``old``, has another number for a reason of its own."""
        if old.kind != new.kind:
            return False
        if old.number is None or new.number is None:
            return old.number is not new.number
        self._kept.add(old.element)
        self._known.add(new.element)
        if self._continues(old, self._above_ours):
            return not self._continues(new, self._above_theirs) and self._has_kept_above(old)
        if self._continues(new, self._above_theirs):
            return self._above_theirs[new.element].element in self._known
        return old.number != new.number

    def _has_kept_above(self, old: DocxParagraph) -> bool:
        """Whether an item above it in its list, as docgen printed it, is still there."""
        while self._continues(old, self._above_ours):
            old = self._above_ours[old.element]
            if old.element in self._kept:
                return True
        return False

    def _continues(self, item: DocxParagraph, above: Items) -> bool:
        """Whether it has the number after that of the item above it."""
        before = above.get(item.element)
        last = before.number if before is not None else None
        return last is not None and item.number == last + 1


def _items_above(body: Iterable[Block]) -> Iterator[tuple[etree._Element, DocxParagraph]]:
    """Yields each item with the item of its kind and level above it."""
    last: dict[object, DocxParagraph] = {}
    for block in body:
        for item in paragraphs(block):
            if item.number is not None:
                if item.kind in last:
                    yield item.element, last[item.kind]
                last[item.kind] = item
