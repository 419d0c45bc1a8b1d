"""What may stand in what: tables have rows, rows have cells, cells and stories have paragraphs.

Word refuses a file that breaks this (ECMA-376-1, 17.3 and 17.4). Elements such as ``w:ins`` or
``w:sdt`` may stand between two of these anywhere.
"""

from __future__ import annotations

from itertools import chain

from lxml import etree

from docgen.word.xml import w

_STORIES = frozenset(
    w(name)
    for name in (
        "body",
        "hdr",
        "ftr",
        "footnote",
        "endnote",
        "comment",
        "txbxContent",
        "docPartBody",
    )
)
_TABLE, _ROW, _CELL, _PARAGRAPH, _RUN = map(w, ("tbl", "tr", "tc", "p", "r"))
_AROUND = {
    _TABLE: {*_STORIES, _CELL},
    _ROW: {_TABLE},
    _CELL: {_ROW},
    _PARAGRAPH: {*_STORIES, _CELL},
    _RUN: {_PARAGRAPH, _RUN},  # a run may hold the runs of a ruby text
    w("t"): {_RUN, _PARAGRAPH},  # a run of a formula is no w:r
}
_LEVELS = (*_STORIES, *_AROUND)

_MOST_COLUMNS = 999
"""The most columns of a table. Word makes 63; others make more, but none makes thousands."""


def misplaced(root: etree._Element) -> etree._Element | None:
    """The first element of a story that stands where it may not, or spans what no table has."""
    for element in root.iter(*_AROUND):
        parent = element.getparent()
        if parent is not None and parent.tag in _AROUND[element.tag]:
            continue  # as nearly all do
        around = next(element.iterancestors(*_LEVELS), None)
        if around is not None and around.tag not in _AROUND[element.tag]:
            return element
    spans = chain(root.iter(w("gridSpan")), root.iter(w("gridBefore")), root.iter(w("gridAfter")))
    return next((span for span in spans if not _is_span(span.get(w("val"), ""))), None)


def _is_span(value: str) -> bool:
    """Whether a span is a number of columns; a long one is not read, as it may fill the memory."""
    return value.isascii() and value.isdigit() and int(value[:9]) <= _MOST_COLUMNS
