"""Rows of heads in a form that may be filled, and the rows below them, column by column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from docgen.scaffold.pack.filled.cell_states import (
    CellState,
    States,
    as_value,
    by_itself,
    evidence_in,
    pairs_in,
)
from docgen.scaffold.pack.filled.filled_lines import written_in
from docgen.scaffold.pack.filled.value_looks import (
    evidence_of,
    is_certain,
    names_rows,
    prints_below,
)
from docgen.scaffold.pack.formulas.printed_codes import NO_CODE, plain
from docgen.scaffold.pack.naming import is_total_row
from docgen.scaffold.pack.tables.regions import FormGrid, FormRegion
from docgen.templates.units_of_measure import UNITS

_CODE = re.compile(
    r"[（(]?(?:\d{1,2}|[甲乙丙丁戊己庚辛①-⑳]|[A-Za-z])(?:=[\w+\-－—*×/÷()（）①-⑳]+)?[）)]?|栏次|行次|"
)
_SUMS = re.compile(r"总|合计|小计|平均|.{1,4}(?:合计|小计|总计)$")
_NUMBERED = re.compile(r"\d{1,3}|[一二三四五六七八九十]{1,3}")
_OF_ENTITIES = re.compile(
    r"姓名|日期|时间|电话|地点|规格|型号|品牌|号码|编号|单位名称|人员|车牌号|备注|称谓|成员"
)
_INDICATOR = re.compile(r"三级指标|指标名称|绩效指标")
_INDICATOR_VALUE = re.compile(r"指标值|目标值|完成值")
_FIXED = re.compile(r"(?:评分|评价|计分|扣分)(?:标准|细则|办法|方法|规则)|指标解释|评价要点")
_POINTS = re.compile(r"分值|权重|满分")
_RESULT = re.compile(
    r"实际|完成(?:值|情况)|得分|执行数|决算数|自评|(?:检查|核查|核验|验收|评价|评估)(?:结果|情况)"
)
_OF_GOODS = re.compile(r"(?:计量)?单位")
_QUANTITY, _PRICE = re.compile(r"数\s*量"), re.compile(r"(?:单|均)\s*价")
_STROKE = re.compile(r"[—－/-]{1,2}")
_BETWEEN_UNITS = re.compile(r"[（(/／、]")
_OF_TASKS = re.compile(r"(?:责任|牵头|承办|落实)(?:单位|科室|部门|处室|人)|完成时[限间]")
_SURELY = 3.0
_PAIR = 2
_BESIDE, _GROUP = 0.5, 2.0
_ROW_NAMES, _ENTITIES, _MERGED, _BLANK_ROW, _COUNTED, _CORNER = 3.0, -3.0, 2.0, -4.0, -1.0, 2.0


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
        return labels + _BESIDE * (len(self._own_heads) - 1) + self.row_score(self.body)

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
    def columns(self) -> dict[int, CellState]:
        """What the cells below each head are."""
        columns: dict[int, CellState] = {}
        leading = True
        texts = [head.text for head in self.heads]
        for at, head in enumerate(self.heads):
            again = {head.text, *texts[at + 1 : at + 2]} & {*texts[1:at]}  # bands side by side
            if self._is_printed(head.text):
                columns[at] = CellState.PRINTED
            elif (
                self._is_awaited
                or not self._cells[at]
                or ((leading or again) and self._names_rows(at))
            ):
                columns[at] = CellState.LABEL
            else:
                columns[at] = CellState.VALUE
                leading = False
        return columns

    @cached_property
    def _is_awaited(self) -> bool:
        """Whether all that the form asks for below its heads is blank, as 实际完成值 and 得分.

        What stands beside is the form's then: names, targets and points of its indicators.
        """
        asked = [
            cell
            for head, cells in zip(self.heads, self._cells, strict=True)
            if _RESULT.search(head.text)
            for cell in cells
        ]
        return bool(asked) and not any(map(_is_filled, asked))

    def _is_printed(self, head: str) -> bool:
        """Whether what is below a head is of the form; points are the unit's beside its values."""
        its_points = _POINTS.match(head) is not None and self._by_the_unit
        return self._explains(head) or (prints_below(head) and not its_points)

    def _explains(self, head: str) -> bool:
        """Whether a head is over what the form says of its indicators: 指标说明 beside 评分标准."""
        return "指标说明" in head and any(_FIXED.search(other.text) for other in self.heads)

    @cached_property
    def _by_the_unit(self) -> bool:
        """Whether the unit itself names its indicators, with values and points."""
        texts = [head.text for head in self.heads]
        has_values = any(map(_INDICATOR_VALUE.search, texts))
        return (
            has_values and not any(map(_FIXED.search, texts)) and any(map(_INDICATOR.match, texts))
        )

    def _names_rows(self, at: int) -> bool:
        """Whether the form prints the names of its rows in a column."""
        head, cells = self.heads[at].text, self._cells[at]
        behind = [cell for column in self._cells[at + 1 :] for cell in column]
        blanks = sum(by_itself(cell) is CellState.EMPTY for cell in behind)
        written = any(by_itself(cell) is None and evidence_in(cell).value >= 1 for cell in behind)
        if blanks * 2 >= len(behind) > 0 and not written:
            return True  # nothing is filled in beside them
        if _INDICATOR.match(head) and self._by_the_unit:
            return False
        filled = [cell for cell in cells if not cell.is_blank and not _SUMS.match(cell.text)]
        if not filled or any(is_certain(cell.text) for cell in filled):
            return False
        score = sum(evidence_in(cell).label - evidence_in(cell).value for cell in filled) / len(
            filled
        )
        is_of_unit = self.lists_tasks or self._lists_goods
        score += _ROW_NAMES if names_rows(head) and not is_of_unit else 0
        score += _ENTITIES if is_of_unit or _OF_ENTITIES.search(head) else 0
        score += _MERGED if any(cell.rows > 1 for cell in filled) else 0
        score += _COUNTED if _counts(self._cells[:at]) else 0
        score += _CORNER if not head else 0
        score += _BLANK_ROW if any(self._is_blank_row(cell.row) for cell in cells) else 0
        return score > 0

    @property
    def lists_tasks(self) -> bool:
        """Whether the rows are numbered, and tell who does what: the unit lists them."""
        return _counts(self._cells) and self._has_head(_OF_TASKS)

    @property
    def _lists_goods(self) -> bool:
        """Whether the rows are numbered, and tell how much of what at which price."""
        return _counts(self._cells) and self._has_head(_QUANTITY) and self._has_head(_PRICE)

    def _has_head(self, words: re.Pattern[str]) -> bool:
        return any(words.search(head.text) for head in self.heads)

    @cached_property
    def _is_listed(self) -> bool:
        """Whether the unit itself names the rows: none of the columns is of the form."""
        return all(
            self.columns[at] is CellState.VALUE for at, cells in enumerate(self._cells) if cells
        )

    def _is_blank_row(self, number: int) -> bool:
        """Whether nothing but numbers stands in a row: one of a list that was not needed."""
        row = [cell for cell in self.grid.row(number) if cell.row == number]
        return all(cell.is_blank or _NUMBERED.fullmatch(cell.text) for cell in row)

    def _counts_goods(self, cell: FormRegion, at: int) -> bool:
        """Whether a cell has the unit of what the unit itself lists: 智慧黑板 | 套 | 12."""
        units = _BETWEEN_UNITS.split(cell.text.rstrip("）)"))  # 台（套）
        is_unit = UNITS.issuperset(units) and _OF_GOODS.fullmatch(self.heads[at].text)
        beside = {self.columns[left] for left in range(at)}
        return bool(is_unit) and CellState.VALUE in beside and CellState.LABEL not in beside

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
        is_stroke = self._is_listed and _STROKE.fullmatch(cell.text)  # printed beside names only
        is_value = is_stroke or self._counts_goods(cell, at)
        own = CellState.VALUE if is_value else by_itself(cell)
        state = self.columns[at]
        if own is None and _POINTS.match(self.heads[at].text) and self._is_total(cell.row):
            return CellState.PRINTED
        if own is not None or state is CellState.PRINTED:
            return own or state
        if state is CellState.VALUE and evidence_of(cell.text).label >= _SURELY:
            return CellState.LABEL
        return as_value(cell) if state is CellState.VALUE else CellState.LABEL


