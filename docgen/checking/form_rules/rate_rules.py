"""执行率 = 执行数 ÷ 预算数, and the points that follow from it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_DOWN, Context, Decimal
from typing import NamedTuple

from docgen.checking.form_rules.form_rows import EvaluationForm, FormCell, FormRow, FormSum
from docgen.checking.form_rules.heads import Head, letters_of, plain_head
from docgen.checking.form_rules.rule_codes import BUDGET_SCORE_DIFFERS, EXECUTION_RATE_DIFFERS
from docgen.content.agreement import Agreement, Interval, PrintedFigure, stands_for
from docgen.content.numbers import places_of, rounded
from docgen.diagnostics import Place, Problem, error

_LONG = Context(prec=60)
"""Precise enough to cut off any typed figure."""

_WHOLE_AMOUNT = 1000
"""From here on money without decimals is taken for rounded; a smaller amount is exact."""

_RATIO = Decimal(2)
"""A rate without a per cent sign up to here may be a ratio, 0.94."""

_LEAST = Decimal("0.001")
"""The least budget that a figure may stand for, in the form's unit."""

_WHOLE = (Decimal(100),)
"""What a rate of 1 prints as, without its sign."""

_CENTS = 2
"""Decimal places from which points are surely worked out, not given in steps."""


class _Rate(NamedTuple):
    """A rate of a row: as printed, or what was spent of one of its budgets.

    Attributes:
        cell: the cell of the rate, or of the budget.
        value: the rate, 0.9364.
        range: what it may be, as its figures are rounded.
    """

    cell: FormCell
    value: Decimal
    range: Interval

    @property
    def shown(self) -> str:
        """As forms print it."""
        return f"{self.value * 100:.2f}%"


def rate_sums(form: EvaluationForm) -> Iterator[FormSum]:
    """What was spent of the budget, for each rate that is typed beside it.

    Which budget is meant differs from form to form: any that fits is right, unless the heads say
    it, 执行率（B/A）.
    """
    for row in form.money:
        rate = row.cells.get(Head.RATE)
        if rate is None or not row.is_typed(Head.RATE) or rate.number is None or row.waits:
            continue
        quotients = _quotients(row)
        fitting = [quotient for quotient in quotients if _is_rate(rate, quotient)]
        if quotients:
            meant = (*fitting, *quotients)[0]
            arithmetic = f"{row.cells[Head.SPENT].text} ÷ {meant.cell.text} = {meant.shown}"
            sources = _places(row.cells[Head.SPENT], meant.cell)
            yield FormSum(row, Head.RATE, arithmetic, sources, bool(fitting))


def rate_problems(form: EvaluationForm) -> Iterator[Problem]:
    """An error for each rate that is not what was spent of the budget."""
    sums = list(rate_sums(form))
    if len(sums) > 1 and not any(it.holds for it in sums):
        return  # they are of something else
    for it in sums:
        if not it.holds:
            head, words = plain_head(it.cell.head), {"row": it.row.label, "rate": it.cell.text}
            words |= {"rate_head": head, "sum": it.arithmetic}
            yield error(EXECUTION_RATE_DIFFERS, it.place, **words)


def budget_score_sums(form: EvaluationForm) -> Iterator[FormSum]:
    """The weight times the rate, capped at the weight, for the points of each budget."""
    for row in form.money:
        score, weight = row.cells.get(Head.SCORE), row.number(Head.WEIGHT)
        if not row.is_typed(Head.SCORE) or score is None or score.figure is None or row.waits:
            continue
        if not weight or score.is_shared or score.figure.value > weight:
            continue
        rates = [*_printed_rate(row), *_quotients(row)]
        fitting = [rate for rate in rates if _are_points(score.figure, weight, rate)]
        if rates:
            meant = (*fitting, *rates)[0]
            points = min(weight, weight * meant.value)
            arithmetic = f"{weight} × {meant.shown} = {points:.2f}"
            sources = _places(row.cells[Head.WEIGHT], meant.cell)
            yield FormSum(row, Head.SCORE, arithmetic, sources, bool(fitting))


