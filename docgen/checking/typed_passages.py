"""What the paragraphs of a Markdown text look like to a reader of Word.

A paragraph of the text may hold several passages, if lines were pasted without blank lines: titles,
paragraphs, items and tables. Each knows how Markdown has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from itertools import groupby, pairwise

from docgen.content.blocks import Block, Document, Heading, Item, Paragraph, Table
from docgen.content.characters import columns
from docgen.content.content_names import is_title_of
from docgen.content.paragraph_lines import BULLET, INDENT, has_sign, parted
from docgen.content.pasted_tables import markdown_table, pasted_tables
from docgen.ordinals import ordinal_of, without_ordinals


class PassageKind(Enum):
    """What a passage is."""

    TEXT = "text"
    TITLE = "title"
    BULLETS = "bullets"
    TABLE = "table"
    ITEM = "item"


@dataclass(frozen=True)
class TypedPassage:
    """Lines that make a paragraph, a title, items or a table.

    Attributes:
        kind: what it is.
        lines: its lines as they were typed.
        new: its lines as Markdown has them.
        level: the level of its heading, or of the number that it begins with; 0 without one.
    """

    kind: PassageKind
    lines: tuple[str, ...]
    new: tuple[str, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """Its first line without what Word would do itself."""
        return self.new[0].strip() if self.new else ""


@dataclass(frozen=True)
class BlockLook:
    """A block and its passages.

    Attributes:
        block: the block.
        rows: its lines in the text.
        passages: what it looks like, in order.
    """

    block: Block
    rows: range
    passages: tuple[TypedPassage, ...]

    @property
    def new(self) -> list[str]:
        """Its lines as Markdown has them, with blank lines between its passages."""
        lines = list(self.passages[0].new)
        for above, below in pairwise(self.passages):
            are_items = {above.kind, below.kind} <= {PassageKind.ITEM, PassageKind.BULLETS}
            lines += [*([] if are_items else [""]), *below.new]
        return [line.rstrip("\t") for line in lines]

    @property
    def is_sure(self) -> bool:
        """Whether signs say where each passage begins, and not only the lengths of lines."""
        return all(
            PassageKind.TABLE in (above.kind, below.kind)
            or above.kind is PassageKind.TITLE
            or has_sign(above.lines[-1], below.lines[0])
            for above, below in pairwise(self.passages)
        )


_TITLE_END = re.compile(r"[。；，！？：…;,!?:]|\{\{|[.．]$")
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,2}[.)])\s+\S")
_NUMBERED = re.compile(r"(\s*)(\d{1,2})[.．、](?!\d)\s*")
_WIDE_BARS = re.compile(r"[｜│┃║]")
_BAR = re.compile(r"(?<!\\)\|")
_BOLD = re.compile(r"\*\*([^*]+)\*\*[：:]?$")
_SIGNED = re.compile(r"([#＃]{1,6})[ \t\u3000\xa0]*(?=[^\s#＃])")
_CLOSED = re.compile(r"[。！？；：!?;:…][”’」』》）)*]*$")
_CIRCLED = 5
"""The level of ①, which begins no title."""
_LONGEST_TITLE, _SHORTEST_TEXT = 50, 40
"""Columns of a title, and of a text without a closing sign that may stand below one."""


def is_signed(passage: TypedPassage) -> bool:
    """Whether it begins with # or ＃, whether Markdown takes it for a heading or not."""
    return _SIGNED.match(passage.lines[0].strip()) is not None and passage.kind is PassageKind.TITLE


def block_looks(
    document: Document, name: str = "", *, is_narrative: bool, with_titles: bool
) -> list[BlockLook]:
    """The blocks of a text with their passages.

    Args:
        document: the text.
        name: the name of the chapter, whose own title is none in it.
        is_narrative: whether the form indents its paragraphs, as it does not in a table.
        with_titles: whether titles are looked for, as Word numbers them.
    """
    blocks = list(_with_further_rows(_typed_block(document, each) for each in document.blocks))
    if not is_narrative:
        blocks = [
            replace(block, passages=tuple(map(_as_typed, block.passages))) for block in blocks
        ]
    if not with_titles:
        return blocks
    passages = [passage for block in blocks for passage in block.passages]
    titles = iter(_with_titles(passages, name))
    return [
        replace(block, passages=tuple(next(titles) for _ in block.passages)) for block in blocks
    ]


