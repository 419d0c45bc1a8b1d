"""Footnotes, endnotes and comments of an annex, under numbers that the report's have not."""

from __future__ import annotations

from copy import deepcopy
from typing import Final

from docx.oxml.parser import parse_xml
from lxml import etree

from docgen.word.annexes.annex_numberings import whole_number
from docgen.word.annexes.annex_package import AnnexPackage, related
from docgen.word.annexes.namespaces import with_prefixes_of
from docgen.word.part_relations import PartRelations, SharedParts, relations_of, xml_bytes
from docgen.word.xml import R, W, w

_REFERENCES: Final = {
    "footnotes": ("footnoteReference",),
    "endnotes": ("endnoteReference",),
    "comments": ("commentReference", "commentRangeStart", "commentRangeEnd"),
}
_WORDML: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SEPARATORS: Final = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/>'
    "</w:r></w:p></w:footnote>"
)
"""What Word draws above notes (ECMA-376 part 1, 17.11.1 and 17.11.23)."""


def take_notes(annex: AnnexPackage, report: SharedParts, relations: PartRelations) -> None:
    """Adds the notes and comments of an annex to a report; its body refers to them there.

    Args:
        annex: the annex; its stories are those that are joined.
        report: the files of the report.
        relations: those of its document.
    """
    for kind, tags in _REFERENCES.items():
        if found := annex.notes(kind):
            references = list(annex.body.iter(*map(w, tags)))
            if references:
                _take(kind, found, references, annex, report, relations)


def _take(
    kind: str,
    found: tuple[str, etree._Element],
    references: list[etree._Element],
    annex: AnnexPackage,
    report: SharedParts,
    relations: PartRelations,
) -> None:
    their_part, their_root = found
    part = _part(kind, report, relations)
    root = with_prefixes_of(parse_xml(report.entries[part]), their_root)
    own = PartRelations(part, report)
    first = max((whole_number(note.get(w("id"))) for note in root), default=0) + 1
    theirs = {note.get(w("id"), ""): note for note in their_root}
    used = dict.fromkeys(reference.get(w("id"), "") for reference in references)
    renamed = {old: str(new) for new, old in enumerate((o for o in used if o in theirs), first)}
    for old, new in renamed.items():
        copy = deepcopy(theirs[old])
        copy.set(w("id"), new)
        relate(copy, relations_of(their_part, annex.entries), own, annex)
        root.append(copy)
    for reference in references:
        reference.set(w("id"), renamed.get(reference.get(w("id"), ""), "0"))
    report.entries[part] = xml_bytes(root)
    own.save()


def relate(
    element: etree._Element,
    theirs: dict[str, etree._Element],
    relations: PartRelations,
    annex: AnnexPackage,
) -> None:
    """Makes what ``element`` of an annex refers to by ``theirs`` a relationship of the report."""
    for each in element.iter(etree.Element):
        for name, identifier in each.attrib.items():
            if str(name).startswith(f"{{{R}}}") and str(identifier) in theirs:
                new = relations.identifier(theirs[str(identifier)], annex.entries)
                each.set(name, new)


def _part(kind: str, report: SharedParts, relations: PartRelations) -> str:
    """The entry with the notes of the report, which is made if it has none."""
    if names := related(report.entries, kind):
        return names[0]
    inner = "" if kind == "comments" else _SEPARATORS.replace("footnote", kind.removesuffix("s"))
    data = f'<w:{kind} xmlns:w="{W}">{inner}</w:{kind}>'.encode()
    name = f"word/{kind}.xml"
    report.put(name, data, f"{_WORDML}.{kind}+xml")
    relations.relate(f"{R}/{kind}", name)
    relations.save()
    return name
