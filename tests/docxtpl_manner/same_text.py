"""The first difference of two .docx as their readers see them, element by element.

An outline is a list of pairs: where, and what stands there. ``document/table 1/row 2/cell 3`` says
how the cell is joined and shaded, ``…/paragraph 1`` what it reads: tabs and breaks are in the
text, a picture is the digest of its file, a link its target, and what is in a text box follows.
"""

from __future__ import annotations

import io
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree

Element = Any
Outline = list[tuple[str, str]]

_SIGNS = {
    "tab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "‑",
    "footnoteReference": "[note]",
    "footnoteRef": "[number]",
    "endnoteReference": "[note]",
    "endnoteRef": "[number]",
}
_UNREAD = {"pPr", "rPr", "txbxContent", "Fallback"}
_PROPERTIES = ("author", "comments", "identifier", "keywords", "language", "subject", "title")
_LOOKS_ALIKE = {"lang", "noProof"}


def same_text(one: bytes, other: bytes) -> str:
    """The first difference in what is read, with its place; nothing if there is none."""
    return _first_difference(outline(one), outline(other))


def same_look(one: bytes, other: bytes) -> str:
    """The first difference in how it looks: styles, fonts, the look of each stretch of text."""
    return _first_difference(outline(one, looks=True), outline(other, looks=True))


def _first_difference(one: Outline, other: Outline) -> str:
    for mine, theirs in zip_longest(one, other, fillvalue=("end", "")):
        if mine != theirs:
            return f"{mine[0]}: {mine[1]!r}\n{theirs[0]}: {theirs[1]!r}"
    return ""


def outline(data: bytes, *, looks: bool = False) -> Outline:
    """All that is read in a .docx, with its places; with ``looks``, how it looks as well."""
    document = docx.Document(io.BytesIO(data))
    reader = _Reader(looks)
    found = list(reader.blocks(document.element.body, document.part, "document"))
    for number, section in enumerate(document.element.body.iter(qn("w:sectPr")), 1):
        for reference in section.iter(qn("w:headerReference"), qn("w:footerReference")):
            part = document.part.rels[reference.get(qn("r:id"))].target_part
            kind = f"{_name(reference)} {reference.get(qn('w:type'))}"
            story = etree.fromstring(part.blob)
            found += reader.blocks(story, part, f"section {number}/{kind}")
    for relation in document.part.rels.values():
        if relation.reltype.endswith(("/footnotes", "/endnotes")):
            part = relation.target_part
            for number, note in enumerate(etree.fromstring(part.blob), 1):
                found += reader.blocks(note, part, f"note {number}")
    core = document.core_properties
    found += [(name, str(getattr(core, name))) for name in _PROPERTIES]
    return [*found, *_counts(found)]


def _counts(found: Outline) -> Outline:
    text = "".join(read for _, read in found)
    return [(f"number of {kind}s", str(text.count(f"[{kind} "))) for kind in ("picture", "link")]


class _Reader:
    """Reads blocks; pictures and links are found through the part that the block stands in."""

    def __init__(self, looks: bool) -> None:
        self._looks = looks

    def blocks(self, parent: Element, part: Any, where: str) -> Iterator[tuple[str, str]]:
        """Paragraphs and tables below ``parent``, content controls looked through."""
        counted: Counter[str] = Counter()
        for child in _looked_through(parent):
            kind = {"p": "paragraph", "tbl": "table"}.get(_name(child), "")
            counted[kind] += 1
            here = f"{where}/{kind} {counted[kind]}"
            if kind == "paragraph":
                yield from self.paragraph(child, part, here)
            elif kind == "table":
                yield from self.table(child, part, here)

    def paragraph(self, paragraph: Element, part: Any, here: str) -> Iterator[tuple[str, str]]:
        """What the paragraph reads, then what is in its text boxes."""
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if self._looks:
            yield here, f"style {style.get(qn('w:val')) if style is not None else ''}"
        yield here, "".join(self.inline(paragraph, part))
        for number, box in enumerate(paragraph.iter(qn("w:txbxContent")), 1):
            yield from self.blocks(box, part, f"{here}/box {number}")

    def table(self, table: Element, part: Any, here: str) -> Iterator[tuple[str, str]]:
        """Its number of columns, each cell with its joints and shade, what is in the cells."""
        yield here, f"{len(table.findall(qn('w:tblGrid') + '/' + qn('w:gridCol')))} columns"
        rows = [child for child in _looked_through(table) if _name(child) == "tr"]
        for number, row in enumerate(rows, 1):
            cells = [child for child in _looked_through(row) if _name(child) == "tc"]
            for column, cell in enumerate(cells, 1):
                place = f"{here}/row {number}/cell {column}"
                yield place, _joints(cell)
                yield from self.blocks(cell, part, place)

    def inline(self, element: Element, part: Any) -> Iterator[str]:
        """What is read inside a paragraph, its boxes left out."""
        look = ""
        for child in element:
            name = _name(child)
            if name == "r" and self._looks and (new := _look(child)) != look and _reads(child):
                look = new
                yield f"⟨{look}⟩"
            if name == "br" and child.get(qn("w:type")) == "page":
                yield "\f"
            elif name in ("t", "instrText"):
                yield child.text or ""
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "hyperlink":
                yield from (_link(child.get(qn("r:id")), part), *self.inline(child, part), "]")
            elif name == "blip":
                yield _picture(child.get(qn("r:embed")), part)
            elif name == "hlinkClick":
                yield f"{_link(child.get(qn('r:id')), part)}]"
            elif name not in _UNREAD:
                yield from self.inline(child, part)


def _looked_through(parent: Element) -> Iterator[Element]:
    for child in parent:
        if _name(child) in ("sdt", "sdtContent", "ins", "smartTag"):
            yield from _looked_through(child)
        else:
            yield child


def _reads(run: Element) -> bool:
    """Whether a reader sees anything of the run."""
    signs = run.iter(*[qn(f"w:{name}") for name in ("tab", "br", "cr", "drawing", "pict")])
    return any(text.text for text in run.iter(qn("w:t"))) or next(signs, None) is not None


def _look(run: Element) -> str:
    """The properties of a run that show, in one order."""
    shown = [
        " ".join([_name(child), *(f"{_local(key)}={value}" for key, value in child.items())])
        for child in (run.find(qn("w:rPr")) if run.find(qn("w:rPr")) is not None else ())
        if _name(child) not in _LOOKS_ALIKE
    ]
    return ", ".join(sorted(shown))


def _joints(cell: Element) -> str:
    found = []
    for name in ("gridSpan", "vMerge", "shd"):
        for mark in cell.iterfind(f"{qn('w:tcPr')}/{qn('w:' + name)}"):
            value = mark.get(qn("w:fill")) if name == "shd" else mark.get(qn("w:val"), "continue")
            found.append(f"{name} {value}")
    return ", ".join(found)


def _picture(relation: str | None, part: Any) -> str:
    return f"[picture {zlib.crc32(part.rels[relation].target_part.blob):08x}]"


def _link(relation: str | None, part: Any) -> str:
    """The beginning of a link; one whose target is not in the part leads nowhere."""
    known = part.rels.get(relation)
    target = known.target_ref if known else "nowhere" if relation else ""
    return f"[link {target} "


def _name(element: Element) -> str:
    return _local(element.tag) if isinstance(element.tag, str) else ""


def _local(name: str) -> str:
    return name.rpartition("}")[2]
