"""Sheets with the page numbers that run on behind a report, as its own Word file prints them."""

from __future__ import annotations

import re
from copy import deepcopy
from io import BytesIO
from typing import Any, Final

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section

from docgen.diagnostics import Place
from docgen.word.package_file import open_package

_FIELD: Final = re.compile(r"\bPAGE\b")
_REFERENCES = ("w:headerReference", "w:footerReference", "w:titlePg", "w:pgNumType")
_BEFORE_NUMBER = (
    "w:cols",
    "w:formProt",
    "w:vAlign",
    "w:noEndnote",
    "w:titlePg",
    "w:textDirection",
    "w:bidi",
    "w:rtlGutter",
    "w:docGrid",
    "w:printerSettings",
    "w:sectPrChange",
)
"""What stands behind ``w:pgNumType`` (ECMA-376 part 1, 17.6.17)."""


def number_sheets(docx: bytes, first: int, count: int, place: Place) -> bytes | None:
    """A Word file of ``count`` empty pages, the first with the number ``first``.

    Paper and footers are those of the report's last upright section that prints numbers; ``None``
    if it prints none. An even number comes behind an odd one, which is on a page before the first:
    so its place on the sheet is that of its side.
    """
    document = open_package(docx, place)
    section = _numbered_section(document)
    if section is None:
        return None
    properties = deepcopy(section._sectPr)
    for tag in _REFERENCES:
        for element in properties.findall(qn(tag)):
            properties.remove(element)
    for at, (kind, relation) in enumerate(_footers(section).items()):
        reference = OxmlElement("w:footerReference")
        reference.set(qn("w:type"), kind)
        reference.set(qn("r:id"), relation)
        properties.insert(at, reference)
    _begin_at(properties, first)
    body: Any = document.element.body
    for element in list(body):
        body.remove(element)
    body.extend([*(_page() for _ in range(count)), properties])
    written = BytesIO()
    document.save(written)
    return written.getvalue()


def _numbered_section(document: Document) -> Section | None:
    numbered = [section for section in document.sections if _prints_numbers(section)]
    upright = [each for each in numbered if (each.page_width or 0) < (each.page_height or 0)]
    return next(reversed(upright or numbered), None)


def _prints_numbers(section: Section) -> bool:
    footer: Any = section.footer._element
    fields = [text.text or "" for text in footer.iter(qn("w:instrText"))]
    fields += [field.get(qn("w:instr"), "") for field in footer.iter(qn("w:fldSimple"))]
    return any(map(_FIELD.search, fields))


def _footers(section: Section) -> dict[str, str]:
    """The relationship of each kind of footer, which a section may have from those before it."""
    found = dict[str, str]()
    properties: Any = section._sectPr
    sections = list(properties.getroottree().getroot().iter(qn("w:sectPr")))
    for each in sections[: sections.index(properties) + 1]:
        for reference in each.findall(qn("w:footerReference")):
            found[reference.get(qn("w:type"))] = reference.get(qn("r:id"))
    found.pop("first", None)
    return found


def _begin_at(properties: Any, first: int) -> None:
    number = OxmlElement("w:pgNumType")
    number.set(qn("w:start"), str(first))
    behind = [element for tag in _BEFORE_NUMBER for element in properties.findall(qn(tag))]
    at = min(map(properties.index, behind), default=len(properties))
    properties.insert(at, number)


def _page() -> Any:
    paragraph, properties = OxmlElement("w:p"), OxmlElement("w:pPr")
    properties.append(OxmlElement("w:pageBreakBefore"))
    paragraph.append(properties)
    return paragraph
