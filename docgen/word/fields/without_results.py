"""A document without what its fields show, which nobody has typed: two of them are compared so.

A table of contents, a page number, the number of a caption change with the document around them,
and are written by docgen, by Word and by WPS whenever one of these works them out.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from docgen.word.fields.asked_updates import make_clean
from docgen.word.fields.field import (
    WordField,
    field_paragraphs,
    fields_of,
    has_fields,
    take_outside,
)
from docgen.word.fields.field_values import KINDS
from docgen.word.xml import remove, w

_PARAGRAPH, _RUN, _LOOK, _CODE, _START, _END, _NAME, _ID = map(
    w, ("p", "r", "rPr", "instrText", "bookmarkStart", "bookmarkEnd", "name", "id")
)
_HEADING = "_Toc"
"""What the names of bookmarks begin with that tables of contents refer to."""


def without_results(document: bytes) -> bytes:
    """The file ``word/document.xml`` without the results of the fields that docgen works out.

    The same bytes if there are no fields; else the XML in its canonical form.
    """
    if not has_fields(document):
        return document
    try:
        root = etree.fromstring(document)
    except etree.XMLSyntaxError:
        return document
    fields = [field for field in fields_of(root) if field.kind in KINDS]
    if not fields:
        return document
    for field in fields:
        if field.kind == "TOC" and field.outer is None and field.is_whole:
            _empty_contents(field)
        elif field.is_whole and not field.is_in("TOC"):
            _empty(field)
    make_clean(root)
    _remove_heading_bookmarks(root)
    canonical: bytes = etree.tostring(root, method="c14n")
    return canonical


def _empty(field: WordField) -> None:
    """Takes out what a field shows, with the runs that hold nothing else."""
    for element in field.shown:
        run = element.getparent()
        remove(element)
        if run is not None and run.tag == _RUN and all(child.tag == _LOOK for child in run):
            remove(run)


def _empty_contents(field: WordField) -> None:
    """Puts one paragraph, with the instruction alone, into the place of a table of contents.

    What stands before the field in its first paragraph, and behind it in its last, is somebody's,
    and stays.
    """
    paragraphs = field_paragraphs(field)
    parent = paragraphs[0].getparent() if paragraphs else None
    if parent is None:
        return
    last, end = paragraphs[-1], field.begin if field.end is None else field.end
    rest = take_outside(last, end, before=False)
    made = etree.Element(_PARAGRAPH)
    made.extend(take_outside(paragraphs[0], field.begin, before=True))
    etree.SubElement(made, _CODE).text = field.instruction.words
    made.extend([*map(deepcopy, last.iter(w("sectPr"))), *rest])
    parent.insert(parent.index(paragraphs[0]), made)
    for paragraph in paragraphs:
        parent.remove(paragraph)


def _remove_heading_bookmarks(root: etree._Element) -> None:
    starts = [start for start in root.iter(_START) if start.get(_NAME, "").startswith(_HEADING)]
    numbers = {start.get(_ID) for start in starts}
    for mark in [*starts, *(end for end in root.iter(_END) if end.get(_ID) in numbers)]:
        remove(mark)
