"""Joins the parts of a pack into one document, once for all its units.

The first part is the base: its styles, settings and document properties are kept. Each further
part contributes its body, the styles that the base lacks (by name: ids depend on the language of
Word), its numberings and notes under new ids, its pictures, headers and footers. Each part keeps
its page setup: its last ``w:sectPr`` moves from the body into the part's last paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from itertools import chain, count

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.rel import _Relationship
from docx.oxml.parser import OxmlElement
from lxml import etree

from docgen.word.notes import take_notes
from docgen.word.numberings import take_numberings
from docgen.word.revisions import drop_bookmarks
from docgen.word.sections import close_last_section
from docgen.word.xml import R, W, w

_STYLE_USES = ("pStyle", "rStyle", "tblStyle")
_STYLE_LINKS = ("basedOn", "link", "next")
_WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


class Joiner:
    """Copies the bodies of further parts, and what they refer to, into the base document."""

    def __init__(self, base: Document) -> None:
        self._base = base
        self._names: set[str] = set()
        self._taken: dict[bytes, str] = {
            relation.target_part.blob: identifier
            for identifier, relation in base.part.rels.items()
            if relation.reltype in (RT.HEADER, RT.FOOTER)
        }

    def take(self, part: Document, *, repeated: bool = False) -> list[etree._Element]:
        """Copies of the body elements of ``part`` that are valid in the base document."""
        body = deepcopy(part.element.body)
        close_last_section(body)
        if repeated:
            drop_bookmarks(body)
        self._keep_stories_apart(body)
        notes = list(take_notes(self._base, part, body))
        for source, target, root in ((part.part, self._base.part, body), *notes):
            self._take_styles(part, root)
            take_numberings(self._base, part, root)
            self._take_relations(source, target, root)
        return list(body)

    def adopt(
        self, part: Document, elements: Iterable[etree._Element], numberings: dict[str, str]
    ) -> list[etree._Element]:
        """Copies of ``elements`` of ``part`` that are valid in the base document.

        ``numberings`` maps ids of ``part`` to ids of the base; copied numberings are added to it.
        """
        body = OxmlElement("w:body")
        body.extend(deepcopy(element) for element in elements)
        for section in list(body.iter(w("sectPr"))):
            parent = section.getparent()
            if parent is not None:
                parent.remove(section)
        self._take_styles(part, body)
        take_numberings(self._base, part, body, numberings)
        self._take_relations(part.part, self._base.part, body)
        return list(body)

    def _take_styles(self, part: Document, body: etree._Element) -> None:
        ours = {style.name: style.style_id for style in self._base.styles}
        taken = set(ours.values())
        renamed: dict[str, str] = {}
        for style in part.styles:
            free = (f"{style.style_id}{suffix}" for suffix in chain([""], map(str, count(2))))
            renamed[style.style_id] = ours.get(style.name) or next(
                name for name in free if name not in taken
            )
            taken.add(renamed[style.style_id])
        for style in part.styles:
            if style.name in ours:
                continue
            copy = deepcopy(style.element)
            copy.set(w("styleId"), renamed[style.style_id])
            for link in copy.iter(*map(w, _STYLE_LINKS)):
                link.set(w("val"), renamed.get(link.get(w("val"), ""), link.get(w("val"), "")))
            self._base.styles.element.append(copy)
        for use in body.iter(*map(w, _STYLE_USES)):
            use.set(w("val"), renamed.get(use.get(w("val"), ""), use.get(w("val"), "")))

    def _keep_stories_apart(self, body: etree._Element) -> None:
        """Gives the first section of ``body`` blank headers and footers where it has none.

        It would inherit those of the section before, which may belong to another part.
        """
        section = next(body.iter(w("sectPr")), None)
        if section is None:
            return
        for tag, kind in sorted(self._story_kinds()):
            wanted = f"{w(tag)}[@{w('type')}='{kind}']"
            if section.find(wanted) is None:
                reference = etree.Element(w(tag))
                reference.set(w("type"), kind)
                reference.set(f"{{{R}}}id", self._blank_story(tag))
                section.insert(0, reference)

    def _story_kinds(self) -> set[tuple[str, str]]:
        """The tags and types of the headers and footers of the base so far."""
        body = self._base.element.body
        references = body.iter(w("headerReference"), w("footerReference"))
        return {
            (etree.QName(reference).localname, reference.get(w("type"), "default"))
            for reference in references
        }

    def _blank_story(self, tag: str) -> str:
        """The relationship id of an empty header or footer, which is added if there is none."""
        kind = tag.removesuffix("Reference")
        root = "hdr" if kind == "header" else "ftr"
        data = f'<w:{root} xmlns:w="{W}"><w:p/></w:{root}>'.encode()
        if data not in self._taken:
            package = self._base.part.package
            assert package is not None
            name = PackURI(self._free_name(f"/word/{kind}", "xml"))
            part = Part(name, f"{_WORDML}.{kind}+xml", data, package)
            reltype = RT.HEADER if kind == "header" else RT.FOOTER
            self._taken[data] = self._base.part.relate_to(part, reltype)
        return self._taken[data]

    def _take_relations(self, source: Part, target: Part, body: etree._Element) -> None:
        """Copies what ``body``, moved from the file ``source`` to ``target``, refers to."""
        for element in body.iter(etree.Element):
            for name, identifier in element.attrib.items():
                if str(name).startswith(f"{{{R}}}") and identifier in source.rels:
                    element.set(name, self._relation(source.rels[str(identifier)], target))

    def _relation(self, relation: _Relationship, into: Part) -> str:
        if relation.is_external:
            return into.relate_to(relation.target_ref, relation.reltype, True)
        target = relation.target_part
        if target.blob in self._taken:
            return self._taken[target.blob]
        identifier = into.relate_to(self._copied_part(target), relation.reltype)
        if relation.reltype in (RT.HEADER, RT.FOOTER):
            self._taken[target.blob] = identifier
        return identifier

    def _free_name(self, stem: str, ending: str) -> str:
        """The first unused name of ``stem1.ending``, ``stem2.ending``, … in the base package."""
        package = self._base.part.package
        assert package is not None
        self._names.update(str(other.partname) for other in package.iter_parts())
        numbered = (f"{stem}{number}.{ending}" for number in count(1))
        name = next(name for name in numbered if name not in self._names)
        self._names.add(name)
        return name

    def _copied_part(self, part: Part) -> Part:
        """A copy of ``part`` in the base package under an unused name, with what it refers to."""
        package = self._base.part.package
        assert package is not None
        match = re.match(r"(.*?)\d*\.(\w+)$", str(part.partname))
        assert match is not None
        name = self._free_name(match[1], match[2])
        copy = Part(PackURI(name), part.content_type, part.blob, package)
        for identifier, relation in part.rels.items():
            external = relation.is_external
            target = relation.target_ref if external else self._copied_part(relation.target_part)
            copy.rels.add_relationship(relation.reltype, target, identifier, external)
        return copy
