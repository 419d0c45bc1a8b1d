"""Inline Markdown: spans of text, bindings, breaks and pictures with their places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile, zip_longest

from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_cjk_friendly import is_cjk

from docgen.content.blocks import Binding, Break, Inline, Picture, Span
from docgen.content.characters import forbidden_characters
from docgen.content.picture_attributes import with_attributes
from docgen.diagnostics import Place, Problems, error, warning
from docgen.diagnostics.codes import problem_code

UNSUPPORTED_MARKDOWN = problem_code(
    "unsupported-markdown",
    en=(
        "official documents have no use for this Markdown: {kind}",
        "make it a paragraph, a list or a table; put \\ before a sign that shall stand as it is",
    ),
    zh=("公文中不用这种 Markdown：{kind}", "改成段落、列表或表格；要原样显示符号，在前面加 \\"),
)
LOOKS_LIKE_MARKUP = problem_code(
    "looks-like-markup",
    en=(
        "「{text}」 prints as it stands, which is hardly meant",
        "bold is **text**, a heading is ## text (with a blank), a table's second line is | --- |; "
        "a picture's width stands right behind its bracket; put \\ before a sign that shall print",
    ),
    zh=(
        "「{text}」会照原样印出来，不像是本意",
        "粗体写成 **文字**，标题写成 ## 标题（# 后有空格），表格第二行写 | --- |，图片的宽度紧接在"
        "右括号后面；确实要印出来，就在前面加 \\",
    ),
)
FULL_WIDTH_BRACES = problem_code(
    "full-width-braces",
    en=(
        "「{text}」 prints as it stands: full-width braces print no field",
        "type half-width braces, {{{{ field }}}}; if the signs shall print, part them by a blank",
    ),
    zh=(
        "「{text}」会照原样印出来：全角的花括号不填字段",
        "改成半角的 {{{{ 字段 }}}}；确实要印这两个符号，中间空一格",
    ),
)
BROKEN_BINDING = problem_code(
    "broken-binding",
    en=("{{{{ has no end", "write {{{{ field }}}}; for the signs themselves write \\{{{{"),
    zh=("{{{{ 没有写完", "写成 {{{{ 字段 }}}}；要原样显示 {{{{，写成 \\{{{{"),
)

_WIDE_BRACES = "｛｛"
_LOOKS_LIKE_MARKUP = re.compile(
    rf"\*\*|^#{{1,6}}(?=\w)|\{{%|{_WIDE_BRACES}|!\[[^\[\]]*\]\(|^\s*\|.*\|\s*$"
    r"|[{｛](?:width|align)\s*[=＝][^{}｛｝]*[}｝]"
)
"""Signs of markup that the parser left as text, most likely by mistake."""

_MARKUP = re.compile(r"(?<!\\)[*_~\[<&`]")
_MOST_MARKUP = 1000
"""Signs of markup in a paragraph beyond which it is not read; a long one has ten."""

_LONGEST_MARKUP = 1000
"""Characters of markup between two texts among which a text is looked for."""

_TEXTS = ("text", "text_special")
_ESCAPED = "\\"
"""Stands for an escaped sign, so that it is taken for no markup."""

_CHINESE_PUNCTUATION = "“”‘’…—《》〈〉（）"


@dataclass
class MarkdownSource:
    """A Markdown text that is being read.

    Attributes:
        origin: the place of its first character.
        lines: its lines.
        problems: is extended by what is wrong with it.
    """

    origin: Place
    lines: list[str]
    problems: Problems

    @property
    def indent(self) -> int:
        """Columns by which the lines are indented in the file, as in a YAML block scalar."""
        return max(self.origin.column - 1, 0)

    def unsupported(self, kind: str, place: Place) -> None:
        """Adds a problem for Markdown that docgen does not support."""
        name = kind.removesuffix("_open")
        self.problems.add(error(UNSUPPORTED_MARKDOWN, place, kind=name))


def inline_rule(state: StateCore) -> None:
    """A rule of markdown-it: reads the inlines of each block, unless it has too much markup.

    The parser takes a time that grows with the square of the signs of emphasis and links.
    """
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if len(_MARKUP.findall(token.content)) > _MOST_MARKUP:
                token.children.append(Token("too-much-markup", "", 0))
            else:
                state.md.inline.parse(token.content, state.md, state.env, token.children)


def binding_rule(state: StateInline, silent: bool) -> bool:
    r"""A rule of markdown-it: ``{{ … }}`` is one token, with any content; ``\{{`` is text."""
    if not state.src.startswith("{{", state.pos):
        return False
    end = state.src.find("}}", state.pos + 2)
    if not silent:
        inside = state.src[state.pos + 2 : end] if end >= 0 else "{{"
        token = state.push("binding", "", 0)
        token.content = "" if "{{" in inside else inside.strip()
        token.meta = {"offset": state.pos}
    state.pos = end + 2 if end >= 0 else len(state.src)
    return True


@dataclass
class InlineReader:
    """Reads the children of an inline token, keeping count of style and position.

    Attributes:
        source: the text that the token is from.
        token: the inline token.
        first_line: index of its first line in the text.
        bold: how many open tokens make the text bold.
        italic: how many open tokens make it italic.
        cursor: offset in the token's content behind what was read.
    """

    source: MarkdownSource
    token: Token
    first_line: int
    bold: int = 0
    italic: int = 0
    cursor: int = 0

    def __post_init__(self) -> None:
        """Sets the lines of the token's content and the offsets where they begin."""
        self.content = self.token.content.split("\n")
        lengths = (len(line) + 1 for line in self.content)
        self.starts = [0, *accumulate(lengths)][:-1]
        lines = self.source.lines[self.first_line :][: len(self.content)]
        found = (line.find(text) for line, text in zip_longest(lines, self.content, fillvalue=""))
        self.columns = [max(column, 0) for column in found]

    def read(self) -> Iterator[Inline]:
        """The inlines of the token, in order."""
        children = self.token.children or []
        for index, child in enumerate(children):
            match child.type:
                case "text" | "text_special":
                    yield from self._span(_texts_from(children, index))
                case "binding":
                    yield from self._binding(child)
                case "strong_open" | "strong_close":
                    self.bold += child.nesting
                case "em_open" | "em_close":
                    self.italic += child.nesting
                case "softbreak":
                    yield from self._softbreak(children, index)
                case "hardbreak":
                    self._next_line()
                    yield Break()
                case "image":
                    yield self._picture(child)
                case kind:
                    if child.nesting >= 0:
                        self.source.unsupported(kind, self.place(self.cursor))

    def _span(self, pieces: Sequence[Token]) -> Iterator[Span]:
        """The span of texts in a row; escapes and entities are texts of their own."""
        text = "".join(piece.content for piece in pieces)
        if text:
            offsets = [self._locate(piece.markup or piece.content) for piece in pieces]
            place = self.place(offsets[0] + pieces[0].markup.startswith(_ESCAPED))
            self.source.problems.extend(forbidden_characters(text, place))
            # What was escaped is meant to print.
            typed = "".join(_ESCAPED if _is_escaped(piece) else piece.content for piece in pieces)
            if mark := _LOOKS_LIKE_MARKUP.search(typed):
                code = FULL_WIDTH_BRACES if mark[0] == _WIDE_BRACES else LOOKS_LIKE_MARKUP
                self.source.problems.add(warning(code, place, text=mark[0]))
            yield Span(text, place, self.bold > 0, self.italic > 0)

    def _locate(self, typed: str) -> int:
        """The offset of the next ``typed``, which the parser does not tell; moves the cursor on."""
        start = self.cursor
        offset = max(
            self.token.content.find(typed, start, start + len(typed) + _LONGEST_MARKUP), start
        )
        self.cursor = offset + len(typed)
        return offset

    def _next_line(self) -> None:
        """Moves the cursor to the beginning of the next line."""
        self.cursor = self.token.content.find("\n", self.cursor) + 1

    def _softbreak(self, children: list[Token], index: int) -> Iterator[Span]:
        """A blank for a line end, or nothing between Chinese characters."""
        before, after = children[index - 1].content[-1:], children[index + 1].content[:1]
        self._next_line()
        if before and after and not (_joins(before) and _joins(after)):
            yield Span(" ", self.place(self.cursor), self.bold > 0, self.italic > 0)

    def _binding(self, child: Token) -> Iterator[Binding]:
        place = self.place(child.meta["offset"])
        self.cursor = self.token.content.find("}}", child.meta["offset"]) + 2
        if child.content:
            yield Binding(child.content, place, self.bold > 0, self.italic > 0)
        else:
            self.source.problems.add(error(BROKEN_BINDING, place))

    def _picture(self, child: Token) -> Picture:
        source, title = str(child.attrs.get("src", "")), str(child.attrs.get("title", ""))
        place = self.place(self._locate("!["))
        self._locate(source)
        picture = Picture(source, child.content, title, place)
        if "attributes" in child.meta:
            offset, text = child.meta["attributes"]
            self.cursor = offset + len(text) + 1
            picture, problems = with_attributes(picture, text, self.place(offset))
            self.source.problems.extend(problems)
        return picture

    def place(self, offset: int) -> Place:
        """The place of the character at ``offset`` of the token's content."""
        row = bisect_right(self.starts, offset) - 1
        column = self.columns[row] + offset - self.starts[row]
        return self.source.origin.shifted(self.first_line + row, self.source.indent + column + 1)


def _texts_from(children: Sequence[Token], index: int) -> list[Token]:
    """The texts in a row that begin with the child ``index``; none if one stands before it."""
    if index and children[index - 1].type in _TEXTS:
        return []
    return list(takewhile(lambda child: child.type in _TEXTS, children[index:]))


def _is_escaped(piece: Token) -> bool:
    r"""Whether it stands for another text than is typed, as ``\*`` does, and ``\｛`` does not."""
    return bool(piece.markup) and piece.markup != piece.content


def _joins(character: str) -> bool:
    """Whether a line end beside the character is no blank."""
    return is_cjk(character) or character in _CHINESE_PUNCTUATION
