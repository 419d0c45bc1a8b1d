"""Rows of a table that are alike and below the same heads: one repeated row."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from docgen.checking.checks.left_overs import is_left_over
from docgen.content.numbers import Figure
from docgen.scaffold.pack.form_fields import Around, Block, Content, Field, FormFields, Kind, Path
from docgen.scaffold.pack.formulas.field_types import gives_figures, kind_of, type_of
from docgen.scaffold.pack.naming import key_of, numbered_repeats
from docgen.scaffold.pack.tables.cell_lines import fields_in_row
from docgen.scaffold.pack.tables.cell_role import CellRole
from docgen.scaffold.pack.tables.header_scan import HeaderScan
from docgen.scaffold.pack.tables.regions import FormRegion, edges
from docgen.scaffold.pack.tables.table_cells import keys_of_heads, spot_in
from docgen.templates.by_hand import SIGNATURE
from docgen.word.xml import w

_LINES = (CellRole.ALIKE, CellRole.LINE)
_READ = (CellRole.IN_ROWS, CellRole.PEN, CellRole.ROOM)
"""Roles of cells that are no part of a list's row."""

_DOTS = re.compile(r"[….·]*")
_NUMBER = re.compile(r"\d+")
_COUNTED = re.compile(r"(?:任务|目标|指标|措施|产出)\d{1,2}")
"""A hint in the first column of a list; above columns it is a head."""


