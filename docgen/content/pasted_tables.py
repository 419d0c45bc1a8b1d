"""Tables as they come out of Excel, Word and text files, as Markdown tables.

项目<tab>预算数<tab>执行数        | 项目 | 预算数 | 执行数 |
培训<tab>12.5<tab>12.5            | --- | ---: | ---: |
                                  | 培训 | 12.5 | 12.5 |
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from docgen.content.braces import IN_BRACES
from docgen.content.characters import columns

Row: TypeAlias = tuple[str, ...]

_BARS = "|｜│┃║"
_BAR = re.compile(rf"(?<!\\)[{_BARS}]")
_IN_ONE_LINE = re.compile(rf"[\t{_BARS}]")
"""What parts the cells of a table of one line."""
_CLOSED = re.compile(rf"\s*[{_BARS}].*(?<!\\)[{_BARS}]\s*$")
_DASHES = "-—─━－=＝═_"
_CORNERS = "+＋┌┬┐├┼┤└┴┘┏┳┓┣╋┫┗┻┛╔╦╗╠╬╣╚╩╝╒╤╕╞╪╡╘╧╛"
_BORDER = re.compile(rf"(?=.*[{_DASHES}])[{_DASHES}{_CORNERS}{_BARS}:： \t\u3000]{{3,}}$")
_LISTED = re.compile(
    r"\s*(?:[^\w\s|]|[（(]?\d{1,2}[.．、）)]|[①-⑳]|[一二三四五六七八九十]+、)[ ]*\t"
)
"""An item as it is typed in Word: its sign or its number, and a tab."""
_GAP = re.compile(r"[ \u3000\xa0]{2,}")
_FIGURE = re.compile(r"[-−+＋－]?[\d,，]*\d(?:[.．]\d+)?\s*[%％]?|[-—－/]{1,2}")
_QUOTED = re.compile(r'^"(.*)"$')
_BAR_IN_CELL = re.compile(r"(?<!\\)\|")
_SENTENCE = re.compile(r"[。；，！？：]")
_MOST_COLUMNS, _LONGEST_CELL, _LINES_OF_CELL = 40, 20, 10


@dataclass(frozen=True)
class PastedTable:
    """The lines ``first`` up to, without, ``stop`` of a text, which are the rows of a table."""

    first: int
    stop: int
    rows: tuple[Row, ...]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _are_figures(column: Sequence[str]) -> bool:
    typed = [cell for cell in column if cell]
    return any(re.search(r"\d", cell) for cell in typed) and all(
        _FIGURE.fullmatch(cell) for cell in typed
    )


def _runs(rows: Sequence[Row | None]) -> list[tuple[int, list[Row]]]:
    """The rows that stand together, each run with the number of its first line."""
    runs = []
    for is_row, group in groupby(enumerate(rows), key=lambda numbered: numbered[1] is not None):
        numbered = list(group)
        if is_row:
            runs.append((numbered[0][0], [row for _, row in numbered if row is not None]))
    return runs


def _without_titles(first: int, run: Sequence[Row]) -> tuple[int, list[Row]]:
    """The rows without those at the top that have one cell only, such as 表1 or 单位：万元."""
    rows = list(run)
    while len(rows) > 1 and sum(map(bool, rows[0])) == 1:
        first, rows = first + 1, rows[1:]
    return first, [row for row in rows if any(row)]


def _even(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows of one length, without columns that are empty."""
    length = max(map(len, rows))
    padded = [(*row, *[""] * (length - len(row))) for row in rows]
    kept = [number for number in range(length) if any(row[number] for row in padded)]
    return tuple(tuple(row[number] for number in kept) for row in padded)


def _with_whole_cells(lines: Sequence[str]) -> tuple[list[str], list[int]]:
    """The lines, with those joined that a line end within a cell of Excel parts.

    Such a cell stands between double quotes. Returns also the number of the line that each begins
    with, and the count of all.
    """
    whole, starts, is_open = list[str](), list[int](), False
    for number, line in enumerate(lines):
        if is_open:
            whole[-1] += line.strip()
        else:
            whole.append(line)
            starts.append(number)
        below = lines[number + 1 : number + 2 + _LINES_OF_CELL]
        closes_below = any(re.search(r'"\t|"$', later) for later in below)
        is_open = whole[-1].count('"') % 2 == 1 and closes_below
    return whole, [*starts, len(lines)]


def _stripped(cells: Sequence[str]) -> Row:
    return tuple(_QUOTED.sub(r"\1", cell.strip()) for cell in cells)


