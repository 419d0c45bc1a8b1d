"""Footnotes and endnotes, which a package keeps in files of their own and refers to by number.

python-docx keeps these files as bytes. Here they are parsed, so that tags in notes are found like
those in headers, and notes of joined parts get new numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Final

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.part import XmlPart
from docx.oxml.parser import parse_xml
from lxml import etree

from docgen.word.xml import w

NOTES: Final = {RT.FOOTNOTES: "footnote", RT.ENDNOTES: "endnote"}


def open_notes(document: Document) -> None:
    """Replaces the document's files of notes by parsed ones, in place."""
    for relation in list(document.part.rels.values()):
        if relation.reltype in NOTES:
            old = relation.target_part
            notes = XmlPart.load(old.partname, old.content_type, old.blob, old.package)
            for inner in old.rels.values():
                target = inner.target_ref if inner.is_external else inner.target_part
                notes.rels.add_relationship(inner.reltype, target, inner.rId, inner.is_external)
            document.part.rels.add_relationship(relation.reltype, notes, relation.rId)


def note_roots(document: Document) -> list[etree._Element]:
    """The roots of the files of notes of a document that was opened with them."""
    parts = [
        relation.target_part
        for relation in document.part.rels.values()
        if relation.reltype in NOTES and not relation.is_external
    ]
    return [part.element for part in parts if isinstance(part, XmlPart)]


def take_notes(
    base: Document, part: Document, body: etree._Element
) -> Iterator[tuple[XmlPart, XmlPart, etree._Element]]:
    """Copies the notes that ``body`` of ``part`` refers to into the base document.

    Yields the source file, the target file and the copy of each note.
    """
    for kind, name in NOTES.items():
        theirs, references = _notes(part, kind), list(body.iter(w(f"{name}Reference")))
        if theirs is None or not references:
            continue
        ours = _notes(base, kind) or _separators_of(theirs, base, kind)
        for reference in references:
            copy = _own_copy(reference, theirs.element, ours.element)
            if copy is not None:
                yield theirs, ours, copy


def copy_repeated_notes(
    body: etree._Element, trees: dict[str, etree._Element], files: Mapping[str, bytes]
) -> None:
    """Gives each repeated reference in a filled ``body`` a copy of the note, in place.

    Word reports a note that is referred to twice as damage. ``trees`` are the filled files; a file
    of notes without tags is parsed from ``files`` and added.
    """
    for name in NOTES.values():
        file, seen = f"word/{name}s.xml", set[str]()
        for reference in body.iter(w(f"{name}Reference")) if file in files else ():
            number = reference.get(w("id"), "")
            if number in seen:
                if file not in trees:
                    trees[file] = parse_xml(files[file])
                _own_copy(reference, trees[file], trees[file])
            seen.add(number)


def _own_copy(
    reference: etree._Element, theirs: etree._Element, ours: etree._Element
) -> etree._Element | None:
    """Appends a copy of the referenced note to ``ours`` and makes ``reference`` refer to it.

    Returns the copy, or ``None`` if ``theirs`` has no such note.
    """
    number = reference.get(w("id"))
    note = next((other for other in theirs if other.get(w("id")) == number), None)
    if note is None:
        return None
    free = str(max((int(other.get(w("id"), "0")) for other in ours), default=0) + 1)
    copy = deepcopy(note)
    for element in (copy, reference):
        element.set(w("id"), free)
    ours.append(copy)
    return copy


def _notes(document: Document, kind: str) -> XmlPart | None:
    relations = document.part.rels.values()
    parts = (relation.target_part for relation in relations if relation.reltype == kind)
    return next((part for part in parts if isinstance(part, XmlPart)), None)


def _separators_of(theirs: XmlPart, base: Document, kind: str) -> XmlPart:
    """Adds a file of notes to a base document without one: the separators of ``theirs`` only."""
    package = base.part.package
    assert package is not None
    ours: XmlPart = XmlPart.load(theirs.partname, theirs.content_type, theirs.blob, package)
    for note in list(ours.element):
        if note.get(w("type")) is None:
            ours.element.remove(note)
    base.part.relate_to(ours, kind)
    return ours
