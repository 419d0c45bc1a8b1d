"""Takes what is private out of the text of XML, also where it is split over many runs.

The text of a paragraph is read as one, whatever runs, languages or formats divide it. What stands
for the value goes into the run in which the value begins; all else keeps its run and its format.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator
from typing import Final

from lxml import etree

from docgen.filing.public.private_values import PrivateSpan
from docgen.filing.public.private_words import SIGN, PrivateWords
from docgen.word.xml import w

A: Final = "http://schemas.openxmlformats.org/drawingml/2006/main"
M: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
SVG: Final = "http://www.w3.org/2000/svg"
PARAGRAPHS: Final = (w("p"), f"{{{A}}}p", f"{{{SVG}}}text", w("rt"))
"""What has a text of its own; a phonetic guide stands above the text that it is in, not in it."""
TEXTS: Final = (w("t"), f"{{{A}}}t", f"{{{M}}}t")
_CODES = (w("instrText"), w("delInstrText"))
_SIGNS = {
    w("tab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    f"{{{A}}}br": "\n",
    w("noBreakHyphen"): "-",
    w("softHyphen"): "\u00ad",
}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_FIGURES = re.compile(r"[-+]?[0-9.]{1,10}(?:[eE][-+]?\d+)?|[0-9A-Fa-f]{8}|-\d+|\d+\.\d+", re.ASCII)
"""Measures and numbers that programs give: those of persons have eleven figures or more."""
_STRUCTURAL = frozenset(
    (
        *("path", "adj", "adjustments", "coordsize", "coordorigin", "points", "style", "formulas"),
        *("id", "embed", "link", "pict", "dm", "lo", "qs", "cs", "d", "href", "spid"),
        *("ascii", "hAnsi", "eastAsia", "cs", "typeface", "panose1", "sig", "Id", "Type"),
    )
)
"""Attributes without words of the office: shapes, numbers of other parts, and names of fonts."""

_VALUE = "{http://schemas.openxmlformats.org/drawingml/2006/chart}v"

Told = Callable[[str, str, etree._Element], None]
"""Called with the kind, the value and the element of what is taken out."""


def pieces_of(paragraph: etree._Element) -> Iterator[tuple[etree._Element | None, str]]:
    """Yields the texts of a paragraph with their elements, and the signs between them.

    A text box in it has paragraphs of its own.
    """
    if paragraph.tag == PARAGRAPHS[2]:
        yield from ((element, element.text or "") for element in paragraph.iter(etree.Element))
        return
    waiting = [*reversed(paragraph)]
    while waiting:
        element = waiting.pop()
        if element.tag in TEXTS:
            yield element, element.text or ""
        elif element.tag in _SIGNS:
            yield None, _SIGNS[element.tag]
        elif element.tag not in PARAGRAPHS:
            waiting += reversed(element)


def paragraph_text(paragraph: etree._Element) -> str:
    """The text of a paragraph, without that of the text boxes in it."""
    return "".join(text for _, text in pieces_of(paragraph))


def set_text(element: etree._Element, text: str) -> None:
    """Sets a text; WordprocessingML drops spaces at its ends unless told (ECMA-376, 17.3.3.31)."""
    element.text = text
    if element.tag == w("t") and text != text.strip():
        element.set(_SPACE, "preserve")


def replace_spans(
    paragraph: etree._Element, spans: Iterable[PrivateSpan], sign: str = SIGN
) -> None:
    """Puts ``sign`` in the place of stretches of a paragraph's text."""
    for span in sorted(spans, key=lambda span: -span.start):
        position, is_first = 0, True
        for element, text in list(pieces_of(paragraph)):
            begin, position = position, position + len(text)
            if element is None or position <= span.start or begin >= span.end:
                continue
            before, after = text[: max(0, span.start - begin)], text[max(0, span.end - begin) :]
            set_text(element, before + (sign if is_first else "") + after)
            is_first = False


def redact_paragraphs(
    root: etree._Element, words: PrivateWords, told: Told, figures: Container[etree._Element] = ()
) -> None:
    """Takes what is private out of all paragraphs below ``root``; ``figures`` are sums."""
    for paragraph in root.iter(*PARAGRAPHS):
        text = paragraph_text(paragraph)
        spans = [s for s in words.spans(text) if s.kind != "phone" or paragraph not in figures]
        for span in spans:
            told(span.kind, text[span.start : span.end], paragraph)
        replace_spans(paragraph, spans)


def redact_rest(root: etree._Element, words: PrivateWords, told: Told) -> None:
    """Takes what is private out of attributes, and of texts that are in no paragraph."""
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            if is_wording(str(name), str(value)):
                element.set(name, _redacted(str(value), words, told, element))
        text = element.text or ""
        is_own = element.tag not in (*TEXTS, *_CODES, _VALUE) or _is_category(element)
        if is_own and text.strip() and not _FIGURES.fullmatch(text):
            element.text = _redacted(text, words, told, element)
        if element.tail and element.tail.strip():
            element.tail = _redacted(element.tail, words, told, element)


def _is_category(element: etree._Element) -> bool:
    """Whether a value of a chart is a text, and no figure that is drawn."""
    caches = element.iterancestors(_VALUE[:-1] + "numCache", _VALUE[:-1] + "numLit")
    return element.tag == _VALUE and next(caches, None) is None


def is_wording(name: str, value: str) -> bool:
    """Whether an attribute may hold words: no measure, and no number of another part."""
    return not _FIGURES.fullmatch(value) and name.rpartition("}")[2] not in _STRUCTURAL


def _redacted(text: str, words: PrivateWords, told: Told, element: etree._Element) -> str:
    for span in words.spans(text):
        told(span.kind, text[span.start : span.end], element)
    return words.redacted(text)
