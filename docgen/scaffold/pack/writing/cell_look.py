"""The look of what is filled into an empty cell: that of the label that names it.

Who draws a form formats the labels; a cell that nobody typed in has the document's own look, 12
points of 宋体 at the top left beside labels of 仿宋. What such a cell has of its own stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

from docx.document import Document
from docx.oxml.parser import OxmlElement
from lxml import etree

from docgen.scaffold.pack.form_fields import Field, FormFields
from docgen.word.style_cascade import Cascade, last_value
from docgen.word.xml import text_of, w

_OF_HEADS = ("黑体", "SimHei", "方正小标宋简体", "方正小标宋_GBK")
"""Fonts that set labels apart from what is filled in."""

_STYLE = f"{w('pPr')}/{w('pStyle')}"
_FONTS = ("ascii", "hAnsi", "eastAsia", "cs")


class _Label(NamedTuple):
    """A label: its cell, its paragraph, and the first run with letters."""

    cell: etree._Element
    paragraph: etree._Element
    run: etree._Element


def lend_looks(document: Document, found: FormFields) -> None:
    """Gives the empty cells of a form that are filled in the look of their labels."""
    cascade = Cascade(document)
    for field, paragraph in _blanks(found):
        cell = paragraph.getparent()
        if field.kind == "prose":
            _align_text(paragraph)
        if cell is not None and cell.tag == w("tc") and not text_of(cell).strip():
            _lend(field, paragraph, cell, cascade)


def _align_text(paragraph: etree._Element) -> None:
    """Paragraphs of text begin at the left, where the form may have a hint in the middle."""
    alignment = paragraph.find(f"{w('pPr')}/{w('jc')}")
    if alignment is not None and alignment.get(w("val")) != "left":
        alignment.set(w("val"), "both")


def _blanks(found: FormFields) -> Iterator[tuple[Field, etree._Element]]:
    """The fields in cells of their own, and the paragraph that each is typed into."""
    for field in found.fields:
        if field.kind not in ("ticks", "year"):
            yield field, field.spot.paragraph
    for block in found.blocks:
        for region, content in block.cells.items():
            if isinstance(content, Field):
                yield content, next(region.cell.element.iterchildren(w("p")))


def _lend(field: Field, paragraph: etree._Element, cell: etree._Element, cascade: Cascade) -> None:
    beside, above = _beside(cell), _above(cell)
    labels = [label for label in ((above, beside) if field.headed else (beside, above)) if label]
    labels = [label for label in labels if _may_lend(label, paragraph)]
    for label in labels[:1]:
        _lend_spacing(paragraph, label)
        if field.kind != "prose":
            _lend_alignment(paragraph, cell, label, cascade)
    plain = [label for label in labels if _font(label, cascade) not in _OF_HEADS]
    for label in plain[:1]:
        _lend_font(paragraph, label, cascade)


def _may_lend(label: _Label, paragraph: etree._Element) -> bool:
    """Whether an empty paragraph has no style of its own, beside that of its label."""
    style = paragraph.find(_STYLE)
    theirs = label.paragraph.find(_STYLE)
    return style is None or (theirs is not None and theirs.attrib == style.attrib)


def _beside(cell: etree._Element) -> _Label | None:
    """The label before a cell in its row."""
    cells = cell.itersiblings(w("tc"), preceding=True)
    return next(filter(None, map(_label_in, cells)), None)


def _above(cell: etree._Element) -> _Label | None:
    """The label above a cell in its column."""
    row = next(cell.iterancestors(w("tr")))
    column = _column(cell)
    for other in row.itersiblings(w("tr"), preceding=True):
        for head in other.iterchildren(w("tc")):
            start = _column(head)
            if start <= column < start + _span(head) and (label := _label_in(head)):
                return label
    return None


def _column(cell: etree._Element) -> int:
    """The first grid column of a cell."""
    row = next(cell.iterancestors(w("tr")))
    skipped = row.find(f"{w('trPr')}/{w('gridBefore')}")
    first = int(skipped.get(w("val"), "0")) if skipped is not None else 0
    return first + sum(map(_span, cell.itersiblings(w("tc"), preceding=True)))


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    return int(span.get(w("val"), "1")) if span is not None else 1


def _label_in(cell: etree._Element) -> _Label | None:
    for run in cell.iter(w("r")):
        if any(map(str.isalpha, text_of(run))):
            return _Label(cell, next(run.iterancestors(w("p"))), run)
    return None


def _font(label: _Label, cascade: Cascade) -> str:
    return cascade.format_of(label.paragraph).text_look(label.run).font


def _lend_font(paragraph: etree._Element, label: _Label, cascade: Cascade) -> None:
    """Font and size, which what is typed takes from the mark of an empty paragraph."""
    look = cascade.format_of(label.paragraph).text_look(label.run)
    usual = cascade.format_of(paragraph).text_look(None)
    properties = _typed(paragraph)
    if properties.find(w("rFonts")) is None:
        fonts = {key: last_value(look.layers, "rFonts", key) for key in _FONTS}
        different = (look.font, look.latin) != (usual.font, usual.latin)
        for key, name in fonts.items() if different else ():
            if name:
                properties.get_or_add_rFonts().set(w(key), name)
    if properties.find(w("sz")) is None and look.size != usual.size:
        properties.get_or_add_sz().set(w("val"), f"{look.size * 2:g}")


def _typed(paragraph: Any) -> Any:
    """The ``w:rPr`` that what is typed into an empty paragraph takes."""
    own = paragraph.find(f"{w('r')}/{w('rPr')}")
    if own is None:
        properties = paragraph.get_or_add_pPr()
        own = properties.find(w("rPr"))
        if own is None:
            own = OxmlElement("w:rPr")
            properties.insert_element_before(own, "w:sectPr", "w:pPrChange")
    return own


def _lend_spacing(paragraph: Any, label: _Label) -> None:
    spacing = label.paragraph.find(f"{w('pPr')}/{w('spacing')}")
    if spacing is not None and paragraph.find(f"{w('pPr')}/{w('spacing')}") is None:
        paragraph.get_or_add_pPr().get_or_add_spacing().attrib.update(deepcopy(spacing.attrib))


def _lend_alignment(paragraph: Any, cell: Any, label: _Label, cascade: Cascade) -> None:
    """The middle, if the label is there and the cell says nothing.

    A label that is set wide, as 姓    名 may be, lends nothing.
    """
    own = paragraph.find(f"{w('pPr')}/{w('jc')}")
    if own is None and cascade.format_of(label.paragraph).look.align == "center":
        paragraph.get_or_add_pPr().get_or_add_jc().set(w("val"), "center")
    upright = label.cell.find(f"{w('tcPr')}/{w('vAlign')}")
    properties = cell.get_or_add_tcPr()
    if upright is not None and properties.find(w("vAlign")) is None:
        properties.get_or_add_vAlign().set(w("val"), upright.get(w("val"), "top"))
