"""Totals of lists in the rows beside them, and the total of all scores of a form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from docgen.diagnostics.codes import problem_code
from docgen.scaffold.pack.form_fields import Block
from docgen.scaffold.pack.formulas.down_sums import points_fit
from docgen.scaffold.pack.formulas.drafted_formula import DraftedFormula, Piece, SumOfRows, added
from docgen.scaffold.pack.formulas.measures import is_summable
from docgen.scaffold.pack.formulas.quantities import FormQuantity, word_of
from docgen.scaffold.pack.formulas.total_labels import is_total
from docgen.scaffold.pack.lines.form_line import FormLine
from docgen.scaffold.pack.naming import printed
from docgen.scaffold.pack.terms import RESULTS
from docgen.word.xml import w

FORMULA_LIST = problem_code(
    "formula-list",
    en=("「{field}」 is the total of the list 「{list}」 beside it", "look at it in pack.yaml"),
    zh=("「{field}」是旁边「{list}」各行的合计", "在 pack.yaml 里核对"),
)
FORMULA_SCORES = problem_code(
    "formula-scores",
    en=("「{field}」 is the sum of all scores of the form", "look at it in pack.yaml"),
    zh=("「{field}」是表上各项得分之和", "在 pack.yaml 里核对"),
)

_DIGITS = set("亿千百十万元角分")
"""Heads of columns that hold one digit each of a sum of money."""

_FULL = re.compile(r"^(?:(?:绩效)?(?:自评|评价)?总得?分|得分合计|合计得分|合计|总计)$")
_OVERALL = re.compile(r"总得?分$")
_SCORE = re.compile(r"(?:得分|自评分|评分)$")
_SUBTOTAL = re.compile(r"^小计")
_NEAR = 6
"""Characters before a blank in which its label ends: （大写）：."""
_SUM_OF_ALL = re.compile(r"(?:合计|总计|共计|总金额|总价)")
_IN_WORDS = re.compile(r"大写")


def list_formulas(quantities: Sequence[FormQuantity]) -> Iterator[DraftedFormula]:
    """The totals in the row above or below a list, for each column that may be added.

    The row's label names the list or says 小计; 合计 and 总计 only count if no other list of the
    table has a column that they may add.
    """
    single = [it for it in quantities if it.block is None and it.is_number]
    lists: dict[int, list[FormQuantity]] = {}
    for quantity in quantities:
        if quantity.block is not None and not quantity.block.levels:
            lists.setdefault(id(quantity.block), []).append(quantity)
    for columns in lists.values():
        block = columns[0].block
        if block is None or not block.path[-1].endswith("[]") or _is_of_digits(columns):
            continue
        others = [
            it for it in lists.values() if it is not columns and _table(it) == _table(columns)
        ]
        for whole in _beside(block, single):
            column = _column_of(whole, columns)
            alone = all(_column_of(whole, other) is None for other in others)
            if column is not None and _is_total_of(whole, block, alone=alone):
                yield _formula(whole, column, block)
        wholes, amount = list(_in_words_too(block, single)), _amount_in(columns)
        if len(wholes) == 1 and amount and not any(map(_amount_in, others)):
            yield _formula(wholes[0], amount, block)


def _formula(whole: FormQuantity, column: FormQuantity, block: Block) -> DraftedFormula:
    name = word_of((whole.rows or whole.path)[-1])
    words = {"field": name, "list": block.path[-1].removesuffix("[]")}
    return DraftedFormula(whole, (SumOfRows(column),), FORMULA_LIST, words)


def _row_of(quantity: FormQuantity) -> etree._Element | None:
    return next(quantity.field.spot.paragraph.iterancestors(w("tr")), None)


def _in_words_too(block: Block, single: Sequence[FormQuantity]) -> Iterator[FormQuantity]:
    """The blanks for a sum in figures in a row that prints it in words as well: 合计（大写） ¥."""
    for quantity in single:
        row = _row_of(quantity)
        if row is None or row not in block.beside or quantity.rows or _is_in_words(quantity):
            continue
        text = printed("".join(part.text or "" for part in row.iter(w("t"))))
        if _IN_WORDS.search(text) and _SUM_OF_ALL.match(text):
            yield quantity


def _is_in_words(quantity: FormQuantity) -> bool:
    """Whether what stands just before a blank asks for a sum in words."""
    spot = quantity.field.spot
    before = FormLine(spot.paragraph).text[: spot.start]
    return _IN_WORDS.search(before[-_NEAR:]) is not None


def _amount_in(columns: Sequence[FormQuantity]) -> FormQuantity | None:
    """The one column of a list that holds amounts, if it has just one."""
    named = [it for it in columns if RESULTS.search(word_of((it.heads or it.path)[-1]))]
    found = [it for it in named if is_summable(it)]
    return found[0] if len(found) == 1 else None


def _table(columns: Sequence[FormQuantity]) -> object:
    """The table of a list."""
    block = columns[0].block
    return block.rows[0].getparent() if block else None


def _is_of_digits(columns: Sequence[FormQuantity]) -> bool:
    return len(_DIGITS & {it.path[-1] for it in columns}) > 1


def _beside(block: Block, single: Sequence[FormQuantity]) -> Iterator[FormQuantity]:
    for quantity in single:
        row = _row_of(quantity)
        if row is not None and row in block.beside and quantity.rows:
            yield quantity


def _column_of(whole: FormQuantity, columns: Sequence[FormQuantity]) -> FormQuantity | None:
    """The list's column above or below a blank, if it is of numbers that may be added."""
    same = [it for it in columns if it.column == whole.column]
    named = [it for it in columns if it.path[-1] == whole.path[-1]]
    column = next(iter(same or named), None)
    return column if column is not None and is_summable(column) else None


