"""The look of the text below a heading: that of the form's body text, not that of the heading.

An empty paragraph often has the document's 10.5 points beside text of 16, as nobody typed there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from copy import deepcopy

from docx.document import Document
from docx.oxml.parser import OxmlElement
from lxml import etree

from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.word.style_cascade import Cascade
from docgen.word.xml import w

_FEWEST = 12
"""Characters of a paragraph that may be body text; fewer are a label or a sign-off."""

_BODY_FONT = "仿宋_GB2312"
"""The font of body text (GB/T 9704-2012, 7.3.3), where a form has headings only."""

_NO_BODY = ("b", "bCs", "i", "iCs", "color", "highlight", "u", "rStyle", "shd", "vanish")
"""What headings and hints have and body text has not."""

_NO_BODY_PARAGRAPH = ("pStyle", "outlineLvl", "numPr", "keepNext", "keepLines", "sectPr", "jc")


class SlotLooks:
    """The looks for the text below the headings of a form.

    Args:
        document: the form.
        headings: the ``w:p`` of its headings.
        plain: its other paragraphs that are no title, no hint and no room.
    """

    def __init__(
        self,
        document: Document,
        headings: Sequence[etree._Element],
        plain: Iterable[etree._Element],
    ) -> None:
        self._cascade = Cascade(document)
        long = [paragraph for paragraph in plain if len(FormLine(paragraph).text) >= _FEWEST]
        sizes = Counter(map(self.size, long))
        common = sizes.most_common(1)[0][0] if sizes else 0.0
        self._body = next((text for text in long if self.size(text) == common), None)
        self._headings = {heading: self.size(heading) for heading in headings}

    def size(self, paragraph: etree._Element) -> float:
        """The size of its first text, or of what is typed into it, in points."""
        runs = [run for run in paragraph.iter(w("r")) if run.find(w("t")) is not None]
        look = self._cascade.format_of(paragraph)
        mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
        own = mark.find(w("sz")) if mark is not None and not runs else None
        if own is not None:
            return float(own.get(w("val"), "20")) / 2
        return look.text_look(runs[0] if runs else None).size

    def of(self, heading: etree._Element, room: etree._Element | None) -> etree._Element | None:
        """A ``w:p`` in the look of the text below ``heading``.

        ``None`` if the paragraph ``room`` already has it. That is the form's body text, or else a
        text as large as the heading.
        """
        if self._body is not None:
            return _look(self._body)
        if self.size(OxmlElement("w:p") if room is None else room) < self._headings[heading]:
            return _look(heading, font=_BODY_FONT)
        return _look(room) if room is not None and FormLine(room).text.strip() else None


def wear(paragraph: etree._Element, look: etree._Element) -> None:
    """Empties ``paragraph`` and gives it the look of another, from :meth:`SlotLooks.of`."""
    for child in paragraph:
        if child.tag in (w("pPr"), w("r"), w("hyperlink"), w("proofErr"), w("smartTag")):
            paragraph.remove(child)
    paragraph[:0] = [deepcopy(properties) for properties in look]


def _look(paragraph: etree._Element, font: str = "") -> etree._Element:
    """A ``w:p`` without text in the look of ``paragraph``; with ``font``, of one of its size."""
    look = OxmlElement("w:p")
    own = paragraph.find(w("pPr"))
    properties = deepcopy(own) if own is not None else OxmlElement("w:pPr")
    run = next((run for run in paragraph.iter(w("r")) if run.find(w("t")) is not None), None)
    typed = run.find(w("rPr")) if run is not None else properties.find(w("rPr"))
    words = deepcopy(typed) if typed is not None else OxmlElement("w:rPr")
    _drop(properties, ("rPr", "sectPr", "pPrChange", *(_NO_BODY_PARAGRAPH if font else ())))
    _drop(words, (*_NO_BODY, "ins", "del", "moveFrom", "moveTo", "rPrChange"))
    if font:
        _set_font(words, font)
    properties.append(words)
    look.append(properties)
    return look


def _drop(element: etree._Element, names: Iterable[str]) -> None:
    for name in names:
        for child in element.findall(w(name)):
            element.remove(child)


def _set_font(words: etree._Element, font: str) -> None:
    fonts = words.find(w("rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        words.insert(0, fonts)
    fonts.attrib.pop(w("eastAsiaTheme"), "")
    fonts.set(w("eastAsia"), font)
