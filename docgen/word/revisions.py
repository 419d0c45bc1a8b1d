"""Removal of what a repeated part or row must not repeat: revisions, bookmarks, comments."""

from __future__ import annotations

import re

from lxml import etree

from docgen.word.xml import remove, w

_REVISION = re.compile(r"\}(rsid\w*|paraId|textId)$")


def strip_revisions(root: etree._Element) -> None:
    """Removes revision ids and proofing marks, and accepts all tracked changes, in place."""
    _join_paragraphs(root)
    for deleted in list(root.iter(w("del"), w("moveFrom"))):
        parent = deleted.getparent()
        if parent is not None and parent.tag == w("trPr"):  # the row itself is deleted
            row = parent.getparent()
            if row is not None:
                remove(row)
        remove(deleted)
    for kept in list(root.iter(w("ins"), w("moveTo"))):
        parent = kept.getparent()
        if parent is not None and len(kept):
            index = parent.index(kept)
            parent[index : index + 1] = list(kept)
        else:
            remove(kept)
    for element in root.iter(etree.Element):
        for name in [name for name in element.attrib if _REVISION.search(str(name))]:
            del element.attrib[name]
    for element in list(root.iter(w("proofErr"), w("lastRenderedPageBreak"))):
        remove(element)


def drop_bookmarks(body: etree._Element) -> None:
    """Removes the bookmarks of a repeated part: a bookmark name is unique in a document."""
    for element in list(body.iter(w("bookmarkStart"), w("bookmarkEnd"))):
        remove(element)


def drop_comments(body: etree._Element) -> None:
    """Removes the anchors of comments from repeated rows: a comment has a single anchor."""
    for element in list(body.iter(*map(w, ("commentRangeStart", "commentRangeEnd")))):
        remove(element)
    for reference in list(body.iter(w("commentReference"))):
        remove(reference)


def _join_paragraphs(root: etree._Element) -> None:
    """Joins a paragraph whose mark was deleted with the next, whose properties it takes."""
    for mark in list(root.iter(w("del"))):
        parent = mark.getparent()
        properties = parent.getparent() if parent is not None and parent.tag == w("rPr") else None
        if properties is None or properties.tag != w("pPr"):
            continue
        paragraph = properties.getparent()
        if paragraph is None:
            continue
        following = paragraph.getnext()
        if following is None or following.tag != w("p") or properties.find(w("sectPr")) is not None:
            continue
        index = 1 if following.find(w("pPr")) is not None else 0
        following[index:index] = [child for child in paragraph if child is not properties]
        remove(paragraph)
