"""A report as claims are read in it: its sentences, and what is stated in it of a subject."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeAlias

from docgen.checking.claims.operands import Operand, with_unit
from docgen.checking.claims.sentence import Role, Sentence, Term, sentences_of
from docgen.checking.claims.subjects import Subjects
from docgen.checking.claims.table_facts import TableFact, table_facts
from docgen.checking.claims.times import THIS, Times
from docgen.checking.figures import LabelledFigure
from docgen.checking.paragraph_texts import ParagraphText
from docgen.checking.quantities.units import MONEY, PERCENT
from docgen.checking.text_tables.text_table import TextTable
from docgen.content.agreement import PrintedFigure
from docgen.content.numbers import places_of

_PLANNED = re.compile("预算|计划|目标|指标|任务|分值|得分|增|减|率|比|序")
"""In the head of a column: it does not hold what its row is the name of."""
_SHORTEST_NAME = 2
"""Characters of the name of a row."""
_MOST_NEAR = 40
"""Figures of a paragraph that a claim is tried with; a longer one is a list."""

_COST = "费"
"""公务接待费 is what a form calls 公务接待."""

_PLAN = "预算"
"""A field 本年预算数 of 公务接待 is the 公务接待预算, and not what was spent."""


class ReportReading:
    """What claims ask of a report.

    Args:
        paragraphs: its texts.
        year: the year it is about, in digits, or ``""``.
        unit: the name of its unit, or ``""``.
        fields: the figures of its forms, by subject.
        last_year_keys: the keys of fields that hold last year's figure.
        tables: the tables of its texts.
    """

    def __init__(
        self,
        paragraphs: Sequence[ParagraphText],
        year: str,
        unit: str,
        fields: Iterable[tuple[str, LabelledFigure]],
        last_year_keys: Iterable[str] = (),
        tables: Iterable[TextTable] = (),
    ) -> None:
        self.times = Times(year)
        self.subjects = Subjects(self.times, unit)
        self.paragraphs, self._fields = paragraphs, list(fields)
        self._last_year_keys = frozenset(last_year_keys)
        self._tables = tables

    @cached_property
    def sentences(self) -> dict[ParagraphText, list[Sentence]]:
        """The sentences that have figures, by paragraph."""
        read = (
            (text, list(sentences_of(text, self.times, self.subjects))) for text in self.paragraphs
        )
        return {text: sentences for text, sentences in read if sentences}

    @cached_property
    def table_facts(self) -> list[TableFact]:
        """The figures of the tables in the texts."""
        return list(table_facts(self._tables, self.subjects, self.times))

    @cached_property
    def _rows(self) -> dict[str, list[TableFact]]:
        """The figures of the rows of tables by their names, the longest first."""
        rows: dict[str, list[TableFact]] = defaultdict(list)
        for fact in self.table_facts:
            if len(fact.label) >= _SHORTEST_NAME and not fact.is_total:
                rows[fact.label].append(fact)
        return dict(sorted(rows.items(), key=lambda item: len(item[0]), reverse=True))

    def row_of(self, sentence: Sentence, term: Term) -> list[TableFact]:
        """The figures of the row of a table that the words before a figure name last."""
        words = sentence.between(sentence.start, term.quantity.start)
        return self.row_named(words[words.rfind("；") + 1 :])

    def row_named(self, words: str) -> list[TableFact]:
        """The figures of the row of a table that some words name last."""
        named = [(words.rfind(label), len(label), label) for label in self._rows if label in words]
        return self._rows[max(named)[2]] if named else []

    def totals_of(self, fact: TableFact) -> list[TableFact]:
        """The totals of the column of a figure of a table."""
        return [it for it in self.table_facts if it.is_total and it.column == fact.column]

    def levels(self, dimension: str) -> list[Term]:
        """The levels of one dimension in the whole report."""
        return self._by_dimension.get(dimension, [])

    @cached_property
    def _by_dimension(self) -> dict[str, list[Term]]:
        found: dict[str, list[Term]] = defaultdict(list)
        for sentences in self.sentences.values():
            for term in (it for sentence in sentences for it in sentence.terms):
                if term.role is not Role.CHANGE:
                    found[term.quantity.dimension].append(term)
        return dict(found)

    def near(self, sentence: Sentence, dimension: str) -> list[Term]:
        """The levels of one dimension in a sentence, then those of the paragraph around it."""
        own = sentence.levels(dimension)
        return own + self.around(sentence, dimension)[: max(_MOST_NEAR - len(own), 0)]

    def around(self, sentence: Sentence, dimension: str) -> list[Term]:
        """The levels of one dimension in the other sentences of the paragraph."""
        others = (it for it in self.sentences[sentence.paragraph] if it is not sentence)
        return [term for it in others for term in it.levels(dimension)]

    def operands(self, sentence: Sentence, terms: Iterable[Term]) -> list[Operand]:
        """Terms as operands of a claim of a sentence: those of other sentences are far."""
        return [operand_of(it, is_far=it not in sentence.terms) for it in terms]

    def stated(self, subject: str, dimension: str, period: str) -> list[Operand]:
        """The figures that forms and sentences give a subject in a period, forms first."""
        name = subject.removesuffix(_COST)
        wanted = (dimension, period)
        sources = (it for it in self._stated.get(name, ()) if self._kind_of(it) == wanted)
        found = [_operand_of(source) for source in sources] if name else []
        is_one = len({operand.value for operand in found}) == 1
        return [operand if is_one else replace(operand, is_sure=False) for operand in found]

    @cached_property
    def _stated(self) -> dict[str, list[_Source]]:
        """What is stated of each subject, as few of it is asked for: it becomes operands then."""
        stated: dict[str, list[_Source]] = defaultdict(list)
        for label, field in self._fields:
            is_planned = _PLAN in field.key and _PLAN not in label
            stated[self.subjects.bare(label).removesuffix(_COST) + _PLAN * is_planned].append(field)
        for fact in self.table_facts:
            for subject in self._subjects_of(fact) if fact.label else ():
                stated[subject].append(fact)
        for term in self._levels():
            stated[term.subject.removesuffix(_COST)].append(term)
        return dict(stated)

    def _kind_of(self, source: _Source) -> tuple[str, str]:
        """The dimension of what is stated, and its period."""
        if isinstance(source, Term):
            return source.quantity.dimension, source.period
        if isinstance(source, TableFact):
            return source.dimension, source.period
        return _dimension(source), self.period_of(source)

    def _subjects_of(self, fact: TableFact) -> set[str]:
        """What a figure of a table is called: its row, with its column if that is no plain one."""
        named = {self.subjects.bare(f"{fact.label}{fact.head}")}
        return named if _PLANNED.search(fact.head) else named | {fact.label}

    def _levels(self) -> Iterator[Term]:
        for sentences in self.sentences.values():
            for sentence in sentences:
                for term in sentence.terms:
                    if term.role is not Role.CHANGE and term.subject:
                        yield term

    def period_of(self, field: LabelledFigure) -> str:
        """The period of a field, by its key: 上年决算数, 2022年."""
        if field.key in self._last_year_keys:
            return self.times.last
        match = self.times.pattern.search(field.key)
        return self.times.period(match) if match else THIS


def _dimension(field: LabelledFigure) -> str:
    is_rate = field.figure.text.endswith("%") or field.key.endswith(("率", "度"))
    return PERCENT if is_rate else MONEY if field.money else ""


_Source: TypeAlias = LabelledFigure | TableFact | Term


def _operand_of(source: _Source) -> Operand:
    if isinstance(source, Term):
        return operand_of(source)
    return operand_of_fact(source) if isinstance(source, TableFact) else operand_of_field(source)


def operand_of(term: Term, *, is_sure: bool = False, is_far: bool = False) -> Operand:
    """A quantity of a sentence as the operand of a sum."""
    quantity = term.quantity
    words = with_unit(quantity.text, quantity.unit)
    return Operand(quantity.interval, quantity.value, words, quantity.place, is_sure, is_far)


def operand_of_fact(fact: TableFact) -> Operand:
    """A figure of a table as the operand of a sum."""
    printed = fact.printed
    words = with_unit(fact.text, fact.unit)
    return Operand(printed.interval, printed.value, words, fact.place, is_sure=True, is_given=True)


def surely(operand: Operand) -> Operand:
    """The operand as one that the sentence surely means."""
    return replace(operand, is_sure=True)


def operand_of_field(field: LabelledFigure) -> Operand:
    """A figure of a form as the operand of a sum."""
    printed = PrintedFigure(field.shown, places_of(field.shown) <= 0)
    words = field.figure.text
    return Operand(printed.interval, field.shown, words, field.place, is_sure=True, is_given=True)
