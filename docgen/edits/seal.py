"""Has the office edited a built file? Its seal says so.

Every file docgen builds carries the digest of its own content. A file whose content no longer has
that digest was saved by Word, WPS or LibreOffice since, and must not be overwritten.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from lxml import etree

from docgen.diagnostics import EditsAtRiskError, Place
from docgen.word.package import CUSTOM, SEAL, digest


def is_edited(path: Path) -> bool:
    """Whether ``path`` is not just as docgen wrote it. A file that is no .docx counts as edited."""
    try:
        with zipfile.ZipFile(path) as package:
            entries = {name: package.read(name) for name in package.namelist()}
        properties = etree.fromstring(entries[CUSTOM])
    except (OSError, KeyError, zipfile.BadZipFile, etree.XMLSyntaxError):
        return True
    seals = ["".join(map(str, one.itertext())) for one in properties if one.get("name") == SEAL]
    return seals != [digest(entries)]


def refuse_to_overwrite_edits(path: Path, name: str) -> None:
    """Raises :class:`EditsAtRiskError` if writing ``path`` could lose what somebody typed."""
    if not path.exists():
        return
    for lock in (f".~lock.{path.name}#", f"~${path.name[2:]}", f"~${path.name}"):
        if (path.parent / lock).exists():
            raise EditsAtRiskError("file-open", Place(name))
    if is_edited(path):
        raise EditsAtRiskError("edited-file", Place(name))
