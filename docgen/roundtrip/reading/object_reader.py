r"""Reads the objects of a paragraph: pictures, notes, fields, symbols and the like.

Each program writes them in its own way: Word has ``w:char="F0FE"`` and ``DATE \@ "yyyy"`` where
LibreOffice has ``f0fe`` and ``DATE \@"yyyy"``. So a picture is known by its bytes, a
chart by its figures, a field by the first words of its instruction, a symbol by its font and code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from docx.opc.part import Part
from lxml import etree

from docgen.roundtrip.reading.docx_model import OBJECT, DocxObject, NoteKind, ObjectKind
from docgen.roundtrip.reading.run_text import (
    OBJECTS,
    DocxField,
    is_object,
)
from docgen.word.charts.chart_xml import c
from docgen.word.charts.drawn_figures import drawn_figures
from docgen.word.symbol_signs import symbol_code, symbol_font, symbol_sign
from docgen.word.xml import R, text_of, w

_DRAWINGS = "http://schemas.openxmlformats.org/drawingml/2006"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_BLIP = (f"{{{_DRAWINGS}/main}}blip", f"{{{R}}}embed")
_IMAGE_DATA = ("{urn:schemas-microsoft-com:vml}imagedata", f"{{{R}}}id")
_CHECKED = "{http://schemas.microsoft.com/office/word/2010/wordml}checked"

_FIELD_KINDS: dict[ObjectKind, tuple[str, ...]] = {
    "date": ("DATE", "TIME", "SAVEDATE", "CREATEDATE", "PRINTDATE"),
    "reference": ("REF", "PAGEREF", "NOTEREF", "STYLEREF"),
    "page": ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"),
    "caption": ("SEQ",),
    "control": ("FORMCHECKBOX", "FORMDROPDOWN"),
}
_KIND_OF_FIELD = {name: kind for kind, names in _FIELD_KINDS.items() for name in names}
_NAMED = ("REF", "PAGEREF", "NOTEREF", "STYLEREF", "SEQ", "DOCPROPERTY", "DOCVARIABLE")
"""Fields that are told apart by their argument; each program writes switches in its own way."""

_WHOLE = ("=", "EQ", "QUOTE", "IF")
"""Fields that are told apart by all they say, such as ``= 1 \\* GB3``, which prints ①."""

_NOTE_REFERENCES: dict[str, NoteKind] = {
    "footnoteReference": "footnote",
    "endnoteReference": "endnote",
}


@dataclass(frozen=True)
class ObjectReader:
    """Reads the objects of the runs in ``part``; ``notes`` has the text of each note by its id."""

    part: Part
    notes: Mapping[tuple[str, str], str]

    def objects(
        self, run: etree._Element, of_field: DocxField | None
    ) -> Iterator[tuple[DocxObject, etree._Element]]:
        """Yields the objects in a run, or the object that it is, each with its element."""
        if of_field is not None:
            yield _field_object(of_field), run
        elif is_object(run):
            yield self._object(run), run
        else:
            for part in run:
                if part.tag in OBJECTS:
                    yield self._object(part), part
                elif part.tag == w("t") and (font := symbol_font(part)):
                    codes = filter(None, map(symbol_code, part.text or ""))
                    yield from ((_symbol(font, code), part) for code in codes)

    def _object(self, element: etree._Element) -> DocxObject:
        tag = etree.QName(element).localname
        if kind := _NOTE_REFERENCES.get(tag):
            return DocxObject(kind, words=self.notes.get((kind, element.get(w("id"), "")), ""))
        if tag == "sym":
            return _symbol(element.get(w("font"), ""), _hexadecimal(element.get(w("char"), "")))
        if tag == "sdt":
            return _checkbox(element)
        if tag in ("oMath", "oMathPara"):
            texts = element.iter(f"{_M}t")
            return DocxObject("formula", words="".join(text.text or "" for text in texts))
        if tag == "r":
            return DocxObject("hidden", words=text_of(element))
        return DocxObject("ruby") if tag == "ruby" else self._drawing(element)

    def _drawing(self, element: etree._Element) -> DocxObject:
        for tag, attribute in (_BLIP, _IMAGE_DATA):
            for picture in element.iter(tag):
                relation = self.part.rels.get(picture.get(attribute, ""))
                if relation is not None and not relation.is_external:
                    digest = hashlib.sha256(relation.target_part.blob).hexdigest()
                    return DocxObject("picture", digest)
                return DocxObject("picture")
        for chart in element.iter(c("chart")):
            relation = self.part.rels.get(chart.get(f"{{{R}}}id", ""))
            if relation is not None and not relation.is_external:
                figures = drawn_figures(relation.target_part.blob)
                return DocxObject("chart", hashlib.sha256(figures.encode()).hexdigest())
        if next(element.iter(w("txbxContent")), None) is not None:
            return DocxObject("textbox")
        return DocxObject("embedded" if element.tag == w("object") else "shape")


def _field_object(of_field: DocxField) -> DocxObject:
    kind, name = _KIND_OF_FIELD.get(of_field.kind, "field"), of_field.kind
    identity = f"{name} {of_field.argument}" if name in _NAMED else name
    if name in _WHOLE:
        identity = "".join(of_field.instruction.split())
    return DocxObject(kind, identity, name, of_field.result.replace(OBJECT, "").strip())


def _symbol(font: str, code: int) -> DocxObject:
    sign = symbol_sign(font, code) or f"{code:04X}"
    return DocxObject("symbol", f"{font} {code:04X}", f"{sign} ({font})")


def _hexadecimal(code: str) -> int:
    try:
        return int(code, 16)
    except ValueError:
        return 0


def _checkbox(control: etree._Element) -> DocxObject:
    state = next(control.iter(_CHECKED), None)
    values = state.attrib.values() if state is not None else ["0"]
    is_ticked = values[:1] not in (["0"], ["false"])
    return DocxObject("checkbox", str(is_ticked), "☑" if is_ticked else "☐")