def _is_filled(cell: FormRegion) -> bool:
    """Whether somebody wrote in a cell that a form leaves blank, or ticked one of its boxes."""
    if by_itself(cell) is not CellState.LINES:
        return by_itself(cell) is None
    return any(written_in(line, in_cell=True) for line in cell.lines)


def _counts(columns: Sequence[Sequence[FormRegion]]) -> bool:
    """Whether one of the columns numbers the rows."""
    return any(cells and all(_NUMBERED.fullmatch(cell.text) for cell in cells) for cells in columns)


def band_at(grid: FormGrid, number: int) -> HeadBand | None:
    """The rows of heads that begin in a row, with what is below; ``None`` if there are none."""
    last = _last_of_heads(grid, number)
    if last is None:
        return None
    body = last + 1
    while body <= grid.height and _is_codes(grid.row(body)):
        body += 1
    if body > grid.height or _names_only(grid.row(body)):
        return None
    heads = tuple(grid.row(last))
    end = _end_below(grid, body, heads)
    if end == body:
        return None
    rows = (cell for row in range(number, body) for cell in grid.row(row) if cell.row >= number)
    uppers = tuple(cell for cell in rows if cell not in heads)
    band = HeadBand(grid, number, body, heads, uppers, end)
    if band.score() <= pairs_in(grid, number)[0] + pairs_in(grid, body)[0]:
        return None
    end = next((row for row in range(body + 1, end) if _parts(band, row)), end)
    return HeadBand(grid, number, body, heads, uppers, end)


