"""Sums along the rows of a table: columns 合计 and 小计, also over groups of columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from docgen.diagnostics.codes import problem_code
from docgen.scaffold.pack.formulas.drafted_formula import DraftedFormula, added
from docgen.scaffold.pack.formulas.field_types import is_prose, unit_of_label
from docgen.scaffold.pack.formulas.measures import (
    SCORE_TOTAL,
    is_source,
    measure_of,
    points_in,
)
from docgen.scaffold.pack.formulas.period_sums import is_flow, overlap, period_parts
from docgen.scaffold.pack.formulas.quantities import FormQuantity, QuantityLine, word_of
from docgen.scaffold.pack.formulas.total_labels import PARTED, is_named_total, is_way

FORMULA_ACROSS = problem_code(
    "formula-across",
    en=(
        "「{field}」 is the sum of the columns 「{parts}」",
        "look at it in pack.yaml",
    ),
    zh=("「{field}」是「{parts}」各列之和", "在 pack.yaml 里核对"),
)

_TOTAL = re.compile(r"^(?:合计|小计|总计|共计|总额|计)(?:数|金额|人数)?$")
_OF_A_KIND = re.compile(r"^(..+)(?:合计|总计|总数)$")
_AMONG = re.compile(r"^其中[：:]?")
_APART = re.compile(
    r"累计|增[减加长]|减[少免]|差[额异]|[余超]额|结余|余额|期[初末]|年[初末]|去年|同期|排名|扣|减[：:]"
    r"|上年(?!结[转余])|上期|上级数|目标"
)
_OPPOSED = (
    "预算",
    "决算",
    "执行",
    "计划",
    "实际",
    "完成",
    "申请",
    "批复",
    "批准",
    "核定",
    "收入",
    "支出$",
)
"""Words for one amount seen from two sides, which are never added."""


Item = tuple[tuple[str, ...], FormQuantity]


def across_formulas(line: QuantityLine) -> Iterator[DraftedFormula]:
    """The formulas of the totals in a row of columns; a row of rates or prices has none."""
    if line.direction == "pairs":
        yield from _totals_of_pairs(line)
    items = [it for it in line.numbers if line.direction == "across" and not _is_rate(it[1])]
    for heads, whole in items:
        word, periods = word_of(heads[-1]), period_parts((heads, whole), items)
        if len(periods) > 1:
            if is_flow(whole.rows, heads[-1]):
                yield _formula(whole, heads, periods, is_sure=True)
        elif _TOTAL.match(word):
            yield from _total(heads, whole, line)
        elif SCORE_TOTAL.match(word):
            yield from _total_of_scores(heads, whole, line)
        elif is_named_total(word):
            yield from _named_total(heads, whole, line)
        else:
            yield from _among(heads, whole, items)


def _is_rate(quantity: FormQuantity) -> bool:
    """Whether the row of a blank holds rates or prices, which no column adds."""
    return bool(quantity.rows) and measure_of(quantity.rows[-1:]) in ("rate", "price")


def _are_words_between(parts: Sequence[Item], whole: FormQuantity, line: QuantityLine) -> bool:
    """Whether a column that may be a part holds words, so that the sum would be short."""
    columns = [whole.column, *(quantity.column for _, quantity in parts)]
    return any(
        min(columns) < it.column < max(columns)
        for labels, it in line.items
        if it.field.kind == "text" and not is_prose(labels[-1])
    )


def _total(
    heads: tuple[str, ...], whole: FormQuantity, line: QuantityLine
) -> Iterator[DraftedFormula]:
    group, items = heads[:-1], line.numbers
    beside = [item for item in items if item[0][: len(group)] == group and item[1] is not whole]
    others = [item for item in beside if len(item[0]) > len(group)]
    named = [item for item in others if _TOTAL.match(word_of(item[0][len(group)]))]
    others = [item for item in others if item not in named]
    if any(item[0] == heads for item in named):
        return
    in_one_way = _in_one_way(others, len(group))
    parts = _alike(_contributions(in_one_way, len(group)), len(group))
    if len(parts) < 2 or overlap(parts) or _are_words_between(parts, whole, line):
        return
    labels = [part[0][len(group)] for part in parts]
    is_partial = any(_AMONG.match(label) for label in labels)
    if is_partial and not _AMONG.match(labels[0]):
        parts = [part for part in parts if not _AMONG.match(part[0][len(group)])]
        is_partial = False
        if len(parts) < 2:
            return
    is_sure = not is_partial and len(in_one_way) == len(others)
    yield _formula(whole, heads, parts, is_sure=is_sure, is_whole=not is_partial)


def _total_of_scores(
    heads: tuple[str, ...], whole: FormQuantity, line: QuantityLine
) -> Iterator[DraftedFormula]:
    """总分 as the sum of the columns before it, if the form prints the points of all of them."""
    beside = [it for it in line.items if it[1] is not whole and it[0][:-1] == heads[:-1]]
    before = [it for it in beside if it[1].column < whole.column]
    scores = [it for it in before if it[1].is_number or _points_of(it)]
    given = [_points_of(item) for item in scores]
    is_all = _points_of((heads, whole)) in (0, sum(given))
    if len(scores) > 1 and all(given) and is_all:
        yield _formula(whole, heads, scores, is_sure=True)


def _points_of(item: Item) -> float:
    """The most that a column of scores gives, by its head or by what is printed above it."""
    return points_in(item[0][-1]) or float(item[1].field.points or 0)


def _named_total(
    heads: tuple[str, ...], whole: FormQuantity, line: QuantityLine
) -> Iterator[DraftedFormula]:
    """X合计 as the sum of the columns before it, or else of those behind it.

    Likely, as some of them may not be parts; sure if all behind it are sources of the money.
    """
    before: list[Item] = []
    behind: list[Item] = []
    for item in line.numbers:
        is_beside = item[0][: len(heads) - 1] == heads[:-1] and not is_named_total(item[0][-1])
        if item[1].column < whole.column:
            before = [*before, item] if is_beside and len(item[0]) == len(heads) else []
        elif item[1] is not whole and not is_beside:
            break
        elif item[1] is not whole:
            behind.append(item)
    parts = _alike(before, len(heads) - 1)
    if len(parts) > 1:
        yield _formula(whole, heads, parts, is_sure=False)
    elif not any(_AMONG.match(label) for labels, _ in behind for label in labels):
        in_one_way = _in_one_way(behind, len(heads) - 1)
        parts = _alike(_contributions(in_one_way, len(heads) - 1), len(heads) - 1)
        is_sure = all(is_source(it[0][-1]) for it in parts) and len(in_one_way) == len(behind)
        if len(parts) > 1 and not _are_words_between(parts, whole, line):
            yield _formula(whole, heads, parts, is_sure=is_sure)


def _totals_of_pairs(line: QuantityLine) -> Iterator[DraftedFormula]:
    """The total of a row of pairs that are all of one kind: 行政编制 | 事业编制 | 编制合计."""
    for labels, whole in line.numbers:
        kind = _OF_A_KIND.search(word_of(labels[-1]))
        before = [it for it in line.numbers if it[1].row == whole.row]
        parts = [it for it in before if it[1].column < whole.column]
        words = [word_of(it[0][-1]) for it in parts]
        is_all = kind and all(word.endswith(kind[1]) and word != kind[1] for word in words)
        one_unit = len({unit_of_label(it[0][-1]) for it in (*parts, (labels, whole))}) == 1
        is_among = any(_AMONG.match(it[0][-1]) for it in parts)
        if is_all and one_unit and not is_among and len(_alike(parts)) == len(parts) > 1:
            yield _formula(whole, labels, parts, is_sure=True)


def _among(
    heads: tuple[str, ...], whole: FormQuantity, items: Sequence[Item]
) -> Iterator[DraftedFormula]:
    """A column before several that say 其中： each, as at least their sum: likely."""
    behind = [item for item in items if item[1].column > whole.column]
    parts = list(takewhile(lambda item: _AMONG.match(item[0][-1]), behind))
    is_alike = len(_alike([(heads, whole), *parts])) == len(parts) + 1
    if len(parts) > 1 and is_alike and not _AMONG.match(heads[-1]):
        yield _formula(whole, heads, parts, is_sure=False, is_whole=False)


def _in_one_way(items: Sequence[Item], depth: int) -> Sequence[Item]:
    """The columns of the first group, if several groups part the sum, each in a way of its own.

    None if it is single columns of which one begins another way: 按年龄：35岁以下.
    """
    if any(PARTED.match(heads[depth]) for heads, _ in items if len(heads) == depth + 1):
        return ()
    groups = dict.fromkeys(heads[depth] for heads, _ in items if len(heads) > depth + 1)
    ways = list(filter(is_way, groups))
    return [it for it in items if it[0][depth] == ways[0]] if len(ways) > 1 else items


def _contributions(items: Sequence[Item], depth: int) -> list[Item]:
    """A column for each single head; for each group its total, or its columns."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(item[0][depth], []).append(item)
    found: list[Item] = []
    for members in groups.values():
        totals = [
            it for it in members if len(it[0]) > depth + 1 and _TOTAL.match(word_of(it[0][-1]))
        ]
        found += totals[:1] or members
    return found


