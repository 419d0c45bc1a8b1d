"""A report with the annexes of its writer behind it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from docx.oxml.parser import parse_xml
from lxml import etree

from docgen.word.annexes.annex_fields import keep_results
from docgen.word.annexes.annex_ids import UniqueIds
from docgen.word.annexes.annex_marks import mark_beginning
from docgen.word.annexes.annex_notes import relate, take_notes
from docgen.word.annexes.annex_numberings import AnnexNumberings, refer
from docgen.word.annexes.annex_package import DOCUMENT, STORY_KINDS, AnnexPackage, related
from docgen.word.annexes.annex_sections import (
    has_even_stories,
    say_even_stories,
    set_even_stories,
    set_sections,
    set_stories,
    story_kinds,
)
from docgen.word.annexes.annex_styles import AnnexStyles
from docgen.word.annexes.namespaces import with_prefixes_of
from docgen.word.annexes.numbered_footers import drop_blank_footers, numbered_footers
from docgen.word.annexes.theme_looks import write_theme_out
from docgen.word.blank_stories import BlankStories
from docgen.word.part_relations import PartRelations, SharedParts, relations_of, xml_bytes
from docgen.word.sections import close_last_section
from docgen.word.xml import R, W, child_at, w

_WORDML: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def with_annexes(
    report: Mapping[str, bytes], annexes: Mapping[str, Mapping[str, bytes]]
) -> dict[str, bytes]:
    """The files of a report with annexes behind it, in their order.

    Args:
        report: the files of the report by name; what it prints stays as it is.
        annexes: the files of each annex, without tracked changes or links to outside, by the name
            of the annex.
    """
    joined: _JoinedAnnexes | None = None
    for number, (name, entries) in enumerate(annexes.items(), 1):
        joined = joined or _JoinedAnnexes(report)
        joined.add(AnnexPackage(entries), name, number)
    return joined.finished() if joined else dict(report)


class _JoinedAnnexes:
    """A report to which annexes are added."""

    def __init__(self, report: Mapping[str, bytes]) -> None:
        self._parts = SharedParts(report)
        self._relations = PartRelations(DOCUMENT, self._parts)
        self._root: etree._Element = parse_xml(report[DOCUMENT])
        self._settings = self._own("settings")
        self._styles_part, self._styles = self._own_or_new("styles")
        self._numbering_part, numbering = self._own_or_new("numbering")
        self._numberings = AnnexNumberings(numbering)
        self._takes_styles = AnnexStyles(self._styles)
        stories = (name for kind in STORY_KINDS for name in related(report, kind))
        self._ids = UniqueIds([self._root, *(parse_xml(report[name]) for name in stories)])
        self._kinds = set(story_kinds(self._body))
        self._numbered = numbered_footers(self._body, report)
        self._blank = BlankStories(self._parts, self._relations)

    @property
    def _body(self) -> etree._Element:
        return next(self._root.iterchildren(w("body")))

    def add(self, annex: AnnexPackage, name: str, number: int) -> None:
        """Adds an annex of a name, the ``number``-th from 1."""
        keep_results(annex.stories.values())
        write_theme_out(annex)
        self._take_numberings(annex)
        self._takes_styles.take(annex)
        if annex.numbering is not None:
            self._numberings.add(annex.numbering)
        self._ids.apply(annex.stories.values())
        has_notes = next(self._body.iter(w("footnoteReference")), None) is not None
        set_sections(annex, after_notes=has_notes)
        self._agree_on_even_pages(annex)
        numbered = self._numbered if drop_blank_footers(annex) else {}
        annex.save_stories()
        take_notes(annex, self._parts, self._relations)
        relate(annex.body, relations_of(DOCUMENT, annex.entries), self._relations, annex)
        self._kinds |= set(story_kinds(annex.body))
        set_stories(annex.body, self._kinds, partial(self._story, numbered))
        self._append(annex, name, number)

    def finished(self) -> dict[str, bytes]:
        """The files of the report and its annexes by name."""
        self._relations.save()
        self._parts.entries[DOCUMENT] = xml_bytes(self._root)
        self._parts.entries[self._styles_part] = xml_bytes(self._styles)
        self._parts.entries[self._numbering_part] = xml_bytes(self._numberings.root)
        if self._settings is not None:
            name, settings = self._settings
            self._parts.entries[name] = xml_bytes(settings)
        return self._parts.finished()

    def _take_numberings(self, annex: AnnexPackage) -> None:
        """Gives the annex's numberings their new ids, and their pictures a place here."""
        instances = dict[str, str]()
        if annex.numbering is not None:
            instances = self._numberings.renumber(annex.numbering)
            name = related(annex.entries, "numbering")[0]
            own = PartRelations(self._numbering_part, self._parts)
            relate(annex.numbering, relations_of(name, annex.entries), own, annex)
            own.save()
        for root in (*annex.stories.values(), annex.styles):
            refer(root, instances)

    def _agree_on_even_pages(self, annex: AnnexPackage) -> None:
        """Even pages of their own are the whole document's: who has none gets the odd ones."""
        ours = self._settings[1] if self._settings else None
        is_ours, is_theirs = has_even_stories(ours), has_even_stories(annex.settings)
        if is_ours and not is_theirs:
            say_even_stories(annex.body)
        elif is_theirs and not is_ours and ours is not None:
            say_even_stories(self._body)
            set_even_stories(ours)
            self._kinds |= set(story_kinds(self._body))

    def _append(self, annex: AnnexPackage, name: str, number: int) -> None:
        self._root = with_prefixes_of(self._root, annex.stories[DOCUMENT])
        body: etree._Element = self._body
        if child_at(body, w("sectPr")) is None:
            etree.SubElement(body, w("sectPr"))
        close_last_section(body)
        mark_beginning(annex.body, name, number, self._ids.mark())
        body.extend(list[etree._Element](annex.body))

    def _story(self, numbered: Mapping[str, str], tag: str, kind: str) -> str:
        """The relationship of a header or footer that an annex has not: of the report's numbers."""
        number = numbered.get(kind, numbered.get("default", ""))
        return number if number and tag == "footerReference" else self._blank.relation(tag)

    def _own(self, kind: str) -> tuple[str, etree._Element] | None:
        name = next(iter(related(self._parts.entries, kind)), "")
        return (name, parse_xml(self._parts.entries[name])) if name else None

    def _own_or_new(self, kind: str) -> tuple[str, etree._Element]:
        """The part of a kind, which is made if there is none."""
        if found := self._own(kind):
            return found
        data = f'<w:{kind} xmlns:w="{W}"/>'.encode()
        name = f"word/{kind}.xml"
        self._parts.put(name, data, f"{_WORDML}.{kind}+xml")
        self._relations.relate(f"{R}/{kind}", name)
        return name, parse_xml(data)
