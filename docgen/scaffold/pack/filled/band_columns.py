"""What the columns below the heads of a table are: names that the form prints, points, or values.

序号 | 案卷题名 | 档号       a list: numbered rows of one shape, which the unit names
评估项目 | 标准分 | 得分      fixed rows: the form prints their names and points

Each column is judged by the whole table, since a single name looks like either.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from docgen.scaffold.pack.filled.cell_states import CellState, by_itself, evidence_in
from docgen.scaffold.pack.filled.filled_lines import written_in
from docgen.scaffold.pack.filled.value_looks import (
    identifies,
    is_certain,
    names_rows,
    prints_below,
)
from docgen.scaffold.pack.tables.regions import FormRegion

POINTS = re.compile(r"分值|权重|满分|标准分")
INDICATOR = re.compile(r"三级指标|指标名称|绩效指标")
SUMS = re.compile(r"总|合计|小计|平均|.{1,4}(?:合计|小计|总计)$")
NUMBERED = re.compile(r"\d{1,3}|[一二三四五六七八九十]{1,3}")
_OF_ENTITIES = re.compile(
    r"姓名|日期|时间|电话|地点|规格|型号|品牌|号码|编号|单位名称|人员|车牌号|备注|称谓|成员|题名|品名"
)
_INDICATOR_VALUE = re.compile(r"指标值|目标值|完成值")
_FIXED = re.compile(r"(?:评分|评价|计分|扣分)(?:标准|细则|办法|方法|规则)|指标解释|评价要点")
_RESULT = re.compile(
    r"实际|完成(?:值|情况)|得分|执行数|决算数|自评|(?:检查|核查|核验|验收|评价|评估)(?:结果|情况)"
)
_SCORE = re.compile(r"得分|评分|自评|打分")
_QUANTITY, _PRICE = re.compile(r"数\s*量"), re.compile(r"(?:单|均)\s*价")
_OF_TASKS = re.compile(r"(?:责任|牵头|承办|落实)(?:单位|科室|部门|处室|人)|完成时[限间]")
_ROW_NAMES, _ENTITIES, _MERGED, _BLANK_ROW, _COUNTED, _CORNER = 3.0, -3.0, 2.0, -4.0, -1.0, 2.0
_SCORED, _CHECKED, _NO_WORDS, _IDENTIFIED = 5.0, 5.0, -3.0, -3.0
_TICKED = re.compile("[☑☒■√✓✔]")
_FEWEST, _FIGURES, _PERSONS = 2, 2.0, -2.0
_COUNTER = re.compile(r"序号|编号|顺序号")


@dataclass(frozen=True, eq=False)
class BandColumns:
    """The columns below the heads of a table.

    Attributes:
        heads: the lowest head of each column.
        cells: the cells of each column.
        blank: the rows in which nothing but numbers stands.
        totals: the rows that sum others.
    """

    heads: tuple[FormRegion, ...]
    cells: Sequence[Sequence[FormRegion]]
    blank: Collection[int]
    totals: Collection[int]

    @cached_property
    def states(self) -> dict[int, CellState]:
        """What the cells below each head are."""
        columns: dict[int, CellState] = {}
        leading = True
        texts = [head.text for head in self.heads]
        for at, head in enumerate(self.heads):
            again = {head.text, *texts[at + 1 : at + 2]} & {*texts[1:at]}  # bands side by side
            if self._is_printed(head.text):
                columns[at] = CellState.PRINTED
            elif self._is_awaited or not self.cells[at] or ((leading or again) and self._names(at)):
                columns[at] = CellState.LABEL
            else:
                columns[at] = CellState.VALUE
                leading = False
        return columns

    @cached_property
    def is_listed(self) -> bool:
        """Whether the unit itself names the rows: the form has none of the columns but numbers."""
        return all(
            self.states[at] is CellState.VALUE or self._counts([cells])
            for at, cells in enumerate(self.cells)
            if cells
        )

    @cached_property
    def numbered(self) -> frozenset[int]:
        """The rows that a column counts; none if no column counts them all."""
        columns = (cells for cells in self.cells if self._counts([cells]))
        counted: Sequence[FormRegion] = next(columns, ())
        return frozenset(cell.row for cell in counted) - {*self.totals}

    @property
    def is_counted(self) -> bool:
        """Whether rows below 序号 are counted, so that it is the head of a column for certain."""
        counted = [cell.text for cell in self.cells[0] if cell.row in self.numbered]
        return bool(_COUNTER.fullmatch(self.heads[0].text)) and len({*counted}) >= _FEWEST

    @property
    def is_checklist(self) -> bool:
        """Whether the form asks the same of each row, so that what is above it are heads."""
        return any(self._is_checked(at) for at in range(len(self.cells) - 1))

    @property
    def lists_tasks(self) -> bool:
        """Whether the rows are numbered, and tell who does what: the unit lists them."""
        return self._counts(self.cells) and self._has_head(_OF_TASKS)

    @property
    def _lists_goods(self) -> bool:
        """Whether the rows are numbered, and tell how much of what at which price."""
        return self._counts(self.cells) and self._has_head(_QUANTITY) and self._has_head(_PRICE)

    @cached_property
    def _is_awaited(self) -> bool:
        """Whether all that the form asks for below its heads is blank, as 实际完成值 and 得分.

        What stands beside is the form's then: names, targets and points of its indicators.
        """
        asked = [
            cell
            for head, cells in zip(self.heads, self.cells, strict=True)
            if _RESULT.search(head.text)
            for cell in cells
        ]
        return bool(asked) and not any(map(_is_filled, asked))

    def _is_scored(self, at: int) -> bool:
        """Whether a column has the criteria that the form scores: with points, and room for more.

        They stand before the points, and the score of the unit stands behind them.
        """
        asked = _RESULT.search(self.heads[at].text) or _INDICATOR_VALUE.search(self.heads[at].text)
        if asked or self._by_the_unit or not self._has_head(_SCORE):
            return False
        return any(POINTS.search(head.text) for head in self.heads[at + 1 :])

    def _is_printed(self, head: str) -> bool:
        """Whether what is below a head is of the form; points are the unit's beside its values."""
        its_points = POINTS.match(head) is not None and self._by_the_unit
        return self._explains(head) or (prints_below(head) and not its_points)

    def _explains(self, head: str) -> bool:
        """Whether a head is over what the form says of its indicators: 指标说明 beside 评分标准."""
        return "指标说明" in head and self._has_head(_FIXED)

    @cached_property
    def _by_the_unit(self) -> bool:
        """Whether the unit itself names its indicators, with values and points."""
        named = any(INDICATOR.match(head.text) for head in self.heads)
        return named and self._has_head(_INDICATOR_VALUE) and not self._has_head(_FIXED)

    def _names(self, at: int) -> bool:
        """Whether the form prints the names of its rows in a column."""
        head = self.heads[at].text
        if _SCORE.search(head):
            return False
        behind = [cell for below in self.cells[at + 1 :] for cell in below]
        filled = [
            cell for cell in self.cells[at] if not cell.is_blank and not SUMS.match(cell.text)
        ]
        typed = [cell for cell in filled if by_itself(cell) is None]  # a stroke is for no figure
        if typed and at > 0 and all(evidence_in(cell).value >= _FIGURES for cell in typed):
            return False  # figures behind names, with a column for notes that nobody filled in
        blanks = sum(by_itself(cell) is CellState.EMPTY for cell in behind)
        written = any(by_itself(cell) is None and evidence_in(cell).value >= 1 for cell in behind)
        if blanks * 2 >= len(behind) > 0 and not written:
            return True  # nothing is filled in beside them
        if INDICATOR.match(head) and self._by_the_unit:
            return False
        if self._is_parted(at) and self._looks(filled) > _PERSONS:
            return True
        if not filled or any(is_certain(cell.text) for cell in filled):
            return False
        return self._looks(filled) + self._of_table(at, filled) > 0

    def _is_parted(self, at: int) -> bool:
        """Whether a head is above two columns: names of groups, and of what is in them."""
        head = self.heads[at]
        return any(cell.right < head.right for cell in self.cells[at])

    def _looks(self, filled: Sequence[FormRegion]) -> float:
        """How much the names themselves look like words of a form."""
        evidence = [evidence_in(cell) for cell in filled]
        return sum(told.label - told.value for told in evidence) / len(filled)

    def _of_table(self, at: int, filled: Sequence[FormRegion]) -> float:
        """How much the table around a column speaks for names that the form prints."""
        head, counted = self.heads[at].text, self._counts(self.cells[:at])
        is_of_unit = self.lists_tasks or self._lists_goods
        no_words = all(evidence_in(cell).label <= 0 for cell in filled)
        rows = [cell.row for cell in self.cells[at]]
        reasons = (
            (_ROW_NAMES, names_rows(head) and not is_of_unit),
            (_ENTITIES, is_of_unit or _OF_ENTITIES.search(head) is not None),
            (_MERGED, any(cell.rows > 1 for cell in filled)),
            (_COUNTED, counted),
            (_NO_WORDS, counted and no_words),
            (_IDENTIFIED, counted and self._identifies(at)),
            (_SCORED, self._is_scored(at)),
            (_CHECKED, self._is_checked(at)),
            (_CORNER, not head),
            (_BLANK_ROW, any(row in self.blank for row in rows)),
        )
        return sum(weight for weight, holds in reasons if holds)

    def _is_checked(self, at: int) -> bool:
        """Whether a column has what the form asks of: the same boxes stand behind it in each row.

        A list of the unit's own has them in the rows that it left blank too, below 姓名.
        """
        is_list = any(cell.is_blank for cell in self.cells[at])
        if is_list or _OF_ENTITIES.search(self.heads[at].text):
            return False
        return any(map(_are_options, self.cells[at + 1 :]))

    def _identifies(self, at: int) -> bool:
        """Whether a column tells the rows apart by codes, dates or persons."""
        return any(map(self._tells_apart, self.cells[at + 1 :]))

    def _tells_apart(self, cells: Sequence[FormRegion]) -> bool:
        texts = [cell.text for cell in cells if cell.row not in self.totals]
        return len(texts) >= _FEWEST and len({*texts}) == len(texts) and all(map(identifies, texts))

    def _counts(self, columns: Sequence[Sequence[FormRegion]]) -> bool:
        """Whether one of the columns numbers the rows, those of sums left out."""
        rows = ([cell for cell in cells if cell.row not in self.totals] for cells in columns)
        return any(cells and all(NUMBERED.fullmatch(cell.text) for cell in cells) for cells in rows)

    def _has_head(self, words: re.Pattern[str]) -> bool:
        return any(words.search(head.text) for head in self.heads)


def _are_options(cells: Sequence[FormRegion]) -> bool:
    """Whether all cells of a column have the same options to tick, and nothing else."""
    texts = {_TICKED.sub("□", cell.text) for cell in cells}
    return len(cells) >= _FEWEST and len(texts) == 1 and texts.pop().count("□") > 1


def _is_filled(cell: FormRegion) -> bool:
    """Whether somebody wrote in a cell that a form leaves blank, or ticked one of its boxes."""
    if by_itself(cell) is not CellState.LINES:
        return by_itself(cell) is None
    return any(written_in(line, in_cell=True) for line in cell.lines)