def _tabbed(line: str) -> Row | None:
    """Cells between tabs; a tab at the beginning, or behind a bullet or a number, is an indent."""
    is_row = "\t" in line.strip(" ").lstrip("\t") and not _LISTED.match(line)
    return _stripped(line.split("\t")) if is_row else None


def _barred(line: str) -> Row | None:
    """Cells between bars; none in a line that draws a border."""
    if _BORDER.match(line.strip()):
        return ()
    text = line.strip()
    # The bars of {{ 列 | where(…) }} part nothing.
    masked = IN_BRACES.sub(lambda binding: "\0" * len(binding[0]), text)
    bars = [bar.start() for bar in _BAR.finditer(masked)]
    if not bars:
        return None
    edges = zip([-1, *bars], [*bars, len(text)], strict=True)
    cells = _stripped([text[start + 1 : stop] for start, stop in edges])
    return cells[0 if cells[0] else 1 : len(cells) - (not cells[-1])]


def _spaced(line: str) -> Row | None:
    cells = _stripped(_GAP.split(line.strip()))
    return cells if 1 < len(cells) <= _MOST_COLUMNS and not line.strip().endswith("。") else None


def _comma_parted(line: str) -> Row | None:
    cells = _stripped(line.strip().split(","))
    is_row = "{{" not in line and 1 < len(cells) <= _MOST_COLUMNS and not _SENTENCE.search(line)
    return cells if is_row and max(map(len, cells)) <= _LONGEST_CELL else None


def _has_columns(rows: Sequence[Row], _lines: Sequence[str]) -> bool:
    return max(map(len, rows)) > 1 and (len(rows) > 1 or sum(map(bool, rows[0])) > 2)


def _has_bars(rows: Sequence[Row], lines: Sequence[str]) -> bool:
    """Whether they are two rows at least, or one with a bar on both sides."""
    is_closed = all(_CLOSED.match(line) for line in lines)
    return 0 < max(map(len, rows)) <= _MOST_COLUMNS and (len(rows) > 1 or is_closed)


def _has_figures(rows: Sequence[Row], _lines: Sequence[str]) -> bool:
    """Whether blanks or commas part columns: all rows are as long, and one column is figures."""
    is_even = len({len(row) for row in rows}) == 1
    bodies = list(zip(*rows[1:], strict=True)) if is_even else []
    return len(rows) > 2 and any(_are_figures(body) for body in bodies)


def _is_aligned(rows: Sequence[Row], lines: Sequence[str]) -> bool:
    """Whether the cells stand below each other, or have figures."""
    starts = {
        tuple(columns(line[: gap.end()]) for gap in _GAP.finditer(line.rstrip())) for line in lines
    }
    return _has_figures(rows, lines) or (len(rows) > 1 and len(starts) == 1)


_Cut: TypeAlias = Callable[[str], Row | None]
_IsTable: TypeAlias = Callable[[Sequence[Row], Sequence[str]], bool]
_KINDS: tuple[tuple[_Cut, _IsTable], ...] = (
    (_tabbed, _has_columns),
    (_barred, _has_bars),
    (_spaced, _is_aligned),
    (_comma_parted, _has_figures),
)
"""How a line is cut into cells, and when rows of such cells are a table."""


def pasted_tables(lines: Sequence[str]) -> list[PastedTable]:
    """The tables among the lines of a paragraph, in order."""
    if len(lines) == 1 and not _IN_ONE_LINE.search(lines[0]):
        return []
    whole, starts = _with_whole_cells(lines)
    found = list[PastedTable]()
    taken = set[int]()
    for cut, is_table in _KINDS:
        cut_lines = [None if number in taken else cut(line) for number, line in enumerate(whole)]
        for number, run in _runs(cut_lines):
            first, rows = _without_titles(number, run)
            stop = number + len(run)
            if rows and is_table(rows, whole[first:stop]):
                taken |= set(range(first, stop))
                found.append(PastedTable(starts[first], starts[stop], _even(rows)))
    return sorted(found, key=lambda table: table.first)


def markdown_table(rows: Sequence[Row]) -> list[str]:
    """The lines of a Markdown table whose head is the first row; figures are right-aligned."""
    head, *body = rows
    rules = ["---:" if _are_figures(column) else "---" for column in zip(*body, strict=True)]
    typed = [[_BAR_IN_CELL.sub(r"\\|", cell) for cell in row] for row in rows]
    return [_line(typed[0]), _line(rules or ["---"] * len(head)), *map(_line, typed[1:])]
