"""The links of a whole package, and the package without them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from docgen.diagnostics import Place
from docgen.word.outside_links.linked_part import LinkedPart
from docgen.word.outside_links.outside_link import OutsideLink
from docgen.word.outside_links.part_links import take_part_links
from docgen.word.outside_links.part_xml import parsed, serialized
from docgen.word.outside_links.relations import Relation, is_relations, owner_of, take_relations
from docgen.word.outside_links.unpacking import Unpacking
from docgen.word.package_file import MEGABYTES, PackageError, unzipped
from docgen.word.zip import zip_file

_ZIP = b"PK"
"""The beginning of a zip; the signature of its first file may stand a little behind it."""

_DEPTH = 3
"""How deep files may be embedded in each other."""


@dataclass(frozen=True)
class SeparatedPackage:
    """A package that was parted from its links.

    Attributes:
        links: the links, in the order of the entries.
        entries: the entries without them; those that had none are the same objects.
    """

    links: tuple[OutsideLink, ...]
    entries: dict[str, bytes]


def separate_links(entries: Mapping[str, bytes]) -> SeparatedPackage:
    """Parts a Word file from its links to outside.

    A chunk of another format goes as a whole, as it may have links of its own. So does an embedded
    file or a compressed picture that cannot be looked into; the picture of the file stays.
    """
    return _separated(entries, Unpacking(), 0)


def _separated(entries: Mapping[str, bytes], unpacking: Unpacking, depth: int) -> SeparatedPackage:
    """A Word file that is embedded ``depth`` deep, parted from its links."""
    left, links = dict(entries), list[OutsideLink]()
    roots = _roots(entries, left, unpacking)
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
            links += _separate_embedded(name, data, left, unpacking, depth + 1)
    return SeparatedPackage(tuple(links), left)


def unlinked(data: bytes) -> bytes:
    """A zip file without the links of the Word file in it; other data as they are.

    Raises :class:`PackageError` for a zip file that is damaged, locked or too large.
    """
    if not data.startswith(_ZIP):
        return data
    entries = unzipped(data, Place(""), MEGABYTES << 20)
    left = without_outside_links(entries)
    return zip_file(left, {}) if left != entries else data


def outside_links(entries: Mapping[str, bytes]) -> tuple[OutsideLink, ...]:
    """The links of a Word file to outside."""
    return separate_links(entries).links


def without_outside_links(entries: Mapping[str, bytes]) -> dict[str, bytes]:
    """The entries of a Word file without its links to outside."""
    return separate_links(entries).entries


def _roots(
    entries: Mapping[str, bytes], left: dict[str, bytes], unpacking: Unpacking
) -> dict[str, etree._Element]:
    """The roots of the XML among ``entries``.

    A compressed picture that cannot be unpacked is taken out of ``left``.
    """
    roots = {}
    for name, data in entries.items():
        try:
            root = parsed(unpacking.picture(data))
        except (OSError, EOFError, ValueError, zlib.error):
            del left[name]
        else:
            if root is not None:
                roots[name] = root
    return roots


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
    name: str, data: bytes, left: dict[str, bytes], unpacking: Unpacking, depth: int
) -> Iterator[OutsideLink]:
    """The links of a file embedded in ``left``, which are taken out of it.

    One that is damaged, too large or too deep goes as a whole.
    """
    try:
        entries = unpacking.entries(data) if depth <= _DEPTH else None
    except PackageError:
        entries = None
    if entries is None:
        left.pop(name, None)
        return
    separated = _separated(entries, unpacking, depth)
    if separated.entries != entries:
        left[name] = zip_file(separated.entries, {})
    yield from (link.within(name) for link in separated.links)
