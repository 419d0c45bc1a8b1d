"""Quotes and brackets: each has its other half, of its own kind."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding
from docgen.checking.paragraph_texts import ParagraphText
from docgen.checking.text_patterns import text_pattern
from docgen.diagnostics import Problem, Severity, error
from docgen.diagnostics.codes import problem_code
from docgen.ordinals import CHINESE, value_of

UNPAIRED = problem_code(
    "unpaired",
    en=("「{text}」 has no other half", "add 「{wanted}」, or delete it"),
    zh=("「{text}」没有配对", "补上「{wanted}」，或删去"),
)
CLOSED_OTHERWISE = problem_code(
    "closed-otherwise",
    en=("「{opening}」 is closed by 「{text}」", "make it 「{wanted}」"),
    zh=("「{opening}」和「{text}」不是一对", "改成「{wanted}」"),
)

_PAIRS = {
    "《": "》",
    "“": "”",
    "‘": "’",
    "（": "）",
    "〔": "〕",
    "【": "】",
    "〈": "〉",
    "「": "」",
    "『": "』",
    "［": "］",
}
_QUOTES = "“‘"
_OPENING = {closing: opening for opening, closing in _PAIRS.items()}
_HALF_BRACKETS = {"(": "（", ")": "）"}
_SIGNS = re.escape("".join((*_PAIRS, *_OPENING, *_HALF_BRACKETS)))
_BRACKETS = text_pattern(f"[{_SIGNS}]", first=_SIGNS)
_ITEM = re.compile(rf"(?P<begins>^|[。；：，、\s])?\s*(?P<number>{CHINESE}|\d{{1,3}}|[a-zA-Z])\Z")
"""What stands before the bracket of ``1）``, which closes nothing."""
_LONGEST_ITEM = 20
"""Characters before that bracket, blanks included."""
_CLAUSE_END = re.compile(r"[，。；！？]|$")
_SENTENCE = re.compile("[。；！？]")
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")
"""``Queen’s``: a single quote that closes nothing."""


@dataclass(frozen=True)
class _Sign:
    """A quote or bracket of a text."""

    offset: int
    text: str

    @property
    def full(self) -> str:
        """Its full-width form."""
        return _HALF_BRACKETS.get(self.text, self.text)

    @property
    def is_half(self) -> bool:
        """Whether it is a half-width bracket."""
        return self.text in _HALF_BRACKETS


class _Unclosed(NamedTuple):
    """An opening sign that nothing closes.

    Attributes:
        sign: the sign.
        stop: where it must be closed at last.
        closes: whether it is typed for the closing one, as the second of ``“甲“``.
    """

    sign: _Sign
    stop: int
    closes: bool


@dataclass
class _Pairing:
    """What is left when the signs of a text are paired, which happens as it is made.

    Attributes:
        text: the text.
        unclosed: the opening signs that nothing closes.
        unopened: the closing signs that close nothing.
        mixed: opening signs, each with the closing one of another kind.
    """

    text: str
    unclosed: list[_Unclosed] = field(default_factory=list)
    unopened: list[_Sign] = field(default_factory=list)
    mixed: list[tuple[_Sign, _Sign]] = field(default_factory=list)
    _opened: list[_Sign] = field(default_factory=list)
    _kinds: Counter[str] = field(default_factory=Counter)
    """How many of each kind are open."""

    def __post_init__(self) -> None:
        signs = _signs(self.text)
        ahead = Counter(sign.full for sign in signs)
        for sign in signs:
            ahead[sign.full] -= 1
            if sign.full in _PAIRS:
                self._opened.append(sign)
                self._kinds[sign.full] += 1
            else:
                self._close(sign, ahead)
        self._leave("", len(self.text))
        self.unopened = _without_items(self.text, self.unopened)

    def _close(self, sign: _Sign, ahead: Counter[str]) -> None:
        wanted = _OPENING[sign.full]
        top = self._opened[-1] if self._opened else None
        if self._is_inner_item(sign, ahead):
            return
        if top and top.full == wanted:
            self._pop()
        elif sign.is_half or _APOSTROPHE.match(self.text, sign.offset):
            return
        elif self._kinds[wanted]:
            self._leave(wanted, sign.offset)
            self._pop()
        elif top and self._never_closed(top, ahead) and not _item(self.text, sign):
            self.mixed.append((self._pop(), sign))
        else:
            self.unopened.append(sign)

    def _is_inner_item(self, sign: _Sign, ahead: Counter[str]) -> bool:
        """Whether it is of an item within brackets, closed later: （分为：1）甲；2）乙）."""
        item = _item(self.text, sign) if self._kinds["（"] else None
        begins = item is not None and item["begins"] is not None
        return begins and ahead["）"] - ahead["（"] >= self._kinds["（"]

    def _pop(self) -> _Sign:
        sign = self._opened.pop()
        self._kinds[sign.full] -= 1
        return sign

    def _never_closed(self, top: _Sign, ahead: Counter[str]) -> bool:
        further = ahead[_PAIRS[top.full]] - ahead[top.full]
        return not top.is_half and further < self._kinds[top.full]

    def _leave(self, outer: str, stop: int) -> None:
        """Leaves the signs behind the last ``outer`` unclosed, but the first of ``“甲“``."""
        signs: list[_Sign] = []
        while self._opened and self._opened[-1].full != outer:
            signs.append(self._pop())
        signs = [sign for sign in reversed(signs) if not sign.is_half]
        counts = Counter(sign.text for sign in signs)
        seen = Counter[str]()
        for sign in signs:
            seen[sign.text] += 1
            count = counts[sign.text] if sign.text in _QUOTES else 1
            if not (seen[sign.text] % 2 == 1 and seen[sign.text] < count):
                self.unclosed.append(_Unclosed(sign, stop, count > 1))


def _signs(text: str) -> list[_Sign]:
    """The quotes and brackets of a text, in order.

    ``(2022)`` is a pair of its own. Else ``)`` is left out where ``）`` comes behind it, which
    closes what is open.
    """
    kept: list[_Sign] = []
    closed_later = False
    found = list(_BRACKETS.matches(text))
    pairs = {pair for pair in pairwise(found) if [it[0] for it in pair] == ["(", ")"]}
    paired = {match for pair in pairs for match in pair}
    for match in reversed([match for match in found if match not in paired]):
        sign = match[0]
        closed_later = sign == "）" if sign in "（）" else closed_later
        if sign != ")" or not closed_later:
            kept.append(_Sign(match.start(), sign))
    return kept[::-1]


def _item(text: str, sign: _Sign) -> re.Match[str] | None:
    """The number before the bracket of ``1）``."""
    if sign.text != "）":
        return None
    return _ITEM.search(text, max(sign.offset - _LONGEST_ITEM, 0), sign.offset)


def _value(number: str) -> int:
    """The value of a number, or of a letter."""
    return ord(number) if number.isascii() and number.isalpha() else value_of(number)


def _without_items(text: str, signs: list[_Sign]) -> list[_Sign]:
    """The closing signs without those of ``1）…2）``; of ``”甲”`` the first."""
    items = {sign: match for sign in signs if (match := _item(text, sign))}
    numbers = {_value(match["number"]) for match in items.values()}
    kept: list[_Sign] = []
    for sign in signs:
        match = items.get(sign)
        number = _value(match["number"]) if match else 0
        is_item = match and (match["begins"] is not None or {number - 1, number + 1} & numbers)
        is_second = kept and kept[-1].text == sign.text and _OPENING[sign.text] in _QUOTES
        if not is_item and not is_second:
            kept.append(sign)
    return kept


@check(
    Finding(UNPAIRED, Severity.ERROR, en="“《” without “》”", zh="有「《」没有「》」"),
    Finding(CLOSED_OTHERWISE, Severity.ERROR, en="“（甲】”", zh="「（甲】」，括号不是一对"),
)
def unpaired(unit: CheckedUnit) -> Iterator[Problem]:
    """Quotes and brackets without their counterpart in the same paragraph.

    A title may go on in the next line.
    """
    texts = unit.with_sign(_BRACKETS)
    pairings = {text: _Pairing(text.text) for text in texts}
    if any(pairing.unclosed for pairing in pairings.values()):
        _join_titles(unit.paragraphs, pairings)
    for paragraph, pairing in pairings.items():
        found = [
            *(_unopened(paragraph, sign) for sign in pairing.unopened),
            *(_mixed(paragraph, *pair) for pair in pairing.mixed),
            *_unclosed(paragraph, pairing),
        ]
        yield from sorted(found, key=lambda problem: problem.place)


def _join_titles(paragraphs: list[ParagraphText], pairings: dict[ParagraphText, _Pairing]) -> None:
    """Pairs what a line of a title opens with what the next one closes."""
    for above, below in pairwise(paragraphs):
        first, second = pairings.get(above), pairings.get(below)
        is_title = above.is_markdown and above.field == below.field
        if first and second and first.unclosed and second.unopened and is_title:
            opening, closing = first.unclosed[-1].sign, second.unopened[0]
            is_sentence = any(_SENTENCE.search(text.text) for text in (above, below))
            if _PAIRS[opening.full] == closing.full and not is_sentence:
                first.unclosed.pop()
                second.unopened.pop(0)


def _unopened(paragraph: ParagraphText, sign: _Sign) -> Problem:
    place = paragraph.place(sign.offset)
    problem = error(UNPAIRED, place, text=sign.text, wanted=_OPENING[sign.full])
    later = paragraph.text.find(sign.text, sign.offset + 1)
    if _OPENING[sign.full] in _QUOTES and later >= 0:
        span = sign.offset, sign.offset + 1
        return paragraph.retyped(problem, *span, _OPENING[sign.full], safe=False)
    return problem


def _mixed(paragraph: ParagraphText, opening: _Sign, closing: _Sign) -> Problem:
    wanted = _PAIRS[opening.full]
    words = {"opening": opening.text, "text": closing.text, "wanted": wanted}
    problem = error(CLOSED_OTHERWISE, paragraph.place(closing.offset), **words)
    return paragraph.retyped(problem, closing.offset, closing.offset + 1, wanted, safe=False)


def _unclosed(paragraph: ParagraphText, pairing: _Pairing) -> Iterator[Problem]:
    ends = [end.start() for end in _CLAUSE_END.finditer(pairing.text)] if pairing.unclosed else []
    for sign, stop, closes in pairing.unclosed:
        wanted = _PAIRS[sign.full]
        problem = error(UNPAIRED, paragraph.place(sign.offset), text=sign.text, wanted=wanted)
        where = min(ends[bisect_left(ends, sign.offset)], stop)
        span = (sign.offset, sign.offset + 1) if closes else (where, where)
        yield paragraph.retyped(problem, *span, wanted, safe=False)
