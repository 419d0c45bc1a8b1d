"""Long tables, whose rows are finished and printed a few at a time, and not with the document.

    <w:tbl>…<w:tr>甲</w:tr><w:tr>乙</w:tr><w:tr>丙</w:tr></w:tbl>       filled in
    <w:tbl>…<w:tr>甲</w:tr><!--docgen:rows 0--></w:tbl>                finished as the document is
    <w:tbl>…<w:tr>甲</w:tr><w:tr>乙</w:tr><w:tr>丙</w:tr></w:tbl>       put back

The elements of a row take thirty times the memory of its text. All at once they fill the memory of
the machine; some rows at a time they fill the cache of its processor, and a row of a long table
costs what one of a short table does. The first row stays, so that the table is seen to have rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from docgen.templates.cell_tags import GRID_MARK
from docgen.templates.marks import MERGE_OPEN

INCOMPLETE = re.compile(
    "</w:tr>(?<!</w:tc></w:tr>)|</w:tbl>(?<!</w:tr></w:tbl>)"
    "|</w:tc>(?<!</w:p></w:tc>)(?<!<w:p/></w:tc>)|<w:t(?:bl|r|c)/>"
)
"""Signs of an empty row or table, or of a cell without a last paragraph: most files have none."""

_SOME = 65_536
"""Characters of rows that are finished together."""

_TABLE, _TABLE_END, _ROW_END = "<w:tbl>", "</w:tbl>", "</w:tr>"
_TOGETHER = (MERGE_OPEN, "<wp:docPr ", "noteReference ")
"""Signs of what is finished over all rows: merged cells, and the numbers of drawings and notes."""

_PLACE = re.compile(rb"<!--docgen:rows (\d+)-->")
_ROOT = re.compile(r"<\w[^>]*>")
_NAMESPACE = re.compile(r"""\sxmlns[\w:.-]*=(?:"[^"]*"|'[^']*')""")


class LongTables:
    """The rows of long tables, which are set aside while the rest of a document is finished.

    ``finished`` takes the XML of an element with rows and prints it as it has to be.
    """

    def __init__(self, finished: Callable[[str], bytes]) -> None:
        self._finished = finished
        self._aside: list[bytes] = []

    def set_aside(self, xml: str) -> str:
        """``xml`` with comments in the place of rows."""
        first, *tables = xml.split(_TABLE)
        if not any(len(table) > _SOME for table in tables):
            return xml
        root = _ROOT.search(xml)
        names = "".join(_NAMESPACE.findall(root[0])) if root else ""
        # Split so, each ends its table at its first end: no other table begins in it.
        return _TABLE.join((first, *("".join(self._pieces(table, names)) for table in tables)))

    def put_back(self, data: bytes) -> bytes:
        """The printed file with its rows."""
        return _PLACE.sub(lambda place: self._aside[int(place[1])], data) if self._aside else data

    def _pieces(self, table: str, names: str) -> Iterator[str]:
        """What is up to the end of the first row; comments for other rows; and what follows."""
        end = table.find(_TABLE_END)
        start = table.find(_ROW_END, 0, end) + len(_ROW_END)
        yield table[:start]
        if GRID_MARK not in table[:start] and not INCOMPLETE.search(table, 0, start):
            while end - start > _SOME:
                last = table.rfind(_ROW_END, start, start + _SOME) + len(_ROW_END)
                if last <= start:
                    break
                yield self._comment(table[start:last], names)
                start = last
        yield table[start:]

    def _comment(self, rows: str, names: str) -> str:
        """A comment in the place of ``rows``; themselves if they have to stay.

        ``names`` declares the prefixes of namespaces.
        """
        if any(sign in rows for sign in _TOGETHER):
            return rows
        try:
            printed = self._finished(f"<w:tbl{names}>{rows}</w:tbl>")
        except etree.XMLSyntaxError:  # it is told of the whole document
            return rows
        self._aside.append(printed[printed.index(b">") + 1 : -len(_TABLE_END)])
        return f"<!--docgen:rows {len(self._aside) - 1}-->"
