"""The paragraphs that somebody wants on a new page."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.word.xml import child_at, text_of, w

_PARAGRAPH, _PROPERTIES, _BEFORE, _BREAK, _SECTION = map(
    w, ("p", "pPr", "pageBreakBefore", "br", "sectPr")
)
_TEXT, _VAL = map(w, ("t", "val"))
_OFF = ("0", "false", "off")


def page_breaks(body: etree._Element) -> Iterator[etree._Element]:
    """The first paragraph with text behind each page break or section, in the order of the text.

    One in the middle of a paragraph is that paragraph's own, which begins before it.
    """
    is_behind = False
    for paragraph in body.iter(_PARAGRAPH):
        before = child_at(paragraph, _PROPERTIES, _BEFORE)
        is_wanted = before is not None and before.get(_VAL) not in _OFF
        breaks = [mark for mark in paragraph.iter(_BREAK) if mark.get(w("type")) == "page"]
        has_text = bool(text_of(paragraph).strip())
        if has_text and (is_behind or is_wanted or (breaks and _is_first(breaks[0], paragraph))):
            yield paragraph
            is_behind = False
        ends_section = child_at(paragraph, _PROPERTIES, _SECTION) is not None
        is_behind = is_behind or (bool(breaks) and not _is_first_only(breaks, paragraph))
        is_behind = is_behind or ends_section


def _is_first(mark: etree._Element, paragraph: etree._Element) -> bool:
    """Whether no text of a paragraph stands before a break."""
    first = next(
        (text for text in paragraph.iter(_TEXT, _BREAK) if text is mark or text.text), None
    )
    return first is mark


def _is_first_only(breaks: list[etree._Element], paragraph: etree._Element) -> bool:
    """Whether the only break stands before the text of a paragraph that has some."""
    has_text = bool(text_of(paragraph).strip())
    return has_text and len(breaks) == 1 and _is_first(breaks[0], paragraph)