def _with_further_rows(looks: Iterable[BlockLook]) -> Iterator[BlockLook]:
    """The blocks, with the rows of a table that a blank line parts from it as its own."""
    above: BlockLook | None = None
    for look in looks:
        first, is_below = look.passages[0], above and isinstance(above.block, Table)
        if above and is_below and isinstance(look.block, Paragraph) and _goes_on(above, first):
            rows = range(above.rows.stop, look.rows.stop)
            further = tuple(line.strip() for line in first.lines)
            parted = ("", *first.lines)
            passages = (replace(first, lines=parted, new=further), *look.passages[1:])
            look = replace(look, rows=rows, passages=passages)
        yield look
        above = look


def _goes_on(above: BlockLook, passage: TypedPassage) -> bool:
    """Whether rows have as many cells as the table above them."""
    cells = {len(_BAR.findall(line)) for line in (*passage.lines, above.passages[0].lines[0])}
    return passage.kind is PassageKind.TABLE and len(cells) == 1


def _as_typed(passage: TypedPassage) -> TypedPassage:
    return replace(passage, new=passage.lines) if passage.kind is PassageKind.TEXT else passage


def _typed_block(document: Document, block: Block) -> BlockLook:
    first = document.typed.row(block.place)
    rows = range(first, first + block.lines)
    lines = document.typed.lines[rows.start : rows.stop] or ("",)
    passages: tuple[TypedPassage, ...]
    match block:
        case Paragraph() | Item() if lines[0].lstrip().startswith(">"):  # the parser tells of it
            passages = (TypedPassage(PassageKind.TABLE, lines, lines),)
        case Paragraph():
            passages = tuple(_passages(lines)) or (_blank(lines),)
        case Item() if len(lines) > 1:
            passages = tuple(_passages(lines, begins_item=True))
        case Item():
            passages = (TypedPassage(PassageKind.ITEM, lines, lines),)
        case Heading(level=level):
            passages = (TypedPassage(PassageKind.TITLE, lines, lines, level),)
        case Table(aligns=aligns):
            passages = tuple(_of_table(lines, len(aligns)))
    return BlockLook(block, rows, passages)


def _of_table(lines: tuple[str, ...], columns_: int) -> Iterator[TypedPassage]:
    """A table with its bars half-width, and what was typed right below it, which has none."""
    typed = [line if _BAR.search(line) else _WIDE_BARS.sub("|", line) for line in lines]
    has_bars = [
        number < 2 or columns_ < 2 or bool(_BAR.search(line)) for number, line in enumerate(typed)
    ]
    stop = has_bars.index(False) if False in has_bars else len(lines)
    yield TypedPassage(PassageKind.TABLE, lines[:stop], tuple(typed[:stop]))
    yield from _passages(lines[stop:]) if stop < len(lines) else ()


def _blank(lines: tuple[str, ...]) -> TypedPassage:
    """A paragraph of full-width blanks."""
    return TypedPassage(PassageKind.TEXT, lines, tuple("" for _ in lines))


def _passages(lines: Sequence[str], *, begins_item: bool = False) -> Iterator[TypedPassage]:
    """The passages of a paragraph; the first line of an item is no row of a table."""
    begun = 0
    for table in pasted_tables(lines[begins_item:]):
        first, stop = table.first + begins_item, table.stop + begins_item
        yield from _without_table(lines[begun:first])
        new = tuple(markdown_table(table.rows))
        yield TypedPassage(PassageKind.TABLE, tuple(lines[first:stop]), new)
        begun = stop
    yield from _without_table(lines[begun:])


def _without_table(lines: Sequence[str]) -> Iterator[TypedPassage]:
    paragraphs = parted(lines)
    is_list = any(_LIST_ITEM.match(own[0]) for own in paragraphs)
    for is_bullet, group in groupby(paragraphs, key=lambda own: bool(BULLET.match(own[0]))):
        if is_bullet:
            yield _bulleted([line for own in group for line in own])
        else:
            yield from (_item(own) if is_list and _is_item(own) else _text(own) for own in group)


def _bulleted(lines: Sequence[str]) -> TypedPassage:
    new = tuple(BULLET.sub("- ", line, count=1).rstrip() for line in lines)
    return TypedPassage(PassageKind.BULLETS, tuple(lines), new)


