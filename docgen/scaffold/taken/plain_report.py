"""A report as plain paragraphs and tables: nothing else in it counts for what it says."""

from __future__ import annotations

import io

import docx
from docx.document import Document
from lxml import etree

from docgen.scaffold.pack.opening.controls import without_controls
from docgen.word.revisions import strip_revisions
from docgen.word.xml import remove, w

_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def plain_report(data: bytes) -> Document:
    """The report in the bytes of a .docx, its changes accepted.

    Content controls are what they hold. The paragraphs of a text box stand behind the paragraph
    that it is anchored in.
    """
    document = docx.Document(io.BytesIO(data))
    body = document.element.body
    strip_revisions(body)
    for fallback in list(body.iter(_FALLBACK)):  # the same text box once more, for old programs
        remove(fallback)
    without_controls(body)
    for box in list(body.iter(w("txbxContent"))):
        _open_box(box)
    return document


def _open_box(box: etree._Element) -> None:
    anchor = next(box.iterancestors(w("p")), None)
    if anchor is None:
        return
    for block in reversed(list(box.iterchildren(w("p"), w("tbl")))):
        anchor.addnext(block)