def _names_only(row: Sequence[FormRegion]) -> bool:
    """Whether a row has labels alone, so that nothing is below the labels above it."""
    return all(by_itself(cell) is None and evidence_in(cell).label > 1 for cell in row)


def _end_below(grid: FormGrid, body: int, heads: Sequence[FormRegion]) -> int:
    """The first row from ``body`` on whose cells are not those of columns below heads."""
    bounds = {edge for head in heads for edge in (head.column, head.right)}
    end = body
    while end <= grid.height and (
        _is_aligned(grid.row(end), bounds, heads) or _is_group(grid, end, bounds, heads)
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
        evidence_in(row[0]).label > 0
        and _is_aligned(below, bounds, heads)
        and not _are_heads(grid, number + 1)
    )


def _parts(band: HeadBand, number: int) -> bool:
    """Whether a row of the same columns reads better as labels and values in turn, or as heads."""
    cells = [cell for cell in band.grid.row(number) if cell.row == number]
    heads = _are_heads(band.grid, number) and len(cells) > 2
    misplaced = not band.lists_tasks and any(
        band.columns.get(band.column_of(cell)) is CellState.VALUE
        and by_itself(cell) is None
        and evidence_in(cell).label > 1
        and not _INDICATOR.match(band.heads[band.column_of(cell)].text)
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
    cells = [cell for cell in grid.row(number) if cell.row == number]
    named = [cell for cell in cells if by_itself(cell) is None]
    blanks = [cell for cell in cells if by_itself(cell) is CellState.EMPTY]
    if len(named) < 2 or len(blanks) > 1 or len(named) + len(blanks) < len(cells):
        return False
    evidence = [evidence_in(cell) for cell in named]
    if len(named) == _PAIR and any(told.label <= 0 for told in evidence):
        return _are_halves(grid, number)
    likely = sum(told.label for told in evidence) > sum(told.value for told in evidence)
    return likely and all(told.label > -0.5 for told in evidence)


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
    above = grid.row(number)
    parted = [head for head in above if sum(map(head.covers, below)) > 1 and head.rows == 1]
    named = [cell for cell in below if by_itself(cell) is None]
    is_row = len(named) == len(below) and all(evidence_in(cell).label > -0.5 for cell in below)
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
    return not spans or any(_SUMS.match(cell.text) for cell in own)
