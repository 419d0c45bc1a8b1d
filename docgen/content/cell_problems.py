"""What is wrong with a cell whose value a form prints."""

from __future__ import annotations

import re

from docgen.content.characters import forbidden_characters
from docgen.diagnostics import Problem, error, warning
from docgen.diagnostics.codes import problem_code
from docgen.sheets.cells import Cell, CellKind

DIGITS_LOST = problem_code(
    "digits-lost",
    en=(
        "Excel keeps 15 digits of a number; of one with more, such as {shown}, the others are lost",
        "give the column the format Text, and type the number of the card or account again",
    ),
    zh=(
        "Excel 的数字只保留 15 位，更长的（如 {shown}）后面的位数已经丢失",
        "把这一列的格式设成「文本」，重新输入证件号、账号",
    ),
)
NUMBER_SHORTENED = problem_code(
    "number-shortened",
    en=(
        "the cell shows {shown} for {number}, and so it prints",
        "give the cell the number format 0, or Text, and save",
    ),
    zh=(
        "这个单元格把 {number} 显示成 {shown}，印出来也是这样",
        "把单元格格式设成小数位数为 0 的「数值」或「文本」，保存",
    ),
)

_SURE = 10**15
"""From here on a number has more digits than Excel keeps (Excel specifications and limits)."""

_LARGEST_SHOWN = 10**11
"""From here on General shows ``1.23457E+11``."""


_CUT = re.compile(r"-?\d(?:\.\d+)?E\+0?(?:1[1-9]|[2-9]\d)")
"""What Excel writes into a CSV file for a long number under General."""


def text_of(cell: Cell) -> str:
    """What a cell shows, with line feeds for all line ends."""
    return cell.text.replace("\r\n", "\n").replace("\r", "\n")


def cell_problem(cell: Cell) -> Problem | None:
    """Why the value of a cell cannot be printed, or prints otherwise than was typed."""
    if cell.problem:
        return cell.problem
    if cell.kind is CellKind.TEXT:
        found = next(iter(forbidden_characters(text_of(cell), cell.place)), None)
        if found:
            return error(found.code, cell.place, **found.words)
        is_cut = _CUT.fullmatch(cell.text.strip())
        return warning(DIGITS_LOST, cell.place, shown=cell.text.strip()) if is_cut else None
    if cell.kind is CellKind.NUMBER and isinstance(cell.value, float):
        return _of_number(cell, cell.value)
    return None


def _of_number(cell: Cell, value: float) -> Problem | None:
    if abs(value) < _LARGEST_SHOWN or not value.is_integer():
        return None
    if abs(value) >= _SURE:
        return warning(DIGITS_LOST, cell.place, shown=cell.text)
    if "E+" in cell.text:
        return warning(NUMBER_SHORTENED, cell.place, shown=cell.text, number=f"{value:.0f}")
    return None
