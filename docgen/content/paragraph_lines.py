"""Which lines of a paragraph of Markdown are paragraphs of their own.

Markdown joins lines that stand together. Lines pasted from Word are a paragraph each, those that an
editor broke at a fixed width are one:

    一是完善制度。修订办法3项。          a paragraph
    二是加强培训。                        a paragraph

    按照年度工作计划，中心全年组织培训12   one paragraph of two lines
    期，参训人员860人次。
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from docgen.content.braces import IN_BRACES
from docgen.content.characters import columns
from docgen.ordinals import CHINESE, CIRCLED

INDENT = re.compile(
    r"[ \t]*(?:[\u3000\xa0\u2002\u2003]|&(?:nbsp|ensp|emsp);)(?:\s|&(?:nbsp|ensp|emsp);)*"
)
"""A first-line indent as it is typed in Word, which strips at the beginning of a line."""
_BULLETS = "·•●○▪■□◆◇▶►➢➤❖‣∙⁃＊－\uf020-\uf0ff"
BULLET = re.compile(
    rf"\s*(?:[{_BULLETS}]\s*(?=[^\s\d%％.．{_BULLETS}])|-(?=[^\s\w.%{{$|>~=-]|[^\W\dA-Za-z_]))"
)
"""A sign before an item that Markdown takes for no list."""

_NUMBER = re.compile(
    rf"\s*(?:\*\*)?(?:{CHINESE}[、.．]|[（(](?:{CHINESE}|\d{{1,2}})[）)]|\d{{1,2}}(?:[、）)]|[.．](?!\d))|{CIRCLED}"
    rf"|第{CHINESE}[，,、]|{CHINESE}是)"
)
_HEADING = re.compile(r"\s*[#＃]{1,6}[\s\u3000]*\S")
_END = re.compile(r"[。！？；：!?;:…][”’」』》）)】\]\"'*]*$|」$")
_GOES_ON = re.compile(r"[，、,（(《“—\-/]$")
_FIRST_WORD = re.compile(rf"{IN_BRACES.pattern}|[!-~]+|.[，。；：、！？）》”]?")

_LEAST_WIDTH = 40
"""Columns of the shortest line that an editor breaks at; 20 Chinese characters."""
_ROOM = 12
"""Columns that may stay free at the end of a line that an editor broke, beside its next word."""
_SHORTEST = 6
"""Columns of the shortest of three lines that are paragraphs of their own."""
_FEW = 3
"""Short lines that may be one paragraph; more are not."""


def parted(lines: Sequence[str]) -> list[tuple[str, ...]]:
    """The lines of each paragraph; a line of full-width blanks is blank."""
    paragraphs = list[tuple[str, ...]]()
    for is_text, group in groupby(lines, key=lambda line: bool(line.strip())):
        together = list(group)
        starts = _beginnings(together) if is_text else []
        stops = [*starts[1:], len(together)]
        paragraphs += [
            tuple(together[start:stop]) for start, stop in zip(starts, stops, strict=False)
        ]
    return paragraphs


def _beginnings(lines: Sequence[str]) -> list[int]:
    """The numbers of the lines that begin a paragraph, 0 among them."""
    if len(lines) == 1:
        return [0]
    texts = [line.strip() for line in lines]
    signs = [has_sign(before, line) for before, line in zip(texts, lines[1:], strict=False)]
    if _is_wrapped(texts) and not all(signs):
        signs = [
            INDENT.match(line) is not None or (bool(_END.search(before)) and begins_paragraph(line))
            for before, line in zip(texts, lines[1:], strict=False)
        ]
    else:
        ended = _ended_early(texts)
        signs = [sign or early for sign, early in zip(signs, ended, strict=True)]
    return [0, *(number for number, sign in enumerate(signs, 1) if sign)]


def has_sign(before: str, line: str) -> bool:
    """Whether signs at the end of a line, or at the beginning of the next, part them."""
    before = before.strip()
    if INDENT.match(line):
        return True
    return not _GOES_ON.search(before) and (bool(_END.search(before)) or begins_paragraph(line))


def begins_paragraph(line: str) -> bool:
    """Whether a line begins with a number, or with the sign of an item or a heading."""
    return any(sign.match(line) for sign in (_NUMBER, BULLET, _HEADING))


def _is_wrapped(texts: Sequence[str]) -> bool:
    """Whether all lines but the last are filled up to one width."""
    width = max(map(columns, texts))
    return width >= _LEAST_WIDTH and not any(_ended_early(texts))


def _ended_early(texts: Sequence[str]) -> list[bool]:
    """For each line but the last, whether the next word would have had room in it."""
    widths = [columns(text) for text in texts]
    width = max(widths)
    if width < _LEAST_WIDTH:
        is_list = len(texts) > _FEW or (len(texts) > 2 and min(widths) > _SHORTEST)
        return [is_list and not _GOES_ON.search(text) for text in texts[:-1]]
    return [
        own + _first_width(after) + _ROOM < width and not _GOES_ON.search(text)
        for text, own, after in zip(texts, widths, texts[1:], strict=False)
    ]


def _first_width(text: str) -> int:
    match = _FIRST_WORD.match(text)
    return columns(match[0]) if match else 0
