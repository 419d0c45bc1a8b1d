"""The look that the keeper has given a part, kept where pack.yaml measures it.

A pack with a ``format`` has styles, page, headers and footers after the official format; a bureau's
form has not. What stands in both forms then looks as in the old part. A pack without a ``format``
looks as the bureau's form does.
"""

from __future__ import annotations

from copy import deepcopy

from docx.document import Document
from lxml import etree

from docgen.word.xml import w

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def in_old_look(
    old: Document, new: Document, pairs: dict[etree._Element, etree._Element]
) -> Document | None:
    """The new part in the old part's package: its styles, page, headers and footers.

    Args:
        old: the old part; it is changed, and returned.
        new: the changed form, with its tags.
        pairs: each paragraph of ``new`` that the old part has too, with the old one.

    Returns:
        The part; ``None`` if the form holds pictures, links or headers of its own, which only its
        own package has.
    """
    body = new.element.body
    models = {paragraph: deepcopy(model) for paragraph, model in pairs.items()}
    undo = {paragraph: deepcopy(paragraph) for paragraph in models}
    for paragraph, model in models.items():
        _dress(paragraph, model)
    if not _links(body) <= set(old.part.rels):
        for paragraph, copy in undo.items():
            paragraph[:] = list(copy)
        return None
    _move(body, old.element.body)
    _add_styles(old, new)
    return old


def _links(body: etree._Element) -> set[str]:
    """The relations of its package that a form names, but for its last section's."""
    own = (child for child in body if child.tag != w("sectPr"))
    elements = (element for child in own for element in child.iter())
    return {
        str(value)
        for element in elements
        for name, value in element.attrib.items()
        if _is_link(name)
    }


def _move(body: etree._Element, target: etree._Element) -> None:
    """Puts what stands in one body in the place of what stands in another."""
    for child in [child for child in target if child.tag != w("sectPr")]:
        target.remove(child)
    section = target.find(w("sectPr"))
    for child in [child for child in body if child.tag != w("sectPr")]:
        if section is not None:
            section.addprevious(child)
        else:
            target.append(child)


def _is_link(name: object) -> bool:
    """Whether an attribute names a relation of its package."""
    return str(name).startswith(_R)


def _dress(paragraph: etree._Element, model: etree._Element) -> None:
    """Gives a paragraph and its runs the look of another."""
    properties = paragraph.find(w("pPr"))
    ends_section = properties is not None and properties.find(w("sectPr")) is not None
    if properties is not None:
        paragraph.remove(properties)
    own = model.find(w("pPr"))
    if own is not None:
        copy = deepcopy(own)
        for name in ("pPrChange", "" if ends_section else "sectPr"):
            for element in copy.findall(w(name)) if name else ():
                copy.remove(element)
        paragraph.insert(0, copy)
    look = model.find(f"{w('r')}/{w('rPr')}")
    for run in paragraph.iter(w("r")):
        if (given := run.find(w("rPr"))) is not None:
            run.remove(given)
        if look is not None:
            run.insert(0, deepcopy(look))


def _add_styles(old: Document, new: Document) -> None:
    """Adds the styles that the form uses and the old part has not."""
    styles, others = old.styles.element, new.styles.element
    known = {style.get(w("styleId")) for style in styles.findall(w("style"))}
    theirs = {style.get(w("styleId")): style for style in others.findall(w("style"))}
    names = ("pStyle", "rStyle", "tblStyle")
    used = [
        str(mark.get(w("val")))
        for name in names
        for mark in old.element.body.iter(w(name))
        if mark.get(w("val")) not in known
    ]
    while used:
        name = used.pop()
        if name in known or name not in theirs:
            continue
        known.add(name)
        styles.append(deepcopy(theirs[name]))
        for link in ("basedOn", "next", "link"):
            mark = theirs[name].find(w(link))
            used += [str(mark.get(w("val")))] if mark is not None else []
