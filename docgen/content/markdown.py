"""Markdown to blocks: CommonMark with tables, CJK-friendly emphasis and ``{{ bindings }}``.

Markdown is parsed before it is bound, so that a value cannot become markup. Elements that
official reports do not use (code, quotations, links, HTML, rules) are problems with their place;
a comment <!-- … --> on lines of its own is for the writer, and no part of the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token
from mdit_py_cjk_friendly import cjk_friendly

from docgen.content.blocks import (
    Align,
    Block,
    Document,
    Heading,
    Inlines,
    Item,
    Marker,
    Paragraph,
    Table,
)
from docgen.content.foreign_blocks import plain_block
from docgen.content.inlines import (
    InlineReader,
    MarkdownSource,
    binding_rule,
    inline_rule,
    text_rule,
    times_rule,
)
from docgen.content.picture_attributes import attribute_rule
from docgen.content.typed_lines import TypedLines
from docgen.diagnostics import Place, Problems, error
from docgen.diagnostics.codes import problem_code

OPEN_COMMENT = problem_code(
    "open-comment",
    en=(
        "the comment that begins here has no end, so nothing from here on prints",
        "type `-->` on a line of its own behind it",
    ),
    zh=(
        "从这里开始的注释没有结尾，后面的内容都不会印出来",
        "在注释后面另起一行，写 -->",
    ),
)
TEXT_IN_COMMENT_LINE = problem_code(
    "text-in-comment-line",
    en=(
        "「{text}」 does not print: it stands in the line of a comment",
        "begin a new line before it",
    ),
    zh=("「{text}」不会印出来：它和注释写在同一行", "在它前面另起一行"),
)

_COMMENT, _END = "<!--", "-->"
_SHOWN = 20
_LIST_TOKENS = {
    f"{kind}_{end}"
    for kind in ("bullet_list", "ordered_list", "list_item")
    for end in ("open", "close")
}


def parse_markdown(text: str, origin: Place, problems: Problems) -> Document:
    """Reads a Markdown text.

    Args:
        text: the text.
        origin: the place of its first character.
        problems: is extended by what is wrong with it.
    """
    tokens = _parser().parse(text)
    typed = TypedLines(origin, tuple(text.split("\n")))
    reader = _BlockReader(MarkdownSource(typed, problems))
    return Document(tuple(reader.blocks(tokens)), origin, typed)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": 100})
    parser.enable(["table", "strikethrough"])
    # ``[备注]: 本年度无结余`` is a sentence, not the definition of a link; blanks before a line
    # indent it, and a line of --- below a sentence makes no heading of it.
    parser.disable(["reference", "code", "lheading"])
    # Escaped signs stay apart from the text around them.
    parser.disable("text_join")
    parser.use(cjk_friendly)
    parser.core.ruler.at("inline", inline_rule)
    parser.inline.ruler.at("text", text_rule)
    parser.inline.ruler.before("escape", "binding", binding_rule)
    parser.inline.ruler.before("emphasis", "times", times_rule)
    parser.inline.ruler.before("text", "picture-attributes", attribute_rule)
    # A picture's path is a file name: it is neither percent-encoded nor checked as a URL.
    vars(parser).update(normalizeLink=str, validateLink=bool)
    return parser


@dataclass
class _OpenList:
    """A list whose end is not read yet.

    Attributes:
        typed: the number of its current item as it was typed.
        empty_item: its current item, as long as that has no paragraph.
    """

    marker: Marker
    list_id: int
    start: int
    typed: str = ""
    empty_item: Token | None = None


@dataclass
class _BlockReader:
    """Turns the flat token stream of one text into blocks."""

    source: MarkdownSource
    lists: list[_OpenList] = field(default_factory=list)
    list_count: int = 0

    def blocks(self, tokens: list[Token]) -> Iterator[Block]:
        stream = iter(tokens)
        for token in stream:
            match token.type:
                case "paragraph_open":
                    yield from self.paragraph(next(stream))
                case "heading_open":
                    yield from self.heading(token.tag, next(stream))
                case "table_open":
                    yield self.table(stream, token)
                case kind if kind in _LIST_TOKENS:
                    self.list_token(token)
                case "html_block" if token.content.lstrip().startswith(_COMMENT):
                    self.comment(token)
                case kind if token.nesting >= 0:
                    self.unsupported(kind, token)

    def comment(self, token: Token) -> None:
        """A comment is left out; one that hides what is meant to print is a problem."""
        _, end, behind = token.content.partition(_END)
        if not end:
            self.source.problems.add(error(OPEN_COMMENT, self.place(token)))
        elif text := behind.strip():
            number = _range(token).stop - 1
            place = self.source.typed.place(number, self.source.typed.lines[number].index(text))
            self.source.problems.add(error(TEXT_IN_COMMENT_LINE, place, text=text[:_SHOWN]))

    def list_token(self, token: Token) -> None:
        """Keeps track of the lists around a paragraph."""
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self.open_list(token)
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                self.lists[-1].empty_item = token
                self.lists[-1].typed = token.info
            case _:
                self.close_item()

    def close_item(self) -> None:
        """An item without a paragraph is a problem: Word would skip it and number on wrongly."""
        current = self.lists[-1]
        if current.empty_item:
            self.unsupported("empty-item", current.empty_item)
        current.empty_item = None

    def heading(self, tag: str, inline: Token) -> Iterator[Heading]:
        """Levels 2 to 4; level 1 belongs to the form, and GB/T 9704-2012, 7.3.3 has four levels."""
        if self.lists:
            self.unsupported("heading-in-list", inline)
            self.lists[-1].empty_item = None
        elif tag in ("h2", "h3", "h4"):
            place = self.place(inline)
            yield Heading(int(tag[1]), self.inlines(inline), place, _line_count(inline))
        else:
            self.unsupported(f"heading-{tag}", inline)
            self.inlines(inline)  # tells what is wrong with them, too

    def place(self, token: Token) -> Place:
        """The place of the first visible character of a block's first line."""
        number = _range(token).start
        text = self.source.typed.line(number)
        return self.source.typed.place(number, len(text) - len(text.lstrip()))

    def unsupported(self, kind: str, token: Token) -> None:
        typed, rows = self.source.typed, _range(token)
        problem = self.source.problem(kind, self.place(token))
        if plain := plain_block(kind, typed.lines[rows.start : rows.stop]):
            above = typed.line(rows.start - 1).strip() if rows.start else ""
            lines = [*([""] if plain.is_text and above else []), *plain.lines]
            stop = rows.start + plain.count
            problem = typed.retyped(problem, rows.start, stop, lines, safe=plain.safe)
        self.source.problems.add(problem)

    def open_list(self, token: Token) -> None:
        marker = Marker.BULLET if token.type.startswith("bullet") else Marker(token.markup)
        self.list_count += 1
        self.lists.append(_OpenList(marker, self.list_count, int(token.attrs.get("start", 1))))

    def paragraph(self, inline: Token) -> Iterator[Block]:
        place, inlines = self.place(inline), self.inlines(inline)
        if not self.lists:
            yield Paragraph(inlines, place, _line_count(inline))
            return
        current = self.lists[-1]
        first, current.empty_item = current.empty_item is not None, None
        depth = len(self.lists) - 1
        counted = (current.marker, depth, current.list_id, current.start, first)
        yield Item(*counted, inlines, place, current.typed, _line_count(inline))

    def table(self, stream: Iterator[Token], opening: Token) -> Table:
        """Reads the cells up to ``table_close``."""
        aligns: list[Align | None] = []
        rows: list[list[Inlines]] = []
        stop = 0
        for token in stream:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
                stop = 0
                self.check_cell_count(token, len(aligns))
            elif token.type == "th_open":
                style = str(token.attrs.get("style", "")).removeprefix("text-align:")
                aligns.append(Align(style) if style else None)
            elif token.type == "inline":
                cell = InlineReader(self.source, token, _range(token).start, stop)
                rows[-1].append(tuple(cell.read()))
                stop = cell.stop
        place = self.place(opening)
        return Table(tuple(aligns), tuple(map(tuple, rows)), place, _line_count(opening))

    def check_cell_count(self, row: Token, columns: int) -> None:
        """Cells beyond the last column are a problem: the parser drops them."""
        text = self.source.typed.line(_range(row).start)
        if columns and len(escapedSplit(text.strip().strip("|"))) > columns:
            self.unsupported("extra-cell", row)

    def inlines(self, token: Token) -> Inlines:
        return tuple(InlineReader(self.source, token, _range(token).start).read())


def _range(token: Token) -> range:
    """The lines of a block or cell, from 0."""
    assert token.map is not None
    return range(*token.map)


def _line_count(token: Token) -> int:
    return len(_range(token))
