"""How tags are written: docxtpl's own, as far as docgen takes them."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Final

TAG: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|\{_[{%]|[%}]_\}", re.DOTALL)
BROKEN: Final = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}|｛\s*[｛%]|[｝%]\s*｝")
"""Half a tag, in what is left without the whole ones; full-width braces make none."""

STRUCTURAL: Final = re.compile(
    r"\{%(tr|tc|p)\s.*?%\}|\{#(tr|tc|p)\s.*?#\}|\{\{(p)\s.*?\}\}", re.DOTALL
)
"""Takes away the row, cell or paragraph it stands in: docxtpl puts the bare tag in its place."""

RUN: Final = re.compile(r"\{%r\s.*?%\}", re.DOTALL)
"""The same for its run."""

CELL: Final = re.compile(r"\{%\s*(colspan|cellbg)\s(.*)%\}", re.DOTALL)
"""Says something of the cell it stands in: :mod:`docgen.templates.cell_tags`."""

MERGE: Final = re.compile(r"\{\{[^}]*\|\s*merge\b[^}]*\}\}")

REFUSED: Final = re.compile(r"\{\{(r|tr|tc)\s.*?\}\}|\{%\s*(vm|hm)\s*%\}", re.DOTALL)
"""Tags of docxtpl's for which docgen has something else; the phrases ``instead-…`` say what."""

BLOCK_ENDS: Final = {
    word: f"end{word}" for word in ("for", "if", "macro", "call", "filter", "with", "autoescape",
                                    "block", "set")
}  # fmt: skip
"""Jinja's tags that open a block, with those that close it; ``{% set a = b %}`` opens none."""

_ASSIGNS = re.compile(r"set\s[^|=]*=")


def end_of(source: str) -> str:
    """The word that closes the block which a tag opens; empty if it opens none."""
    word = re.search(r"\w+", source)
    opens = word is not None and not _ASSIGNS.match(source, word.start())
    return BLOCK_ENDS.get(word[0], "") if word and opens else ""


SIGNS: Final = {"{_{": "{{", "}_}": "}}", "{_%": "{%", "%_}": "%}"}
"""How a template prints the signs of tags themselves."""

OPENING: Final = re.compile(r"\{[{%][-+]?(?:(?:tr|tc|p|r) )?")

_QUOTED = re.compile(r"""("[^"]*"|'[^']*')""")
_QUOTES = re.compile("[\"']")
_ESCAPED = re.compile(r"[“”‘’%&<>{}\u00a0\u3000]|(?<= ) ")
_NBSP = str.maketrans("\u00a0\u3000", "  ")


def plain(tag: str) -> str:
    """The tag with one blank for each gap, and its texts in quotes out of docxtpl's reach.

    docxtpl rewrites signs in tags (``“``, ``%``, ``&``); as Jinja's escapes they stay themselves.
    """
    if tag in SIGNS:
        tag = f'{{{{ "{SIGNS[tag]}" }}}}'
    parts = _QUOTED.split(tag)
    outside = (re.sub(r"\s+", " ", part.translate(_NBSP)) for part in parts[::2])
    inside = (_ESCAPED.sub(_escape, part) for part in parts[1::2])
    return "".join(a + b for a, b in zip_longest(outside, inside, fillvalue=""))


def in_attribute(tag: str) -> str:
    """A plain tag without double quotes, which would end the attribute it stands in."""
    parts = _QUOTED.split(tag)
    parts[1::2] = ["'" + _QUOTES.sub(_escape, part[1:-1]) + "'" for part in parts[1::2]]
    return "".join(parts)


def _escape(sign: re.Match[str]) -> str:
    return f"\\u{ord(sign[0]):04x}"
