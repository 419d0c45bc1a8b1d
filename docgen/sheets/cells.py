"""Cells: what is stored of one in a file, and what the sheet shows of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import NamedTuple, TypeAlias
from unicodedata import normalize

from docgen.diagnostics import Place, Problem, error
from docgen.diagnostics.codes import problem_code
from docgen.sheets.number_format import shown_number, shown_text

CELL_ERROR = problem_code(
    "cell-error",
    en=(
        "the cell shows {shown} instead of a value",
        "open the workbook in Excel, put the formula of this cell right, and save it",
    ),
    zh=("这个单元格显示 {shown}，没有值", "用 Excel 打开，改好这一格的公式后保存"),
)
FORMULA_WITHOUT_VALUE = problem_code(
    "formula-without-value",
    en=(
        "the cell has a formula that was never worked out",
        "open the workbook in Excel or WPS and save it",
    ),
    zh=("这个单元格的公式还没有算出结果", "用 Excel 或 WPS 打开，保存一次"),
)
DATE_NOT_SHOWN = problem_code(
    "date-not-shown",
    en=(
        "the cell is formatted as a date, and {value} is none that Excel knows: it shows ####",
        "type the date as a text, or give the cell the format of a number",
    ),
    zh=(
        "这个单元格是日期格式，但 {value} 不是 Excel 认得的日期，显示为 ####",
        "把日期改成文本，或者把单元格格式改成数值",
    ),
)

Value: TypeAlias = str | float | bool | None


class CellKind(Enum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    FLAG = "flag"
    EMPTY = "empty"
    ERROR = "error"


class StoredCell(NamedTuple):
    """A cell as its file has it.

    Attributes:
        kind: a number that is a date may still be a ``NUMBER`` here: its format says so.
        value: a text, a number, ``True`` or ``False``; of an error what the cell shows, or nothing
            if it is a formula without a value.
        code: the number format, such as ``#,##0.00``.
        shown: what the sheet shows, where the file says so itself.
        is_formula: whether a formula gives the value; an .xls does not say so.
    """

    kind: CellKind
    value: str | float | bool
    code: str = "General"
    shown: str | None = None
    is_formula: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell as the sheet shows it.

    Attributes:
        text: what the sheet shows, as in a column that is wide enough: ``1,234.50``, ``93.64%``,
            ``2023年9月1日``, ``TRUE``; without the blanks by which a number format aligns. Texts
            are as they were typed.
        kind: what the cell holds.
        number: the exact decimal that is shown, without thousand commas, signs of currencies and
            units: ``1234.50``; of ``93.64%`` it is ``93.64``. Of a text, the number that it
            writes, if it writes nothing else. ``None`` of all else: of dates, fractions, and of
            numbers such as ``00123``, which are codes.
        value: what the file has: a float, a text, ``True`` or ``False``; ``None`` if empty.
        place: file, row, column and sheet; of merged cells that of the first.
        hidden: whether its row or its column is hidden.
        problem: why the cell has no value, if it has none though it is not empty.
        is_formula: whether a formula gives what it shows; an .xls does not say so.
    """

    text: str
    kind: CellKind
    number: Decimal | None
    value: Value
    place: Place
    hidden: bool = False
    problem: Problem | None = None
    is_formula: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it, or a text of blanks only."""
        return self.kind is CellKind.EMPTY or (self.kind is CellKind.TEXT and not self.text.strip())


_WRITTEN = re.compile(r"([-+]?)((?:[1-9]\d{0,2}(?:,\d{3})+|0|[1-9]\d*)(?:\.\d+)?)%?")


def written_number(text: str) -> Decimal | None:
    """The number that a text writes: ``1,234.50`` and ``９３.６４%``; ``None`` if it is no such."""
    if match := _WRITTEN.fullmatch(normalize("NFKC", text).strip()):
        return Decimal(match[1] + match[2].replace(",", ""))
    return None


def shown_cell(stored: StoredCell | None, place: Place, *, hidden: bool, from_1904: bool) -> Cell:
    """What the sheet shows of a stored cell; of none it is an empty one."""
    if stored is None or (stored.value == "" and stored.kind is CellKind.TEXT):
        return Cell("", CellKind.EMPTY, None, None, place, hidden)
    if stored.kind is CellKind.ERROR:
        return _error_cell(str(stored.value), place, hidden)
    if isinstance(stored.value, bool):
        text = stored.shown or str(stored.value).upper()
        return Cell(text, CellKind.FLAG, None, stored.value, place, hidden)
    if stored.shown is not None:
        return _told_cell(stored, stored.shown.strip(), place, hidden)
    if isinstance(stored.value, str):
        text = shown_text(stored.value, stored.code)
        return Cell(text, stored.kind, written_number(text), stored.value, place, hidden)
    return _number_cell(stored.value, stored.code, place, hidden, from_1904)


def _error_cell(shown: str, place: Place, hidden: bool) -> Cell:
    found = error(CELL_ERROR, place, shown=shown) if shown else error(FORMULA_WITHOUT_VALUE, place)
    return Cell(shown, CellKind.ERROR, None, shown or None, place, hidden, found)


def _told_cell(stored: StoredCell, shown: str, place: Place, hidden: bool) -> Cell:
    """A number or a date of which the file says what it shows."""
    number = None
    if isinstance(stored.value, float):
        found = number_in(shown)
        if found is None and stored.value == 0:
            found = Decimal(0)  # formats for accounting show a stroke
        number = None if found is None else found.copy_sign(Decimal(stored.value))
    return Cell(shown, stored.kind, number, stored.value, place, hidden)


def _number_cell(value: float, code: str, place: Place, hidden: bool, from_1904: bool) -> Cell:
    shown = shown_number(value, code, from_1904=from_1904)
    if shown is None:
        found = error(DATE_NOT_SHOWN, place, value=f"{value:g}")
        return Cell("", CellKind.ERROR, None, value, place, hidden, found)
    kind = CellKind.DATE if shown.is_date else CellKind.NUMBER
    return Cell(shown.text, kind, shown.number, value, place, hidden)


_FIGURE = re.compile(r"\d[\d.,]*(?:E[-+]?\d+)?")
_GROUPED = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:E[-+]?\d+)?")


def number_in(shown: str) -> Decimal | None:
    """The one number in what a cell shows, ``-1234.50`` of ``(1,234.50)``; ``None`` if unclear."""
    figures = _FIGURE.findall(shown)
    if len(figures) != 1 or not _GROUPED.fullmatch(figures[0]):
        return None
    before = shown.partition(figures[0])[0]
    sign = "-" if any(sign in before for sign in "-−(（") else ""
    return Decimal(sign + figures[0].replace(",", ""))
