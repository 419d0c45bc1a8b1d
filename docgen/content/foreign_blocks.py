"""Blocks of Markdown that official documents do not have, typed as those that they have."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import html

from docgen.content.paragraph_lines import parted
from docgen.content.pasted_tables import markdown_table
from docgen.ordinals import without_ordinals


@dataclass(frozen=True)
class PlainBlock:
    """Lines to type instead of the first ones of a block.

    Attributes:
        lines: the lines.
        safe: whether that is plainly what the writer means.
        count: how many lines of the block they replace.
        is_text: whether they would go on with a line right above them.
    """

    lines: tuple[str, ...]
    safe: bool
    count: int
    is_text: bool = False


_QUOTED = re.compile(r"^\s*(?:>\s?)+")
_FENCE = re.compile(r"^\s*(?:`{3,}|~{3,})")
_HEADING = re.compile(r"^(\s*)(#+)\s+")
_TABLE = re.compile(r"^\s*<table\b", re.IGNORECASE)
_FEWEST_ROWS = 2
_BREAKS = re.compile(r"(?:\s*<br\s*/?>\s*)+", re.IGNORECASE)


def _blank(lines: Sequence[str]) -> PlainBlock:
    return PlainBlock(tuple("" for _ in lines), safe=True, count=len(lines))


def _first_blank(_lines: Sequence[str]) -> PlainBlock:
    return PlainBlock(("",), safe=False, count=1)


def _unquoted(lines: Sequence[str]) -> PlainBlock:
    first, *others = parted([_QUOTED.sub("", line) for line in lines]) or [("",)]
    plain = (*first, *(line for paragraph in others for line in ("", *paragraph)))
    return PlainBlock(plain, safe=True, count=len(lines), is_text=True)


def _unfenced(lines: Sequence[str]) -> PlainBlock:
    plain = tuple("" if _FENCE.match(line) else line for line in lines)
    return PlainBlock(plain, safe=False, count=len(lines))


def _heading(lines: Sequence[str]) -> PlainBlock | None:
    """A heading of one of the levels that a text may have; its number is Word's."""
    match = _HEADING.match(lines[0])
    if not match:
        return None
    text = lines[0][match.end() :]
    level = "#" * min(max(len(match[2]), 2), 4)
    is_of_form = len(match[2]) == 1  # or a remark, as in YAML
    return PlainBlock(
        (f"{match[1]}{level} {without_ordinals(text)}",),
        safe=not is_of_form and text == without_ordinals(text),
        count=1,
    )


def _without_breaks(lines: Sequence[str]) -> PlainBlock | None:
    return _blank(lines) if _BREAKS.fullmatch("\n".join(lines)) else None


def _html(lines: Sequence[str]) -> PlainBlock | None:
    """A table of a web page as a Markdown table; line breaks of one as nothing."""
    if _TABLE.search(lines[0]) is None:
        return _without_breaks(lines)
    root = html.fromstring("\n".join(lines))
    rows = [
        tuple(
            " ".join("".join(map(str, cell.itertext())).split())
            for cell in row.iterchildren("td", "th")
        )
        for row in root.iter("tr")
    ]
    columns = {len(row) for row in rows}
    if len(rows) < _FEWEST_ROWS or len(columns) > 1:
        return None
    return PlainBlock(tuple(markdown_table(rows)), safe=False, count=len(lines))


_PLAIN: dict[str, Callable[[Sequence[str]], PlainBlock | None]] = {
    "hr": _blank,
    "empty-item": _first_blank,
    "blockquote_open": _unquoted,
    "fence": _unfenced,
    "heading-h1": _heading,
    "heading-h5": _heading,
    "heading-h6": _heading,
    "html_block": _html,
}


def plain_block(kind: str, lines: Sequence[str]) -> PlainBlock | None:
    """What to type instead of an unsupported block; ``None`` where that is not certain."""
    return _PLAIN[kind](lines) if kind in _PLAIN else None
