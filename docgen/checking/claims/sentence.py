"""A sentence as its clauses and the quantities in them, each with what is said about it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from itertools import takewhile
from typing import TypeAlias

from docgen.checking.claims.subjects import Subjects
from docgen.checking.claims.times import Times
from docgen.checking.paragraph_texts import ParagraphText
from docgen.checking.quantities.quantity import Quantity
from docgen.checking.quantities.scan import scan_quantities


class Role(Enum):
    """What a quantity is in its clause."""

    LEVEL = "level"
    """How much there is of something: 支出420.71万元."""

    BASE = "base"
    """What a change is counted from: 比上年的375.10万元, 由3.20万元."""

    CHANGE = "change"
    """By how much something changed: 增长12.2%, 减少0.32万元."""


_RISING = (
    "偏多|延长|增长|增加|增收|增支|上升|提高|提升|上涨|扩大|新增|净增|多支出|多收|多出|增多|递增"
)
_FALLING = (
    "偏少|收窄|下降|减少|降低|压减|压缩|回落|下滑|缩减|缩短|少支出|减收|减支|递减|核减|调减|减低"
)
_RATE_NOUNS = "增长率|增幅|涨幅|增速|升幅|增长幅度|增长速度|增长额|增加额"
_FALL_NOUNS = "降幅|减幅|下降率|下降幅度|减少额|降低率|压减率"
_OF = r"(?:了|约|近|达到|达|为|是|共|计|幅度|比例|率|超过?|将近|[：:]|\s)*+\Z"
_CHANGES = re.compile(
    rf"(?:(?P<verb>{_RISING}|(?P<falls>{_FALLING}))|(?P<noun>{_RATE_NOUNS}|(?P<drop>{_FALL_NOUNS})))"
    rf"{_OF}"
)
_SAVED = re.compile(r"(?:节约|节省|节支)(?:资金|经费|成本|了|约)*\Z")
_MORE = re.compile(r"[比较][^，。；]*(?:(?:多|(?P<fewer>少))[^\W\d]{0,3}|高|(?P<less>低))\s*\Z")
_BEYOND = re.compile(r"(?:超过?|高于|多于|(?P<less>低于|少于))[^，。；]*\Z")
"""超过目标值150万公里12万公里: the figure right behind another is by how much."""
_COMPARED = re.compile(r"\s*）?(?:相比|相较)")
_AGAINST = re.compile(r"[比较与]")
_BECOMES = re.compile(rf"(?:{_RISING}|{_FALLING}|增|减|升|降|提|压)\w{{0,2}}[到至]\s*\Z")
_FROM = re.compile(r"(?:^|[^\w]|\w)(?:由|从)[^，。；]{0,12}\Z")
_BASED_ON = re.compile(
    r"(?:比|较|与|同|超过?|高于|低于|少于|多于)[^，。；]{0,14}(?:的|数|额|期|年|度)?\s*(?:（)?\Z"
)
_VERB_BEHIND = re.compile(
    rf"\s*(?:）)?(?:相比|相较)?，?(?:净|实际|同比)?(?:{_RISING}|{_FALLING}|增|减|降|升|提|压|节|超|多|少|高|低|核减|\d)"
)
_BREAKS = re.compile(r"[，；：,;:（）()！？]")
_BEFORE_BRACKET = 16
"""Characters before a bracket that say what the figure right behind it is: 比2022年（24.15."""
_ENDS = re.compile(r"[。！？]|\Z")
_LIST_ENDS = re.compile(r"[；;]|\Z")
_MOST_FIGURES = 40
"""Figures of a sentence; one of more is a list."""
_ASIDE = re.compile(r"（[^（）]*）|\A[^（）]*）")
_ASIDE_BEFORE = re.compile(r"（[^（）]*）\Z")
_LISTING = "、"
_LISTS = re.compile("其中[^；。]*")


@dataclass(frozen=True, eq=False)
class Term:
    """A quantity in its sentence.

    Attributes:
        quantity: the number.
        clause: the number of its clause.
        words: the words of its clause before it, with the quantities in them.
        lead: those behind the quantity before.
        subject: what it is the amount of, without fillers, the unit's own name and times.
        period: the time it is of, as :class:`Times` names it; ``""`` for the year of the report.
        role: what it is in its clause.
        falls: of a change, whether it is a fall.
        depth: how many brackets it stands in.
    """

    quantity: Quantity
    clause: int
    words: str
    lead: str
    subject: str
    period: str
    role: Role
    falls: bool
    depth: int


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence of a paragraph, from offset ``start`` to ``end``.

    Attributes:
        paragraph: the text it stands in.
        start: offset of its first character.
        end: offset behind its last.
        terms: its quantities, in order.
        starts: the offsets at which its clauses begin.
    """

    paragraph: ParagraphText
    start: int
    end: int
    terms: list[Term] = field(default_factory=list)
    starts: Sequence[int] = ()

    @cached_property
    def text(self) -> str:
        """Its characters."""
        return self.paragraph.text[self.start : self.end]

    def between(self, start: int, end: int) -> str:
        """The characters of its paragraph from ``start`` up to ``end``."""
        return self.paragraph.text[start:end]

    def clause_start(self, clause: int) -> int:
        """The offset at which a clause begins."""
        return self.starts[clause]

    def before(self, term: Term) -> list[Term]:
        """The terms before ``term``, the nearest last."""
        return self.terms[: self.terms.index(term)]

    def before_in_part(self, term: Term) -> list[Term]:
        """Those of them behind the last semicolon: what is before it speaks of something else."""
        words = self.between(self.start, term.quantity.start)
        start = self.start + words.rfind("；") + 1
        return [it for it in self.before(term) if it.quantity.start >= start]

    def main_before(self, term: Term) -> list[Term]:
        """The terms before ``term`` without those that 其中 lists of the one right before it."""
        before = self.before(term)
        starts = [it.quantity.start for it in before]
        listed: set[Term] = set()
        for match in _LISTS.finditer(self.paragraph.text, self.start, term.quantity.start):
            at, end = (bisect_right(starts, offset) for offset in match.span())
            listed.update(_alike(before[at - 1], before[at:end]) if at else ())
        return [it for it in before if it not in listed]

    def words_over_bracket(self, term: Term) -> str:
        """The words of a clause, with those before a bracket that it begins right behind."""
        start = self.clause_start(term.clause)
        if self.between(start - 1, start) != "）":
            return term.words
        words = _ASIDE_BEFORE.sub("", self.between(self.start, start))
        return _BREAKS.split(words)[-1] + term.words

    def behind(self, term: Term) -> list[Term]:
        """The terms behind ``term``, in order."""
        return self.terms[self.terms.index(term) + 1 :]

    def levels(self, dimension: str) -> list[Term]:
        """The terms that say how much there is, of one dimension."""
        return [
            term
            for term in self.terms
            if term.role is not Role.CHANGE and term.quantity.dimension == dimension
        ]


