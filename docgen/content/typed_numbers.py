"""The numbers of ordered lists in a changed Markdown text, typed as they were before."""

from __future__ import annotations

import re
from collections.abc import Callable

from docgen.content.blocks import Item, Marker
from docgen.content.markdown import parse_markdown
from docgen.diagnostics import Place, Problems

_START = Place("", 1, 1)
_NUMBER = re.compile(r"(\s*)(\d+)([.)]\s)")

_Next = Callable[[int | None, int], int]
"""The number of an item, from that of the item before, if there is one, and from what is typed."""


def _from_one(before: int | None, _typed: int) -> int:
    return 1 if before is None else before + 1


def _from_first(before: int | None, typed: int) -> int:
    return typed if before is None else before + 1


def _rising(before: int | None, typed: int) -> int:
    return typed if before is None else max(typed, before + 1)


def numbered_alike(text: str, changed: str) -> str:
    """``changed`` with its ordered lists numbered as those of ``text`` are.

    That is from 1, from a list's first number, or with gaps, which stay where they were typed. A
    text with other numbers, such as 1 for each item, is numbered by nobody.
    """
    for rule in (_from_one, _from_first, _rising):
        if _numbered(text, rule) == text:
            return _numbered(changed, rule)
    return changed


def _numbered(text: str, rule: _Next) -> str:
    """The text with the numbers that the rule gives."""
    lines = text.split("\n")
    last: dict[int, int] = {}
    for block in parse_markdown(text, _START, Problems()).blocks:
        if isinstance(block, Item) and block.first and block.marker is not Marker.BULLET:
            line = block.place.line - 1
            if typed := _NUMBER.search(lines[line]):
                number = rule(last.get(block.list_id), int(typed[2]))
                last[block.list_id] = number
                lines[line] = _NUMBER.sub(rf"\g<1>{number}\g<3>", lines[line], count=1)
    return "\n".join(lines)
