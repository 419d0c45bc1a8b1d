"""The copy of a Word file that LibreOffice lays out.

Only the copy differs from the office's file, and only in how it is laid out:

* In files of Word 2013 and later, LibreOffice compresses a justified line to fit another word, by
  as much as the blank of the font allows, so that lines break differently with another font. The
  copy is marked as a file of Word 2010, for which it does not.
* Some rows of merged cells may break that may not in the file: :mod:`docgen.pdf.breaking`.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from lxml import etree

from docgen.pdf.breaking import free_first_rows

_DOCUMENT, _SETTINGS = "word/document.xml", "word/settings.xml"
_MODE = re.compile(rb'(w:name="compatibilityMode"[^>]*w:val=")15(")')


def prepare_copy(file: Path, copy: Path) -> None:
    """Writes ``file`` to ``copy``, changed so that its layout does not depend on the fonts.

    Raises exceptions of many kinds, those of ``zipfile`` and ``zlib`` among them, for what cannot
    be read; a part of the copy may be there then.
    """
    with zipfile.ZipFile(file) as package, zipfile.ZipFile(copy, "w") as prepared:
        for entry in package.infolist():
            data = package.read(entry)
            if entry.filename == _SETTINGS:
                data = _MODE.sub(rb"\g<1>14\g<2>", data)
            elif entry.filename == _DOCUMENT:
                data = _breaking(data)
            prepared.writestr(entry, data, entry.compress_type)


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
