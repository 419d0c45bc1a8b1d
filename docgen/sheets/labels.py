"""The cell where the label of a row and that of a column meet, wherever they have moved.

               | 预算          | 决算          find(sheet, "财政拨款/基本支出", "决算/年初")
               | 年初  | 全年  | 年初  | 全年
    财政拨款   |
      基本支出 | 1     | 2     | 3     | 4

The heads of a column are found as in forms of Word (the HTML standard, section 4.9.12.2): the
nearest rows above the cell that hold no figures; they hide all that is above them, so that each of
several tables in a sheet has its own. A title alone in its row is no head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple, NoReturn
from unicodedata import normalize

from docgen.diagnostics import nearest
from docgen.diagnostics.codes import problem_code
from docgen.sheets.cells import Cell
from docgen.sheets.sheet import MergedRange, Sheet
from docgen.sheets.table import head_text, is_head_like
from docgen.sheets.workbook_file import WorkbookError

UNKNOWN_LABEL = problem_code(
    "unknown-label",
    en=("the sheet has no label 「{label}」", "write a label that stands in the sheet"),
    zh=("工作表中没有「{label}」这一项", "照工作表上的写法写这一项的名称"),
)
UNKNOWN_LABEL_LIKE = problem_code(
    "unknown-label-like",
    en=("the sheet has no label 「{label}」", "did you mean 「{nearest}」, at {cell}?"),
    zh=("工作表中没有「{label}」这一项", "是不是 {cell} 的「{nearest}」？"),
)
LABELS_APART = problem_code(
    "labels-apart",
    en=(
        "no cell is in the row 「{row}」 and below the head 「{column}」",
        "write a label of a row and a head above it, or the address of the cell, such as F12",
    ),
    zh=(
        "没有哪个单元格既在「{row}」这一行，又在表头「{column}」下面",
        "写同一张表的行名称和列表头，或者直接写单元格地址，如 F12",
    ),
)
SEVERAL_CELLS = problem_code(
    "several-cells",
    en=(
        "「{row}」 and 「{column}」 meet in {cells}",
        "write which one: with the label above it, as in 财政拨款/基本支出, or the address {first}",
    ),
    zh=(
        "「{row}」和「{column}」交于 {cells}",
        "写清是哪一个：带上它的上一级，如 财政拨款/基本支出，或者直接写地址 {first}",
    ),
)

_ORDINAL = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.．]|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]"
    r"|\d{1,2}(?:[、．]|\.(?!\d))|[①-⑳])"
)
_UNIT = re.compile(
    r"[(（](?:单位[:：])?(?:[百千万亿]*(?:美?元|人|个|项|户|家|次|天|件|台|套|亩)|%|公里|平方米|㎡)[)）]$"
)
_BRACKETED = re.compile(r"\(.*?\)")
_BLANK = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]")
"""What a label has; a dash or a stroke stands for a figure that is none."""


def plain_label(text: str) -> str:
    """A label as labels are compared: without blanks, widths, ordinal, unit and colon."""
    plain = _BLANK.sub("", text)
    while match := _ORDINAL.match(plain):
        plain = plain[match.end() :]
    plain = normalize("NFKC", plain).rstrip(":")
    return _UNIT.sub("", plain).rstrip(":").casefold() or normalize("NFKC", text).strip()


def find(sheet: Sheet, row_label: str, column_label: str) -> Cell:
    """The cell in the row of one label and below the other; each may be a path: 财政拨款/基本支出.

    Blanks, full and half width, ordinals, units in brackets and colons make no difference.
    Raises :class:`WorkbookError` if there is no such cell, or more than one.
    """
    labels = _labels_of(sheet)
    rows, columns = labels.named(row_label), labels.named(column_label)
    found = labels.meetings(rows, columns)
    if not found:
        words = {"row": row_label, "column": column_label}
        raise WorkbookError(LABELS_APART, sheet.place, **words)
    if len(found) > 1:
        cells = "、".join(cell.place.address for cell in found)
        raise WorkbookError(
            SEVERAL_CELLS,
            sheet.place,
            row=row_label,
            column=column_label,
            cells=cells,
            first=found[0].place.address,
        )
    return found[0]


class _Named(NamedTuple):
    """A label that was found: its range, and the plain labels above it on its path."""

    merged: MergedRange
    path: tuple[str, ...]


@lru_cache(maxsize=8)
def _labels_of(sheet: Sheet) -> _SheetLabels:
    return _SheetLabels(sheet)


class _SheetLabels:
    """The labels of a sheet by their plain texts."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._by_text: dict[str, list[MergedRange]] = {}
        self._values: dict[int, set[int]] = {}
        self._filled: dict[int, set[MergedRange]] = {}
        self._texts: dict[MergedRange, str] = {}
        for row, cells in sheet.numbered_rows():
            self._note_row(row, cells)
        self._head_rows = self._find_heads()

    def _note_row(self, row: int, cells: list[Cell]) -> None:
        for column, cell in enumerate(cells, 1):
            if cell.is_empty:
                continue
            merged = self._sheet.range_at(row, column)
            self._filled.setdefault(row, set()).add(merged)
            if not is_head_like(cell) or not _WORD.search(cell.text):
                self._values.setdefault(row, set()).add(column)
            elif merged not in self._texts:
                text = self._texts[merged] = plain_label(cell.text)
                self._by_text.setdefault(text, []).append(merged)

    def _find_heads(self) -> set[int]:
        """The rows of heads: without figures, with a label above most figures of the next row.

        The rows on top of one are heads of it, until a title, a blank row, or one with figures.
        """
        heads, below, figures = set[int](), False, set[int]()
        for row in range(self._sheet.last_row, 0, -1):
            if row in self._values:
                figures, below = self._values[row], False
            elif row not in self._filled or self._is_title(row):
                below = False
            else:
                labelled = sum(
                    self._sheet.range_at(row, column) in self._texts for column in figures
                )
                below = below or 2 * labelled > len(figures) or not figures
                heads |= {row} if below else set()
        return heads

    def _is_title(self, row: int) -> bool:
        """Whether one label is alone in a row, at its beginning or over several columns."""
        labels = self._filled[row]
        first = next(iter(labels))
        return len(labels) == 1 and (first.column == 1 or first.last_column > first.column)

    def named(self, label: str) -> list[_Named]:
        """The labels of a text, or of a path. Raises :class:`WorkbookError` if there is none."""
        whole = plain_label(label)
        if whole in self._by_text:
            return [_Named(merged, ()) for merged in self._by_text[whole]]
        *above, last = map(plain_label, re.split("[/／]", label))
        for part in (*above, last):
            if part not in self._by_text:
                self._refuse(part if above else label)
        return [_Named(merged, tuple(above)) for merged in self._by_text[last]]

    def _refuse(self, label: str) -> NoReturn:
        like = nearest(plain_label(label), self._by_text)
        if not like:
            raise WorkbookError(UNKNOWN_LABEL, self._sheet.place, label=label)
        cell = self._sheet.cell(*self._by_text[like][0][:2])
        words = {"nearest": head_text(cell), "cell": cell.place.address}
        raise WorkbookError(UNKNOWN_LABEL_LIKE, self._sheet.place, label=label, **words)

    def meetings(self, rows: list[_Named], columns: list[_Named]) -> list[Cell]:
        """The cells in a row of ``rows`` and below a head of ``columns``."""
        found: dict[tuple[int, int], tuple[_Named, _Named]] = {}
        for label in rows:
            for head in columns:
                for row, column in self._shared(label, head):
                    if self._is_named(label, head, row, column):
                        found.setdefault(self._sheet.range_at(row, column)[:2], (label, head))
        beside = {place for place in found if not self._is_behind_names(place, found)}
        return [self._sheet.cell(*place) for place in sorted(beside)]

    def _shared(self, label: _Named, head: _Named) -> Iterator[tuple[int, int]]:
        """The places to the right of a label and below a head."""
        last_row = min(label.merged.last_row, self._sheet.last_row)
        last_column = min(head.merged.last_column, self._sheet.last_column)
        for row in range(max(label.merged.row, head.merged.last_row + 1), last_row + 1):
            first = max(head.merged.column, label.merged.last_column + 1)
            for column in range(first, last_column + 1):
                yield row, column

    def _is_named(self, label: _Named, head: _Named, row: int, column: int) -> bool:
        heads = self._heads(row, column)
        if head.merged not in heads:
            return False
        outer = [self._texts[above] for above in heads[heads.index(head.merged) + 1 :]]
        return _in_order(head.path, outer) and self._is_within(label, row)

    def _heads(self, row: int, column: int) -> list[MergedRange]:
        """The heads of the column of a cell, the nearest first; they hide all above them."""
        heads, seen = list[MergedRange](), False
        for above in range(row - 1, 0, -1):
            if above not in self._head_rows:
                if seen:
                    break
                continue
            seen = True
            merged = self._sheet.range_at(above, column)
            if merged in self._texts and merged not in heads:
                heads.append(merged)
        return heads

    def _is_within(self, label: _Named, row: int) -> bool:
        """Whether the labels of the path are beside a label, or above it as an outline has them."""
        return _in_order(label.path, self._groups(label.merged, row))

    def _groups(self, merged: MergedRange, row: int) -> list[str]:
        """The labels that a label of a row is under, the nearest first."""
        groups = [self._texts[above] for above in self._outline(merged)]
        for column in range(merged.column - 1, 0, -1):
            above = row
            while above > 1 and self._sheet.cell(above, column).is_empty:
                above -= 1
            left = self._sheet.range_at(above, column)
            if left in self._texts:
                groups.append(self._texts[left])
                groups += [self._texts[outer] for outer in self._outline(left)]
        return groups

    def _outline(self, merged: MergedRange) -> Iterator[MergedRange]:
        """The labels above one in its column that are of higher levels, by ordinals or blanks."""
        level = self._level(merged)
        for row in range(merged.row - 1, 0, -1):
            above = self._sheet.range_at(row, merged.column)
            if above in self._texts and above.row == row and self._level(above) < level:
                level = self._level(above)
                yield above

    def _level(self, merged: MergedRange) -> tuple[int, int]:
        """How deep a label is: by the blanks before it, then by its ordinal."""
        text = self._sheet.cell(merged.row, merged.column).text
        plain = text.lstrip()
        forms = (
            r"[一二三四五六七八九十]+[、.．]",
            r"[（(][一二三四五六七八九十]+[）)]",
            r"\d+[、.．]",
            r"[（(]\d+[）)]",
            "[①-⑳]",
        )
        depth = next(
            (depth for depth, form in enumerate(forms) if re.match(form, plain)), len(forms)
        )
        return len(text) - len(plain), depth

    def _is_behind_names(
        self, place: tuple[int, int], found: dict[tuple[int, int], tuple[_Named, _Named]]
    ) -> bool:
        """Whether a second table beside the first begins before a cell: 项目|金额|项目|金额."""
        label, _ = found[place]
        for row, column in found:
            if row == place[0] and column < place[1] and found[row, column][0] == label:
                names = range(column + 1, place[1])
                if any(self._repeats(label, name, row) for name in names):
                    return True
        return False

    def _repeats(self, label: _Named, column: int, row: int) -> bool:
        """Whether a column has names of rows, under the same head as the column of a label."""
        if self._sheet.range_at(row, column) not in self._texts:
            return False
        ours, theirs = (
            [_BRACKETED.sub("", self._texts[head]) for head in self._heads(row, place)]
            for place in (label.merged.column, column)
        )
        return bool(ours[:1]) and ours[:1] == theirs[:1]


def _in_order(path: tuple[str, ...], outer: list[str]) -> bool:
    """Whether the labels of a path, from the innermost, stand in this order among ``outer``."""
    left = iter(outer)
    return all(part in left for part in reversed(path))
