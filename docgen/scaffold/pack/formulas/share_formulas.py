"""Shares of a total by the names of columns: 占比, 占合计比重 beside an amount, with a row 合计."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from docgen.diagnostics.codes import problem_code
from docgen.scaffold.pack.formulas.drafted_formula import DraftedFormula, SumOfRows, percent_of
from docgen.scaffold.pack.formulas.measures import is_summable
from docgen.scaffold.pack.formulas.quantities import FormQuantity, Row, word_of
from docgen.scaffold.pack.formulas.total_labels import is_bare_total, is_subtotal
from docgen.scaffold.pack.naming import printed

FORMULA_SHARE = problem_code(
    "formula-share",
    en=("「{field}」 is the share of 「{part}」 in 「{whole}」", "look at it in pack.yaml"),
    zh=("「{field}」是「{part}」占「{whole}」的比重", "在 pack.yaml 里核对"),
)

_SHARE = re.compile(
    r"^所?占(?:(?:合计|总计|总额|总数|总量|总体|总人数|总金额|总投资|全部|比)的?)?(?:比[重例率]?|百分比|%|％)?$"
    r"|^比[重例]$|^百分比$"
)
"""A share of all that its column adds up; 占收入比重 is of something else."""
_UNIT = re.compile(r"[（(][^（()）]*[）)]")


def share_formulas(band: Sequence[Row]) -> Iterator[DraftedFormula]:
    """The shares in the rows of a band, of its one total: 合计, not 小计."""
    totals = [row for row in band if is_bare_total(row.label) and not is_subtotal(row.label)]
    for row in band:
        around = [it for it in totals if it.groups == row.groups[: len(it.groups)]]
        for column, share in row.cells.items() if len(around) == 1 else ():
            amount = _amount_beside(column, row.cells)
            whole = around[0].cells.get(amount.column) if amount else None
            if amount and whole and amount is not whole:
                yield _share(share, amount, whole)


def shares_in_lists(
    totals: Sequence[DraftedFormula], quantities: Sequence[FormQuantity]
) -> Iterator[DraftedFormula]:
    """The shares in the rows of lists, of the one total that adds up their amounts."""
    for total in totals:
        amount = _summed(total)
        is_single = [_summed(it) for it in totals].count(amount) == 1
        if amount is None or not is_single or is_subtotal(total.whole.rows[-1:][0]):
            continue
        columns = {it.column: it for it in quantities if it.block is amount.block}
        for column, share in columns.items():
            if _amount_beside(column, columns) is amount:
                yield _share(share, amount, total.whole)


def _summed(total: DraftedFormula) -> FormQuantity | None:
    """The column of a list that a total adds up."""
    first = total.pieces[0]
    is_sum = isinstance(first, SumOfRows) and len(total.pieces) == 1 and total.whole.rows
    return first.column if is_sum and isinstance(first, SumOfRows) else None


def _amount_beside(column: int, cells: Mapping[int, FormQuantity]) -> FormQuantity | None:
    """What a share is of: the one amount of its group, or that before it if each has a share."""
    share = cells[column]
    if not _is_share(share):
        return None
    group = [it for it in cells.values() if it.heads[:-1] == share.heads[:-1]]
    amounts = [it for it in group if is_summable(it)]
    if len(amounts) > 1 and len(amounts) == sum(map(_is_share, group)):
        amounts = [it for it in amounts if it.column < column][-1:]
    return amounts[0] if len(amounts) == 1 else None


def _is_share(quantity: FormQuantity) -> bool:
    head = printed(quantity.heads[-1]) if quantity.heads else ""
    return _SHARE.match(_UNIT.sub("", head)) is not None


def _share(share: FormQuantity, amount: FormQuantity, whole: FormQuantity) -> DraftedFormula:
    words = {
        "field": word_of(share.heads[-1]),
        "part": word_of(amount.heads[-1]),
        "whole": word_of(whole.rows[-1]),
    }
    return DraftedFormula(share, percent_of((amount,), (whole,)), FORMULA_SHARE, words)
