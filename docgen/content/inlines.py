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
from docgen.content.braces import IN_BRACES, in_braces
from docgen.content.characters import forbidden_characters
from docgen.content.foreign_inlines import foreign_inline
from docgen.content.literal_markup import (
    LOOKS_LIKE_MARKUP,
    PATH,
    LiteralMarkup,
    literal_markup,
    may_have_markup,
)
from docgen.content.picture_attributes import with_attributes
from docgen.content.typed_lines import TypedLines
from docgen.diagnostics import Place, Problem, Problems, error, warning
from docgen.diagnostics.codes import problem_code

UNSUPPORTED_MARKDOWN = problem_code(
    "unsupported-markdown",
    en=("official documents have no use for this Markdown: {kind}", "{instead}"),
    zh=("公文中不用这种 Markdown：{kind}", "{instead}"),
)
BROKEN_BINDING = problem_code(
    "broken-binding",
    en=("「{text}」 has no end", "write {wanted}; for the signs themselves write \\{{{{"),
    zh=("「{text}」没有写完", "写成 {wanted}；要原样显示 {{{{，写成 \\{{{{"),
)

_MARKUP = re.compile(r"(?<!\\)[*_~\[<&`]")
_MOST_MARKUP = 1000
"""Signs of markup in a paragraph beyond which it is not read; a long one has ten."""

_LONGEST_MARKUP = 1000
"""Characters of markup between two texts among which a text is looked for."""

_TEXT = re.compile(r"[^\n!&*<\[\\\]_`{~]+")

_UNENDED = re.compile(
    rf"\{{\{{(?:[^\S\n]*\{{)*[^\S\n]*(?:({PATH}(?:\s*\|[^{{}}｝\n]*)?)(?:[^\S\n]*[}}｝]{{1,2}}|[^\S\n])?)?"
)
"""A binding up to where its end should be."""

_PRODUCT = re.compile(
    rf"{IN_BRACES.pattern}|(?<![\d*.])(?P<product>\d+(?:\.\d+)?(?:\*\d+(?:\.\d+)?){{2,}})(?!\*)"
)
"""Numbers multiplied by asterisks, or a binding."""

_ITEM_OR_ROW = re.compile(r"\s*(?:[-*+]|\d+[.)])\s|.*(?<!\\)\|")

_LONGEST_BINDING = 10_000
"""Characters of a binding beyond which it has no end."""

_TEXTS = ("text", "text_special")
_ESCAPED = "\\"
"""Stands for an escaped sign, so that it is taken for no markup."""

_CHINESE_PUNCTUATION = "“”‘’…—《》〈〉（）"


@dataclass
class MarkdownSource:
    """A Markdown text that is being read: its lines, and what is wrong with it."""

    typed: TypedLines
    problems: Problems

    def problem(self, kind: str, place: Place) -> Problem:
        """The problem of Markdown that docgen does not support."""
        name = kind.removesuffix("_open")
        return error(UNSUPPORTED_MARKDOWN, place, kind=name, instead=name)


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


def text_rule(state: StateInline, silent: bool) -> bool:
    """A rule of markdown-it: text up to a sign that another rule here begins with, or looks for.

    Its own rule goes by single characters, and stops at signs that only extensions know.
    """
    found = _TEXT.match(state.src, state.pos, state.posMax)
    if found and not silent:
        state.pending += found[0]
    if found:
        state.pos = found.end()
    return found is not None


def binding_rule(state: StateInline, silent: bool) -> bool:
    r"""A rule of markdown-it: ``{{ … }}`` is one token, with any content; ``\{{`` is text.

    One that has no end ends behind the field that it names.
    """
    start = state.pos
    if not state.src.startswith("{{", start):
        return False
    end = state.src.find("}}", start + 2, start + _LONGEST_BINDING)
    inside = state.src[start + 2 : end] if end >= 0 else "{{"
    whole = _UNENDED.match(state.src, start) if "{{" in inside else None
    stop = whole.end() if whole else end + 2
    if not silent:
        token = state.push("binding", "", 0)
        token.content = "" if whole else inside.strip()
        token.meta = {"offset": start, "stop": stop, "ended": whole and _ended(whole)}
    state.pos = stop
    return True


