"""The labels of a sheet: which rows have heads, and what each cell is under."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from docgen.sheets.cells import Cell, CellKind
from docgen.sheets.label_texts import level_of, plain_label
from docgen.sheets.sheet import MergedRange, Sheet
from docgen.sheets.table import is_head_like

_BRACKETED = re.compile(r"\(.*?\)")
_WORD = re.compile(r"[^\W_]")
"""What a label has; a dash or a stroke stands for a figure that is none."""


class LabelGrid:
    """The labels of a sheet.

    Attributes:
        sheet: the sheet.
        by_text: the ranges of each label, by its plain text.
        texts: the plain text of each range that may be a head.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.by_text: dict[str, list[MergedRange]] = {}
        self._values: dict[int, set[int]] = {}
        self._filled: dict[int, set[MergedRange]] = {}
        self.texts: dict[MergedRange, str] = {}
        for row, cells in sheet.numbered_rows():
            self._note_row(row, cells)
        self._head_rows = self._find_heads()

    def _note_row(self, row: int, cells: list[Cell]) -> None:
        for column, cell in enumerate(cells, 1):
            if cell.is_empty:
                continue
            merged = self.sheet.range_at(row, column)
            self._filled.setdefault(row, set()).add(merged)
            if not is_head_like(cell) or not _WORD.search(cell.text):
                self._values.setdefault(row, set()).add(column)
                if cell.kind is CellKind.TEXT:  # the code of an item: 2050204
                    self.by_text.setdefault(plain_label(cell.text), []).append(merged)
            elif merged not in self.texts:
                text = self.texts[merged] = plain_label(cell.text)
                self.by_text.setdefault(text, []).append(merged)

    def _find_heads(self) -> list[int]:
        """The rows of heads, from above: they have no figures, but labels over most figures below.

        The rows on top of one are heads of it, until a title, a blank row, or one with figures.
        """
        heads, below, figures = list[int](), False, set[int]()
        for row in range(self.sheet.last_row, 0, -1):
            if row in self._values:
                figures, below = self._values[row], False
            elif row not in self._filled or self._is_title(row):
                below = False
            else:
                labelled = sum(self.sheet.range_at(row, column) in self.texts for column in figures)
                below = below or 2 * labelled > len(figures) or not figures
                heads += [row] if below else []
        return heads[::-1]

    def _is_title(self, row: int) -> bool:
        """Whether one label is alone in a row, at its beginning or over several columns."""
        labels = self._filled[row]
        first = next(iter(labels))
        return len(labels) == 1 and (first.column == 1 or first.last_column > first.column)

    def is_title_of_heads(self, merged: MergedRange) -> bool:
        """Whether a label is alone above a row of heads, as the title of their table."""
        return merged.last_row + 1 in self._head_rows and self._is_title(merged.row)

    def heads(self, row: int, column: int) -> list[MergedRange]:
        """The heads of the column of a cell, the nearest first; they hide all above them."""
        above = bisect_left(self._head_rows, row) - 1
        number = self._head_rows[above] if above >= 0 else 0
        heads = list[MergedRange]()
        while above >= 0 and self._head_rows[above] == number:
            merged = self.sheet.range_at(
                number, column if not heads else self._group(number, column)
            )
            if merged in self.texts and merged not in heads:
                heads.append(merged)
            above, number = above - 1, number - 1
        return heads

    def last_below(self, head: MergedRange) -> int:
        """The last column below a head; that of a group reaches over the blanks beside it."""
        last, end = head.last_column, self.sheet.last_column
        if head.last_row + 1 in self._head_rows:
            while last < end and self.sheet.cell(head.row, last + 1).is_empty:
                last += 1
        return min(last, end)

    def _group(self, row: int, column: int) -> int:
        """The column of a group's head: blank cells to its right, not merged, belong to it."""
        left = column
        while left > 1 and self.sheet.cell(row, left).is_empty:
            left -= 1
        return left if self.sheet.range_at(row, left) in self.texts else column

    def groups(self, merged: MergedRange, row: int) -> list[str]:
        """The labels that a label of a row is under, the nearest first."""
        groups = [self.texts[above] for above in self._outline(merged)]
        for column in range(merged.column - 1, 0, -1):
            above = row
            while above > 1 and self.sheet.cell(above, column).is_empty:
                above -= 1
            left = self.sheet.range_at(above, column)
            if left in self.texts:
                groups.append(self.texts[left])
                groups += [self.texts[outer] for outer in self._outline(left)]
        return groups

    def _outline(self, merged: MergedRange) -> Iterator[MergedRange]:
        """The labels above one in its column that are of higher levels, by ordinals or blanks."""
        level = level_of(self.sheet.cell(merged.row, merged.column).text)
        for row in range(merged.row - 1, 0, -1):
            above = self.sheet.range_at(row, merged.column)
            if above not in self.texts or above.row != row:
                continue
            outer = level_of(self.sheet.cell(row, merged.column).text)
            if outer < level:
                level = outer
                yield above

    def repeats(self, label: MergedRange, column: int, row: int) -> bool:
        """Whether a second table begins beside that of a label: 项目 | 金额 | 项目 | 金额."""
        ours, theirs = (self.heads(row, place)[:1] for place in (label.column, column))
        if not ours or not theirs or ours == theirs:
            return False
        first, second = (_BRACKETED.sub("", self.texts[heads[0]]) for heads in (ours, theirs))
        return first == second
