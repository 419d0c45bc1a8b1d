"""The paragraphs that somebody wants on a new page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lxml import etree

from docgen.word.xml import child_at, text_of, w

_BODY, _PARAGRAPH, _PROPERTIES, _BEFORE, _BREAK, _SECTION = map(
    w, ("body", "p", "pPr", "pageBreakBefore", "br", "sectPr")
)
_TEXT, _TYPE, _VAL = map(w, ("t", "type", "val"))
_OFF = ("0", "false", "off")


def page_breaks(body: etree._Element) -> Iterator[etree._Element]:
    """The first paragraph with text behind each page break or section, in the order of the text.

    A continuous section begins no page (ECMA-376 part 1, 17.6.22). A break in the middle of a
    paragraph counts for the next one, which stands on the page that it begins.
    """
    ends = [end for end in body.iter(_SECTION) if _parent(end) in (_PROPERTIES, _BODY)]
    following = dict(pairwise(ends))
    is_behind = False
    for paragraph in body.iter(_PARAGRAPH):
        before = child_at(paragraph, _PROPERTIES, _BEFORE)
        is_wanted = before is not None and before.get(_VAL) not in _OFF
        parts = [
            part
            for part in paragraph.iter(_TEXT, _BREAK)
            if (part.text or "").strip() or part.get(_TYPE) == "page"
        ]
        has_text = bool(text_of(paragraph).strip())
        if has_text and (is_behind or is_wanted or parts[0].tag == _BREAK):
            yield paragraph
        is_behind = is_behind and not has_text
        is_behind = is_behind or any(part.tag == _BREAK for part in parts[has_text:])
        end = child_at(paragraph, _PROPERTIES, _SECTION)
        is_behind = is_behind or (end is not None and _begins_page(following.get(end)))


def _parent(element: etree._Element) -> str:
    parent = element.getparent()
    return str(parent.tag) if parent is not None else ""


def _begins_page(section: etree._Element | None) -> bool:
    """Whether a section begins on a new page, as it does unless it says otherwise."""
    kind = child_at(section, _TYPE) if section is not None else None
    return section is not None and (kind is None or kind.get(_VAL) != "continuous")
