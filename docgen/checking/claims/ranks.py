"""Ranks: 乙镇最多, 完成率最低的是丙项目, 居第2位; by a table or a list of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from docgen.checking.claims.rank_columns import NUMBER, Column, listed_columns
from docgen.checking.claims.reading import ReportReading
from docgen.checking.claims.verdict import Status, Verdict
from docgen.checking.paragraph_texts import ParagraphText
from docgen.checking.quantities.units import PERCENT
from docgen.diagnostics import warning
from docgen.diagnostics.bilingual import NOTHING, Bilingual, listed
from docgen.diagnostics.codes import problem_code
from docgen.ordinals import value_of

RANK_DIFFERS = problem_code(
    "rank-differs",
    en=(
        "「{words}」: by {by}, {name} is number {rank} of {count}{first}",
        "correct the name or the rank, or check {figures}",
    ),
    zh=(
        "「{words}」：按{by}，{name}在 {count} 个里排第 {rank}{first}",
        "改正名称或名次，或核对{figures}",
    ),
)

_RANK = re.compile(
    r"(?P<most>最(?:多|高|大|快|好|长|重)(?=[，。；、）]|的|\Z)|居首位?|位居首位|居第一(?!位)|首位)"
    r"|(?P<least>最(?:少|低|小|慢|差|短|轻)(?=[，。；、）]|的|\Z)|末位)"
    r"|(?:第(?P<place>[一二三四五六七八九十]|\d{1,2})(?:位|名)(?!的))"
)
_ELSEWHERE = re.compile(
    r"全[市省国州县区]|历年|近[一二三四五\d]+年|同类|之一|增长(?!率)|下降|降幅|平均|其他|其余|[扣失丢]分"
)
_EARLIER = re.compile(r"(?:[比较由从]|上年|去年|20\d\d年)[^，。；]{0,8}\Z")
"""Before the rank of another year: 较上年第5位."""
_BEFORE_RANK = 16
"""Characters before a rank that say of which year it is."""
_AMONG = re.compile(r"(\d{1,3}|[两二三四五六七八九十]{1,3})[个家所名支位项][^，。；]{0,20}中")
_BY_SPEED, _OF_SPEED = re.compile("[快慢]"), re.compile("进度|率|速")
"""The fastest is not the one with the most of anything, nor of hours."""
_BY_RATE = re.compile("率|增幅|增速|占比|比重|均|密度|程度")
_ASCENDING = re.compile(r"(?:由低到高|从低到高|由少到多|从少到多|升序)")
_OWN_RANK = re.compile(r"(?:^|[均都])?(?:数量|金额|规模)?(?:位?居|列|排名?|排在)")
"""A rank without words of its own is by the figure before it: 发稿3,154条，数量居第1位."""
_BREAKS = re.compile(r"[，。；！？]")
_MEASURE_ENDS = re.compile("[位居列第最排]")
"""Behind the measure that a clause ranks by: 城关镇总量居第1位."""
_SHORTEST = 2
_MOST_BESIDE = 40
"""Ranks of a sentence; one of more is a list."""
_FEWEST_BESIDE = 2
"""Ranks of a sentence that tell what the others of it are by."""
_LONG = 5
"""Characters of a name that is known with a slip in it too."""
_NEARLY = 85
"""Per cent of a name that a clause has."""
_FROM_LEAST = Bilingual("{}从小到大", "{}, from the least")
_FROM_MOST = Bilingual("{}从大到小", "{}, from the most")
_FIRST = Bilingual("，第 {} 是{}", ", and number {} is {}")
_OF_LIST = Bilingual("这里列出的数", "the figures listed here")
_OF_TABLE = Bilingual("表里的数（{}）", "the figures of the table ({})")


@dataclass(frozen=True)
class _Ranking:
    """A rank that a clause gives a thing.

    Attributes:
        match: the words of the rank.
        clause: its clause.
        name: the thing.
        columns: those that it may be ranked by.
        is_clear: whether it is surely ranked by these.
        ascending: whether the least is the first.
    """

    match: re.Match[str]
    clause: str
    name: str
    columns: Sequence[Column]
    is_clear: bool
    ascending: bool

    @property
    def wanted(self) -> int:
        """The rank."""
        return value_of(self.match["place"]) if self.match["place"] else 1

    @cached_property
    def fits(self) -> list[Column]:
        """The columns that give the thing this rank."""
        ranked = ((it, it.rank(self.name, ascending=self.ascending)) for it in self.columns)
        return [it for it, rank in ranked if rank == self.wanted]

    @cached_property
    def sentence(self) -> int:
        """Where its sentence begins."""
        return self.match.string.rfind("。", 0, self.match.start()) + 1


def ranks(report: ReportReading, tables: Sequence[Column]) -> Iterator[Verdict]:
    """The verdict on each rank that a table or a list of the same paragraph gives."""
    own: dict[ParagraphText, list[Column]] = {}
    for column in listed_columns(report):
        if column.paragraph:
            own.setdefault(column.paragraph, []).append(column)
    for paragraph in report.paragraphs:
        columns = [*own.get(paragraph, ()), *tables]
        matches = _RANK.finditer(paragraph.text) if columns else ()
        found = [it for match in matches if (it := _ranking(match, columns))]
        for _, group in groupby(found, key=lambda it: it.sentence):
            beside = list(group)[:_MOST_BESIDE]
            for ranking in beside:
                if meant := ranking.fits or _meant_by(ranking, beside):
                    yield _verdict(paragraph, ranking, meant[0])


def _ranking(match: re.Match[str], columns: Sequence[Column]) -> _Ranking | None:
    clause, before = _around(match.string, match)
    start = max(match.start() - _BEFORE_RANK, 0)
    if _ELSEWHERE.search(clause) or _EARLIER.search(match.string, start, match.start()):
        return None
    name, meant, is_clear = _meant(columns, clause, before)
    meant = [it for it in meant if _may_rank(it, before + clause)]
    if _BY_SPEED.search(match[0]):
        meant = [it for it in meant if _OF_SPEED.search(it.head)]
    ascending = match["least"] is not None or _ASCENDING.search(before) is not None
    return _Ranking(match, clause, name, meant, is_clear, ascending) if meant else None


def _meant_by(ranking: _Ranking, sentence: Sequence[_Ranking]) -> Sequence[Column]:
    """The columns that a rank which none gives is by: where two others beside it are by one."""
    if ranking.is_clear:
        return ranking.columns
    beside = [it for it in sentence if it is not ranking]
    fitting = [it for it in ranking.columns if all(it in other.fits for other in beside)]
    return fitting if len(beside) >= _FEWEST_BESIDE else []


def _verdict(paragraph: ParagraphText, ranking: _Ranking, column: Column) -> Verdict:
    match = ranking.match
    place = paragraph.place(match.start())
    problem = None
    if not ranking.fits:
        words = _words(column, ranking)
        problem = warning(RANK_DIFFERS, place, words=ranking.clause.strip(), **words)
    status = Status.VERIFIED if ranking.fits else Status.WRONG
    shown = "、".join(f"{key} {value}" for key, value in column.values.items())
    return Verdict(
        place, match[0], paragraph.field, match.start(), status, shown, (column.place,), problem
    )


def _may_rank(column: Column, words: str) -> bool:
    """Whether a rank may be by a column: of as many things as it is among, 全市8家医院中.

    By a rate things are in another order than by the numbers that a sentence lists of them.
    """
    among = _AMONG.search(words)
    is_list = column.paragraph is not None
    if is_list and column.head != PERCENT and _BY_RATE.search(words):
        return False
    return among is None or value_of(among[1].replace("两", "二")) == len(column.values)


def _words(column: Column, ranking: _Ranking) -> dict[str, str]:
    """What a problem says of the order of a column."""
    name, ascending, wanted = ranking.name, ranking.ascending, ranking.wanted
    is_list = column.paragraph is not None
    head = _OF_LIST if is_list else Bilingual.same(column.head)
    by = (_FROM_LEAST if ascending else _FROM_MOST).filled(head)
    at = column.at(wanted, ascending=ascending)
    first = _FIRST.filled(Bilingual.same(str(wanted)), listed(at, "、")) if at else NOTHING
    table = _OF_TABLE.filled(Bilingual.same(str(column.place)))
    words = {**by.words("by"), **first.words("first")}
    words |= (_OF_LIST if is_list else table).words("figures")
    rank = column.rank(name, ascending=ascending)
    counts = {"rank": str(rank), "count": str(len(column.values))}
    return words | column.told(name).words("name") | counts


def _meant(columns: Sequence[Column], clause: str, before: str) -> tuple[str, list[Column], bool]:
    """The thing that is ranked, the columns that it may be ranked by, and whether that is clear.

    A clause that names nothing goes on with what the clause before names; one with a slip in a
    name means that. By the head of a column that the clause speaks of most; else by any.
    """
    for words in (clause, before):
        named = [(name, it) for it in columns if (name := _named(it, words))]
        if named:
            break
        if any(_nearly_names(it, words) for it in columns):
            return "", [], False
    else:
        return "", [], False
    name = max((name for name, _ in named), key=len)
    own = [it for other, it in named if other == name]
    printed = [it for it in own if _prints(before + clause, it.values[name])]
    if printed and _OWN_RANK.search(clause):
        return name, printed, True
    shares = [_shared(it.head, clause) for it in own]
    measure = _MEASURE_ENDS.split(clause.partition(name)[2])[0]
    if max(shares) < _SHORTEST and len(measure) < _SHORTEST:
        shares = [_shared(it.head, before) for it in own]
    if max(shares) < _SHORTEST:
        return name, own, len(measure) < _SHORTEST and all(it.paragraph for it in own)
    return name, [it for it, share in zip(own, shares, strict=True) if share == max(shares)], True


def _prints(words: str, value: Decimal) -> bool:
    """Whether words have a number: the column of it is the one that they speak of."""
    numbers = (Decimal(it.replace(",", "")) for it in NUMBER.findall(words))
    return any(number == value for number in numbers)


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    """The clause that a rank stands in, and the clauses of its sentence before, the last first."""
    breaks = [it.end() for it in _BREAKS.finditer(text, 0, match.start())]
    start = breaks[-1] if breaks else 0
    others = [it.end() for it in _RANK.finditer(text, start, match.start())]
    start = others[-1] if others else start  # 总量居第1位、增速居第2位
    end = next((it.start() for it in _BREAKS.finditer(text, match.end())), len(text))
    is_several = bool(others) or _RANK.search(text, match.end(), end) is not None
    comma = text.find("、", match.end(), end) if is_several else -1
    end = comma if comma >= 0 else end
    part = text.rfind("。", 0, start) + 1
    return text[start:end], text[part:start]


def _named(column: Column, clause: str) -> str:
    """The one thing of a column that a clause names; the longest of names within each other."""
    names = [name for name in column.values if name in clause]
    longest = [name for name in names if not any(name in it and name != it for it in names)]
    return longest[0] if len(longest) == 1 else ""


def _nearly_names(column: Column, clause: str) -> bool:
    """Whether a clause has a name of a column with a slip in it."""
    from rapidfuzz import fuzz  # most ranks name what they are of

    names = (name for name in column.values if len(name) >= _LONG and name not in clause)
    return any(fuzz.partial_ratio(name, clause) >= _NEARLY for name in names)


def _shared(head: str, clause: str) -> int:
    """The length of the longest part of a column's head that a clause has, if it says enough."""
    plain = re.sub(r"（.*?）|\(.*?\)", "", head)
    for length in range(len(plain), 1, -1):
        parts = (plain[at : at + length] for at in range(len(plain) - length + 1))
        if any(part in clause for part in parts):
            return length if length == len(plain) or length > _SHORTEST else 0
    return 0
