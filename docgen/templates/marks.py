"""Marks in a template while it is compiled and filled.

Marks are Unicode noncharacters: XML allows them, and content does not contain them (see
:mod:`docgen.content.characters`). The finished document has none.
"""

from __future__ import annotations

import re
from typing import Final

from markupsafe import escape

SITE_OPEN: Final = "\ufdd0"
"""Before the number of a site, inside a template's tag."""
SITE_CLOSE: Final = "\ufdd1"
MERGE_OPEN: Final = "\ufdd2"
"""Before the key of a cell that merges down, in the filled document."""
MERGE_CLOSE: Final = "\ufdd3"
TRACE_OPEN: Final = "\ufdd5"
"""Before the number of a source, in a document filled with a trace."""
TRACE_CLOSE: Final = "\ufdd6"
TRACE_END: Final = "\ufdd7"
"""After the text that came from that source."""
NUMBERING: Final = "\ufdd4"
"""In the paragraph properties of a slot's list items, in place of ``w:numPr``."""

_SPECIAL = re.compile("[&<>\"']")


def escaped(text: str) -> str:
    """``text`` escaped for XML; most texts need no escaping, which is checked first."""
    return str(escape(text)) if _SPECIAL.search(text) else text
