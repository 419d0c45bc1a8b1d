"""Everything that is checked in a unit beyond its types, in one list."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.checking import consistency, numbering, text_conventions, typos
from docgen.checking.against_tables import against_tables
from docgen.checking.figures import index_figures
from docgen.checking.growth import growth
from docgen.checking.named_rows import NamedRows
from docgen.checking.paragraph_texts import paragraph_texts
from docgen.checking.sentence_labels import SentenceLabels
from docgen.checking.text_sums import shares, table_totals
from docgen.checking.todo_lists import ABOUT_FILES, still_blank
from docgen.checking.unrevised import unrevised
from docgen.content.unit import Unit
from docgen.content.values import Node, Value
from docgen.diagnostics import Problem
from docgen.packs.pack import Pack
from docgen.packs.rules import check_rules


def check_unit(unit: Unit, pack: Pack, last: Node | None) -> Iterator[Problem]:
    """The problems of ``unit``, typed, derived and bound; ``last`` is its content a year ago."""
    data, checks = unit.data, pack.checks
    texts = [one for one in paragraph_texts(data) if not one.field.startswith(ABOUT_FILES)]
    results = [one for one in texts if one.field.rpartition(".")[2] not in checks.plans]
    index, rows = index_figures(data, checks), NamedRows(data)
    year, name = str(data.get(checks.year, "")), _text_at(data, checks.unit)
    labels = SentenceLabels(index, rows, year, name, checks.apart)
    yield from still_blank(unit)
    yield from unrevised(unit, pack, last)
    yield from check_rules(data, pack.rules)
    differing = list(against_tables(results, index, labels, checks.last_year_of))
    yield from differing
    told = {str(problem.place) for problem in differing}
    for problem in consistency.two_values(results, rows):
        # That one of the two is wrong has been said already, with the figure it should be.
        if not told & {str(problem.place), problem.words["other"]}:
            yield problem
    yield from consistency.near_names(data)
    yield from growth(results, labels, checks.last_year_of)
    if last is not None:
        yield from consistency.over_time(data, last, checks.last_year_of)
    yield from text_conventions.years(data, checks.year, unit.edition, texts, checks.titles)
    yield from text_conventions.placeholders(texts)
    yield from text_conventions.own_labels(texts)
    yield from text_conventions.half_width(texts)
    yield from text_conventions.unpaired(texts)
    for check in (numbering.numbering, typos.repeated, typos.dates, typos.ranges):
        yield from check(texts)
    yield from typos.document_numbers(texts)
    yield from shares(texts)
    yield from numbering.list_numbers(data)
    yield from table_totals(data)


def _text_at(data: Node, path: str) -> str:
    value: Value = data
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Node) else None
    return str(value or "")