def _is_item(lines: tuple[str, ...]) -> bool:
    """Whether it is an item, or is numbered as if it were one."""
    first = lines[0]
    return bool(_LIST_ITEM.match(first) or _NUMBERED.match(first.strip()))


def _item(lines: tuple[str, ...]) -> TypedPassage:
    """An item, with blanks for its indent and behind its number."""
    indent = INDENT.match(lines[0])
    blanks = " " * columns(indent[0]) if indent else ""
    first = f"{blanks}{lines[0][indent.end() :]}" if indent else lines[0]
    if not _LIST_ITEM.match(first):
        first = _NUMBERED.sub(r"\1\2. ", first, count=1)
    return TypedPassage(PassageKind.ITEM, lines, (first, *lines[1:]))


def _text(lines: tuple[str, ...]) -> TypedPassage:
    indent = INDENT.match(lines[0])
    first = lines[0][indent.end() :] if indent else lines[0]
    ordinal = ordinal_of(first.strip().removeprefix("**"))
    return TypedPassage(
        PassageKind.TEXT, lines, (first, *lines[1:]), ordinal.level if ordinal else 0
    )


def _with_titles(passages: Sequence[TypedPassage], name: str) -> list[TypedPassage]:
    """The passages, with those that stand above others as their titles."""
    found = list[TypedPassage]()
    above = [TypedPassage(PassageKind.TABLE, (), ()), *passages][: len(passages)]
    for passage, before in zip(reversed(passages), reversed(above), strict=True):
        is_title = found and _is_title(passage, before, found[-1])
        is_title = is_title and not is_title_of(without_ordinals(passage.text), name)
        found.append(replace(passage, kind=PassageKind.TITLE) if is_title else passage)
    found.reverse()
    numbers = {passage.level for passage in found if is_typed_title(passage)}
    depth_of = partial(_depth, deeper={1, 2} <= numbers)
    depths = sorted({depth_of(each) for each in found if each.kind is PassageKind.TITLE})
    return [
        _as_heading(passage, 2 + depths.index(depth_of(passage)))
        if is_typed_title(passage)
        else passage
        for passage in found
    ]


def _depth(passage: TypedPassage, *, deeper: bool) -> int:
    """The level of a title's heading, as if each number had its level; 2 without a number."""
    if not is_typed_title(passage):
        return max(passage.level, 2)
    signs = _SIGNED.match(passage.text)
    return max(len(signs[1]) if signs else passage.level + deeper, 2)


def is_typed_title(passage: TypedPassage) -> bool:
    """Whether it is a title that Markdown takes for none."""
    return passage.kind is PassageKind.TITLE and not re.match(r"\s*#{1,6}[ \t]", passage.lines[0])


def _is_title(passage: TypedPassage, above: TypedPassage, below: TypedPassage) -> bool:
    """Whether a line is the title of what stands below it, and not one of several items."""
    if passage.kind is not PassageKind.TEXT or len(passage.lines) > 1:
        return False
    if _SIGNED.match(passage.text):
        return True
    bold = _BOLD.match(passage.text)
    ordinal = ordinal_of(bold[1] if bold else passage.text)
    level = ordinal.level if ordinal else 0
    if not (bold or 0 < level < _CIRCLED):
        return False
    words = without_ordinals(bold[1] if bold else passage.text).strip()
    if not words or columns(passage.text) > _LONGEST_TITLE or _TITLE_END.search(words):
        return False
    is_item = above.kind is PassageKind.TEXT and above.level == level and not bold
    return not is_item and _may_stand_below(below, level)


def _may_stand_below(below: TypedPassage, level: int) -> bool:
    """Whether a passage may stand below a title with a number of this level, 0 for none."""
    if below.kind is PassageKind.TITLE:
        return below.level > level
    is_long = bool(_CLOSED.search(below.lines[-1].strip())) or columns(below.text) > _SHORTEST_TEXT
    return below.kind is not PassageKind.TEXT or (is_long and (below.level != level or not level))


def _as_heading(passage: TypedPassage, level: int) -> TypedPassage:
    """A title as a heading: of its own level if it has signs, else of ``level``."""
    signs, bold = _SIGNED.match(passage.text), _BOLD.match(passage.text)
    words = passage.text[signs.end() :] if signs else bold[1] if bold else passage.text
    level = min(max(len(signs[1]) if signs else level, 2), 4)
    heading = f"{'#' * level} {without_ordinals(words).strip()}"
    return replace(passage, new=(heading,), level=level)
