"""Bookmarks: where they stand, and the words in them."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from docgen.word.visible_text import visible_text
from docgen.word.xml import child_within, w

_PARAGRAPH, _START, _END, _NAME, _ID, _TEXT = map(
    w, ("p", "bookmarkStart", "bookmarkEnd", "name", "id", "t")
)


@dataclass(frozen=True)
class Bookmark:
    """A bookmark.

    Attributes:
        paragraph: the paragraph that it begins in, or before.
        offset: how many characters that have ink stand before it in its paragraph.
        words: the words in it; ``None`` if it does not end in its paragraph.
    """

    paragraph: etree._Element
    offset: int
    words: str | None


def bookmarks_of(root: etree._Element, names: set[str]) -> dict[str, Bookmark]:
    """The bookmarks called ``names`` below ``root``, the first of each name."""
    found = dict[str, Bookmark]()
    for start in root.iter(_START):
        name = start.get(_NAME, "")
        if name in names and name not in found and (bookmark := _bookmark(start)):
            found[name] = bookmark
    return found


def _bookmark(start: etree._Element) -> Bookmark | None:
    paragraph = next(start.iterancestors(_PARAGRAPH), None)
    if paragraph is None:
        following = next(start.itersiblings(_PARAGRAPH), None)
        return Bookmark(following, 0, None) if following is not None else None
    identifier = start.get(_ID)
    ends = (end for end in paragraph.iter(_END) if end.get(_ID) == identifier)
    whole, before = visible_text(paragraph), _text_before(paragraph, start)
    end = next(ends, None)
    words = whole[len(before) : len(_text_before(paragraph, end))] if end is not None else None
    return Bookmark(paragraph, len("".join(before.split())), words)


def _text_before(paragraph: etree._Element, mark: etree._Element) -> str:
    """What a paragraph prints before one of its bookmarks' marks."""
    beginning = etree.Element(_PARAGRAPH)
    child = child_within(paragraph, mark)
    for sibling in reversed(list(child.itersiblings(preceding=True))):
        beginning.append(_copy(sibling))
    return visible_text(beginning)


def _copy(element: etree._Element) -> etree._Element:
    copied: etree._Element = etree.fromstring(etree.tostring(element, with_tail=False))
    return copied