def _alike(items: Sequence[Item], depth: int = 0) -> list[Item]:
    """The columns that are of a kind: those of money, or else those that count; or none.

    What their ``depth`` outer heads say is true of their sum as well.
    """
    measured = [(measure_of(heads), (heads, quantity)) for heads, quantity in items]
    money = [item for measure, item in measured if measure in ("money", "other")]
    counts = [item for measure, item in measured if measure == "count"]
    is_priced = any(measure == "price" for measure, _ in measured)
    found = counts if not money and not is_priced else money
    if not is_priced and money and counts:
        return []
    words = [word_of("".join(heads[depth:])) for heads, _ in found]
    opposed = {sign for sign in _OPPOSED if any(re.search(sign, word) for word in words)}
    if len(opposed & {"收入", "支出$"}) == 1:
        opposed -= {"收入", "支出$"}
    if len(opposed) > 1 or any(map(_APART.search, words)):
        return []
    return found


def _formula(
    whole: FormQuantity,
    heads: tuple[str, ...],
    parts: Sequence[Item],
    *,
    is_sure: bool,
    is_whole: bool = True,
) -> DraftedFormula:
    names = "、".join(word_of(labels[-1]) for labels, _ in parts)
    quantities = [quantity for _, quantity in parts]
    return DraftedFormula(
        whole,
        added(quantities),
        FORMULA_ACROSS,
        {"field": word_of(heads[-1]), "parts": names},
        is_sure=is_sure,
        relation="==" if is_whole else ">=",
        parts=tuple(quantities),
    )
