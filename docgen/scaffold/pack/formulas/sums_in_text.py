"""Totals in a sentence.

岗位工资　元，薪级工资　元，绩效工资　元，合计　元。
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from docgen.diagnostics.codes import problem_code
from docgen.scaffold.pack.formulas.drafted_formula import DraftedFormula, added
from docgen.scaffold.pack.formulas.label_sums import APART
from docgen.scaffold.pack.formulas.measures import measure_of
from docgen.scaffold.pack.formulas.quantities import FormQuantity, QuantityLine, word_of
from docgen.scaffold.pack.formulas.total_labels import is_bare_total, is_total
from docgen.scaffold.pack.lines.form_line import FormLine

FORMULA_IN_TEXT = problem_code(
    "formula-in-text",
    en=("「{field}」 is likely the sum of 「{parts}」 before it", "look at it in pack.yaml"),
    zh=("「{field}」可能是前面「{parts}」之和", "在 pack.yaml 里核对"),
)

_STOP = re.compile(r"[。；;]")
_NO_PART = re.compile(r"[单均]价|标准|每[人天日月年次]|已|尚|未|余款|其中|扣|减|退")
"""Amounts in a sentence that its total does not add."""

Item = tuple[tuple[str, ...], FormQuantity]


def sums_in_text(line: QuantityLine) -> Iterator[DraftedFormula]:
    """The totals that stand behind two or more amounts of one unit in a sentence: likely."""
    for number, (labels, whole) in enumerate(line.items if line.direction == "text" else ()):
        if not (is_bare_total(labels[-1]) and whole.is_number and whole.field.unit):
            continue
        parts = _before(whole, line.items[:number])
        if len(parts) > 1 and all(map(_is_part, parts)):
            yield _formula(labels, whole, parts)


def _before(whole: FormQuantity, items: Sequence[Item]) -> list[Item]:
    """The blanks of its unit that stand in its sentence, without another between."""
    near = takewhile(lambda item: _is_beside(item[1], whole), reversed(items))
    return list(near)[::-1]


def _is_beside(part: FormQuantity, whole: FormQuantity) -> bool:
    """Whether it is in the same sentence, and of the same unit."""
    mine, its = whole.field.spot, part.field.spot
    if its.paragraph is not mine.paragraph or part.field.unit != whole.field.unit:
        return False
    between = FormLine(mine.paragraph).text[its.start : mine.start]
    return part.is_number and not _STOP.search(between)


def _is_part(item: Item) -> bool:
    label = item[0][-1]
    is_apart = APART.search(label) or _NO_PART.search(label) or is_total(label)
    return not is_apart and measure_of(item[0]) not in ("rate", "price", "none")


def _formula(labels: tuple[str, ...], whole: FormQuantity, parts: Sequence[Item]) -> DraftedFormula:
    names = "、".join(word_of(its[-1]) for its, _ in parts)
    quantities = tuple(quantity for _, quantity in parts)
    words = {"field": word_of(labels[-1]), "parts": names}
    pieces = added(quantities)
    return DraftedFormula(whole, pieces, FORMULA_IN_TEXT, words, is_sure=False, parts=quantities)
