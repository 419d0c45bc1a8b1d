"""Which characters a .docx can hold, and which docgen keeps for itself.

XML 1.0, production 2 (Char), names what may stand in a document. Of the rest docgen takes the
noncharacters U+FDD0 to U+FDEF, which Unicode reserves for a program's own use, as the marks that
travel through a template; so no text a writer types can be taken for a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import east_asian_width

from docgen.diagnostics import Place, Problem, error

FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


UNPRINTED = "\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029"
"""For a pattern's brackets: controls, and the ends of lines that only Unicode has."""


def columns(text: str) -> int:
    """How wide ``text`` is where all letters are alike; a Chinese character takes two columns."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def forbidden_characters(text: str, place: Place) -> Iterator[Problem]:
    """A ``control-character`` problem for each line of ``text`` that holds one.

    ``place`` is where the text's first character stands.
    """
    for number, line in enumerate(re.split("\r\n|\n", text)):
        if found := FORBIDDEN.search(line):
            column = found.start() + 1 + (max(place.column - 1, 0) if number == 0 else 0)
            at = place.shifted(number, column)
            yield error("control-character", at, character=f"U+{ord(found.group()):04X}")
