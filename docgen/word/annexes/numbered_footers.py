"""The page numbers of an annex that has no footers: those of the report run on below it.

GB/T 9704-2012, 7.5: an annex that is bound with its document is numbered through.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from docx.oxml.parser import parse_xml
from lxml import etree

from docgen.word.annexes.annex_package import DOCUMENT, AnnexPackage
from docgen.word.part_relations import relations_of, target_of
from docgen.word.xml import R, remove, w

_FOOTER: Final = w("footerReference")
_NUMBER: Final = re.compile(r"\bPAGE\b")
_PRINTING: Final = (
    *map(w, ("instrText", "fldSimple", "drawing", "pict", "object", "sym", "pgNum")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
)


def numbered_footers(body: etree._Element, entries: Mapping[str, bytes]) -> dict[str, str]:
    """The relationship of each kind of footer of the report's last section with page numbers.

    Footers that a section does not name are those of the section before (17.10.1).
    """
    relations = relations_of(DOCUMENT, entries)
    found, current = dict[str, str](), dict[str, str]()
    for section in body.iter(w("sectPr")):
        for reference in section.iterchildren(_FOOTER):
            kind = str(reference.get(w("type"), "default"))
            current[kind] = str(reference.get(f"{{{R}}}id", ""))
        target = relations.get(current.get("default", ""))
        name = "" if target is None else target_of(target, DOCUMENT)
        if name in entries and _numbers(parse_xml(entries[name])):
            found = dict(current)
    found.pop("first", None)
    return found


def _numbers(footer: etree._Element) -> bool:
    """Whether a footer prints the number of the page."""
    codes = [code.text or "" for code in footer.iter(w("instrText"))]
    codes += [str(field.get(w("instr"), "")) for field in footer.iter(w("fldSimple"))]
    return any(map(_NUMBER.search, codes)) or next(footer.iter(w("pgNum")), None) is not None


def drop_blank_footers(annex: AnnexPackage) -> bool:
    """Removes footers that print nothing, if none prints anything; says whether none is left."""
    relations = relations_of(DOCUMENT, annex.entries)
    references = list(annex.body.iter(_FOOTER))
    targets = (relations.get(str(reference.get(f"{{{R}}}id", ""))) for reference in references)
    names = {target_of(target, DOCUMENT) for target in targets if target is not None}
    if any(_prints(annex.stories[name]) for name in names if name in annex.stories):
        return False
    for reference in references:
        remove(reference)
    return True


def _prints(footer: etree._Element) -> bool:
    words = "".join(text.text or "" for text in footer.iter(w("t")))
    return bool(words.strip()) or next(footer.iter(*_PRINTING), None) is not None
