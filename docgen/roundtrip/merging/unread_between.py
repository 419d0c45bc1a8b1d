"""Where new blocks go if what no reader counts as a block stands before them.

A table of contents and the end of a section without words are no items of a merge; what stood
behind them in the report stands behind them in the office's file too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docx.document import Document
from lxml import etree

from docgen.roundtrip.merging.three_way import Take
from docgen.roundtrip.reading.run_text import children
from docgen.word.fields.field import contents_paragraphs, fields_of
from docgen.word.xml import w

_PARAGRAPH, _TABLE, _RUN, _SECTION, _CONTROL = map(w, ("p", "tbl", "r", "sectPr", "sdt"))


def last_unread(ours: Document, theirs: Document, take: Take) -> etree._Element | None:
    """The contents, or the end of a section, behind which the new blocks of a take are inserted.

    ``None`` if none of these stands right before them in ours, or after its place in theirs.
    """
    body = theirs.element.body
    if take.theirs or take.of_theirs or take.parent is not body or not take.ours:
        return None
    first, before = take.ours[0].element, list[etree._Element]()
    for element in children(ours.element.body):
        if element is first:
            break
        before.append(element)
    if not list(_unread(reversed(before), contents_paragraphs(fields_of(ours.element.body)))):
        return None
    after = list(children(body))
    after = after[after.index(take.after) + 1 :] if take.after in after else after
    unread = list(_unread(after, contents_paragraphs(fields_of(body))))
    return _whole(unread[-1]) if unread else None


def _unread(
    elements: Iterable[etree._Element], contents: set[etree._Element]
) -> Iterator[etree._Element]:
    """The contents and the ends of sections before the first element that has words."""
    for element in elements:
        is_empty = element.tag == _PARAGRAPH and next(element.iter(_RUN), None) is None
        if element in contents or (is_empty and next(element.iter(_SECTION), None) is not None):
            yield element
        elif not is_empty and element.tag in (_PARAGRAPH, _TABLE):
            return


def _whole(element: etree._Element) -> etree._Element:
    """The content control that an element stands in: Word writes in it; else the element."""
    controls = list(element.iterancestors(_CONTROL))
    return controls[-1] if controls else element
