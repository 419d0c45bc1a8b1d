"""The names of WordprocessingML, and what is read of an element again and again."""

from __future__ import annotations

from typing import Final

from lxml import etree

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def w(tag: str) -> str:
    """The full name of a WordprocessingML tag or attribute: ``w("p")``."""
    return f"{{{W}}}{tag}"


def twips(element: etree._Element, name: str = "w") -> int:
    """A length in twips; 0 where it is none, a percentage, or in a unit of its own."""
    try:
        return int(float(element.get(w(name), "0")))
    except ValueError:
        return 0


def text_of(element: etree._Element) -> str:
    """The text of every ``w:t`` in ``element``.

    lxml's ``itertext`` would read python-docx's own ``text`` of runs and paragraphs as well.
    """
    return "".join(text.text or "" for text in element.iter(w("t")))
