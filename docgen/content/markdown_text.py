"""Puts new blocks into a Markdown text; the other blocks and lines stay as typed.

A text is its blocks and the gaps around them: blank lines, comments.

    gap  block 0  gap  block 1  gap         splice(1, 2, [new, new])
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from docgen.content.block_writer import (
    SAME,
    NewBlock,
    Passage,
    TypedBlock,
    needs_blank,
    passage_of,
)
from docgen.content.blocks import Block, Paragraph
from docgen.content.markdown import parse_markdown
from docgen.content.markdown_writer import picture_markdown, prose_of, read_same
from docgen.content.table_lines import TableLines
from docgen.content.typed_numbers import numbered_alike
from docgen.diagnostics import Place, Problems

_START = Place("", 1, 1)


MergeTexts = Callable[[str, str, str], str | None]
"""Merges two changes of one text: base, changed, otherwise changed; ``None`` if they conflict."""


@lru_cache(maxsize=32)
def _blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a text, which is read again with each click on one of them."""
    return parse_markdown(text, _START, Problems()).blocks


class MarkdownText:
    """Collects changes to the blocks of ``text``; blocks keep the index they were read with."""

    def __init__(self, text: str) -> None:
        self.text = text
        lines = text.removesuffix("\n").split("\n") if text.strip("\n") else []
        found = _blocks(text)
        starts = [block.place.line - 1 for block in found]
        ends = [start + block.lines for start, block in zip(starts, found, strict=True)]
        self.blocks = [
            TypedBlock(block, tuple(lines[start:end]))
            for block, start, end in zip(found, starts, ends, strict=True)
        ]
        edges = zip([0, *ends], [*starts, len(lines)], strict=True)
        self._gaps = [lines[end:start] for end, start in edges]
        self._instead: dict[int, Passage | None] = {}
        self._behind = defaultdict[int, list[Passage]](list)
        self._tables: dict[int, TableLines] = {}

    def splice(
        self,
        first: int,
        last: int,
        new: Sequence[NewBlock | TypedBlock],
        merge: MergeTexts | None = None,
    ) -> bool:
        """Puts ``new`` blocks in the place of the blocks ``first`` up to, without, ``last``.

        If they are equal, the new blocks come in behind the block before ``first``. What was typed
        in another way than docgen writes it stays so where ``merge`` finds it again.

        Returns whether Markdown can express the new blocks and the old ones are still as they were.
        """
        old = self.blocks[first:last]
        near = old[0] if old else self.blocks[first - 1] if first else None
        passage = passage_of(new, near) if new else None
        if new and passage is None:
            return False
        if passage and not old:
            self._behind[first].append(passage)
            return True
        if passage and merge:
            passage = self._as_typed(range(first, last), passage, merge)
        instead = {index: passage if index == first else None for index in range(first, last)}
        if any(self._instead.get(index, now) != now for index, now in instead.items()):
            return False
        self._instead |= instead
        return True

    def _as_typed(self, old: range, passage: Passage, merge: MergeTexts) -> Passage:
        """The new lines of some blocks, with line ends and markup as they were typed."""
        typed, written = list[str](), list[str]()
        for index in old:
            block = self.blocks[index]
            prose = prose_of(block.block)
            anew = passage_of([NewBlock(SAME, 0, prose)], block) if prose else None
            if anew is None:
                return passage
            gap = self._gaps[index] if index > old.start else []
            typed += [*gap, *block.lines]
            written += [*gap, *anew.lines]
        new = "\n".join(passage.lines)
        merged = merge("\n".join(written), new, "\n".join(typed)) if written != typed else None
        if merged is None or not read_same(merged, new):
            return passage
        return replace(passage, lines=tuple(merged.split("\n")))

    def source(self, index: int) -> str:
        """A block as it was typed."""
        return "\n".join(self.blocks[index].lines)

    def retype(self, index: int, text: str, *, before: bool = False) -> bool:
        """Puts a text as it is typed in the place of a block, or ``before`` it.

        An empty one takes the block away. A block that may be none yet is that behind the last.

        Returns whether all other blocks are read as before.
        """
        new = MarkdownText(text.strip("\n"))
        passage = None
        if new.blocks:
            first, last = new.blocks[0].kind, new.blocks[-1].kind
            passage = Passage(tuple(new.text.split("\n")), first, last)
        if before and passage:
            self._behind[index].append(passage)
        elif not before:
            self._instead[index] = passage
        now, kept = MarkdownText(self.result()), len(self.blocks) - index - (not before)
        above, below = now.blocks[:index], now.blocks[len(now.blocks) - kept :]
        others = [*self.blocks[:index], *self.blocks[len(self.blocks) - kept :]]
        is_whole = len(now.blocks) == len(others) + len(new.blocks) and bool(
            new.blocks or not text.strip()
        )
        return is_whole and _same_lines([*above, *below], others)

    def recaption(self, index: int, old: str, new: str) -> bool:
        """Changes the caption of the picture that is the block ``index``; ``""`` takes it away.

        Returns whether that is possible: the picture stands alone, its caption is typed as ``old``,
        and Markdown can express the new one. With the picture its caption goes, too.
        """
        block = self.blocks[index].block
        figures = block.figures if isinstance(block, Paragraph) else ()
        if index in self._instead:
            return not new and self._instead[index] is None
        if len(figures) != 1 or figures[0].caption != old:
            return False
        line = picture_markdown(replace(figures[0], caption=new))
        self._instead |= {index: Passage((line,), "text", "text")} if line else {}
        return line is not None

    def table(self, index: int) -> TableLines:
        """The lines of the table ``index``, to change."""
        if index not in self._tables:
            self._tables[index] = TableLines(self.blocks[index].lines)
        return self._tables[index]

    def result(self) -> str:
        """The text with all changes."""
        if not (self._instead or self._behind or self._tables):
            return self.text
        lines = self._lines()
        text = "\n".join(lines) + ("\n" if lines and self.text.endswith("\n") else "")
        return numbered_alike(self.text, text)

    def _lines(self) -> list[str]:
        parts = _Parts()
        top, gap = _parted(self._gaps[0]) if self.blocks else (self._gaps[0], [])
        parts.add_gap(top)
        for index, block in enumerate(self.blocks):
            goes_with_list = self._goes_with_list(index)
            parts.add_new([] if goes_with_list else self._behind[index])
            parts.add_gap(gap)
            parts.add_new(self._behind[index] if goes_with_list else [])
            parts.add(block.kind, self._now(index))
            gap = self._gaps[index + 1]
        parts.add_new(self._behind[len(self.blocks)])
        parts.end(gap)
        return parts.lines

    def _goes_with_list(self, index: int) -> bool:
        """Whether the new blocks before a block are items of the list that it begins."""
        new, below = self._behind[index], self.blocks[index].kind
        above = self.blocks[index - 1].kind if index else None
        return (
            bool(new) and needs_blank(above, new[0].first) and not needs_blank(new[-1].last, below)
        )

    def _now(self, index: int) -> Passage | None:
        """What stands in the place of a block; ``None`` if it was removed."""
        if index in self._instead:
            return self._instead[index]
        block, table = self.blocks[index], self._tables.get(index)
        lines = table.result() if table else block.lines
        return Passage(tuple(lines), block.kind, block.kind)


