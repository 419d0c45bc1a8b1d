r"""What is printed shows each character that would act on a terminal instead of being seen.

A file name or a text with a line end, an escape sequence or a sign that turns the direction of
writing could else forge a line or a colour of the output. They are printed as ``\u001b``, as JSON
has them, so that JSON stays what it was.
"""

from __future__ import annotations

import re

_ACTING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def printable(text: str) -> str:
    """A text of several lines, or JSON, with its acting characters written out."""
    return _ACTING.sub(_written_out, text)


def one_line(text: str) -> str:
    """A text that shall take one line, with its acting characters and line ends written out."""
    return printable(text).replace("\n", "\\u000a")


def _written_out(character: re.Match[str]) -> str:
    return f"\\u{ord(character[0]):04x}"
