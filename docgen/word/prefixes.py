"""The prefixes of XML namespaces: those that Word writes.

A file may choose others, ``<ns0:p>`` for ``<w:p>``; but docxtpl, whose patterns docgen uses, and
the patterns of docgen know Word's alone.
"""

from __future__ import annotations

import re
from typing import Any, Final, cast

from docx.document import Document
from docx.opc.part import XmlPart
from docx.oxml.parser import oxml_parser
from lxml import etree

from docgen.word.xml import WP, W

_USUAL: Final = {W: "w", WP: "wp"}
_DECLARED = re.compile(rb'xmlns(?::([^=\s]+))?="([^"]*)"')


def with_usual_prefixes(document: Document) -> Document:
    """The document, whose files have Word's prefixes from now on."""
    package = document.part.package
    for part in package.iter_parts() if package is not None else ():
        if isinstance(part, XmlPart) and _has_others(part.element):
            part._element = cast(Any, _renamed(part.element))
    return cast(Document, document.part.document)


def _has_others(root: etree._Element) -> bool:
    declared = _DECLARED.findall(etree.tostring(root))
    return any(
        _USUAL.get(uri.decode(), prefix.decode()) != prefix.decode() for prefix, uri in declared
    )


def _renamed(root: etree._Element) -> etree._Element:
    """The same tree below a root that declares Word's prefixes: lxml looks each name up there."""
    kept: dict[Any, str] = {
        prefix: uri
        for prefix, uri in root.nsmap.items()
        if uri not in _USUAL and prefix not in _USUAL.values()
    }
    declared = kept | {prefix: uri for uri, prefix in _USUAL.items()}
    renamed = oxml_parser.makeelement(root.tag, cast(Any, root.attrib), declared)
    renamed.text = root.text
    renamed.extend(list(root))
    return renamed
