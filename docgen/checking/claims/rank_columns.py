"""Columns of figures that things are ranked by: those of tables, and those that sentences list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from docgen.checking.claims.reading import ReportReading
from docgen.checking.claims.sentence import Role, Sentence, Term
from docgen.checking.paragraph_texts import ParagraphText
from docgen.checking.table_heads import plain_text
from docgen.content.blocks import Document, Span, Table
from docgen.diagnostics import Place
from docgen.diagnostics.bilingual import Bilingual

_GOAL, _DONE = (
    re.compile("计划|目标|预算|任务|应"),
    re.compile("完成|实际|执行|支出|支付|到位|兑付"),
)
_YEAR = re.compile(r"20\d\d(?=年)")
_RATES = ("完成率", "执行率", "支付率", "支出进度", "执行进度")
_GROWTH = ("增幅", "增速", "增长率", "增长最")
_ASIDE = re.compile(r"[（(][^（）()]*[）)]")
_NO_ITEM = re.compile(r"最|的|合计|总计|小计|累计|平均|其他|其余|全[市县区省校院年]|[上下]半年")
_NO_ORDER = re.compile("序号|年份|日期|编号|时间")
_WITH_FIGURE = Bilingual("{}（{}）", "{} ({})")
NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
"""A number of a table or of words."""
FEWEST = 3
"""Things that can be ranked."""
_SHORTEST = 2


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
    if len(values) >= FEWEST:
        yield from (Column(head, values, part.place) for head in heads)


def _columns(table: Table) -> Iterator[Column]:
    texts = [[plain_text(cell) for cell in row] for row in table.rows]
    for number, head in enumerate(texts[0] if texts else ()):
        values: dict[str, Decimal] = {}
        for row in texts[1:]:
            name, text = _name(row), row[number].rstrip("%％")
            if name and not _NO_ITEM.search(name) and NUMBER.fullmatch(text) and name not in values:
                values[name] = Decimal(text.replace(",", ""))
        spans = (part for part in table.rows[0][number] if isinstance(part, Span))
        place = next((span.place for span in spans if span.place), Place(""))
        if len(values) >= FEWEST and not _NO_ORDER.search(head):
            yield Column(head, values, place)


def _name(row: Sequence[str]) -> str:
    """The name of a row: its first cell that is no number."""
    names = (text for text in row[:2] if text and not NUMBER.fullmatch(text))
    return _ASIDE.sub("", next(names, ""))


def listed_columns(report: ReportReading) -> Iterator[Column]:
    """The figures that a sentence lists of several things: 甲镇35户、乙镇28户、丙镇41户."""
    for paragraph, sentences in report.sentences.items():
        for sentence in sentences:
            for dimension in {it.quantity.dimension for it in sentence.terms} - {""}:
                terms = _after_total(sentence, dimension)
                values = {it.subject: it.quantity.value for it in terms if _may_be_ranked(it)}
                if len(values) >= FEWEST:
                    yield Column(terms[0].quantity.unit, values, terms[0].quantity.place, paragraph)


def _may_be_ranked(term: Term) -> bool:
    return len(term.subject) > _SHORTEST and not _NO_ITEM.search(term.subject)


def _after_total(sentence: Sentence, dimension: str) -> list[Term]:
    """The levels of a sentence of one dimension, those behind 其中 where it divides them."""
    cut = sentence.start + max(sentence.text.find("其中"), 0)
    levels = [it for it in sentence.levels(dimension) if it.role is Role.LEVEL]
    return [it for it in levels if it.quantity.start >= cut]
