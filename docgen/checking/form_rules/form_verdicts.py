"""The verdicts on the figures of forms and of tables of texts that sums were done for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from docgen.checking.claims.verdict import Status, Verdict
from docgen.checking.form_rules.form_rows import EvaluationForm, FormSum
from docgen.checking.form_rules.rate_rules import budget_score_sums, rate_sums
from docgen.checking.form_rules.sum_rules import total_sums
from docgen.checking.text_tables.column_totals import column_totals
from docgen.checking.text_tables.row_relations import row_relations
from docgen.checking.text_tables.text_table import TextTable
from docgen.diagnostics import Place, Problem


def form_verdicts(
    forms: Iterable[EvaluationForm], problems: Iterable[Problem]
) -> Iterator[Verdict]:
    """A verdict for each figure of a form that follows from others: rate, points, total.

    Args:
        forms: the forms.
        problems: what is told of them.
    """
    told = {problem.place: problem for problem in problems}
    for form in forms:
        for it in (*rate_sums(form), *budget_score_sums(form), *total_sums(form)):
            yield _of_form(it, told)


def _of_form(it: FormSum, told: Mapping[Place, Problem]) -> Verdict:
    status = Status.VERIFIED if it.holds else Status.WRONG
    field = f"{it.row.label} {it.cell.head}".strip()
    problem = None if it.holds else told.get(it.place)
    return Verdict(
        it.place, it.cell.text, field, 0, status, it.arithmetic, it.sources, problem, field
    )


def table_verdicts(tables: Iterable[TextTable], problems: Iterable[Problem]) -> Iterator[Verdict]:
    """A verdict for each total of a table, and for each cell that follows from its row.

    Args:
        tables: the tables of the texts.
        problems: what is told of them.
    """
    told = {problem.place: problem for problem in problems}
    for table in tables:
        for total in column_totals(table):
            formula = f"{total.label}：{total.value}"
            yield _of_cell(
                total.cell.text, total.cell.place, total.head, formula, total.holds, told
            )
        for cell in row_relations(table):
            formula = f"{cell.formula} = {cell.value}"
            yield _of_cell(cell.cell.text, cell.cell.place, cell.head, formula, cell.holds, told)


def _of_cell(
    text: str,
    place: Place | None,
    head: str,
    arithmetic: str,
    holds: bool,
    told: Mapping[Place, Problem],
) -> Verdict:
    at = place or Place("")
    status = Status.VERIFIED if holds else Status.WRONG
    problem = None if holds else told.get(at)
    return Verdict(at, text, head, 0, status, arithmetic, (), problem, head)
