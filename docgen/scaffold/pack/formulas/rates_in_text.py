"""Rates and shares in a sentence.

承担任务　项，已完成　项，完成率　%       likely, as the two before it are of one unit
专项经费占支出合计的比例为　%             of a table with this row, and columns 专项经费 and 合计
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.scaffold.pack.formulas.drafted_formula import DraftedFormula, percent_of
from docgen.scaffold.pack.formulas.quantities import FormQuantity, QuantityLine, word_of
from docgen.scaffold.pack.formulas.rate_formulas import FORMULA_RATE
from docgen.scaffold.pack.formulas.share_formulas import FORMULA_SHARE
from docgen.scaffold.pack.formulas.total_labels import is_bare_total
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.naming import printed
from docgen.templates.units_of_measure import PERCENT

_IS = r"(?:为|是|达到?)?[：:]?$"
_RATE = re.compile(rf"[，、,](?:其中)?(?!增|减|降|下降|上升|提高|累计)(\w{{2,4}})率{_IS}")
"""A rate of what is done; one of growth is of what there was before."""
_SHARE = re.compile(
    rf"(?:^|[。；;，,：:、])([^。；;，,：:]+?)占([^。；;，,：:]+?)的?(?:比[例重]|百分比){_IS}"
)
_CLAUSE = re.compile(r"[，、,](?:其中)?(?:已|实际|按[时期])?(\w{2,4}?)(?:了|数)?[：:]?$")
_STOP = re.compile(r"[。；;]")
_PARTS = 2
"""The blanks before a rate that it is of."""


def rates_in_text(line: QuantityLine) -> Iterator[DraftedFormula]:
    """The rates in a sentence that begins with what they are of, and goes on with what is done."""
    items = [it for _, it in line.items] if line.direction == "text" else []
    for number, whole in enumerate(items[_PARTS:]):
        under, over = items[number : number + _PARTS]
        rate = _RATE.search(_before(whole))
        clause = _CLAUSE.search(_before(over)) if rate else None
        is_named = rate is not None and clause is not None and clause[1] == rate[1]
        if is_named and _is_percent(whole) and _are_beside([under, over, whole]):
            words = {"field": whole.path[-1], "over": over.path[-1], "under": under.path[-1]}
            yield DraftedFormula(
                whole, percent_of((over,), (under,)), FORMULA_RATE, words, is_sure=False
            )


def _is_percent(quantity: FormQuantity) -> bool:
    return quantity.is_number and quantity.field.unit in PERCENT


def _are_beside(items: Sequence[FormQuantity]) -> bool:
    """Whether they alone begin a sentence, the first two of one unit."""
    under, over, whole = items
    if any(it.field.spot.paragraph is not whole.field.spot.paragraph for it in items):
        return False
    text = FormLine(whole.field.spot.paragraph).text
    start, end = under.field.spot.start, whole.field.spot.start
    before = _STOP.split(text[:start])[-1]
    is_first = not re.search(r"[\s_＿]", before.strip())
    is_same = bool(under.field.unit) and under.field.unit == over.field.unit
    return is_first and is_same and not _STOP.search(text[start:end])


def _before(quantity: FormQuantity) -> str:
    """What is printed before a blank in its paragraph, without the room of other blanks."""
    spot = quantity.field.spot
    return printed(FormLine(spot.paragraph).text[: spot.start])


def shares_in_text(quantities: Sequence[FormQuantity]) -> Iterator[DraftedFormula]:
    """The shares that a sentence tells, of the one row and column of a table that it names."""
    cells = [it for it in quantities if it.is_number and it.heads and it.rows and it.block is None]
    for whole in quantities:
        is_in_text = _is_percent(whole) and whole.block is None and not whole.field.around.table
        told = _SHARE.search(_before(whole)) if is_in_text else None
        row = [it for it in cells if told and word_of(it.rows[-1]) == told[2]]
        parts = [it for it in row if told and word_of(it.heads[-1]) == told[1]]
        totals = [it for it in row if is_bare_total(it.heads[-1])]
        if len(parts) == len(totals) == 1 and told and parts[0].row == totals[0].row:
            words = {"field": whole.path[-1], "part": told[1], "whole": told[2]}
            yield DraftedFormula(whole, percent_of((parts[0],), (totals[0],)), FORMULA_SHARE, words)
