"""How the cells of a workbook look: borders, font, and whether they are open."""

from __future__ import annotations

from copy import copy
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from docgen.runs.workbooks.cell_pieces import PieceKind
from docgen.runs.workbooks.form_sheet import CellLook, SheetCell

_THIN = Side(style="thin", color="FF000000")
_FIELD_FILL = PatternFill("solid", fgColor="FFFFFBE6")

_Sides = tuple[bool, bool, bool, bool] | None
_Key = tuple[_Sides, PieceKind, CellLook | None]


class CellLooks:
    """The looks of the cells of a sheet.

    openpyxl compares each property that is set with all that the workbook has, a fifth
    of the time to write them; so a look that a cell had before is copied from it.
    """

    def __init__(self) -> None:
        self._known: dict[_Key, Any] = {}

    def give(self, cell: SheetCell, area: tuple[int, int, int, int], part: Any) -> None:
        """Gives a cell of the sheet its look; the one that is not merged into another has a text.

        Args:
            cell: the form's cell that it is part of.
            area: the first row and column of that in the sheet, and the last ones.
            part: the cell of the sheet.
        """
        look = cell.look if isinstance(part, Cell) else None
        key = (_sides(cell, area, part), cell.piece.kind, look)
        if key not in self._known:
            _set(part, *key)
            self._known[key] = copy(part._style)
        part._style = copy(self._known[key])


def _set(part: Any, sides: _Sides, kind: PieceKind, look: CellLook | None) -> None:
    part.border = _border(sides)
    part.protection = Protection(locked=kind is not PieceKind.FIELD)
    if kind is PieceKind.FIELD:
        part.fill = _FIELD_FILL
    if look:
        part.font = Font(name=look.font, size=look.size, bold=look.bold)
        shrinks = kind is PieceKind.DERIVED
        part.alignment = Alignment(
            horizontal=look.align,
            vertical=look.vertical,
            wrap_text=not shrinks,
            shrink_to_fit=shrinks,
        )


def _sides(cell: SheetCell, area: tuple[int, int, int, int], part: Any) -> _Sides:
    """Whether there is a line at the left, the right, the top and the bottom.

    There is at the edges of the form's cell; ``None`` outside of tables.
    """
    if not cell.bordered:
        return None
    top, left, bottom, right = area
    opens, closes = part.column == left and cell.opens, part.column == right and cell.closes
    return opens, closes, part.row == top, part.row == bottom


def _border(sides: _Sides) -> Border:
    if sides is None:
        return Border()
    left, right, top, bottom = (_THIN if drawn else None for drawn in sides)
    return Border(left=left, right=right, top=top, bottom=bottom)
