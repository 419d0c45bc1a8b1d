"""Bookmarks: where they stand, and the words in them."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from docgen.word.fields.field import take_outside
from docgen.word.visible_text import visible_text
from docgen.word.xml import w

_PARAGRAPH, _START, _END, _NAME, _ID = map(w, ("p", "bookmarkStart", "bookmarkEnd", "name", "id"))
_FIELDS = tuple(map(w, ("fldChar", "fldSimple")))


@dataclass(frozen=True)
class Bookmark:
    """A bookmark.

    Attributes:
        paragraph: the paragraph that it begins in, or before.
        offset: how many characters that have ink stand before it in its paragraph.
        words: the words in it; ``None`` if it does not end in its paragraph.
        fields: the first marks of the fields in it.
    """

    paragraph: etree._Element
    offset: int
    words: str | None
    fields: Sequence[etree._Element] = ()


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
    before = _text_before(paragraph, start)
    offset, inside = len("".join(before.split())), list[etree._Element]()
    elements = list(paragraph.iter(_START, _END, *_FIELDS))
    for element in elements[elements.index(start) + 1 :]:
        if element.tag == _END and element.get(_ID) == start.get(_ID):
            words = _text_before(paragraph, element).removeprefix(before)
            return Bookmark(paragraph, offset, words, inside)
        inside += [element] if element.tag in _FIELDS else []
    return Bookmark(paragraph, offset, None)


def _text_before(paragraph: etree._Element, mark: etree._Element) -> str:
    """What a paragraph prints before one of its bookmarks' marks."""
    beginning = deepcopy(paragraph)
    inner = list(beginning.iter(mark.tag))[list(paragraph.iter(mark.tag)).index(mark)]
    take_outside(beginning, inner, before=False)
    return visible_text(beginning)
