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
* A Chinese text is Chinese by default: :mod:`docgen.pdf.reading_language`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from lxml import etree

from docgen.diagnostics import Place
from docgen.pdf.breaking import free_first_rows
from docgen.pdf.reading_language import name_chinese, name_no_other, prints_chinese
from docgen.word.fields.field import WordField, fields_of, without_field
from docgen.word.outside_links.package_links import without_outside_links
from docgen.word.package_file import read_package
from docgen.word.styles import default_properties
from docgen.word.xml import w
from docgen.word.zip import zip_file

_DOCUMENT, _SETTINGS, _STYLES = "word/document.xml", "word/settings.xml", "word/styles.xml"
_MODE = re.compile(rb'(w:name="compatibilityMode"[^>]*w:val=")15(")')
_SYMBOL = re.compile(rb'(<w:sym\b[^>]*w:char=")[Ff]0(?=[0-9A-Fa-f]{2}")')
"""A sign of a symbol font, as Word has it in the private area of Unicode (17.3.3.30)."""

_Step: TypeAlias = Callable[[etree._Element], bool]
"""Changes the XML of a part, and says whether it did."""


def prepare_copy(file: Path, copy: Path) -> None:
    """Writes ``file`` to ``copy``, changed so that its layout does not depend on the fonts.

    Raises :class:`PackageError` for what cannot be read.
    """
    entries = without_outside_links(read_package(file, Place(file.name)))
    chinese = prints_chinese(entries.get(_DOCUMENT, b""))
    changed = {name: _prepared(name, data, chinese=chinese) for name, data in entries.items()}
    copy.write_bytes(zip_file(changed, {}))


def _prepared(name: str, data: bytes, *, chinese: bool) -> bytes:
    """A part of the copy."""
    if name == _SETTINGS:
        return _MODE.sub(rb"\g<1>14\g<2>", data)
    data = _SYMBOL.sub(rb"\g<1>00", data) if name == _DOCUMENT else data
    steps = list(_steps(name, data, chinese=chinese))
    if not steps:
        return data
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:  # a picture that holds these letters; or LibreOffice will say so
        return data
    changes = [step(root) for step in steps]
    if any(changes):
        return etree.tostring(root, encoding="UTF-8", standalone=True)
    return data


def _steps(name: str, data: bytes, *, chinese: bool) -> Iterator[_Step]:
    """What has to be done to a part."""
    if name == _STYLES:
        yield _hang_nothing
    if b"overflowPunct" in data:
        yield _switch_on
    if name == _DOCUMENT and b"w:vMerge" in data:
        yield free_first_rows
    if name == _DOCUMENT and any(kind in data for kind in (b"NUMPAGES", b"PAGEREF")):
        yield _print_fields
    if chinese and name == _STYLES:
        yield name_chinese
    elif chinese and b":lang" in data:
        yield name_no_other


def _hang_nothing(styles: etree._Element) -> bool:
    """No sign may hang over the end of a line, by default."""
    switch = etree.Element(w("overflowPunct"), {w("val"): "1"})
    default_properties(styles, "pPr").insert(0, switch)
    return True


def _switch_on(root: etree._Element) -> bool:
    """No sign may hang over the end of a line, wherever it is said whether one may."""
    for switch in root.iter(w("overflowPunct")):
        switch.set(w("val"), "1")
    return True


def _print_fields(document: etree._Element) -> bool:
    """The number of pages, and pages in contents that have their tab with them, are words."""
    printed = [
        field
        for field in fields_of(document)
        if field.is_whole and (field.text if field.kind == "NUMPAGES" else _is_page_with_tab(field))
    ]
    for field in printed:
        without_field(field)
    return bool(printed)


def _is_page_with_tab(field: WordField) -> bool:
    return field.kind == "PAGEREF" and field.text.startswith("\t")
