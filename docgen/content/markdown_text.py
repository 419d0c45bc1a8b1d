"""Changing, adding and removing paragraphs of a Markdown text; all else stays as it is typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.rules_block.table import escapedSplit

from docgen.content.blocks import Block, Heading, Item, Marker, Table
from docgen.content.markdown import parse_markdown
from docgen.content.markdown_writer import Prose, inline_markdown
from docgen.diagnostics import Place

_PREFIX = re.compile(r"\s*(?:#{1,6}\s+|[-*+]\s+|\d+[.)]\s+)?")
_NUMBER = re.compile(r"(\s*)(\d+)([.)]\s)")


@dataclass(frozen=True)
class NewBlock:
    """A paragraph to write.

    ``kind`` is ``text``, ``heading``, ``number`` or ``bullet``; ``same`` is that of the block it
    replaces or follows.
    """

    kind: str
    level: int
    prose: Prose


@dataclass(frozen=True)
class _Change:
    """Lines ``first:last`` become ``lines``."""

    first: int
    last: int
    lines: list[str]


@dataclass
class MarkdownText:
    """Collects changes to the blocks of ``text``, which are numbered as they were read."""

    text: str
    _changes: list[_Change] = field(default_factory=list)
    _fresh: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """The blocks, as they stand."""
        self.lines = self.text.split("\n")
        self.blocks = parse_markdown(self.text, Place("", 1, 1), []).blocks

    def source(self, index: int) -> list[str]:
        """The lines of a block."""
        first, last = self._range(index)
        return self.lines[first:last]

    def _range(self, index: int) -> tuple[int, int]:
        first = self.blocks[index].place.line - 1
        return first, first + self.blocks[index].lines

    def replace(self, index: int, blocks: Sequence[NewBlock]) -> bool:
        """Writes ``blocks`` in the place of one; whether Markdown can say them."""
        written = [self._written(one, index) for one in blocks]
        if any(one is None for one in written):
            return False
        first, last = self._range(index)
        lines: list[str] = []
        for number, one in enumerate(written):
            gap = [""] if number and not self._is_item(blocks[number], index) else []
            lines += [*gap, *(one or [])]
        self._changes.append(_Change(first, last, lines))
        return True

    def _is_item(self, block: NewBlock, near: int) -> bool:
        like_near = block.kind == "same" and isinstance(self.blocks[near], Item)
        return like_near or block.kind in ("number", "bullet")

    def remove(self, index: int) -> None:
        """Takes a block out, and the blank line before it, unless that parts its neighbours."""
        first, last = self._range(index)
        apart = last < len(self.lines) and self.lines[last].strip()
        if first and not self.lines[first - 1].strip() and not apart:
            first -= 1
        self._changes.append(_Change(first, last, []))

    def insert(self, after: int, block: NewBlock) -> bool:
        """Writes a block behind the block ``after``, -1 for the beginning; whether it can be."""
        written = self._written(block, after if after >= 0 else None)
        if written is not None:
            self.insert_lines(after, written, item=block.kind in ("number", "bullet"))
        return written is not None

    def insert_lines(self, after: int, lines: list[str], *, item: bool) -> None:
        """Puts lines behind a block, with blank lines around them where blocks need them."""
        if not self.blocks:
            gap = [] if item or not self._fresh else [""]
            self._fresh += [*gap, *lines]
        elif after < 0:
            self._changes.append(_Change(0, 0, [*lines, ""]))
        else:
            _, last = self._range(after)
            close = item and isinstance(self.blocks[after], Item)
            behind = last < len(self.lines) and bool(self.lines[last].strip()) and not item
            new = [*([] if close else [""]), *lines, *([""] if behind else [])]
            self._changes.append(_Change(last, last, new))

    def remove_row(self, index: int, row: int) -> None:
        """Takes a row, not the header, out of a table."""
        line = self._range(index)[0] + row + 1
        self._changes.append(_Change(line, line + 1, []))

    def insert_row(self, index: int, after: int, cells: Sequence[Prose]) -> bool:
        """Puts a row behind row ``after`` of a table; whether Markdown can say it."""
        written = [inline_markdown(one, in_table=True) if one.text else "" for one in cells]
        line = self._range(index)[0] + max(after, 0) + 2
        if any(one is None for one in written):
            return False
        self._changes.append(_Change(line, line, [f"| {' | '.join(map(str, written))} |"]))
        return True

    def replace_cell(self, index: int, cell: tuple[int, int], prose: Prose) -> bool:
        """Writes one cell of a table."""
        written = inline_markdown(prose, in_table=True) if prose.text.strip() else ""
        row, column = cell
        line = self._range(index)[0] + row + (row > 0)
        if written is None:
            return False
        changed = next((one for one in self._changes if one.first == line), None)
        cells = _cells(changed.lines[0] if changed else self.lines[line])
        cells[column] = written
        self._changes = [one for one in self._changes if one is not changed]
        self._changes.append(_Change(line, line + 1, [f"| {' | '.join(cells)} |"]))
        return True

    def _written(self, block: NewBlock, near: int | None) -> list[str] | None:
        prefix = self._prefix(block, near)
        written = inline_markdown(block.prose)
        if prefix is None or written is None:
            return None
        first, *rest = written.split("\n")
        return [prefix + first, *(" " * len(prefix) + line for line in rest)]

    def _prefix(self, block: NewBlock, near: int | None) -> str | None:
        """What stands before its words: that of the block near it, if that is of its kind."""
        alike = block.kind == "same"
        if near is not None and not alike:
            alike = _kind(self.blocks[near]) == (block.kind, block.level)
        if near is not None and alike:
            found = _PREFIX.match(self.source(near)[0])
            return found[0] if found else ""
        if near is not None and block.kind == "text" and isinstance(self.blocks[near], Heading):
            return ""
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

    def result(self) -> str:
        """The text with all changes."""
        if self._fresh:
            return "\n".join(self._fresh) + ("\n" if "\n" in self.text else "")
        lines = list(self.lines)
        in_order = sorted(self._changes, key=lambda change: (change.first, change.last))
        for one in reversed(in_order):
            lines[one.first : one.last] = one.lines
        text = "\n".join(lines)
        text = text if self.text.startswith("\n") else text.lstrip("\n")
        for from_one in (True, False):
            if _renumbered(self.text, from_one) == self.text:
                return _renumbered(text, from_one)
        return text


def markdown_of(blocks: Sequence[NewBlock]) -> str | None:
    """A Markdown text of these blocks; ``None`` if Markdown cannot say one of them."""
    text = MarkdownText("")
    for one in blocks:
        if not text.insert(-1, one):
            return None
    return text.result()


def _cells(line: str) -> list[str]:
    cells = [cell.strip() for cell in escapedSplit(line.strip())]
    if cells and not cells[0]:
        cells = cells[1:]
    return cells[:-1] if cells and not cells[-1] else cells


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


def _renumbered(text: str, from_one: bool) -> str:
    """The text with its ordered lists counting on, from one or from what they begin with."""
    lines = text.split("\n")
    counts: dict[int, int] = {}
    for block in parse_markdown(text, Place("", 1, 1), []).blocks:
        if isinstance(block, Item) and block.first and block.marker is not Marker.BULLET:
            number = counts.get(block.list_id, 1 if from_one else block.start)
            counts[block.list_id] = number + 1
            line = block.place.line - 1
            lines[line] = _NUMBER.sub(rf"\g<1>{number}\g<3>", lines[line], count=1)
    return "\n".join(lines)
