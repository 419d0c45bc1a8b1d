"""Typed numbering of the parts of a text: no number is repeated, left out or the first of none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.checks.typed_blocks import (
    LINES_TOGETHER,
    TYPED_TITLE,
    are_parted,
    blocks_as_typed,
    line_of,
)
from docgen.checking.checks.typed_headings import HEADING_NUMBER, heading_numbers
from docgen.checking.findings import Finding
from docgen.checking.paragraph_texts import ParagraphText
from docgen.checking.text_patterns import text_pattern
from docgen.content.blocks import Heading, Item
from docgen.diagnostics import Problem, Severity, warning
from docgen.diagnostics.codes import problem_code
from docgen.ordinals import CHINESE, CIRCLED, NUMERALS, numeral_like, value_of

NUMBERING = problem_code(
    "numbering",
    en=("「{found}」 comes after 「{before}」", "it should be 「{wanted}」"),
    zh=("编号「{found}」的前一个是「{before}」", "应为「{wanted}」"),
)
NUMBERING_BEGINS = problem_code(
    "numbering-begins",
    en=("the numbering begins at 「{found}」", "make it 「{wanted}」, or write what is missing"),
    zh=("编号从「{found}」开始，前面没有别的", "改成「{wanted}」，或补上漏写的内容"),
)


@dataclass(frozen=True)
class _Kind:
    """A kind of numbering.

    Attributes:
        name: its first number.
        level: how deep it stands; a number further out begins it anew.
        pattern: a number, which is its group ``n``, with its signs.
        begins: what stands in front of it: these signs, or the beginning of the text.
    """

    name: str
    level: int
    pattern: str
    begins: str = ""


_IN_WORDS = 8
"""The level of the kinds within a sentence, which another kind may have begun: 首先……二是……"""
_MORE_NUMERALS = rf"[{NUMERALS}]{{1,3}}(?:[、，。；]|[季月级期年号线类楼批等是个项名]|\Z)"
"""三、四季度 is a list of numerals; 四、一般公共预算 is a title."""
_WHOLES = r"24小时|\d{1,3}(?:个(?!百分点)|[家名所项条件位类])"
"""What is counted in whole numbers: 2.24小时预报 is the second item."""
_KINDS = (
    _Kind("第一章", 0, rf"第(?P<n>{CHINESE})(?:章|部分|编|篇)"),
    _Kind("第一节", 1, rf"第(?P<n>{CHINESE})节(?=[ \u3000])"),
    _Kind("一、", 2, rf"(?P<n>{CHINESE})、(?!{_MORE_NUMERALS})"),
    _Kind("（一）", 3, rf"[（(](?P<n>{CHINESE})[）)]", "。；;："),
    _Kind("1、", 4, r"(?P<n>\d{1,2})、(?=[^\d])", r"。；;：\s"),
    _Kind(
        "1.",
        4,
        rf"(?P<n>\d{{1,2}})[.．](?=[^\d]|\d{{1,3}}周?岁|20\d\d年|\d{{1,2}}月|{_WHOLES})",
        "：",
    ),
    _Kind("（1）", 5, r"[（(](?P<n>\d{1,2})[）)]", "。；;："),
    _Kind("1）", 6, r"(?P<n>\d{1,2})[）)]", "。；;："),
    _Kind("①", 7, rf"(?P<n>{CIRCLED})(?![号项类级款条点])", r"\s\S"),
    _Kind("一是", _IN_WORDS, rf"(?P<n>{CHINESE})是(?!(?P=n))", "。；;：，"),
    _Kind(
        "第一，", _IN_WORDS, rf"第(?P<n>{CHINESE})(?:[，,：:]|、(?![第{NUMERALS}])|是)", "。；;："
    ),
    _Kind("其一，", _IN_WORDS, r"其(?P<n>[一二三四五])(?:[，,：:]|是)", "。；;："),
)
_LEVELS = {kind.name: kind.level for kind in _KINDS}
_OF_TITLES = ("第一章", "第一节", "一、", "（一）")


def _alternative(number: int, kind: _Kind) -> str:
    begins = f"(?:^|(?<=[{kind.begins}]))" if kind.begins else "^"
    own = kind.pattern.replace("(?P<n>", f"(?P<n{number}>").replace("(?P=n)", f"(?P=n{number})")
    return begins + own


_NUMBERS = text_pattern(
    "|".join(_alternative(number, kind) for number, kind in enumerate(_KINDS)),
    first=rf"\d{NUMERALS}（(①-⑳第其",
)
_FIRST_OF_OTHERS = re.compile("首先|第一|其一|一是|一[来要方]|主要是|主要有")
"""What a sentence may begin to count with, before it goes on with 二是."""

_STEPS = text_pattern(
    r"(?:^|(?<=[。；：]))(?:(首先|其次|再次)|最后|然后|此外|另外|同时)[，,是]",
    signs="首其再最然此另同",
)
_IN_STEPS = ("首先", "其次", "再次", "最后")


@dataclass
class _Sequences:
    """The numbers of a text that were seen last, by kind.

    Attributes:
        last: the number of each kind, and how it was typed.
        meant: of a kind whose last number is wrong, the one that should stand there.
        begun_anew: the kinds that a heading, or a number further out, may begin anew.
    """

    last: dict[str, tuple[int, str]] = field(default_factory=dict)
    meant: dict[str, int] = field(default_factory=dict)
    begun_anew: set[str] = field(default_factory=set)

    def go_on(self, kind: _Kind, number: int, typed: str) -> tuple[int, str]:
        """The number of the kind before this one, 0 for none, which it takes the place of."""
        before = self.last.get(kind.name, (0, ""))
        self.last[kind.name] = number, typed
        self.begun_anew.discard(kind.name)
        self.begin_anew(kind.level)
        return before

    def begin_anew(self, level: int = -1) -> None:
        """Lets all kinds further in than ``level`` begin anew."""
        self.begun_anew.update(name for name in self.last if _LEVELS[name] > level)

    def is_beside(self, kind: _Kind, number: int) -> bool:
        """Whether the number goes on another kind of the same level: ``1.甲 2、乙``."""
        beside = (self.last[name][0] for name in self.last if _LEVELS[name] == kind.level)
        return number - 1 in beside


@check(
    Finding(
        NUMBERING,
        Severity.WARNING,
        en="“1、2、3、3”, also in lists of Markdown",
        zh="「1、2、3、3」，编号重复或跳号；Markdown 列表也查",
    ),
    Finding(
        NUMBERING_BEGINS,
        Severity.WARNING,
        en="“二是” (secondly) without “一是” (firstly)",
        zh="只有「二是」，没有「一是」",
    ),
)
def numbering(unit: CheckedUnit) -> Iterator[Problem]:
    """Warnings for typed numbers that repeat or jump, or begin at another than one.

    A number at the beginning of a cell in a row may be any: numbering goes on over rows.
    Those of headings, which Word numbers, are told by themselves.
    """
    told = (*unit.found_by(heading_numbers), *unit.found_by(blocks_as_typed))
    headings = {
        line_of(problem.place)
        for problem in told
        if problem.code in (HEADING_NUMBER, TYPED_TITLE, LINES_TOGETHER)
    }
    by_field: dict[str, list[ParagraphText]] = {}
    for text in unit.paragraphs:  # a text goes on behind a table, whose cells have their own fields
        by_field.setdefault(text.field, []).append(text)
    for texts in by_field.values():
        yield from _numbers(texts, headings)


def _numbers(texts: Sequence[ParagraphText], told: set[tuple[str, int]]) -> Iterator[Problem]:
    sequences = _Sequences()
    first = texts[0]
    for paragraph in texts:
        if isinstance(paragraph.block, Heading) and not _NUMBERS.pattern.match(paragraph.text):
            sequences.begin_anew()  # one with a number lets those further in begin anew
        if told and line_of(paragraph.place(0)) in told:
            continue
        for match in _NUMBERS.matches(paragraph.text):
            kind = _KINDS[int(str(match.lastgroup)[1:])]
            number = value_of(match[match.lastgroup or 0])
            anew = kind.name in sequences.begun_anew
            beside = sequences.is_beside(kind, number)
            before, typed = sequences.go_on(kind, number, match[0])
            beside = beside or sequences.meant.pop(kind.name, number) == number - 1
            begins = paragraph is first and match.start() == 0
            may_be_any = begins and (first.in_row or kind.name in _OF_TITLES)
            follows = beside or number == before + 1 or (number == 1 and (anew or before != 1))
            if not follows and not may_be_any:
                sequences.meant[kind.name] = _expected(paragraph, number, before, anew)
                yield from _wrong(paragraph, match, kind, before, typed, anew)


def _wrong(
    paragraph: ParagraphText,
    match: re.Match[str],
    kind: _Kind,
    before: int,
    typed: str,
    anew: bool,
) -> Iterator[Problem]:
    group = match.lastgroup or 0
    start, stop = match.span(group)
    number = numeral_like(match[group], _expected(paragraph, value_of(match[group]), before, anew))
    wanted = f"{match[0][: start - match.start()]}{number}{match[0][stop - match.start() :]}"
    place, words = paragraph.place(start), {"found": match[0], "wanted": wanted}
    if before:
        problem = warning(NUMBERING, place, before=typed, **words)
        yield paragraph.retyped(problem, start, stop, number, safe=False)
    elif kind.level < _IN_WORDS or not _FIRST_OF_OTHERS.search(paragraph.text, 0, start):
        yield warning(NUMBERING_BEGINS, place, **words)


def _expected(paragraph: ParagraphText, number: int, before: int, anew: bool) -> int:
    """The number that is likely meant: the next, or one where the numbering may begin anew.

    六、 behind 四、 is rather 五、, also where a heading stands between them, as it is itself.
    """
    if not anew:
        return before + 1
    is_next = abs(number - before - 1) < number
    return before + 1 if is_next and isinstance(paragraph.block, Heading) else 1


@check(NUMBERING)
def steps(unit: CheckedUnit) -> Iterator[Problem]:
    """Warnings where 首先 stands twice in a paragraph, or 再次 right behind it."""
    for paragraph in unit.with_sign(_STEPS):
        before = 0
        for match in _STEPS.matches(paragraph.text):
            number = _IN_STEPS.index(match[1]) + 1 if match[1] else 0
            if before and number and number != before + 1 and (before, number) != (3, 1):
                wanted = _IN_STEPS[before]
                words = {"found": match[1], "before": _IN_STEPS[before - 1], "wanted": wanted}
                problem = warning(NUMBERING, paragraph.place(match.start(1)), **words)
                yield paragraph.retyped(problem, *match.span(1), wanted, safe=False)
            before = number


@check(NUMBERING, of_source=True)
def list_numbers(unit: CheckedUnit) -> Iterator[Problem]:
    """Warnings for typed numbers of Markdown lists that repeat or jump.

    Word numbers the items itself and would hide the slip. A list whose items all have the same
    number leaves the numbering to Word and is not checked.
    """
    for document in unit.documents:
        if not are_parted(unit, document):
            continue
        lists: dict[int, list[Item]] = {}
        for block in document.blocks:
            if isinstance(block, Item) and block.first and block.typed:
                lists.setdefault(block.list_id, []).append(block)
        for numbered in lists.values():
            if len({item.typed for item in numbered}) > 1:
                yield from _jumps(numbered)


def _jumps(items: Iterable[Item]) -> Iterator[Problem]:
    for before, item in pairwise(items):
        wanted, sign = str(int(before.typed) + 1), item.marker.value
        if item.typed != wanted:
            words = {"found": item.typed, "before": before.typed, "wanted": wanted}
            typed = {name: f"{word}{sign}" for name, word in words.items()}
            problem = warning(NUMBERING, item.place, **typed)
            yield problem.fixed_by(item.typed, wanted, safe=False)
