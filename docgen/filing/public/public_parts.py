"""The parts of a package that a public copy may have: those named here, and no other.

Whatever programs add to a package, as comments, thumbnails, custom XML, workbooks, macros or
signatures, is not reached from the document by one of these relationships (ECMA-376-2, clause 9).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import unquote

from lxml import etree

from docgen.filing.public.private_words import PrivateWords
from docgen.word.package_file import Entries
from docgen.word.part_relations import OVERRIDE, relations_of, target_of
from docgen.word.xml import remove, w

_IMPLICIT = frozenset(
    (
        *("styles", "numbering", "settings", "fontTable", "theme", "footnotes", "endnotes"),
        *("chartStyle", "chartColorStyle", "themeOverride"),
    )
)
"""Relationships that no reference in the part names."""

_REFERRED = frozenset(
    (
        *("header", "footer", "image", "chart", "chartEx", "chartUserShapes", "font"),
        *("diagramData", "diagramLayout", "diagramQuickStyle", "diagramColors", "diagramDrawing"),
    )
)
STORIES: Final = re.compile(r"(?:document|header|footer|footnotes|endnotes)\d*\.xml$")
"""Parts with text of the report."""

_SETTINGS = frozenset(
    (
        *("zoom", "displayBackgroundShape", "mirrorMargins", "alignBordersAndEdges"),
        *("bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop"),
        *("embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts", "defaultTabStop"),
        *("autoHyphenation", "consecutiveHyphenLimit", "hyphenationZone", "doNotHyphenateCaps"),
        *("defaultTableStyle", "evenAndOddHeaders", "bookFoldRevPrinting", "bookFoldPrinting"),
        *("drawingGridHorizontalSpacing", "drawingGridVerticalSpacing"),
        *("displayHorizontalDrawingGridEvery", "displayVerticalDrawingGridEvery"),
        *("doNotUseMarginsForDrawingGridOrigin", "drawingGridHorizontalOrigin"),
        *("drawingGridVerticalOrigin", "doNotShadeFormData", "noPunctuationKerning"),
        *("characterSpacingControl", "printTwoOnOne", "strictFirstAndLastChars"),
        *("noLineBreaksAfter", "noLineBreaksBefore", "hdrShapeDefaults", "footnotePr"),
        *("endnotePr", "compat", "mathPr", "themeFontLang", "clrSchemeMapping"),
        *("doNotAutoCompressPictures", "shapeDefaults", "decimalSymbol", "listSeparator"),
    )
)
"""What the layout depends on (ECMA-376 part 1, 17.15.1); no names, numbers of editing, sources."""

_PRIVATE_LINK = re.compile(
    r"^(?:mailto|tel|sms|callto|file|onenote|ms-\w+):|^[A-Za-z]:|^\\\\", re.I
)


def kept_parts(main: str, entries: Entries) -> list[str]:
    """The parts that are reached from the main one by relationships that may stay."""
    found, waiting = [main], [main]
    while waiting:
        part = waiting.pop()
        for relation in relations_of(part, entries).values():
            target = target_of(relation, part)
            is_kept = _kind(relation) in _IMPLICIT | _REFERRED
            if is_kept and target in entries and target not in found:
                found.append(target)
                waiting.append(target)
    return found


def _kind(relation: etree._Element) -> str:
    return relation.get("Type", "").rpartition("/")[2]


def stays(relation: etree._Element, root: etree._Element | None, words: PrivateWords) -> bool:
    """Whether a relationship of a part may stay: of a kind that is known, and referred to."""
    kind, target = _kind(relation), relation.get("Target", "")
    if relation.get("TargetMode") == "External":
        address = unquote(target)
        is_plain = not _PRIVATE_LINK.search(address) and not words.spans(address)
        return kind == "hyperlink" and is_plain
    if kind in _IMPLICIT:
        return True
    if kind == "hyperlink":
        return not words.spans(target)
    return kind in _REFERRED and root is not None and relation.get("Id", "") in _references(root)


def _references(root: etree._Element) -> Iterator[str]:
    return (str(value) for element in root.iter(etree.Element) for value in element.attrib.values())


def public_settings(root: etree._Element) -> None:
    """Leaves of the settings what the layout depends on, in place."""
    for element in list(root.iterchildren()):
        if not isinstance(element.tag, str) or etree.QName(element).localname not in _SETTINGS:
            root.remove(element)


def drop_lost_notes(roots: Mapping[str, etree._Element]) -> int:
    """Removes the notes to which nothing refers any more. Returns how many."""
    dropped = 0
    for tag, reference in (("footnote", "footnoteReference"), ("endnote", "endnoteReference")):
        used = {mark.get(w("id")) for root in roots.values() for mark in root.iter(w(reference))}
        for root in roots.values():
            if root.tag == w(f"{tag}s"):
                for note in root.findall(w(tag)):
                    if note.get(w("type")) is None and note.get(w("id")) not in used:
                        remove(note)
                        dropped += 1
    return dropped


def public_names(parts: list[str], words: PrivateWords) -> dict[str, str]:
    """The names of the parts: those with words of the office in them have a number instead."""
    names = dict[str, str]()
    for number, part in enumerate(parts, 1):
        folder, file = posixpath.split(part)
        is_plain = re.fullmatch(r"[A-Za-z]+[0-9]{0,4}\.[A-Za-z0-9]+", file)
        ending = posixpath.splitext(file)[1]
        is_known = is_plain and not words.spans(unquote(part)) and part.isascii()
        names[part] = part if is_known else posixpath.join(folder, f"part{number}{ending}")
    return names


def public_types(data: bytes, names: Mapping[str, str]) -> bytes:
    """The content types of the parts that stay (ECMA-376-2, 7.2.3)."""
    root = etree.fromstring(data)
    endings = {posixpath.splitext(name)[1][1:].lower() for name in names.values()} | {"rels", "xml"}
    for rule in list(root.iterchildren()):
        part = rule.get("PartName", "").lstrip("/") if isinstance(rule.tag, str) else ""
        if part in names:
            rule.set("PartName", f"/{names[part]}")
        elif part or rule.get("Extension", "").lower() not in endings:
            root.remove(rule)
    core = etree.SubElement(root, OVERRIDE)
    core.set("PartName", "/docProps/core.xml")
    core.set("ContentType", "application/vnd.openxmlformats-package.core-properties+xml")
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
