"""Which field a number in a sentence belongs to: the label before it, and its year.

A label counts only at the beginning of its clause, so that 人均公用经费 is not taken for 公用经费.
The year, the unit's own name and words that narrow nothing, such as 其中, may stand before it.
Which figure of that label and year is meant, :mod:`docgen.checking.against_tables` chooses. A bare
label, such as 执行率 or 满意度, counts only at the beginning of its sentence: in
受理信访件20件，办结率100% its subject stands in the clause before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from itertools import takewhile

from docgen.checking.figures import FigureIndex, LabelledFigure
from docgen.checking.named_rows import NamedRows
from docgen.checking.paragraph_texts import ParagraphText


class Period(Enum):
    """The time that a clause is about, relative to the year of the report."""

    THIS = "this"
    LAST = "last"
    OTHER = "other"


@dataclass(frozen=True)
class LabelHit:
    """A label found in a text.

    Attributes:
        label: the label as the form has it.
        fields: the fields that it may mean there.
        period: the time that the sentence gives it.
        year: that time, if it is written as a whole year in digits, else ``""``.
        at: offset of that time in the text, 0 if none is written.
    """

    label: str
    fields: tuple[LabelledFigure, ...]
    period: Period
    year: str = ""
    at: int = 0


_BREAK = "，。；：！？,;:（("
_CLAUSE_BREAK = re.compile(rf"[{_BREAK}、）)《》“”\s]")
_ITEM = r"(?<=[\d元%％人个件家])、"
"""``、`` ends a clause only behind a number: 基本支出、项目支出合计 has one subject."""

_YEAR = (
    r"(?:19|20)\d\d(?:[—–至-](?:19|20)?\d\d)?年度?|上年度?|去年度?|前年|近?[两三四五]年"
    r"|下一?年度?|明年|来年"
)
_PART = r"第?[一二三四]季度|[上下]半年|前.个?(?:月|季度?)|(?:\d\d?[—–至-])?\d\d?月(?:\d\d?日|份)?"
_THIS = "本年度?|当年|今年|全年|年内"
_TIME = (
    rf"(?P<since>截至|至|到|自|从|在)?(?P<time>(?:{_YEAR}|{_THIS})(?:{_PART})?|{_PART})(?:末|底)?"
)
_TIMES = re.compile(rf"(?:^|[{_BREAK}、])(?:其中)?{_TIME}")
_UNIT = "单位|部门|中心|街道|机关|管理办|学校|医院|[局办镇乡馆院校站所委厅]"
_OWN_NAME = "\ufdd0"
"""Stands for each character of the unit's own name, so that one pattern serves all units."""
_OWN = rf"[我本全该]?(?:{_OWN_NAME}++|{_UNIT})(?:本级|机关)?"
_BETWEEN = re.compile(
    "(?:情况|金额|总额|资金|经费|费用|费|决算|预算|执行)?数?"
    r"(?:[:：（\s]|实际|全年|共计|合计|总计|累计|共|计|已|达到|达|完成|支出|为|是|有|了){0,4}"
)
"""Words between a label and a number that belong together."""

_FARTHEST = 60
"""Characters between a number and its label, or a label and the beginning of its clause."""

_LONGEST_CLAUSE = 200
"""Characters of a clause, the words before a number, that are looked at; the last ones."""

_LONGEST_SENTENCE = 500
"""Characters of a sentence in which a time that holds for a label is looked for; the last ones."""

_INCOME = ("预算", "拨款", "收入")
"""Endings of labels of income; with 支出 behind it, as in 一般公共预算支出, it is expenditure."""


