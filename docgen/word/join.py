"""Joining the parts of a pack into one document, once for all its units.

The first part is the base: its styles, settings and document properties stay. From each further
part come its body, the styles the base lacks (by name: ids differ from one Word language to
another), its numberings under new ids, its pictures, headers and footers. Each part keeps its own
page setup: its last ``w:sectPr`` moves from the body into the part's last paragraph.
"""

from __future__ import annotations

import re
from copy import deepcopy
from itertools import count

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from docgen.word.marks import R, text_of, w

_STYLE_USES = ("pStyle", "rStyle", "tblStyle")
_STYLE_LINKS = ("basedOn", "link", "next")
_REVISION = re.compile(r"\}(rsid\w*|paraId|textId)$")


def close_last_section(body: etree._Element) -> None:
    """Moves the body's ``w:sectPr`` into its last paragraph, or a small one after a table."""
    section = body.find(w("sectPr"))
    if section is None:
        return
    body.remove(section)
    last = body[-1] if len(body) else None
    if last is None or last.tag != w("p") or not _may_end_section(last):
        last = _small_paragraph(body)
    properties = last.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        last.insert(0, properties)
    change = properties.find(w("pPrChange"))
    properties.insert(len(properties) if change is None else properties.index(change), section)


def _may_end_section(paragraph: etree._Element) -> bool:
    """A paragraph that ends a section already, or that a ``{%p`` tag will drop, may not."""
    ends_one = paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None
    return not ends_one and not re.search(r"\{[{%]p\s", text_of(paragraph))


def _small_paragraph(body: etree._Element) -> etree._Element:
    """A paragraph that takes no room, so that a table which fills its page gets no empty one."""
    paragraph = etree.SubElement(body, w("p"))
    properties = etree.SubElement(paragraph, w("pPr"))
    etree.SubElement(properties, w("snapToGrid")).set(w("val"), "0")
    spacing = etree.SubElement(properties, w("spacing"))
    for name, value in (("before", "0"), ("after", "0"), ("line", "20"), ("lineRule", "exact")):
        spacing.set(w(name), value)
    return paragraph


def reopen_last_section(body: etree._Element) -> None:
    """The inverse, for the whole document: the last section's properties belong to the body."""
    last = body[-1] if len(body) else None
    section = last.find(f"{w('pPr')}/{w('sectPr')}") if last is not None else None
    if last is None or section is None:
        return
    body.append(section)
    spacing = last.find(f"{w('pPr')}/{w('spacing')}")
    if spacing is not None and spacing.get(w("line")) == "20" and not text_of(last):
        previous = last.getprevious()
        if previous is not None and previous.tag == w("p"):
            body.remove(last)


def strip_revisions(root: etree._Element) -> None:
    """Drops Word's editing traces, which a repeated part or row would repeat."""
    for element in root.iter(etree.Element):
        for name in [name for name in element.attrib if _REVISION.search(str(name))]:
            del element.attrib[name]
    for element in list(root.iter(w("proofErr"), w("lastRenderedPageBreak"))):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


