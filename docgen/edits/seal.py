"""Has the office edited a built file? Its seal says so.

Every file docgen builds carries the digest of its own content, its *base*. A file whose content no
longer has that digest was saved by Word, WPS or LibreOffice since; but the digest it carries still
tells what it was built from.
"""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from lxml import etree

from docgen.word.package import CUSTOM, PACK, SEAL, UNIT, digest


@dataclass(frozen=True)
class Stamp:
    """What a built file says of itself.

    Attributes:
        sealed: whether it is still as docgen wrote it.
        base: the digest of what docgen wrote; empty for a file docgen did not build.
        unit: the unit it is the report of.
        pack: the pack it was built with.
    """

    sealed: bool
    base: str = ""
    unit: str = ""
    pack: str = ""


def read_stamp(file: Path | IO[bytes]) -> Stamp:
    """The stamp of ``file``. What is no sound .docx of docgen's is not sealed."""
    try:
        with zipfile.ZipFile(file) as package:
            entries = {name: package.read(name) for name in package.namelist()}
        properties = etree.fromstring(entries[CUSTOM])
    # A damaged zip makes zipfile raise a dozen things; whatever it is, docgen did not write it.
    except Exception:
        return Stamp(False)
    named = {one.get("name"): "".join(map(str, one.itertext())) for one in properties}
    base = named.get(SEAL, "")
    return Stamp(base == digest(entries), base, named.get(UNIT, ""), named.get(PACK, ""))


def is_edited(path: Path) -> bool:
    """Whether ``path`` is not just as docgen wrote it."""
    return not read_stamp(path).sealed
