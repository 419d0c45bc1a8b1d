"""The copy of a Word file that LibreOffice lays out.

Only the copy differs from the office's file, and only in how tightly lines may be set. For files
of Word 2013 and later LibreOffice squeezes a justified line to take in one more word, by as much
as the font's own blank allows; then another font breaks lines elsewhere. For older files it does
not.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

_SETTINGS = "word/settings.xml"
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
            prepared.writestr(entry, data, entry.compress_type)
