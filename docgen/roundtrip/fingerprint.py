"""Fingerprints of built files: they show whether the office has edited one.

Every file docgen builds carries the fingerprint of its own content, as a custom property. If the
content no longer has that fingerprint, the file was saved by Word, WPS or LibreOffice since; the
property still names the *base* it was edited from.
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
    """The custom properties of a built file; all are empty for a file docgen did not build.

    Attributes:
        untouched: whether the content is still as docgen wrote it.
        fingerprint: the fingerprint of what docgen wrote.
        unit: the unit whose report it is.
        pack: the pack it was built with.
        edition: the edition it belongs to.
    """

    untouched: bool
    fingerprint: str = ""
    unit: str = ""
    pack: str = ""
    edition: str = ""


def read_identity(file: Path | IO[bytes]) -> Identity:
    """Reads the identity of ``file``; a file that is damaged or not docgen's is not untouched."""
    try:
        with zipfile.ZipFile(file) as package:
            entries = {name: package.read(name) for name in package.namelist()}
        properties = etree.fromstring(entries[CUSTOM])
    # A damaged zip makes zipfile raise exceptions of many kinds; docgen did not write such a file.
    except Exception:
        return Identity(False)
    values = _values(properties)
    fingerprint = values.get(FINGERPRINT, "")
    unit, pack, edition = (values.get(name, "") for name in (UNIT, PACK, EDITION))
    return Identity(fingerprint == content_fingerprint(entries), fingerprint, unit, pack, edition)


def unit_of(path: Path) -> str:
    """Returns the unit whose report a Word file is, reading only its properties; or ``""``."""
    try:
        with zipfile.ZipFile(path) as package:
            properties = etree.fromstring(package.read(CUSTOM))
    except Exception:  # as above
        return ""
    return _values(properties).get(UNIT, "")


def set_fingerprint(document: Document, fingerprint: str) -> None:
    """Sets the fingerprint an open document carries, that is, the base it counts as edited from."""
    package = document.part.package
    part = next(part for part in package.iter_parts() if part.partname == f"/{CUSTOM}")
    part._blob = _with_value(part.blob, fingerprint)


def with_fingerprint(data: bytes, fingerprint: str) -> bytes:
    """Returns the .docx in ``data`` with ``fingerprint``; its other entries are unchanged."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    entries[CUSTOM] = _with_value(entries[CUSTOM], fingerprint)
    return zipped(entries)


def fingerprint_of(data: bytes) -> str:
    """Returns the fingerprint that docgen writes into a .docx with this content."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return content_fingerprint({name: package.read(name) for name in package.namelist()})


def _values(properties: etree._Element) -> dict[str, str]:
    """The custom properties by name."""
    return {prop.get("name", ""): "".join(map(str, prop.itertext())) for prop in properties}


def _with_value(properties: bytes, fingerprint: str) -> bytes:
    """The XML of the custom properties with another fingerprint."""
    root = etree.fromstring(properties)
    for prop in root:
        if prop.get("name") == FINGERPRINT:
            prop[0].text = fingerprint
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
