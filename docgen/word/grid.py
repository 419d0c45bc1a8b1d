"""Tables as grids: which cell covers which columns, and the labels a form prints around a cell.

    经费控制情况（万元） | 上年决算数 | 本年预算数
    三公经费            | {{ … }}    | {{ … }}      row label 三公经费, column label 本年预算数

A *label* is a cell's own text, tags left out. To the left the nearest one is the row's, above the
nearest one over the same columns is the column's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from lxml import etree

from docgen.word.xml import text_of, w

TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_SHOWN = 40
_LEAST = 2
"""Letters of a label; （…分） beside a tag is none."""


@dataclass(frozen=True)
class GridCell:
    """A cell of a table.

    Attributes:
        row: from 1.
        number: its number in the row, from 1.
        column: its first grid column, from 0.
        span: how many grid columns it covers.
        merge: ``restart``, ``continue``, or nothing if it is not merged down.
    """

    element: etree._Element
    row: int
    number: int
    column: int
    span: int
    merge: str

    @cached_property
    def text(self) -> str:
        """All of its text."""
        return text_of(self.element)

    @property
    def label(self) -> str:
        """The text that the form prints, if that is a label; tags in it stay as they are.

        A text that ends in a tag, ``其他资金：{{ … }}``, is a field with its own label.
        """
        *_, last = TAG.split(self.text)
        least = _LEAST if TAG.search(self.text) else 1
        return self.text.strip()[:_SHOWN] if sum(map(str.isalpha, last)) >= least else ""

    def over(self, other: GridCell) -> bool:
        """Whether it covers all columns of ``other``."""
        end = self.column + self.span
        return self.column <= other.column and other.column + other.span <= end


def cells_of(table: etree._Element) -> list[list[GridCell]]:
    """The cells of each row; those of a table inside a cell are none of them."""
    return [list(_cells(row, number)) for number, row in enumerate(table.findall(w("tr")), 1)]


def _cells(row: etree._Element, number: int) -> Iterator[GridCell]:
    column = _number(row, f"{w('trPr')}/{w('gridBefore')}", 0)
    for index, cell in enumerate(row.findall(w("tc")), 1):
        span = _number(cell, f"{w('tcPr')}/{w('gridSpan')}", 1)
        merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
        kind = merge.get(w("val"), "continue") if merge is not None else ""
        yield GridCell(cell, number, index, column, span, kind)
        column += span


def after_cells(cell: etree._Element) -> int:
    """Grid columns that the row of ``cell`` leaves free at its end."""
    row = cell.getparent()
    return _number(row, f"{w('trPr')}/{w('gridAfter')}", 0) if row is not None else 0


def _number(element: etree._Element, path: str, default: int) -> int:
    found = element.find(path)
    value = found.get(w("val"), "") if found is not None else ""
    return int(value) if value.isdecimal() else default


def span_of(cell: etree._Element) -> int:
    """How many columns of the layout grid a ``w:tc`` takes."""
    span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
    text = span.get(w("val"), "1") if span is not None else "1"
    return int(text) if text.isdecimal() else 1


def is_covered(cell: etree._Element) -> bool:
    """Whether a merged region reaches into a ``w:tc`` from above."""
    merge = cell.find(f"{w('tcPr')}/{w('vMerge')}")
    return merge is not None and merge.get(w("val"), "continue") == "continue"


def labels_of(rows: list[list[GridCell]], cell: GridCell) -> tuple[str, str]:
    """Row label and column label of ``cell``; empty where the form prints none."""
    if cell.label:  # a tag in a label belongs to that label
        return cell.label, ""
    left = (one for one in reversed(rows[cell.row - 1][: cell.number - 1]))
    row_label = next((label for one in left if (label := _uncovered(rows, one).label)), "")
    above = (
        _uncovered(rows, one).label
        for row in reversed(rows[: cell.row - 1])
        for one in row
        if one.over(cell)
    )
    return row_label, next(filter(None, above), "")


def _uncovered(rows: list[list[GridCell]], cell: GridCell) -> GridCell:
    """The cell that a covered one belongs to; covered cells hold no text."""
    if cell.merge != "continue":
        return cell
    for row in reversed(rows[: cell.row - 1]):
        for one in row:
            if one.column == cell.column and one.merge == "restart":
                return one
    return cell
