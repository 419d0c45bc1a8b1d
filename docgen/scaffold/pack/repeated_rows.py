"""Rows of a table that stand below the same heads, and can stand for each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import Any

from docgen.checking.text_conventions import is_left_over
from docgen.content.numbers import Figure
from docgen.scaffold.pack.cell_lines import fields_in_row
from docgen.scaffold.pack.form_fields import Block, Content, Field, FormFields, Path
from docgen.scaffold.pack.header_scan import HeaderScan
from docgen.scaffold.pack.naming import TOTAL, told_apart
from docgen.scaffold.pack.regions import Region, edges
from docgen.scaffold.pack.table_cells import keys_of_heads, kind_of, spot_in
from docgen.word.xml import w

_DOTS = re.compile(r"[….·]*")
_NUMBER = re.compile(r"\d+")
_COUNTED = re.compile(r"(?:任务|目标|指标|措施|产出)\d{1,2}")
"""A hint in the first column of a list; above columns it is a head."""


@dataclass(frozen=True)
class RepeatedRows:
    """Rows of a table, by their numbers, and the heads above their columns."""

    sheet: HeaderScan
    numbers: Sequence[int]
    heads: Sequence[Region]

    @cached_property
    def cells(self) -> list[dict[Region, Region]]:
        """The region under each head, row by row."""
        places = [[(one, self.sheet.grid.at(row, one.column)) for one in self.heads]
                  for row in self.numbers]  # fmt: skip
        return [{one: cell for one, cell in row if cell is not None} for row in places]

    def repeat(self, *merging: Region, inside: Sequence[Region] = ()) -> bool:
        """Whether the rows can stand for each other: what merges down does so over all of them.

        Under ``merging`` it may merge in groups. ``inside`` are regions beside the heads' columns
        that belong to the rows as well.
        """
        covering = [*self.heads, *inside]
        for number in self.numbers:
            for region in self.sheet.grid.row(number):
                within = any(head.covers(region) for head in covering)
                if not self._fits(region, number, merging) if within else not self._frames(region):
                    return False
        return True

    def _fits(self, region: Region, number: int, merging: Sequence[Region]) -> bool:
        alone = region.row == number and region.rows == 1
        first, last = self.numbers[0], self.numbers[-1]
        grouped = region.row >= first and region.end <= last + 1
        may_merge = any(head.covers(region) for head in merging)
        return region not in self.sheet.consumed and (alone or (grouped and may_merge))

    def _frames(self, region: Region) -> bool:
        """Whether a region goes on above and through all the rows."""
        return region.row < self.numbers[0] and region.end > self.numbers[-1]

    def keys(self, heads: Iterable[Region]) -> dict[Region, str]:
        """The key of each column, no two alike; those alike take the head above them along."""
        named = {one: keys_of_heads([one], self.sheet)[0] for one in heads}
        counted = Counter(named.values())
        for one, key in named.items():
            over = self.sheet.grid.above(one)
            if counted[key] > 1 and over is not None and self.sheet.is_label(over):
                named[one] = f"{keys_of_heads([over], self.sheet)[0]}{key}"
        return dict(zip(named, told_apart(named.values()), strict=True))

    def fields(self, keys: Mapping[Region, str], around: str = "") -> dict[Region, Content]:
        """The fields of the first row, by its cells."""
        fields: dict[Region, Content] = {}
        for head, key in keys.items():
            cell = self.cells[0][head]
            if cell in self.sheet.list_rows:
                fields[cell] = fields_in_row(cell, key)
                continue
            own = keys_of_heads([head], self.sheet)[0]
            kind = kind_of(own, f"{around}{head.text}", cell)
            if kind == "figure" and not self._prints_figures(head):
                kind = "text"
            fields[cell] = Field((key,), spot_in(cell.cell.element), kind, head.text)
        return fields

    def _prints_figures(self, head: Region) -> bool:
        """Whether the form prints no words, such as 10分, in a column."""
        printed = (row[head] for row in self.cells if not _is_hint(row[head]))
        return all(Figure.read(one.text) is not None for one in printed if not one.is_blank)

    def entries(self, keys: Mapping[Region, str]) -> list[dict[str, str | None]]:
        """What the form prints in the rows; hints such as 指标1： are for whoever fills it in."""
        return [
            {name: None if room or _is_hint(row[one]) else row[one].text or None
             for one, key in keys.items() for name, room in self._names(one, key)}
            for row in self.cells
        ]  # fmt: skip

    def _names(self, head: Region, key: str) -> list[tuple[str, bool]]:
        """The keys of a column: its own, or those of the blanks in its lines, which print none."""
        cell = self.cells[0][head]
        if cell in self.sheet.list_rows:
            return [(one.path[-1], True) for one in fields_in_row(cell, key)]
        return [(key, False)]

    def add(
        self,
        found: FormFields,
        path: Path,
        item: str,
        keys: Mapping[Region, str],
        cells: Mapping[Region, Content],
        levels: tuple[str, ...] = (),
        default: Any = None,
    ) -> None:
        """Adds the block of these rows, and claims them."""
        lines = self.sheet.grid.table.findall(w("tr"))
        elements = tuple(lines[number - 1] for number in self.numbers)
        printed = self.entries(keys) if default is None else default
        sums = tuple(self._sums(keys, cells))
        found.blocks.append(Block(path, item, elements, levels, cells, printed, sums))
        under = (row[one] for row in self.cells for one in keys)
        ruled = (
            self.sheet.list_rows
        )  # in these, as where there is a line ____, what is printed stays
        found.hints += [one.cell.element for one in under
                        if one not in ruled and one.text.strip("_") and _is_hint(one)]  # fmt: skip
        for number in self.numbers:
            mine = (one for one in self.sheet.grid.row(number) if one.row >= self.numbers[0])
            self.sheet.consumed.update(mine)

    def _sums(
        self, keys: Mapping[Region, str], cells: Mapping[Region, Content]
    ) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each column 合计 with the columns of figures beside it, below one head over them all."""
        figures = {one.path[-1] for one in cells.values()
                   if isinstance(one, Field) and one.kind == "figure"}  # fmt: skip
        for head, key in keys.items():
            over = self.sheet.grid.above(head)
            if TOTAL.fullmatch(head.text) and over is not None and self.sheet.is_label(over):
                beside = (one for one in keys if one is not head and over.covers(one))
                parts = tuple(keys[one] for one in beside if keys[one] in figures)
                if key in figures and len(parts) > 1:
                    yield key, parts


