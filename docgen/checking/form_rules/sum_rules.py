"""Weights are 100 in all, those of a group what its head says; 总分 is the sum of the points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from docgen.checking.form_rules.form_rows import EvaluationForm, FormCell, FormRow, FormSum
from docgen.checking.form_rules.heads import Head, plain_head
from docgen.checking.form_rules.point_rules import is_extra
from docgen.checking.form_rules.rule_codes import (
    GROUP_WEIGHTS_DIFFER,
    TOTAL_SCORE_DIFFERS,
    WEIGHTS_DIFFER,
)
from docgen.content.agreement import Agreement, Interval, PrintedFigure, stands_for
from docgen.content.numbers import places_of
from docgen.diagnostics import Problem, error

_ALL = Decimal(100)
_OF_BUDGET = Decimal(10)
"""Points for the budget that forms print beside their indicators, not in a column."""

_POINTS = re.compile(r"[（(](\d{1,3})分[）)]\s*$")


def weight_problems(form: EvaluationForm) -> Iterator[Problem]:
    """An error if the weights of a whole form are not 100, or what its total says.

    A form is known to be whole by its total, or by the weight of its budget.
    """
    rows = _counted(form, Head.WEIGHT)
    has_budget = any(row.number(Head.WEIGHT) is not None for row in form.money)
    wanted = form.total.number(Head.WEIGHT) if form.total else None
    is_whole = form.indicators and (form.total or has_budget)
    if not rows or not (is_whole or _is_of_money(form, wanted)):
        return
    wanted = _ALL if wanted is None else wanted
    found = sum((row.number(Head.WEIGHT) or Decimal(0) for row in rows), Decimal(0))
    if found == wanted or (not has_budget and found + _OF_BUDGET == wanted):
        return
    if found <= 1 < wanted:  # weights as parts of 1
        return
    head = plain_head(rows[-1].cells[Head.WEIGHT].head)
    words = {"rows": len(rows), "sum": _shown(found), "wanted": _shown(wanted)}
    is_typed = form.total is not None and form.total.is_typed(Head.WEIGHT)
    row = form.total if is_typed and form.total else (*form.indicators, *rows)[0]
    yield error(WEIGHTS_DIFFER, row.place_of(Head.WEIGHT), weight_head=head, **words)


def group_problems(form: EvaluationForm) -> Iterator[Problem]:
    """An error for each group whose weights are not the points in its head, 产出指标（40分）."""
    groups: dict[tuple[str, ...], list[FormRow]] = {}
    for row in form.indicators:
        for depth in range(len(row.groups)):
            groups.setdefault(row.groups[: depth + 1], []).append(row)
    for group, rows in groups.items():
        points = _POINTS.search(group[-1])
        counted = _summed(rows, Head.WEIGHT)
        if points is None or counted is None:
            continue
        found = sum((row.number(Head.WEIGHT) or Decimal(0) for row in counted), Decimal(0))
        if found != Decimal(points[1]) and found > 1:
            words = {"group": group[-1], "rows": len(counted), "sum": _shown(found)}
            words |= {"weight_head": plain_head(counted[0].cells[Head.WEIGHT].head)}
            place = counted[0].place_of(Head.WEIGHT)
            yield error(GROUP_WEIGHTS_DIFFER, place, **words, wanted=points[1])


def total_sums(form: EvaluationForm) -> Iterator[FormSum]:
    """The sum of all points, for the total that is typed; nothing if points may be missing."""
    total, rows = form.total, _counted(form, Head.SCORE)
    if total is None or not rows or not total.is_typed(Head.SCORE):
        return
    if not form.indicators and not _is_of_money(form, total.number(Head.SCORE)):
        return
    printed = total.cells[Head.SCORE].figure
    scores = [figure for row in rows if (figure := row.cells[Head.SCORE].figure)]
    if printed is None:
        return
    found = sum((figure.value for figure in scores), Decimal(0))
    has_budget = any(row.number(Head.SCORE) is not None for row in form.money)
    if not has_budget and 0 <= printed.value - found <= _OF_BUDGET and _lacks_budget(form):
        return
    slack = sum((figure.half for figure in scores if _is_coarser(figure, printed)), Decimal(0))
    limits = Interval(found - slack, found + slack)
    arithmetic = f"{' + '.join(f'{figure.value:f}' for figure in scores)} = {_shown(found)}"
    sources = tuple(row.place_of(Head.SCORE) for row in rows)
    holds = stands_for(printed, limits) is not Agreement.DIFFERENT
    yield FormSum(total, Head.SCORE, arithmetic, sources, holds)


def total_problems(form: EvaluationForm) -> Iterator[Problem]:
    """An error if the total is not the sum of all points."""
    for it in total_sums(form):
        if not it.holds:
            words = {"row": it.row.label, "score": it.cell.text, "rows": len(it.sources)}
            result = it.arithmetic.rpartition(" = ")[2]
            yield error(TOTAL_SCORE_DIFFERS, it.place, **words, sum=result)


def _is_of_money(form: EvaluationForm, total: Decimal | None) -> bool:
    """Whether a table without indicators has points for several kinds of money, and their total."""
    rows = [row for row in form.money if row.number(Head.WEIGHT) is not None]
    return total is not None and len(rows) > 1


def _lacks_budget(form: EvaluationForm) -> bool:
    """Whether the points for the budget seem to stand elsewhere: its indicators are 90."""
    rows = _summed(form.indicators, Head.WEIGHT) or []
    found = sum((row.number(Head.WEIGHT) or Decimal(0) for row in rows), Decimal(0))
    wanted = (form.total.number(Head.WEIGHT) if form.total else None) or _ALL
    return found + _OF_BUDGET == wanted or form.total is None


def _is_coarser(figure: PrintedFigure, printed: PrintedFigure) -> bool:
    """Whether a score is rounded to fewer places than the total; whole points are exact."""
    return 0 < places_of(figure.value) < places_of(printed.value)


def _counted(form: EvaluationForm, head: Head) -> Sequence[FormRow]:
    """The rows that a sum is of; empty if some may be missing, or add points beyond the form."""
    if any(is_extra(row) for row in form.rows):
        return ()
    money = [row for row in form.money if not _is_nothing(row.cells.get(head))]
    return _summed((*money, *form.indicators), head) or ()


def _summed(rows: Sequence[FormRow], head: Head) -> list[FormRow] | None:
    """The rows that have a number of their own below a head; ``None`` if one is still blank."""
    found = []
    for row in rows:
        if not row.label and all(cell.is_blank for cell in row.cells.values()) and not row.waits:
            continue  # a line that the form has for more indicators than there are
        cell = row.cells.get(head)
        if cell is None or row.waits or (cell.number is None and not _is_dash(cell)):
            return None
        if cell.number is not None and not cell.is_shared:
            found.append(row)
    return found


def _is_nothing(cell: FormCell | None) -> bool:
    return cell is None or cell.is_blank


def _is_dash(cell: FormCell) -> bool:
    """Whether a cell says that there is nothing for it: ``/``; a blank may be unfinished."""
    return cell.is_blank and cell.text.strip() != ""


def _shown(number: Decimal) -> str:
    return f"{number.normalize():f}"
