"""The text of a paragraph, and the blanks in it.

An underlined space is a line to write on, as Word users draw one; it counts as ``_``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from docgen.content.characters import columns
from docgen.scaffold.pack.terms import BOXES
from docgen.word.xml import w

GAP = r"[ _＿\u3000\u00a0\u2000-\u200a]"
"""A pattern for one character of a blank."""

_LETTER = rf"[^\s_＿：:，。；、{BOXES}（）()]"
LABEL = rf"{_LETTER}(?:{_LETTER}|[（(][^（()）]{{1,20}}[）)]){{0,39}}"
"""A pattern for the words before a colon, a clause of their own."""

_WIDE = 20
"""Columns of spaces from which on a line of them is room."""

_CHARACTERS = {w("tab"): "\t", w("br"): "\n"}


class FormLine:
    r"""The text of a paragraph.

    Attributes:
        paragraph: the ``w:p``.
        characters: each character of ``text`` with the element that holds it (``w:t``, ``w:tab``
            or ``w:br``) and its index there.
        text: the text; a tab is ``\t``, a line break ``\n``.
        shape: ``text``, with ``_`` for an underlined space and ``＿`` for an underlined tab, which
            is as wide as several spaces.
    """

    def __init__(self, paragraph: etree._Element) -> None:
        self.paragraph = paragraph
        self.characters = list(_characters(paragraph))
        self.text = "".join(character for _, _, character in self.characters)
        self.shape = "".join(
            _shape(element, character) for element, _, character in self.characters
        )

    @cached_property
    def underlined(self) -> list[bool]:
        """Whether each character stands on a line to write on."""
        return [_underlined(element) for element, _, _ in self.characters]

    @property
    def is_wide(self) -> bool:
        """Whether it is only spaces, and so many that they are room for text."""
        return not self.text.strip() and columns(self.text) >= _WIDE


def _shape(element: etree._Element, character: str) -> str:
    if not character.isspace() or character == "\n" or not _underlined(element):
        return character
    return "＿" if character == "\t" else "_"


def _characters(paragraph: etree._Element) -> Iterator[tuple[etree._Element, int, str]]:
    """Each character with its element and its index there, text boxes in the paragraph left out."""
    for element in paragraph.iter(w("t"), w("tab"), w("br")):
        parent, around = element.getparent(), next(element.iterancestors(w("p")))
        if parent is not None and parent.tag == w("r") and around is paragraph:
            text = (element.text or "") if element.tag == w("t") else _CHARACTERS[element.tag]
            yield from ((element, index, character) for index, character in enumerate(text))


def holds_more(paragraph: etree._Element) -> bool:
    """Whether a paragraph holds a break, the end of a section, or a picture."""
    contents = paragraph.iter(*map(w, ("br", "sectPr", "drawing", "pict", "object")))
    return next(contents, None) is not None


def _underlined(element: etree._Element) -> bool:
    run = element.getparent()
    line = run.find(f"{w('rPr')}/{w('u')}") if run is not None else None
    return line is not None and line.get(w("val"), "single") != "none"


@dataclass(frozen=True)
class Gap:
    """A blank in a line.

    Attributes:
        start, end: its first character in the text, and the one after its last.
        kind: ``date``, ``year``, ``box`` or ``room``.
        label: the words that name it; empty if nothing does.
        sure: whether the form marks the label as one, by a colon or brackets.
        option: the words for a box, behind it or before it; for room behind the box of 其他,
            that option.
        counted: whether a figure goes there, by its unit, ￥ or its label.
        unit: the unit of measure that follows; empty if none does.
        year: a year that the form prints.
        has_room: whether it is wider than one column of text.
        is_hint: whether the form prints there what to write, which goes.
        stands_in: whether the form prints words there in place of others, such as XX单位.
    """

    start: int
    end: int
    kind: str
    label: str = ""
    sure: bool = True
    option: str = ""
    year: int = 0
    counted: bool = False
    has_room: bool = False
    unit: str = ""
    is_hint: bool = False
    stands_in: bool = False
