"""Numberings of joined documents: those that a part uses are copied under new ids."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml.parser import OxmlElement
from lxml import etree

from docgen.word.xml import w


def take_numberings(
    base: Document, part: Document, body: etree._Element, known: dict[str, str] | None = None
) -> None:
    """Copies each numbering that ``body`` of ``part`` uses directly into the base document.

    Numberings of styles are the base's already. ``known`` maps ids of ``part`` to ids of the base;
    copied numberings are added to it. An id that the part does not define is left as it is.
    """
    used = {number.get(w("val"), "") for number in body.iter(w("numId"))} - {"0", ""}
    theirs = numberings_of(part) if used else None
    if theirs is None:
        return
    ours = numberings_of(base)
    ours = _add_numberings(base) if ours is None else ours
    renamed: dict[str, str] = {} if known is None else known
    for num in theirs.findall(w("num")):
        if num.get(w("numId")) in used - renamed.keys() and (new := _copy_num(num, theirs, ours)):
            renamed[num.get(w("numId"), "")] = new
    for number in body.iter(w("numId")):
        number.set(w("val"), renamed.get(number.get(w("val"), ""), number.get(w("val"), "")))


def numberings_of(document: Document) -> etree._Element | None:
    """The document's ``w:numbering``; ``None`` for a document without lists."""
    relations = document.part.rels.values()
    parts = (relation.target_part for relation in relations if relation.reltype == RT.NUMBERING)
    return next((part.element for part in parts if isinstance(part, XmlPart)), None)


def _add_numberings(document: Document) -> Any:
    """Adds an empty ``word/numbering.xml`` and returns its root."""
    package = document.part.package
    assert package is not None
    element: Any = OxmlElement("w:numbering")
    name = PackURI("/word/numbering.xml")
    part = XmlPart(name, CT.WML_NUMBERING, element, package)
    document.part.relate_to(part, RT.NUMBERING)
    return element


def _copy_num(num: etree._Element, theirs: etree._Element, ours: etree._Element) -> str:
    """Copies ``num`` with its definition into ``ours``; its new id, "" if it has no definition."""
    old_reference = num.find(w("abstractNumId"))
    old = old_reference.get(w("val")) if old_reference is not None else None
    definition = next(
        (
            candidate
            for candidate in theirs.findall(w("abstractNum"))
            if candidate.get(w("abstractNumId")) == old
        ),
        None,
    )
    if definition is None:
        return ""
    new_definition, new_num = deepcopy(definition), deepcopy(num)
    number = _next_id(ours, "abstractNum", "abstractNumId")
    new_definition.set(w("abstractNumId"), number)
    new_num.set(w("numId"), _next_id(ours, "num", "numId"))
    reference = new_num.find(w("abstractNumId"))
    assert reference is not None
    reference.set(w("val"), number)
    first_num = ours.find(w("num"))
    ours.insert(len(ours) if first_num is None else ours.index(first_num), new_definition)
    ours.append(new_num)
    return new_num.get(w("numId"), "")


def _next_id(parent: etree._Element, tag: str, attribute: str) -> str:
    used = [int(element.get(w(attribute), "0")) for element in parent.findall(w(tag))]
    return str(max(used, default=0) + 1)