@dataclass(frozen=True)
class RepeatedRows:
    """Rows of a table, by their numbers from 1, and the heads of their columns.

    Attributes:
        scan: the table.
        numbers: those of the rows.
        heads: the heads of their columns.
        dropped: the numbers of rows between or behind them that no report prints.
    """

    scan: HeaderScan
    numbers: Sequence[int]
    heads: Sequence[FormRegion]
    dropped: Sequence[int] = ()

    @cached_property
    def cells(self) -> list[dict[FormRegion, FormRegion]]:
        """The region under each head, a mapping for each row."""
        rows = []
        for number in self.numbers:
            cells = ((head, self.scan.grid.at(number, head.column)) for head in self.heads)
            rows.append({head: cell for head, cell in cells if cell is not None})
        return rows

    def are_alike(self, *merging: FormRegion, inside: Sequence[FormRegion] = ()) -> bool:
        """Whether one row can be the model of all.

        Cells below the heads do not merge down, except in groups of rows below ``merging``. Cells
        in other columns span all the rows. ``inside`` are further regions that count as heads.
        """
        covering = [*self.heads, *inside]
        for number in self.numbers:
            for region in self.scan.grid.row(number):
                if any(head.covers(region) for head in covering):
                    fits = self._is_free(region, number, merging)
                else:
                    fits = self._spans_all(region)
                if not fits:
                    return False
        return True

    def _is_free(self, region: FormRegion, number: int, merging: Sequence[FormRegion]) -> bool:
        """Whether a cell below the heads is not yet read, and merges down only where it may."""
        alone = region.row == number and region.rows == 1
        first, last = self.numbers[0], self.numbers[-1]
        grouped = region.row >= first and region.end <= last + 1
        may_merge = any(head.covers(region) for head in merging)
        return self.scan.roles[region] not in _READ and (alone or (grouped and may_merge))

    def _spans_all(self, region: FormRegion) -> bool:
        """Whether a region begins above the rows and reaches to the last of them or below."""
        return region.row < self.numbers[0] and region.end > self.numbers[-1]

    def keys(self, heads: Iterable[FormRegion]) -> dict[FormRegion, str]:
        """The key of each column, no two alike.

        Equal keys get the key of the nearest head above as a prefix, one over several columns but
        not over all; those still equal are numbered.
        """
        keys = {head: keys_of_heads([head], self.scan)[0] for head in heads}
        counts = Counter(keys.values())
        for head, key in keys.items():
            above = self._band(head)
            if counts[key] > 1 and above is not None:
                keys[head] = f"{keys_of_heads([above], self.scan)[0]}{key}"
        return dict(zip(keys, numbered_repeats(keys.values()), strict=True))

    def _band(self, head: FormRegion) -> FormRegion | None:
        """The label above a head that names the columns which it stands in."""
        for above in self.scan.grid.upwards(head):
            if self.scan.is_label(above) and above.covers(head):
                return None if self.scan.grid.is_full_width(above) else above
        return None

    def fields(self, keys: Mapping[FormRegion, str], around: str = "") -> dict[FormRegion, Content]:
        """The fields of the first row, by its cells; ``around`` is the text of labels around it."""
        fields: dict[FormRegion, Content] = {}
        for head, key in keys.items():
            cell = self.cells[0][head]
            if self.scan.roles[cell] in _LINES:
                fields[cell] = fields_in_row(cell, key)
                continue
            heads = tuple(above.text for above in self.scan.headers(cell).heads) or (head.text,)
            texts = self.scan.placed(cell, Around(heads=heads))
            own = keys_of_heads([head], self.scan)[0] if head.text else key_of(heads[-1])
            kind = self._kind(head, own, texts, around)
            if kind == "figure" and not self._prints_figures(head):
                kind = "text"
            spot = spot_in(cell.cell.element)
            merges = any(row[head].rows > 1 for row in self.cells)
            fields[cell] = Field((key,), spot, kind, head.text, around=texts, merges=merges)
        return fields

    def _kind(self, head: FormRegion, own: str, texts: Around, around: str) -> Kind:
        """The type of a column, by the key of its head and by the labels around it.

        Of the heads over it, only those of figures tell its type: 数量 over 应收; 支出 may be over
        对象.
        """
        unit = head.text or texts.heads[-1]
        kind = kind_of(own, f"{around}{unit}", unit=unit)
        is_counted = self.scan.codes.are_counted(texts.code)
        heads = (*filter(gives_figures, texts.heads[:-1]), *texts.heads[-1:])
        by_heads = type_of(replace(texts, heads=heads), is_counted=is_counted)
        return kind if kind == "figure" else by_heads

    def _prints_figures(self, head: FormRegion) -> bool:
        """Whether all that the form prints in a column are figures; 10分 is none."""
        printed = (row[head] for row in self.cells if not _is_hint(row[head]))
        return all(Figure.read(cell.text) is not None for cell in printed if not cell.is_blank)

    def entries(self, keys: Mapping[FormRegion, str]) -> list[dict[str, str | None]]:
        """The texts that the form prints in each row, by key; ``None`` for blanks and hints."""
        entries = []
        for row in self.cells:
            entry: dict[str, str | None] = {}
            for head, key in keys.items():
                blanks = self._blanks_in_column(head, key)
                text = None if blanks or _is_hint(row[head]) else row[head].text or None
                entry |= dict.fromkeys(blanks or [key], text)
            entries.append(entry)
        return entries

    def _blanks_in_column(self, head: FormRegion, key: str) -> list[str]:
        """The keys of the blanks inside the text of a column's cells; empty if it has none."""
        cell = self.cells[0][head]
        fields = fields_in_row(cell, key) if self.scan.roles[cell] in _LINES else ()
        return [field.path[-1] for field in fields]

    def add(
        self,
        found: FormFields,
        path: Path,
        item: str,
        keys: Mapping[FormRegion, str],
        cells: Mapping[FormRegion, Content],
        levels: tuple[str, ...] = (),
        default: Any = None,
    ) -> HeaderScan:
        """Adds the block of these rows to ``found``. Returns the scan with their regions as read.

        ``keys`` are the keys of its columns; without ``default``, the block's default is what the
        form prints in the rows. The other arguments are those of :class:`Block`.
        """
        rows = self.scan.grid.table.findall(w("tr"))
        elements = tuple(rows[number - 1] for number in self.numbers)
        dropped = tuple(rows[number - 1] for number in self.dropped)
        heads = tuple(rows[number - 1] for number in self._rows_of_heads())
        printed = self.entries(keys) if default is None else default
        block = Block(path, item, elements, levels, cells, printed, dropped, heads)
        found.blocks.append(block)
        for cell in (row[head] for row in self.cells for head in keys):
            # Beside blanks in its text, or as a line ____, what the form prints stays.
            stays = self.scan.roles[cell] in _LINES or not cell.text.strip("_")
            if not stays and _is_hint(cell):
                found.hints.append(cell.cell.element)
        numbers = (*self.numbers, *self.dropped)
        regions = (cell for number in numbers for cell in self.scan.grid.row(number))
        read = (cell for cell in regions if cell.row >= self.numbers[0])
        return self.scan.with_roles(dict.fromkeys(read, CellRole.IN_ROWS))

    def _rows_of_heads(self) -> range:
        """The numbers of the rows of heads, those of groups of columns above them included."""
        above = [self.scan.grid.row(head.row) for head in self.heads]
        first = min((region.row for row in above for region in row), default=1)
        return range(first, max((head.end for head in self.heads), default=1))


