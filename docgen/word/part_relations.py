"""Relationships and content types in the entries of a package (ECMA-376-2, clauses 6 and 7)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Final

from lxml import etree

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES: Final = "[Content_Types].xml"
RELATION: Final = f"{{{_PACKAGE}/relationships}}Relationship"
OVERRIDE: Final = f"{{{_PACKAGE}/content-types}}Override"
_DEFAULT = f"{{{_PACKAGE}/content-types}}Default"
_NO_RELATIONS = f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode()


def relations_file(part: str) -> str:
    """The entry with the relationships of a part: ``word/_rels/document.xml.rels``."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def target_of(relation: etree._Element, part: str) -> str:
    """The entry that a relationship of a part leads to; empty if it leads out of the package."""
    if relation.get("TargetMode") == "External":
        return ""
    target = relation.get("Target", "")
    folder = "" if target.startswith("/") else posixpath.dirname(part)
    return posixpath.normpath(posixpath.join(folder, target.lstrip("/")))


def target_from(part: str, entry: str) -> str:
    """How a relationship of a part names an entry."""
    return posixpath.relpath(entry, posixpath.dirname(part) or ".")


def relations_of(part: str, entries: Mapping[str, bytes]) -> dict[str, etree._Element]:
    """The relationships of a part by their ids."""
    data = entries.get(relations_file(part), _NO_RELATIONS)
    return {relation.get("Id", ""): relation for relation in etree.fromstring(data)}


def with_relations(data: bytes | None, added: Iterable[etree._Element]) -> bytes:
    """A file of relationships with more of them; ``None`` if there is none yet."""
    root = etree.fromstring(data or _NO_RELATIONS)
    root.extend(added)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def with_default_type(types: bytes, ending: str, content_type: str) -> bytes:
    """The content types with that of files with an ending; itself if it is known."""
    root = etree.fromstring(types)
    if any(known.get("Extension", "").lower() == ending for known in root.iter(_DEFAULT)):
        return types
    root.insert(0, etree.Element(_DEFAULT, Extension=ending, ContentType=content_type))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


class SharedParts:
    """A package to which parts of others are added, each that is new once.

    Attributes:
        entries: the files of the package by name.
    """

    def __init__(self, entries: Mapping[str, bytes]) -> None:
        self.entries = dict(entries)
        self._types = etree.fromstring(entries[TYPES])
        self._known: dict[tuple[bytes, bytes], str] = {}
        for name, data in entries.items():
            self._known.setdefault((data, entries.get(relations_file(name), b"")), name)
        self._counters: dict[tuple[str, str], count[int]] = {}
        self._taking = set[str]()

    def taken(self, name: str, theirs: Mapping[str, bytes]) -> str:
        """The name here of a part of another package, which is added if there is none like it."""
        if name in self._taking or name not in theirs:  # it leads back to itself, or nowhere
            return name
        self._taking.add(name)
        key = theirs[name], self._relations(name, theirs)
        self._taking.remove(name)
        if key not in self._known:
            self._known[key] = self._added(name, *key, theirs)
        return self._known[key]

    def add(self, stem: str, ending: str, data: bytes, content_type: str) -> str:
        """Adds a part, and returns its name: ``stem1.ending``, or the first free number."""
        numbers = self._counters.setdefault((stem, ending), count(1))
        names = (f"{stem}{number}.{ending}" for number in numbers)
        name = next(name for name in names if name not in self.entries)
        self.put(name, data, content_type)
        return name

    def put(self, name: str, data: bytes, content_type: str) -> None:
        """Adds a part under a name that no part has; no type is that of its ending."""
        self.entries[name] = data
        if content_type:
            etree.SubElement(self._types, OVERRIDE, PartName=f"/{name}", ContentType=content_type)

    def finished(self) -> dict[str, bytes]:
        """The files with the content types of all."""
        return self.entries | {TYPES: xml_bytes(self._types)}

    def _relations(self, name: str, theirs: Mapping[str, bytes]) -> bytes:
        """The relationships of a part of another package as they are here; as they are if alike."""
        data = theirs.get(relations_file(name), b"")
        if not data:
            return data
        root, is_alike = etree.fromstring(data), True
        for relation in root:
            if target := target_of(relation, name):
                here = self.taken(target, theirs)
                if here != target:
                    relation.set("Target", target_from(name, here))
                    is_alike = False
        return data if is_alike else xml_bytes(root)

    def _added(self, name: str, data: bytes, relations: bytes, theirs: Mapping[str, bytes]) -> str:
        types = etree.fromstring(theirs[TYPES])
        stem, _, ending = name.rpartition(".")
        own = (each for each in types.iter(OVERRIDE) if each.get("PartName") == f"/{name}")
        kind = next((each.get("ContentType", "") for each in own), "")
        new = self.add(stem.rstrip("0123456789"), ending, data, kind)
        if relations:
            self.entries[relations_file(new)] = relations
        if not kind:
            self._declare(ending, types)
        return new

    def _declare(self, ending: str, theirs: etree._Element) -> None:
        """Declares the content type of an ending as another package does, unless it is declared."""

        def declared(root: etree._Element) -> etree._Element | None:
            defaults = root.iter(_DEFAULT)
            alike = (each for each in defaults if each.get("Extension", "").lower() == ending)
            return next(alike, None)

        found = declared(theirs)
        if found is not None and declared(self._types) is None:
            attributes = {str(name): str(value) for name, value in found.attrib.items()}
            self._types.insert(0, etree.Element(_DEFAULT, attributes))


class PartRelations:
    """The relationships of a part of a package, to which those of others are added."""

    def __init__(self, part: str, parts: SharedParts) -> None:
        self._part, self._parts = part, parts
        data = parts.entries.get(relations_file(part), _NO_RELATIONS)
        self._root = etree.fromstring(data)
        self._ids = {self._key(relation, part): relation.get("Id", "") for relation in self._root}
        used = set(self._ids.values())
        self._free = (name for name in (f"rIdRow{n}" for n in count(1)) if name not in used)

    def identifier(self, relation: etree._Element, theirs: Mapping[str, bytes]) -> str:
        """The id here of a relationship of the same part of another package."""
        kind, mode, target = self._key(relation, self._part)
        if not mode:
            target = self._parts.taken(target, theirs)
        return self.relate(kind, target, mode)

    def relate(self, kind: str, target: str, mode: str = "") -> str:
        """The id of a relationship to an entry, or with the mode ``External`` to an address."""
        key = kind, mode, target
        if key not in self._ids:
            self._ids[key] = next(self._free)
            shown = target if mode else target_from(self._part, target)
            attributes = {"Id": self._ids[key], "Type": kind, "Target": shown}
            etree.SubElement(
                self._root, RELATION, attributes | ({"TargetMode": mode} if mode else {})
            )
        return self._ids[key]

    def save(self) -> None:
        """Puts the relationships into the package."""
        if len(self._root):
            self._parts.entries[relations_file(self._part)] = xml_bytes(self._root)

    @staticmethod
    def _key(relation: etree._Element, part: str) -> tuple[str, str, str]:
        entry, address = target_of(relation, part), relation.get("Target", "")
        return relation.get("Type", ""), "" if entry else "External", entry or address


def xml_bytes(root: etree._Element) -> bytes:
    """An XML file of a package."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
