"""Bookmarks of headings, which the entries of a table of contents refer to."""

from __future__ import annotations

import re

from lxml import etree

from docgen.word.xml import child_at, w, whole

_START, _END, _NAME, _ID, _PROPERTIES = map(
    w, ("bookmarkStart", "bookmarkEnd", "name", "id", "pPr")
)
_OWN = re.compile(r"_Toc\d+")
_FIRST = 200_000_001
"""The number of the first name that is made; Word's own begin with those of the clock."""


class HeadingBookmarks:
    """The bookmarks of the headings below ``root``; new ones are made where there is none."""

    def __init__(self, root: etree._Element) -> None:
        starts = list(root.iter(_START))
        self._names = {start.get(_NAME, "") for start in starts}
        self._last = max([whole(start.get(_ID, "")) or 0 for start in starts], default=0)
        self._number = _FIRST

    def name(self, paragraph: etree._Element) -> str:
        """The name of a heading's bookmark."""
        for start in paragraph.iter(_START):
            if _OWN.fullmatch(start.get(_NAME, "")):
                return start.get(_NAME, "")
        name = self._free()
        self._names.add(name)
        self._last += 1
        start, end = etree.Element(_START), etree.Element(_END)
        start.set(_ID, str(self._last))
        start.set(_NAME, name)
        end.set(_ID, str(self._last))
        paragraph.insert(0 if child_at(paragraph, _PROPERTIES) is None else 1, start)
        paragraph.append(end)
        return name

    def _free(self) -> str:
        while f"_Toc{self._number}" in self._names:
            self._number += 1
        return f"_Toc{self._number}"