def rows_below(
    scan: HeaderScan, start: int, heads: Sequence[FormRegion], continues: Callable[[int], bool]
) -> RepeatedRows:
    """The rows from ``start`` on for which ``continues`` holds, below ``heads``.

    They go on behind their heads once more, which a form split over pages prints by hand.
    """
    numbers, dropped, number = list[int](), list[int](), start
    while number <= scan.grid.height:
        if _is_dotted(scan, number) and numbers:
            dropped.append(number)
            number += 1
        elif continues(number):
            numbers.append(number)
            number += 1
        else:
            again = _heads_again(scan, number, heads)
            if not numbers or not again or not continues(again.stop):
                break
            dropped += again
            number = again.stop
    return RepeatedRows(scan, numbers, heads, dropped)


def _is_dotted(scan: HeaderScan, number: int) -> bool:
    """Whether a row says only that more rows may follow: ……."""
    texts = [cell.text for cell in scan.grid.row(number) if cell.row == number]
    return any(texts) and all(map(_DOTS.fullmatch, texts))


def _heads_again(scan: HeaderScan, number: int, heads: Sequence[FormRegion]) -> range:
    """The rows from ``number`` on if they print the rows of ``heads`` once more; else none."""
    first, end = min(head.row for head in heads), max(head.end for head in heads)
    again = range(number, number + end - first)
    texts = [[cell.text for cell in scan.grid.row(row)] for row in range(first, end)]
    printed = [[cell.text for cell in scan.grid.row(row)] for row in again]
    return again if texts == printed else range(number, number)


def is_open_row(
    scan: HeaderScan, number: int, heads: Sequence[FormRegion], *, numbered: bool = True
) -> bool:
    """Whether a row is blank below ``heads``; if ``numbered``, it may hold numbers or dots, too."""
    first, last = heads[0].column, heads[-1].right
    row = [cell for cell in scan.grid.row(number) if first <= cell.column < last]
    if edges(row) != edges(heads):
        return False
    blanks = [cell for cell in row if scan.is_open(cell) and cell.row == number]
    others = [cell for cell in row if cell not in blanks]
    return bool(blanks) and all(numbered and _is_placeholder(cell, scan) for cell in others)


def by_hand(head: FormRegion) -> bool:
    """Whether what is below a head is signed by hand."""
    return SIGNATURE.search(head.text) is not None


def is_numbered(cells: Iterable[FormRegion]) -> bool:
    """Whether a column holds the numbers of its rows, from 1."""
    texts = [cell.text for cell in cells]
    return texts == [str(number) for number in range(1, len(texts) + 1)]


def _is_placeholder(region: FormRegion, scan: HeaderScan) -> bool:
    """Whether a free cell holds only dots, a number or a numbered word such as 指标1."""
    free = scan.roles[region] not in _READ
    patterns = (_DOTS, _NUMBER, _COUNTED)
    return free and any(pattern.fullmatch(region.text) for pattern in patterns)


def _is_hint(region: FormRegion) -> bool:
    """Whether its text is not content: dots, a numbered word, a hint or a left-over placeholder."""
    is_counter = _DOTS.fullmatch(region.text) or _COUNTED.fullmatch(region.text)
    return bool(region.text) and bool(is_counter or region.is_hint or is_left_over(region.text))
