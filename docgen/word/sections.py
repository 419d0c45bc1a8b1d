"""The last section of a document: its ``w:sectPr`` in the body or in the last paragraph.

``w:sectPr`` ends a section. That of the last section is a child of ``w:body``; before parts are
joined it moves into the last paragraph of each part, and after joining the last one moves back.
"""

from __future__ import annotations

import re

from lxml import etree

from docgen.word.xml import text_of, w


def close_last_section(body: etree._Element) -> None:
    """Moves the body's ``w:sectPr`` into its last paragraph, or into a new one of 1 pt."""
    section = body.find(w("sectPr"))
    if section is None:
        return
    body.remove(section)
    last = body[-1] if len(body) else None
    if last is None or last.tag != w("p") or not _may_end_section(last):
        last = _small_paragraph(body)
    properties = last.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        last.insert(0, properties)
    change = properties.find(w("pPrChange"))
    properties.insert(len(properties) if change is None else properties.index(change), section)


_DROPPED = re.compile(r"\{[{%#]p\s|\{%-")


def _may_end_section(paragraph: etree._Element) -> bool:
    """False if it ends a section, or if a tag removes it or joins it to the paragraph before."""
    texts = map(text_of, paragraph.itersiblings(preceding=True))
    before = next(filter(None, texts), "")
    ends_section = paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None
    joined = before.rstrip().endswith("-%}")
    return not (ends_section or joined or _DROPPED.search(text_of(paragraph)))


def _small_paragraph(body: etree._Element) -> etree._Element:
    """Appends a paragraph of 1 pt: behind a table that fills its page, it makes no empty page."""
    paragraph = etree.SubElement(body, w("p"))
    properties = etree.SubElement(paragraph, w("pPr"))
    etree.SubElement(properties, w("snapToGrid")).set(w("val"), "0")
    spacing = etree.SubElement(properties, w("spacing"))
    for name, value in (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact")):
        spacing.set(w(name), value)
    return paragraph


def reopen_last_section(body: etree._Element) -> None:
    """The inverse of :func:`close_last_section`, for the last section of the joined document."""
    last = body[-1] if len(body) else None
    section = last.find(f"{w('pPr')}/{w('sectPr')}") if last is not None else None
    if last is None or section is None:
        return
    body.append(section)
    spacing = last.find(f"{w('pPr')}/{w('spacing')}")
    if spacing is not None and spacing.get(w("line")) == "20" and not text_of(last):
        previous = last.getprevious()
        if previous is not None and previous.tag == w("p"):
            body.remove(last)
