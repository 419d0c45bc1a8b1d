"""What is typed in a cell of a workbook, as the content has it: exactly what the cell shows.

A figure is its exact decimal, without the noise of binary sums, and with the places that the cell
shows: 0.1+0.2 is 0.3, and 420.7 under the format 0.00 is 420.70. No digit that was typed is lost,
also where a format hides it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from docgen.checking.fixes.typed_figures import figure_in
from docgen.content.numbers import Figure, without_noise
from docgen.content.plain_scalars import BLANKS
from docgen.content.typed_dates import dates_in
from docgen.sheets.cells import Cell, CellKind

_DAY_ZERO = date(1899, 12, 30)
"""The day 0 of Excel."""
_LAST_DAY = 2958465
"""31 December 9999."""
_AFTER_LINES = re.compile(r"[ \t]+\n")
FIGURES = ("figure", "either")
"""Kinds of fields that take figures."""


def typed_text(cell: Cell, kind: str) -> str:
    """What is typed in a cell for a field; empty if nothing is.

    Args:
        cell: a cell that has no problem.
        kind: ``figure``, ``either`` a figure or a text, ``date``, ``text`` or ``markdown``.
    """
    if cell.is_empty:
        return ""
    if isinstance(cell.value, float) and cell.kind is CellKind.NUMBER and "%" not in cell.text:
        is_plain = kind in FIGURES or "E" in cell.text
        return _exact(cell.value, cell.number) if is_plain else cell.text
    if cell.kind is CellKind.DATE and kind == "date":
        return _day(cell)
    text = cell.text.replace("\r\n", "\n").replace("\r", "\n")
    text = _AFTER_LINES.sub("\n", text).strip(BLANKS + "\n")
    meant = figure_in(text) if kind == "figure" and Figure.read(text) is None else None
    return meant.text if meant and meant.sure and meant.text else text


def _exact(value: float, shown: Decimal | None) -> str:
    """A number with all its digits, and with the places that are shown, if these are more."""
    exact = Decimal(without_noise(f"{Decimal(repr(value)):f}"))
    if shown is not None and shown == exact:
        return f"{shown:f}"
    text = f"{exact:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _day(cell: Cell) -> str:
    """A date as it is shown, or as 2024-04-26 if what is shown can be read in two ways."""
    if any(sure for _, sure in dates_in(cell.text)):
        return cell.text
    if isinstance(cell.value, float) and 0 < cell.value <= _LAST_DAY:
        return (_DAY_ZERO + timedelta(int(cell.value))).isoformat()
    return str(cell.value)[:10]


def is_same(typed: str, base: str) -> bool:
    """Whether what is typed says what was typed before: the same text, figure or day."""
    if typed == base.strip(BLANKS + "\n"):
        return True
    if (base.strip(), True) in dates_in(typed):
        return True
    one, other = Figure.read(typed), Figure.read(base.strip())
    return one is not None and other is not None and one == other
