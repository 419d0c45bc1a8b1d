"""The XML of a package's entries, whatever their names say."""

from __future__ import annotations

from lxml import etree

_BEGINNING, _IGNORED = 64, b"\0\xfe\xff\xef\xbb\xbf \t\r\n"
"""Bytes at the beginning, and those that may stand before the first sign or within it."""


def parsed(data: bytes) -> etree._Element | None:
    """The root of XML, also of damaged XML; ``None`` for other data.

    LibreOffice follows the links of damaged XML up to the damage, so the rest is read as well as
    can be. No entity is replaced and nothing is loaded.
    """
    if not looks_like_xml(data):
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


def looks_like_xml(data: bytes) -> bool:
    """Whether data begins as XML does, in whatever encoding."""
    return data[:_BEGINNING].lstrip(_IGNORED).startswith(b"<")
