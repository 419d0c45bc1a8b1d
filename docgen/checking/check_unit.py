"""All checks of a unit beyond the types of its fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from docgen.checking import consistency, numbering, text_conventions, typos
from docgen.checking.against_tables import against_tables
from docgen.checking.figures import index_figures
from docgen.checking.growth import growth
from docgen.checking.named_rows import NamedRows
from docgen.checking.paragraph_texts import ParagraphText, paragraph_texts
from docgen.checking.sentence_labels import SentenceLabels
from docgen.checking.text_sums import shares, table_totals
from docgen.checking.todo_lists import ABOUT_FILES, still_blank
from docgen.checking.unrevised import unrevised
from docgen.content.unit import Unit
from docgen.content.values import Node, Value
from docgen.diagnostics import Problem
from docgen.packs.pack import Pack
from docgen.packs.rules import check_rules

_TEXT_CHECKS: tuple[Callable[[Sequence[ParagraphText]], Iterator[Problem]], ...] = (
    text_conventions.placeholders,
    text_conventions.own_labels,
    text_conventions.half_width,
    text_conventions.unpaired,
    numbering.numbering,
    typos.repeated,
    typos.dates,
    typos.ranges,
    typos.document_numbers,
    shares,
)
"""Checks that need nothing but the paragraphs, in the order in which they report."""


def check_unit(unit: Unit, pack: Pack, last: Node | None) -> Iterator[Problem]:
    """The problems of a unit, in a fixed order of checks.

    Args:
        unit: the unit with its types read, derived values added and bindings resolved.
        pack: the pack that it fills.
        last: its content of the edition before, or ``None``.
    """
    data, checks = unit.data, pack.checks
    paragraphs = [text for text in paragraph_texts(data) if not text.field.startswith(ABOUT_FILES)]
    results = [text for text in paragraphs if text.field.rpartition(".")[2] not in checks.plans]
    index, rows = index_figures(data, checks), NamedRows(data)
    year, name = str(data.get(checks.year, "")), _text_at(data, checks.unit)
    labels = SentenceLabels(index, rows, year, name, checks.apart)
    yield from still_blank(unit)
    yield from unrevised(unit, pack, last)
    yield from check_rules(data, pack.rules)
    differences = list(against_tables(results, index, labels, checks.carried))
    yield from differences
    places = {str(problem.place) for problem in differences}
    for problem in consistency.two_values(results, rows):
        # Where a number differs from the form, the problem above names the right figure already.
        if not places & {str(problem.place), problem.words["other"]}:
            yield problem
    yield from consistency.near_names(data)
    yield from growth(results, labels, checks.carried)
    if last is not None:
        yield from consistency.over_time(data, last, checks.carried)
    yield from text_conventions.years(data, checks.year, unit.edition, paragraphs, checks.titles)
    for check in _TEXT_CHECKS:
        yield from check(paragraphs)
    yield from numbering.list_numbers(data)
    yield from table_totals(data)


def _text_at(data: Node, path: str) -> str:
    value: Value = data
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Node) else None
    return str(value or "")