class Joiner:
    """Takes what the bodies of further parts refer to into the base document."""

    def __init__(self, base: Document) -> None:
        self._base = base
        self._names: set[str] = set()
        self._taken: dict[bytes, str] = {
            relation.target_part.blob: identifier
            for identifier, relation in base.part.rels.items()
            if relation.reltype in (RT.HEADER, RT.FOOTER)
        }

    def take(self, part: Document) -> list[etree._Element]:
        """The body elements of ``part``, fit for the base document."""
        body = deepcopy(part.element.body)
        close_last_section(body)
        self._take_styles(part, body)
        self._take_numberings(part, body)
        self._take_relations(part, body)
        return list(body)

    def _take_styles(self, part: Document, body: etree._Element) -> None:
        ours = {style.name: style.style_id for style in self._base.styles}
        theirs = {style.style_id: style for style in part.styles}
        renamed = {key: ours.get(style.name, key) for key, style in theirs.items()}
        for style in part.styles:
            if style.name in ours:
                continue
            copy = deepcopy(style.element)
            for link in copy.iter(*map(w, _STYLE_LINKS)):
                link.set(w("val"), renamed.get(link.get(w("val"), ""), link.get(w("val"), "")))
            self._base.styles.element.append(copy)
        for use in body.iter(*map(w, _STYLE_USES)):
            use.set(w("val"), renamed.get(use.get(w("val"), ""), use.get(w("val"), "")))

    def _take_numberings(self, part: Document, body: etree._Element) -> None:
        """Copies each numbering the body itself uses; those of styles are the base's already."""
        used = {number.get(w("val"), "") for number in body.iter(w("numId"))} - {"0", ""}
        if not used:
            return
        theirs = part.part.numbering_part.element
        ours = self._base.part.numbering_part.element
        renamed: dict[str, str] = {}
        for num in theirs.findall(w("num")):
            if num.get(w("numId")) in used:
                renamed[num.get(w("numId"), "")] = _copy_numbering(num, theirs, ours)
        for number in body.iter(w("numId")):
            number.set(w("val"), renamed.get(number.get(w("val"), ""), number.get(w("val"), "")))

    def _take_relations(self, part: Document, body: etree._Element) -> None:
        for element in body.iter(etree.Element):
            for name, identifier in element.attrib.items():
                if str(name).startswith(f"{{{R}}}") and identifier in part.part.rels:
                    element.set(name, self._relation(part, str(identifier)))

    def _relation(self, part: Document, identifier: str) -> str:
        relation = part.part.rels[identifier]
        if relation.is_external:
            return self._base.part.relate_to(relation.target_ref, relation.reltype, True)
        target = relation.target_part
        if target.blob in self._taken:
            return self._taken[target.blob]
        copy = self._copied_part(target)
        taken = self._base.part.relate_to(copy, relation.reltype)
        if relation.reltype in (RT.HEADER, RT.FOOTER):
            self._taken[target.blob] = taken
        return taken

    def _copied_part(self, part: Part) -> Part:
        """A copy in the base package under a free name, with what it refers to."""
        package = self._base.part.package
        assert package is not None
        match = re.match(r"(.*?)\d*\.(\w+)$", str(part.partname))
        assert match is not None
        self._names.update(str(other.partname) for other in package.iter_parts())
        numbered = (f"{match[1]}{number}.{match[2]}" for number in count(1))
        name = next(name for name in numbered if name not in self._names)
        self._names.add(name)
        copy = Part(PackURI(name), part.content_type, part.blob, package)
        for identifier, relation in part.rels.items():
            external = relation.is_external
            below = relation.target_ref if external else self._copied_part(relation.target_part)
            copy.rels.add_relationship(relation.reltype, below, identifier, external)
        return copy


def _copy_numbering(num: etree._Element, theirs: etree._Element, ours: etree._Element) -> str:
    """Adds the numbering ``num`` and its definition to ``ours``; returns its new id."""
    wanted = num.find(w("abstractNumId"))
    old = wanted.get(w("val")) if wanted is not None else None
    definition = next(
        d for d in theirs.findall(w("abstractNum")) if d.get(w("abstractNumId")) == old
    )
    new_definition, new_num = deepcopy(definition), deepcopy(num)
    number = _next(ours, "abstractNum", "abstractNumId")
    new_definition.set(w("abstractNumId"), number)
    new_num.set(w("numId"), _next(ours, "num", "numId"))
    reference = new_num.find(w("abstractNumId"))
    assert reference is not None
    reference.set(w("val"), number)
    first_num = ours.find(w("num"))
    ours.insert(len(ours) if first_num is None else ours.index(first_num), new_definition)
    ours.append(new_num)
    return new_num.get(w("numId"), "")


def _next(parent: etree._Element, tag: str, attribute: str) -> str:
    used = [int(element.get(w(attribute), "0")) for element in parent.findall(w(tag))]
    return str(max(used, default=0) + 1)
