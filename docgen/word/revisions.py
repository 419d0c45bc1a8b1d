"""What Word leaves in a document that a repeated part or row must not repeat."""

from __future__ import annotations

import re

from lxml import etree

from docgen.word.xml import w

_REVISION = re.compile(r"\}(rsid\w*|paraId|textId)$")


def strip_revisions(root: etree._Element) -> None:
    """Drops Word's editing traces, which a repeated part or row would repeat.

    Tracked changes are taken as accepted: what was deleted is not to be filled in.
    """
    _join_paragraphs(root)
    for deleted in list(root.iter(w("del"), w("moveFrom"))):
        parent = deleted.getparent()
        if parent is not None and parent.tag == w("trPr"):  # the row itself is deleted
            row = parent.getparent()
            if row is not None:
                _remove(row)
        _remove(deleted)
    for kept in list(root.iter(w("ins"), w("moveTo"))):
        parent = kept.getparent()
        if parent is not None and len(kept):
            at = parent.index(kept)
            parent[at : at + 1] = list(kept)
        else:
            _remove(kept)
    for element in root.iter(etree.Element):
        for name in [name for name in element.attrib if _REVISION.search(str(name))]:
            del element.attrib[name]
    for element in list(root.iter(w("proofErr"), w("lastRenderedPageBreak"))):
        _remove(element)


def drop_bookmarks(body: etree._Element) -> None:
    """Takes the bookmarks out of a part that is repeated: a name may stand once in a document."""
    for element in list(body.iter(w("bookmarkStart"), w("bookmarkEnd"))):
        _remove(element)


def drop_comments(body: etree._Element) -> None:
    """Takes the places of comments out of rows that repeat: a comment may stand at one."""
    for element in list(body.iter(*map(w, ("commentRangeStart", "commentRangeEnd")))):
        _remove(element)
    for reference in list(body.iter(w("commentReference"))):
        _remove(reference)


def _join_paragraphs(root: etree._Element) -> None:
    """A paragraph whose mark was deleted goes on in the next one, whose look it has."""
    for mark in list(root.iter(w("del"))):
        look = mark.getparent()
        properties = look.getparent() if look is not None and look.tag == w("rPr") else None
        if properties is None or properties.tag != w("pPr"):
            continue
        paragraph = properties.getparent()
        if paragraph is None:
            continue
        below = paragraph.getnext()
        if below is None or below.tag != w("p") or properties.find(w("sectPr")) is not None:
            continue
        at = 1 if below.find(w("pPr")) is not None else 0
        below[at:at] = [one for one in paragraph if one is not properties]
        _remove(paragraph)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