def times_rule(state: StateInline, silent: bool) -> bool:
    """A rule of markdown-it: ``*`` between figures, as in 12*8米, is a sign and no emphasis."""
    around = state.src[max(state.pos - 1, 0) : state.pos + 2]
    if len(around) < 3 or around[1] != "*" or not (around[0].isdigit() and around[2].isdigit()):
        return False
    if not silent:
        state.pending += "*"
    state.pos += 1
    return True


def _ended(whole: re.Match[str]) -> str:
    """A binding that has no end, with one; empty if it names no field."""
    return in_braces(whole[1].strip()) if whole[1] else ""


@dataclass
class InlineReader:
    r"""Reads the children of an inline token, keeping count of style and position.

    Attributes:
        source: the text that the token is from.
        token: the inline token.
        first_line: index of its first line in the text.
        cell: for a cell of a table, the column behind the cell before it; ``\|`` is typed for
            ``|`` there.
        bold: how many open tokens make the text bold.
        italic: how many open tokens make it italic.
        cursor: offset in the token's content behind what was read.
    """

    source: MarkdownSource
    token: Token
    first_line: int
    cell: int | None = None
    bold: int = 0
    italic: int = 0
    cursor: int = 0

    def __post_init__(self) -> None:
        """Sets the lines of the token's content and the offsets where they begin."""
        self.content = self.token.content.split("\n")
        lengths = (len(line) + 1 for line in self.content)
        self.starts = [0, *accumulate(lengths)][:-1]
        lines = self.source.typed.lines[self.first_line :][: len(self.content)]
        if self.cell is not None:
            typed = self._as_typed(self.token.content)
            self.columns = [max(lines[0].find(typed, self.cell), 0) if lines else 0]
            return
        found = (line.find(text) for line, text in zip_longest(lines, self.content, fillvalue=""))
        self.columns = [max(column, 0) for column in found]

    def _as_typed(self, content: str) -> str:
        return content if self.cell is None else content.replace("|", "\\|")

    @property
    def stop(self) -> int:
        """The column behind a cell."""
        return self.columns[0] + len(self._as_typed(self.token.content))

    def read(self) -> Iterator[Inline]:
        """The inlines of the token, in order."""
        self._tell_products()
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
                case _:
                    if child.nesting >= 0:
                        self._unsupported(child)

    def _tell_products(self) -> None:
        """Tells of ``30*20*5``, of which Markdown makes italics."""
        is_likely = self.token.content.count("*") > 1
        for match in _PRODUCT.finditer(self.token.content) if is_likely else ():
            if product := match["product"]:
                words = {"text": product, "wanted": product.replace("*", "×")}
                place = self.place(match.start("product"))
                problem = warning(LOOKS_LIKE_MARKUP, place, instead="retype", **words)
                self.source.problems.add(problem.fixed_by(words["text"], words["wanted"]))

    def _span(self, pieces: Sequence[Token]) -> Iterator[Span]:
        """The span of texts in a row; escapes and entities are texts of their own."""
        text = "".join(piece.content for piece in pieces)
        if text:
            offsets = self._offsets(pieces)
            start = offsets[0] + pieces[0].markup.startswith(_ESCAPED)
            place = self.place(start)
            self.source.problems.extend(forbidden_characters(text, place))
            if may_have_markup(text):
                self._tell_markup(pieces, offsets)
            style = self.bold > 0, self.italic > 0
            has_pipes = self.cell is not None and "|" in text
            if offsets == range(start, start + len(offsets)) and not has_pipes:
                yield Span(text, place, *style)
            else:
                raw = self._as_typed(self.token.content[offsets[0] : self.cursor])
                columns = tuple(self.place(offset).column - place.column for offset in offsets)
                yield Span(text, place, *style, typed=raw, columns=columns)

    def _tell_markup(self, pieces: Sequence[Token], offsets: Sequence[int]) -> None:
        """Tells of signs of markup in texts in a row; what was escaped is meant to print."""
        typed = "".join(
            _ESCAPED * len(piece.content) if _is_escaped(piece) else piece.content
            for piece in pieces
        )
        for mark in literal_markup(typed, begins_line=self._begins_line(offsets[0])):
            self.source.problems.add(self._literal(mark, offsets))

    def _begins_line(self, offset: int) -> bool:
        """Whether the character at ``offset`` is the first of its line but for blanks."""
        row = bisect_right(self.starts, offset) - 1
        line = self.source.typed.line(self.first_line + row)
        return not line[: self.columns[row] + offset - self.starts[row]].strip()

    def _offsets(self, pieces: Sequence[Token]) -> Sequence[int]:
        """Where each character of the texts was typed, and the end of the last.

        A range if each stands behind the one before it.
        """
        offsets = list[int]()
        for piece in pieces:
            offset, length = self._locate(piece.markup or piece.content), len(piece.content)
            is_one = _is_escaped(piece)
            offsets.extend([offset] * length if is_one else range(offset, offset + length))
        run = range(offsets[0], self.cursor + 1)
        return run if len(offsets) == len(run) - 1 else [*offsets, self.cursor]

    def _locate(self, typed: str) -> int:
        """The offset of the next ``typed``, which the parser does not tell; moves the cursor on."""
        start = self.cursor
        offset = max(
            self.token.content.find(typed, start, start + len(typed) + _LONGEST_MARKUP), start
        )
        self.cursor = offset + len(typed)
        return offset

    def _literal(self, mark: LiteralMarkup, offsets: Sequence[int]) -> Problem:
        start, stop = offsets[mark.start], offsets[mark.stop]
        words = {"text": mark.text, "wanted": mark.new or "", "instead": mark.sign.instead}
        problem = warning(mark.sign.code, self.place(start), **words)
        if mark.new is None:
            return problem
        return problem.fixed_by(self.token.content[start:stop], mark.new, safe=mark.sign.safe)

    def _next_line(self) -> None:
        """Moves the cursor to the beginning of the next line."""
        self.cursor = self.token.content.find("\n", self.cursor) + 1

    def _softbreak(self, children: list[Token], index: int) -> Iterator[Span]:
        """A blank for a line end, or nothing between Chinese characters."""
        before, after = children[index - 1].content[-1:], children[index + 1].content[:1]
        self._next_line()
        if before and after and not (_joins(before) and _joins(after)):
            yield Span(" ", self.place(self.cursor), self.bold > 0, self.italic > 0)

    def _unsupported(self, child: Token) -> None:
        """Tells what docgen does not support, and what stays of it."""
        content = self.token.content
        found = foreign_inline(child, content, self.cursor, self._paragraph_end())
        problem = self.source.problem(child.type, self.place(found.start if found else self.cursor))
        if found is None:
            self.source.problems.add(problem)
        elif not found.is_told:
            old = content[found.start : found.stop]
            self.source.problems.add(problem.fixed_by(old, found.kept, safe=found.safe))

    def _paragraph_end(self) -> str:
        """What ends a paragraph here; empty in an item or a table, which cannot go on behind it."""
        typed = self.source.typed
        is_plain = not _ITEM_OR_ROW.match(typed.line(self.first_line))
        return f"\n\n{' ' * typed.indent}" if is_plain else ""

    def _binding(self, child: Token) -> Iterator[Binding]:
        start, self.cursor = child.meta["offset"], child.meta["stop"]
        place, typed = self.place(start), self.token.content[start : self.cursor]
        if child.content:
            yield Binding(child.content, place, self.bold > 0, self.italic > 0, typed)
            return
        ended = child.meta["ended"]
        words = {"text": typed, "wanted": ended or "{{ … }}"}
        problem = error(BROKEN_BINDING, place, **words)
        is_closed = typed.endswith(("}", "｝"))
        self.source.problems.add(
            problem.fixed_by(typed, ended, safe=is_closed) if ended else problem
        )

    def _picture(self, child: Token) -> Picture:
        source, title = str(child.attrs.get("src", "")), str(child.attrs.get("title", ""))
        place = self.place(self._locate("!["))
        path_place = self.place(self._locate(source))
        picture = Picture(source, child.content, title, place, path_place=path_place)
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
        if self.cell is not None:
            column += self.token.content.count("|", 0, offset)
        return self.source.typed.place(self.first_line + row, column)


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
