"""The equations that hold in a unit: each figure in one is what the others give.

基本支出 420.71 + 项目支出 18.74 = 全年执行数 439.45      a rule of the pack
(2.50 − 2.00) ÷ 2.00 = 25%                              a claim of a sentence
439.45 ÷ 469.32 = 93.64%                                a rate of a form, or of a table
450.32 + 19.00 = 469.32                                 a total of a table
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.claims.told import arithmetic_of
from docgen.checking.claims.verdict import Status
from docgen.checking.form_rules.rate_rules import budget_score_sums, rate_sums
from docgen.checking.form_rules.sum_rules import total_sums
from docgen.checking.form_rules.unit_forms import unit_forms
from docgen.checking.text_tables.column_totals import ColumnTotal, column_totals
from docgen.checking.text_tables.row_relations import row_relations
from docgen.checking.text_tables.row_totals import row_totals
from docgen.checking.text_tables.text_table import text_tables
from docgen.content.values import Blank, Node
from docgen.diagnostics import Place, Problems
from docgen.packs.content_index import ContentIndex
from docgen.packs.expressions import evaluate
from docgen.packs.expressions.evaluate import holds
from docgen.packs.rules import Rule, owners_at
from docgen.packs.worked_sums import worked_sum

_EQUALS = " == "
_OTHERWISE = (" or ", " and ", " if ")
_MOST_TERMS = 6
"""Terms of a sum that are written out; of a longer one their number is."""


class Equation(NamedTuple):
    """An equation that holds.

    Attributes:
        words: it, with its figures.
        places: where the figures stand that are in it, the result last.
    """

    words: str
    places: tuple[Place, ...]


def equations(unit: CheckedUnit) -> Iterator[Equation]:
    """The equations that hold in a unit: of sentences, of rules, of forms, of tables."""
    yield from _of_claims(unit)
    yield from _of_rules(unit)
    yield from _of_forms(unit)
    yield from _of_tables(unit)


def _of_claims(unit: CheckedUnit) -> Iterator[Equation]:
    """Those of claims that mean these figures; of others, chance may say that they fit."""
    for judgement in unit.judgements:
        reading = judgement.reading
        is_fitting = judgement.status in (Status.VERIFIED, Status.ROUNDED)
        if reading and reading.is_meant and is_fitting:
            operands = (operand.place for operand in reading.operands)
            place = judgement.claim.term.quantity.place
            yield Equation(arithmetic_of(judgement), (*operands, place))


def _of_rules(unit: CheckedUnit) -> Iterator[Equation]:
    """Those of the pack's rules; none with a blank in it."""
    data, index = unit.data, ContentIndex(unit.data, unit.pack.derived, unit.pack.schema)
    for rule in unit.pack.rules:
        sides = _sides(rule)
        for owner in owners_at(data, rule.at) if sides else ():
            yield from _of_rule(rule, sides, (owner, data), index)


def _sides(rule: Rule) -> tuple[str, ...]:
    """The two sides of an equation of figures; none of any other rule, or of one for each row."""
    sides = tuple(rule.require.split(_EQUALS))
    is_plain = len(sides) == 2 and not any(word in rule.require for word in _OTHERWISE)
    return sides if is_plain and not rule.each else ()


def _of_rule(
    rule: Rule, sides: tuple[str, ...], names: tuple[Node, ...], index: ContentIndex
) -> Iterator[Equation]:
    problems = Problems()
    results = [evaluate(side, rule.place, problems, *names) for side in sides]
    if problems or any(isinstance(result, Blank) for result in results):
        return
    sums = [found for side in sides if (found := worked_sum(side, names))]
    if len(sums) == len(sides) and holds(rule.require, rule.place, problems, *names):
        words = " = ".join(found.words.zh for found in sums)
        yield Equation(words, index.inputs_of(rule.require, names, inside=True))


def _of_forms(unit: CheckedUnit) -> Iterator[Equation]:
    """Rates, points for the budget and total points of evaluation forms."""
    for form in unit_forms(unit.data, unit.documents):
        for done in (*rate_sums(form), *budget_score_sums(form), *total_sums(form)):
            if done.holds:
                yield Equation(done.arithmetic, (*done.sources, done.place))


def _of_tables(unit: CheckedUnit) -> Iterator[Equation]:
    """Totals of columns, and columns that follow from others, of the tables in texts."""
    for document in unit.documents:
        for table in text_tables(document):
            for total in column_totals(table):
                if total.holds:
                    cells = (*total.rows, total.cell)
                    yield Equation(_total(total), tuple(it.place for it in cells if it.place))
            for relation in chain(row_relations(table), row_totals(table)):
                if relation.holds:
                    cells = (*relation.operands, relation.cell)
                    words = f"{relation.formula} = {relation.cell.text}"
                    yield Equation(words, tuple(it.place for it in cells if it.place))


def _total(total: ColumnTotal) -> str:
    """The sum of a column, of many rows by their number."""
    terms = [cell.text for cell in total.rows]
    left = " + ".join(terms) if len(terms) <= _MOST_TERMS else f"Σ({len(terms)})"
    return f"{left} = {total.cell.text}"
