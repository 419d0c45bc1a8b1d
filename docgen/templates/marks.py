"""The marks that travel through a template while it is filled.

Marks are Unicode noncharacters: XML may hold them, no writer's text does (see
:mod:`docgen.content.characters`), and a last pass takes every one of them out.
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
"""Before the number of a source, where a document is filled with its trace."""
TRACE_CLOSE: Final = "\ufdd6"
TRACE_END: Final = "\ufdd7"
"""Behind what came from that source."""
NUMBERING: Final = "\ufdd4"
"""In the properties of a slot's list items, where the numbering goes."""

_SPECIAL = re.compile("[&<>\"']")


def escaped(text: str) -> str:
    """``text`` as XML has it; most texts have nothing to escape."""
    return str(escape(text)) if _SPECIAL.search(text) else text
