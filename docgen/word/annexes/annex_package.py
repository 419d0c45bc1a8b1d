"""The files of an annex, parsed, which are changed before they are joined to a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from docx.oxml.parser import parse_xml
from lxml import etree

from docgen.word.file_kind import main_part
from docgen.word.part_relations import relations_file, relations_of, target_of, xml_bytes

DOCUMENT: Final = "word/document.xml"
STORY_KINDS: Final = ("header", "footer", "footnotes", "endnotes", "comments")
"""The last words of the relationships to what has paragraphs besides the document."""


def related(entries: Mapping[str, bytes], kind: str, part: str = DOCUMENT) -> list[str]:
    """The entries that relationships of a kind lead to from a part, such as ``styles``."""
    return [
        target
        for relation in relations_of(part, entries).values()
        if relation.get("Type", "").rpartition("/")[2] == kind
        and (target := target_of(relation, part)) in entries
    ]


class AnnexPackage:
    """An annex as the entries of a package, its main part ``word/document.xml``.

    Attributes:
        entries: the files by name.
        stories: the roots of the document, headers, footers, notes and comments, by entry.
        styles: the root of the styles; an empty one if there are none.
        numbering: the root of the numberings, or ``None``.
        settings: the root of the settings, or ``None``.
        theme: the root of the theme, or ``None``.
    """

    def __init__(self, entries: Mapping[str, bytes]) -> None:
        self.entries = _with_usual_names(entries)
        names = [DOCUMENT, *(name for kind in STORY_KINDS for name in self._related(kind))]
        self.stories = {name: parse_xml(self.entries[name]) for name in names}
        self.numbering = self._root("numbering")
        self.settings = self._root("settings")
        self.theme = self._root("theme")
        styles = self._root("styles")
        document = self.stories[DOCUMENT]
        self.styles = styles if styles is not None else document.makeelement(_like(document))

    @property
    def body(self) -> etree._Element:
        """The body of the document."""
        root = self.stories[DOCUMENT]
        return next(root.iterchildren(f"{{{etree.QName(root).namespace}}}body"))

    def roots(self) -> Iterator[etree._Element]:
        """Yields all that has text or looks: stories, styles, numberings."""
        yield from self.stories.values()
        yield self.styles
        if self.numbering is not None:
            yield self.numbering

    def notes(self, kind: str) -> tuple[str, etree._Element] | None:
        """The entry and the root of ``footnotes``, ``endnotes`` or ``comments``."""
        name = next(iter(self._related(kind)), "")
        return (name, self.stories[name]) if name else None

    def save_stories(self) -> None:
        """Puts the stories, as they are now, into the entries."""
        for name, root in self.stories.items():
            self.entries[name] = xml_bytes(root)

    def _related(self, kind: str) -> list[str]:
        return list(dict.fromkeys(related(self.entries, kind)))

    def _root(self, kind: str) -> etree._Element | None:
        name = next(iter(self._related(kind)), "")
        return parse_xml(self.entries[name]) if name else None


def _like(document: etree._Element) -> str:
    return f"{{{etree.QName(document).namespace}}}styles"


def _with_usual_names(entries: Mapping[str, bytes]) -> dict[str, bytes]:
    """The entries with the main part called as usual, and targets that count from the root.

    ECMA-376-2, 6.2.4: a relationship may be relative to the part that it belongs to.
    """
    main, left = main_part(entries), dict(entries)
    for name in [name for name in entries if name.endswith(".rels")]:
        root = etree.fromstring(entries[name])
        for relation in root.iterchildren(etree.Element):
            if target := target_of(relation, _owner(name)):
                relation.set("Target", f"/{target}")
        left[name] = xml_bytes(root)
    if main != DOCUMENT:
        relations = left.pop(relations_file(main), None)
        left[DOCUMENT] = left.pop(main)
        if relations is not None:
            left[relations_file(DOCUMENT)] = relations
    return left


def _owner(relations: str) -> str:
    """The part that a file of relationships belongs to."""
    folder, _, name = relations.rpartition("_rels/")
    return f"{folder}{name.removesuffix('.rels')}"
