"""Values that are taken from hidden cells: a row of last year's, a column for a formula."""

from __future__ import annotations

from collections.abc import Iterator

from docgen.checking.check_registry import check
from docgen.checking.checked_unit import CheckedUnit
from docgen.checking.findings import Finding
from docgen.diagnostics import Problem, Severity, warning
from docgen.diagnostics.codes import problem_code

HIDDEN_CELL = problem_code(
    "hidden-cell",
    en=(
        "this cell is hidden in the workbook, and prints 「{text}」",
        "unhide its row, column or sheet in Excel, and look whether it is the one that is meant",
    ),
    zh=(
        "这个单元格在工作簿里是隐藏的，印出来是「{text}」",
        "在 Excel 里取消隐藏，看看取的是不是这一格",
    ),
)


@check(
    Finding(HIDDEN_CELL, Severity.WARNING, en="a figure of a hidden row", zh="取自隐藏的行的数"),
    of_source=True,
)
def hidden_cells(unit: CheckedUnit) -> Iterator[Problem]:
    """Each reference to a cell that its reader does not see."""
    for cell in unit.unit.cells.taken:
        if cell.hidden and cell.text:
            yield warning(HIDDEN_CELL, cell.place, text=cell.text)