def below(sheet: HeaderScan, start: int, goes_on: Callable[[int], bool]) -> list[int]:
    """The rows from ``start`` on as long as they go on."""
    return list(takewhile(goes_on, range(start, sheet.grid.height + 1)))


def is_open_row(
    sheet: HeaderScan, number: int, heads: Sequence[Region], *, numbered: bool = True
) -> bool:
    """Whether the cells under ``heads`` are all to be filled in, but for a number or dots."""
    first, last = heads[0].column, heads[-1].right
    row = [one for one in sheet.grid.row(number) if first <= one.column < last]
    if edges(row) != edges(heads):
        return False
    blank = [one for one in row if sheet.is_open(one) and one.row == number]
    others = [one for one in row if one not in blank]
    return bool(blank) and all(numbered and _fills_in(one, sheet) for one in others)


def is_numbered(cells: Iterable[Region]) -> bool:
    """Whether a column holds the numbers of its rows, from 1."""
    texts = [one.text for one in cells]
    return texts == [str(number) for number in range(1, len(texts) + 1)]


def _fills_in(region: Region, sheet: HeaderScan) -> bool:
    free = region not in sheet.consumed
    patterns = (_DOTS, _NUMBER, _COUNTED)
    return free and any(pattern.fullmatch(region.text) for pattern in patterns)


def _is_hint(region: Region) -> bool:
    counts = _DOTS.fullmatch(region.text) or _COUNTED.fullmatch(region.text)
    return bool(region.text) and bool(counts or region.is_hint or is_left_over(region.text))
