"""What a part says beside its text: controls, bookmarks, editors' numbers, comments of XML."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from docgen.filing.public.private_words import SIGN, PrivateWords
from docgen.filing.public.public_fields import unwrap
from docgen.filing.public.redacted_text import Told
from docgen.word.xml import W, child_at, remove, w

_WRAPPERS = tuple(map(w, ("sdt", "smartTag", "customXml")))
_PROPERTIES = tuple(
    map(w, ("sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "altChunk", "subDoc", "control"))
)
_NUMBERS = re.compile(r"\}?(?:rsid\w*|paraId|textId|anchorId|editId|dateUtc|gfxdata|durableId)$")
_CHOSEN = re.compile(r"\b(?:aink|wpi|w16\w*|oel|pslz|am3d)\b")
_EDITORS = re.compile(
    r"proofErr|perm(?:Start|End)|annotationRef|rsids?|lastRenderedPageBreak|"
    r"comment(?:RangeStart|RangeEnd|Reference)|conflict(?:Ins|Del).*"
)
_PERSONAL = re.compile(r"creator|lastModifiedBy|Manager|Author", re.IGNORECASE)
_OFFICE = "urn:schemas-microsoft-com:office:office"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def plain_markup(root: etree._Element, told: Told) -> None:
    """Takes what only editors read out of a part, in place; the text stays as it is."""
    for note in list(root.iter(etree.Comment, etree.ProcessingInstruction, etree.Entity)):
        _drop(note)
    for mark in [each for each in root.iter(f"{{{W}}}*") if _is_editors(each)]:
        remove(mark)
    for control in root.iter(w("sdt")):
        _personal_value(control, told)
    for element in list(root.iter(*_PROPERTIES)):
        remove(element)
    for wrapper in reversed(list(root.iter(*_WRAPPERS))):
        content = child_at(wrapper, w("sdtContent")) if wrapper.tag == w("sdt") else None
        if content is not None:
            unwrap(content)
        unwrap(wrapper)
    _plain_alternatives(root)
    for embedded in list(root.iter(w("object"))):
        _as_picture(embedded)
    _without_numbers(root)
    etree.cleanup_namespaces(root, keep_ns_prefixes=needed_prefixes(root))


def _is_editors(element: etree._Element) -> bool:
    """Whether an element is the anchor of a comment, or a mark of who may edit what."""
    return _EDITORS.fullmatch(etree.QName(element).localname) is not None


def _without_numbers(root: etree._Element) -> None:
    """Removes what tells in which session, and by whose computer, something was written."""
    for element in root.iter(etree.Element):
        for name in [name for name in element.attrib if _NUMBERS.search(str(name))]:
            del element.attrib[name]


def _plain_alternatives(root: etree._Element) -> None:
    """Leaves of ink and the like, which newer programs draw, the picture for older ones."""
    for choice in list(root.iter(f"{{{_MC}}}Choice")):
        if _CHOSEN.search(choice.get("Requires", "")):
            remove(choice)
    for alternatives in list(root.iter(f"{{{_MC}}}AlternateContent")):
        if child_at(alternatives, f"{{{_MC}}}Choice") is None:
            _only_fallback(alternatives)


def _personal_value(control: etree._Element, told: Told) -> None:
    """Takes the value out of a control that shows who wrote the document."""
    bound = child_at(control, w("sdtPr"), w("dataBinding"))
    if bound is not None and _PERSONAL.search(bound.get(w("xpath"), "")):
        texts = [text for text in control.iter(w("t")) if text.text]
        for number, text in enumerate(texts):
            told("field", text.text or "", text)
            text.text = "" if number else SIGN


def _only_fallback(alternatives: etree._Element) -> None:
    """Puts what is there for older programs in the place of the alternatives."""
    fallback = child_at(alternatives, f"{{{_MC}}}Fallback")
    if fallback is not None:
        unwrap(fallback)
    unwrap(alternatives)


def needed_prefixes(root: etree._Element) -> list[str]:
    """The prefixes that the attributes of ``mc:Ignorable`` name, which must stay declared."""
    named = (root.get(f"{{{_MC}}}{name}", "") for name in ("Ignorable", "ProcessContent"))
    required = (choice.get("Requires", "") for choice in root.iter(f"{{{_MC}}}Choice"))
    return " ".join((*named, *required)).replace(":", " ").split()


def _drop(note: etree._Element) -> None:
    """Removes a comment; what follows it stays."""
    parent, before = note.getparent(), note.getprevious()
    if parent is None:
        return
    if note.tail and before is not None:
        before.tail = (before.tail or "") + note.tail
    elif note.tail:
        parent.text = (parent.text or "") + note.tail
    note.tail = None
    parent.remove(note)


def _as_picture(embedded: etree._Element) -> None:
    """Leaves of an object of another program only the picture that is printed."""
    for element in list(embedded):
        if element.tag.startswith(f"{{{_OFFICE}}}") or etree.QName(element).localname in (
            *("control", "objectEmbed", "objectLink", "movie"),
        ):
            embedded.remove(element)
    for shape in embedded.iter("{urn:schemas-microsoft-com:vml}shape"):
        shape.attrib.pop(f"{{{_OFFICE}}}ole", "")
    embedded.tag = w("pict")
    embedded.attrib.clear()


def new_bookmarks(roots: Mapping[str, etree._Element], words: PrivateWords) -> dict[str, str]:
    """New names for the bookmarks whose names are private, by the old ones."""
    marks = (mark for root in roots.values() for mark in root.iter(w("bookmarkStart")))
    private = [name for mark in marks if words.spans(name := mark.get(w("name"), ""))]
    return {name: f"_Public{number}" for number, name in enumerate(dict.fromkeys(private), 1)}


def rename_bookmarks(root: etree._Element, names: Mapping[str, str], told: Told) -> None:
    """Renames bookmarks, and what refers to them, in place; Word's ``_GoBack`` goes."""
    for mark in list(root.iter(w("bookmarkStart"))):
        name = mark.get(w("name"), "")
        if name in names:
            told("bookmark", name, mark)
            mark.set(w("name"), names[name])
    for element in root.iter(w("hyperlink"), w("fldSimple"), w("instrText")):
        for old, new in names.items():
            if element.get(w("anchor")) == old:
                element.set(w("anchor"), new)
            if old in element.get(w("instr"), ""):
                element.set(w("instr"), element.get(w("instr"), "").replace(old, new))
            if element.tag == f"{{{W}}}instrText" and old in (element.text or ""):
                element.text = (element.text or "").replace(old, new)
