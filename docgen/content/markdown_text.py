"""Changes, adds and removes paragraphs of a Markdown text; the other lines stay as typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markdown_it.rules_block.table import escapedSplit

from docgen.content.blocks import Block, Heading, Item, Marker
from docgen.content.markdown import parse_markdown
from docgen.content.markdown_writer import Prose, inline_markdown, prose_of, read_same
from docgen.content.typed_numbers import numbered_alike
from docgen.diagnostics import Place, Problems

_START = Place("", 1, 1)
_PREFIX = re.compile(r"\s*(?:#{1,6}\s+|[-*+]\s+|\d+[.)]\s+)?")
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


MergeTexts = Callable[[str, str, str], str | None]
"""Merges two changes of one text: base, changed, otherwise changed; ``None`` if they conflict."""


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
class _Change:
    """Replaces lines ``first:last`` by ``lines``."""

    first: int
    last: int
    lines: list[str]


@dataclass
class MarkdownText:
    """Collects changes to the blocks of ``text``; blocks keep the index they were read with."""

    text: str
    _changes: list[_Change] = field(default_factory=list)
    _new_lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Sets the lines and the blocks of the text."""
        self.lines = self.text.split("\n")
        self.blocks = parse_markdown(self.text, _START, Problems()).blocks

    def source(self, index: int) -> list[str]:
        """The lines of a block."""
        first, last = self._range(index)
        return self.lines[first:last]

    def _range(self, index: int) -> tuple[int, int]:
        first = self.blocks[index].place.line - 1
        return first, first + self.blocks[index].lines

    def replace(
        self, index: int, blocks: Sequence[NewBlock], merge: MergeTexts | None = None
    ) -> bool:
        """Replaces a block by ``blocks``; returns whether Markdown can express them.

        What was typed in another way than docgen writes it stays so where ``merge`` finds it again.
        """
        written = [self._written(block, index) for block in blocks]
        if any(block_lines is None for block_lines in written):
            return False
        first, last = self._range(index)
        lines: list[str] = []
        for number, block_lines in enumerate(written):
            gap = [""] if number and not self._is_item(blocks[number], index) else []
            lines += [*gap, *(block_lines or [])]
        self._changes.append(_Change(first, last, self._as_typed(index, lines, merge)))
        return True

    def _as_typed(self, index: int, lines: list[str], merge: MergeTexts | None) -> list[str]:
        """The new lines of a block, with line ends and markup as they were typed."""
        prose = prose_of(self.blocks[index])
        written = self._written(NewBlock("same", 0, prose), index) if prose else None
        typed = self.source(index)
        if merge is None or written is None or written == typed:
            return lines
        new = "\n".join(lines)
        merged = merge("\n".join(written), new, "\n".join(typed))
        return merged.split("\n") if merged is not None and read_same(merged, new) else lines

    def _is_item(self, block: NewBlock, near: int) -> bool:
        like_near = block.kind == "same" and isinstance(self.blocks[near], Item)
        return like_near or block.kind in ("number", "bullet")

    def remove(self, index: int) -> None:
        """Removes a block, and the blank line before it unless a block follows without one."""
        first, last = self._range(index)
        text_follows = last < len(self.lines) and self.lines[last].strip()
        if first and not self.lines[first - 1].strip() and not text_follows:
            first -= 1
        self._changes.append(_Change(first, last, []))

    def insert(self, after: int, block: NewBlock) -> bool:
        """Inserts a block behind the block ``after``, at the beginning for -1.

        Returns whether Markdown can express it.
        """
        written = self._written(block, after if after >= 0 else None)
        if written is not None:
            self.insert_lines(after, written, item=block.kind in ("number", "bullet"))
        return written is not None

    def insert_lines(self, after: int, lines: list[str], *, item: bool) -> None:
        """Inserts lines behind the block ``after``, with blank lines where blocks need them."""
        if not self.blocks:
            gap = [] if item or not self._new_lines else [""]
            self._new_lines += [*gap, *lines]
        elif after < 0:
            self._changes.append(_Change(0, 0, [*lines, ""]))
        else:
            _, last = self._range(after)
            text_follows = last < len(self.lines) and bool(self.lines[last].strip())
            before = [] if self._is_separate(after, item=item) else [""]
            behind = [""] if text_follows and not item else []
            self._changes.append(_Change(last, last, [*before, *lines, *behind]))

    def _is_separate(self, after: int, *, item: bool) -> bool:
        """Whether lines behind a block, and what was inserted there, need no blank line before."""
        _, last = self._range(after)
        here = [change for change in self._changes if (change.first, change.last) == (last, last)]
        if not here:
            return item and isinstance(self.blocks[after], Item)
        above = here[-1].lines[-1]
        return not above or (item and _ITEM.match(above) is not None)

    def remove_row(self, index: int, row: int) -> None:
        """Removes row ``row`` of a table, from 1; 0 is the header, which stays."""
        line = self._range(index)[0] + row + 1
        self._changes.append(_Change(line, line + 1, []))

    def insert_row(self, index: int, after: int, cells: Sequence[Prose]) -> bool:
        """Inserts a row behind row ``after`` (0: the header); returns whether that is possible."""
        texts = [inline_markdown(cell, in_table=True) if cell.text else "" for cell in cells]
        line = self._range(index)[0] + max(after, 0) + 2
        if any(text is None for text in texts):
            return False
        self._changes.append(_Change(line, line, [f"| {' | '.join(map(str, texts))} |"]))
        return True

    def replace_cell(self, index: int, cell: tuple[int, int], prose: Prose) -> bool:
        """Replaces the cell at (row, column) of a table; returns whether that is possible.

        It is not where Markdown cannot express the text, or where the row was removed.
        """
        text = inline_markdown(prose, in_table=True) if prose.text.strip() else ""
        row, column = cell
        line = self._range(index)[0] + row + (row > 0)
        if text is None:
            return False
        of_row = (
            change for change in self._changes if (change.first, change.last) == (line, line + 1)
        )
        earlier = next(of_row, None)  # an insertion before the row begins at its line, too
        if earlier and not earlier.lines:
            return False
        cells = _cells(earlier.lines[0] if earlier else self.lines[line])
        cells[column] = text
        self._changes = [change for change in self._changes if change is not earlier]
        self._changes.append(_Change(line, line + 1, [f"| {' | '.join(cells)} |"]))
        return True

    def _written(self, block: NewBlock, near: int | None) -> list[str] | None:
        """The lines of a new block; ``None`` if Markdown cannot express it."""
        prefix = self._prefix(block, near)
        text = inline_markdown(block.prose)
        if prefix is None or text is None:
            return None
        first, *rest = text.split("\n")
        return [prefix + first, *(" " * len(prefix) + line for line in rest)]

    def _prefix(self, block: NewBlock, near: int | None) -> str | None:
        """The markup before the text: that of the block ``near``, if it is of the same kind."""
        alike = block.kind == "same"
        if near is not None and not alike:
            alike = _kind(self.blocks[near]) == (block.kind, block.level)
        if near is not None and alike:
            match = _PREFIX.match(self.source(near)[0])
            return match[0] if match else ""
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
        if self._new_lines:
            return "\n".join(self._new_lines) + ("\n" if "\n" in self.text else "")
        lines = list(self.lines)
        in_order = sorted(self._changes, key=lambda change: (change.first, change.last))
        for change in reversed(in_order):
            lines[change.first : change.last] = change.lines
        text = "\n".join(lines)
        text = text if self.text.startswith("\n") else text.lstrip("\n")
        return numbered_alike(self.text, text)


def blocks_markdown(blocks: Sequence[NewBlock]) -> str | None:
    """A Markdown text of these blocks; ``None`` if Markdown cannot express one of them."""
    text = MarkdownText("")
    for block in blocks:
        if not text.insert(-1, block):
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
        case _:
            return "text", 0
