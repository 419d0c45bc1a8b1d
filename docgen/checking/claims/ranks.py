"""Ranks: 乙镇最多, 完成率最低的是丙项目, 居第2位; by a table or a list of the report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from docgen.checking.claims.reading import ReportReading
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.claims.verdict import Status, Verdict
from docgen.checking.paragraph_texts import ParagraphText
from docgen.checking.table_heads import plain_text
from docgen.content.blocks import Document, Span, Table
from docgen.diagnostics import Place, warning
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
_AMONG = re.compile(r"(\d{1,3}|[两二三四五六七八九十]{1,3})[个家所名支位项][^，。；]{0,20}中")
_ASCENDING = re.compile(r"(?:由低到高|从低到高|由少到多|从少到多|升序)")
_OWN_RANK = re.compile(r"(?:^|[均都])?(?:数量|金额|规模)?(?:位?居|列|排名?|排在)")
"""A rank without words of its own is by the figure before it: 发稿3,154条，数量居第1位."""
_GOAL, _DONE = (
    re.compile("计划|目标|预算|任务|应"),
    re.compile("完成|实际|执行|支出|支付|到位|兑付"),
)
_YEAR = re.compile(r"20\d\d(?=年)")
_RATES = ("完成率", "执行率", "支付率", "支出进度", "执行进度")
_GROWTH = ("增幅", "增速", "增长率", "增长最")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_NO_ITEM = re.compile(r"合计|总计|小计|累计|平均|其他|其余|全[市县区省校院年]|[上下]半年")
_NO_ORDER = re.compile("序号|年份|日期|编号|时间")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_BREAKS = re.compile(r"[，。；！？]")
_FEWEST = 3
_SHORTEST = 2
_LONG = 5
"""Characters of a name that is known with a slip in it too."""
_NEARLY = 85
"""Per cent of a name that a clause has."""
_WITH_FIGURE = Bilingual("{}（{}）", "{} ({})")
_FROM_LEAST = Bilingual("{}从小到大", "{}, from the least")
_FROM_MOST = Bilingual("{}从大到小", "{}, from the most")
_FIRST = Bilingual("，第 {} 是{}", ", and number {} is {}")
_OF_LIST = Bilingual("这里列出的数", "the figures listed here")
_OF_TABLE = Bilingual("表里的数（{}）", "the figures of the table ({})")


@dataclass(frozen=True)
class Column:
    """The figures of several things by one head.

    Attributes:
        head: what the figures are, as a table says it; the words of a list's unit.
        values: the figure of each thing, by its name.
        place: where the first of them stands.
        paragraph: the text of a list; ``None`` for a table.
    """

    head: str
    values: dict[str, Decimal]
    place: Place
    paragraph: ParagraphText | None = None

    def rank(self, name: str, *, ascending: bool) -> int:
        """The rank of a thing, from 1; equal figures share the better one."""
        value = self.values[name]
        others = self.values.values()
        return 1 + sum(1 for it in others if (it < value if ascending else it > value))

    def at(self, rank: int, *, ascending: bool) -> list[Bilingual]:
        """The things that have a rank, each with its figure; none where two share a better one."""
        names = (it for it in self.values if self.rank(it, ascending=ascending) == rank)
        return [self.told(name) for name in names]

    def told(self, name: str) -> Bilingual:
        """A thing with its figure."""
        return _WITH_FIGURE.filled(*map(Bilingual.same, (name, f"{self.values[name]:,f}")))


def table_columns(documents: Iterable[Document]) -> list[Column]:
    """The columns of figures of all tables whose rows have names."""
    tables = (it for document in documents for it in document.blocks if isinstance(it, Table))
    plain = ((table, list(_columns(table))) for table in tables)
    return [column for _, own in plain for column in (*own, *_worked_out(own))]


def _worked_out(columns: Sequence[Column]) -> Iterator[Column]:
    """The rates that the columns of a table give: of what was done of a goal, and of growth."""
    for whole, part in product(columns, columns):
        if _GOAL.search(whole.head) and _DONE.search(part.head):
            yield from _quotients(part, whole, _RATES, Decimal(0))
    years = [(match[0], it) for it in columns if (match := _YEAR.search(it.head))]
    for (first, base), (second, now) in product(years, years):
        if int(second) == int(first) + 1:
            yield from _quotients(now, base, _GROWTH, Decimal(1))


def _quotients(
    part: Column, whole: Column, heads: Sequence[str], less: Decimal
) -> Iterator[Column]:
    names = [it for it in part.values if whole.values.get(it)]
    values = {it: part.values[it] / whole.values[it] - less for it in names}
    if len(values) >= _FEWEST:
        yield from (Column(head, values, part.place) for head in heads)


def _columns(table: Table) -> Iterator[Column]:
    texts = [[plain_text(cell) for cell in row] for row in table.rows]
    for number, head in enumerate(texts[0] if texts else ()):
        values: dict[str, Decimal] = {}
        for row in texts[1:]:
            name, text = _name(row), row[number].rstrip("%％")
            if (
                name
                and not _NO_ITEM.search(name)
                and _NUMBER.fullmatch(text)
                and name not in values
            ):
                values[name] = Decimal(text.replace(",", ""))
        spans = (part for part in table.rows[0][number] if isinstance(part, Span))
        place = next((span.place for span in spans if span.place), Place(""))
        if len(values) >= _FEWEST and not _NO_ORDER.search(head):
            yield Column(head, values, place)


def _name(row: Sequence[str]) -> str:
    """The name of a row: its first cell that is no number."""
    names = (text for text in row[:2] if text and not _NUMBER.fullmatch(text))
    return _ASIDE.sub("", next(names, ""))


def _listed(report: ReportReading) -> Iterator[Column]:
    """The figures that a sentence lists of several things: 甲镇35户、乙镇28户、丙镇41户."""
    for paragraph, sentences in report.sentences.items():
        for sentence in sentences:
            for dimension in {it.quantity.dimension for it in sentence.terms} - {""}:
                terms = _after_total(sentence, dimension)
                values = {it.subject: it.quantity.value for it in terms if _may_be_ranked(it)}
                if len(values) >= _FEWEST:
                    yield Column(terms[0].quantity.unit, values, terms[0].quantity.place, paragraph)


def _may_be_ranked(term: Term) -> bool:
    return len(term.subject) > _SHORTEST and not _NO_ITEM.search(term.subject)


def _after_total(sentence: Sentence, dimension: str) -> list[Term]:
    """The levels of a sentence of one dimension, those behind 其中 where it divides them."""
    cut = sentence.start + max(sentence.text.find("其中"), 0)
    levels = [it for it in sentence.levels(dimension) if it.role is Role.LEVEL]
    return [it for it in levels if it.quantity.start >= cut]


def ranks(report: ReportReading, tables: Sequence[Column]) -> Iterator[Verdict]:
    """The verdict on each rank that a table or a list of the same paragraph gives."""
    listed: dict[ParagraphText, list[Column]] = {}
    for column in _listed(report):
        if column.paragraph:
            listed.setdefault(column.paragraph, []).append(column)
    for paragraph in report.paragraphs:
        columns = [*listed.get(paragraph, ()), *tables]
        for match in _RANK.finditer(paragraph.text) if columns else ():
            if verdict := _verdict(paragraph, match, columns):
                yield verdict


def _verdict(
    paragraph: ParagraphText, match: re.Match[str], columns: Sequence[Column]
) -> Verdict | None:
    clause, before = _around(paragraph.text, match)
    if _ELSEWHERE.search(clause) or _EARLIER.search(paragraph.text, 0, match.start()):
        return None
    name, meant, is_clear = _meant(columns, clause, before)
    meant = [it for it in meant if _ranks_all(it, before + clause)]
    if not meant:
        return None
    ascending = match["least"] is not None or _ASCENDING.search(before) is not None
    fits = [it for it in meant if it.rank(name, ascending=ascending) == _wanted(match)]
    if not fits and not is_clear:
        return None
    column = (fits or meant)[0]
    place = paragraph.place(match.start())
    problem = None
    if not fits:
        words = _words(column, name, _wanted(match), ascending=ascending)
        problem = warning(RANK_DIFFERS, place, words=clause.strip(), **words)
    status = Status.VERIFIED if fits else Status.WRONG
    shown = "、".join(f"{key} {value}" for key, value in column.values.items())
    return Verdict(
        place, match[0], paragraph.field, match.start(), status, shown, (column.place,), problem
    )


def _ranks_all(column: Column, words: str) -> bool:
    """Whether a column has as many things as a rank is said to be among: 全市8家医院中."""
    among = _AMONG.search(words)
    return among is None or value_of(among[1].replace("两", "二")) == len(column.values)


def _words(column: Column, name: str, wanted: int, *, ascending: bool) -> dict[str, str]:
    """What a problem says of the order of a column."""
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


def _wanted(match: re.Match[str]) -> int:
    return value_of(match["place"]) if match["place"] else 1


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
    if max(shares) < _SHORTEST:
        shares = [_shared(it.head, before) for it in own]
    if max(shares) < _SHORTEST:
        return name, own, all(it.paragraph for it in own)
    return name, [it for it, share in zip(own, shares, strict=True) if share == max(shares)], True


def _prints(words: str, value: Decimal) -> bool:
    """Whether words have a number: the column of it is the one that they speak of."""
    numbers = (Decimal(it.replace(",", "")) for it in _NUMBER.findall(words))
    return any(number == value for number in numbers)


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    """The clause that a rank stands in, and the clauses of its sentence before, the last first."""
    breaks = [it.end() for it in _BREAKS.finditer(text, 0, match.start())]
    start = breaks[-1] if breaks else 0
    end = next((it.start() for it in _BREAKS.finditer(text, match.end())), len(text))
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
