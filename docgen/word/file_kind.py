"""What a file is by its first bytes and its entries, whatever its name says."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from docgen.word.word_97 import is_encrypted

_BEGINNINGS = {
    b"PK": "zip",
    b"%PDF": "pdf",
    b"{\\rtf": "rtf",
    b"<?xml": "xml",
    b"\xef\xbb\xbf<?xml": "xml",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
}
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The signature of a compound file (MS-CFB 2.2): Office before 2007, and encrypted files since."""

_STREAMS = {"EncryptedPackage": "locked", "WordDocument": "doc", "Workbook": "sheet"}
"""Names of streams of a compound file, which lie in its directory as UTF-16."""

_HTML = re.compile(rb"\s*<(?:!doctype|html|head|body|meta)\b", re.IGNORECASE)

_TYPES, _RELATIONS, _MIMETYPE = "[Content_Types].xml", "_rels/.rels", "mimetype"
_ODF_MANIFEST, _ODF_ENCRYPTED = "META-INF/manifest.xml", b"encryption-data"
"""What an OpenDocument file that is locked with a password says of its entries (ODF 1.3-2, 4.8)."""

_MAIN = "/relationships/officeDocument"
_STRICT = "http://purl.oclc.org/ooxml/"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_KINDS = {
    DOCX_TYPE: "docx",
    "wordprocessingml.template.main+xml": "template",
    "ms-word.document.macroEnabled.main+xml": "macros",
    "ms-word.template.macroEnabledTemplate.main+xml": "macros",
    "spreadsheetml": "sheet",
    "ms-excel": "sheet",
    "presentationml": "slides",
}


def kind_of(data: bytes) -> str:
    """What a file of these bytes is: ``zip``, ``locked``, ``doc``, ``pdf``, ``text`` or another."""
    if not data.strip(b"\0"):
        return "nothing"
    if data.startswith(_COMPOUND):
        streams = (kind for name, kind in _STREAMS.items() if name.encode("utf-16-le") in data)
        kind = next(streams, "old")
        return "locked" if kind == "doc" and is_encrypted(data) else kind
    if _HTML.match(data):
        return "html"
    starts = (kind for start, kind in _BEGINNINGS.items() if data.startswith(start))
    return next(starts, "text" if b"\0" not in data else "unknown")


def kind_of_package(entries: Mapping[str, bytes]) -> str:
    """What the ``entries`` of a zip file make: ``docx``, ``strict``, ``sheet``, ``odf``, ….

    The relation of the package to its main part counts, and the type that is declared of it
    (ECMA-376-2, 9.2 and 10.1.2). Raises ``XMLSyntaxError`` if either is not XML.
    """
    if _TYPES not in entries or _RELATIONS not in entries:
        if not entries.get(_MIMETYPE, b"").startswith(b"application/vnd.oasis"):
            return "zip"
        return "locked" if _ODF_ENCRYPTED in entries.get(_ODF_MANIFEST, b"") else "odf"
    relation = _main_relation(entries)
    if relation is None:
        return "zip"
    if relation.get("Type", "").startswith(_STRICT):
        return "strict"
    return _kind_of_type(entries[_TYPES], relation.get("Target", "").lstrip("/"))


def main_part(entries: Mapping[str, bytes]) -> str:
    """The entry of a package with its document; empty if there is none."""
    relation = _main_relation(entries)
    return relation.get("Target", "").lstrip("/") if relation is not None else ""


def _main_relation(entries: Mapping[str, bytes]) -> etree._Element | None:
    for relation in etree.fromstring(entries[_RELATIONS]).iterchildren(etree.Element):
        is_main = relation.get("Type", "").endswith(_MAIN)
        if is_main and relation.get("Target", "").lstrip("/") in entries:
            return relation
    return None


def _kind_of_type(types: bytes, part: str) -> str:
    """The kind of the type that is declared of a part, or else of its ending."""
    declared = {}
    for rule in etree.fromstring(types).iterchildren(etree.Element):
        declared[rule.get("PartName") or f".{rule.get('Extension')}"] = rule.get("ContentType", "")
    ending = f".{part.rpartition('.')[2]}"
    found = declared.get(f"/{part}") or declared.get(ending, "")
    return next((kind for sign, kind in _KINDS.items() if sign in found), "zip")