def _is_total_of(whole: FormQuantity, block: Block, *, alone: bool) -> bool:
    label = printed(whole.rows[-1])
    if _IN_WORDS.search(label):
        return False
    key = block.path[-1].removesuffix("[]")
    if key.startswith(f"{word_of(label)}（"):
        return True
    return _SUBTOTAL.match(label) is not None or (alone and is_total(label))


def full_score_formulas(quantities: Sequence[FormQuantity]) -> Iterator[DraftedFormula]:
    """The total of all scores: those of lists, and those that follow from a rate."""
    wholes = [it for it in quantities if _is_full_score(it)]
    for whole in wholes:
        head = word_of(whole.heads[-1]) if whole.heads else "得分"
        scores = _scores_of(whole, head, _in_reach(whole, wholes, quantities))
        alone = [it for it in scores if it.block is None and not _is_sum(it)]
        in_lists = [it for it in scores if it.block is not None]
        if len(alone) + len(in_lists) < 2 and not in_lists:
            continue
        if not in_lists and not points_fit(whole, alone):
            continue
        pieces: list[Piece] = []
        for part in (*([added(alone)] if alone else []), *((SumOfRows(it),) for it in in_lists)):
            pieces += [*([" + "] if pieces else []), *part]
        words = {"field": word_of(whole.rows[-1])}
        yield DraftedFormula(whole, tuple(pieces), FORMULA_SCORES, words)


def _is_full_score(quantity: FormQuantity) -> bool:
    label = word_of(quantity.rows[-1]) if quantity.rows else ""
    head = word_of(quantity.heads[-1]) if quantity.heads else "得分"
    is_single = quantity.block is None and quantity.is_number
    return bool(is_single and _FULL.match(label) and _SCORE.search(head))


def _in_reach(
    whole: FormQuantity, wholes: Sequence[FormQuantity], quantities: Sequence[FormQuantity]
) -> Sequence[FormQuantity]:
    """What a total of scores may add: all of the form, or its table if others have totals too.

    总分 is of the whole form also below tables that have their 合计. The scores of columns that
    the same row adds up apart are not in reach.
    """
    table, row, is_overall = whole.field.around.table, whole.row, _is_overall(whole)
    others = [it for it in wholes if it is not whole]
    elsewhere = [it for it in others if it.field.around.table != table]
    is_split = any(_is_overall(it) or not is_overall for it in elsewhere)
    beside = (it for it in others if it.field.around.table == table and it.row == row)
    apart = {it.heads for it in beside if it.heads}
    near = (it for it in quantities if not is_split or it.field.around.table == table)
    return [it for it in near if it.heads not in apart]


def _is_overall(whole: FormQuantity) -> bool:
    return _OVERALL.search(word_of(whole.rows[-1])) is not None


def _scores_of(
    whole: FormQuantity, head: str, quantities: Sequence[FormQuantity]
) -> list[FormQuantity]:
    """The scores that a total adds: those by other names, and those below its own head."""
    named = [it for it in quantities if it is not whole and _is_score(it, head)]
    lines = {_line(it) for it in named}
    others = (it for it in quantities if _is_other_score(it, head) and _line(it) not in lines)
    return [*(it for it in others if it is not whole and not _is_sum(it)), *named]


def _is_sum(quantity: FormQuantity) -> bool:
    label = quantity.rows[-1] if quantity.rows else ""
    return is_total(label) or _FULL.match(word_of(label)) is not None


def _line(quantity: FormQuantity) -> object:
    """What tells the line of a score from others."""
    around = quantity.field.around
    return id(quantity.block) if quantity.block is not None else (around.table, quantity.row)


def _is_other_score(quantity: FormQuantity, head: str) -> bool:
    """Whether it is a score by another name: the fund's 自评得分 above the 得分 of indicators."""
    word = word_of(quantity.heads[-1]) if quantity.heads else ""
    return quantity.is_number and word != head and word.endswith("得分") and head.endswith("得分")


def _is_score(quantity: FormQuantity, head: str) -> bool:
    word = word_of(quantity.heads[-1]) if quantity.heads else ""
    return quantity.is_number and (word == head or (not word and quantity.path[-1] == head))
