"""Small WordprocessingML written as text, for the unit tests of Word files and templates."""

from __future__ import annotations

import re
from typing import Any

import docx
from docx.document import Document
from docx.oxml.parser import parse_xml
from lxml import etree

from docgen.word.xml import WP, R, W, w

_DECLARED = f'xmlns:w="{W}" xmlns:wp="{WP}" xmlns:r="{R}"'


def element(xml: str) -> Any:
    """The element of ``<w:p>…</w:p>``, parsed as python-docx does, its namespaces declared."""
    return parse_xml(re.sub(r"^<([\w:]+)", rf"<\1 {_DECLARED}", xml))


def shown(root: etree._Element) -> str:
    """The XML of an element without declarations."""
    xml = etree.tostring(root, encoding="unicode", with_tail=False)
    return re.sub(r' xmlns:\w+="[^"]*"', "", xml)


def paragraph(text: str, properties: str = "") -> str:
    """A ``w:p`` of one run, with the children of its ``w:pPr``."""
    inner = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f'<w:p>{inner}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def document_of(body: str, styles: str = "", numbering: str = "") -> Document:
    """A document with these block elements, styles and numberings, and no others."""
    document = docx.Document()
    document.element.body[:] = list(element(f"<w:body>{body}</w:body>"))
    if styles:
        document.styles.element[:] = list(element(f"<w:styles>{styles}</w:styles>"))
    root = document.part.numbering_part.element
    root[:] = list(element(f"<w:numbering>{numbering}</w:numbering>"))
    return document


def values(root: etree._Element, tag: str, name: str = "val") -> list[str | None]:
    """The attribute ``name`` of each ``tag`` below ``root``, in order."""
    return [found.get(w(name)) for found in root.iter(w(tag))]