def sentences_of(paragraph: ParagraphText, times: Times, subjects: Subjects) -> Iterator[Sentence]:
    """The sentences of a paragraph that have quantities, in order; linear in its text.

    One of more figures than a sentence has is a list, and each part of it a sentence of its own.
    """
    quantities = list(scan_quantities(paragraph))
    for span, found in _cut(paragraph.text, (0, len(paragraph.text)), quantities, _ENDS):
        is_list = len(found) > _MOST_FIGURES
        parts = _parts(paragraph.text, span, found) if is_list else [(span, found)]
        for part, inside in parts:
            yield _sentence(paragraph, part, inside, times, subjects)


def _alike(whole: Term, listed: Sequence[Term]) -> Iterator[Term]:
    """The first of the listed terms that are of the dimension of their whole."""
    dimension = whole.quantity.dimension
    return takewhile(lambda it: it.quantity.dimension == dimension, listed)


_Part: TypeAlias = tuple[tuple[int, int], list[Quantity]]
"""Where a stretch of a text begins and ends, and its quantities."""


def _parts(text: str, span: tuple[int, int], quantities: Sequence[Quantity]) -> Iterator[_Part]:
    """The parts of a list up to its semicolons, and of these up to so many figures."""
    for (start, end), found in _cut(text, span, quantities, _LIST_ENDS):
        for first in range(0, len(found), _MOST_FIGURES):
            part = found[first : first + _MOST_FIGURES]
            stop = end if part[-1] is found[-1] else part[-1].end
            yield (start, stop), part
            start = stop


