"""A Word template, or a Word file with macros, as a plain .docx: only the macros are left out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from contextlib import suppress

from lxml import etree

from docgen.word.file_kind import DOCX_TYPE, main_part
from docgen.word.outside_links.part_xml import serialized
from docgen.word.package_file import Entries
from docgen.word.xml import remove
from docgen.word.zip import zip_file

_TYPES = "[Content_Types].xml"
_ACTIVE = (
    *("vbaProject", "vbaProjectSignature", "vbaProjectSignatureAgile", "vbaProjectSignatureV3"),
    *("wordVbaData", "attachedToolbars", "keyMapCustomizations"),
)
"""The last words of the relationships to macros, and to the buttons and keys that start them
(MS-OFFMACRO2, 2.2)."""


def has_macros(entries: Mapping[str, bytes]) -> bool:
    """Whether a package holds macros."""
    return any(posixpath.basename(name).startswith("vbaProject") for name in entries)


def plain_package(entries: Entries) -> bytes:
    """The .docx with the document of a template, or of a file with macros, and nothing active."""
    roots = dict(_relations(entries))
    active = {target for name, root in roots.items() for target in _take_active(root, name)}
    active |= set(map(_relations_of, active))
    left = {name: data for name, data in entries.items() if name not in active}
    left |= {name: serialized(root) for name, root in roots.items() if name in left}
    left[_TYPES] = _plain_types(left)
    return zip_file(left, {})


def _relations(entries: Entries) -> Iterator[tuple[str, etree._Element]]:
    """The files of relationships that can be read; whoever opens the .docx tells of the others."""
    for name, data in entries.items():
        if name.endswith(".rels"):
            with suppress(etree.XMLSyntaxError):
                yield name, etree.fromstring(data)


def _take_active(root: etree._Element, name: str) -> Iterator[str]:
    """Removes the relationships to macros. Yields the entries that they lead to."""
    folder = posixpath.dirname(posixpath.dirname(name))
    for relation in list(root.iterchildren(etree.Element)):
        if relation.get("Type", "").rpartition("/")[2] in _ACTIVE:
            yield posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))[1:]
            remove(relation)


def _relations_of(entry: str) -> str:
    folder, name = posixpath.split(entry)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _plain_types(entries: Mapping[str, bytes]) -> bytes:
    """The types of the parts that are there, the main part's that of a .docx."""
    root, main = etree.fromstring(entries[_TYPES]), main_part(entries)
    for rule in list(root.iterchildren(etree.Element)):
        part = rule.get("PartName", "").lstrip("/")
        if (part and part not in entries) or rule.get("ContentType", "").endswith("vbaProject"):
            remove(rule)
        elif part == main:
            rule.set("ContentType", DOCX_TYPE)
    if not any(rule.get("PartName") == f"/{main}" for rule in root.iterchildren(etree.Element)):
        namespace = etree.QName(root).namespace
        rule = etree.SubElement(root, f"{{{namespace}}}Override")
        rule.set("PartName", f"/{main}")
        rule.set("ContentType", DOCX_TYPE)
    return serialized(root)
