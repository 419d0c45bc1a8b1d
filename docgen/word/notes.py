"""Footnotes and endnotes: in a file of their own, to which the text refers by number.

python-docx keeps that file as bytes. Here it becomes elements, so that tags in notes are found as
those in headers are, and the notes of joined parts come together under new numbers.
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
    """Makes elements of the document's notes."""
    for relation in list(document.part.rels.values()):
        if relation.reltype in NOTES:
            old = relation.target_part
            notes = XmlPart.load(old.partname, old.content_type, old.blob, old.package)
            for below in old.rels.values():
                target = below.target_ref if below.is_external else below.target_part
                notes.rels.add_relationship(below.reltype, target, below.rId, below.is_external)
            document.part.rels.add_relationship(relation.reltype, notes, relation.rId)


def take_notes(
    base: Document, part: Document, body: etree._Element
) -> Iterator[tuple[XmlPart, XmlPart, etree._Element]]:
    """Copies the notes that ``body`` of ``part`` refers to into the base document.

    Gives each copy with the file it comes from and the one it went to.
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
    """Gives each reference in a filled ``body`` a note of its own: Word takes less for damage.

    ``trees`` are the files that were filled; notes without tags are among ``files`` only.
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
    """A copy of the note of ``reference`` under the next free number, which it then refers to."""
    number = reference.get(w("id"))
    note = next((one for one in theirs if one.get(w("id")) == number), None)
    if note is None:
        return None
    free = str(max((int(one.get(w("id"), "0")) for one in ours), default=0) + 1)
    copy = deepcopy(note)
    for element in (copy, reference):
        element.set(w("id"), free)
    ours.append(copy)
    return copy


def _notes(document: Document, kind: str) -> XmlPart | None:
    targets = (one.target_part for one in document.part.rels.values() if one.reltype == kind)
    return next((one for one in targets if isinstance(one, XmlPart)), None)


def _separators_of(theirs: XmlPart, base: Document, kind: str) -> XmlPart:
    """A file of notes for a base document without any: only the separators of ``theirs``."""
    package = base.part.package
    assert package is not None
    ours: XmlPart = XmlPart.load(theirs.partname, theirs.content_type, theirs.blob, package)
    for note in list(ours.element):
        if note.get(w("type")) is None:
            ours.element.remove(note)
    base.part.relate_to(ours, kind)
    return ours
