"""The copy of a Word file that LibreOffice lays out.

Only the copy differs from the office's file. It has no links to outside
(:mod:`docgen.word.outside_links`), and differs in how it is laid out:

* In files of Word 2013 and later, LibreOffice compresses a justified line to fit another word, by
  as much as the blank of the font allows, so that lines break differently with another font. The
  copy is marked as a file of Word 2010, for which it does not.
* LibreOffice loses a sign that hangs over the end of a justified line, of Chinese text one in a
  thousand. In the copy none hangs: ``w:overflowPunct`` is on everywhere, which LibreOffice takes
  for off (seen up to 25.2).
* A sign of a symbol font has the place that it has in the font, where LibreOffice looks for it;
  Word writes one in the private area of Unicode, which prints as a box.
* The number of pages (``NUMPAGES``) in the text is what the file says, which docgen has written:
  where pages are counted anew on a right page after a right one, LibreOffice also counts the blank
  page between, which it does not print.
* LibreOffice saves the tab before a page in a table of contents within the field of the page, where
  it does not print it. In the copy these are words.
* Some rows of merged cells may break that may not in the file: :mod:`docgen.pdf.breaking`.
"""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree

from docgen.diagnostics import Place
from docgen.pdf.breaking import free_first_rows
from docgen.word.fields.field import fields_of, without_field
from docgen.word.outside_links.package_links import without_outside_links
from docgen.word.package_file import read_package
from docgen.word.xml import w
from docgen.word.zip import zip_file

_DOCUMENT, _SETTINGS, _STYLES = "word/document.xml", "word/settings.xml", "word/styles.xml"
_MODE = re.compile(rb'(w:name="compatibilityMode"[^>]*w:val=")15(")')
_SYMBOL = re.compile(rb'(<w:sym\b[^>]*w:char=")F0(?=[0-9A-Fa-f]{2}")')
"""A sign of a symbol font, as Word has it in the private area of Unicode (17.3.3.30)."""


def prepare_copy(file: Path, copy: Path) -> None:
    """Writes ``file`` to ``copy``, changed so that its layout does not depend on the fonts.

    Raises :class:`PackageError` for what cannot be read.
    """
    entries = without_outside_links(read_package(file, Place(file.name)))
    changed = {name: _laid_out(name, data) for name, data in entries.items()}
    copy.write_bytes(zip_file(changed, {}))


def _laid_out(name: str, data: bytes) -> bytes:
    if name == _SETTINGS:
        return _MODE.sub(rb"\g<1>14\g<2>", data)
    if name == _DOCUMENT:
        data = _SYMBOL.sub(rb"\g<1>00", _plain_fields(_breaking(data)))
    return _without_hanging_signs(name, data)


def _plain_fields(data: bytes) -> bytes:
    """``word/document.xml`` with fields as LibreOffice prints them right."""
    if not any(kind in data for kind in (b"NUMPAGES", b"PAGEREF")):
        return data
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:  # LibreOffice will say so
        return data
    for field in filter(lambda field: field.is_whole, fields_of(root)):
        has_tab = field.kind == "PAGEREF" and field.text.startswith("\t")
        if has_tab or (field.kind == "NUMPAGES" and field.text):
            without_field(field)
    return etree.tostring(root, encoding="UTF-8", standalone=True)


def _without_hanging_signs(name: str, data: bytes) -> bytes:
    """A part in which no sign may hang over the end of a line."""
    if name != _STYLES and b"overflowPunct" not in data:
        return data
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:  # as below, and pictures that hold these letters
        return data
    for switch in root.iter(w("overflowPunct")):
        switch.set(w("val"), "1")
    if name == _STYLES:
        _defaults(root).insert(0, etree.Element(w("overflowPunct"), {w("val"): "1"}))
    return etree.tostring(root, encoding="UTF-8", standalone=True)


def _defaults(styles: etree._Element) -> etree._Element:
    """The properties that paragraphs have by default, made where there are none."""
    element = styles
    for number, tag in enumerate(("docDefaults", "pPrDefault", "pPr")):
        inner = element.find(w(tag))
        if inner is None:
            inner = etree.Element(w(tag))
            element.insert(0 if number == 0 else len(element), inner)
        element = inner
    return element


def _breaking(data: bytes) -> bytes:
    """``word/document.xml`` with rows allowed to break where they must."""
    if b"w:vMerge" not in data:
        return data
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:  # LibreOffice will say so
        return data
    if not free_first_rows(root):
        return data
    return etree.tostring(root, encoding="UTF-8", standalone=True)
