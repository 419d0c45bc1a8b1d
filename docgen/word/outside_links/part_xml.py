"""The XML of a package's entries, whatever their names say, and SVG that is compressed."""

from __future__ import annotations

import zlib

from lxml import etree

_GZIP, _GZIP_WINDOW = b"\x1f\x8b", 31
_LIMIT = 64 * 1024 * 1024
"""The most bytes of an unpacked picture."""

_BEGINNING, _IGNORED = 64, b"\0\xfe\xff\xef\xbb\xbf \t\r\n"
"""Bytes at the beginning, and those that may stand before the first sign or within it."""


def parsed(data: bytes) -> etree._Element | None:
    """The root of XML, also of damaged or compressed XML; ``None`` for other data.

    LibreOffice follows the links of damaged XML up to the damage, so the rest is read as well as
    can be. No entity is replaced and nothing is loaded.
    """
    data = _unpacked(data)
    if not data[:_BEGINNING].lstrip(_IGNORED).startswith(b"<"):
        return None
    # Without the limits of ``huge_tree``, entities could unfold in attributes without end.
    huge = b"<!DOCTYPE" not in data.replace(b"\0", b"")
    for recover in (False, True):
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=huge, recover=recover
        )
        try:
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            continue
    return None


def serialized(root: etree._Element) -> bytes:
    """The XML of ``root`` alone: without DOCTYPE and what else stands before it."""
    return etree.tostring(root, encoding="UTF-8", standalone=True)


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(_GZIP):
        return data
    try:
        return zlib.decompressobj(_GZIP_WINDOW).decompress(data, _LIMIT)
    except zlib.error:
        return data
