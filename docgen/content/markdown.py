"""Markdown to blocks: CommonMark with tables, made friendly to Chinese, and ``{{ bindings }}``.

Markdown is parsed first and bound after, so a value can never turn into markup. What official
reports have no use for (code, quotations, links, HTML, rules) is a problem with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_cjk_friendly import cjk_friendly, is_cjk

from docgen.content.blocks import (
    Align,
    Binding,
    Block,
    Break,
    Document,
    Heading,
    Inline,
    Inlines,
    Item,
    Marker,
    Paragraph,
    Picture,
    Span,
    Table,
)
from docgen.diagnostics import Place, Problem, error, warning

_LOOKS_LIKE_MARKUP = re.compile(r"\*\*|^#{1,6}(?=\w)|\{%|｛｛|!\[.*\]\(|^\s*\|.*\|\s*$")
"""Signs that would print as they stand, and were hardly meant to."""

_PUNCTUATION = "“”‘’…—《》〈〉（）"


def parse_markdown(text: str, origin: Place, problems: list[Problem]) -> Document:
    """The blocks of ``text``, whose first character stands at ``origin``."""
    tokens = _parser().parse(text)
    reader = _BlockReader(origin, text.split("\n"), problems)
    return Document(tuple(reader.blocks(tokens)), origin)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.use(cjk_friendly)
    parser.inline.ruler.before("escape", "binding", _binding_rule)
    # A picture's path is a file's name: not to be percent-encoded, nor to be judged here.
    vars(parser).update(normalizeLink=str, validateLink=bool)
    return parser


def _binding_rule(state: StateInline, silent: bool) -> bool:
    r"""``{{ … }}`` is one token, whatever stands in it; ``\{{`` is text."""
    if not state.src.startswith("{{", state.pos):
        return False
    end = state.src.find("}}", state.pos + 2)
    if not silent:
        token = state.push("binding", "", 0)
        inside = state.src[state.pos + 2 : end].strip() if end >= 0 else ""
        token.content = "" if "{{" in inside else inside
        token.meta = {"offset": state.pos}
    state.pos = end + 2 if end >= 0 else state.posMax
    return True


@dataclass
class _List:
    marker: Marker
    list_id: int
    start: int
    item_open: bool = False


@dataclass
class _BlockReader:
    """Walks the flat token stream; one instance reads one text."""

    origin: Place
    lines: list[str]
    problems: list[Problem]
    lists: list[_List] = field(default_factory=list)
    list_count: int = 0

    def blocks(self, tokens: list[Token]) -> Iterator[Block]:
        stream = iter(tokens)
        for token in stream:
            match token.type:
                case "paragraph_open":
                    yield from self.paragraph(next(stream))
                case "heading_open":
                    yield from self.heading(token.tag, next(stream))
                case "bullet_list_open" | "ordered_list_open":
                    self.open_list(token)
                case "bullet_list_close" | "ordered_list_close":
                    self.lists.pop()
                case "list_item_open":
                    self.lists[-1].item_open = True
                case "table_open":
                    yield self.table(stream, token)
                case "paragraph_close" | "heading_close" | "list_item_close":
                    pass
                case _ if token.nesting >= 0:
                    self.unsupported(token.type, token.map)

    def heading(self, tag: str, inline: Token) -> Iterator[Heading]:
        """The form has the first level, and the official format no more than four."""
        if tag in ("h2", "h3", "h4"):
            yield Heading(int(tag[1]), self.inlines(inline), self.line_place(inline.map))
        else:
            self.unsupported(f"heading-{tag}", inline.map)

    def line_place(self, lines: list[int] | None) -> Place:
        """The place of a block's first line, at its first visible character."""
        number = lines[0] if lines else 0
        text = self.lines[number] if number < len(self.lines) else ""
        blanks = len(text) - len(text.lstrip())
        return self.origin.shifted(number, self.indent + blanks + 1)

    @property
    def indent(self) -> int:
        """How far the text's lines are indented in their file (a YAML block scalar's are)."""
        return max(self.origin.column - 1, 0)

    def unsupported(self, kind: str, lines: list[int] | None, place: Place | None = None) -> None:
        name = kind.removesuffix("_open")
        self.problems.append(
            error("unsupported-markdown", place or self.line_place(lines), kind=name)
        )

    def open_list(self, token: Token) -> None:
        marker = Marker.BULLET if token.type.startswith("bullet") else Marker(token.markup)
        self.list_count += 1
        self.lists.append(_List(marker, self.list_count, int(token.attrs.get("start", 1))))

    def paragraph(self, inline: Token) -> Iterator[Block]:
        place, inlines = self.line_place(inline.map), self.inlines(inline)
        if not self.lists:
            yield Paragraph(inlines, place)
            return
        current = self.lists[-1]
        first, current.item_open = current.item_open, False
        depth = len(self.lists) - 1
        yield Item(current.marker, depth, current.list_id, current.start, first, inlines, place)

    def table(self, stream: Iterator[Token], opening: Token) -> Table:
        """Collects the cells up to ``table_close``. Cells of one row have the row's line."""
        aligns: list[Align] = []
        rows: list[list[Inlines]] = []
        lines = opening.map
        for token in stream:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
                lines = token.map or lines
            elif token.type == "th_open":
                style = str(token.attrs.get("style", "text-align:left"))
                aligns.append(Align(style.removeprefix("text-align:")))
            elif token.type == "inline":
                rows[-1].append(self.inlines(token, lines))
        return Table(tuple(aligns), tuple(map(tuple, rows)), self.line_place(opening.map))

    def inlines(self, token: Token, lines: list[int] | None = None) -> Inlines:
        reader = _InlineReader(self, token, (token.map or lines or [0])[0])
        return tuple(reader.read())


@dataclass
class _InlineReader:
    """Walks the children of one inline token, keeping style and position."""

    outer: _BlockReader
    token: Token
    first_line: int
    bold: int = 0
    italic: int = 0
    row: int = 0

    def read(self) -> Iterator[Inline]:
        children = self.token.children or []
        for index, child in enumerate(children):
            match child.type:
                case "text" | "text_special":
                    yield from self.span(child.content)
                case "binding":
                    yield from self.binding(child)
                case "strong_open" | "strong_close":
                    self.bold += child.nesting
                case "em_open" | "em_close":
                    self.italic += child.nesting
                case "softbreak":
                    yield from self.softbreak(children, index)
                case "hardbreak":
                    self.row += 1
                    yield Break()
                case "image":
                    yield self.picture(child)
                case kind:
                    if child.nesting >= 0:
                        self.outer.unsupported(kind, None, self.place(None))

    def span(self, text: str) -> Iterator[Span]:
        if text:
            place = self.place(None)
            if mark := _LOOKS_LIKE_MARKUP.search(text):
                self.outer.problems.append(warning("looks-like-markup", place, text=mark[0]))
            yield Span(text, place, self.bold > 0, self.italic > 0)

    def softbreak(self, children: list[Token], index: int) -> Iterator[Span]:
        """A turned line joins without a blank between Chinese characters."""
        before = children[index - 1].content[-1:] if index else ""
        after = children[index + 1].content[:1] if index + 1 < len(children) else ""
        self.row += 1
        if before and after and not (_joins(before) and _joins(after)):
            yield from self.span(" ")

    def binding(self, child: Token) -> Iterator[Binding]:
        place = self.place(child.meta["offset"])
        if child.content:
            yield Binding(child.content, place, self.bold > 0, self.italic > 0)
        else:
            self.outer.problems.append(error("broken-binding", place))

    def picture(self, child: Token) -> Picture:
        source, title = str(child.attrs.get("src", "")), str(child.attrs.get("title", ""))
        return Picture(source, child.content, title, self.place(None))

    def place(self, offset: int | None) -> Place:
        """Where the character at ``offset`` of the inline text stands in its file."""
        content = self.token.content.split("\n")
        row = self.row if offset is None else self.token.content.count("\n", 0, offset)
        number = self.first_line + row
        source = self.outer.lines[number] if number < len(self.outer.lines) else ""
        start = max(source.find(content[row] if row < len(content) else ""), 0)
        if offset is not None:
            start += offset - (self.token.content.rfind("\n", 0, offset) + 1)
        return self.outer.origin.shifted(number, self.outer.indent + start + 1)


def _joins(character: str) -> bool:
    return is_cjk(character) or character in _PUNCTUATION
