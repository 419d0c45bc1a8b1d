"""The syntax of tags: docxtpl's, as far as docgen supports it."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Final

from docgen.word.tag_pattern import DELIMITER

FULL_WIDTH: Final = re.compile(r"｛\s*[｛%]|[｝%]\s*｝")
"""Braces of a Chinese input method, in the place of a tag's."""

BROKEN: Final = re.compile(rf"{DELIMITER}|{FULL_WIDTH.pattern}")
"""An incomplete tag, or full-width braces, in a text without its complete tags."""

BEGUN: Final = re.compile(r"\{[{%#]")
"""The beginning of a tag that has no end; an end that has no beginning prints as it is."""

STRUCTURAL: Final = re.compile(
    r"\{%(tr|tc|p)\s.*?%\}|\{#(tr|tc|p)\s.*?#\}|\{\{(p)\s.*?\}\}", re.DOTALL
)
"""Tags that docxtpl puts in the place of their row, cell or paragraph."""

RUN: Final = re.compile(r"\{%r\s.*?%\}|\{\{r\s.*?\}\}", re.DOTALL)
"""Tags that docxtpl puts in the place of their run."""

CELL: Final = re.compile(r"\{%\s*(colspan|cellbg)\s(.*)%\}", re.DOTALL)
"""Tags that set a property of their cell: :mod:`docgen.templates.cell_tags`."""

MERGE: Final = re.compile(r"\{\{[^}]*\|\s*merge\b[^}]*\}\}")

MERGED: Final = re.compile(r"\{%\s*(vm|hm)\s*%\}")
"""Tags with which docxtpl merges cells, over the turns of a loop."""

REFUSED: Final = re.compile(rf"\{{\{{(r|tr|tc)\s.*?\}}\}}|{MERGED.pattern}", re.DOTALL)
"""Tags of docxtpl that packs have others for; the phrases ``instead-…`` name them."""

_BLOCKS = ("for", "if", "macro", "call", "filter", "with", "autoescape", "block", "set")
BLOCK_ENDS: Final = {word: f"end{word}" for word in _BLOCKS}
"""Jinja's tags that open a block, with those that close it; ``{% set a = b %}`` opens none."""

_ASSIGNS = re.compile(r"set\s[^|=]*=")


def end_of(source: str) -> str:
    """The word of the tag that closes the block opened by ``source``; empty if it opens none."""
    word = re.search(r"\w+", source)
    opens = word is not None and not _ASSIGNS.match(source, word.start())
    return BLOCK_ENDS.get(word[0], "") if word and opens else ""


SIGNS: Final = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}
"""How a template prints the delimiters of tags."""

OPENING: Final = re.compile(r"\{[{%][-+]?(?:(?:tr|tc|p|r) )?")

_QUOTED = re.compile(r"""("[^"]*"|'[^']*')""")
_QUOTES = re.compile("[\"']")
_ESCAPED = re.compile(r"[“”‘’%&<>{}\u00a0\u3000]|(?<= ) ")
_NBSP = str.maketrans("\u00a0\u3000", "  ")


def plain(tag: str) -> str:
    """The tag with single blanks, and escapes for characters in its quoted texts.

    docxtpl rewrites some characters in tags (``“``, ``%``, ``&``), but not Jinja's escapes.
    """
    if tag in SIGNS:
        tag = f'{{{{ "{SIGNS[tag]}" }}}}'
    parts = _QUOTED.split(tag)
    outside = (re.sub(r"\s+", " ", part.translate(_NBSP)) for part in parts[::2])
    inside = (_ESCAPED.sub(_escape, part) for part in parts[1::2])
    return "".join(text + quoted for text, quoted in zip_longest(outside, inside, fillvalue=""))


def in_attribute(tag: str) -> str:
    """A plain tag without double quotes, so that it can be the value of an XML attribute."""
    parts = _QUOTED.split(tag)
    parts[1::2] = ["'" + _QUOTES.sub(_escape, part[1:-1]) + "'" for part in parts[1::2]]
    return "".join(parts)


def _escape(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign[0]):04x}"
