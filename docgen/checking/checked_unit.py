"""A unit as the checks see it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from docgen.checking.claims.field_matches import FieldMatch, field_matches
from docgen.checking.claims.listed_counts import listed_counts
from docgen.checking.claims.rank_columns import table_columns
from docgen.checking.claims.ranks import ranks
from docgen.checking.claims.reading import ReportReading
from docgen.checking.claims.solver import Judgement
from docgen.checking.claims.table_matches import TableMatch, table_matches
from docgen.checking.claims.verdict import Verdict
from docgen.checking.claims.verdicts import judgements
from docgen.checking.figures import FigureIndex, index_figures
from docgen.checking.named_rows import NamedRows
from docgen.checking.over_years.report_statements import field_statements, sentence_statements
from docgen.checking.over_years.statements import Statement
from docgen.checking.over_years.table_statements import TableReading
from docgen.checking.paragraph_texts import ParagraphText, first_key, paragraph_texts
from docgen.checking.quantities.quantity import Quantity
from docgen.checking.sentence_labels import SentenceLabels
from docgen.checking.text_patterns import TextPattern
from docgen.checking.text_tables.text_table import text_tables
from docgen.checking.todo_lists import ABOUT_FILES
from docgen.content.blocks import Document
from docgen.content.unit import Unit
from docgen.content.values import Figure, Node, Text, Value
from docgen.diagnostics import Problem
from docgen.packs.pack import Pack

if TYPE_CHECKING:  # which reads other documents as units are read
    from docgen.checking.over_years.other_documents import OtherDocument


class CheckedUnit:
    """What checks ask of a unit; each answer is worked out once, when it is first needed.

    Attributes:
        unit: the unit with its types read, derived values added and bindings resolved.
        data: its content, without that of the units that it sums up.
        pack: the pack that it fills.
        last: its content of the edition before, with bindings unresolved, or ``None``.
        others: the documents that it is compared with.

    Args:
        left_out: the checks that find nothing in it.
    """

    def __init__(
        self,
        unit: Unit,
        pack: Pack,
        last: Node | None,
        left_out: Iterable[CheckFunction] = (),
        others: Sequence[OtherDocument] = (),
    ) -> None:
        self.unit, self.pack, self.last = unit, pack, last
        self.data = unit.data.without(pack.over.lists)
        self.others = others
        self._found: dict[CheckFunction, tuple[Problem, ...]] = dict.fromkeys(left_out, ())

    def found_by(self, function: CheckFunction) -> tuple[Problem, ...]:
        """The problems that a check finds; it runs once."""
        if function not in self._found:
            self._found[function] = tuple(function(self))
        return self._found[function]

    @cached_property
    def paragraphs(self) -> list[ParagraphText]:
        """The texts of the unit by paragraph, without what is about its files."""
        texts = paragraph_texts(self.data)
        return [text for text in texts if first_key(text.field) not in ABOUT_FILES]

    @cached_property
    def results(self) -> list[ParagraphText]:
        """The paragraphs without the fields that state plans."""
        plans = self.pack.checks.plans
        return [
            text
            for text in self.paragraphs
            if text.field.rpartition(".")[2] not in plans and text.heads.isdisjoint(plans)
        ]

    @cached_property
    def whole_text(self) -> str:
        """The texts of all paragraphs, each in a line."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    def has_sign(self, pattern: TextPattern) -> bool:
        """Whether the pattern may match in a paragraph; most are not in most units."""
        return pattern.sign.search(self.whole_text) is not None

    def with_sign(self, pattern: TextPattern) -> list[ParagraphText]:
        """The paragraphs in which a pattern may match."""
        texts = self.paragraphs if self.has_sign(pattern) else ()
        return [paragraph for paragraph in texts if pattern.sign.search(paragraph.text)]

    def matches(self, pattern: TextPattern) -> Iterator[tuple[ParagraphText, re.Match[str]]]:
        """Every match of a pattern in the paragraphs, in order."""
        for paragraph in self.with_sign(pattern):
            for match in pattern.pattern.finditer(paragraph.text):
                yield paragraph, match

    @cached_property
    def values(self) -> list[tuple[str, Value]]:
        """Every single value and Markdown text with its key, in reading order."""
        return list(_values(self.data, ""))

    @cached_property
    def documents(self) -> list[Document]:
        """The Markdown texts of the unit, in reading order."""
        return [value for _, value in self.values if isinstance(value, Document)]

    @cached_property
    def quantities(self) -> list[tuple[ParagraphText, list[Quantity]]]:
        """The paragraphs of the results that have quantities, with these."""
        return [
            (paragraph, [term.quantity for sentence in sentences for term in sentence.terms])
            for paragraph, sentences in self.reading.sentences.items()
        ]

    @cached_property
    def chapter_names(self) -> dict[int, str]:
        """The names of the chapters, by the ``id`` of each text."""
        folders = [value for value in self.data.values() if isinstance(value, Node)]
        return {
            id(text): name
            for folder in folders
            for name, text in folder.items()
            if isinstance(text, Document) and text.place.file.endswith(".md")
        }

    @cached_property
    def figures(self) -> FigureIndex:
        """The figures of the form by label."""
        return index_figures(self.data, self.pack.checks)

    @property
    def year(self) -> str:
        """The year it is about, as it says; or ``""``."""
        return text_at(self.data, self.pack.checks.year)

    @property
    def name(self) -> str:
        """The name of the unit, as it says; or ``""``."""
        return text_at(self.data, self.pack.checks.unit)

    @cached_property
    def statements(self) -> list[Statement]:
        """What its forms, tables and sentences state of whole years; none without a year."""
        if not re.fullmatch(r"\d{4}", self.year):
            return []
        fields = field_statements(self.figures.figures, self.year, self.pack.checks.last_year_of)
        tables = (it for text in self.documents for it in TableReading(self.year).of_document(text))
        return [*fields, *tables, *sentence_statements(self.reading, self.rows)]

    @cached_property
    def reading(self) -> ReportReading:
        """The sentences of the unit as claims are read in them."""
        checks = self.pack.checks
        year, name = self.year, self.name
        labelled = self.figures.by_label.items()
        fields = ((label, field) for label, fields in labelled for field in fields)
        tables = (table for document in self.documents for table in text_tables(document))
        return ReportReading(self.results, year, name, fields, checks.last_year_of, tables)

    @cached_property
    def judgements(self) -> list[Judgement]:
        """What was found out about each claim of the texts, in reading order."""
        return judgements(self.reading)

    @cached_property
    def table_matches(self) -> list[TableMatch]:
        """The figures of the texts beside the rows of tables that they name."""
        return list(table_matches(self.reading, self.reading.table_facts, self.documents))

    @cached_property
    def listed_counts(self) -> list[Verdict]:
        """What was found out about each count of what is listed."""
        return list(listed_counts(self.results))

    @cached_property
    def ranks(self) -> list[Verdict]:
        """What was found out about each rank in a table or a list."""
        return list(ranks(self.reading, table_columns(self.documents)))

    @cached_property
    def field_matches(self) -> list[FieldMatch]:
        """The figures of the texts beside the fields that their labels mean."""
        return list(field_matches(self.reading, self.labels, self.pack.checks.last_year_of))

    @cached_property
    def rows(self) -> NamedRows:
        """The rows of the form that have a name, such as projects."""
        return NamedRows(self.data)

    @cached_property
    def labels(self) -> SentenceLabels:
        """Finds the label that a number in a sentence belongs to."""
        checks = self.pack.checks
        year, name = self.year, self.name
        return SentenceLabels(self.figures, self.rows, year, name, checks.other_money)


CheckFunction = Callable[[CheckedUnit], Iterable[Problem]]


def _values(value: Value, key: str) -> Iterator[tuple[str, Value]]:
    if isinstance(value, Node):
        for child_key, child in value.items():
            yield from _values(child, child_key)
    elif isinstance(value, list):
        for item in value:
            yield from _values(item, key)
    else:
        yield key, value


def text_at(data: Node, path: str) -> str:
    """The text or figure at a path of keys; ``""`` if there is none."""
    value: Value = data
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Node) else None
    return str(value) if isinstance(value, (Text, Figure)) else ""
