"""The text of a paragraph, and what a blank in it is.

Underlined blanks are how Word's users draw a line to write on; they count as ____.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from docgen.scaffold.pack.terms import BOXES
from docgen.word.xml import w

GAP = r"[ _＿\u3000\u00a0\u2000-\u200a]"
"""A pattern for one sign of room."""

_LETTER = rf"[^\s_：:，。；、{BOXES}（）()]"
LABEL = rf"{_LETTER}{{1,14}}(?:[（(][^）)]{{1,10}}[）)])?{_LETTER}{{0,6}}"
"""A pattern for the words before a colon."""

_ENDS_IN_LABEL = re.compile(rf"({LABEL})[：:]{GAP}*$")
_SPREAD = re.compile(r"(?:(?:^|(?<=\s))[^\W\d_][ \u3000]{1,4})+$")
_NEAR = re.compile(r"[^\W_]{1,14}$")


_SIGNS = {w("tab"): "\t", w("br"): "\n"}


class FormLine:
    """The text of a paragraph, a tab or the end of a line being one sign.

    ``shape`` has ``_`` for underlined blanks, and ``＿`` for an underlined tab, which is as wide
    as several.
    """

    def __init__(self, paragraph: etree._Element) -> None:
        self.paragraph = paragraph
        self.signs = list(_signs(paragraph))
        self.text = "".join(sign for _, _, sign in self.signs)
        self.shape = "".join(_shape(element, sign) for element, _, sign in self.signs)


def _shape(element: etree._Element, sign: str) -> str:
    if not sign.isspace() or sign == "\n" or not _underlined(element):
        return sign
    return "＿" if sign == "\t" else "_"


def _signs(paragraph: etree._Element) -> Iterator[tuple[etree._Element, int, str]]:
    """Each sign with its element and its number there; text boxes are lines of their own."""
    for element in paragraph.iter(w("t"), w("tab"), w("br")):
        parent, around = element.getparent(), next(element.iterancestors(w("p")))
        if parent is not None and parent.tag == w("r") and around is paragraph:
            text = (element.text or "") if element.tag == w("t") else _SIGNS[element.tag]
            yield from ((element, number, sign) for number, sign in enumerate(text))


def _underlined(element: etree._Element) -> bool:
    run = element.getparent()
    line = run.find(f"{w('rPr')}/{w('u')}") if run is not None else None
    return line is not None and line.get(w("val"), "single") != "none"


@dataclass(frozen=True)
class Gap:
    """A blank in a line.

    Attributes:
        start, end: its stretch.
        what: ``date``, ``year``, ``box`` or ``room``.
        label: what names it; empty if nothing does.
        sure: whether a label with a colon names it.
        option: what stands behind a box.
        counted: whether a unit of measure stands behind it.
        year: a year that the form prints.
        wide: whether there is room for more than a letter.
    """

    start: int
    end: int
    what: str
    label: str = ""
    sure: bool = True
    option: str = ""
    year: int = 0
    counted: bool = False
    wide: bool = False


def label_before(before: str) -> str:
    """The label with a colon that ``before`` ends in; empty if there is none."""
    found = _ENDS_IN_LABEL.search(before)
    return whole_label(before[: found.start()], found[1]) if found else ""


def whole_label(before: str, label: str) -> str:
    """``label``, with its first signs if it is the last sign of one spread out: 联　系　人."""
    spread = _SPREAD.search(before) if len(label) == 1 else None
    return "".join(spread[0].split()) + label if spread else label


def word_before(before: str) -> str:
    """The word that ``before`` ends in, not called a label by a colon."""
    found = _NEAR.search(before)
    return found[0] if found else ""
