r"""Texts in which ``**…**`` is bold and ``*…*`` is italic, and all else prints as it is typed.

A value that a form prints in its own line may have emphasis, but no blocks, links or code: a
telephone number with asterisks, ``a_b`` and ``[1]`` stay what they are; ``\*`` is an asterisk.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from docgen.content.blocks import Break, Inline, Inlines, Span
from docgen.diagnostics import Place

if TYPE_CHECKING:
    from markdown_it import MarkdownIt


def emphasised(text: str, place: Place | None = None) -> Inlines:
    """The spans of ``text``, with a break for each line end; ``place`` is that of all."""
    lines = [tuple(_spans(line, place)) for line in text.split("\n")]
    broken: list[Inline] = [*lines[0]]
    for line in lines[1:]:
        broken += [Break(), *line]
    return tuple(broken)


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt  # most forms have no text with emphasis
    from mdit_py_cjk_friendly import cjk_friendly

    from docgen.content.inlines import times_rule

    parser = MarkdownIt("zero").enable(["emphasis", "escape"]).use(cjk_friendly)
    parser.inline.ruler.before("emphasis", "times", times_rule)
    return parser


def _spans(line: str, place: Place | None) -> Iterator[Span]:
    bold = italic = 0
    for token in _parser().parseInline(line)[0].children or []:
        match token.type:
            case "strong_open" | "strong_close":
                bold += token.nesting
            case "em_open" | "em_close":
                italic += token.nesting
            case _ if token.content:
                yield Span(token.content, place, bold > 0, italic > 0)
