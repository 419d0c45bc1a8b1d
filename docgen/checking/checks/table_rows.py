"""Rows of Markdown tables that have fewer cells than the head."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.rules_block.table import escapedSplit

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding
from docgen.content.blocks import Document, Table
from docgen.diagnostics import Problem, Severity, warning
from docgen.diagnostics.codes import problem_code

MISSING_CELLS = problem_code(
    "missing-cells",
    en=(
        "this row has {cells:# cell|# cells}, and the head has {columns}",
        "put a | between the cells; an empty cell has one on both sides",
    ),
    zh=("这一行有 {cells} 格，表头有 {columns} 格", "格与格之间写 |；空格子也要有 |"),
)

_GAP = re.compile(r"(?<=\S)[ \t\u3000\xa0]{2,}(?=[^\s|])")


@check(
    Finding(MISSING_CELLS, Severity.WARNING, en="a row with a lost `|`", zh="少了一个 `|` 的一行"),
    of_source=True,
)
def missing_cells(unit: CheckedUnit) -> Iterator[Problem]:
    """A warning for each row of a Markdown table whose last cells are not there."""
    for document in unit.documents:
        for block in document.blocks:
            if isinstance(block, Table):
                yield from _short_rows(document, block)


def _short_rows(document: Document, table: Table) -> Iterator[Problem]:
    typed, head = document.typed, document.typed.row(table.place)
    wanted = len(table.aligns)
    for row in range(head + 2, head + table.lines):
        line = typed.line(row)
        cells = _count(line)
        if "|" in line and cells < wanted:
            problem = warning(MISSING_CELLS, typed.place(row), cells=cells, columns=wanted)
            parted = _GAP.sub(" | ", line)
            is_whole = _count(parted) == wanted
            yield (
                typed.retyped(problem, row, row + 1, [parted], safe=False) if is_whole else problem
            )


def _count(line: str) -> int:
    """The cells of a row as it is typed."""
    cells = escapedSplit(line.strip())
    return len(cells) - (not cells[0]) - (len(cells) > 1 and not cells[-1])
