"""A form's table as a grid of regions: a region is a cell with the cells merged into it.

项目资金（万元） |        | 年初预算数     at(2, 0) is the region of 项目资金, which covers
^               | 年度…  |                rows 1 and 2; at(2, 2) is blank
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from docgen.scaffold.pack.terms import BOXES, MEASURE, UNITS
from docgen.word.grid import GridCell, cells_of
from docgen.word.xml import text_of, w

_BLANK = re.compile(r"[\s_]*")
_HINT = re.compile(
    r"(?:(?:目标|指标|措施|内容|成效)?\d{1,2}[：:、.．]|[….·]|[（(](?:可|请|由|限|不超过|不少于)[^）)]*[）)])+"
)
_NO_LABEL = re.compile(rf"[。；，{BOXES}]|^.{{60,}}|^[年月日时分至到\-—]+$|^[千万亿]?元/")
"""Sentences, boxes, and words that only stand around a blank for figures."""
_ORDINAL = re.compile(r"[（(]?[一二三四五六七八九十]+[）)]?")
_VALUE = re.compile(rf"[≥≤><＞＜]?\d[\d,.]*(?:{MEASURE})")
"""A figure with its unit."""
_GAPS = re.compile(r"\s+")
_NON_TEXT = ("tbl", "drawing", "pict", "object", "sdt")
"""Elements that make a cell more than its text."""


@dataclass(frozen=True, eq=False)
class Region:
    """A cell with the cells merged into it.

    Attributes:
        cell: the cell that holds the text.
        rows: how many rows it covers.
        text: its text without whitespace; 姓 名 is 姓名.
        holds_more: whether it holds a table, a picture or a content control.
    """

    cell: GridCell
    rows: int
    text: str
    holds_more: bool = False

    @property
    def row(self) -> int:
        """The first row, from 1."""
        return self.cell.row

    @property
    def end(self) -> int:
        """The row below the last."""
        return self.cell.row + self.rows

    @property
    def column(self) -> int:
        """The first grid column, from 0."""
        return self.cell.column

    @property
    def right(self) -> int:
        """The grid column after the last."""
        return self.cell.column + self.cell.span

    @property
    def is_label(self) -> bool:
        """Whether it holds a name, not a figure, a dash, a unit, a sentence or a hint."""
        has_name = any(map(str.isalpha, self.text)) and self.text not in UNITS
        is_other = _NO_LABEL.search(self.text) or _VALUE.fullmatch(self.text)
        return has_name and not self.is_hint and not is_other

    @property
    def is_ordinal(self) -> bool:
        """Whether it is only the number of a row, such as 一 or （一）."""
        return _ORDINAL.fullmatch(self.text) is not None

    @property
    def is_blank(self) -> bool:
        """Whether it is empty or holds only ``_`` or a hint."""
        return not self.holds_more and (_BLANK.fullmatch(self.text) is not None or self.is_hint)

    @property
    def is_hint(self) -> bool:
        """Whether its text only tells how to fill it in: 目标1：, ……."""
        return _HINT.fullmatch(self.text) is not None

    def covers(self, other: Region) -> bool:
        """Whether it covers all columns of ``other``."""
        return self.column <= other.column and other.right <= self.right

    def same_columns(self, other: Region) -> bool:
        """Whether both cover the same columns."""
        return (self.column, self.right) == (other.column, other.right)


class Grid:
    """The regions of one table."""

    def __init__(self, table: etree._Element) -> None:
        self.table = table
        rows = cells_of(table)
        self.height = len(rows)
        self._at: dict[tuple[int, int], Region] = {}
        for row in rows:
            for cell in row:
                self._add(cell, rows)
        self.width = max((column for _, column in self._at), default=-1) + 1

    @cached_property
    def regions(self) -> list[Region]:
        """All regions in reading order."""
        return list(dict.fromkeys(self._at[place] for place in sorted(self._at)))

    def at(self, row: int, column: int) -> Region | None:
        """The region at a place of the grid, rows from 1, columns from 0; ``None`` outside."""
        return self._at.get((row, column))

    def row(self, number: int) -> list[Region]:
        """The regions of a row from left to right, those that begin above it included."""
        regions = (self.at(number, column) for column in range(self.width))
        return list(dict.fromkeys(filter(None, regions)))

    def left_of(self, region: Region, row: int) -> Region | None:
        """The region to its left in ``row``."""
        return self.at(row, region.column - 1)

    def right_of(self, region: Region, row: int) -> Region | None:
        """The region to its right in ``row``."""
        return self.at(row, region.right)

    def above(self, region: Region) -> Region | None:
        """The region above its first column."""
        return self.at(region.row - 1, region.column)

    def below(self, region: Region) -> Region | None:
        """The region below its first column."""
        return self.at(region.end, region.column)

    def is_full_width(self, region: Region) -> bool:
        """Whether it covers all columns."""
        return region.column == 0 and region.right >= self.width

    def _add(self, cell: GridCell, rows: list[list[GridCell]]) -> None:
        above = self._at.get((cell.row - 1, cell.column))
        if cell.merge == "continue" and above is not None:
            region = above
        else:
            region = Region(cell, _rows_down(cell, rows), *_content(cell.element))
        for column in range(cell.column, cell.column + cell.span):
            self._at[cell.row, column] = region

    @cached_property
    def other_heads(self) -> set[Region]:
        """Units such as 月, and numbers, that are heads: in a row of heads, and not below heads."""
        heads = set()
        for number in range(1, self.height):
            row = [region for region in self.row(number) if region.row == number]
            others = {region for region in row if region.text in UNITS or region.text.isdecimal()}
            if len(row) > 1 and all(region.is_label for region in row if region not in others):
                heads |= {region for region in others if self._tops_blank(region)}
        return heads

    def _tops_blank(self, unit: Region) -> bool:
        """Whether it is above a blank, and not itself below a region of the same columns."""
        above, below = self.above(unit), self.below(unit)
        has_head = above is not None and above.same_columns(unit)
        return below is not None and below.is_blank and not has_head


def edges(row: Iterable[Region]) -> list[tuple[int, int]]:
    """The first column of each region and the column after its last."""
    return [(region.column, region.right) for region in row]


def _rows_down(cell: GridCell, rows: list[list[GridCell]]) -> int:
    """How many rows a cell that merges down covers."""
    count = 1
    while cell.merge == "restart" and cell.row - 1 + count < len(rows):
        below = (other for other in rows[cell.row - 1 + count] if other.column == cell.column)
        if not any(other.merge == "continue" for other in below):
            break
        count += 1
    return count


def _content(cell: etree._Element) -> tuple[str, bool]:
    """The text of a ``w:tc`` without whitespace, and whether it holds more than text."""
    paragraphs = (text_of(paragraph) for paragraph in cell.findall(w("p")))
    text = _GAPS.sub("", "".join(paragraphs))
    return text, any(cell.find(f".//{w(name)}") is not None for name in _NON_TEXT)
