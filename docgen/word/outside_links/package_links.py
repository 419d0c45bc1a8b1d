"""The links of a whole package, and the package without them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from docgen.word.outside_links.linked_part import LinkedPart
from docgen.word.outside_links.outside_link import OutsideLink
from docgen.word.outside_links.part_links import take_part_links
from docgen.word.outside_links.part_xml import parsed, serialized
from docgen.word.outside_links.relations import Relation, is_relations, owner_of, take_relations
from docgen.word.zip import zip_file

_ZIP = b"PK\3\4"
_DEPTH, _LIMIT = 3, 64 * 1024 * 1024
"""How deep files may be embedded in each other, and the most bytes of an embedded one."""


@dataclass(frozen=True)
class SeparatedPackage:
    """A package that was parted from its links.

    Attributes:
        links: the links, in the order of the entries.
        entries: the entries without them; those that had none are the same objects.
    """

    links: tuple[OutsideLink, ...]
    entries: dict[str, bytes]


def separate_links(entries: Mapping[str, bytes], depth: int = 0) -> SeparatedPackage:
    """Parts a Word file from its links to outside.

    A chunk of another format goes as a whole, as it may have links of its own. So does an embedded
    file that cannot be looked into; its picture stays.
    """
    left, links = dict(entries), list[OutsideLink]()
    roots = {name: root for name, data in entries.items() if (root := parsed(data)) is not None}
    relations = _taken_relations(roots, left)
    for name, root in roots.items():
        if not is_relations(root):
            part = LinkedPart(name, root, relations.pop(name.lower(), {}))
            take_part_links(part, entries[name])
            links += (*part.links, *_unused(part))
            if part.links:
                left[name] = serialized(root)
    for owner, own in relations.items():
        gone = (relation for relation in own.values() if not relation.is_hyperlink)
        links += (OutsideLink(relation.kind, relation.target, owner) for relation in gone)
    for name, data in list(left.items()):
        if data.startswith(_ZIP):
            links += _separate_embedded(name, data, left, depth)
    return SeparatedPackage(tuple(links), left)


def unlinked(data: bytes) -> bytes:
    """A zip file without the links of the Word file in it; other data as they are.

    Raises exceptions of many kinds, those of ``zipfile`` and ``zlib`` among them, for a damaged
    zip file.
    """
    if not data.startswith(_ZIP):
        return data
    entries = zip_entries(data)
    left = without_outside_links(entries)
    return zip_file(left, {}) if left != entries else data


def zip_entries(data: bytes) -> dict[str, bytes]:
    """The files in a zip file by name. Raises what :func:`unlinked` raises."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {entry.filename: package.read(entry) for entry in package.infolist()}


def outside_links(entries: Mapping[str, bytes]) -> tuple[OutsideLink, ...]:
    """The links of a Word file to outside."""
    return separate_links(entries).links


def without_outside_links(entries: Mapping[str, bytes]) -> dict[str, bytes]:
    """The entries of a Word file without its links to outside."""
    return separate_links(entries).entries


def _taken_relations(
    roots: Mapping[str, etree._Element], left: dict[str, bytes]
) -> dict[str, dict[str, Relation]]:
    """The relationships that lead outside, by the entry in small letters that has them.

    They are taken out of ``left``, and so are chunks of other formats.
    """
    found: dict[str, dict[str, Relation]] = {}
    for name, root in roots.items():
        if is_relations(root):
            owner = owner_of(name)
            found[owner], changed = take_relations(root, owner)
            if changed:
                left[name] = serialized(root)
            for relation in found[owner].values():
                if relation.in_package:
                    _drop(relation.target, left)
    return found


def _drop(entry: str, left: dict[str, bytes]) -> None:
    """Takes an entry out, whatever the case of its letters."""
    for name in [name for name in left if name.lower() == entry.lower()]:
        del left[name]


def _unused(part: LinkedPart) -> Iterator[OutsideLink]:
    """The relationships that no element of ``part`` names: nothing is printed of them."""
    for number, relation in part.relations.items():
        if number not in part.used and not relation.is_hyperlink:
            yield OutsideLink("other", relation.target, part.entry)


def _separate_embedded(
    name: str, data: bytes, left: dict[str, bytes], depth: int
) -> Iterator[OutsideLink]:
    """The links of a file embedded in ``left``, which are taken out of it."""
    try:
        entries = _embedded_entries(data, depth)
        separated = separate_links(entries, depth + 1)
    except Exception:  # zipfile raises many kinds for a damaged file
        left.pop(name, None)
        return
    if separated.entries != entries:
        left[name] = zip_file(separated.entries, {})
    yield from (link.within(name) for link in separated.links)


def _embedded_entries(data: bytes, depth: int) -> dict[str, bytes]:
    """The entries of an embedded file. Raises ``ValueError`` if it is too large or too deep."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        if depth >= _DEPTH or sum(entry.file_size for entry in package.infolist()) > _LIMIT:
            raise ValueError
    return zip_entries(data)
