"""A form's table as regions: a region is a cell with all that it covers, across and down.

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
"""Sentences, boxes, and words that only stand around room for figures."""
_ORDINAL = re.compile(r"[（(]?[一二三四五六七八九十]+[）)]?")
_VALUE = re.compile(rf"[≥≤><＞＜]?\d[\d,.]*(?:{MEASURE})")
"""A figure with its unit."""
_GAPS = re.compile(r"\s+")
_THINGS = ("tbl", "drawing", "pict", "object", "sdt")
"""What makes a cell more than its text."""


@dataclass(frozen=True, eq=False)
class Region:
    """A cell and what it covers.

    Attributes:
        cell: the cell that holds the text.
        rows: how many rows it covers.
        text: without any blanks; 姓 名 is 姓名.
        holds_more: whether there is a table or a picture in it.
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
        """The grid column behind the last."""
        return self.cell.column + self.cell.span

    @property
    def is_label(self) -> bool:
        """Whether the form prints a name there; figures, dashes, units, sentences are none."""
        named = any(map(str.isalpha, self.text)) and self.text not in UNITS
        plain = _NO_LABEL.search(self.text) or _VALUE.fullmatch(self.text)
        return named and not self.is_hint and not plain

    @property
    def is_ordinal(self) -> bool:
        """Whether it is only the number of a row, as 一 or （一）."""
        return _ORDINAL.fullmatch(self.text) is not None

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing but room, and at most a hint how to use it."""
        return not self.holds_more and (_BLANK.fullmatch(self.text) is not None or self.is_hint)

    @property
    def is_hint(self) -> bool:
        """Whether it only says how it is to be filled in: 目标1：, ……."""
        return _HINT.fullmatch(self.text) is not None

    def covers(self, other: Region) -> bool:
        """Whether all columns of ``other`` are among its own."""
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
        return list(dict.fromkeys(self._at[spot] for spot in sorted(self._at)))

    def at(self, row: int, column: int) -> Region | None:
        """The region over one place of the grid; ``None`` outside."""
        return self._at.get((row, column))

    def row(self, number: int) -> list[Region]:
        """The regions over a row from left to right, those that began above it included."""
        spots = (self.at(number, column) for column in range(self.width))
        return list(dict.fromkeys(filter(None, spots)))

    def left_of(self, region: Region, row: int) -> Region | None:
        """The region beside it, on the left in ``row``."""
        return self.at(row, region.column - 1)

    def right_of(self, region: Region, row: int) -> Region | None:
        """The region beside it, on the right in ``row``."""
        return self.at(row, region.right)

    def above(self, region: Region) -> Region | None:
        """The region over its first column."""
        return self.at(region.row - 1, region.column)

    def below(self, region: Region) -> Region | None:
        """The region under its first column."""
        return self.at(region.end, region.column)

    def is_full_width(self, region: Region) -> bool:
        """Whether it is all there is in its rows."""
        return region.column == 0 and region.right >= self.width

    def _add(self, cell: GridCell, rows: list[list[GridCell]]) -> None:
        over = self._at.get((cell.row - 1, cell.column))
        if cell.merge == "continue" and over is not None:
            region = over
        else:
            region = Region(cell, _rows_down(cell, rows), *_content(cell.element))
        for column in range(cell.column, cell.column + cell.span):
            self._at[cell.row, column] = region

    @cached_property
    def other_heads(self) -> set[Region]:
        """Units such as 月 and numbers that are heads: in a row of heads, and not below heads."""
        found = set()
        for number in range(1, self.height):
            row = [one for one in self.row(number) if one.row == number]
            others = {one for one in row if one.text in UNITS or one.text.isdecimal()}
            if len(row) > 1 and all(one.is_label for one in row if one not in others):
                found |= {one for one in others if self._stands_above(one)}
        return found

    def _stands_above(self, unit: Region) -> bool:
        over, under = self.above(unit), self.below(unit)
        below_head = over is not None and over.same_columns(unit)
        return under is not None and under.is_blank and not below_head


def edges(row: Iterable[Region]) -> list[tuple[int, int]]:
    """The columns of each region."""
    return [(one.column, one.right) for one in row]


def _rows_down(cell: GridCell, rows: list[list[GridCell]]) -> int:
    """How many rows a cell that merges down covers."""
    count = 1
    while cell.merge == "restart" and cell.row - 1 + count < len(rows):
        below = (one for one in rows[cell.row - 1 + count] if one.column == cell.column)
        if not any(one.merge == "continue" for one in below):
            break
        count += 1
    return count


def _content(cell: etree._Element) -> tuple[str, bool]:
    paragraphs = (text_of(paragraph) for paragraph in cell.findall(w("p")))
    text = _GAPS.sub("", "".join(paragraphs))
    return text, any(cell.find(f".//{w(name)}") is not None for name in _THINGS)
