"""The relationships of a package that lead out of it (ECMA-376 part 2, 6.5).

A relationship is outside if it says so, and also if it says that it is not, and names an address
or a path that leaves the package. Some hyperlinks are stored like that.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from docgen.word.outside_links.names import local_name
from docgen.word.outside_links.outside_link import Kind
from docgen.word.xml import remove

_FOLDER, _ENDING = "_rels/", ".rels"
_ABSOLUTE = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\|/?\.\.?\\", re.IGNORECASE)
"""An address, a drive of Windows, a server, or a path with the signs of Windows."""

_CHUNK, _HYPERLINK = "aFChunk", "hyperlink"
_KINDS: Mapping[str, Kind] = {
    "image": "picture",
    "oleObject": "ole",
    "package": "ole",
    "subDocument": "subdocument",
    _CHUNK: "chunk",
    "frame": "frame",
    "attachedTemplate": "template",
    "transform": "stylesheet",
    "mailMergeSource": "mail-merge",
    "mailMergeHeaderSource": "mail-merge",
    "recipientData": "mail-merge",
    "audio": "media",
    "video": "media",
    "media": "media",
}
"""By the last word of a relationship's type, which is the same in strict files."""


@dataclass(frozen=True)
class Relation:
    """A relationship that leads out of the package, or to a chunk of another format.

    Attributes:
        name: the last word of its type.
        target: what it names; the entry of a chunk that is in the package.
        in_package: whether it names a chunk in the package.
    """

    name: str
    target: str
    in_package: bool = False

    @property
    def kind(self) -> Kind:
        """What it is, by its type."""
        return _KINDS.get(self.name, "other")

    @property
    def is_hyperlink(self) -> bool:
        """Whether it may stay, as it is followed by a click only."""
        return self.name == _HYPERLINK


def is_relations(root: etree._Element) -> bool:
    """Whether an XML file holds relationships."""
    return local_name(root) == "Relationships"


def owner_of(entry: str) -> str:
    """The entry, in small letters, whose relationships ``entry`` holds."""
    folder, _, name = entry.rpartition("/")
    parent = f"{folder}/".lower().removesuffix(_FOLDER)
    return parent + name.lower().removesuffix(_ENDING)


def take_relations(root: etree._Element, owner: str) -> tuple[dict[str, Relation], bool]:
    """The relationships of ``owner`` by identifier, and whether any was removed from ``root``.

    Hyperlinks are not removed.
    """
    found = list(_outside(root, owner))
    removed = [element for element, relation in found if not relation.is_hyperlink]
    for element in removed:
        remove(element)
    return {element.get("Id", ""): relation for element, relation in found}, bool(removed)


def _outside(root: etree._Element, owner: str) -> Iterator[tuple[etree._Element, Relation]]:
    for element in root.iter(etree.Element):
        name = element.get("Type", "").rpartition("/")[2]
        target = element.get("Target", "")
        inside = (
            _entry(target, owner) if element.get("TargetMode", "Internal") == "Internal" else None
        )
        if inside is None and "Target" in element.attrib:
            yield element, Relation(name, target)
        elif inside is not None and name == _CHUNK:
            yield element, Relation(name, inside, in_package=True)


def _entry(target: str, owner: str) -> str | None:
    """The entry that ``owner`` means by ``target``; ``None`` if it is not in the package."""
    path = unquote(target)
    if _ABSOLUTE.match(path):
        return None
    joined = path.lstrip("/") if path.startswith("/") else f"{posixpath.dirname(owner)}/{path}"
    entry = posixpath.normpath(joined.lstrip("/"))
    return None if entry == ".." or entry.startswith("../") else entry
