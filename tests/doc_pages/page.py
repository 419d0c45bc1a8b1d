"""A page: its text, its headings as GitHub anchors them, its links, and its code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import lxml.html
from markdown_it import MarkdownIt
from markdown_it.token import Token

LANGUAGES = ("en", "zh")
SHARED = ("images", "examples")
"""Folders of docs that the pages of both languages show."""

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_SWITCHES = {"en": "中文", "zh": "English"}


@dataclass(frozen=True)
class Link:
    """``target`` as it is typed in ``line``, of a link or of an image."""

    line: int
    target: str


@dataclass(frozen=True)
class Text:
    """A stretch of a page, of ``line``; ``is_code`` if it stands between backticks."""

    line: int
    content: str
    is_code: bool = False


@dataclass(frozen=True)
class Page:
    """A Markdown file below ``root``, the repository."""

    root: Path
    path: Path

    @property
    def name(self) -> str:
        """The path from the root."""
        return self.path.relative_to(self.root).as_posix()

    @property
    def language(self) -> str:
        """The language it is written in: by its tree, or by the end of its name."""
        if self.name.startswith("docs/zh/") or self.path.name.endswith(".zh-CN.md"):
            return "zh"
        return "en"

    @cached_property
    def text(self) -> str:
        """All of it."""
        return self.path.read_text("utf-8")

    @cached_property
    def tokens(self) -> list[Token]:
        """What is in it, block by block."""
        return _MARKDOWN.parse(self.text)

    @property
    def headings(self) -> list[tuple[int, str]]:
        """Level and text of each heading, signs of Markdown taken away."""
        pairs = zip(self.tokens, self.tokens[1:], strict=False)
        return [
            (int(opening.tag[1]), "".join(text.content for text in _texts(inline)))
            for opening, inline in pairs
            if opening.type == "heading_open"
        ]

    @property
    def title(self) -> str:
        """The first heading."""
        return self.headings[0][1]

    @property
    def anchors(self) -> set[str]:
        """What GitHub lets a link name behind ``#``; of equal headings the later are counted."""
        found: list[str] = []
        for _, heading in self.headings:
            slug = github_slug(heading)
            times = found.count(slug)
            found.append(f"{slug}-{times}" if times else slug)
        named = (element.get("id") or element.get("name") for element in self._elements())
        return {*found, *filter(None, named)}

    @property
    def links(self) -> Iterator[Link]:
        """Every link and picture, those of HTML included."""
        for inline in self._inlines():
            for line, token in _lined(inline):
                target = token.attrGet("href") or token.attrGet("src")
                if target is not None:
                    yield Link(line, str(target))
        for element in self._elements():
            for name in ("href", "src"):
                if element.get(name) is not None:
                    yield Link(1, element.get(name))

    @property
    def fences(self) -> list[Token]:
        """Code that stands in blocks; ``info`` says of what kind."""
        return [token for token in self.tokens if token.type in ("fence", "code_block")]

    @property
    def texts(self) -> Iterator[Text]:
        """Every stretch outside blocks of code, and what pictures show; no signs of Markdown."""
        for inline in self._inlines():
            yield from _texts(inline)

    @property
    def switch(self) -> re.Match[str] | None:
        """The line, alone, that leads to the same page of the other language."""
        other = rf"^\[{_SWITCHES[self.language]}\]\([^)\n]+\)\n+"
        return re.search(other, self.text, re.MULTILINE)

    @property
    def without_switch(self) -> str:
        """The text less that line."""
        found = self.switch
        return self.text[: found.start()] + self.text[found.end() :] if found else self.text

    def _inlines(self) -> Iterator[Token]:
        return (token for token in self.tokens if token.type == "inline")

    def _elements(self) -> Iterator[lxml.html.HtmlElement]:
        pieces = [token.content for token in self.tokens if token.type == "html_block"]
        children = (child for inline in self._inlines() for child in inline.children or ())
        pieces += [child.content for child in children if child.type == "html_inline"]
        for piece in pieces:
            yield from lxml.html.fragment_fromstring(piece, create_parent=True).iter("*")


def all_pages(root: Path) -> list[Page]:
    """Every page that a reader of the repository opens."""
    paths = [*root.glob("*.md"), *(root / "docs").rglob("*.md")]
    return [Page(root, path) for path in sorted(paths)]


def tree(root: Path, language: str) -> dict[str, Page]:
    """The pages of the docs in one language, by their path in its tree."""
    folder = root / "docs" / language
    return {
        path.relative_to(folder).as_posix(): Page(root, path)
        for path in sorted(folder.rglob("*.md"))
    }


def github_slug(heading: str) -> str:
    """The anchor of a heading: small letters, blanks as strokes, other signs left out."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _texts(inline: Token) -> Iterator[Text]:
    is_code = False
    for line, token in _lined(inline):
        if token.type == "html_inline" and "code>" in token.content:
            is_code = not token.content.startswith("</")
        elif token.type in ("text", "code_inline", "image"):
            yield Text(line, token.content, is_code or token.type == "code_inline")


def _lined(inline: Token) -> Iterator[tuple[int, Token]]:
    """What is in a paragraph, each with the line it stands in."""
    line = inline.map[0] + 1 if inline.map else 1
    for token in inline.children or ():
        yield line, token
        line += token.type in ("softbreak", "hardbreak")
