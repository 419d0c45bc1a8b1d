"""Documents that one form was filled into, joined into one: each begins on a page of its own.

All have the form's styles, settings and parts. What is in one alone is added: its headers and
footers, pictures, notes, comments, numberings. Numbers of pages, lists and footnotes begin again
in each; what must be unique in a document gets a name or number of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import count
from typing import Any, Final, cast

from docx.oxml.parser import parse_xml
from lxml import etree

from docgen.word.blank_stories import BlankStories
from docgen.word.part_relations import PartRelations, SharedParts, relations_of, xml_bytes
from docgen.word.restarted_numberings import RestartedNumberings
from docgen.word.sections import close_last_section, reopen_last_section
from docgen.word.xml import WP, R, W, child_at, remove, w

_DOCUMENT: Final = "word/document.xml"
_NUMBERING, _STYLES = "word/numbering.xml", "word/styles.xml"
_WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
_NOTES = {
    "word/footnotes.xml": ("footnoteReference",),
    "word/endnotes.xml": ("endnoteReference",),
    "word/comments.xml": ("commentReference", "commentRangeStart", "commentRangeEnd"),
}
"""The parts with what a body refers to by number, and the elements that refer to it."""

_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_STORY = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
_SECTION = re.compile(rb"<w:sectPr[ />]")
_ALL_PAGES = re.compile(rb'(<w:instrText[^>]*>[^<]*|w:instr="[^"]*)\bNUMPAGES\b')

_LONGEST_BOOKMARK = 40
_WORD = re.compile(r"[^\s\"\\]+")

_IN_R, _OWN_IDS, _CONTROLS, _LINKS = (
    etree.XPath(path, namespaces={"w": W, "r": R, "w14": _WORD_2010})
    for path in (
        ".//@r:*",
        ".//@w14:paraId | .//@w14:textId",
        ".//w:sdtPr/w:id",
        ".//w:fldSimple/@w:instr | .//w:hyperlink/@w:anchor",
    )
)
_BEFORE_FOOTNOTES = ("headerReference", "footerReference")
_BEFORE_PAGES = (
    *(*_BEFORE_FOOTNOTES, "footnotePr", "endnotePr", "type", "pgSz", "pgMar"),
    *("paperSrc", "pgBorders", "lnNumType"),
)
"""What stands in ``w:sectPr`` before ``w:footnotePr``, and before ``w:pgNumType`` (17.6.17)."""


def joined_documents(documents: Iterable[Mapping[str, bytes]]) -> dict[str, bytes]:
    """The files of one document that all are in; none if there is none, and one stays as it is."""
    rest = iter(documents)
    first = next(rest, {})
    joined: JoinedDocuments | None = None
    for entries in rest:
        joined = joined or JoinedDocuments(first)
        joined.add(entries)
    return joined.finished() if joined else dict(first)


class JoinedDocuments:
    """A document to which others of the same form are added, in time that grows as they do.

    Args:
        first: the files of the first document by name.
    """

    def __init__(self, first: Mapping[str, bytes]) -> None:
        first = _counting_own_pages(first)
        self._parts = SharedParts(first)
        self._root = parse_xml(first[_DOCUMENT])
        self._body = _body_of(self._root)
        self._relations = PartRelations(_DOCUMENT, self._parts)
        self._notes = [_Notes(part, self._parts) for part in _NOTES if part in first]
        self._numbering = parse_xml(first[_NUMBERING]) if _NUMBERING in first else None
        self._numberings = (
            RestartedNumberings(self._numbering, parse_xml(first[_STYLES]))
            if self._numbering is not None
            else None
        )
        self._drawings = count(_highest(self._root, f"{{{WP}}}docPr", "id") + 1)
        self._bookmarks = _Bookmarks(_highest(self._root, w("bookmarkStart"), w("id")) + 1)
        self._blank = BlankStories(self._parts, self._relations)
        self._kinds = set(_story_kinds(self._body))
        close_last_section(self._body)

    def add(self, entries: Mapping[str, bytes]) -> None:
        """Adds a document, by its files."""
        entries = _counting_own_pages(entries)
        body = _body_of(parse_xml(entries[_DOCUMENT]))
        self._begin(body)
        _relate(body, _DOCUMENT, self._relations, entries)
        for notes in self._notes:
            notes.take(body, entries)
        if self._numberings:
            self._numberings.restart(body, parse_xml(entries[_NUMBERING]))
        self._bookmarks.rename(body)
        for drawing in body.iter(f"{{{WP}}}docPr"):
            drawing.set("id", str(next(self._drawings)))
        for attribute in _selected(_OWN_IDS, body):
            del attribute.getparent().attrib[attribute.attrname]
        for control in _selected(_CONTROLS, body):  # Word gives it another
            remove(control)
        close_last_section(body)
        self._body.extend(list(body))

    def finished(self) -> dict[str, bytes]:
        """The files of the joined document by name."""
        reopen_last_section(self._body)
        entries = self._parts.entries
        entries[_DOCUMENT] = xml_bytes(self._root)
        if self._numbering is not None:
            entries[_NUMBERING] = xml_bytes(self._numbering)
        for notes in self._notes:
            notes.save()
        self._relations.save()
        return self._parts.finished()

    def _begin(self, body: etree._Element) -> None:
        """Lets a document begin on a new page, numbered from 1, with its own stories and notes."""
        section = next(body.iter(w("sectPr")))
        kind = child_at(section, w("type"))
        if kind is not None and kind.get(w("val")) in ("continuous", "nextColumn"):
            kind.set(w("val"), "nextPage")
        pages = _child(section, "pgNumType", _BEFORE_PAGES)
        pages.set(w("start"), pages.get(w("start"), "1"))
        if next(body.iter(w("footnoteReference")), None) is not None:
            notes = _child(section, "footnotePr", _BEFORE_FOOTNOTES)
            _child(notes, "numRestart", ("pos", "numFmt", "numStart")).set(w("val"), "eachSect")
        for tag, name in sorted(self._kinds - set(_story_kinds(section))):
            reference = etree.Element(w(tag))
            reference.set(w("type"), name)
            reference.set(f"{{{R}}}id", self._blank.relation(tag))
            section.insert(0, reference)  # the first section would have that of the one before
        self._kinds.update(_story_kinds(body))


class _Notes:
    """A part with notes or comments, to which those of others are added under new numbers."""

    def __init__(self, part: str, parts: SharedParts) -> None:
        self._part, self._parts = part, parts
        self._root = parse_xml(parts.entries[part])
        self._relations = PartRelations(part, parts)
        numbers = (int(note.get(w("id"), "0")) for note in self._root)
        self._free = count(max(numbers, default=0) + 1)

    def take(self, body: etree._Element, entries: Mapping[str, bytes]) -> None:
        """Adds the notes that ``body`` refers to, and makes it refer to them here."""
        references = list(body.iter(*map(w, _NOTES[self._part])))
        if not references:
            return
        theirs = {note.get(w("id"), ""): note for note in parse_xml(entries[self._part])}
        renamed = dict[str, str]()
        for reference in references:
            old = reference.get(w("id"), "")
            if old in theirs and old not in renamed:
                renamed[old] = str(next(self._free))
                copy = theirs[old]
                copy.set(w("id"), renamed[old])
                _relate(copy, self._part, self._relations, entries)
                for attribute in _selected(_OWN_IDS, copy):
                    del attribute.getparent().attrib[attribute.attrname]
                self._root.append(copy)
            reference.set(w("id"), renamed.get(old, old))

    def save(self) -> None:
        """Puts the notes into the package."""
        self._parts.entries[self._part] = xml_bytes(self._root)
        self._relations.save()


class _Bookmarks:
    """Names and numbers of bookmarks that no document before has."""

    def __init__(self, first: int) -> None:
        self._free, self._documents = count(first), count(2)

    def rename(self, body: etree._Element) -> None:
        """Renames the bookmarks of a document, and what refers to them."""
        suffix = f"_{next(self._documents)}"
        names, numbers = dict[str, str](), dict[str, str]()
        for start in body.iter(w("bookmarkStart")):
            name = start.get(w("name"), "")
            names[name] = f"{name[: _LONGEST_BOOKMARK - len(suffix)]}{suffix}"
            start.set(w("name"), names[name])
            numbers[start.get(w("id"), "")] = new = str(next(self._free))
            start.set(w("id"), new)
        if not names:
            return
        for end in body.iter(w("bookmarkEnd")):
            end.set(w("id"), numbers.get(end.get(w("id"), ""), end.get(w("id"), "")))

        def referred(text: str) -> str:
            return _WORD.sub(lambda word: names.get(word[0], word[0]), text)

        for instruction in body.iter(w("instrText")):
            instruction.text = referred(instruction.text or "")
        for link in _selected(_LINKS, body):
            link.getparent().set(link.attrname, referred(str(link)))


def _counting_own_pages(entries: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The files of a document of one section, in which the number of all pages is the section's.

    LibreOffice cannot count these, and shows what the form has there.
    """
    if len(_SECTION.findall(entries[_DOCUMENT])) != 1:
        return entries
    own = {
        name: _ALL_PAGES.sub(rb"\1SECTIONPAGES", data)
        for name, data in entries.items()
        if _STORY.fullmatch(name) and b"NUMPAGES" in data
    }
    return {**entries, **own} if own else entries


