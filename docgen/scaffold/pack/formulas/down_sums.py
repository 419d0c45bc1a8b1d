"""Sums down the columns of a table: rows 合计 and 小计, numbered rows, groups of rows, 减：."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, groupby

from docgen.diagnostics.codes import problem_code
from docgen.scaffold.pack.formulas.drafted_formula import DraftedFormula, Piece, added
from docgen.scaffold.pack.formulas.label_sums import Certainty, label_sums, roots_of
from docgen.scaffold.pack.formulas.measures import is_score, is_summable
from docgen.scaffold.pack.formulas.quantities import FormQuantity, Row, heads_of, word_of
from docgen.scaffold.pack.formulas.total_labels import AMONG, is_total

FORMULA_SUM = problem_code(
    "formula-sum",
    en=(
        "「{field}」 is the sum of 「{parts}」, by the labels of the rows",
        "look at it in pack.yaml",
    ),
    zh=("「{field}」是「{parts}」之和（看行的名称和编号）", "在 pack.yaml 里核对"),
)
DRAFT_OPEN_SUM = problem_code(
    "draft-open-sum",
    en=(
        "what 「{field}」 adds up, from 「{first}」 on, cannot be told for sure, so there is no "
        "rule ({template})",
        "add one to rules in pack.yaml",
    ),
    zh=(
        "「{field}」由哪几项相加看不准（从「{first}」起），没有写规则（{template}）",
        "在 pack.yaml 的 rules 里补一条",
    ),
)


@dataclass(frozen=True)
class SummedRow:
    """A row that is the sum of others, less those of ``less``."""

    whole: Row
    parts: tuple[Row, ...]
    less: tuple[Row, ...]
    complete: bool
    certainty: Certainty


def row_sums(
    rows: Sequence[Row], depth: int = 0, *, are_scores: bool = False
) -> Iterator[SummedRow]:
    """The sums among the rows of a band; ``depth`` is that of the groups they are all in."""
    entries = _opened(_entries(rows, depth), depth)
    labels = [label for label, _ in entries]
    indents = [members[0].indent for _, members in entries]
    given = partial(_contribution, are_scores=are_scores)
    for found in label_sums(labels, indents, is_group=depth > 0, are_scores=are_scores):
        members = entries[found.whole][1]
        if not _is_row(members, depth):
            continue
        parts = [row for part in found.parts for row in given(entries[part][1], depth)]
        less = [row for part in found.less for row in given(entries[part][1], depth)]
        yield SummedRow(members[0], tuple(parts), tuple(less), found.complete, found.certainty)
    groups = [members for _, members in _entries(rows, depth) if not _is_row(members, depth)]
    totalled = [any(is_total(row.label) for row in members) for members in groups]
    for number, members in enumerate(groups):
        alone = len(groups) > 1 and number == len(groups) - 1 and not any(totalled[:-1])
        for found_sum in row_sums(members, depth + 1, are_scores=are_scores):
            is_last = alone and found_sum.whole is rows[-1] and is_total(found_sum.whole.label)
            if is_last and word_of(found_sum.whole.label) != "小计":
                continue  # the last row of the last group may be the total of all
            yield found_sum


def _entries(rows: Sequence[Row], depth: int) -> list[tuple[str, list[Row]]]:
    """The rows, those of one group in one entry."""

    def key(numbered: tuple[int, Row]) -> tuple[str, int]:
        number, row = numbered
        inside = len(row.groups) > depth
        return (row.groups[depth], -1) if inside else (row.label, number)

    return [
        (label, [row for _, row in members])
        for (label, _), members in groupby(enumerate(rows), key=key)
    ]


def _opened(entries: list[tuple[str, list[Row]]], depth: int) -> list[tuple[str, list[Row]]]:
    """The entries, or those of the one group that a total ends: it adds what is in the group."""
    ends = len(entries) == 2 and depth > 0 and is_total(entries[1][0])
    inner = _entries(entries[0][1], depth + 1) if ends else []
    is_group = bool(inner) and not _is_row(entries[0][1], depth)
    if not is_group or any(is_total(row.label) for row in entries[0][1]):
        return entries
    return [*inner, entries[1]]


def _is_row(members: Sequence[Row], depth: int) -> bool:
    return len(members) == 1 and len(members[0].groups) <= depth


def _contribution(members: Sequence[Row], depth: int, *, are_scores: bool) -> list[Row]:
    """What a row, or a group by its total or its rows, gives to a sum."""
    if _is_row(members, depth):
        return [members[0]]
    entries = _entries(members, depth + 1)
    totals = [rows[0] for label, rows in entries if is_total(label) and len(rows) == 1]
    if totals:
        return totals[-1:]
    indents = [rows[0].indent for _, rows in entries]
    roots = roots_of([label for label, _ in entries], indents, are_scores=are_scores)
    given = partial(_contribution, depth=depth + 1, are_scores=are_scores)
    return [row for root in roots for row in given(entries[root][1])]


def is_told_again(band: Sequence[Row], before: Iterable[Sequence[Row]]) -> bool:
    """Whether the last band before with the same heads, in another table, has no total.

    Then the band may go on with its rows, and its total may be of both.
    """
    heads, table = heads_of(band), _table_of(band)
    same = [it for it in before if _table_of(it) != table and heads_of(it) == heads]
    has_total = bool(same) and any(is_total(row.label) for row in same[-1])
    return bool(same) and not has_total and all(heads.values())


def _table_of(band: Sequence[Row]) -> int:
    return next(iter(band[0].cells.values())).field.around.table


def _sums(rows: Sequence[Row], *, goes_on: bool) -> Iterator[SummedRow]:
    """The sums of a band; its totals are open if it may go on with the rows of another.

    The columns of scores and the others are summed apart.
    """
    scores = [_with_cells(row, are_scores=True) for row in rows]
    others = [_with_cells(row, are_scores=False) for row in rows]
    found_sums = chain(row_sums(others), row_sums(scores, are_scores=True))
    for found in found_sums:
        is_open = goes_on and is_total(found.whole.label)
        yield replace(found, certainty="open") if is_open else found


def _with_cells(row: Row, *, are_scores: bool) -> Row:
    """A row with only those of its cells that are scores, or that are none."""
    cells = {column: it for column, it in row.cells.items() if is_score(it) == are_scores}
    return replace(row, cells=cells)


def down_formulas(
    rows: Sequence[Row], *, is_alone: bool = True, goes_on: bool = False
) -> Iterator[DraftedFormula]:
    """The formulas of the sums of a band, for each column that all its rows have.

    ``is_alone`` says that no other numbers stand beside rows without heads, and ``goes_on`` that
    the band may go on with the rows of another.
    """
    for found in _sums(rows, goes_on=goes_on):
        for column, whole in found.whole.cells.items():
            if found.certainty == "open" or not is_summable(whole):
                continue
            if not whole.heads and not is_alone:
                continue
            parts = [row.cells.get(column) for row in found.parts]
            less = [row.cells.get(column) for row in found.less]
            known = [it for it in (*parts, *less) if it is not None and is_summable(it)]
            if len(known) < len(parts) + len(less) or not points_fit(whole, known):
                continue
            yield _formula(found, whole, known[: len(parts)], known[len(parts) :])


def points_fit(whole: FormQuantity, parts: Sequence[FormQuantity]) -> bool:
    """Whether the points that the form prints for each score add up, if it prints them for all."""
    if not (whole.heads and word_of(whole.heads[-1]).endswith("分")):
        return True
    printed = [it.field.points for it in (whole, *parts)]
    return not all(printed) or int(printed[0]) == sum(map(int, printed[1:]))


def open_sums(
    rows: Sequence[Row], *, is_alone: bool = True, goes_on: bool = False
) -> Iterator[tuple[Row, Row]]:
    """The rows of which it cannot be told what they add up, each with the first that it may."""
    is_beside = not is_alone and not any(heads_of(rows).values())
    for found in _sums(rows, goes_on=goes_on):
        columns = set(found.whole.cells).intersection(*(row.cells for row in found.parts))
        is_open = found.certainty == "open"
        is_open |= is_beside and AMONG.match(found.parts[0].label) is not None
        if is_open and any(is_summable(found.whole.cells[it]) for it in columns):
            yield found.whole, found.parts[0]


def _formula(
    found: SummedRow,
    whole: FormQuantity,
    parts: Sequence[FormQuantity],
    less: Sequence[FormQuantity],
) -> DraftedFormula:
    pieces: list[Piece] = [*added(parts)]
    for quantity in less:
        pieces += [" - ", quantity]
    names = "、".join(word_of(row.label) for row in (*found.parts, *found.less))
    is_sure = found.complete and found.certainty == "sure"
    return DraftedFormula(
        whole,
        tuple(pieces),
        FORMULA_SUM,
        {"field": word_of(found.whole.label), "parts": names},
        is_sure=is_sure,
        relation="==" if found.complete else ">=",
        parts=() if less else tuple(parts),
    )
