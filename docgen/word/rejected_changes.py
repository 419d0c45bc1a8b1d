"""Rejects tracked insertions, deletions and moves, as Word does; formats stay as they are.

<w:ins><w:r>新</w:r></w:ins>          is gone
<w:del><w:r>旧</w:r></w:del>          is text again
<w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>  a paragraph that was split is one again
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.word.xml import child_at, remove, w

_INSERTED, _DELETED = (w("ins"), w("moveTo")), (w("del"), w("moveFrom"))
_PROPERTIES = (w("rPr"), w("trPr"))
_LIVE = {w("delText"): w("t"), w("delInstrText"): w("instrText")}


def is_tracked(element: etree._Element) -> bool:
    """Whether something in it was inserted, deleted or moved."""
    return next(element.iter(*_INSERTED, *_DELETED), None) is not None


def is_deleted(element: etree._Element) -> bool:
    """Whether the end of a paragraph, or a row, was deleted or moved away."""
    path = (w("trPr"),) if element.tag == w("tr") else (w("pPr"), w("rPr"))
    return any(child_at(element, *path, tag) is not None for tag in _DELETED)


def rejected_text(element: etree._Element) -> str:
    """The text that it has once its changes are rejected."""
    texts = element.iter(w("t"), w("delText"))
    return "".join(text.text or "" for text in texts if not _is_inserted(text))


def reject(element: etree._Element) -> None:
    """Rejects the changes in a paragraph or a row; what is inserted whole is gone."""
    for mark in list(_marks(element, _INSERTED)):
        remove(mark)
    for mark in list(_marks(element, _DELETED)):
        for part in list(mark.iter(*_LIVE)):
            part.tag = _LIVE[str(part.tag)]
        for child in list(mark):
            mark.addprevious(child)
        remove(mark)
    for paragraph in list(element.iter(w("p"))):
        _reject_end(paragraph)
    for of_row in [child_at(element, w("trPr"), tag) for tag in _DELETED]:
        if of_row is not None:
            remove(of_row)


def _marks(element: etree._Element, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """Yields the marks around runs; those in properties are of paragraph ends and rows."""
    for mark in element.iter(*tags):
        parent = mark.getparent()
        if parent is not None and parent.tag not in _PROPERTIES:
            yield mark


def _reject_end(paragraph: etree._Element) -> None:
    """Rejects what was done to the end of a paragraph."""
    properties = child_at(paragraph, w("pPr"), w("rPr"))
    marks = [] if properties is None else list(properties.iterchildren(*_INSERTED, *_DELETED))
    for mark in marks:
        remove(mark)
    following, is_split = paragraph.getnext(), any(mark.tag in _INSERTED for mark in marks)
    if following is None or following.tag != w("p") or not is_split:
        return
    at = 0 if child_at(following, w("pPr")) is None else 1
    for child in reversed([child for child in paragraph if child.tag != w("pPr")]):
        following.insert(at, child)
    remove(paragraph)


def _is_inserted(text: etree._Element) -> bool:
    return next(text.iterancestors(*_INSERTED), None) is not None
