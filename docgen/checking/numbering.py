"""Numbers that a writer typed before the parts of a text: none repeats, none is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from docgen.checking.paragraph_texts import ParagraphText, documents
from docgen.content.blocks import Item
from docgen.content.values import Node
from docgen.diagnostics import Place, Problem, warning

_ORDER = "一二三四五六七八九十"
_CHINESE = f"[{_ORDER}]{{1,3}}"
_COUNTED = {
    "1、": re.compile(r"(?:^|(?<=[。；：\s]))(\d{1,2})、(?=[^\d])"),
    "1.": re.compile(r"^(\d{1,2})[.．](?=[^\d])"),
    "（1）": re.compile(r"(?:^|(?<=[。；：]))（(\d{1,2})）"),
    "①": re.compile(r"([①-⑳])(?![号项类级款条点])"),
    "一是": re.compile(rf"(?:^|(?<=[。；：，]))({_CHINESE})是(?!\1)"),
    "（一）": re.compile(rf"(?:^|(?<=[。；：]))（({_CHINESE})）"),
    "一、": re.compile(rf"^({_CHINESE})、(?![{_ORDER}])"),
}


def numbering(texts: Sequence[ParagraphText]) -> Iterator[Problem]:
    """Typed numbers that repeat or jump: 1、2、3、3.

    What begins a cell of a repeated row may be any number: the rows count on.
    """
    for _, group in groupby(texts, key=lambda passage: passage.field):
        one_text = list(group)
        for kind, pattern in _COUNTED.items():
            yield from _sequence(kind, pattern, one_text)


def _sequence(kind: str, pattern: re.Pattern[str], texts: list[ParagraphText]) -> Iterator[Problem]:
    previous = 0
    for passage in texts:
        for match in pattern.finditer(passage.text):
            number = _count(match[1])
            begins_cell = passage is texts[0] and passage.in_row and match.start() == 0
            follows = number in (previous + 1, 1) and not number == previous == 1
            if not follows and not begins_cell:
                yield _wrong(passage.place(match.start(1)), kind, match[1], previous + 1)
            previous = number


def _wrong(place: Place, kind: str, found: str, wanted: int) -> Problem:
    return warning("numbering", place, kind=kind, found=found, wanted=wanted)


def _count(sign: str) -> int:
    """``12``, ``⑫``, ``十二`` and ``二十`` as numbers."""
    if sign.isascii():
        return int(sign)
    if sign[0] not in _ORDER:
        return ord(sign) - ord("①") + 1
    tens, ten, ones = sign.rpartition("十")
    return (10 * (_digit(tens) or 1) if ten else 0) + _digit(ones)


def _digit(sign: str) -> int:
    return _ORDER.index(sign) + 1 if sign else 0


def list_numbers(data: Node) -> Iterator[Problem]:
    """Numbers of Markdown lists: Word counts them again, so that a slip would print unseen.

    A list whose items all bear the same number leaves the counting to Word.
    """
    for document in documents(data):
        items = [one for one in document.blocks if isinstance(one, Item) and one.first]
        for list_id in dict.fromkeys(one.list_id for one in items):
            numbered = [one for one in items if one.list_id == list_id and one.typed]
            if len({one.typed for one in numbered}) > 1:
                yield from _jumps(numbered)


def _jumps(items: Sequence[Item]) -> Iterator[Problem]:
    for before, item in pairwise(items):
        wanted = int(before.typed) + 1
        if int(item.typed) != wanted:
            yield _wrong(item.place, item.marker.value, item.typed, wanted)
