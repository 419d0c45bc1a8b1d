"""Where a document's last section ends: in the body, or in its last paragraph.

``w:sectPr`` ends a section. The last one of a document stands in the body itself, so before parts
are joined it moves into their last paragraphs, and the last of all moves back.
"""

from __future__ import annotations

import re

from lxml import etree

from docgen.word.xml import text_of, w


def close_last_section(body: etree._Element) -> None:
    """Moves the body's ``w:sectPr`` into its last paragraph, or a small one after a table."""
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
    """Not one that ends a section already, or that a tag drops or draws into the one before it."""
    texts = map(text_of, paragraph.itersiblings(preceding=True))
    before = next(filter(None, texts), "")
    ends_one = paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None
    drawn = before.rstrip().endswith("-%}")
    return not (ends_one or drawn or _DROPPED.search(text_of(paragraph)))


def _small_paragraph(body: etree._Element) -> etree._Element:
    """A paragraph that takes no room, so that a table which fills its page gets no empty one."""
    paragraph = etree.SubElement(body, w("p"))
    properties = etree.SubElement(paragraph, w("pPr"))
    etree.SubElement(properties, w("snapToGrid")).set(w("val"), "0")
    spacing = etree.SubElement(properties, w("spacing"))
    for name, value in (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact")):
        spacing.set(w(name), value)
    return paragraph


def reopen_last_section(body: etree._Element) -> None:
    """The inverse, for the whole document: the last section's properties belong to the body."""
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
