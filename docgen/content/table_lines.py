"""Changes the rows and cells of a Markdown table; its other lines stay as typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from markdown_it.rules_block.table import escapedSplit

from docgen.content.markdown_writer import Prose, inline_markdown


class TableLines:
    """The lines of a table; rows keep their number, 0 for the header, while others come and go."""

    def __init__(self, lines: Sequence[str]) -> None:
        header, self._delimiter, *rows = lines
        self._rows: list[str | None] = [header, *rows]
        self._behind = defaultdict[int, list[str]](list)

    def remove(self, row: int) -> None:
        """Removes a row, from 1; the header stays."""
        self._rows[row] = None

    def insert(self, after: int, cells: Sequence[Prose]) -> bool:
        """Inserts a row behind the row ``after``; returns whether Markdown can express it."""
        texts = [_cell(cell) for cell in cells]
        if any(text is None for text in texts):
            return False
        self._behind[max(after, 0)].append(_line(map(str, texts)))
        return True

    def replace_cell(self, row: int, column: int, prose: Prose) -> bool:
        """Replaces a cell; returns whether that is possible.

        It is not where Markdown cannot express the text, or where the row was removed.
        """
        text, line = _cell(prose), self._rows[row]
        if text is None or line is None:
            return False
        cells = _cells(line)
        cells[column] = text
        self._rows[row] = _line(cells)
        return True

    def result(self) -> list[str]:
        """The lines with all changes."""
        lines = list[str]()
        for number, line in enumerate(self._rows):
            own = [] if line is None else [line]
            lines += [*own, *([] if number else [self._delimiter]), *self._behind[number]]
        return lines


def _cell(prose: Prose) -> str | None:
    return inline_markdown(prose, in_table=True) if prose.text.strip() else ""


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(line: str) -> list[str]:
    cells = [cell.strip() for cell in escapedSplit(line.strip())]
    if cells and not cells[0]:
        cells = cells[1:]
    return cells[:-1] if cells and not cells[-1] else cells
