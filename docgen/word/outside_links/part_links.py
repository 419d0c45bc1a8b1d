"""The links of one XML file of a package."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from lxml import etree

from docgen.word.outside_links.linked_part import LinkedPart
from docgen.word.outside_links.linking_fields import take_fields
from docgen.word.outside_links.names import (
    NAMESPACES,
    OFFICE,
    VML,
    is_word,
    local_name,
    relation_ids,
    word_names,
    word_value,
)
from docgen.word.outside_links.outside_link import Kind
from docgen.word.outside_links.svg_links import take_svg_links
from docgen.word.xml import remove

_KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(("blip", "svgBlip", "imagedata", "fill", "stroke", "image"), "picture"),
    **dict.fromkeys(("OLEObject", "objectLink"), "ole"),
    **dict.fromkeys(("videoFile", "audioFile", "wavAudioFile", "quickTimeFile"), "media"),
    "subDoc": "subdocument",
    "altChunk": "chunk",
    "sourceFileName": "frame",
    "attachedTemplate": "template",
    "saveThroughXslt": "stylesheet",
    "externalData": "chart",
}
"""By the element that names a relationship; for others, the relationship tells."""

_CLICKED = re.compile("hyperlink|hlink.*")
_REFERRING = etree.XPath("//*[@r:* or @s:* or @o:relid]", namespaces=NAMESPACES)
_VML_ADDRESSES = ("src", *(f"{{{OFFICE}}}{name}" for name in ("src", "href", "althref")))
_MERGES = word_names("mailMerge")
_SOURCES = word_names("connectString", "udl")

_DECLARED = re.compile(
    rb"""<!(?:DOCTYPE|ENTITY)\s[^<>"']*(?:SYSTEM|PUBLIC\s*(?:"[^"]*"|'[^']*'))\s*["']([^"']*)"""
)
"""An external entity or DTD."""

_KNOWN_TYPES = "http://www.w3.org/"
"""Where the DTDs of SVG and XHTML are said to lie, which nobody loads: they are just names."""


def take_part_links(part: LinkedPart, data: bytes) -> None:
    """Takes all links out of ``part``, which was parsed from ``data``."""
    _tell_what_stands_before(part, data)
    _take_mail_merges(part)
    _take_references(part)
    _take_vml_addresses(part)
    take_fields(part)
    take_svg_links(part)


def _tell_what_stands_before(part: LinkedPart, data: bytes) -> None:
    """Tells the style sheet and the entities, which go as all does that stands before the root."""
    for instruction in part.root.itersiblings(etree.PI, preceding=True):
        if isinstance(instruction, etree._ProcessingInstruction) and (
            instruction.target == "xml-stylesheet"
        ):
            target = instruction.get("href") or instruction.text or ""
            part.tell(part.root, "stylesheet", target)
    for match in _DECLARED.finditer(data.replace(b"\0", b"")):
        target = match[1].decode("utf-8", "replace")
        if not target.startswith(_KNOWN_TYPES):
            part.tell(part.root, "entity", target)


def _take_mail_merges(part: LinkedPart) -> None:
    for merge in list(part.root.iter(*_MERGES)):
        ids = [value for element in merge.iter() for value in relation_ids(element).values()]
        sources = [part.relations[number].target for number in ids if number in part.relations]
        sources += filter(None, (word_value(source, "val") for source in merge.iter(*_SOURCES)))
        if sources:
            part.used.update(ids)
            part.tell(merge, "mail-merge", sources[0])
            remove(merge)


def _take_references(part: LinkedPart) -> None:
    """Takes out what refers to a relationship that leads outside, and is no hyperlink."""
    for element in _referring(part.root) if part.relations else ():
        for name, number in relation_ids(element).items():
            relation = part.relations.get(number)
            if relation is None or (
                relation.is_hyperlink and _CLICKED.fullmatch(local_name(element))
            ):
                continue
            part.used.add(number)
            kind = _KINDS.get(local_name(element), relation.kind)
            part.tell(element, kind, relation.target, stored=_is_stored(element, part))
            if _is_nothing_else(element):
                remove(element)
            else:
                del element.attrib[name]


def _referring(root: etree._Element) -> list[etree._Element]:
    """The elements that name a relationship."""
    return cast("list[etree._Element]", _REFERRING(root))


def _is_nothing_else(element: etree._Element) -> bool:
    """Whether an element is only there for its relationship; a shape is seen without it."""
    return is_word(element) or local_name(element) in ("OLEObject", "externalData")


def _is_stored(element: etree._Element, part: LinkedPart) -> bool:
    """Whether the picture beside or around a link has pixels in the file."""
    around = element.getparent() if local_name(element) == "OLEObject" else element
    near = (*around.iter(etree.Element), *around.iterancestors()) if around is not None else ()
    pictures = (other for other in near if _KINDS.get(local_name(other)) == "picture")
    ids = (number for picture in pictures for number in relation_ids(picture).values())
    return any(number and number not in part.relations for number in ids)


def _take_vml_addresses(part: LinkedPart) -> None:
    """Takes out the addresses that VML names without a relationship."""
    for element in part.root.iter(f"{{{VML}}}*"):
        for name in _VML_ADDRESSES:
            address = element.get(name, "")
            if address and not address.startswith("#"):
                part.tell(element, "picture", address, stored=_is_stored(element, part))
                del element.attrib[name]