def _relate(
    element: etree._Element, part: str, relations: PartRelations, entries: Mapping[str, bytes]
) -> None:
    """Makes what ``element`` of a ``part`` of other ``entries`` refers to a relationship here."""
    attributes = _selected(_IN_R, element)
    theirs = relations_of(part, entries) if attributes else {}
    for attribute in attributes:
        if (relation := theirs.get(str(attribute))) is not None:
            new = relations.identifier(relation, entries)
            attribute.getparent().set(attribute.attrname, new)


def _body_of(root: etree._Element) -> etree._Element:
    """The body of a document, which ends with a section."""
    body = next(root.iterchildren(w("body")))
    if child_at(body, w("sectPr")) is None:
        etree.SubElement(body, w("sectPr"))
    return body


def _story_kinds(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Tag and type of each header and footer that is referred to."""
    for tag in ("headerReference", "footerReference"):
        for reference in element.iter(w(tag)):
            yield tag, reference.get(w("type"), "default")


def _child(parent: etree._Element, tag: str, before: Iterable[str]) -> etree._Element:
    """The child of a name, which is made behind those that stand before it, if there is none."""
    found = child_at(parent, w(tag))
    if found is None:
        earlier = set(map(w, before))
        found = etree.Element(w(tag))
        parent.insert(sum(1 for child in parent if child.tag in earlier), found)
    return found


def _highest(root: etree._Element, tag: str, attribute: str) -> int:
    """The highest number that elements of a tag have; 0 if there are none."""
    values = (element.get(attribute, "") for element in root.iter(tag))
    return max((int(value) for value in values if value.isdecimal()), default=0)


def _selected(path: etree.XPath, element: etree._Element) -> list[Any]:
    return cast("list[Any]", path(element))
