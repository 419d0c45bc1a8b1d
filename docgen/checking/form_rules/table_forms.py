"""The evaluation forms in the tables of a text, in Markdown or read from a Word file.

A form has several blocks below each other in one table, each below its own heads: money, then the
indicators, then the total. A cell that is merged in Word is repeated in all rows and columns that
it covers: it is the same inlines there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from docgen.checking.form_rules.form_rows import EvaluationForm, FormCell, FormRow
from docgen.checking.form_rules.heads import Head, head_of, names_total
from docgen.checking.text_tables.text_cells import Grid, TextTableCell, grid_of
from docgen.content.blocks import Document, Heading, Table
from docgen.diagnostics import Place

_LABELS = (Head.NAME, Head.GROUP)
_FIRST = (Head.SCORE, Head.RATE, Head.SPENT)
"""Of several columns with such a head the first counts; of all others the last, the narrowest."""

_SUBTOTAL = "小计"
_ALL = Decimal(100)


@dataclass
class _Block:
    """The rows below one row of heads."""

    heads: Mapping[int, TextTableCell]
    rows: list[tuple[int, Sequence[TextTableCell]]] = field(default_factory=list)


def table_forms(document: Document) -> list[EvaluationForm]:
    """The evaluation forms of a text. Tables under one heading are one form, up to its total."""
    found: list[EvaluationForm] = []
    before: EvaluationForm | None = None
    for block in document.blocks:
        if isinstance(block, Heading):
            before = None
        if isinstance(block, Table):
            form = _form(grid_of(block), block.place)
            if form is None:
                continue
            joined = _joined(before, form) if before else form
            if before is not None and joined is not form:
                found.pop()
            found.append(joined)
            before = joined if joined.total is None else None
    return found


def _joined(before: EvaluationForm, form: EvaluationForm) -> EvaluationForm:
    """A form that goes on in a second table; that one alone if it is whole by itself."""
    has_points = any(Head.WEIGHT in row.cells for row in before.rows)
    if not has_points or not form.indicators or (form.money and before.money):
        return form
    wanted = (form.total.number(Head.WEIGHT) if form.total else None) or _ALL
    if wanted in (_weights(before), _weights(form)):
        return form
    return EvaluationForm(
        (*before.indicators, *form.indicators),
        (*before.money, *form.money),
        form.total,
        before.place,
    )


def _weights(form: EvaluationForm) -> Decimal:
    """What the weights of a form add up to."""
    return sum((row.number(Head.WEIGHT) or Decimal(0) for row in form.rows), Decimal(0))


def _form(grid: Grid, place: Place) -> EvaluationForm | None:
    rows = [row for block in _blocks(_upright(grid)) for row in _rows(block, place)]
    totals = [row for row in rows if names_total(row.label) and Head.SCORE in row.cells]
    rest = [row for row in rows if row not in totals and _SUBTOTAL not in row.label]
    money = [row for row in rest if row.budgets and Head.SPENT in row.cells]
    points = [row for row in rest if Head.WEIGHT in row.cells and Head.SCORE in row.cells]
    indicators = tuple(row for row in points if row not in money)
    if not money and not indicators:
        return None
    return EvaluationForm(indicators, tuple(money), totals[-1] if totals else None, place)


def _upright(grid: Grid) -> Grid:
    """The table with its heads in rows, also where they were typed in the first column."""
    if any(_is_head_row(row) for row in grid):
        return grid
    columns = [list(column) for column in zip(*grid, strict=True)]
    return columns if columns and _is_head_row(columns[0]) else grid


def _heads_of(row: Sequence[TextTableCell]) -> dict[int, TextTableCell]:
    return {column: cell for column, cell in enumerate(row) if _head(cell) is not None}


def _is_head_row(row: Sequence[TextTableCell]) -> bool:
    """Whether a row has heads, at least two that are no label, and no figures."""
    heads = {_head(cell) for cell in row if _head(cell) not in (None, *_LABELS)}
    return len(heads) > 1 and not any(cell.is_figure for cell in row)


def _head(cell: TextTableCell) -> Head | None:
    """What a column below a cell would hold."""
    return head_of(cell.text) if cell.text else None


def _blocks(grid: Grid) -> Iterator[_Block]:
    """The rows of a table below the heads that they stand under."""
    block, above = _Block({}), -2
    for number, row in enumerate(grid):
        if _is_head_row(row):
            if block.rows:
                yield block
            heads = _heads_of(row)
            if above == number - 1:  # a head of two rows
                heads = {**block.heads, **heads}
            block, above = _Block(heads), number
        elif pairs := _pairs(row):
            yield _Block({column: row[column - 1] for column in pairs}, [(number, row)])
        elif block.heads:
            block.rows.append((number, row))
    if block.rows:
        yield block


def _pairs(row: Sequence[TextTableCell]) -> list[int]:
    """The columns of figures that each have their own head on the left: 分值 | 10 | 得分 | 9.9."""
    columns = [
        column
        for column in range(1, len(row))
        if _head(row[column - 1]) not in (None, *_LABELS) and row[column].is_figure
    ]
    return columns if len({_head(row[column - 1]) for column in columns}) > 1 else []


def _rows(block: _Block, place: Place) -> Iterator[FormRow]:
    above: Sequence[TextTableCell] | None = None
    groups: dict[int, str] = {}
    for _, row in block.rows:
        yield _row(block, row, above, groups, place)
        above = row


def _row(
    block: _Block,
    row: Sequence[TextTableCell],
    above: Sequence[TextTableCell] | None,
    groups: dict[int, str],
    place: Place,
) -> FormRow:
    cells, budgets = _cells_below(block.heads, row, above)
    figures = [column for column, cell in block.heads.items() if _head(cell) not in _LABELS]
    first_figure = min(figures, default=len(row))
    for column, cell in block.heads.items():
        if _head(cell) is Head.GROUP and row[column].text:
            groups[column] = row[column].text
    named = _label(row, cells, first_figure)
    label, at = named or ("", place)
    own = tuple(groups[column] for column in sorted(groups))
    return FormRow(label, cells, at or place, own, budgets)


def _label(
    row: Sequence[TextTableCell], cells: Mapping[Head, FormCell], first_figure: int
) -> tuple[str, Place | None] | None:
    """What a row is called, and where: its indicator, or the last words before its figures."""
    name = cells.get(Head.NAME)
    if name is not None and name.text:
        return name.text, name.place
    texts = [cell for cell in row[:first_figure] if cell.text and not cell.is_figure]
    label = texts[-1] if texts else next((cell for cell in row if cell.text), None)
    return (label.text, label.place) if label else None


def _cells_below(
    heads: Mapping[int, TextTableCell],
    row: Sequence[TextTableCell],
    above: Sequence[TextTableCell] | None,
) -> tuple[dict[Head, FormCell], tuple[FormCell, ...]]:
    """The cells of a row by head, and those of its budgets.

    A cell that reaches below another head says nothing of either; nor do several cells below one.
    """
    found: dict[Head, FormCell] = {}
    budgets: list[tuple[bool, FormCell]] = []
    for column, head in heads.items():
        kind = _head(head)
        if kind is None or not _is_below_one_head(heads, row, column):
            continue
        cell = row[column]
        is_shared = above is not None and cell.is_same(above[column])
        made = FormCell(cell.text, cell.place, head.text, cell.is_open, is_shared)
        if kind in (Head.BUDGET, Head.INITIAL):
            budgets.append((kind is Head.INITIAL, made))
        if kind not in _FIRST or kind not in found:
            found[kind] = made
    first = [cell for is_initial, cell in reversed(budgets) if not is_initial]
    return found, (*first, *(cell for is_initial, cell in budgets if is_initial))


def _is_below_one_head(
    heads: Mapping[int, TextTableCell], row: Sequence[TextTableCell], column: int
) -> bool:
    cell, head = row[column], heads[column]
    for other, other_head in heads.items():
        same_head = other_head.is_same(head)
        if (
            other != column
            and cell.is_same(row[other]) != same_head
            and (same_head or cell.is_same(row[other]))
        ):
            return False
    return True
