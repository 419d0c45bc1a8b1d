"""Joins the tables of a report that the template has as one and somebody split.

A table over two pages is often typed as two, the second with the same head: its rows are put below
those of the first, without the head.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from docgen.scaffold.pack.update.label_paths import squeezed
from docgen.scaffold.taken.block_alignment import Aligned
from docgen.scaffold.taken.line_pattern import plain
from docgen.word.xml import text_of, w


def join_split_tables(aligned: Iterable[Aligned]) -> list[Aligned]:
    """The blocks of a report, the rest of each split table joined to its beginning, in place."""
    found: list[Aligned] = []
    first: etree._Element | None = None
    for each in aligned:
        if each.goes_on and first is not None:
            _join(first, each.report.element)
            continue
        first = each.report.element if each.report.is_table else first
        found.append(each)
    return found


def _join(table: etree._Element, rest: etree._Element) -> None:
    """Moves the rows of ``rest`` to the end of ``table``; those of its head are dropped."""
    known = {_words(row) for row in table.iterfind(w("tr"))}
    in_head = True
    for row in list(rest.iterfind(w("tr"))):
        in_head = in_head and _words(row) in known
        if not in_head:
            table.append(row)
    parent = rest.getparent()
    if parent is not None:
        parent.remove(rest)


def _words(row: etree._Element) -> tuple[str, ...]:
    return tuple(squeezed(plain(text_of(cell))) for cell in row.iterfind(w("tc")))