class SentenceLabels:
    """Finds the labels of one unit in its sentences.

    Args:
        index: the figures of the form by their labels.
        rows: the named rows of the form; labels in a text about one of them mean its fields.
        year: the year of the report.
        unit: the name of the unit; it, or the end of it, may stand before a label.
        apart: words after which a paragraph is about other money than the form.
    """

    def __init__(
        self, index: FigureIndex, rows: NamedRows, year: str, unit: str, apart: Sequence[str]
    ) -> None:
        self._labels = sorted(index.by_label, key=len, reverse=True)
        self._index, self._rows, self._apart = index, rows, apart
        self._labels_by_text: dict[ParagraphText, _LabelPlaces] = {}
        self.year = year if re.fullmatch(r"\d{4}", year) else ""
        self._names = tuple(dict.fromkeys((unit, unit.removesuffix("公室"))))
        self._clause_start, self._sentence_start = _starts(self.year)

    def before(self, paragraph: ParagraphText, end: int) -> LabelHit | None:
        """The label of the number at ``end``, the longest if several fit; ``None`` if none does."""
        text, places = paragraph.text, self._places_in(paragraph)
        for label, at in places.before(end):
            if _leads_to(label, text[at + len(label) : end]):
                bare = label in self._index.bare
                pattern = self._sentence_start if bare else self._clause_start
                if at < places.apart and self._is_at(pattern, text, at):
                    return self._hit(label, self._fields(label, paragraph), text, at)
        return None

    def _is_at(self, start: re.Pattern[str], text: str, at: int) -> bool:
        """Whether what may stand before a label at ``at`` begins as ``start`` says."""
        first = max(at - _FARTHEST, 0)
        seen = max(first - 1, 0)  # whether a 、 ends a clause, the character before it tells
        words = text[seen:at]
        for name in self._names:
            words = _with_marks(words, name)
        return start.search(words, first - seen) is not None

    def _places_in(self, paragraph: ParagraphText) -> _LabelPlaces:
        if paragraph not in self._labels_by_text:
            places = _LabelPlaces(paragraph.text, self._labels, self._apart)
            self._labels_by_text[paragraph] = places
        return self._labels_by_text[paragraph]

    def _fields(self, label: str, paragraph: ParagraphText) -> tuple[LabelledFigure, ...]:
        """The fields of a label; in a text about a row, only that row's.

        The name of a row means its fields in any text.
        """
        subject, fields = self._rows.subject(paragraph), self._index.by_label[label]
        if subject and label not in self._rows.names:
            fields = [field for field in fields if self._rows.holds(subject, field.path)]
        return tuple(fields)

    def _hit(self, label: str, fields: tuple[LabelledFigure, ...], text: str, end: int) -> LabelHit:
        """The label at ``end`` with the time that the sentence before it gives.

        A time at the beginning of a clause holds until another time or the end of the sentence;
        one that is not in digits, such as 上年, holds only until a semicolon.
        """
        first = max(end - _LONGEST_SENTENCE, 0)
        start = max(first, *(text.rfind(stop, first, end) + 1 for stop in "。！？"))
        sentence = re.sub(r"（[^（）]*）", lambda aside: "　" * len(aside[0]), text[start:end])
        semicolon = sentence.rfind("；")
        times = [
            match
            for match in _TIMES.finditer(sentence)
            if match.end() > semicolon or match["time"][0].isdigit()
        ]
        if not times:
            return LabelHit(label, fields, Period.THIS)
        time, at = times[-1]["time"], start + times[-1].start("time")
        year = None if times[-1]["since"] else re.fullmatch(r"(20\d\d)年度?", time)
        return LabelHit(label, fields, self.period(time), year[1] if year else "", at)

    def period(self, time: str) -> Period:
        """The period that an expression of time means; a part of a year is ``OTHER``."""
        if re.fullmatch(rf"(?:{re.escape(self.year)}年度?|{_THIS})(?:12月(?:31日)?)?", time):
            return Period.THIS
        return Period.LAST if re.fullmatch(self.last_year, time) else Period.OTHER

    @property
    def last_year(self) -> str:
        """A pattern of the expressions that mean the year before the report's."""
        year = f"|{int(self.year) - 1}年度?" if self.year else ""
        return f"(?:上年度?|去年度?{year})"


@cache
def _starts(year: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The beginnings of a clause and of a sentence, with what may stand before a label."""
    this = rf"{year}年度?末?|" if year else ""
    lead = rf"(?:\s|{this}{_THIS}|部门整体|{_OWN}|预算|核定|实际|实现|完成|的|为)*+\Z"
    clause = re.compile(rf"(?:\A|[{_BREAK}]|{_ITEM})(?:其中)?(?:{_TIME})?{lead}")
    return clause, re.compile(rf"(?:\A|[。！？])(?:{_TIME}，?)?{lead}")


def _with_marks(words: str, name: str) -> str:
    """The words with a mark for each character of the name, or of its end in two or more."""
    marked = ""
    while len(name) > 1 and (at := words.rfind(name[-2:])) >= 0:
        end = at + 2
        pairs = zip(reversed(words[:end]), reversed(name), strict=False)
        length = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        marked = _OWN_NAME * length + words[end:] + marked
        words = words[: end - length]
    return words + marked


class _LabelPlaces:
    """Where labels stand in one text.

    Args:
        text: the text.
        labels: the labels, the longest first.
        apart: words behind which no label counts.
    """

    def __init__(self, text: str, labels: Sequence[str], apart: Sequence[str]) -> None:
        places = (
            (match.start(), number)
            for number, label in enumerate(labels)
            if label in text  # few are, and a search for each would be most of a build's checks
            for match in re.finditer(f"(?={re.escape(label)})", text)
        )
        self._labels, self._places = labels, sorted(places)
        ends = (text.find(words) + len(words) for words in apart if words in text)
        self.apart = min(ends, default=len(text))

    def before(self, end: int) -> list[tuple[str, int]]:
        """The labels that end at ``end`` or not far before it, the longest first, and where."""
        first = bisect_left(self._places, (end - _FARTHEST, 0))
        last = bisect_left(self._places, (end, 0), first)
        near = self._places[first:last]
        nearest = {number: at for at, number in near if at + len(self._labels[number]) <= end}
        return [(self._labels[number], nearest[number]) for number in sorted(nearest)]


def clause_before(text: str, end: int) -> str:
    """The words between the beginning of the clause and ``end``."""
    backwards = text[max(end - _LONGEST_CLAUSE, 0) : end][::-1]
    return _CLAUSE_BREAK.split(backwards, maxsplit=1)[0][::-1]


def _leads_to(label: str, between: str) -> bool:
    spent = "支出" in between and label.endswith(_INCOME)
    return not spent and _BETWEEN.fullmatch(between) is not None
