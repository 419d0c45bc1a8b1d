"""The look of a tag where the form has a hint: that of the label beside it.

A hint is grey, in italics or small, so that nobody takes it for content; what is filled in is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml import etree

from docgen.word.xml import remove, text_of, w

_OF_HINTS = ("rStyle", "color", "i", "iCs", "highlight", "shd", "vanish", "szCs")


def take_look_of_label(run: Any) -> None:
    """Takes from a run what marks it as a hint, and gives it font and size of its label.

    ``run`` is a ``w:r`` as python-docx reads it.
    """
    properties = run.get_or_add_rPr()
    for name in _OF_HINTS:
        for element in properties.findall(w(name)):
            remove(element)
    label = next(_labels(run), None)
    if label is None:
        return
    own = label.find(w("rPr"))
    fonts, size = (None if own is None else own.find(w(name)) for name in ("rFonts", "sz"))
    if fonts is not None:
        properties.get_or_add_rFonts().attrib.update(deepcopy(fonts.attrib))
    if size is not None:
        properties.get_or_add_sz().set(w("val"), size.get(w("val"), ""))
    elif _style(label) == _style(run):
        for element in properties.findall(w("sz")):
            remove(element)


def _labels(run: etree._Element) -> Iterator[etree._Element]:
    """Runs with text before the run in its paragraph, the nearest first; then in cells before."""
    for before in run.itersiblings(w("r"), preceding=True):
        if any(map(str.isalnum, text_of(before))):
            yield before
    cell = next(run.iterancestors(w("tc")), None)
    for other in cell.itersiblings(w("tc"), preceding=True) if cell is not None else ():
        yield from (it for it in other.iter(w("r")) if any(map(str.isalnum, text_of(it))))


def _style(run: etree._Element) -> str:
    style = next(run.iterancestors(w("p"))).find(f"{w('pPr')}/{w('pStyle')}")
    return style.get(w("val"), "") if style is not None else ""
