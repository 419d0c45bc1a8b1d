"""The form of the text: what a reviewer marks without knowing a single figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from docgen.checking.passages import Passage
from docgen.content.values import Figure, Node
from docgen.diagnostics import Problem, error, warning

_PLACEHOLDERS = re.compile(
    r"[XＸ×]{2,}|_{3,}|＿{2,}|…{3,}|\.{4,}|指标\d+(?!\d*[:：.%％个分])|\d+字以内|不超过\d+字"
    r"|（(?:填写|请|示例|此处|待)[^）]*）|待补充?|待填|TODO|TBD"
)
_CHINESE = "\u3400-\u9fff"
_HALF_WIDTH = re.compile(
    rf"(?<=[{_CHINESE}])[,;:?!()](?=[{_CHINESE}])|(?<=[{_CHINESE}])\.(?=[{_CHINESE}]|$)"
)
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。"}
_PAIRS = {"《": "》", "“": "”", "‘": "’", "（": "）", "〔": "〕", "【": "】", "〈": "〉"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_COUNTED = {
    "1、": re.compile(r"(?:^|(?<=[。；：\s]))(\d{1,2})、(?=[^\d])"),
    "1.": re.compile(r"^(\d{1,2})[.．](?=[^\d])"),
    "（1）": re.compile(r"(?:^|(?<=[。；：]))（(\d{1,2})）"),
    "①": re.compile(r"([①-⑳])"),
    "一是": re.compile(r"(?:^|(?<=[。；：，]))([一二三四五六七八九十])是"),
}
_ORDER = "一二三四五六七八九十"


def placeholders(texts: Sequence[Passage]) -> Iterator[Problem]:
    """Instructions and blanks of last year's form that nobody filled in."""
    for passage in texts:
        for match in _PLACEHOLDERS.finditer(passage.text):
            yield error("placeholder", passage.place(match.start()), text=match[0])


def half_width(texts: Sequence[Passage]) -> Iterator[Problem]:
    """English punctuation between Chinese characters."""
    for passage in texts:
        for match in _HALF_WIDTH.finditer(passage.text):
            words = {"text": match[0], "wanted": _FULL[match[0]]}
            yield warning("half-width", passage.place(match.start()), **words)


def unpaired(texts: Sequence[Passage]) -> Iterator[Problem]:
    """Quotes and brackets without their other half, in one paragraph."""
    for passage in texts:
        opened: list[tuple[int, str]] = []
        for offset, sign in enumerate(passage.text):
            if sign in _PAIRS:
                opened.append((offset, sign))
            elif sign in _CLOSING and not _closes(opened, sign, passage.text, offset):
                yield error("unpaired", passage.place(offset), text=sign, wanted=_CLOSING[sign])
        for offset, sign in opened:
            yield error("unpaired", passage.place(offset), text=sign, wanted=_PAIRS[sign])


def _closes(opened: list[tuple[int, str]], sign: str, text: str, offset: int) -> bool:
    """Takes back the opening sign. ``1）`` at the beginning of a line needs none."""
    if opened and opened[-1][1] == _CLOSING[sign]:
        opened.pop()
        return True
    return (
        sign == "）"
        and re.fullmatch(r"\s*[\d一二三四五六七八九十]{1,3}", text[:offset]) is not None
    )


def numbering(texts: Sequence[Passage]) -> Iterator[Problem]:
    """Typed numbers that repeat or jump: 1、2、3、3."""
    for _, group in groupby(texts, key=lambda passage: passage.group):
        one_text = list(group)
        for kind, pattern in _COUNTED.items():
            yield from _sequence(kind, pattern, one_text)


def _sequence(kind: str, pattern: re.Pattern[str], texts: list[Passage]) -> Iterator[Problem]:
    previous = 0
    for passage in texts:
        for match in pattern.finditer(passage.text):
            number = _count(match[1])
            if number not in (previous + 1, 1) or (number == 1 and previous == 1):
                words = {"kind": kind, "found": match[1], "wanted": str(previous + 1)}
                yield warning("numbering", passage.place(match.start(1)), **words)
            previous = number


def _count(sign: str) -> int:
    if sign.isascii():
        return int(sign)
    return _ORDER.index(sign) + 1 if sign in _ORDER else ord(sign) - ord("①") + 1


def years(
    data: Node, key: str, edition: str, texts: Sequence[Passage], titles: Sequence[str]
) -> Iterator[Problem]:
    """A report of another year than its folder, and titles of last year's report.

    ``key`` is the field that holds the year, ``titles`` the words by which a title is known.
    """
    year = data.get(key)
    if not isinstance(year, Figure) or not edition.isdecimal():
        return
    if year.text != edition:
        place = year.place or data.place
        yield error("year-differs", place, found=year.text, wanted=edition)
    for passage in texts:
        for match in re.finditer(r"(20\d\d)年度", passage.text):
            near = passage.text[match.end() : match.end() + 30]
            titled = any(word in near for word in titles)
            if match[1] != year.text and titled:
                words = {"found": match[1], "wanted": year.text}
                yield error("year-differs", passage.place(match.start()), **words)
