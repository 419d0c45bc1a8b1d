"""Writes new blocks of a Markdown text in the notation of the blocks beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from docgen.content.blocks import Block, Heading, Item, Marker, Table
from docgen.content.markdown_writer import Prose, inline_markdown

SAME = "same"
"""The kind of a new block that is of the kind of the block beside it."""
_PREFIX = re.compile(r"\s*(?:#{1,6}\s+|[-*+]\s+|\d+[.)]\s+)?")


@dataclass(frozen=True)
class NewBlock:
    """A paragraph to write.

    Attributes:
        kind: ``text``, ``heading``, ``number`` or ``bullet``, or ``same`` for the kind of the block
            that it replaces or follows.
        level: level of a heading as in Markdown, or of a list, from 1; 0 for text.
        prose: its text.
    """

    kind: str
    level: int
    prose: Prose


@dataclass(frozen=True)
class TypedBlock:
    """A block as it was typed, and its lines."""

    block: Block
    lines: tuple[str, ...]

    @property
    def kind(self) -> str:
        """The kind, as that of a :class:`NewBlock`; ``text`` for the next paragraph of an item."""
        goes_on = isinstance(self.block, Item) and not self.block.first
        return "text" if goes_on else _kind(self.block)[0]


@dataclass(frozen=True)
class Passage:
    """Lines of one or more blocks, and the kinds of the first and the last of these."""

    lines: tuple[str, ...]
    first: str
    last: str


def passage_of(blocks: Sequence[NewBlock | TypedBlock], near: TypedBlock | None) -> Passage | None:
    """The lines of new blocks, of which there is at least one; ``None`` if one cannot be expressed.

    Blank lines part them, but not the items of a list. ``near`` is the block that they replace or
    follow: they take its notation, such as ``*`` for the items of a list.
    """
    lines, kinds = list[str](), list[str]()
    for block in blocks:
        written = block.lines if isinstance(block, TypedBlock) else _written(block, near)
        if written is None:
            return None
        kind = near.kind if near and block.kind == SAME else block.kind
        lines += [*([""] if kinds and needs_blank(kinds[-1], kind) else []), *written]
        kinds.append(kind)
    return Passage(tuple(lines), kinds[0], kinds[-1])


def needs_blank(above: str | None, below: str) -> bool:
    """Whether a blank line parts blocks of these kinds."""
    return not {above, below} <= {"number", "bullet"}


def _written(block: NewBlock, near: TypedBlock | None) -> Sequence[str] | None:
    """The lines of a new block; ``None`` if Markdown cannot express it."""
    prefix, text = _prefix(block, near), inline_markdown(block.prose)
    if prefix is None or text is None:
        return None
    first, *rest = text.split("\n")
    return prefix + first, *(" " * len(prefix) + line for line in rest)


def _prefix(block: NewBlock, near: TypedBlock | None) -> str | None:
    """The markup before the text: that of the block ``near``, if it is of the same kind."""
    if near and (block.kind == SAME or _kind(near.block) == (block.kind, block.level)):
        match = _PREFIX.match(near.lines[0])
        return match[0] if match else ""
    match block.kind, block.level:
        case "heading", 2 | 3 | 4:
            return "#" * block.level + " "
        case "number", 1:
            return "1. "
        case "number", 2:
            return "1) "
        case "bullet", level:
            return "  " * (level - 1) + "- "
        case "text" | "same", _:
            return ""
    return None


def _kind(block: Block) -> tuple[str, int]:
    match block:
        case Heading(level=level):
            return "heading", level
        case Item(marker=Marker.BULLET, depth=depth):
            return "bullet", depth + 1
        case Item(marker=marker, depth=depth):
            return "number", min(depth + (marker is Marker.PARENTHESIS and depth == 0), 2) + 1
        case Table():
            return "table", 0
        case _:
            return "text", 0
