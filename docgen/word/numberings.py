"""The numberings of joined documents: each that a part uses comes along under a new id."""

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
    """Copies each numbering that ``body`` of ``part`` itself uses into the base document.

    Those of styles are the base's already. ``known`` are ids of ``part`` with those that they have
    in the base; those that are copied are added. What the part does not define stays as it is.
    """
    used = {number.get(w("val"), "") for number in body.iter(w("numId"))} - {"0", ""}
    theirs = _numberings(part) if used else None
    if theirs is None:
        return
    ours = _numberings(base)
    ours = _added(base) if ours is None else ours
    renamed: dict[str, str] = {} if known is None else known
    for num in theirs.findall(w("num")):
        if num.get(w("numId")) in used - renamed.keys() and (new := _copied(num, theirs, ours)):
            renamed[num.get(w("numId"), "")] = new
    for number in body.iter(w("numId")):
        number.set(w("val"), renamed.get(number.get(w("val"), ""), number.get(w("val"), "")))


def _numberings(document: Document) -> etree._Element | None:
    """The document's numberings; ``None`` if it has none, as a form without lists has."""
    rels = document.part.rels.values()
    parts = (one.target_part for one in rels if one.reltype == RT.NUMBERING)
    return next((part.element for part in parts if isinstance(part, XmlPart)), None)


def _added(document: Document) -> Any:
    package = document.part.package
    assert package is not None
    element: Any = OxmlElement("w:numbering")
    name = PackURI("/word/numbering.xml")
    part = XmlPart(name, CT.WML_NUMBERING, element, package)
    document.part.relate_to(part, RT.NUMBERING)
    return element


def _copied(num: etree._Element, theirs: etree._Element, ours: etree._Element) -> str:
    """Adds ``num`` and its definition to ``ours``: its new id, empty if nothing defines it."""
    wanted = num.find(w("abstractNumId"))
    old = wanted.get(w("val")) if wanted is not None else None
    definitions = (d for d in theirs.findall(w("abstractNum")) if d.get(w("abstractNumId")) == old)
    definition = next(definitions, None)
    if definition is None:
        return ""
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
