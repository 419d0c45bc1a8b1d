"""The marks that travel through a template, and the XML names of this folder.

Marks are Unicode noncharacters: XML may hold them, no writer's text does (see
:mod:`docgen.content.characters`), and a last pass takes every one of them out.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree
from markupsafe import escape

SITE_OPEN: Final = "\ufdd0"
"""Before the number of a site, inside a template's tag."""
SITE_CLOSE: Final = "\ufdd1"
MERGE_OPEN: Final = "\ufdd2"
"""Before the key of a cell that merges down, in the filled document."""
MERGE_CLOSE: Final = "\ufdd3"
TRACE_OPEN: Final = "\ufdd5"
"""Before the number of a source, where a document is filled with its trace."""
TRACE_CLOSE: Final = "\ufdd6"
TRACE_END: Final = "\ufdd7"
"""Behind what came from that source."""
NUMBERING: Final = "\ufdd4"
"""In the properties of a slot's list items, where the numbering goes."""

_SPECIAL = re.compile("[&<>\"']")

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WP: Final = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def escaped(text: str) -> str:
    """``text`` as XML has it; most texts have nothing to escape."""
    return str(escape(text)) if _SPECIAL.search(text) else text


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
