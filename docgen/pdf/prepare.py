"""The copy of a Word file that LibreOffice lays out.

Only the copy differs from the office's file, and only in how it is laid out:

* For files of Word 2013 and later LibreOffice squeezes a justified line to take in one more word,
  by as much as the font's own blank allows; then another font breaks lines elsewhere. For older
  files it does not.
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
    """Writes ``file`` to ``copy``, to be laid out the same whatever fonts stand in.

    Raises ``OSError`` or ``zipfile.BadZipFile`` for what cannot be read.
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
    """The document, its rows free to break that have to."""
    if b"w:cantSplit" not in data or b"w:vMerge" not in data:
        return data
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:  # LibreOffice will say so
        return data
    if not free_first_rows(root):
        return data
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
