"""Has the office edited a built file? Its fingerprint says so.

Every file docgen builds carries the fingerprint of its own content. A file whose content no longer
has that fingerprint was saved by Word, WPS or LibreOffice since; but the one it carries still tells
from which *base* it was edited.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from docx.document import Document
from lxml import etree

from docgen.templates.package import (
    CUSTOM,
    EDITION,
    FINGERPRINT,
    PACK,
    UNIT,
    content_fingerprint,
    zipped,
)


@dataclass(frozen=True)
class Identity:
    """What a built file says of itself.

    Attributes:
        untouched: whether it is still as docgen wrote it.
        fingerprint: of what docgen wrote; empty for a file docgen did not build.
        unit: the unit it is the report of.
        pack: the pack it was built with.
        edition: the edition it belongs to.
    """

    untouched: bool
    fingerprint: str = ""
    unit: str = ""
    pack: str = ""
    edition: str = ""


def read_identity(file: Path | IO[bytes]) -> Identity:
    """The identity of ``file``. What is no sound .docx of docgen's is not untouched."""
    try:
        with zipfile.ZipFile(file) as package:
            entries = {name: package.read(name) for name in package.namelist()}
        properties = etree.fromstring(entries[CUSTOM])
    # A damaged zip makes zipfile raise a dozen things; whatever it is, docgen did not write it.
    except Exception:
        return Identity(False)
    named = {one.get("name"): "".join(map(str, one.itertext())) for one in properties}
    fingerprint = named.get(FINGERPRINT, "")
    unit, pack, edition = (named.get(name, "") for name in (UNIT, PACK, EDITION))
    return Identity(fingerprint == content_fingerprint(entries), fingerprint, unit, pack, edition)


def unit_of(path: Path) -> str:
    """The unit a Word file is the report of, read quickly; empty for others."""
    try:
        with zipfile.ZipFile(path) as package:
            properties = etree.fromstring(package.read(CUSTOM))
    except Exception:  # as above
        return ""
    named = {one.get("name"): "".join(map(str, one.itertext())) for one in properties}
    return named.get(UNIT, "")


def set_fingerprint(document: Document, fingerprint: str) -> None:
    """Lets an edited document say that it stands on the base with ``fingerprint`` now."""
    package = document.part.package
    part = next(one for one in package.iter_parts() if one.partname == f"/{CUSTOM}")
    root = etree.fromstring(part.blob)
    _set(root, fingerprint)
    part._blob = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def with_fingerprint(data: bytes, fingerprint: str) -> bytes:
    """The .docx in ``data``, now with ``fingerprint``; nothing else of it changes."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    root = etree.fromstring(entries[CUSTOM])
    _set(root, fingerprint)
    entries[CUSTOM] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return zipped(entries)


def fingerprint_of(data: bytes) -> str:
    """The fingerprint that a .docx with this content carries when docgen writes it."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return content_fingerprint({name: package.read(name) for name in package.namelist()})


def _set(root: etree._Element, fingerprint: str) -> None:
    for prop in root:
        if prop.get("name") == FINGERPRINT:
            prop[0].text = fingerprint
