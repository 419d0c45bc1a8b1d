"""Fingerprints of built files: they show whether the office has edited one.

Every file docgen builds carries the fingerprint of its own content, as a custom property. If the
content no longer has that fingerprint, the file was saved by Word, WPS or LibreOffice since; the
property still names the *base* it was edited from.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from docx.document import Document
from lxml import etree

from docgen.diagnostics import Place, Problem
from docgen.templates.package import (
    CUSTOM,
    DRAFT,
    EDITION,
    FINGERPRINT,
    PACK,
    UNIT,
    content_fingerprint,
    zipped,
)
from docgen.word.package_file import Entries, PackageError, read_package

AUTHOR = "docgen"
"""The author of comments on conflicts, and of tracked changes."""
_COMMENTS = "word/comments.xml"
_LONGEST = 255
"""Characters of the name of a folder."""
_SHOWN = 40
"""Characters that are kept of a longer text."""
_PROPERTIES = 1 << 20
"""The most bytes of custom properties that are read."""


@dataclass(frozen=True)
class Identity:
    """The custom properties of a built file; all are empty for a file docgen did not build.

    Attributes:
        untouched: whether the content is still as docgen wrote it.
        fingerprint: the fingerprint of what docgen wrote.
        unit: the unit whose report it is.
        pack: the pack it was built with.
        edition: the edition it belongs to.
        problem: why the file cannot be read, if it cannot.
        draft: whether it is a draft, which has blanks that are marked.
        conflicts: how many comments on conflicts are in it.
    """

    untouched: bool
    fingerprint: str = ""
    unit: str = ""
    pack: str = ""
    edition: str = ""
    problem: Problem | None = None
    draft: bool = False
    conflicts: int = 0


def read_identity(source: Path | bytes, place: Place) -> Identity:
    """Reads the identity of a Word file, which messages call ``place``.

    One that cannot be read, or that docgen did not build, is not untouched.
    """
    try:
        entries = read_package(source, place)
    except PackageError as reason:
        return Identity(False, problem=reason.problem)
    return identity_of(entries)


def identity_of(entries: Entries) -> Identity:
    """The identity of a Word file by its entries."""
    values = _properties(entries.get(CUSTOM, b""))
    fingerprint = values.get(FINGERPRINT, "")
    unit, pack, edition = (values.get(name, "") for name in (UNIT, PACK, EDITION))
    untouched = bool(fingerprint) and fingerprint == content_fingerprint(entries)
    conflicts = len(re.findall(rf'author="{AUTHOR}"'.encode(), entries.get(_COMMENTS, b"")))
    of_unit = (fingerprint, unit, pack, edition)
    return Identity(untouched, *of_unit, draft=DRAFT in values, conflicts=conflicts)


class Owner(NamedTuple):
    """Whose report a Word file is; both are empty for a file docgen did not build."""

    edition: str = ""
    unit: str = ""


def owner_of(path: Path) -> Owner:
    """Returns whose report a Word file is, reading only its properties."""
    try:
        with zipfile.ZipFile(path) as package:
            is_small = package.getinfo(CUSTOM).file_size <= _PROPERTIES
            properties = package.read(CUSTOM) if is_small else b""
    # A damaged zip makes zipfile raise exceptions of many kinds; docgen did not write such a file.
    except Exception:
        return Owner()
    values = _properties(properties)
    return Owner(values.get(EDITION, ""), values.get(UNIT, ""))


def set_fingerprint(document: Document, fingerprint: str) -> None:
    """Sets the fingerprint an open document carries, that is, the base it counts as edited from."""
    package = document.part.package
    part = next(part for part in package.iter_parts() if part.partname == f"/{CUSTOM}")
    part._blob = _with_value(part.blob, FINGERPRINT, fingerprint)


def with_fingerprint(data: bytes, fingerprint: str) -> bytes:
    """Returns the .docx in ``data`` with ``fingerprint``; its other entries are unchanged."""
    return _with_property(data, FINGERPRINT, fingerprint)


def with_unit(data: bytes, unit: str) -> bytes:
    """Returns the .docx in ``data`` as the report of ``unit``; its other entries are unchanged."""
    return _with_property(data, UNIT, unit)


def _with_property(data: bytes, name: str, value: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    entries[CUSTOM] = _with_value(entries[CUSTOM], name, value)
    return zipped(entries)


def fingerprint_of(data: bytes) -> str:
    """Returns the fingerprint that docgen writes into a .docx with this content."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return content_fingerprint({name: package.read(name) for name in package.namelist()})


def _properties(xml: bytes) -> dict[str, str]:
    """The custom properties by name; none if they are not XML.

    Of a text that is too long for the name of a folder, the beginning is kept: messages show it.
    """
    try:
        root = etree.fromstring(xml)
    except etree.XMLSyntaxError:
        return {}
    properties = root.iterchildren(etree.Element)  # without comments
    return {prop.get("name", ""): _shortened(str(prop.xpath("string()"))) for prop in properties}


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_SHOWN]}…"


def _with_value(properties: bytes, name: str, value: str) -> bytes:
    """The XML of the custom properties with another ``value`` of one of them."""
    root = etree.fromstring(properties)
    for prop in root.iterchildren(etree.Element):
        if prop.get("name") == name:
            next(prop.iterchildren(etree.Element)).text = value
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
