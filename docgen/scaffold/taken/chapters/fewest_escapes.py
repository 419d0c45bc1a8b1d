r"""Prose as Markdown with no more escapes than it needs.

1. 全年支出12.5万元。   ->   1\. 全年支出12.5万元。
"""

from __future__ import annotations

import re

from docgen.content.markdown import parse_markdown
from docgen.content.markdown_writer import Prose, inline_markdown, read_same
from docgen.diagnostics import Place, Problems

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LAST_SIGNS = re.compile(r"(?<![\\#])#+$")
_MOST_TRIED = 60
"""Escapes of a paragraph that are tried one by one, from its end."""
_BAR = re.compile(r"(?<!\\)\|")


def least_markdown(prose: Prose) -> str | None:
    """The Markdown of a paragraph; without its weights if Markdown cannot express these."""
    plain = Prose(prose.text, " " * len(prose.text), prose.bindings)
    for written in (prose, plain):
        markdown = inline_markdown(written)
        if markdown is not None:
            return _without_needless(markdown) if _ESCAPE.search(markdown) else markdown
    return None


def heading_markdown(prose: Prose) -> str | None:
    """The Markdown of a heading behind its signs; signs at its end are none that close it."""
    markdown = least_markdown(prose)
    return _LAST_SIGNS.sub(lambda match: "\\#" * len(match[0]), markdown) if markdown else None


def cell_markdown(prose: Prose) -> str | None:
    """The Markdown of a cell of a table, which has one line."""
    markdown = least_markdown(prose)
    if markdown is None or "\n" in markdown:
        return None
    return _BAR.sub(r"\\|", markdown)


def _without_needless(escaped: str) -> str:
    """The text without those escapes that change nothing: all of a sign, then one by one."""
    problems, text = _problem_count(escaped), escaped

    def dropped(tried: str) -> str:
        is_same = _problem_count(tried) <= problems and read_same(tried, escaped)
        return tried if is_same else text

    for sign in sorted(set(_ESCAPE.findall(escaped)), reverse=True):  # ] and } before [ and {
        text = dropped(_unescaped(text, sign))
    for match in list(_ESCAPE.finditer(text))[: -_MOST_TRIED - 1 : -1]:
        text = dropped(text[: match.start()] + text[match.start() + 1 :])
    return text


def _unescaped(text: str, sign: str) -> str:
    """The text without the escapes of a sign; an escaped backslash is no escape."""
    return _ESCAPE.sub(lambda match: sign if match[1] == sign else match[0], text)


def _problem_count(markdown: str) -> int:
    problems = Problems()
    parse_markdown(markdown, Place(""), problems)
    return len(list(problems))
