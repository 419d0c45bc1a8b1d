"""Rows of heads in a form that may be filled, and the rows below them, column by column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from docgen.scaffold.pack.filled.band_columns import (
    INDICATOR,
    NUMBERED,
    POINTS,
    SUMS,
    BandColumns,
)
from docgen.scaffold.pack.filled.cell_states import (
    CellState,
    States,
    as_value,
    by_itself,
    evidence_in,
    has_lines,
    is_span,
    pairs_in,
)
from docgen.scaffold.pack.filled.value_looks import FIGURE, evidence_of, is_certain, is_sentence
from docgen.scaffold.pack.formulas.printed_codes import NO_CODE, plain
from docgen.scaffold.pack.naming import is_total_row
from docgen.scaffold.pack.tables.regions import FormGrid, FormRegion
from docgen.templates.units_of_measure import UNITS

_CODE = re.compile(
    r"[（(]?(?:\d{1,2}|[甲乙丙丁戊己庚辛①-⑳]|[A-Za-z])(?:=[\w+\-－—*×/÷()（）①-⑳]+)?[）)]?|栏次|行次|"
)
_OF_GOODS = re.compile(r"(?:计量)?单位")
_STROKE = re.compile(r"[—－/-]{1,2}")
_BETWEEN_UNITS = re.compile(r"[（(/／、]")
_SURELY, _UNLIKELY = 3.0, -0.5
_PAIR = 2
_BESIDE, _GROUP = 0.5, 2.0


@dataclass(frozen=True, eq=False)
class HeadBand:
    """Rows of heads with the rows below them.

    Attributes:
        grid: the table.
        start: the first row of heads, from 1.
        body: the first row below them.
        heads: the lowest head of each column.
        uppers: the other cells of the rows of heads.
        end: the row behind the last that has the same columns.
    """

    grid: FormGrid
    start: int
    body: int
    heads: tuple[FormRegion, ...]
    uppers: tuple[FormRegion, ...]
    end: int

    def score(self) -> float:
        """How well the rows of heads and the first below read as such."""
        labels = sum(evidence_in(head).label for head in self._own_heads)
        first = _below_name(self.grid, self.body)
        return labels + _BESIDE * (len(self._own_heads) - 1) + self.row_score(first)

    @cached_property
    def _own_heads(self) -> list[FormRegion]:
        return [head for head in self.heads if by_itself(head) is None and head.row >= self.start]

    def row_score(self, number: int) -> float:
        """How well a row reads as one of the body."""
        row = self.grid.row(number)
        total = _BESIDE * (len(row) - 1) + (_GROUP if row[0].row < number else 0.0)
        for cell in row:
            evidence = evidence_in(cell)
            state = self.columns.get(self.column_of(cell), CellState.VALUE)
            if state is CellState.LABEL or cell.row < number:
                total += max(evidence.label, 0.0)
            elif state is CellState.VALUE:
                total += evidence.value
            else:
                total += max(evidence.label, evidence.value, 0.0)
        return total

    def column_of(self, cell: FormRegion) -> int:
        """The index of the head that a cell is below; -1 if there is none."""
        inside = [
            at for at, head in enumerate(self.heads) if head.column <= cell.column < head.right
        ]
        return inside[0] if inside else -1

    @cached_property
    def _cells(self) -> list[list[FormRegion]]:
        """The cells of each column in the body."""
        cells: list[list[FormRegion]] = [[] for _ in self.heads]
        for number in range(self.body, self.end):
            for cell in self.grid.row(number):
                at = -1 if self.grid.is_full_width(cell) else self.column_of(cell)
                if cell.row == number and at >= 0:
                    cells[at].append(cell)
        return cells

    @cached_property
    def below(self) -> BandColumns:
        """The columns below the heads."""
        rows = range(self.body, self.end)
        blank = frozenset(row for row in rows if self._is_blank_row(row))
        totals = frozenset(row for row in rows if self._is_total(row))
        return BandColumns(self.heads, self._cells, blank, totals)

    @property
    def columns(self) -> dict[int, CellState]:
        """What the cells below each head are."""
        return self.below.states

    def _is_blank_row(self, number: int) -> bool:
        """Whether nothing but numbers stands in a row: one of a list that was not needed."""
        row = [cell for cell in self.grid.row(number) if cell.row == number]
        return all(cell.is_blank or NUMBERED.fullmatch(cell.text) for cell in row)

    def _counts_goods(self, cell: FormRegion, at: int) -> bool:
        """Whether a cell has the unit of what the unit itself lists: 智慧黑板 | 套 | 12."""
        units = _BETWEEN_UNITS.split(cell.text.rstrip("）)"))  # 台（套）
        is_unit = UNITS.issuperset(units) and _OF_GOODS.fullmatch(self.heads[at].text)
        beside = {self.columns[left] for left in range(at)}
        return bool(is_unit) and CellState.VALUE in beside and CellState.LABEL not in beside

    def _is_only_span(self, cell: FormRegion, at: int) -> bool:
        """Whether a date behind 至 is in one of several rows, so that no form prints it around.

        A remark says 年检至2025.3; a form prints 自__至__ in each row.
        """
        filled = [other.text for other in self._cells[at] if not other.is_blank]
        spans = sum(map(is_span, filled))
        in_words = is_span(cell.text) and not has_lines(cell, spans=False)
        return in_words and len(filled) > 1 and spans * 2 <= len(filled)

    def _is_total(self, number: int) -> bool:
        """Whether a row sums those above it; its points are printed."""
        return any(is_total_row(cell.text) for cell in self.grid.row(number))

    def states(self) -> States:
        """The states of the cells in the rows of heads and below them."""
        states: States = {}
        for head in (*self.uppers, *self.heads):
            states[head] = by_itself(head) or CellState.LABEL
        for at, cells in enumerate(self._cells):
            for cell in cells:
                states[cell] = self._state(cell, at)
        for number in range(self.body, self.end):
            for cell in self.grid.row(number):
                states.setdefault(cell, CellState.LABEL)  # the name of a group of rows
        return states

    def _state(self, cell: FormRegion, at: int) -> CellState:
        listed = self.below.is_listed and cell.row not in self.below.totals
        is_stroke = listed and _STROKE.fullmatch(cell.text)  # printed beside names only
        is_value = is_stroke or self._counts_goods(cell, at) or self._is_only_span(cell, at)
        own = CellState.VALUE if is_value else by_itself(cell)
        state = self.columns[at]
        if own is None and POINTS.match(self.heads[at].text) and self._is_total(cell.row):
            return CellState.PRINTED
        if own is not None or state is CellState.PRINTED:
            return own or state
        if state is CellState.VALUE and evidence_of(cell.text).label >= _SURELY:
            return CellState.LABEL
        if listed and cell.row not in self.below.blank:
            return CellState.VALUE  # a year and what sounds like a note are the unit's too
        return as_value(cell) if state is CellState.VALUE else CellState.LABEL


def band_at(grid: FormGrid, number: int) -> HeadBand | None:
    """The rows of heads that begin in a row, with what is below; ``None`` if there are none."""
    last = _last_of_heads(grid, number)
    if last is None:
        return None
    body = last + 1
    while body <= grid.height and _is_codes(grid.row(body)):
        body += 1
    heads = tuple(grid.row(last))
    end = _end_below(grid, body, heads)
    if end == body:
        return None
    first = _below_name(grid, body)
    if _names_only(grid.row(first)):
        return None
    rows = (cell for row in range(number, body) for cell in grid.row(row) if cell.row >= number)
    uppers = tuple(cell for cell in rows if cell not in heads)
    band = HeadBand(grid, number, body, heads, uppers, end)
    if (
        not (band.below.is_counted or band.below.is_checklist or _repeats_parts(grid, number))
        and band.score() <= pairs_in(grid, number)[0] + pairs_in(grid, first)[0]
    ):
        return None
    end = next((row for row in range(body + 1, end) if _parts(band, row)), end)
    return HeadBand(grid, number, body, heads, uppers, end)


def _names_only(row: Sequence[FormRegion]) -> bool:
    """Whether a row has labels alone, so that nothing is below the labels above it."""
    return all(by_itself(cell) is None and evidence_in(cell).label > 1 for cell in row)


def _below_name(grid: FormGrid, body: int) -> int:
    """The first row below heads that has more than the name of a group of rows."""
    return body + 1 if len(grid.row(body)) == 1 and body < grid.height else body


def _end_below(grid: FormGrid, body: int, heads: Sequence[FormRegion]) -> int:
    """The first row from ``body`` on whose cells are not those of columns below heads."""
    bounds = {edge for head in heads for edge in (head.column, head.right)}
    if len(heads) > _PAIR:  # 项目 may be over two columns of names: 食品 | 生产环节
        bounds.update(range(heads[0].column, heads[0].right))
    end, again = body, [head.text for head in heads]
    while (
        end <= grid.height
        and again != [cell.text for cell in grid.row(end)]
        and (_is_aligned(grid.row(end), bounds, heads) or _is_group(grid, end, bounds, heads))
    ):
        end += 1
    return end


def _is_group(grid: FormGrid, number: int, bounds: set[int], heads: Sequence[FormRegion]) -> bool:
    """Whether a row names, over the full width, the rows of the same columns below it."""
    row = grid.row(number)
    if len(row) != 1 or len(heads) <= _PAIR or number >= grid.height or by_itself(row[0]):
        return False
    below = grid.row(number + 1)
    return (
        evidence_in(row[0]).label > _UNLIKELY
        and _is_aligned(below, bounds, heads)
        and not _are_heads(grid, number + 1)
    )


def _parts(band: HeadBand, number: int) -> bool:
    """Whether a row of the same columns reads better as labels and values in turn, or as heads."""
    if number in band.below.numbered or len(band.grid.row(number)) == 1:
        return False  # the name of a group parts nothing
    cells = [cell for cell in band.grid.row(number) if cell.row == number]
    heads = _are_heads(band.grid, number) and len(cells) > 2
    misplaced = not band.below.lists_tasks and any(
        band.columns.get(band.column_of(cell)) is CellState.VALUE
        and by_itself(cell) is None
        and evidence_in(cell).label > 1
        and not INDICATOR.match(band.heads[band.column_of(cell)].text)
        for cell in cells
    )
    return heads or (misplaced and pairs_in(band.grid, number)[0] > band.row_score(number) + 1)


def _last_of_heads(grid: FormGrid, number: int) -> int | None:
    """The last row of the heads that begin in a row."""
    if number >= grid.height or not _are_heads(grid, number):
        return None
    last = number
    while last + 1 < grid.height and _refines(grid, last):
        last += 1
    return last


def _are_heads(grid: FormGrid, number: int) -> bool:
    if _repeats_parts(grid, number):
        return True
    cells = [cell for cell in grid.row(number) if cell.row == number]
    named = [cell for cell in cells if by_itself(cell) is None]
    blanks = [cell for cell in cells if by_itself(cell) is CellState.EMPTY]
    units = [cell for cell in cells if cell.text in UNITS]  # 学时 may be a head among others
    others = len(blanks) + (len(units) if len(named) > _PAIR else 0)
    if len(named) < _PAIR or len(blanks) > 1 or len(named) + others < len(cells):
        return False
    evidence = [evidence_in(cell) for cell in named]
    if len(named) == _PAIR and any(told.label <= 0 for told in evidence):
        return _are_halves(grid, number)
    likely = sum(told.label for told in evidence) > sum(told.value for told in evidence)
    return likely and all(told.label > _UNLIKELY for told in evidence)


def _repeats_parts(grid: FormGrid, number: int) -> bool:
    """Whether several cells of a row are above the same words, and all others reach down to them.

    They are heads then, whatever their words: 白班 | 夜班 above 投料 | 出料 | 投料 | 出料.
    """
    row = grid.row(number)
    if number + 1 >= grid.height or any(cell.row < number for cell in row):
        return False
    below = [cell for cell in grid.row(number + 1) if cell.row == number + 1]
    parts = [[cell.text for cell in below if head.covers(cell)] for head in row if head.rows == 1]
    words = {tuple(texts) for texts in parts}
    return (
        len(parts) > 1
        and len(words) == 1
        and len({*parts[0]}) > 1
        and sum(map(len, parts)) == len(below)
        and all(map(_may_be_head, (*row, *below)))
    )


def _may_be_head(cell: FormRegion) -> bool:
    """Whether a cell has words, or a unit as 人次 is, and no figure, date or sentence."""
    if cell.text in UNITS:
        return True
    typed = is_certain(cell.text) or FIGURE.fullmatch(cell.text) or is_sentence(cell.text)
    return by_itself(cell) is None and not typed


def _are_halves(grid: FormGrid, number: int) -> bool:
    """Whether each of two cells is above heads, the same ones twice: 调出 | 调入."""
    row = grid.row(number)
    if len(row) != _PAIR or number + 1 >= grid.height or not _are_heads(grid, number + 1):
        return False
    below = grid.row(number + 1)
    first, second = ([head.text for head in below if cell.covers(head)] for cell in row)
    return len(first) > 1 and len(first) == len(second) and first[0] == second[0]


def _refines(grid: FormGrid, number: int) -> bool:
    """Whether the row below has heads of parts of the columns in a row of heads."""
    below = [cell for cell in grid.row(number + 1) if cell.row == number + 1]
    if _repeats_parts(grid, number):
        return True
    above = grid.row(number)
    parted = [head for head in above if sum(map(head.covers, below)) > 1 and head.rows == 1]
    named = [cell for cell in below if by_itself(cell) is None]
    is_row = len(named) == len(below) and all(evidence_in(cell).label > _UNLIKELY for cell in below)
    return bool(parted) and bool(below) and is_row


def _is_codes(row: Sequence[FormRegion]) -> bool:
    """Whether a row has the codes of columns; those over names of rows may have none."""
    texts = ["" if NO_CODE.fullmatch(plain(cell.text)) else cell.text for cell in row]
    filled = [text for text in texts if text]
    if len(filled) < _PAIR or not all(_CODE.fullmatch(text) for text in texts):
        return False
    beside_names = texts[0] in ("栏次", "行次") or (not texts[0] and len({*filled}) == len(filled))
    return beside_names or len(filled) + 1 >= len(texts)


def _is_aligned(row: Sequence[FormRegion], bounds: set[int], heads: Sequence[FormRegion]) -> bool:
    """Whether the cells of a row are those of columns; a total may span several."""
    if len(row) < _PAIR or not all({cell.column, cell.right} <= bounds for cell in row):
        return False
    own = [cell for cell in row if cell.row == max(other.row for other in row)]
    spans = any(sum(map(cell.covers, heads)) > 1 for cell in own)
    return not spans or any(SUMS.match(cell.text) for cell in own)
