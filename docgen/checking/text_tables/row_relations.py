"""Columns that follow from others: 完成率, 增长率, 增减额, 占比, 人均.

Which columns they follow from is learnt from the rows: where all rows but one or two say that the
third is the first divided by the second, those have a slip.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain, permutations
from typing import NamedTuple

from docgen.checking.quantities.told_results import in_thousands, places_told
from docgen.checking.text_tables.text_cells import TextTableCell
from docgen.checking.text_tables.text_table import TextTable
from docgen.content.numbers import places_of

_LEAST_FITTING = 2
"""Rows that have to agree on what a column is."""

_FIRST_ROWS = 8
"""Rows of a long table that are asked first."""

_AIMED = re.compile("^[≥≤><＞＜]\\s*")
"""What a target has before its number: 123 ÷ 120, and not ÷ ≥120."""

_FALL = re.compile("降|节约|压减|减少")
"""Heads of columns whose figures have no sign, since they say that all fall."""

_ROUGH = 2.0
"""Units of the last place by which figures may differ that are looked at closely."""

_POWERS = (1.0, 1e4, 1e-4, 1e8, 1e3)
"""By what an average may be multiplied: its money may be in another unit."""

SURE = 3
"""Rows that agree on it, from which on the others are errors."""

_MOST_WRONG = Decimal("0.34")
"""The part of the rows that may have slips; with more the column is something else."""

Sum = Callable[[Decimal, Decimal], Decimal]


@dataclass(frozen=True)
class _ColumnKind:
    """A kind of column: what its head says, how it is worked out, and how that is told."""

    words: re.Pattern[str]
    sum: Sum
    formula: str
    is_rate: bool = False


_KINDS = (
    _ColumnKind(
        re.compile(
            "增长率|增减率|变动率|变化率|增幅|降幅|增速|增长|同比|环比|下降|增减|变动|增加率"
        ),
        lambda one, other: (one - other) / other,
        "({0} − {1}) ÷ {1}",
        is_rate=True,
    ),
    _ColumnKind(
        re.compile("率|比例|进度|占|比重|完成度|完成情况|程度"),
        lambda one, other: one / other,
        "{0} ÷ {1}",
        is_rate=True,
    ),
    _ColumnKind(
        re.compile("增减|增加|减少|变动|变化|差|节约|结余|结转|余额|净增|超支|未"),
        lambda one, other: one - other,
        "{0} − {1}",
    ),
    _ColumnKind(re.compile("均|单价|倍|每|标准"), lambda one, other: one / other, "{0} ÷ {1}"),
)


_SHARE = _ColumnKind(
    re.compile("占|比重|比例"), lambda part, whole: part / whole, "{0} ÷ {1}", is_rate=True
)


@dataclass(frozen=True)
class RowRelation:
    """A cell of a column that follows from others of its row.

    Attributes:
        cell: the cell.
        head: the head of its column.
        label: the name of its row.
        formula: the sum with the figures of the row.
        value: its result, with the digits that are printed in the cell.
        holds: whether that is what is printed.
        is_sure: whether at least three other rows agree.
        operands: the cells that it is worked out of, if these are of its row.
    """

    cell: TextTableCell
    head: str
    label: str
    formula: str
    value: str
    holds: bool
    is_sure: bool = False
    operands: tuple[TextTableCell, ...] = ()


def row_relations(table: TextTable) -> Iterator[RowRelation]:
    """The cells of the columns that follow from others, as nearly all their rows say."""
    for column in table.figure_columns:
        head = table.heads[column]
        for kind in _KINDS:
            if kind.words.search(head) and _has_cells_of(table, column, kind):
                relation = _best(table, column, kind)
                if relation is not None:
                    yield from relation
                    break
        else:
            if _SHARE.words.search(head):
                yield from _shares(table, column)


def _has_cells_of(table: TextTable, column: int, kind: _ColumnKind) -> bool:
    """Whether a column has per cents, if its kind asks for them, and none if it does not."""
    cells = [row[column] for row in table.rows if row[column].is_figure]
    is_rate = any(cell.unit == "%" for cell in cells) or "%" in table.heads[column]
    is_ratio = all(cell.number is not None and abs(cell.number) <= 2 for cell in cells)
    return is_rate or is_ratio if kind.is_rate else not is_rate


class _Judged(NamedTuple):
    """A cell beside what its row gives for it."""

    row: Sequence[TextTableCell]
    formula: str
    terms: tuple[str, ...]
    value: Decimal
    holds: bool
    operands: tuple[TextTableCell, ...] = ()


def _best(table: TextTable, column: int, kind: _ColumnKind) -> list[RowRelation] | None:
    """The cells by the pair of columns that most rows agree on; ``None`` if few agree."""
    judged = (_judged(table, column, pair, kind) for pair in _pairs(table, column, kind))
    return _most_agreed(table, column, judged, kind)


def _most_agreed(
    table: TextTable, column: int, judged: Iterable[list[_Judged]], kind: _ColumnKind
) -> list[RowRelation] | None:
    """The reading of a column that most rows agree on, sure if enough of them do."""
    found = [cells for cells in judged if is_settled(_fits(cells), len(cells))]
    if not found:
        return None
    best, head = max(found, key=_fits), table.heads[column]
    sure = _fits(best) >= SURE
    return [
        RowRelation(
            it.row[column],
            head,
            table.label(it.row),
            it.formula.format(*it.terms),
            _shown(it, it.row[column], head, kind),
            it.holds,
            sure,
            it.operands,
        )
        for it in best
    ]


def _fits(cells: Sequence[_Judged]) -> int:
    return sum(cell.holds for cell in cells)


def is_settled(fits: int, cells: int) -> bool:
    """Whether so many rows of a table agree on what a column is that the others have slips."""
    return fits >= _LEAST_FITTING and cells - fits <= _most_wrong(cells)


def _most_wrong(cells: int) -> int:
    return max(1, int(cells * _MOST_WRONG))


def _pairs(table: TextTable, column: int, kind: _ColumnKind) -> Iterator[tuple[int, int]]:
    """The pairs of columns that a column may follow from: some of the first rows say so.

    They are asked roughly, in binary numbers: that takes a hundredth of the time.
    """
    rows = table.rows[:_FIRST_ROWS]
    figures = [[_rough(row[other]) for other in range(len(table.heads))] for row in rows]
    others = [
        other
        for other in range(len(table.heads))
        if other != column and any(row[other] is not None for row in figures)
    ]
    for one, other in permutations(others, 2):
        fits = [
            _may_fit(row[one], row[other], row[column], kind)
            for row in figures
            if None not in (row[one], row[other], row[column])
        ]
        if is_settled(sum(fits), len(fits)):
            yield one, other


def _rough(cell: TextTableCell) -> tuple[float, float] | None:
    """A number and the unit of its last place, in binary."""
    number = cell.operand
    return None if number is None else (float(number), 10.0 ** -max(places_of(number), 0))


def _may_fit(
    one: tuple[float, float] | None,
    other: tuple[float, float] | None,
    wanted: tuple[float, float] | None,
    kind: _ColumnKind,
) -> bool:
    if one is None or other is None or wanted is None or not other[0]:
        return False
    number, unit = abs(wanted[0]), wanted[1]
    if "÷" not in kind.formula:
        return abs(abs(one[0] - other[0]) - number) <= _ROUGH * unit
    quotient = one[0] / other[0] - (1 if "−" in kind.formula else 0)
    slack = _ROUGH * unit + abs(quotient) * (one[1] / (abs(one[0]) or 1) + other[1] / abs(other[0]))
    scales = (100.0, 1.0) if kind.is_rate else _POWERS
    return any(abs(abs(quotient) * scale - number) <= slack * max(scale, 1) for scale in scales)


def _judged(
    table: TextTable, column: int, pair: tuple[int, int], kind: _ColumnKind
) -> list[_Judged]:
    """The cells of a column if it follows from a pair of columns, up to too many wrong ones."""
    found: list[_Judged] = []
    head, wrong, most = table.heads[column], 0, _most_wrong(len(table.rows))
    for row in table.rows:
        one, other, cell = row[pair[0]], row[pair[1]], row[column]
        value = _value(one, other, kind)
        if value is None or cell.number is None:
            continue
        error = _error(one, other, kind)
        holds = _is_printed(value, error, cell, head, kind) or _is_mean(table, row, column)
        terms = (_AIMED.sub("", one.text), _AIMED.sub("", other.text))
        found.append(_Judged(row, kind.formula, terms, value, holds, (one, other)))
        wrong += not holds
        if wrong > most:
            break
    return found


def _is_mean(table: TextTable, row: Sequence[TextTableCell], column: int) -> bool:
    """Whether the cell of a total is the mean of those above it, which some mean by it."""
    number = row[column].number
    if number is None or not table.is_total(row):
        return False
    cells = [it[column].number for it in table.rows if not table.is_total(it)]
    numbers = [it for it in cells if it is not None]
    unit = Decimal(1).scaleb(-max(places_of(number), 0))
    return len(numbers) > 1 and abs(sum(numbers, Decimal(0)) / len(numbers) - number) < unit


def _value(one: TextTableCell, other: TextTableCell, kind: _ColumnKind) -> Decimal | None:
    first, second = one.operand, other.operand
    if first is None or second is None or "%" in (one.unit, other.unit):
        return None
    return None if "÷" in kind.formula and not second else kind.sum(first, second)


def _error(one: TextTableCell, other: TextTableCell, kind: _ColumnKind) -> Decimal:
    """By how much a result may be off since its terms are rounded; whole numbers are exact."""
    halves = [_half(cell.operand or Decimal(0)) for cell in (one, other)]
    if "÷" not in kind.formula:
        return sum(halves, Decimal(0))
    first, second = (abs(cell.operand or Decimal(0)) for cell in (one, other))
    return (halves[0] + halves[1] * first / second) / second


def _half(number: Decimal) -> Decimal:
    places = places_of(number)
    return Decimal(5).scaleb(-places - 1) if places > 0 else Decimal(0)


def _is_printed(
    value: Decimal, error: Decimal, cell: TextTableCell, head: str, kind: _ColumnKind
) -> bool:
    """Whether a value is printed in a cell, rounded or cut off at its last place."""
    assert cell.number is not None
    unit = Decimal(1).scaleb(-max(places_of(cell.number), 0))
    slack = unit if "÷" in kind.formula else unit / 2
    numbers = (cell.number, -cell.number) if _FALL.search(head) else (cell.number,)
    return any(
        abs(value * scale - number) < slack + error * scale
        for scale in _scales(cell, head, kind)
        for number in numbers
    )


def _scales(cell: TextTableCell, head: str, kind: _ColumnKind) -> Sequence[Decimal]:
    """By what a ratio is multiplied where it is printed; money in another unit than the counts."""
    if kind.is_rate:
        return (Decimal(100),) if cell.unit == "%" or "%" in head else (Decimal(1), Decimal(100))
    if kind.formula.startswith("{0} ÷"):
        return tuple(Decimal(str(power)) for power in _POWERS)
    return (Decimal(1),)


def _shown(judged: _Judged, cell: TextTableCell, head: str, kind: _ColumnKind) -> str:
    """What the row gives, as the cell prints it, or to more places where that would not tell."""
    printed = cell.number or Decimal(0)
    scales = _scales(cell, head, kind)
    value = judged.value * min(scales, key=lambda scale: abs(judged.value * scale - printed))
    places = max(places_of(printed), 0)
    if not judged.holds:
        places = places_told(value, places, is_quotient="÷" in kind.formula)
    return f"{in_thousands(f'{value:.{places}f}', cell.text, ''.join(judged.terms))}{cell.unit}"


def _shares(table: TextTable, column: int) -> Iterator[RowRelation]:
    """The per cents that are not a figure of their row in the total of its column.

    The total is the printed one or the sum of the rows, whichever most rows agree on.
    """
    judged = (
        _judged_shares(table, column, other, whole)
        for other in table.figure_columns
        for whole in (_wholes(table, other) if other != column else ())
    )
    yield from _most_agreed(table, column, judged, _SHARE) or ()


def _judged_shares(table: TextTable, column: int, other: int, whole: Decimal) -> list[_Judged]:
    found = []
    for row in table.rows:
        part, cell = row[other], row[column]
        if part.number is None or cell.number is None or cell.unit != "%" or table.is_total(row):
            continue
        value = part.number / whole
        holds = _is_printed(value, Decimal(0), cell, table.heads[column], _SHARE)
        terms = (part.text, in_thousands(f"{whole:f}", "", part.text))
        found.append(_Judged(row, _SHARE.formula, terms, value, holds))
    return found


def _wholes(table: TextTable, column: int) -> list[Decimal]:
    """The total of a column as it is printed, and the sum of its rows."""
    totals = [row[column].number for row in table.rows if table.is_total(row)]
    parts = set(chain(*table.parts.values()))
    rows = [row for n, row in enumerate(table.rows) if n not in parts and not table.is_total(row)]
    whole = sum((row[column].number or Decimal(0) for row in rows), Decimal(0))
    return [number for number in dict.fromkeys((*totals[-1:], whole)) if number]