def _cut(
    text: str, span: tuple[int, int], quantities: Sequence[Quantity], ends: re.Pattern[str]
) -> Iterator[_Part]:
    """What stands up to each sign that ends something, where it has quantities."""
    start, number = span[0], 0
    for match in ends.finditer(text, *span) if quantities else ():
        first = number
        while number < len(quantities) and quantities[number].start < match.end():
            number += 1
        if number > first:
            yield (start, match.end()), list(quantities[first:number])
        start = match.end()


def _sentence(
    paragraph: ParagraphText,
    span: tuple[int, int],
    quantities: Sequence[Quantity],
    times: Times,
    subjects: Subjects,
) -> Sentence:
    text, (start, end) = paragraph.text, span
    starts = _clause_starts(text, span, quantities)
    clock = times.clock(text, start, end)
    sentence = Sentence(paragraph, start, end, starts=starts)
    behind = start
    for quantity in quantities:
        clause = bisect_right(starts, quantity.start) - 1
        words = text[starts[clause] : quantity.start]
        lead = text[max(starts[clause], behind) : quantity.start]
        if text[quantity.start - 1 : quantity.start] == "（":
            lead = text[max(quantity.start - _BEFORE_BRACKET, behind) : quantity.start]
        elif text[quantity.start - 1 : quantity.start] == "）" or lead.startswith("）"):
            lead = _BREAKS.split(_ASIDE.sub("", text[behind : quantity.start]))[-1]
        role, falls = _role(words, lead, text, quantity)
        period = clock.at(quantity.start, is_base=role is Role.BASE)
        depth = _depth(text, start, quantity.start)
        is_beside = quantity.start == behind and sentence.terms  # 5,217户9,438人
        subject = sentence.terms[-1].subject if is_beside else subjects.bare(lead)
        term = Term(quantity, clause, words, lead, subject, period, role, falls, depth)
        sentence.terms.append(term)
        behind = quantity.end
    return sentence


def _clause_starts(text: str, span: tuple[int, int], quantities: Sequence[Quantity]) -> list[int]:
    """Where clauses begin: behind a sign that ends one, and behind a 、 that follows a figure."""
    inside = {offset for it in quantities for offset in range(it.start, it.end)}
    breaks = {it.end() for it in _BREAKS.finditer(text, *span) if it.start() not in inside}
    listed = {it.end + 1 for it in quantities if text[it.end : it.end + 1] == _LISTING}
    return sorted({span[0], *breaks, *listed})


def _depth(text: str, start: int, end: int) -> int:
    before = text[start:end]
    opened = before.count("（") + before.count("(")
    return max(opened - before.count("）") - before.count(")"), 0)


def _role(words: str, lead: str, text: str, quantity: Quantity) -> tuple[Role, bool]:
    """The role of a quantity by the words before it, and whether it is a fall."""
    if _BECOMES.search(lead):
        return Role.LEVEL, False
    if _SAVED.search(lead) and _AGAINST.search(words):
        return Role.CHANGE, True
    if change := _CHANGES.search(lead):
        return Role.CHANGE, bool(change["falls"] or change["drop"])
    if not lead and (beyond := _BEYOND.search(words)):
        return Role.CHANGE, beyond["less"] is not None
    if more := _MORE.search(words):
        return Role.CHANGE, bool(more["less"] or more["fewer"])
    follows = _VERB_BEHIND.match(text, quantity.end) or _COMPARED.match(text, quantity.end)
    if follows and (_FROM.search(lead) or _BASED_ON.search(lead)):
        return Role.BASE, False
    return Role.LEVEL, False