def budget_score_problems(form: EvaluationForm) -> Iterator[Problem]:
    """Problems of points that are not the weight times the rate.

    Only a warning for points that a form may give in steps: all of them, or one decimal place.
    """
    for it in budget_score_sums(form):
        if not it.holds:
            words = {"row": it.row.label, "score": it.cell.text, "sum": it.arithmetic}
            words |= {"score_head": plain_head(it.cell.head)}
            words |= {"weight_head": plain_head(it.row.cells[Head.WEIGHT].head)}
            problem = error(BUDGET_SCORE_DIFFERS, it.place, **words)
            is_sure = places_of((it.cell.number or Decimal(0)).normalize()) >= _CENTS
            yield problem if is_sure else problem.as_warning()


def _places(*cells: FormCell) -> tuple[Place, ...]:
    return tuple(cell.place for cell in cells if cell.place)


def _quotients(row: FormRow) -> list[_Rate]:
    """What was spent of each budget of a row."""
    spent = row.cells.get(Head.SPENT)
    budgets = [cell for cell in row.budgets if cell.number is not None and cell.number > 0]
    rate = row.cells.get(Head.RATE)
    divisor = letters_of(rate.head).partition("/")[2] if rate else ""
    named = [cell for cell in budgets if divisor and letters_of(cell.head) == divisor]
    if spent is None or spent.number is None or spent.number < 0:
        return []
    digits = max(places_of(cell.number) for cell in (spent, *budgets) if cell.number is not None)
    found, carried = [], row.number(Head.CARRIED) or Decimal(0)
    for budget in named or budgets:
        for whole in dict.fromkeys((budget.number or Decimal(0), (budget.number or 0) + carried)):
            above, below = _money(spent.number, digits), _money(whole, digits)
            limits = Interval(above.low / below.high, above.high / max(below.low, _LEAST))
            found.append(_Rate(budget, spent.number / whole, limits))
    return found


def _money(number: Decimal, digits: int) -> Interval:
    """The amounts that a figure may stand for among figures of so many decimal places."""
    printed = rounded(number, max(digits, 0))
    is_exact = digits <= 0 and number < _WHOLE_AMOUNT
    low, high = PrintedFigure(printed, is_exact=is_exact).interval
    return Interval(max(low, Decimal(0)), high)


def _printed_rate(row: FormRow) -> list[_Rate]:
    rate = row.cells.get(Head.RATE)
    if rate is None or rate.figure is None:
        return []
    is_ratio = not _is_percent(rate) and rate.figure.value <= _RATIO
    scale, (low, high) = Decimal(1 if is_ratio else 100), rate.figure.interval
    return [_Rate(rate, rate.figure.value / scale, Interval(low / scale, high / scale))]


def _is_percent(rate: FormCell) -> bool:
    return rate.has_percent or "%" in rate.head or "％" in rate.head


def _is_rate(rate: FormCell, quotient: _Rate) -> bool:
    """Whether a printed rate is a quotient, rounded or cut off; 100% may stand for more."""
    assert rate.figure is not None
    is_percent = _is_percent(rate) or rate.figure.value > _RATIO
    return any(
        _fits(rate.figure, quotient.value * scale, _scaled(quotient.range, scale))
        or (rate.figure.value == scale and quotient.range.high > 1)
        for scale in (_WHOLE if is_percent else (*_WHOLE, Decimal(1)))
    )


def _are_points(score: PrintedFigure, weight: Decimal, rate: _Rate) -> bool:
    limits = Interval(*(min(weight, end) for end in _scaled(rate.range, weight)))
    return _fits(score, min(weight, weight * rate.value), limits)


def _fits(printed: PrintedFigure, value: Decimal, limits: Interval) -> bool:
    """Whether a figure is a computed value, rounded, or cut off behind its last place."""
    unit = Decimal(1).scaleb(-places_of(printed.value))
    is_cut_off = value.quantize(unit, ROUND_DOWN, _LONG) == printed.value
    return is_cut_off or stands_for(printed, limits) is not Agreement.DIFFERENT


def _scaled(limits: Interval, factor: Decimal) -> Interval:
    return Interval(limits.low * factor, limits.high * factor)