def _same_lines(blocks: Sequence[TypedBlock], others: Sequence[TypedBlock]) -> bool:
    """Whether blocks are typed as others are, and read as the same kind; numbers may differ."""
    pairs = zip(blocks, others, strict=True)
    return all(
        block.kind == other.kind and prose_of(block.block) == prose_of(other.block)
        for block, other in pairs
    )


def _parted(gap: list[str]) -> tuple[list[str], list[str]]:
    """The lines up to the last blank one, and those that stand right above a block.

    A blank line within a comment parts nothing.
    """
    blank, in_comment = 0, False
    for number, line in enumerate(gap, 1):
        in_comment = "-->" not in line and (in_comment or line.lstrip().startswith("<!--"))
        blank = blank if line.strip() or in_comment else number
    return gap[:blank], gap[blank:]


class _Parts:
    """The lines of a text, with a blank line where its blocks have come to need one."""

    def __init__(self) -> None:
        self.lines = list[str]()
        self._kind: str | None = None
        """The kind of the last block."""
        self._is_typed = False
        """Whether what was typed behind the last line may follow it as it is."""
        self._is_removed = False
        """Whether a block was removed here."""

    def add_gap(self, gap: Sequence[str]) -> None:
        """Adds the lines between two blocks."""
        begins_blank = bool(gap) and not gap[0].strip()
        if begins_blank and self._is_removed and not self._is_beside():
            gap = gap[1:]
        elif gap and not begins_blank and not self._is_typed and self._is_beside():
            self.lines.append("")
        self.lines += gap
        self._is_typed = self._is_typed or bool(gap and gap[-1].strip())

    def add(self, typed: str, passage: Passage | None) -> None:
        """Adds what stands in the place of a block of the kind ``typed``."""
        if passage is None:
            self._is_removed, self._is_typed = True, False
            return
        self._add(passage, fits=self._is_typed and passage.first == typed)
        self._is_typed = passage.last == typed

    def add_new(self, passages: Sequence[Passage]) -> None:
        """Adds new blocks."""
        for passage in passages:
            self._add(passage, fits=False)
            self._is_typed = False

    def _add(self, passage: Passage, *, fits: bool) -> None:
        if self._is_beside() and not fits and needs_blank(self._kind, passage.first):
            self.lines.append("")
        self.lines += passage.lines
        self._kind, self._is_removed = passage.last, False

    def _is_beside(self) -> bool:
        """Whether there is a line above that is not blank."""
        return bool(self.lines and self.lines[-1].strip())

    def end(self, gap: Sequence[str]) -> None:
        """Adds the lines behind the last block."""
        self.add_gap(gap)
        if self._is_removed and self.lines and not self._is_beside():
            self.lines.pop()


def blocks_markdown(blocks: Sequence[NewBlock]) -> str | None:
    """A Markdown text of these blocks; ``None`` if Markdown cannot express one of them."""
    passage = passage_of(blocks, None) if blocks else Passage((), SAME, SAME)
    return None if passage is None else "\n".join(passage.lines)
