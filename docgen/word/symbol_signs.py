"""Signs of symbol fonts as Unicode has them: the tick of Wingdings 2 is a ☑."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from docgen.word.xml import child_at, w

_SIGNS: Final = {
    "Wingdings": dict(zip("lnopqrs§¨ûüýþ", "●■□□□□◆▪☐✘✔☒☑", strict=True)),
    "Wingdings 2": dict(zip("OPRST£", "✘✔☑☒☒☐", strict=True)),
}
"""By font, and by the letter in whose place they are."""
_FONTS: Final = re.compile(r"(Wingdings|Webdings|Symbol)\b", re.IGNORECASE)


def symbol_sign(font: str, code: int) -> str:
    """The sign that a symbol font has at a code, 0xF0FE or 0xFE; empty if it is not known."""
    return _SIGNS.get(font, {}).get(chr(code & 0xFF), "")


def symbol_font(part: etree._Element) -> str:
    """The symbol font that shows the letters of a ``w:t`` as signs; empty if they are letters."""
    run = part.getparent()
    fonts = child_at(run, w("rPr"), w("rFonts")) if run is not None else None
    font = fonts.get(w("ascii"), "") if fonts is not None else ""
    return font if _FONTS.match(font) else ""


def symbol_code(char: str) -> int:
    """The code of a character in a symbol font, from 0xF020 to 0xF0FF; 0 for a letter."""
    code = ord(char)
    return code | 0xF000 if 0x20 < code <= 0xFF or 0xF020 < code <= 0xF0FF else 0
